"""A replica of both sites on loopback, with known faults and its truth."""
