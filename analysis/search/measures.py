"""The measures by which nodes are compared, for any number of nodes at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum

import numpy as np

from analysis.encoding import EncodedColumn
from analysis.errors import RecodingError
from analysis.frequency import FrequencyTable
from analysis.utility.loss import PRECISION


class Measure(Enum):
    """What a recoding costs. Lower is better for each.

    Those ending in MONOTONE leave suppression out, and never fall when a recoding is made more general.
    """

    LOSS = "loss"
    DISCERNIBILITY = "discernibility"
    DISCERNIBILITY_MONOTONE = "discernibility_monotone"
    AVERAGE_CLASS_SIZE = "average_class_size"
    ENTROPY = "entropy"
    ENTROPY_MONOTONE = "entropy_monotone"
    PRECISION = "precision"
    PRECISION_MONOTONE = "precision_monotone"
    HEIGHT = "height"
    AMBIGUITY = "ambiguity"

    @property
    def by_column(self) -> bool:
        """Whether it is joined from one figure per column, so that weights of columns count."""
        return self in _BY_COLUMN


_BY_COLUMN = {
    Measure.LOSS,
    Measure.ENTROPY,
    Measure.ENTROPY_MONOTONE,
    Measure.PRECISION,
    Measure.PRECISION_MONOTONE,
}


class Risk(Enum):
    """What an attacker can do with the records that stay, 0 to 1. Lower is better for each."""

    HIGHEST = "highest"
    """Prosecutor risk of the most exposed record."""
    AVERAGE = "average"
    """Mean prosecutor risk over records; also what a marketer expects to re-identify."""
    AT_RISK = "at_risk"
    """Share of the records that stay whose prosecutor risk is strictly above a threshold."""
    BELOW_K = "below_k"
    """Share of all records in classes below k, before they are suppressed."""


def column_weights(names: Sequence[str], weights: Mapping[str, float] | None) -> np.ndarray:
    """Weights of the columns, 1 for those that have none; they sum to the number of columns; shape (n_columns,).

    Raises:
        RecodingError: A weight is below 0, all are 0, or one is for no quasi-identifier.
    """
    weights = dict(weights or {})
    unknown = [name for name in weights if name not in names]
    if unknown:
        raise RecodingError("Not a quasi-identifier: {columns}.", columns=", ".join(unknown))
    given = np.array([float(weights.get(name, 1.0)) for name in names])
    if (given < 0).any() or not given.sum() > 0:
        raise RecodingError("The weights of columns must be 0 or more, and not all 0.")
    return given * (len(names) / given.sum())


def covered(table: FrequencyTable, position: int) -> np.ndarray:
    """Leaves below the labels of all records, summed, at each level of a column; shape (n_levels,)."""
    column = table.columns[position]
    return np.array([int(table.marginal(position, level) @ column.leaves[level]) for level in range(column.n_levels)])


def bits_of_generalisation(table: FrequencyTable, position: int) -> np.ndarray:
    """Bits to restore the values of a column from its labels, at each level; shape (n_levels,)."""
    column, original = table.columns[position], table.marginals[position]
    bits = []
    for level in range(column.n_levels):
        merged = table.marginal(position, level)[column.lookup[level]]
        bits.append(float((original * np.log2(merged / original)).sum()))
    return np.array(bits)


def heights(column: EncodedColumn) -> np.ndarray:
    """Share of the height of its hierarchy, 0 to 1, of each level; shape (n_levels,)."""
    return np.arange(column.n_levels) / max(1, column.top)


def losses(covered_kept: np.ndarray, suppressed: np.ndarray, n_leaves: Sequence[int], n_records: int) -> np.ndarray:
    """Loss of each column; see :func:`analysis.utility.loss.column_loss`.

    Args:
        covered_kept: Leaves below the labels of the records that stay, summed; shape (n_nodes, n_columns).
        suppressed: Records that leave; shape (n_nodes,).
        n_leaves: Leaves of each column.

    Returns:
        Shape (n_nodes, n_columns).
    """
    leaves = np.asarray(n_leaves, dtype=float)
    at_best = n_records / leaves
    detail = covered_kept / leaves + suppressed[:, None]
    span = np.where(leaves > 1, n_records - at_best, 1.0)
    lost = np.where(leaves > 1, np.maximum(0.0, (detail - at_best) / span), 0.0)
    return np.floor(lost * PRECISION) / PRECISION


def join_losses(by_column: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted geometric mean of (loss + 1), less 1; shape (n_nodes,)."""
    if (weights == 1).all():
        return np.prod(by_column + 1.0, axis=1) ** (1 / by_column.shape[1]) - 1
    return np.exp(np.log1p(by_column) @ weights / weights.sum()) - 1


def everything(table: FrequencyTable) -> float:
    """Combinations of original values that a suppressed record could have had."""
    return math.prod(float(column.n_leaves) for column in table.columns)
