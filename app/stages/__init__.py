"""The stages of a night, each from what is stored to what is stored: crawl, check, score, publish."""
