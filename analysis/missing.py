"""How many records are alike, by what a missing value is taken to stand for.

A value of its own: whoever has none is like others who have none. Or a gap that matches anything: an attacker who knows
the value cannot tell that the record is another person's. The second reading is sdcMicro's, and the one by which
suppressing a cell hides a record. Both are right about different attackers.

Source: M. Templ, "Statistical Disclosure Control for Microdata", Springer 2017 (doi:10.1007/978-3-319-50272-4), and
``freqCalc`` of sdcMicro.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.matching_kernels import add_matches
from analysis.models.k_anonymity import KAnonymity

WORD_BITS = 64
ROUNDING = 1e-9
"""Frequencies that are so little below a whole number are that number: sums of many alphas are not exact."""


class Missing(Enum):
    """What a missing quasi-identifier is taken to stand for."""

    OWN_VALUE = "own-value"
    """A value like any other: it matches other missing values only."""
    MATCHES_ANY = "matches-any"
    """Anything: it matches every value."""


@dataclass(frozen=True)
class Reading:
    """How missing quasi-identifiers are read.

    Attributes:
        missing: What one stands for.
        alpha: How much a record with a missing value counts for the records that it might be like, 0 to 1. Only read by
            ``Missing.MATCHES_ANY``; 1 is sdcMicro's default, 0 lets only records without a missing value hide others.
    """

    missing: Missing = Missing.OWN_VALUE
    alpha: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.alpha <= 1:
            raise NotComputable("Alpha is {alpha}: it must be between 0 and 1.", alpha=self.alpha)


@dataclass(frozen=True, eq=False)
class Frequencies:
    """How many records, and how many people of the population, are like the records of each class.

    Attributes:
        reading: How missing values were read.
        records: Records alike in the data, at least those of the class; float64, shape (n_classes,).
        people: Sum of their sampling weights, or ``records`` where there are no weights; float64, shape (n_classes,).
    """

    reading: Reading
    records: np.ndarray
    people: np.ndarray


def frequencies(
    table: FrequencyTable,
    classes: EquivalenceClasses,
    weights: np.ndarray | None = None,
    reading: Reading | None = None,
) -> Frequencies:
    """Count the records that are like those of each class, and the people for whom they stand.

    Args:
        table: The records.
        classes: Their classes at any levels, all or some of them.
        weights: Of each record of the table; shape (n_records,).
        reading: How missing values are read; ``Missing.OWN_VALUE`` if absent.
    """
    reading = reading or Reading()
    totals: list[np.ndarray] = [classes.sizes.astype(np.float64)]
    if weights is not None:
        number = classes.class_of_tuple[table.tuple_of_record]
        totals.append(np.bincount(number + 1, weights=weights, minlength=len(classes.sizes) + 1)[1:])
    found = np.stack(totals, axis=1)
    if reading.missing is Missing.MATCHES_ANY:
        columns = list(zip(table.columns, classes.levels, strict=True))
        labels = [column.labels[level] for column, level in columns]
        gaps = [_position_of_none(own) for own in labels]
        found = matching_totals(list(classes.codes), [len(own) for own in labels], gaps, found, reading.alpha)
    return Frequencies(reading, found[:, 0], found[:, -1])


def anonymity(table: FrequencyTable, classes: EquivalenceClasses, reading: Reading | None = None) -> KAnonymity:
    """Find k by a reading of missing values: the fewest records that are like a record, itself included.

    A frequency that alpha makes fractional counts as the whole number below it.

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: k has no value.")
    alike = np.floor(frequencies(table, classes, reading=reading).records + ROUNDING)
    k = int(alike.min())
    return KAnonymity(k, int(classes.sizes[alike == k].sum()), classes.n_records)


def records_with_missing(table: FrequencyTable, classes: EquivalenceClasses) -> int:
    """Count the records that still lack a value at the levels of their classes; where none does, both readings are one."""
    lacking = np.zeros(len(classes.sizes), dtype=bool)
    for column, level, codes in zip(table.columns, classes.levels, classes.codes, strict=True):
        gap = _position_of_none(column.labels[level])
        if gap >= 0:
            lacking |= codes == gap
    return int(classes.sizes[lacking].sum())


def matching_totals(
    codes: Sequence[np.ndarray], widths: Sequence[int], gaps: Sequence[int], totals: np.ndarray, alpha: float = 1.0
) -> np.ndarray:
    """Add up the totals of the combinations that match each one, a gap matching any code.

    A combination counts fully for itself and, if it is complete, for the others; ``alpha`` times if it has a gap. One of
    nothing but gaps gains everything fully, and hides no complete one where there are several columns: else a few records
    emptied of all their values would hide everybody. So does sdcMicro.

    Args:
        codes: Distinct combinations of codes; one array of shape (n,) per column.
        widths: Number of codes of each column.
        gaps: Code of each column that stands for a missing or suppressed value; -1 where there is none.
        totals: What is added up; float64, shape (n, n_measures).
        alpha: 0 to 1.

    Returns:
        float64, shape (n, n_measures).
    """
    missing = [own == gap for own, gap in zip(codes, gaps, strict=True)]
    if not any(own.any() for own in missing):
        return totals
    pattern, first = group(missing, [2] * len(missing))
    order = np.argsort(pattern, kind="stable")
    gone = np.stack([own[first] for own in missing], axis=1)
    starts = np.searchsorted(pattern[order], np.arange(len(first) + 1))
    keys, fields = _in_bit_fields(codes, widths)
    known = np.bitwise_or.reduce(np.where(gone[:, :, None], np.uint64(0), fields[None]), axis=1)
    found = np.empty_like(totals)
    found[order] = add_matches(keys[order], starts, known, _factors(gone, alpha), totals[order])
    found[gone.all(axis=1)[pattern]] = totals.sum(axis=0)
    return found


def _factors(gone: np.ndarray, alpha: float) -> np.ndarray:
    """How much a combination of one pattern of gaps gains by one of another; see :func:`matching_totals`.

    Args:
        gone: Which columns each pattern lacks; boolean, shape (n_patterns, n_columns).
    """
    some, all_gone = gone.any(axis=1), gone.all(axis=1)
    factors = np.tile(np.where(some, float(alpha), 1.0), (len(gone), 1))
    if gone.shape[1] > 1:
        factors[np.ix_(~some, all_gone)] = 0
    return factors


def _position_of_none(labels: np.ndarray) -> int:
    """Code of the missing value; -1 where there is none."""
    return next((code for code, label in enumerate(labels) if label is None), -1)


def _in_bit_fields(codes: Sequence[np.ndarray], widths: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Codes side by side in as many words as they need.

    Returns:
        Keys, uint64, shape (n, n_words), and the bits of each column, uint64, shape (n_columns, n_words).
    """
    places, word, low = [], 0, 0
    for width in widths:
        bits = max((width - 1).bit_length(), 1)
        if low + bits > WORD_BITS:
            word, low = word + 1, 0
        places.append((word, low, bits))
        low += bits
    keys = np.zeros((len(codes[0]), word + 1), dtype=np.uint64)
    fields = np.zeros((len(codes), word + 1), dtype=np.uint64)
    for position, (word, low, bits) in enumerate(places):
        keys[:, word] |= codes[position].astype(np.uint64) << np.uint64(low)
        fields[position, word] = ((1 << bits) - 1) << low
    return keys, fields
