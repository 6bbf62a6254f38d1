"""What the crawler saw and read, as records: all of the crawler that later rooms may import."""
