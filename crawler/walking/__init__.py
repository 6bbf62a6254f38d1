"""Walking: the sections of a group of hosts, page by page, list by list; Scrapy is its engine."""
