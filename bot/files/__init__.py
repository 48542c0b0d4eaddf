"""Files and folders of Drive spaces, as their people may see and change them."""
