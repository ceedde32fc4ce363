"""Ranked full text over all records and parts: what was typed, what it may mean, what was found."""
