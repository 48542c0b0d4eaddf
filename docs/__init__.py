"""The documents, and what takes their pictures."""
