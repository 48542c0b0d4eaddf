"""Storage: the files in spaces, with their bytes, versions, rights and the recycle bin."""
