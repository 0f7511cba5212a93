"""Suggests the role of every column, with the evidence, for a person to accept or refuse.

    for suggestion in suggest(dataset):
        print(suggestion.column, suggestion.role, suggestion.confidence, *suggestion.reasons)

Read in this order: ``concepts`` says what a column can hold and which role follows, ``vocabulary`` and ``names``
what its name announces, ``values`` prepares its values, ``patterns`` (with ``validators``) and ``measures`` test them,
``suggestion`` weighs it all.
The name and the values are independent witnesses: together they are nearly sure, in contradiction they leave the
column undecided, and whole numbers or dates that are nearly unique are never called identifiers for that alone.
"""

from analysis.detection.concepts import Concept, Treatment
from analysis.detection.suggestion import Finding, Suggestion, findings, suggest

__all__ = ["Concept", "Finding", "Suggestion", "Treatment", "findings", "suggest"]
