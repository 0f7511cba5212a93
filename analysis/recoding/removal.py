"""Leaving out: records of rare classes, records with rare or given values, whole columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from analysis.dataset import Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import group
from analysis.recoding.rewriting import category_codes
from analysis.recoding.step import OfColumns, Plain, check_columns
from analysis.wording import Sentence, sentence


class _Records(Plain):
    """Leaves out records and changes no value."""

    keeps_records: ClassVar[bool] = False

    @property
    def columns(self) -> tuple[str, ...]:
        """None: it leaves out whole records."""
        return ()


@dataclass(frozen=True)
class RareClasses(_Records):
    """Leave out the records whose combination of values fewer than k records hold. A missing value is one of its own.

    Attributes:
        among: The columns of the combination.
        k: At least 2.
    """

    kind: ClassVar[str] = "leave_out_rare_classes"

    among: tuple[str, ...]
    k: int

    def __post_init__(self) -> None:
        check_columns(self.among)
        if self.k < 2:
            raise RecodingError("k is {k}: it must be at least 2.", k=self.k)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Leave out the records.

        Raises:
            DatasetError: A column is not in the dataset.
            NotComputable: No record would be left.
        """
        coded = [category_codes(dataset[name]) for name in self.among]
        if not dataset.n_records:
            return dataset
        number, _ = group(*zip(*coded, strict=True))
        return _taken(dataset, np.bincount(number)[number] >= self.k)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Records that share their values of {columns} with fewer than {k} records, themselves included, are left out.",
            columns=", ".join(self.among),
            k=self.k,
        )


@dataclass(frozen=True)
class RareValues(_Records):
    """Leave out the records with given values of a column, or with values that fewer than some records hold.

    Attributes:
        column: The column. Records without a value stay.
        values: The values to leave out, as the file writes them.
        fewer_than: Values that fewer records hold are left out too; 0 for none.
    """

    kind: ClassVar[str] = "leave_out_values"

    column: str
    values: tuple[str, ...] = ()
    fewer_than: int = 0

    def __post_init__(self) -> None:
        if not self.values and self.fewer_than < 2:
            raise RecodingError(
                "Name the values to leave out, or the number of records (at least 2) below which one is rare."
            )

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Leave out the records.

        Raises:
            DatasetError: The column is not in the dataset.
            NotComputable: No record would be left.
        """
        column = dataset[self.column]
        out = np.asarray(pd.Index(column.values).isin(self.values)) | (column.counts < self.fewer_than)
        return _taken(dataset, ~np.append(out, False)[column.codes])

    def describe(self) -> Sentence:
        """What it does, in a reader's words; the values themselves are not said, for they may be rare."""
        if not self.values:
            return sentence(
                "Records whose value of {column} fewer than {count} records hold are left out.",
                column=self.column,
                count=self.fewer_than,
            )
        if self.fewer_than < 2:
            return sentence("Records with one of the values named for {column} are left out.", column=self.column)
        return sentence(
            "Records with one of the values named for {column}, or one that fewer than {count} records hold, are left out.",
            column=self.column,
            count=self.fewer_than,
        )


@dataclass(frozen=True)
class ColumnRemoval(OfColumns):
    """Leave out whole columns.

    Attributes:
        names: The columns.
    """

    kind: ClassVar[str] = "leave_out_columns"

    names: tuple[str, ...]

    def __post_init__(self) -> None:
        check_columns(self.names)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Leave out the columns.

        Raises:
            DatasetError: A column is not in the dataset.
            NotComputable: No column would be left.
        """
        out = {dataset[name].name for name in self.names}
        kept = tuple(column for column in dataset if column.name not in out)
        if not kept:
            raise NotComputable("Nothing is left: every column would be left out.")
        return replace(dataset, columns=kept)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence("These columns are left out: {columns}.", columns=", ".join(self.names))


def _taken(dataset: Dataset, stays: np.ndarray) -> Dataset:
    if stays.all():
        return dataset
    if not stays.any():
        raise NotComputable("Nothing is left: every record would be left out.")
    return dataset.take(stays)
