"""A generalisation hierarchy: every value of a column, and what it becomes at each level.

Source: P. Samarati, "Protecting respondents' identities in microdata release", IEEE TKDE 13(6), 2001, section 3
(value generalisation hierarchies; doi:10.1109/69.971193).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import SHOWN_FROM, Column
from analysis.errors import HierarchyError
from analysis.wording import sentence

ROOT = "*"
"""The label that says nothing: every value below one root."""


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """What each value of a column becomes at each level, from exact (level 0) to general.

    Make one with :meth:`of`, which checks it.

    Attributes:
        table: Labels; shape (n_values, n_levels), dtype object. Column 0 holds the original values, each once;
            column j what they become at level j. Two values that share a label share every later one.
    """

    table: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]] | np.ndarray, name: str = "") -> Hierarchy:
        """Check the rows of a hierarchy and make it.

        Args:
            rows: One row per value: the value, then its label at each level.
            name: The column it is for, for messages.

        Raises:
            HierarchyError: There is no row, rows differ in length, a value has two rows, or a label two parents.
        """
        widths = {len(row) for row in rows}
        if not widths or widths == {0}:
            raise HierarchyError("The hierarchy of {column} is empty.", column=name)
        if len(widths) > 1:
            raise HierarchyError(
                "The rows of the hierarchy of {column} have {fewest} to {most} levels: every row needs the same number.",
                column=name,
                fewest=min(widths),
                most=max(widths),
            )
        table = np.asarray(rows, dtype=object)
        if len(pd.unique(table[:, 0])) < len(table):
            raise HierarchyError(
                "The hierarchy of {column} gives {value} twice: keep one row for it.",
                column=name,
                value=_first_repeated(table[:, 0]),
            )
        _check_nesting(table, name)
        return cls(table)

    @property
    def values(self) -> np.ndarray:
        """The original values; shape (n_values,)."""
        return self.table[:, 0]

    @property
    def n_levels(self) -> int:
        """Number of levels, the original values included."""
        return self.table.shape[1]

    @property
    def has_root(self) -> bool:
        """Whether every value has the same label at the last level."""
        return bool((self.table[:, -1] == self.table[0, -1]).all())

    def example(self, value: str) -> tuple[str, ...]:
        """What one value becomes, level by level."""
        return tuple(self.table[np.flatnonzero(self.values == value)[0]])

    def uncovered(self, column: Column) -> np.ndarray:
        """Which of ``column.values`` have no row here; boolean, shape (n_distinct,)."""
        return ~pd.Index(column.values).isin(self.values)

    def check_covers(self, column: Column) -> None:
        """Make sure that every value of a column has a row.

        Raises:
            HierarchyError: Some have none. Those shared by at least ``SHOWN_FROM`` records are named.
        """
        lacking = self.uncovered(column)
        if not lacking.any():
            return
        shown = [str(value) for value in column.values[lacking & (column.counts >= SHOWN_FROM)][:10]]
        raise HierarchyError(
            "The hierarchy of {column} lacks {count} of its values ({named}). Add a row for each of them.",
            column=column.name,
            count=int(lacking.sum()),
            named=", ".join(shown) or sentence("each held by fewer than {least} records", least=SHOWN_FROM),
        )


def assemble(column: Column, levels: Sequence[np.ndarray]) -> Hierarchy:
    """Put the labels of a column's distinct values together: the values, each level, and ``*`` for all.

    Args:
        levels: Labels from precise to general; each of shape (n_distinct,).

    Raises:
        HierarchyError: A label has two parents.
    """
    values = column.values if len(column.values) else np.array([""], dtype=object)
    levels = levels if len(column.values) else []
    root = np.full(len(values), ROOT, dtype=object)
    return Hierarchy.of(np.column_stack([values, *levels, root]), column.name)


def _first_repeated(values: np.ndarray) -> str:
    return str(values[pd.Series(values).duplicated().to_numpy()][0])


def _check_nesting(table: np.ndarray, name: str) -> None:
    for level in range(1, table.shape[1] - 1):
        pairs = pd.DataFrame({"label": table[:, level], "parent": table[:, level + 1]}).drop_duplicates()
        twice = pairs["label"].duplicated()
        if twice.any():
            raise HierarchyError(
                "In the hierarchy of {column}, {label} (level {level}) has two parents: a level must contain the one before.",
                column=name,
                label=str(pairs["label"][twice].iloc[0]),
                level=level,
            )
