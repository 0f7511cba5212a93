"""Generalisation hierarchies: what each value of a column becomes at each level, and how such tables are made."""
