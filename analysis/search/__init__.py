"""Search: every combination of levels, the best of them, and the trade-off between risk and utility."""
