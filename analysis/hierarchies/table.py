"""A hierarchy that a person made or loaded: its table, and the changes that a person makes to it by hand.

Every change keeps the levels nested. At a level, what is put into a group is a whole group of the level below (at
level 1, a value), so nothing is torn apart; and whoever joins a group that exists follows it at every later level.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import ROOT, Hierarchy


@dataclass(frozen=True, repr=False)
class Table:
    """Values → what a table says of them.

    Attributes:
        rows: One row per value: the value, then its label at each level.
        source: Where it comes from, such as the name of a file.
    """

    rows: tuple[tuple[str, ...], ...]
    source: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the rows; 64 hexadecimal digits."""
        return hashlib.sha256(repr(self.rows).encode("utf-8", "surrogatepass")).hexdigest()

    def __repr__(self) -> str:
        return f"Table({self.source!r}, {self.fingerprint})"

    def build(self, column: Column) -> Hierarchy:
        hierarchy = Hierarchy.of(self.rows, column.name)
        hierarchy.check_covers(column)
        return hierarchy


def table_of(hierarchy: Hierarchy, source: str = "") -> Table:
    """Write down a hierarchy, so that it can be changed by hand."""
    return _table(hierarchy.table, source)


def group(table: Table, level: int, members: Collection[str], label: str) -> Table:
    """Put some groups together under a label: to merge, to move and to rename are all this.

    Args:
        level: The level at which the label stands; 1 or more.
        members: Labels of the level below (at level 1, values).
        label: A group that exists at this level, which the members join and follow at later levels; or a new name, with
            the later levels of the first member.

    Raises:
        HierarchyError: There is no such level, no member is in the table, or the label is empty.
    """
    cells = _cells(table)
    if not 1 <= level < cells.shape[1]:
        raise HierarchyError(
            "There is no level {level}: the levels are 1 to {last}.", level=level, last=cells.shape[1] - 1
        )
    if not label.strip():
        raise HierarchyError("Give the group a name.")
    moved = pd.Index(cells[:, level - 1]).isin(list(members))
    if not moved.any():
        raise HierarchyError("Choose at least one value for the group.")
    there = np.flatnonzero((cells[:, level] == label) & ~moved)
    model = there[0] if len(there) else np.flatnonzero(moved)[0]
    cells[moved, level + 1 :] = cells[model, level + 1 :]
    cells[moved, level] = label
    return _table(cells, table.source)


def rename(table: Table, level: int, old: str, new: str) -> Table:
    """Call a group by another name everywhere; by the name of another group, the two become one.

    Raises:
        HierarchyError: No such group, or an empty name.
    """
    cells = _cells(table)
    members = cells[cells[:, level] == old, level - 1] if 1 <= level < cells.shape[1] else cells[:0, 0]
    return group(table, level, set(members), new)


def add_level(table: Table, after: int) -> Table:
    """Repeat a level, so that the copy can be grouped further; the values are level 0."""
    return _table(np.insert(_cells(table), after + 1, _cells(table)[:, after], axis=1), table.source)


def remove_level(table: Table, level: int) -> Table:
    """Leave a level out; its groups go where they belonged.

    Raises:
        HierarchyError: It is the values, or the only other level.
    """
    cells = _cells(table)
    if not 1 <= level < cells.shape[1] or cells.shape[1] <= 2:
        raise HierarchyError("A hierarchy needs its values and at least one level above them.")
    return _table(np.delete(cells, level, axis=1), table.source)


def complete(table: Table, column: Column, label: str) -> Table:
    """Add a row for every value of a column that has none, all in one group.

    Args:
        label: The group; where it exists at level 1, the values follow it.
    """
    cells = _cells(table)
    lacking = column.values[~pd.Index(column.values).isin(cells[:, 0])]
    rows = np.full((len(lacking), cells.shape[1]), label, dtype=object)
    rows[:, 0] = lacking
    there = np.flatnonzero(cells[:, 1] == label)
    if len(there):
        rows[:, 1:] = cells[there[0], 1:]
    elif len(cells) and (cells[:, -1] == cells[0, -1]).all():
        rows[:, -1] = cells[0, -1]
    return _table(np.concatenate([cells, rows]), table.source)


def blank(column: Column, source: str = "") -> Table:
    """A table in which nothing is grouped yet: every value, itself at level 1, and the root."""
    values = column.values
    return _table(np.column_stack([values, values, np.full(len(values), ROOT, dtype=object)]), source)


def _cells(table: Table) -> np.ndarray:
    """The rows as an array that may be changed; they must be equally long."""
    return np.array(table.rows, dtype=object)


def _table(cells: np.ndarray, source: str) -> Table:
    return Table(tuple(map(tuple, cells.tolist())), source)
