"""Recodings: what turns a dataset into one that gives less away."""
