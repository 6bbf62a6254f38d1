"""Tests of asking addresses that are not walked."""
