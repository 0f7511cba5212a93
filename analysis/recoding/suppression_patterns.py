"""Which columns may lose cells together, the cheapest combination first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations
from math import comb, inf, prod
from typing import NamedTuple

MOST_PATTERNS = 1023
"""With more columns than give so many patterns, only the smallest patterns are tried, and the largest that nest."""


class Pattern(NamedTuple):
    """Columns of one record whose cells are suppressed.

    Attributes:
        cost: What suppressing them costs.
        columns: Their positions, ascending.
    """

    cost: float
    columns: tuple[int, ...]


def cell_costs(importance: Sequence[float]) -> tuple[float, ...]:
    """What a cell of each column costs: 1 / (1 - importance), which no column of importance 1 can pay."""
    return tuple(inf if own >= 1 else 1 / (1 - own) for own in importance)


def patterns(costs: Sequence[float], widths: Sequence[int]) -> list[Pattern]:
    """List the patterns to try, ascending in cost; of equal ones, those that bring most values together first.

    Args:
        costs: Cost of a cell of each column; infinite where none may be suppressed.
        widths: Distinct values of each column; one of a single value is never suppressed, which would change nothing.
    """
    allowed = [column for column, cost in enumerate(costs) if cost < inf and widths[column] > 1]
    sizes, room = [], MOST_PATTERNS
    for size in range(1, len(allowed) + 1):
        room -= comb(len(allowed), size)
        if room < 0 and size > 1:
            break
        sizes.append(size)
    found = [columns for size in sizes for columns in combinations(allowed, size)]
    by_cost = sorted(allowed, key=lambda column: (costs[column], -widths[column], column))
    nested = accumulate(([column] for column in by_cost), lambda held, more: held + more)
    found += [tuple(sorted(columns)) for columns in nested if len(columns) > len(sizes)]
    priced = [Pattern(round(sum(costs[column] for column in own), 9), own) for own in found]
    return sorted(priced, key=lambda own: (own.cost, -prod(widths[column] for column in own.columns), own.columns))
