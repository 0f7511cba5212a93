"""The parts of the trade-off page: what is asked, the picture, what to pick, what it costs."""
