"""The pages, a file for each of the office's tasks: a function takes a visit and answers it."""
