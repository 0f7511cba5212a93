"""How strongly the columns of the dataset go together, before and after recoding.

Two columns of numbers: Pearson's correlation, -1 to 1. Two categories: Cramér's V, 0 to 1 (H. Cramér, "Mathematical
methods of statistics", Princeton 1946, section 21.9). A category and numbers: correlation ratio η, 0 to 1 (K. Pearson,
"On the general theory of skew correlation and non-linear regression", 1905). A label of numbers stands for the middle
of the numbers it covers. Suppressed records are lost: what comes after is measured on those that stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.kinds import parse_numbers

DENSE_UP_TO = 1 << 20
"""Largest number of cells of two columns that are counted in one array."""


class Association(Enum):
    """How an association is measured."""

    CORRELATION = "correlation"
    CRAMERS_V = "cramers_v"
    CORRELATION_RATIO = "correlation_ratio"


@dataclass(frozen=True)
class AssociationChange:
    """What became of the association of two columns.

    Attributes:
        columns: Their names.
        measure: How it was measured, before and after.
        before: The association in all records.
        after: In the release; 0 where a column has a single label left.
    """

    columns: tuple[str, str]
    measure: Association
    before: float
    after: float

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class Associations:
    """Every two columns of a dataset.

    Attributes:
        columns: Their names.
        before: Associations in all records; symmetric, 1 on the diagonal, NaN for a column that holds a single value;
            shape (n_columns, n_columns).
        after: The same in the release; 0 where the column has a single label left.
        changes: Every pair that has an association before, the largest change first.
        n_suppressed: Records that are lost.
    """

    columns: tuple[str, ...]
    before: np.ndarray
    after: np.ndarray
    changes: tuple[AssociationChange, ...]
    n_suppressed: int


@dataclass(frozen=True, eq=False)
class _Values:
    """A column as a code per record, with the number of each code in a column of numbers. A record without has -1."""

    codes: np.ndarray
    width: int
    numbers: np.ndarray
    is_number: bool

    def take(self, records: np.ndarray) -> _Values:
        return replace(self, codes=self.codes[records])


def associations(
    dataset: Dataset, table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray, others: Sequence[str] = ()
) -> Associations:
    """Measure every association before and after a recoding.

    Args:
        dataset: The records that the table was made of.
        table: The records, by their quasi-identifiers.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).
        others: Columns that are not recoded.

    Raises:
        NotComputable: No record stays, or there are fewer than two columns.
    """
    names = (*table.names, *others)
    if len(names) < 2:
        raise NotComputable("An association needs two columns.")
    stays = kept[classes.class_of_tuple][table.tuple_of_record]
    if not stays.any():
        raise NotComputable("No record is left: there is no association to measure.")
    unchanged = [column_values(dataset[name]) for name in others]
    before = [_of_recoded(dataset[own.name], own, 0) for own in table.columns] + unchanged
    levels = zip(table.columns, classes.levels, strict=True)
    after = [_of_recoded(dataset[own.name], own, level) for own, level in levels] + unchanged
    old, new = association_matrix(before), np.nan_to_num(association_matrix([own.take(stays) for own in after]))
    return Associations(names, old, new, _changes(names, before, old, new), int((~stays).sum()))


def column_values(column: Column) -> _Values:
    """A column as it is, ready for :func:`association_matrix`; a missing value counts as a category, but not as a number."""
    if column.kind.is_number:
        return _numbers(column.codes.astype(np.int64), column.numbers())
    codes = np.where(column.codes < 0, len(column.values), column.codes)
    return _categories(codes.astype(np.int64), len(column.values) + 1)


def column_associations(before: Sequence[Column], after: Sequence[Column]) -> tuple[AssociationChange, ...]:
    """What became of the associations of some columns, whatever was done to them; the largest change first.

    Args:
        before: The columns as they were.
        after: The same columns, in the same order, as they are now; they may have fewer records.

    Returns:
        One for each pair that has an association before and is still measured the same way: a column of numbers that
        now holds labels has none with other numbers to compare.
    """
    old, new = [column_values(own) for own in before], [column_values(own) for own in after]
    same = [one.is_number == two.is_number for one, two in zip(old, new, strict=True)]
    kept = [place for place, own in enumerate(same) if own]
    old, new = [old[place] for place in kept], [new[place] for place in kept]
    names = [before[place].name for place in kept]
    return _changes(names, old, association_matrix(old), np.nan_to_num(association_matrix(new)))


def association_matrix(columns: Sequence[_Values]) -> np.ndarray:
    """Associations of every two columns; NaN where one of them holds a single value."""
    matrix = np.eye(len(columns))
    for row, own in enumerate(columns):
        if _is_constant(own):
            matrix[row, row] = np.nan
        for place in range(row):
            matrix[row, place] = matrix[place, row] = _association(own, columns[place])
    return matrix


def _changes(
    names: Sequence[str], columns: Sequence[_Values], before: np.ndarray, after: np.ndarray
) -> tuple[AssociationChange, ...]:
    pairs = [(place, row) for row in range(len(names)) for place in range(row) if not np.isnan(before[place, row])]
    found = [
        AssociationChange(
            (names[one], names[two]),
            _measure(columns[one], columns[two]),
            float(before[one, two]),
            float(after[one, two]),
        )
        for one, two in pairs
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.change)))


def _measure(one: _Values, two: _Values) -> Association:
    n_numbers = int(one.is_number) + int(two.is_number)
    return (Association.CRAMERS_V, Association.CORRELATION_RATIO, Association.CORRELATION)[n_numbers]


def _association(one: _Values, two: _Values) -> float:
    both = (one.codes >= 0) & (two.codes >= 0)
    first, second, counts = _cells(one.codes[both], two.codes[both], one.width, two.width)
    if not len(counts):
        return np.nan
    match _measure(one, two):
        case Association.CORRELATION:
            return _correlation(one.numbers[first], two.numbers[second], counts)
        case Association.CRAMERS_V:
            return _cramers_v(first, second, counts)
        case Association.CORRELATION_RATIO if two.is_number:
            return _correlation_ratio(first, two.numbers[second], counts)
        case Association.CORRELATION_RATIO:
            return _correlation_ratio(second, one.numbers[first], counts)


def _cells(one: np.ndarray, two: np.ndarray, n_one: int, n_two: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of codes that occur, and how many records hold each."""
    if n_one * n_two <= DENSE_UP_TO:
        counts = np.bincount(one.astype(np.int64) * n_two + two, minlength=1)
        cells = np.flatnonzero(counts)
        return cells // n_two, cells % n_two, counts[cells].astype(float)
    cell, first = group([one, two], [n_one, n_two])
    return one[first], two[first], np.bincount(cell).astype(float)


