"""Parts of a column that its page does not show: one kind of tab, choice, archive or tree a file."""
