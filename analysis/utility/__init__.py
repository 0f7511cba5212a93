"""Utility: what a recoding leaves of the data."""
