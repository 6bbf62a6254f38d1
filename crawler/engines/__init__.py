"""Engines: how the crawls of a night are run, beside each other on one machine or on many."""
