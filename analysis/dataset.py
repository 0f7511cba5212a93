"""The records: every column as a list of distinct texts and one code per record.

Text is kept exactly as the file wrote it, so a postal code keeps its leading zero and a decimal its comma.
What a column means (a number, a date, a code) is its ``Kind``, and numbers or dates are read from the distinct
texts on demand. Codes make everything that follows (profile, encoding, frequency table) integer work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.errors import DatasetError
from analysis.kinds import Kind, Understanding, parse_numbers, understand

SHOWN_FROM = 5
"""Fewest records that must share a value before it may be shown outside the record view or a message."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a dataset.

    Attributes:
        name: Its name, unique in the dataset.
        kind: What its values are.
        values: The distinct values as texts, each held by at least one record; shape (n_distinct,), dtype object.
        codes: For each record, in record order, the position of its value in ``values``; -1 where missing;
            shape (n_records,), dtype int32.
        decimal: The decimal mark of its numbers.
        date_format: Pattern of its dates, as in ``analysis.kinds.Understanding``; empty unless ``kind`` is a date.
        label: What the file says the column is; empty where it says nothing.
        value_labels: Value → what the file says it means; there may be labels of values that nobody holds.
    """

    name: str
    kind: Kind
    values: np.ndarray
    codes: np.ndarray
    decimal: str = "."
    date_format: str = ""
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def n_missing(self) -> int:
        """Number of records without a value."""
        return int((self.codes < 0).sum())

    @cached_property
    def counts(self) -> np.ndarray:
        """Records that hold each of ``values``; shape (n_distinct,)."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of its name, kind and values in record order; the order of ``values`` does not count."""
        order = pd.unique(self.codes[self.codes >= 0])
        rank = np.full(len(self.values) + 1, -1, dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        texts = [self.name, self.kind.value, self.decimal, self.date_format, *self.values[order]]
        lengths = np.array([len(self.codes), len(texts), *map(len, texts)], dtype=np.int64)
        digest = hashlib.sha256(lengths.tobytes())
        digest.update("".join(texts).encode("utf-8", "surrogatepass"))
        digest.update(rank[self.codes].tobytes())
        return digest.digest()

    def numbers(self) -> np.ndarray:
        """``values`` as floats; NaN where a text is not a number; shape (n_distinct,)."""
        return parse_numbers(self.values, self.decimal)

    def dates(self) -> pd.DatetimeIndex:
        """``values`` as dates; NaT where a text is not a date of ``date_format``; shape (n_distinct,)."""
        return pd.to_datetime(
            pd.Index(self.values, dtype=object), format=self.date_format or "ISO8601", errors="coerce"
        )

    def texts(self) -> pd.Series:
        """One text per record, in record order; ``None`` where missing."""
        return pd.Series(
            np.append(self.values, np.array([None], dtype=object))[self.codes], name=self.name, dtype=object
        )

    def take(self, records: np.ndarray) -> Column:
        """The column for some records only (positions or a mask), values nobody holds any more left out."""
        codes = self.codes[records]
        return replace(self, codes=codes)._without(np.bincount(codes + 1, minlength=len(self.values) + 1)[1:] == 0)

    def _without(self, left_out: np.ndarray) -> Column:
        """The column without some of its values; who held one of them holds none now."""
        position = np.append(np.where(left_out, -1, np.cumsum(~left_out) - 1), -1).astype(np.int32)
        return replace(self, values=self.values[~left_out], codes=position[self.codes])


@dataclass(frozen=True, eq=False)
class Dataset:
    """Records of people, held in memory only.

    Attributes:
        name: What the user calls it (the file's name, without a path).
        columns: Its columns, all of the same length, each name once.
    """

    name: str
    columns: tuple[Column, ...]
    _by_name: Mapping[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if not names:
            raise DatasetError("The dataset has no column.")
        if len(set(names)) < len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            raise DatasetError("Several columns have the same name: {columns}. Rename them.", columns=", ".join(twice))
        if len({len(column.codes) for column in self.columns}) > 1:
            raise DatasetError("The columns have different numbers of records.")
        object.__setattr__(self, "_by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        try:
            return self._by_name[name]
        except KeyError:
            raise DatasetError(
                "Not in the dataset: {columns}. Its columns are {known}.", columns=name, known=", ".join(self.names)
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def n_records(self) -> int:
        """Number of records."""
        return len(self.columns[0].codes)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the whole content: names, kinds and values in record order; 64 hexadecimal digits.

        Two datasets have the same fingerprint when every analysis of them gives the same result. The name of the
        dataset, the labels that explain columns and values, and the order in which a column happens to list its
        distinct values, do not count. A step that leaves a column as it is also leaves it its digest, so that only what
        changed is read again.
        """
        return hashlib.sha256(b"".join(column.digest for column in self.columns)).hexdigest()

    def take(self, records: np.ndarray) -> Dataset:
        """The same columns for some records only (positions or a mask)."""
        return replace(self, columns=tuple(column.take(records) for column in self.columns))

    def with_column(self, column: Column) -> Dataset:
        """The dataset with one column replaced by another of the same name.

        Raises:
            DatasetError: No column has that name.
        """
        self[column.name]
        columns = tuple(column if column.name == old.name else old for old in self.columns)
        return replace(self, columns=columns)


def dataset_of(frame: pd.DataFrame, name: str = "dataset") -> Dataset:
    """Make a dataset from a frame, for notebooks and tests; files are read by ``analysis.io``.

    Args:
        frame: One row per record; its index is ignored. A missing value is None, NaN or NA.
    """
    return Dataset(name, tuple(column_of(str(label), frame[label]) for label in frame.columns))


def column_of(name: str, texts: Iterable[str | None], decimal: str | None = None) -> Column:
    """Make a column from one text per record and find out what its values are.

    Args:
        decimal: The decimal mark of the file; None to find it out from the values.
    """
    series = pd.Series(texts).astype("string")
    codes, values = pd.factorize(series)
    return recognised(name, np.asarray(values, dtype=object), codes.astype(np.int32), decimal)


def recognised(name: str, values: np.ndarray, codes: np.ndarray, decimal: str | None = None) -> Column:
    """Make a column from its distinct texts and their codes, and find out what its values are.

    Texts that only say "missing" (blanks, and ``NA`` in a column of numbers or dates) become missing values.
    """
    return column_as(name, values, codes, understand(values, name, decimal))


def column_as(name: str, values: np.ndarray, codes: np.ndarray, found: Understanding) -> Column:
    """Make a column from its distinct texts, their codes and what they were taken for."""
    column = Column(name, found.kind, values, codes, found.decimal, found.date_format)
    return column._without(pd.Index(values).isin(found.missing)) if found.missing else column


def natural_order(column: Column, values: np.ndarray) -> np.ndarray:
    """Rank of each value in the order of its kind: numbers by size, dates by time, texts by alphabet.

    Returns:
        Integers from 0; shape of ``values``. Texts that are not of the column's kind come last, in alphabetical order.
    """
    texts = pd.Series(values, dtype=object)
    own = replace(column, values=values, codes=column.codes[:0])
    if column.kind.is_number:
        key = pd.Series(own.numbers())
    elif column.date_format:
        key = pd.Series(own.dates())
    else:
        key = texts
    order = pd.DataFrame({"key": key, "text": texts}).sort_values(["key", "text"], na_position="last").index.to_numpy()
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    return rank