def _correlation(one: np.ndarray, two: np.ndarray, counts: np.ndarray) -> float:
    one, two = one - np.average(one, weights=counts), two - np.average(two, weights=counts)
    scale = np.sqrt((counts * one * one).sum() * (counts * two * two).sum())
    return float(np.clip((counts * one * two).sum() / scale, -1, 1)) if scale > 0 else np.nan


def _cramers_v(one: np.ndarray, two: np.ndarray, counts: np.ndarray) -> float:
    rows, columns = np.bincount(one, weights=counts), np.bincount(two, weights=counts)
    smaller = min((rows > 0).sum(), (columns > 0).sum()) - 1
    if smaller < 1:
        return np.nan
    mean_square = (counts**2 / (rows[one] * columns[two])).sum() - 1
    return float(np.sqrt(np.clip(mean_square / smaller, 0, 1)))


def _correlation_ratio(category: np.ndarray, numbers: np.ndarray, counts: np.ndarray) -> float:
    sizes = np.bincount(category, weights=counts)
    numbers = numbers - np.average(numbers, weights=counts)
    total = (counts * numbers**2).sum()
    if total <= 0 or (sizes > 0).sum() < 2:
        return np.nan
    sums = np.bincount(category, weights=counts * numbers)[sizes > 0]
    return float(np.sqrt(np.clip((sums**2 / sizes[sizes > 0]).sum() / total, 0, 1)))


def _is_constant(own: _Values) -> bool:
    return np.count_nonzero(np.bincount(own.codes[own.codes >= 0])) < 2


def _of_recoded(column: Column, encoded: EncodedColumn, level: int) -> _Values:
    label, width = encoded.lookup[level], encoded.width(level)
    codes = label[encoded.codes].astype(np.int64)
    if not column.kind.is_number:
        return _categories(codes, width)
    return _numbers(codes, _middles(parse_numbers(encoded.labels[0], column.decimal), label, width))


def _categories(codes: np.ndarray, width: int) -> _Values:
    return _Values(codes, width, np.empty(0), is_number=False)


def _numbers(codes: np.ndarray, numbers: np.ndarray) -> _Values:
    unknown = np.append(np.isnan(numbers), True)
    return _Values(np.where(unknown[codes], -1, codes), len(numbers), numbers, is_number=True)


def _middles(exact: np.ndarray, label: np.ndarray, n_labels: int) -> np.ndarray:
    """Half way between the smallest and the largest number that each label covers; NaN where it covers none."""
    known = ~np.isnan(exact)
    low, high = np.full(n_labels, np.inf), np.full(n_labels, -np.inf)
    np.minimum.at(low, label[known], exact[known])
    np.maximum.at(high, label[known], exact[known])
    covers = np.isfinite(low)
    return np.where(covers, np.where(covers, low, 0) / 2 + np.where(covers, high, 0) / 2, np.nan)
