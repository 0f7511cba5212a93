"""What the figures of the Risk page mean: one topic for each, grouped by view."""
