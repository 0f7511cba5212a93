"""The recipe: every choice that makes a release, and no record. Read ``recipe``, then ``running``."""
