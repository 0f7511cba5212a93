"""The columns of a frequency table arranged for the walk over the lattice of their levels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import KEY_BITS, FrequencyTable
from analysis.search.walk import Layout

WALKED = 3
"""The walk takes at least so many columns; others of one value are put before where there are fewer."""


@dataclass(frozen=True)
class Space:
    """The combinations of levels that are searched, numbered with the last column running fastest.

    Attributes:
        names: The quasi-identifiers.
        n_levels: Levels of each that are allowed, from level 0.
    """

    names: tuple[str, ...]
    n_levels: tuple[int, ...]

    @classmethod
    def of(cls, table: FrequencyTable, max_levels: Mapping[str, int] | None = None) -> Space:
        """All levels of a table, or those up to a highest one for each column that has one.

        Args:
            max_levels: Column and the most general level allowed ("never beyond département").

        Raises:
            RecodingError: A limit is for no quasi-identifier, or below level 0.
        """
        limits = dict(max_levels or {})
        unknown = [name for name in limits if name not in table.names]
        if unknown:
            raise RecodingError("Not a quasi-identifier: {columns}.", columns=", ".join(unknown))
        if any(level < 0 for level in limits.values()):
            raise RecodingError("A level limit is below 0: level 0 is the values as they are.")
        allowed = (min(column.top, limits.get(column.name, column.top)) + 1 for column in table.columns)
        return cls(table.names, tuple(allowed))

    @property
    def n_nodes(self) -> int:
        """Number of combinations."""
        return math.prod(self.n_levels)

    @cached_property
    def strides(self) -> np.ndarray:
        """What one level of each column adds to the number of a node; shape (n_columns,)."""
        return np.array([math.prod(self.n_levels[place + 1 :]) for place in range(len(self.n_levels))], dtype=np.int64)

    @cached_property
    def levels(self) -> np.ndarray:
        """Levels of every node; shape (n_nodes, n_columns), dtype uint8."""
        grid = np.indices(self.n_levels, dtype=np.uint8)
        return np.ascontiguousarray(grid.reshape(len(self.n_levels), -1).T)

    def number(self, levels: tuple[int, ...]) -> int:
        """Number of the node of some levels.

        Raises:
            RecodingError: It is not among those searched.
        """
        if len(levels) != len(self.n_levels) or any(
            not 0 <= level < n for level, n in zip(levels, self.n_levels, strict=True)
        ):
            raise RecodingError("The levels {levels} are not among those searched.", levels=levels)
        return int(np.dot(levels, self.strides))


def per_level(levels: np.ndarray, figures: Sequence[np.ndarray]) -> np.ndarray:
    """Figures of each column and level, laid out over nodes.

    Args:
        levels: Levels of the nodes; shape (n_nodes, n_columns).
        figures: One array of a figure per level for each column.

    Returns:
        Floats; shape (n_nodes, n_columns).
    """
    return np.stack([own[levels[:, place]] for place, own in enumerate(figures)], axis=1, dtype=np.float64)


def can_walk(table: FrequencyTable) -> bool:
    """Whether the codes of a row fit in one key; where not, nodes are evaluated one by one."""
    return table.key_bits < KEY_BITS


@dataclass(frozen=True, eq=False)
class Arranged:
    """Rows and columns in the order of the walk: the widest first, because it tells records apart soonest.

    Attributes:
        order: Position in the table of each column of the walk; -1 for one that was put before.
        layout: See :class:`Layout`.
        keys: Distinct rows; see :func:`analysis.search.walk.walk`.
        counts: Records of each.
    """

    order: tuple[int, ...]
    layout: Layout
    keys: np.ndarray
    counts: np.ndarray

    @property
    def n_prefixes(self) -> int:
        """Number of combinations of levels of the first columns, however many those are."""
        n_levels = self.layout.n_levels
        return int(self.layout.prefix_from[-1] + math.prod(n_levels.tolist()))


def arrange(table: FrequencyTable, space: Space) -> Arranged:
    """Arrange a table for the walk.

    Raises:
        NotComputable: The codes of a row do not fit in one key; see :func:`can_walk`.
    """
    if not can_walk(table):
        raise NotComputable("The quasi-identifiers have too many distinct values to be searched together.")
    order = (-1,) * (WALKED - len(table.columns)) + table.widest_first
    return Arranged(order, _layout(table, space, order), *table.rows_widest_last)


def _layout(table: FrequencyTable, space: Space, order: tuple[int, ...]) -> Layout:
    columns = [table.columns[place] if place >= 0 else _ONE_VALUE for place in order]
    n_levels = np.array([space.n_levels[place] if place >= 0 else 1 for place in order], dtype=np.int64)
    bits = np.array([(column.width(0) - 1).bit_length() for column in columns], dtype=np.uint64)
    widths = np.zeros((len(columns), int(n_levels.max())), dtype=np.int64)
    lookup_from, leaves_from = np.zeros_like(widths), np.zeros_like(widths)
    lookup: list[np.ndarray] = []
    leaves: list[np.ndarray] = []
    for place, column in enumerate(columns):
        for level in range(n_levels[place]):
            widths[place, level] = column.width(level)
            lookup_from[place, level] = sum(map(len, lookup))
            leaves_from[place, level] = sum(map(len, leaves))
            lookup.append(_step(column, level) if place == len(columns) - 1 else column.lookup[level])
            leaves.append(column.leaves[level])
    return Layout(
        bits=bits,
        masks=(np.uint64(1) << bits) - np.uint64(1),
        shifts=_shifts(bits.tolist()),
        n_levels=n_levels,
        widths=widths,
        lookup=np.concatenate(lookup).astype(np.uint64),
        lookup_from=lookup_from,
        leaves=np.concatenate(leaves).astype(np.int64),
        leaves_from=leaves_from,
        offsets=(np.cumsum(widths[:, 0]) - widths[:, 0]).astype(np.uint64),
        positions=np.array(order, dtype=np.int64),
        strides=np.array([space.strides[place] if place >= 0 else 0 for place in order], dtype=np.int64),
        prefix_from=np.cumsum(np.cumprod(n_levels)) - np.cumprod(n_levels),
    )


_ONE_VALUE = EncodedColumn(
    "", np.zeros(0, np.uint32), (np.array(["*"], object),), (np.zeros(1, np.uint32),), (np.ones(1, np.int64),), 1
)


def _step(column: EncodedColumn, level: int) -> np.ndarray:
    """Code at a level of each code of the level before."""
    if level == 0:
        return column.lookup[0]
    step = np.zeros(column.width(level - 1), dtype=np.uint32)
    step[column.lookup[level - 1]] = column.lookup[level]
    return step


def _shifts(bits: Sequence[int]) -> np.ndarray:
    """Where the field of each column (second axis) lies once the columns up to a depth (first axis) are fixed."""
    n = len(bits)
    shifts = [
        [
            sum(bits[depth + 1 : column]) if column > depth else sum(bits[depth + 1 :]) + sum(bits[:column])
            for column in range(n)
        ]
        for depth in range(n)
    ]
    return np.array(shifts, dtype=np.uint64)
