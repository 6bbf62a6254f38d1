"""Command line, the night and the schedule: the only place that wires the rooms."""
