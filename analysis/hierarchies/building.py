"""What every builder shares: a builder is its parameters and nothing else, so that a recipe can hold it.

The same column gives the same hierarchy. Labels use an en dash ("30–34"): a spreadsheet turns "5-9" into the ninth of May.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.wording import Sentence


class Builder(Protocol):
    """Makes the hierarchy of a column."""

    def build(self, column: Column) -> Hierarchy:
        """Make it.

        Raises:
            HierarchyError: The column's values do not fit the builder.
        """


def check_parsed(column: Column, failed: np.ndarray, wanted: Sentence) -> None:
    """Make sure that every value of a column could be read as what a builder needs.

    Args:
        failed: Which of ``column.values`` could not; boolean, shape (n_distinct,).
        wanted: What was needed, in the plural.

    Raises:
        HierarchyError: Some could not. They are counted, not named.
    """
    if failed.any():
        raise HierarchyError(
            "{count} values of {column} are not {wanted}: choose another way to generalise it, or correct its kind.",
            count=int(failed.sum()),
            column=column.name,
            wanted=wanted,
        )


def check_rising(figures: Sequence[float], what: Sentence) -> None:
    """Make sure that figures grow from one to the next.

    Raises:
        HierarchyError: There is none, or one is not above the one before.
    """
    if not figures or any(later <= earlier for earlier, later in pairwise(figures)):
        raise HierarchyError("{what}: give at least one, each greater than the one before.", what=what)
