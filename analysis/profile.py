"""What each column looks like, without showing what only a few people hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dataset import SHOWN_FROM, Column, Dataset
from analysis.kinds import Kind

BARS = 24
"""Bars of a distribution, at most."""


@dataclass(frozen=True)
class ColumnProfile:
    """One column at a glance.

    Attributes:
        name: The column.
        kind: What its values are.
        n_records: Records of the dataset.
        n_distinct: Distinct values; missing is not one of them.
        n_missing: Records without a value.
        frequent: The most frequent values with their records, only those held by ``SHOWN_FROM`` records or more.
        n_rare_values: Distinct values held by fewer.
        distribution: Records per bar: equal steps from smallest to largest for numbers and dates, the most frequent
            values first for the rest.
    """

    name: str
    kind: Kind
    n_records: int
    n_distinct: int
    n_missing: int
    frequent: tuple[tuple[str, int], ...]
    n_rare_values: int
    distribution: tuple[int, ...]


def profile(dataset: Dataset, most: int = 5) -> tuple[ColumnProfile, ...]:
    """Describe every column.

    Args:
        most: Frequent values to name, at most.
    """
    return tuple(_profile(column, dataset.n_records, most) for column in dataset)


def _profile(column: Column, n_records: int, most: int) -> ColumnProfile:
    counts = column.counts
    order = np.argsort(-counts, kind="stable")[:most]
    return ColumnProfile(
        column.name,
        column.kind,
        n_records,
        len(column.values),
        column.n_missing,
        tuple((str(column.values[i]), int(counts[i])) for i in order if counts[i] >= SHOWN_FROM),
        int((counts < SHOWN_FROM).sum()),
        distribution(column),
    )


def distribution(column: Column) -> tuple[int, ...]:
    """Records per bar; see :class:`ColumnProfile`."""
    if not len(column.values):
        return ()
    if column.kind.is_number or column.kind is Kind.DATE:
        return _steps(_positions(column), column.counts)
    return tuple(int(count) for count in np.sort(column.counts)[::-1][:BARS])


def _positions(column: Column) -> np.ndarray:
    """Each distinct value as a number on an axis; NaN where it has no place there."""
    if column.kind.is_number:
        return column.numbers()
    days = column.dates().to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(float))


def _steps(positions: np.ndarray, counts: np.ndarray) -> tuple[int, ...]:
    placed = np.isfinite(positions)
    if not placed.any():
        return ()
    bars = min(BARS, len(np.unique(positions[placed])))
    records, _edges = np.histogram(positions[placed], bins=bars, weights=counts[placed])
    return tuple(int(count) for count in records)
