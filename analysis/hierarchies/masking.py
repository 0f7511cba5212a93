"""Codes → some of their characters, the others hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import Hierarchy, assemble


class Kept(Enum):
    """Which characters stay readable."""

    FIRST = "first"
    LAST = "last"


class Padding(Enum):
    """What stands for the characters that are hidden."""

    LONGEST = "longest"
    """As many marks as the longest value needs: all labels are equally long, and none tells how long its value was."""
    OWN = "own"
    """One mark for each hidden character."""
    NONE = "none"
    """Nothing."""


@dataclass(frozen=True)
class Mask:
    """Codes → their first (or last) characters, the others replaced by a mark → ``*``.

    Attributes:
        kept: Characters that stay readable at each level, in falling order.
        side: Which of them.
        padding: What stands for the others.
        mark: The character that stands for a hidden one.
    """

    kept: tuple[int, ...]
    side: Kept = Kept.FIRST
    padding: Padding = Padding.LONGEST
    mark: str = "*"

    def __post_init__(self) -> None:
        falling = all(fewer < more for more, fewer in pairwise(self.kept))
        if not self.kept or not falling or self.kept[-1] < 1:
            raise HierarchyError("Each level must keep fewer characters than the one before, and at least 1.")
        if len(self.mark) != 1:
            raise HierarchyError("The mark of a hidden character is one character.")

    def build(self, column: Column) -> Hierarchy:
        texts = pd.Series(column.values, dtype="string")
        return assemble(column, [self._level(texts, kept).to_numpy(dtype=object) for kept in self.kept])

    def _level(self, texts: pd.Series, kept: int) -> pd.Series:
        first = self.side is Kept.FIRST
        shown = texts.str.slice(0, kept) if first else texts.str.slice(-kept)
        lengths = texts.str.len()
        match self.padding:
            case Padding.NONE:
                return shown
            case Padding.LONGEST:
                longest = int(lengths.max()) if len(texts) else 0
                return shown.str.pad(longest, side="right" if first else "left", fillchar=self.mark)
            case Padding.OWN:
                hidden = pd.Series([self.mark * max(0, length - kept) for length in lengths], dtype="string")
                return shown + hidden if first else hidden + shown
