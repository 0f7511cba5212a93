"""The best combination of levels that meets requirements, and with it every one that meets them.

Every node is decided: evaluated, or excluded by a bound that is proved (see :mod:`analysis.search.walk`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.models.conditions import AlphaK, DistinctLDiverse, EntropyLDiverse, RecursiveCLDiverse, SensitiveCondition
from analysis.models.requirements import KAnonymous, Requirement
from analysis.models.sensitive import SensitiveAttribute
from analysis.recoding.generalise import records_allowed
from analysis.search.columns import Space
from analysis.search.evaluate import every_node
from analysis.search.lattice import LARGEST, Lattice
from analysis.search.measures import Measure, column_weights
from analysis.search.rolling import nodes_meeting
from analysis.search.running import Progress, no_progress

TIE = 1e-12
"""Nodes whose measures differ by less, relative to them, are equally good: the least general of them is taken."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best node.

    Attributes:
        lattice: Its known nodes are those that meet the requirements within the limit.
        node: The best of them, as a row of ``lattice``.
        measure: By what.
        value: Its measure. Lower is better.
    """

    lattice: Lattice
    node: int
    measure: Measure
    value: float

    @property
    def levels(self) -> tuple[int, ...]:
        """Level of each quasi-identifier."""
        return self.lattice.levels_of(self.node)

    @property
    def n_meeting(self) -> int:
        """Number of nodes that meet the requirements."""
        return int(self.lattice.known.sum())


def optimum(
    table: FrequencyTable,
    requirements: Sequence[Requirement],
    suppression_limit: float,
    measure: Measure = Measure.LOSS,
    weights: Mapping[str, float] | None = None,
    max_levels: Mapping[str, int] | None = None,
    attributes: Mapping[str, SensitiveAttribute] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Optimum:
    """Find the best node that meets requirements.

    Args:
        requirements: All are asked; records in classes that fail are suppressed.
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.
        weights: Weights of columns, 1 for those without; they count for measures with ``by_column``.
        max_levels: The most general level allowed, for columns that have such a limit.
        attributes: The sensitive attributes that requirements name, by name.
        progress: Told how many nodes are decided.
        cancel: Set it from another thread to stop.

    Raises:
        NotComputable: No node meets the requirements, or one names a column that is not among ``attributes``.
        RecodingError: Weights or level limits are not for this table.
        SearchCancelled: ``cancel`` was set.
    """
    column_weights(table.names, weights)
    failing = measure is Measure.DISCERNIBILITY_MONOTONE
    lattice = meeting(table, requirements, suppression_limit, max_levels, attributes, progress, cancel, failing)
    if not lattice.known.any():
        raise NotComputable(
            "No combination of levels meets the requirements. Allow more suppression or more general levels, or ask "
            "less."
        )
    meet = np.flatnonzero(lattice.known)
    candidates = lattice.only(meet)
    costs = candidates.utility(measure, weights)
    chosen = best(candidates, costs)
    return Optimum(lattice, int(meet[chosen]), measure, float(costs[chosen]))


def best(lattice: Lattice, costs: np.ndarray) -> int:
    """Row of the known node of least cost; of several, of least height, then of least levels of the first columns."""
    lowest = np.nanmin(costs)
    tied = np.flatnonzero(costs <= lowest + TIE * max(1.0, abs(lowest)))
    return int(min(tied, key=lambda node: (lattice.levels[node].sum(), tuple(lattice.levels[node]))))


def meeting(
    table: FrequencyTable,
    requirements: Sequence[Requirement],
    suppression_limit: float,
    max_levels: Mapping[str, int] | None = None,
    attributes: Mapping[str, SensitiveAttribute] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
    count_failing: bool = False,
) -> Lattice:
    """Find every node that meets requirements; only those are known in the result. See :func:`optimum`.

    Args:
        count_failing: Whether the classes that are suppressed are counted too (they are not, for other requirements
            than k-anonymity).
    """
    space, limit = Space.of(table, max_levels), records_allowed(suppression_limit, table.n_records)
    k = max((least_size(own) for own in requirements), default=1)
    by_size_only = all(isinstance(own, KAnonymous) for own in requirements)
    told = progress if by_size_only else no_progress
    tally = every_node(table, space, k, limit, max(k, LARGEST), not count_failing, told, cancel)
    if not by_size_only:
        named = {own.column for own in requirements if isinstance(own, SensitiveCondition)}
        used = {name: own for name, own in (attributes or {}).items() if name in named}
        tally = nodes_meeting(table, space, requirements, limit, used, tally.known, LARGEST, progress, cancel)
    return Lattice(table, space, space.levels, k if by_size_only else 1, tally)


def least_size(requirement: Requirement) -> int:
    """Records that a class needs at least to meet a requirement: l distinct values take l records."""
    match requirement:
        case KAnonymous() | AlphaK():
            return requirement.k
        case DistinctLDiverse() | EntropyLDiverse() | RecursiveCLDiverse():
            return int(requirement.l)
        case _:
            return 1
