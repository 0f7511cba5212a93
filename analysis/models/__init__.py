"""Privacy models: what each asks of the equivalence classes, and how well they do."""
