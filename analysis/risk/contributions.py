"""Who adds what to the cells of a table: records, people who have several, and the amounts they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.dataset import Column
from analysis.errors import NotComputable, RoleError
from analysis.frequency import EquivalenceClasses, FrequencyTable, group


@dataclass(frozen=True, eq=False)
class Dimension:
    """A column that tables are made by.

    Attributes:
        name: The column.
        codes: Position of each record's label; -1 for a record that is left out of every table; shape (n_records,).
        labels: The labels; None is a missing value.
    """

    name: str
    codes: np.ndarray
    labels: np.ndarray

    @classmethod
    def of_classes(cls, name: str, table: FrequencyTable, classes: EquivalenceClasses) -> Dimension:
        """A quasi-identifier as the classes have it; records in no class are left out."""
        position = table.names.index(name)
        class_of_record = classes.class_of_tuple[table.tuple_of_record]
        codes = classes.codes[position].astype(np.int64)[class_of_record]
        labels = table.columns[position].labels[classes.levels[position]]
        return cls(name, np.where(class_of_record < 0, -1, codes), labels)

    @classmethod
    def of(cls, column: Column) -> Dimension:
        """A column as it is; a missing value is a label of its own."""
        labels = np.append(column.values, np.array([None], dtype=object))
        return cls(column.name, np.where(column.codes < 0, len(column.values), column.codes), labels)

    def without(self, left_out: np.ndarray) -> Dimension:
        """The same column without some records (boolean, shape (n_records,))."""
        return replace(self, codes=np.where(left_out, -1, self.codes))


@dataclass(frozen=True, eq=False)
class Contributions:
    """What each contributor adds to each combination of all dimensions. Make one with :func:`contributions`.

    Attributes:
        dimensions: The columns.
        codes: Of each row in each dimension; one array of shape (n_rows,) per dimension.
        contributors: Number of the contributor of each row, shape (n_rows,); None where every record is its own.
        records: Records of each row; shape (n_rows,).
        amounts: What the row adds to the total, 0 where missing; shape (n_rows,). None where records are only counted.
    """

    dimensions: tuple[Dimension, ...]
    codes: tuple[np.ndarray, ...]
    contributors: np.ndarray | None
    records: np.ndarray
    amounts: np.ndarray | None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions."""
        return tuple(own.name for own in self.dimensions)

    def of_cells(self, cell_of_row: np.ndarray, n_cells: int) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Sum up by contributor within each cell.

        Args:
            cell_of_row: Cell of each row; shape (n_rows,).
            n_cells: Cells; each has a row.

        Returns:
            Contributors of each cell, shape (n_cells,); then, one entry for each contributor to each cell, the cell and what
            the contributor adds to its total, None where records are only counted.
        """
        if self.contributors is None:
            counts = np.bincount(cell_of_row, weights=self.records, minlength=n_cells).astype(np.int64)
            return counts, cell_of_row, self.amounts
        pair, first = group([cell_of_row, self.contributors], [n_cells, int(self.contributors.max()) + 1])
        amounts = None if self.amounts is None else np.bincount(pair, weights=self.amounts, minlength=len(first))
        return np.bincount(cell_of_row[first], minlength=n_cells), cell_of_row[first], amounts


def contributions(
    dimensions: Sequence[Dimension], person: Column | None = None, amount: Column | None = None
) -> Contributions:
    """Add up what each contributor gives to each combination of the dimensions.

    Args:
        dimensions: The columns that tables may be made by; a record left out of one is left out of all.
        person: The column that says which person or firm a record is about, if several records may be one's; records
            without one count each as somebody else.
        amount: A column of numbers whose totals are published; a missing or unreadable one adds nothing.

    Raises:
        RoleError: There is no dimension, or the amount is not a column of numbers.
        NotComputable: No record is left.
    """
    if not dimensions:
        raise RoleError("No column is chosen: choose those that the table is made by.")
    if amount is not None and not amount.kind.is_number:
        raise RoleError("{column} is not a column of numbers: its total means nothing.", column=amount.name)
    kept = np.logical_and.reduce([own.codes >= 0 for own in dimensions])
    if not kept.any():
        raise NotComputable("No record is left: there is no table to look at.")
    keys = [own.codes[kept] for own in dimensions]
    widths = [len(own.labels) for own in dimensions]
    n_records = int(kept.sum())
    if person is not None:
        nobody = person.codes[kept] < 0
        keys.append(np.where(nobody, len(person.values) + np.arange(n_records), person.codes[kept]))
        widths.append(len(person.values) + n_records)
    elif amount is not None:
        keys.append(np.arange(n_records))
        widths.append(n_records)
    number, first = group(keys, widths)
    amounts = None
    if amount is not None:
        numbers = np.append(np.nan_to_num(np.abs(amount.numbers())), 0.0)
        amounts = np.bincount(number, weights=numbers[amount.codes[kept]])
    rows = tuple(own[first] for own in keys[: len(dimensions)])
    contributors = keys[-1][first] if person is not None else None
    return Contributions(tuple(dimensions), rows, contributors, np.bincount(number), amounts)
