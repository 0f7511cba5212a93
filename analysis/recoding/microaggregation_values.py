"""The one value of a group of records, written as the column writes its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

import numpy as np

from analysis.dataset import Column, natural_order
from analysis.kinds import Kind
from analysis.recoding.microaggregation_points import ranks

DECIMALS = 2
"""Decimals of the mean of integers that need not stay integers."""


class Aggregation(Enum):
    """What the value of a group is."""

    MEAN = "mean"
    """The mean of numbers, the median of dates and ordered categories, the mode of others."""
    MEDIAN = "median"
    """The median of numbers; of dates and ordered categories the lower median; the mode of others."""
    MODE = "mode"
    """The commonest value, of several the lowest."""


def aggregated(
    column: Column, group: np.ndarray, aggregation: Aggregation, k: int, order: Sequence[str] | None, whole: bool
) -> Column:
    """The column with each value replaced by that of its group; missing ones stay missing.

    Args:
        group: Group of each record, from 0; shape (n_records,).
        k: Where fewer records of a group have a value, all of them lose it.
        order: The values from the lowest to the highest, where they have an order of their own.
        whole: Whether integers stay integers.
    """
    known = np.flatnonzero(column.codes >= 0)
    known = known[np.bincount(group[known], minlength=int(group.max()) + 1)[group[known]] >= k]
    codes, values = np.full(len(group), -1, dtype=np.int32), column.values
    kind = column.kind
    if not len(known):
        return replace(column, values=values[:0], codes=codes)
    number, own = np.unique(group[known], return_inverse=True)[1], column.codes[known]
    if kind.is_number and aggregation is not Aggregation.MODE:
        average = _mean if aggregation is Aggregation.MEAN else _median
        kind, values, code_of_group = _written(column, average(column.numbers()[own], number), whole)
    else:
        rank = ranks(column, order)
        choose = _mode if rank is None or aggregation is Aggregation.MODE else _lower_median
        rank = natural_order(column, values) if rank is None else rank
        value_of_rank = np.zeros(rank.max() + 1, dtype=np.int32)
        value_of_rank[rank] = np.arange(len(rank))
        code_of_group = value_of_rank[choose(rank[own], number)]
    codes[known] = code_of_group[number]
    return replace(column, kind=kind, values=values, codes=codes).take(np.arange(len(codes)))


def _mean(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    return np.bincount(group, weights=values) / np.bincount(group)


def _median(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    ordered, counts = values[np.lexsort((values, group))], np.bincount(group)
    first = np.cumsum(counts) - counts
    return (ordered[first + (counts - 1) // 2] + ordered[first + counts // 2]) / 2


def _lower_median(ranks: np.ndarray, group: np.ndarray) -> np.ndarray:
    ordered, counts = ranks[np.lexsort((ranks, group))], np.bincount(group)
    return ordered[np.cumsum(counts) - counts + (counts - 1) // 2]


def _mode(ranks: np.ndarray, group: np.ndarray) -> np.ndarray:
    pairs, counts = np.unique(np.stack([group, ranks]), axis=1, return_counts=True)
    order = np.lexsort((pairs[1], -counts, pairs[0]))
    first = np.unique(pairs[0][order], return_index=True)[1]
    return pairs[1][order][first]


def _written(column: Column, numbers: np.ndarray, whole: bool) -> tuple[Kind, np.ndarray, np.ndarray]:
    """The kind, the distinct texts and the code of each of some numbers, with as many decimals as the column has."""
    kind = Kind.INTEGER if column.kind is Kind.INTEGER and whole else Kind.DECIMAL
    decimals = 0 if kind is Kind.INTEGER else DECIMALS if column.kind is Kind.INTEGER else _decimals(column)
    distinct, code = np.unique(np.round(numbers, decimals) + 0.0, return_inverse=True)
    texts = [f"{number:.{decimals}f}".replace(".", column.decimal) for number in distinct]
    return kind, np.array(texts, dtype=object), code


def _decimals(column: Column) -> int:
    return max(len(text.strip().partition(column.decimal)[2]) for text in column.values)
