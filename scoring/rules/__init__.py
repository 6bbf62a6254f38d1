"""The rubric's rules, a kind a file."""
