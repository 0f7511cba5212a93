"""How far the distribution of each column is from what it was.

A reader of the release who meets a label can only share its records evenly among the values that it covers: that is
what the released distribution is here. A suppressed record is lost: it counts as fully generalised, shared among all
values.

Sources: total variation and Hellinger distance: A. L. Gibbs, F. E. Su, "On choosing and bounding probability metrics",
International Statistical Review 70(3), 2002. Wasserstein distance of order 1: the same, on the real line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.kinds import parse_numbers


@dataclass(frozen=True, eq=False)
class MarginalChange:
    """The distribution of one column before and after. Every distance is 0 where nothing changed; lower is better.

    Attributes:
        column: Its name.
        values: The original values, None for missing; shape (n_values,), dtype object.
        before: Share of the records, 0 to 1, that held each; shape (n_values,).
        after: Share that a reader of the release would give each; shape (n_values,).
        total_variation: Share of the records, 0 to 1, that would have to change their value.
        hellinger: Distance that weighs rare values more, 0 to 1.
        wasserstein: Mean distance by which numbers would have to move, in the column's own unit; None where the column
            has no numbers.
        wasserstein_share: The same over the range of the numbers, 0 to 1; None where there is no range.
        n_suppressed: Records that are lost.
    """

    column: str
    values: np.ndarray
    before: np.ndarray
    after: np.ndarray
    total_variation: float
    hellinger: float
    wasserstein: float | None
    wasserstein_share: float | None
    n_suppressed: int


def marginal_changes(
    dataset: Dataset, table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray, others: Sequence[str] = ()
) -> tuple[MarginalChange, ...]:
    """Measure the change of every quasi-identifier, and of other columns, which lose records only.

    Args:
        dataset: The records that the table was made of.
        table: The records, by their quasi-identifiers.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).
        others: Columns that are not recoded.

    Raises:
        NotComputable: There are no records.
    """
    if not table.n_records:
        raise NotComputable("There are no records: no distribution to compare.")
    stays = kept[classes.class_of_tuple][table.tuple_of_record] if others else np.empty(0, dtype=bool)
    return (
        *(
            _of_recoded(dataset[own.name], own, level, (before, table.counts), (after[kept], classes.sizes[kept]))
            for own, level, before, after in zip(table.columns, classes.levels, table.codes, classes.codes, strict=True)
        ),
        *(_of_other(dataset[name], stays) for name in others),
    )


def _of_recoded(
    column: Column,
    encoded: EncodedColumn,
    level: int,
    original: tuple[np.ndarray, np.ndarray],
    released: tuple[np.ndarray, np.ndarray],
) -> MarginalChange:
    """Compare codes and counts of the original values with those of the released labels."""
    label = encoded.lookup[level]
    before = np.bincount(original[0], weights=original[1], minlength=encoded.width(0))
    of_label = np.bincount(released[0], weights=released[1], minlength=encoded.width(level))
    return _change(column, encoded.labels[0], before, (of_label / np.bincount(label))[label])


def _of_other(column: Column, stays: np.ndarray) -> MarginalChange:
    missing = int(column.n_missing > 0)
    values = np.concatenate([column.values, np.full(missing, None, dtype=object)])
    codes = np.where(column.codes < 0, len(column.values), column.codes)
    before = np.bincount(codes, minlength=len(values)).astype(float)
    read = np.bincount(codes[stays], minlength=len(values)).astype(float)
    return _change(column, values, before, read)


def column_change(before: Column, after: Column) -> MarginalChange:
    """Compare the values of a column with what became of them; missing counts as a value.

    Shares are of the records that each of the two has: a record that is left out is not shared among the values.

    Raises:
        NotComputable: One of the two has no record.
    """
    if not len(before.codes) or not len(after.codes):
        raise NotComputable("There are no records: no distribution to compare.")
    place, values = pd.factorize(np.concatenate([before.values, after.values]))
    places = place[: len(before.values)], place[len(before.values) :]
    p, q = (_shares(own, at, len(values)) for own, at in zip((before, after), places, strict=True))
    every = np.concatenate([values, np.full(1, None, dtype=object)])
    some = (p > 0) | (q > 0)
    numbers = before.kind.is_number and after.kind.is_number
    return _compared(before, every[some], p[some], q[some], len(before.codes) - len(after.codes), numbers=numbers)


def _shares(column: Column, place: np.ndarray, n_values: int) -> np.ndarray:
    """Share of the records at each place, the last one for missing values."""
    shares = np.zeros(n_values + 1)
    shares[place] = column.counts
    shares[-1] = column.n_missing
    return shares / len(column.codes)


def _change(column: Column, values: np.ndarray, before: np.ndarray, read: np.ndarray) -> MarginalChange:
    """Compare counts of values; what ``read`` lacks of ``before`` was suppressed."""
    n_records = before.sum()
    n_suppressed = round(n_records - read.sum())
    p, q = before / n_records, (read + n_suppressed / len(values)) / n_records
    return _compared(column, values, p, q, n_suppressed, numbers=column.kind.is_number)


def _compared(
    column: Column, values: np.ndarray, p: np.ndarray, q: np.ndarray, n_suppressed: int, *, numbers: bool
) -> MarginalChange:
    """Distances between two distributions of the same values."""
    amounts = parse_numbers(values, column.decimal) if numbers else np.full(len(values), np.nan)
    moved, span = _wasserstein(amounts, p, q)
    return MarginalChange(
        column=column.name,
        values=values,
        before=p,
        after=q,
        total_variation=float(np.abs(p - q).sum() / 2),
        hellinger=float(np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum() / 2)),
        wasserstein=moved,
        wasserstein_share=moved / span if moved is not None and span else None,
        n_suppressed=n_suppressed,
    )


def _wasserstein(numbers: np.ndarray, p: np.ndarray, q: np.ndarray) -> tuple[float | None, float]:
    """Work to move one distribution of numbers to another, and their range. Values that are no number do not count."""
    known = np.flatnonzero(~np.isnan(numbers))
    if not len(known) or not p[known].sum() or not q[known].sum():
        return None, 0.0
    order = known[np.argsort(numbers[known], kind="stable")]
    gaps = np.diff(numbers[order])
    climb = np.cumsum(p[order]) / p[order].sum() - np.cumsum(q[order]) / q[order].sum()
    return float((np.abs(climb[:-1]) * gaps).sum()), float(gaps.sum())
