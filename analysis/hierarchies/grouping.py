"""Any values → groups: all at once, rare ones together, or neighbours in an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd

from analysis.dataset import SHOWN_FROM, Column, natural_order
from analysis.errors import HierarchyError
from analysis.hierarchies.building import check_rising
from analysis.hierarchies.hierarchy import Hierarchy, assemble
from analysis.wording import sentence


@dataclass(frozen=True)
class Suppress:
    """Any value → ``*``."""

    def build(self, column: Column) -> Hierarchy:
        return assemble(column, [])


@dataclass(frozen=True)
class Frequent:
    """Texts → those held by enough records, the others together → ``*``.

    Attributes:
        minimums: Records a value needs to stay by itself, rising level by level.
        other: What the others are called.
    """

    minimums: tuple[int, ...]
    other: str = "Autres"

    def __post_init__(self) -> None:
        check_rising(self.minimums, sentence("Records that a value needs"))

    def build(self, column: Column) -> Hierarchy:
        levels = [np.where(column.counts >= least, column.values, self.other) for least in self.minimums]
        return assemble(column, levels)


class GroupLabel(Enum):
    """How a group of neighbours is called."""

    BOUNDS = "bounds"
    """By its first and its last value."""
    LIST = "list"
    """By all of its values."""


@dataclass(frozen=True)
class Order:
    """Values in an order → so many neighbours together → so many of these groups together → … → ``*``.

    Attributes:
        sizes: For each level, how many neighbours of the level before become one; each at least 2.
        order: The values in the order that counts; empty for that of their kind (numbers by size, dates by time, texts
            by alphabet). Values that no record holds keep their place, so that groups stay the same in other data.
        label: How the groups are called.
    """

    sizes: tuple[int, ...]
    order: tuple[str, ...] = ()
    label: GroupLabel = GroupLabel.BOUNDS

    def __post_init__(self) -> None:
        if not self.sizes or min(self.sizes) < 2:
            raise HierarchyError("Group at least 2 neighbours at each level.")
        twice = pd.Series(self.order, dtype=object).duplicated()
        if twice.any():
            raise HierarchyError(
                "The order names {count} of its values more than once: keep one place for each.", count=int(twice.sum())
            )

    def build(self, column: Column) -> Hierarchy:
        ordered, place = self._places(column)
        levels, width = [], 1
        for size in self.sizes:
            width = min(width * size, len(ordered) + 1)
            labels = np.array(list(_distinct(self._labels(ordered, width))), dtype=object)
            levels.append(labels[place // width])
        return assemble(column, levels)

    def _places(self, column: Column) -> tuple[Sequence[str], np.ndarray]:
        """All values in their order, and the place of each of the column's."""
        if not self.order:
            place = natural_order(column, column.values)
            return tuple(column.values[np.argsort(place)]), place
        place = pd.Index(self.order).get_indexer(pd.Index(column.values))
        lacking = place < 0
        if lacking.any():
            shown = [str(value) for value in column.values[lacking & (column.counts >= SHOWN_FROM)][:10]]
            raise HierarchyError(
                "The order of {column} lacks {count} of its values ({named}). Give each of them a place.",
                column=column.name,
                count=int(lacking.sum()),
                named=", ".join(shown) or sentence("each held by fewer than {least} records", least=SHOWN_FROM),
            )
        return self.order, place

    def _labels(self, ordered: Sequence[str], width: int) -> Iterator[str]:
        for start in range(0, len(ordered), width):
            group = ordered[start : start + width]
            if len(group) == 1 or self.label is GroupLabel.LIST:
                yield ", ".join(group)
            else:
                yield f"{group[0]} – {group[-1]}"


def _distinct(labels: Iterator[str]) -> Iterator[str]:
    """The labels; one that was there before gets a number."""
    seen: set[str] = set()
    for label in labels:
        number, own = 2, label
        while own in seen:
            number, own = number + 1, f"{label} ({number})"
        seen.add(own)
        yield own
