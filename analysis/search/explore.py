"""Lattices too large for every node to be evaluated: the most promising first, until the time is up.

From the most general node downwards, because generalising never makes more records fail: every node that meets the
requirements is reached through nodes that meet them. Three of four steps go to the most useful node found so far, the
fourth to the most general one whose neighbours are not known yet, so that both ends of the trade-off fill.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.models.conditions import SensitiveCondition
from analysis.models.requirements import Requirement, classes_kept
from analysis.models.sensitive import SensitiveAttribute, histogram
from analysis.recoding.generalise import records_allowed
from analysis.search.columns import Space
from analysis.search.evaluate import Tally
from analysis.search.lattice import LARGEST, Lattice
from analysis.search.measures import covered
from analysis.search.rolling import bounds_below
from analysis.search.running import Progress, no_progress
from analysis.wording import Sentence, sentence

AT_MOST = 200_000
"""Nodes evaluated before an exploration stops, whatever the time."""


@dataclass(frozen=True, eq=False)
class Explored:
    """What is known when the time is up.

    Attributes:
        lattice: One row per node that was evaluated; those that meet the requirements are known.
        n_evaluated: Nodes evaluated.
        complete: Whether no other node can meet the requirements.
    """

    lattice: Lattice
    n_evaluated: int
    complete: bool

    def sentence(self) -> Sentence:
        """What is known, and what is not, in words."""
        if self.complete:
            return sentence(
                "Every combination that meets the requirements is known: {evaluated} of {nodes} were evaluated, the "
                "others cannot.",
                evaluated=self.n_evaluated,
                nodes=self.lattice.space.n_nodes,
            )
        return sentence(
            "{evaluated} of {nodes} combinations were evaluated, the most promising first. The others are not known: "
            "a better one may be among them.",
            evaluated=self.n_evaluated,
            nodes=self.lattice.space.n_nodes,
        )


def explore(
    table: FrequencyTable,
    requirements: Sequence[Requirement],
    suppression_limit: float,
    seconds: float,
    max_levels: Mapping[str, int] | None = None,
    attributes: Mapping[str, SensitiveAttribute] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Explored:
    """Evaluate the most promising nodes until the time is up, or ``cancel`` is set: what is known then is the answer.

    Args:
        requirements: All are asked; records in classes that fail are suppressed.
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.
        seconds: Time to spend.
        max_levels: The most general level allowed, for columns that have such a limit.
        attributes: The sensitive attributes that requirements name, by name.
        progress: Told how many nodes are evaluated, and how many there are.

    Raises:
        NotComputable: A requirement names a column that is not among ``attributes``.
        RecodingError: A level limit is not for this table.
    """
    space, limit = Space.of(table, max_levels), records_allowed(suppression_limit, table.n_records)
    named = {own.column for own in requirements if isinstance(own, SensitiveCondition)}
    used = {name: own for name, own in (attributes or {}).items() if name in named}
    search = _Exploration(table, space, tuple(requirements), limit, used)
    until = time.monotonic() + seconds
    for n_evaluated in search.steps():
        progress(n_evaluated, space.n_nodes)
        if time.monotonic() >= until or n_evaluated >= search.capacity or (cancel and cancel.is_set()):
            break
    return search.result()


@dataclass(eq=False)
class _Exploration:
    table: FrequencyTable
    space: Space
    requirements: tuple[Requirement, ...]
    limit: int
    attributes: Mapping[str, SensitiveAttribute]
    rows: list[tuple[int, ...]] = field(default_factory=list)
    seen: set[tuple[int, ...]] = field(default_factory=set)
    most_useful: list[tuple[float, tuple[int, ...]]] = field(default_factory=list)
    most_general: deque[tuple[int, ...]] = field(default_factory=deque)
    expanded: set[tuple[int, ...]] = field(default_factory=set)
    exhausted: bool = False

    def __post_init__(self) -> None:
        self.capacity = min(self.space.n_nodes, AT_MOST)
        self.tally = Tally.empty(self.capacity, len(self.space.names), LARGEST)
        self.bounding = tuple(own for own in self.requirements if bounds_below(own, self.limit))
        self.hopeless = np.empty((0, len(self.space.names)), dtype=np.int64)
        places = range(len(self.space.names))
        self.shares = [covered(self.table, place) / self.table.columns[place].n_leaves for place in places]

    def steps(self) -> Iterator[int]:
        """Evaluate one node after the other; the number evaluated after each."""
        yield from self._evaluate(tuple(n - 1 for n in self.space.n_levels))
        while self.most_useful:
            for take in (self._next_useful, self._next_useful, self._next_useful, self._next_general):
                if (levels := take()) is not None:
                    self.expanded.add(levels)
                    for finer in self._more_specific(levels):
                        yield from self._evaluate(finer)
        self.exhausted = True

    def result(self) -> Explored:
        """What is known now."""
        n = len(self.rows)
        levels = np.array(self.rows, dtype=np.uint8)
        lattice = Lattice(self.table, self.space, levels, 1, self.tally.only(slice(n)))
        return Explored(lattice, n, complete=self.exhausted or n == self.space.n_nodes)

    def _next_useful(self) -> tuple[int, ...] | None:
        while self.most_useful:
            levels = heapq.heappop(self.most_useful)[1]
            if levels not in self.expanded:
                return levels
        return None

    def _next_general(self) -> tuple[int, ...] | None:
        while self.most_general:
            levels = self.most_general.popleft()
            if levels not in self.expanded:
                return levels
        return None

    def _more_specific(self, levels: tuple[int, ...]) -> list[tuple[int, ...]]:
        finer = [(*levels[:place], level - 1, *levels[place + 1 :]) for place, level in enumerate(levels) if level > 0]
        return [own for own in finer if own not in self.seen and not self._is_hopeless(own)]

    def _is_hopeless(self, levels: tuple[int, ...]) -> bool:
        return bool((self.hopeless >= levels).all(axis=1).any())

    def _evaluate(self, levels: tuple[int, ...]) -> Iterator[int]:
        self.seen.add(levels)
        classes = self.table.classes(levels)
        row = len(self.rows)
        self.rows.append(levels)
        kept = self._kept(self.requirements, classes)
        if classes.sizes[~kept].sum() <= self.limit:
            self.tally.note(row, self.table, classes, kept)
        if classes.sizes[~self._kept(self.bounding, classes)].sum() > self.limit:
            self.hopeless = np.vstack([self.hopeless, levels])
        else:
            heapq.heappush(self.most_useful, (self._cost(levels), levels))
            self.most_general.append(levels)
        yield len(self.rows)

    def _kept(self, requirements: Sequence[Requirement], classes: EquivalenceClasses) -> np.ndarray:
        histograms = {name: histogram(own, classes) for name, own in self.attributes.items()}
        return classes_kept(requirements, classes.sizes, histograms)

    def _cost(self, levels: tuple[int, ...]) -> float:
        return float(sum(own[level] for own, level in zip(self.shares, levels, strict=True)))
