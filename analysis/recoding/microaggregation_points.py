"""Records as points, so that it can be said how far one is from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Column, natural_order
from analysis.errors import RecodingError

APART = 4.0
"""How far a record that lacks a value is from one that has it: standard deviations, or in Gower's distance columns."""


@dataclass(frozen=True, eq=False)
class Points:
    """Records by what makes them near or far.

    Attributes:
        measures: Numbers and ranks, scaled, 0 where missing; then, for each column with missing values, whether it is;
            shape (n_measures, n_records).
        labels: Codes of categories without order, missing being one; int32, shape (n_labels, n_records).
        is_squared: Whether the distance is Euclidean, over standardised numbers; else it is Gower's: differences over
            the range of a number or rank, and 0 or 1 for other categories.
        numbers: (column, values) of each column of numbers, NaN where missing.
    """

    measures: np.ndarray
    labels: np.ndarray
    is_squared: bool
    numbers: tuple[tuple[str, np.ndarray], ...]

    @property
    def sides(self) -> np.ndarray:
        """What records can be sorted by: the measures, and labels scaled to 0 to 1."""
        return np.concatenate([self.measures, self.labels / max(1, self.labels.max(initial=0))])

    def of(self, records: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        """Measures and labels of some records, copied, and a number above the largest label."""
        labels = np.ascontiguousarray(self.labels[:, records])
        return np.ascontiguousarray(self.measures[:, records]), labels, int(labels.max(initial=0)) + 1


def points_of(columns: Sequence[Column], orders: Mapping[str, Sequence[str]]) -> Points:
    """Make points of records.

    Raises:
        RecodingError: A column of numbers has other values, or an order lacks values of its column.
    """
    squared = all(column.kind.is_number for column in columns)
    measures, gaps, labels, numbers = [], [], [], []
    for column in columns:
        ranked = _ranked(column, orders.get(column.name))
        if ranked is None:
            labels.append(np.where(column.codes < 0, len(column.values), column.codes).astype(np.int32))
            continue
        values = np.append(ranked, np.nan)[column.codes]
        if column.kind.is_number:
            numbers.append((column.name, values))
        measures.append(_scaled(values, squared))
        if column.n_missing:
            gaps.append(np.isnan(values) * APART)
    return Points(
        np.array([*measures, *gaps], dtype=float).reshape(-1, len(columns[0].codes)),
        np.array(labels, dtype=np.int32).reshape(-1, len(columns[0].codes)),
        squared,
        tuple(numbers),
    )


def _ranked(column: Column, order: Sequence[str] | None) -> np.ndarray | None:
    """Each value of a column as a number: itself, or its rank; None where the values have no order."""
    if column.kind.is_number:
        values = column.numbers()
        if np.isnan(values).any():
            raise RecodingError(
                "Not all values of {column} are numbers: correct them, or take it for text.", column=column.name
            )
        return values
    rank = ranks(column, order)
    return None if rank is None else rank.astype(float)


def ranks(column: Column, order: Sequence[str] | None) -> np.ndarray | None:
    """Rank of each value of a column of dates or of categories with an order, from 0; None for other categories.

    Args:
        order: The values from the lowest to the highest.

    Raises:
        RecodingError: The order lacks values of the column.
    """
    if order is not None:
        found = pd.Index(order).get_indexer(pd.Index(column.values))
        if (found < 0).any():
            raise RecodingError(
                "The order of {column} lacks some of its values: {count}.",
                column=column.name,
                count=int((found < 0).sum()),
            )
        return found
    return natural_order(column, column.values) if column.date_format else None


def _scaled(values: np.ndarray, standardised: bool) -> np.ndarray:
    """Numbers over their standard deviation from their mean, or over their range; 0 where missing or all alike."""
    known = values[~np.isnan(values)]
    if not len(known):
        return np.zeros(len(values))
    scale = known.std() if standardised else np.ptp(known)
    return np.nan_to_num((values - known.mean()) / (scale or 1.0), nan=0.0)
