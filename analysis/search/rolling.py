"""Nodes by the values of sensitive attributes: the rows of a more specific node merged, level by level.

The walk of :mod:`analysis.search.walk` counts records only. Where requirements ask for the values of sensitive
attributes, or for the release as a whole, nodes are evaluated here with every condition as its own module defines it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.models.requirements import KAnonymous, Requirement, classes_kept
from analysis.models.sensitive import SensitiveAttribute, SensitiveHistogram
from analysis.search.columns import Space
from analysis.search.evaluate import Tally
from analysis.search.running import Progress, SearchCancelled


@dataclass(frozen=True, eq=False)
class Rolled:
    """The rows of a table, merged after generalising some columns.

    Attributes:
        table: The rows at level 0.
        levels: Level of each column.
        codes: Codes of each row at these levels; one array of shape (n_rows,) per column.
        counts: Records of each row.
        attributes: The sensitive attributes, counted over these rows.
    """

    table: FrequencyTable
    levels: tuple[int, ...]
    codes: tuple[np.ndarray, ...]
    counts: np.ndarray
    attributes: Mapping[str, SensitiveAttribute]

    def generalised(self, place: int, level: int) -> Rolled:
        """The rows with one column, at level 0 so far, taken to another level."""
        if level == 0:
            return self
        column = self.table.columns[place]
        codes = [*self.codes[:place], column.lookup[level][self.codes[place]], *self.codes[place + 1 :]]
        levels = (*self.levels[:place], level, *self.levels[place + 1 :])
        widths = [other.width(own) for other, own in zip(self.table.columns, levels, strict=True)]
        number, first = group(codes, widths)
        return self._merged(levels, tuple(own[first] for own in codes), number, len(first))

    def projected(self, places: Sequence[int]) -> Rolled:
        """The rows of some columns only, the others summed out."""
        widths = [self.table.columns[place].width(self.levels[place]) for place in places]
        number, first = group([self.codes[place] for place in places], widths)
        return self._merged(self.levels, (), number, len(first))

    def kept(self, requirements: Sequence[Requirement]) -> np.ndarray:
        """Which rows, taken as classes, meet requirements; boolean, shape (n_rows,)."""
        return classes_kept(requirements, self.counts, {name: self._histogram(name) for name in self.attributes})

    def classes(self) -> EquivalenceClasses:
        """The rows as classes of themselves."""
        return EquivalenceClasses(self.levels, self.counts, self.codes, np.arange(len(self.counts)))

    def _merged(self, levels: tuple[int, ...], codes: tuple[np.ndarray, ...], number: np.ndarray, n: int) -> Rolled:
        counts = np.bincount(number, weights=self.counts, minlength=n).astype(np.int64)
        attributes = {name: _merge(attribute, number, n) for name, attribute in self.attributes.items()}
        return Rolled(self.table, levels, codes, counts, attributes)

    def _histogram(self, name: str) -> SensitiveHistogram:
        own = self.attributes[name]
        starts = np.searchsorted(own.tuples, np.arange(len(self.counts)))
        return SensitiveHistogram(own, self.counts, starts, own.values, own.counts)


def _merge(attribute: SensitiveAttribute, number: np.ndarray, n_rows: int) -> SensitiveAttribute:
    row = number[attribute.tuples]
    pair, first = group([row, attribute.values], [n_rows, attribute.n_values])
    counts = np.bincount(pair, weights=attribute.counts, minlength=len(first)).astype(np.int64)
    return replace(attribute, tuples=row[first], values=attribute.values[first], counts=counts)


@dataclass(eq=False)
class Roll:
    """One search; see :func:`nodes_meeting`."""

    space: Space
    order: tuple[int, ...]
    requirements: tuple[Requirement, ...]
    bounding: tuple[Requirement, ...]
    limit: int
    candidate: np.ndarray
    tally: Tally
    progress: Progress
    cancel: threading.Event | None

    def __post_init__(self) -> None:
        self.done = 0
        self.excluded: set[tuple[int, ...]] = set()
        grid = self.candidate.reshape(self.space.n_levels).transpose(self.order)
        self.hopeful = [grid.any(axis=tuple(range(depth + 1, grid.ndim))) for depth in range(grid.ndim)]

    def below(self, rolled: Rolled, fixed: tuple[int, ...]) -> None:
        """Evaluate the nodes in which the first columns of the order have the levels ``fixed``."""
        place = self.order[len(fixed)]
        for level in reversed(range(self.space.n_levels[place])):
            prefix = (*fixed, level)
            if not self.hopeful[len(fixed)][prefix] or self._below_excluded(prefix):
                self._exclude(prefix)
                continue
            finer = rolled.generalised(place, level)
            if len(prefix) == len(self.order):
                self._evaluate(finer, prefix)
            elif self._too_many_fail(finer, prefix):
                self._exclude(prefix)
            else:
                self.below(finer, prefix)

    def _evaluate(self, rolled: Rolled, prefix: tuple[int, ...]) -> None:
        if self.cancel and self.cancel.is_set():
            raise SearchCancelled
        kept = rolled.kept(self.requirements)
        if rolled.counts[~kept].sum() <= self.limit:
            self.tally.note(self.space.number(rolled.levels), rolled.table, rolled.classes(), kept)
        elif len(self.bounding) == len(self.requirements):
            self.excluded.add(prefix)
        self._advance(1)

    def _too_many_fail(self, rolled: Rolled, prefix: tuple[int, ...]) -> bool:
        """Whether too many records fail even if every column not fixed yet were fully generalised."""
        asked = [own for own in self.bounding if not isinstance(own, KAnonymous)]  # the walk has asked for k before
        if not asked:
            return False
        projected = rolled.projected(self.order[: len(prefix)])
        return bool(projected.counts[~projected.kept(asked)].sum() > self.limit)

    def _below_excluded(self, prefix: tuple[int, ...]) -> bool:
        above = ((*prefix[:place], prefix[place] + 1, *prefix[place + 1 :]) for place in range(len(prefix)))
        return any(more_general in self.excluded for more_general in above)

    def _exclude(self, prefix: tuple[int, ...]) -> None:
        self.excluded.add(prefix)
        self._advance(int(np.prod([self.space.n_levels[place] for place in self.order[len(prefix) :]])))

    def _advance(self, nodes: int) -> None:
        self.done += nodes
        self.progress(self.done, self.space.n_nodes)


def nodes_meeting(
    table: FrequencyTable,
    space: Space,
    requirements: Sequence[Requirement],
    limit: int,
    attributes: Mapping[str, SensitiveAttribute],
    candidate: np.ndarray,
    largest: int,
    progress: Progress,
    cancel: threading.Event | None,
) -> Tally:
    """Evaluate every node that meets requirements and suppresses at most so many records.

    Subtrees are left out as in the walk, by the requirements of which a bound is proved: those that are monotone with
    suppression, and where nothing may be suppressed, all that are monotone.

    Args:
        limit: Records that may be suppressed.
        attributes: The sensitive attributes that requirements name.
        candidate: Nodes that may meet them; boolean, shape (n_nodes,).
        largest: Classes are counted size by size below this.

    Raises:
        SearchCancelled: ``cancel`` was set.
    """
    search = Roll(
        space=space,
        order=table.widest_first,
        requirements=tuple(requirements),
        bounding=tuple(own for own in requirements if bounds_below(own, limit)),
        limit=limit,
        candidate=candidate,
        tally=Tally.empty(space.n_nodes, len(space.names), largest),
        progress=progress,
        cancel=cancel,
    )
    search.below(Rolled(table, table.base, tuple(table.codes), table.counts, attributes), ())
    return search.tally


def bounds_below(requirement: Requirement, limit: int) -> bool:
    """Whether a node that fails a requirement, by more records than the limit, rules out every more specific node."""
    return requirement.monotone_with_suppression or (limit == 0 and requirement.monotone)
