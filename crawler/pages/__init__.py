"""Page objects: what a template says of a page, read from a response or from a stored body."""
