"""Local suppression: single cells taken out so that every record is one of at least k.

A missing cell can be read in two ways, and an attacker may use either. Where it *matches any value*, as in sdcMicro
(M. Templ, A. Kowarik, B. Meindl, "Statistical disclosure control for micro-data using the R package sdcMicro", JSS
67(4), 2015, section 3.3), a record with gaps hides among all that it does not contradict, and gives them a place to
hide. Where it is *a value of its own*, only records with the same gaps are alike, as in every class that the other
models look at. The second reading implies the first and costs more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import group
from analysis.recoding.suppression_classes import Kinds, cells_to_equal
from analysis.recoding.suppression_matches import Rows, cells_to_match
from analysis.recoding.suppression_patterns import cell_costs, patterns
from analysis.wording import Sentence, sentence

NEVER = 1.0
"""Importance of a column in which no cell may be suppressed."""


class Reading(Enum):
    """How a missing cell is read where records are compared."""

    MATCHES_ANY = "matches_any"
    """It matches any value. Fewer cells are enough, but gaps are where some records hide."""
    BOTH = "both"
    """It matches any value, and it is a value of its own: k holds either way."""


def importance_by_rank(columns: Sequence[str], most_important_first: Sequence[str]) -> tuple[float, ...]:
    """Turn an order into weights, evenly spaced: a cell of the first of m columns costs as much as m of the last.

    Args:
        columns: The columns to suppress cells in.
        most_important_first: The same columns in their order of importance.

    Raises:
        RecodingError: The columns differ.
    """
    if sorted(columns) != sorted(most_important_first):
        raise RecodingError(
            "The order of importance must name these columns, each once: {columns}.", columns=", ".join(columns)
        )
    after = {name: len(columns) - 1 - place for place, name in enumerate(most_important_first)}
    return tuple(after[name] / len(columns) for name in columns)


@dataclass(frozen=True)
class LocalSuppression:
    """The choices.

    Attributes:
        columns: The quasi-identifiers, in which cells may be suppressed.
        k: Fewest records that each record must be alike.
        importance: For each of ``columns``, 0 to 1: a cell costs 1 / (1 - importance), and the cheapest are suppressed.
            ``NEVER``: none may be. Empty where all columns are as important.
        reading: How a missing cell is read.
    """

    columns: tuple[str, ...]
    k: int = 3
    importance: tuple[float, ...] = ()
    reading: Reading = Reading.BOTH
    kind: ClassVar[str] = "local_suppression"
    keeps_records: ClassVar[bool] = True
    needs_key: ClassVar[bool] = False

    def __post_init__(self) -> None:
        _check(self.columns, self.k, self.importance)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Take the cells out; see :func:`find_cells` for what it raises."""
        return without_cells(dataset, find_cells(dataset, self))

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Single cells of {columns} are suppressed until every record is one of at least {k}.",
            columns=", ".join(self.columns),
            k=self.k,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        if self.reading is Reading.BOTH:
            return ()
        return (
            sentence(
                "Some records hide only behind the gaps of others: whoever takes a suppressed cell for a value of its own "
                "may find fewer than {k} alike.",
                k=self.k,
            ),
        )


@dataclass(frozen=True, eq=False)
class SuppressedCells:
    """The cells to take out. No search for the fewest is quick: there may be a smaller choice.

    Attributes:
        columns: The columns, in the order of what follows.
        k: Records that every record is alike without these cells.
        reading: How a missing cell is read.
        cells: Which; boolean, shape (n_records, n_columns). Values that were missing before are not among them.
        n_to_match: Cells that are enough where a missing cell matches any value. None where none are: records that
            differ in columns of which nothing may be suppressed.
        n_more_to_equal: How many more it takes where a missing cell is a value of its own; None likewise. Below 0 only
            where columns differ in importance: then the cheaper cells are sought, not the fewer.
    """

    columns: tuple[str, ...]
    k: int
    reading: Reading
    cells: np.ndarray
    n_to_match: int | None
    n_more_to_equal: int | None

    @property
    def n_cells(self) -> int:
        """Cells that are taken out."""
        return int(np.count_nonzero(self.cells))

    @property
    def by_column(self) -> tuple[tuple[str, int], ...]:
        """(column, cells taken out of it)."""
        return tuple((name, int(count)) for name, count in zip(self.columns, self.cells.sum(axis=0), strict=True))

    @property
    def n_records(self) -> int:
        """Records that lose a cell."""
        return int(np.count_nonzero(self.cells.any(axis=1)))


