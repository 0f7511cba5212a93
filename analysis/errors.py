"""What can go wrong, as a tree:

AnalysisError
├── DatasetError      the file cannot be read, or lacks what was asked of it
├── RoleError         the roles of the columns do not allow the question
├── RecodingError     a recoding does not fit the dataset
│   └── HierarchyError    a hierarchy does not nest, or does not cover its column
├── RequirementNotMet the release was computed, and does not meet what was required of it
├── SearchCancelled   somebody stopped a search (in ``analysis.search.running``)
└── NotComputable     the question has no answer on these data

    try:
        figures = assess(dataset, roles)
    except AnalysisError as error:
        print(error)

A message says what, where and what to do. It may name columns and counts, never a value that a record holds,
except values shared by at least ``analysis.dataset.SHOWN_FROM`` records.
"""

from __future__ import annotations

from typing import Any

from analysis.wording import Sentence


class AnalysisError(Exception):
    """Base of every error that a user can cause and mend.

    Attributes:
        sentence: The message, its words apart from its figures (for translation).
    """

    def __init__(self, template: str, **details: Any) -> None:
        self.sentence = Sentence(template, tuple(details.items()))
        super().__init__(str(self.sentence))


class DatasetError(AnalysisError):
    """The file cannot be read, or the dataset lacks what was asked of it."""


class RoleError(AnalysisError):
    """The roles of the columns do not allow the question."""


class RecodingError(AnalysisError):
    """A recoding does not fit the dataset."""


class HierarchyError(RecodingError):
    """A hierarchy does not nest, or does not cover its column."""


class RequirementNotMet(AnalysisError):
    """The release was computed, and does not meet what was required of it."""


class NotComputable(AnalysisError):
    """The question has no answer on these data."""
