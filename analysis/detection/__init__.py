"""Suggests the role of every column, with the evidence, for a person to accept or refuse.

    for suggestion in suggest(dataset):
        print(suggestion.column, suggestion.role, suggestion.confidence, *suggestion.reasons)

    for line in checklist(dataset, suggest(dataset), HIPAA):
        print(line.category.title, line.status, *line.columns)

    attack(dataset, "nir_hash").records_found

Read in this order: ``concepts`` says what a column can hold and which role follows, ``vocabulary`` and ``names``
what its name announces, ``values`` prepares its values, ``patterns`` (listed in ``person_patterns``, ``number_patterns``
and ``descriptive_patterns``, with ``check_digits`` and ``validators``) and ``measures`` test them, ``findings`` weighs
name and values together, ``contents`` reads inside texts, ``rarity`` and ``coordinates`` look for what a single value
does not show, ``suggestion`` draws the role from it all. ``checklists`` compares with what the law lists,
``hash_attack`` (with ``candidates``) shows what a digest hides.
The name and the values are independent witnesses: together they are nearly sure, in contradiction they leave the
column undecided, and whole numbers or dates that are nearly unique are never called identifiers for that alone.
"""

from analysis.detection.checklists import CHECKLISTS, HIPAA, MR_004, Checked, Checklist, Status, checklist
from analysis.detection.concepts import ADVICE, Concept, Treatment
from analysis.detection.contents import Content
from analysis.detection.findings import Finding, findings
from analysis.detection.hash_attack import Algorithm, HashAttack, Tried, algorithm_of, attack
from analysis.detection.rarity import Rare
from analysis.detection.suggestion import Suggestion, suggest

__all__ = [
    "ADVICE",
    "CHECKLISTS",
    "HIPAA",
    "MR_004",
    "Algorithm",
    "Checked",
    "Checklist",
    "Concept",
    "Content",
    "Finding",
    "HashAttack",
    "Rare",
    "Status",
    "Suggestion",
    "Treatment",
    "Tried",
    "algorithm_of",
    "attack",
    "checklist",
    "findings",
    "suggest",
]
