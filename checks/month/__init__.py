"""One month of one unit: counts, faults, and what earlier nights know."""
