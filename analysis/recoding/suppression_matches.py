"""Few cells to suppress so that every record matches k records, where a missing cell matches any value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from analysis.frequency import group
from analysis.recoding.suppression_patterns import Pattern
from analysis.suppression_kernels import GIVES, STAYS, cover

HELPED = (8.0, 6.0, 4.0, 3.0, 2.0, 1.5, 1.0)
"""Each pass asks that so many records be helped for each that gives up cells."""
MOST_PAIRS = 4096
"""Of the combinations of columns in which values are missing, so many pairs are compared, the commonest first."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Classes of records that are alike.

    Attributes:
        codes: One array of shape (n_rows,) per column, dtype uint32; 0 is a missing value.
        widths: Number of codes of each column.
        sizes: Records of each row; shape (n_rows,), dtype int64.
    """

    codes: tuple[np.ndarray, ...]
    widths: tuple[int, ...]
    sizes: np.ndarray

    def number(self, rows: np.ndarray, without: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Number the distinct values of some rows in all columns but some; see :func:`analysis.frequency.group`."""
        kept = [column for column in range(len(self.codes)) if column not in without]
        if not kept:
            return np.zeros(len(rows), dtype=np.int32), np.zeros(1, dtype=np.int32)
        return group([self.codes[column][rows] for column in kept], [self.widths[column] for column in kept])

    def lacks(self, rows: np.ndarray, columns: Sequence[int]) -> np.ndarray:
        """In how many of some columns each row has no value; shape of ``rows``."""
        found = np.zeros(len(rows), dtype=np.int64)
        for column in columns:
            found += self.codes[column][rows] == 0
        return found


def cells_to_match(rows: Rows, k: int, patterns: Sequence[Pattern]) -> np.ndarray | None:
    """Suppress cells until every record matches k, where a missing cell matches any value.

    k - 1 records without any value would be enough for everybody, and protect nobody. Here a record gives up no more
    than what makes it match k records even if nobody else gives up anything.

    Args:
        patterns: Ascending in cost.

    Returns:
        The cells that all records of a row give up; boolean, shape (n_columns, n_rows). None where some records match
        fewer than k whatever they give up.
    """
    lost = np.zeros((len(rows.codes), len(rows.sizes)), dtype=bool)
    rare = np.flatnonzero(rows.sizes < k)
    if not len(rare):
        return lost
    lacking = k - matched(rows, rows, rare)
    order = np.argsort(-lacking, kind="stable")[: np.count_nonzero(lacking > 0)]
    rare, lacking = rare[order], lacking[order]
    for _, tier in groupby(patterns, key=lambda pattern: pattern.cost):
        if not len(rare):
            break
        stays = _cover(rows, k, [pattern.columns for pattern in tier], rare, lacking, lost)
        rare, lacking = rare[stays], lacking[stays]
    return _each_alone(rows, k, patterns, rare, lost)


def _cover(
    rows: Rows, k: int, alike: Sequence[tuple[int, ...]], rare: np.ndarray, lacking: np.ndarray, lost: np.ndarray
) -> np.ndarray:
    """Let records give up the cells of patterns that cost alike, those that help most first; who is not helped."""
    everyone = np.arange(len(rows.sizes))
    numbered = []
    for columns in alike:
        number, first = rows.number(everyone, columns)
        enough = np.bincount(number, weights=rows.sizes, minlength=len(first)) >= k
        numbered.append((columns, number[rare], enough, rows.lacks(rare, columns) == 0))
    stays = np.arange(len(rare))
    for least in HELPED:
        for columns, number, enough, whole in numbered:
            does = cover(number[stays], rows.sizes[rare[stays]], lacking[stays], whole[stays], enough, least)
            gives = rare[stays[does == GIVES]]
            for column in columns:
                lost[column, gives] = True
            stays = stays[does == STAYS]
    return stays


def _each_alone(
    rows: Rows, k: int, patterns: Sequence[Pattern], rare: np.ndarray, lost: np.ndarray
) -> np.ndarray | None:
    """Help who is left, those whom only records with missing values match: each gives up what it takes."""
    for pattern in patterns:
        if not len(rare):
            break
        codes = [own.copy() for own in rows.codes]
        for column in pattern.columns:
            codes[column][rare] = 0
        helped = rare[matched(Rows(tuple(codes), rows.widths, rows.sizes), rows, rare) >= k]
        for column in pattern.columns:
            lost[column, helped] = True
        rare = np.setdiff1d(rare, helped)
    return None if len(rare) else lost


def matched(rows: Rows, others: Rows, asked: np.ndarray) -> np.ndarray:
    """Count the records of ``others`` that each asked row matches: no column in which both have a value tells them apart.

    Where values are missing in very many combinations of columns, the rarest are left out: too few may be counted, never
    too many.

    Args:
        asked: Positions in ``rows``, whose order is that of ``others``.

    Returns:
        Shape of ``asked``.
    """
    blanks = _blanks(others, np.arange(len(others.sizes)))
    blanks.sort(key=lambda blank: -int(others.sizes[blank[1]].sum()))
    asked_blanks = _blanks(rows, asked)
    found = np.zeros(len(asked), dtype=np.int64)
    for missing, own in asked_blanks:
        for other, theirs in blanks[: max(1, MOST_PAIRS // len(asked_blanks))]:
            found[own] += _equal(rows, others, asked[own], theirs, np.flatnonzero(~(missing | other)))
    return found


def _blanks(rows: Rows, asked: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The combinations of columns in which values are missing, with the places in ``asked`` of the rows that have it."""
    missing = [(own[asked] == 0).astype(np.uint32) for own in rows.codes]
    number, first = group(missing, [2] * len(missing))
    places = np.split(np.argsort(number, kind="stable"), np.cumsum(np.bincount(number, minlength=len(first)))[:-1])
    return [
        (np.array([own[row] for own in missing], dtype=bool), held) for row, held in zip(first, places, strict=True)
    ]


def _equal(rows: Rows, others: Rows, asked: np.ndarray, theirs: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Count the records of some other rows that have the values of each asked row in some columns."""
    if not len(columns):
        return np.full(len(asked), others.sizes[theirs].sum())
    both = [np.concatenate([rows.codes[own][asked], others.codes[own][theirs]]) for own in columns]
    number, first = group(both, [rows.widths[own] for own in columns])
    held = np.bincount(number[len(asked) :], weights=others.sizes[theirs], minlength=len(first)).astype(np.int64)
    return held[number[: len(asked)]]
