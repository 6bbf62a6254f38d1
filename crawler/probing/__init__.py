"""Probing: the links that no section's walk visited, each distinct address once a night."""