def find_cells(dataset: Dataset, suppression: LocalSuppression) -> SuppressedCells:
    """Choose the cells to suppress in columns of a dataset as they are.

    Raises:
        DatasetError: A column is not in the dataset.
        NotComputable: There are fewer than k records.
        RecodingError: The columns of which nothing may be suppressed single records out.
    """
    columns = [dataset[name] for name in suppression.columns]
    codes = [(column.codes + 1).astype(np.uint32) for column in columns]
    widths = [len(column.values) + 1 for column in columns]
    row_of_record, first = group(codes, widths)
    sizes = np.bincount(row_of_record, minlength=len(first)).astype(np.int64)
    return search_cells(Rows(tuple(own[first] for own in codes), tuple(widths), sizes), row_of_record, suppression)


def search_cells(rows: Rows, row_of_record: np.ndarray, suppression: LocalSuppression) -> SuppressedCells:
    """Search for both readings, and take the cells of the one that is asked for.

    Args:
        rows: The distinct records, their values numbered from 1.
        row_of_record: Shape (n_records,).
        suppression: The choices; its columns are those of ``rows``.

    Raises:
        NotComputable: There are fewer than k records.
        RecodingError: The columns of which nothing may be suppressed single records out.
    """
    k, importance = suppression.k, suppression.importance or (0.0,) * len(rows.codes)
    if len(row_of_record) < k:
        raise NotComputable(
            "There are {records} records: no class can have {k}. Choose a lower k.", records=len(row_of_record), k=k
        )
    costs = cell_costs(importance)
    tried = patterns(costs, [len(np.unique(own)) for own in rows.codes])
    to_match = _given_up(rows, row_of_record, cells_to_match(rows, k, tried))
    to_equal = _lost(rows, row_of_record, cells_to_equal(rows, k, tried))
    to_match = _cheaper(to_match, to_equal, costs)
    cells = to_match if suppression.reading is Reading.MATCHES_ANY else to_equal
    if cells is None:
        kept = [name for name, weight in zip(suppression.columns, importance, strict=True) if weight >= NEVER]
        raise RecodingError(
            "By the columns of which nothing may be suppressed alone ({columns}), some records are alike fewer than "
            "{k}. Let cells of one of them be suppressed, generalise it, or choose a lower k.",
            columns=", ".join(kept),
            k=k,
        )
    n_match, n_equal = (None if own is None else int(np.count_nonzero(own)) for own in (to_match, to_equal))
    more = None if n_match is None or n_equal is None else n_equal - n_match
    return SuppressedCells(suppression.columns, k, suppression.reading, cells, n_match, more)


def without_cells(dataset: Dataset, found: SuppressedCells) -> Dataset:
    """Take the cells out of the records that they were chosen for; values that nobody holds any more go with them."""
    for name, gone in zip(found.columns, found.cells.T, strict=True):
        if gone.any():
            dataset = dataset.with_column(_emptied(dataset[name], gone))
    return dataset


def _emptied(column: Column, gone: np.ndarray) -> Column:
    emptied = replace(column, codes=np.where(gone, -1, column.codes).astype(np.int32))
    return emptied.take(np.arange(len(gone)))


def _check(columns: tuple[str, ...], k: int, importance: tuple[float, ...]) -> None:
    if not columns:
        raise RecodingError("No column is chosen: choose those in which cells may be suppressed.")
    if k < 1:
        raise RecodingError("k is {k}: it must be at least 1.", k=k)
    if importance and len(importance) != len(columns):
        raise RecodingError(
            "{given} weights of importance for {expected} columns: give one for each.",
            given=len(importance),
            expected=len(columns),
        )
    for weight in importance:
        if not 0 <= weight <= 1:
            raise RecodingError("An importance is {weight}: it is a share, 0 to 1.", weight=weight)


def _given_up(rows: Rows, row_of_record: np.ndarray, lost: np.ndarray | None) -> np.ndarray | None:
    return None if lost is None else (lost & (np.stack(rows.codes) != 0)).T[row_of_record]


def _lost(rows: Rows, row_of_record: np.ndarray, kinds: Kinds | None) -> np.ndarray | None:
    """The cells that each record loses; of the records of a row, the first lose the same."""
    if kinds is None:
        return None
    kind_of_record = np.empty(len(row_of_record), dtype=np.int64)
    kind_of_record[np.argsort(row_of_record, kind="stable")] = np.repeat(np.arange(len(kinds.records)), kinds.records)
    lost = (kinds.codes == 0) & (np.stack(rows.codes)[:, kinds.source] != 0)
    return lost.T[kind_of_record]


def _cheaper(to_match: np.ndarray | None, to_equal: np.ndarray | None, costs: Sequence[float]) -> np.ndarray | None:
    """Cells that make records equal make them match too, and may be the smaller choice."""
    if to_match is None or to_equal is None:
        return to_match
    payable = np.nan_to_num(np.array(costs), posinf=0.0)
    return to_equal if to_equal.sum(axis=0) @ payable < to_match.sum(axis=0) @ payable else to_match
