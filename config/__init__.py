"""What to look at and how to judge: the YAML that the office edits, its schema and its loader."""
