"""Attacks on a release, carried out by whoever holds the original data."""
