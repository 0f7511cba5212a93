"""The recipe: every choice that makes a release, and no record. Read ``recipe``, then ``running``.

A hierarchy made by hand, and an order that was typed, hold the values that they group: such a recipe names values of the data.
"""
