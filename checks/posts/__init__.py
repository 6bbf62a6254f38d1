"""Posts: candidates, what is said of them, and which count."""
