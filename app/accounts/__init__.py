"""Accounts: who may sign in, with which roles and units; one-time links and tokens. Both faces call these functions."""
