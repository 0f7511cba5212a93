"""The pages: each asks and shows; what is computed comes from ``analysis``."""
