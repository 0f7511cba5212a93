"""Ambiguity of every node; see :mod:`analysis.utility.ambiguity`."""

from __future__ import annotations

import numpy as np

from analysis.frequency import FrequencyTable, group
from analysis.search.evaluate import Tally
from analysis.search.measures import everything


def ambiguities(table: FrequencyTable, levels: np.ndarray, k: int, tally: Tally) -> np.ndarray:
    """Combinations of original values that each record could have had, summed over records; shape (n_nodes,).

    Where records are suppressed, the node is looked at again: they are not in proportion to the others.
    """
    combinations = without_suppression(table, levels)
    for node in np.flatnonzero(tally.known & (tally.suppressed > 0)):
        combinations[node] = _with_suppression(table, levels[node].tolist(), k)
    return combinations


def without_suppression(table: FrequencyTable, levels: np.ndarray) -> np.ndarray:
    """The same as if no record were suppressed; shape (n_nodes,).

    The sum over records of a product over columns: column after column is multiplied in and summed out.
    """
    codes, totals = list(table.codes), table.counts.astype(float)[None, :]
    for place, column in enumerate(table.columns):
        own, codes = codes[0], codes[1:]
        leaves = np.stack([column.leaves[level][column.lookup[level]][own] for level in range(column.n_levels)])
        weighted = (totals[:, None, :] * leaves[None, :, :]).reshape(-1, len(own))
        if not codes:
            return weighted.sum(axis=1)[_number(table, levels)]
        number, first = group(codes, [other.width(0) for other in table.columns[place + 1 :]])
        order = np.argsort(number, kind="stable")
        starts = np.searchsorted(number[order], np.arange(len(first)))
        totals, codes = np.add.reduceat(weighted[:, order], starts, axis=1), [other[first] for other in codes]
    return totals[:, 0]


def _number(table: FrequencyTable, levels: np.ndarray) -> np.ndarray:
    return np.ravel_multi_index(tuple(levels.T.astype(np.int64)), tuple(column.n_levels for column in table.columns))


def _with_suppression(table: FrequencyTable, levels: list[int], k: int) -> float:
    classes = table.classes(levels)
    kept = classes.sizes >= k
    each = np.ones(int(kept.sum()))
    for column, level, codes in zip(table.columns, levels, classes.codes_of(kept), strict=True):
        each *= column.leaves[level][codes]
    return float(each @ classes.sizes[kept] + everything(table) * classes.sizes[~kept].sum())
