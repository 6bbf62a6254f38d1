"""Reading bytes and text: charsets, parsed pages, days, links, kinds of files. No network."""
