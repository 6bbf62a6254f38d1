"""Looking: what is there, found and told without changing anything."""
