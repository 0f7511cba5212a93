"""The parameters of each technique as widgets, and the step that they make."""
