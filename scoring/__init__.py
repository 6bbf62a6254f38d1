"""Pure functions from findings and entries to points."""
