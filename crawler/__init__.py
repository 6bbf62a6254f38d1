"""The only room with a network: spider, prober, page objects, dates and addresses."""
