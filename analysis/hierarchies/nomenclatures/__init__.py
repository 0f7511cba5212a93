"""Official classifications, offline."""
