"""A search in one call, and its result as JSON under stable names."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.models.requirements import Requirement
from analysis.models.sensitive import SensitiveAttribute
from analysis.search.explore import explore
from analysis.search.front import front
from analysis.search.lattice import Lattice
from analysis.search.measures import Measure, Risk
from analysis.search.optimum import best, meeting
from analysis.search.running import Progress, no_progress
from analysis.search.size import search_size

SCHEMA = 1
WHOLE_UP_TO_SECONDS = 600
WHOLE_UP_TO_BYTES = 8 << 30
"""Largest search that is done whole; beyond, the most promising nodes are evaluated for ``BUDGET`` seconds."""
BUDGET = 60.0


@dataclass(frozen=True, eq=False)
class Summary:
    """What a search found.

    Attributes:
        lattice: Its known nodes are those that meet the requirements.
        measure: By what they are compared.
        weights: Weights of columns.
        optimum: Row of the best of them; None where none meets the requirements.
        n_evaluated: Nodes decided.
        exact: Whether every node was decided, so that no better one can exist.
        seconds: Time it took.
    """

    lattice: Lattice
    measure: Measure
    weights: Mapping[str, float]
    optimum: int | None
    n_evaluated: int
    exact: bool
    seconds: float


def search(
    table: FrequencyTable,
    requirements: Sequence[Requirement],
    suppression_limit: float,
    measure: Measure = Measure.LOSS,
    weights: Mapping[str, float] | None = None,
    max_levels: Mapping[str, int] | None = None,
    attributes: Mapping[str, SensitiveAttribute] | None = None,
    progress: Progress = no_progress,
) -> Summary:
    """Find the nodes that meet requirements and the best of them: all, where that is feasible, else the most promising.

    Args:
        requirements: All are asked; records in classes that fail are suppressed.
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.

    Raises:
        NotComputable: A requirement names a column that is not among ``attributes``.
        RecodingError: Weights or level limits are not for this table.
    """
    start = time.monotonic()
    size = search_size(table, max_levels)
    if size.seconds <= WHOLE_UP_TO_SECONDS and size.memory <= WHOLE_UP_TO_BYTES:
        failing = measure is Measure.DISCERNIBILITY_MONOTONE
        found = meeting(table, requirements, suppression_limit, max_levels, attributes, progress, count_failing=failing)
        n_evaluated, exact = size.n_nodes, True
    else:
        explored = explore(table, requirements, suppression_limit, BUDGET, max_levels, attributes, progress)
        found, n_evaluated, exact = explored.lattice, explored.n_evaluated, explored.complete
    chosen = best(found, found.utility(measure, weights)) if found.known.any() else None
    return Summary(found, measure, dict(weights or {}), chosen, n_evaluated, exact, time.monotonic() - start)


def as_json(summary: Summary, with_front: bool = False) -> dict[str, Any]:
    """The search under its stable names; shares are 0 to 1.

    Args:
        with_front: Whether to list the front of average risk against the measure, by ascending risk.
    """
    found = summary.lattice
    figures = _figures(summary)
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "lattice": {
            "nodes": found.space.n_nodes,
            "quasi_identifiers": list(found.space.names),
            "levels": list(found.space.n_levels),
        },
        "evaluated": summary.n_evaluated,
        "meeting": int(found.known.sum()),
        "exact": summary.exact,
        "measure": summary.measure.value,
        "optimum": None if summary.optimum is None else _node(found, summary.optimum, figures),
    }
    if with_front:
        result["front"] = [_node(found, int(node), figures) for node in _front(figures, summary.measure)]
    return {**result, "seconds": round(summary.seconds, 6)}


def _figures(summary: Summary) -> dict[str, np.ndarray]:
    """What is told of each node, by its name in the result."""
    found = summary.lattice
    return {
        "loss": found.utility(Measure.LOSS, summary.weights),
        "suppressed_records": found.suppressed,
        "classes": found.n_kept,
        "k": found.smallest,
        "prosecutor_average": found.risk(Risk.AVERAGE),
        "prosecutor_highest": found.risk(Risk.HIGHEST),
        summary.measure.value: found.utility(summary.measure, summary.weights),
    }


def _front(figures: Mapping[str, np.ndarray], measure: Measure) -> np.ndarray:
    try:
        return front(figures["prosecutor_average"], figures[measure.value]).nodes
    except NotComputable:
        return np.array([], dtype=int)


def _node(found: Lattice, node: int, figures: Mapping[str, np.ndarray]) -> dict[str, Any]:
    levels = dict(zip(found.space.names, found.levels_of(node), strict=True))
    plain = {name: own[node].item() for name, own in figures.items()}
    return {"levels": levels, **{name: None if isnan(value) else value for name, value in plain.items()}}
