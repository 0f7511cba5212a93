"""Risk: of being re-identified, of each column, of each class."""
