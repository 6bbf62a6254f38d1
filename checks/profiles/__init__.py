"""Basic information of a unit: what is required, what is valid, when it was updated, what both sites say."""
