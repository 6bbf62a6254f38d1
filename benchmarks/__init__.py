"""What the monitor costs and finds, measured side by side with other tools. Run with `make bench`."""
