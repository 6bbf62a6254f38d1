"""Wires the parts: command line, the night, the schedule. Holds no rules."""

VERSION = "0.1.0"
