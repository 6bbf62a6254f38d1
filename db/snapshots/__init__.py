"""The store read back as what the checks are handed: each section as it stood in one night."""
