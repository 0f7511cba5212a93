"""Microaggregation: records in groups of at least k that are alike, each value replaced by that of its group.

Sources: J. Domingo-Ferrer, V. Torra, "Ordinal, continuous and heterogeneous k-anonymity through microaggregation",
Data Mining and Knowledge Discovery 11(2), 2005, section 3 (MDAV-generic; doi:10.1007/s10618-005-0007-5); J. C. Gower,
"A general coefficient of similarity and some of its properties", Biometrics 27(4), 1971.

Once all quasi-identifiers are aggregated together, every record without missing values is alike k - 1 others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

import numpy as np

from analysis.dataset import Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.microaggregation_kernels import mdav
from analysis.recoding.microaggregation_points import Points, points_of
from analysis.recoding.microaggregation_values import Aggregation, aggregated
from analysis.wording import Sentence, sentence

BLOCK = 4096
"""Most records of a block, in which groups are sought apart from the others."""


class Method(Enum):
    """How groups are found. No way to the best groups is quick; see the source of each."""

    MDAV = "mdav"
    """Maximum distance to the average vector. Its time grows with the square of the number of records."""
    MDAV_IN_BLOCKS = "mdav_in_blocks"
    """The same in blocks of at most 4,096 records (or 8 k), which the longest side of a block is halved to get."""


@dataclass(frozen=True)
class Microaggregation:
    """The choices.

    Attributes:
        columns: The columns that are aggregated together: numbers, dates and categories. Where all are numbers the
            distance is Euclidean over standardised columns, else Gower's.
        k: Fewest records of a group.
        method: How groups are found.
        aggregation: What a group's value is.
        orders: (column, its values from the lowest to the highest) of categories that have an order. Dates have theirs.
        whole: Whether integers stay integers; else their means have two decimals.
    """

    columns: tuple[str, ...]
    k: int = 3
    method: Method = Method.MDAV
    aggregation: Aggregation = Aggregation.MEAN
    orders: tuple[tuple[str, tuple[str, ...]], ...] = ()
    whole: bool = True
    kind: ClassVar[str] = "microaggregation"
    keeps_records: ClassVar[bool] = True
    needs_key: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise RecodingError("No column is chosen: choose those whose values are aggregated.")
        if self.k < 1:
            raise RecodingError("k is {k}: it must be at least 1.", k=self.k)
        foreign = [name for name, _ in self.orders if name not in self.columns]
        if foreign:
            raise RecodingError(
                "An order is given for columns that are not aggregated: {columns}.", columns=", ".join(foreign)
            )

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Replace the values; see :func:`find_groups` for what it raises. Missing values stay missing."""
        return aggregate(dataset, find_groups(dataset, self))

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "The values of {columns} are replaced by those of groups of at least {k} records that are alike.",
            columns=", ".join(self.columns),
            k=self.k,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (
            sentence(
                "Only columns that are aggregated together hide each other: others may still single a record out."
            ),
        )


@dataclass(frozen=True, eq=False)
class Groups:
    """Which records are aggregated together.

    Attributes:
        choices: The choices.
        group_of_record: From 0; shape (n_records,), dtype int32.
        sizes: Records of each group, each at least k; shape (n_groups,).
        errors: (column, share) for each column of numbers: the share of its variance, 0 to 1, that lies within the
            groups and that aggregating by the mean takes away (SSE / SST). 0 where all values are the same.
    """

    choices: Microaggregation
    group_of_record: np.ndarray
    sizes: np.ndarray
    errors: tuple[tuple[str, float], ...]

    @property
    def error(self) -> float:
        """SSE / SST over all columns of numbers, standardised: the mean of ``errors``, 0 to 1. Lower is better.

        Raises:
            NotComputable: No column is one of numbers.
        """
        if not self.errors:
            raise NotComputable("The error within groups is one of numbers: none of these columns has them.")
        return float(np.mean([share for _, share in self.errors]))


def find_groups(dataset: Dataset, choices: Microaggregation) -> Groups:
    """Find groups of at least k records that are near each other.

    Records that lack a value are far from those that have it, so that they come together first.

    Raises:
        DatasetError: A column is not in the dataset.
        NotComputable: There are fewer than k records.
        RecodingError: A column of numbers has other values, or an order lacks values of its column.
    """
    if dataset.n_records < choices.k:
        raise NotComputable(
            "There are {records} records: no group can have {k}. Choose a lower k.",
            records=dataset.n_records,
            k=choices.k,
        )
    points = points_of([dataset[name] for name in choices.columns], dict(choices.orders))
    most = max(BLOCK, 8 * choices.k) if choices.method is Method.MDAV_IN_BLOCKS else dataset.n_records
    group_of_record, n_groups = np.empty(dataset.n_records, dtype=np.int32), 0
    for block in _blocks(points, np.arange(dataset.n_records), most):
        found = mdav(*points.of(block), choices.k, points.is_squared)
        group_of_record[block] = found + n_groups
        n_groups += int(found.max()) + 1
    errors = tuple((name, _error(values, group_of_record)) for name, values in points.numbers)
    return Groups(choices, group_of_record, np.bincount(group_of_record), errors)


def aggregate(dataset: Dataset, groups: Groups) -> Dataset:
    """Replace the values of the columns by those of their groups.

    Where fewer than k records of a group have a value, it would say too much of them: it becomes missing.
    """
    choices = groups.choices
    orders = dict(choices.orders)
    for name in choices.columns:
        dataset = dataset.with_column(
            aggregated(
                dataset[name], groups.group_of_record, choices.aggregation, choices.k, orders.get(name), choices.whole
            )
        )
    return dataset


def _blocks(points: Points, records: np.ndarray, most: int) -> list[np.ndarray]:
    """Halve the records at the median of what varies most among them until no block is too large."""
    if len(records) <= most:
        return [records]
    sides = points.sides[:, records]
    order = np.argsort(sides[np.argmax(sides.var(axis=1))], kind="stable")
    middle = len(records) // 2
    lower, upper = np.sort(records[order[:middle]]), np.sort(records[order[middle:]])
    return [*_blocks(points, lower, most), *_blocks(points, upper, most)]


def _error(values: np.ndarray, group_of_record: np.ndarray) -> float:
    """SSE / SST of one column; NaN among its values is a missing one."""
    known = ~np.isnan(values)
    values, group = values[known], group_of_record[known]
    if not len(values):
        return 0.0
    values = values - values.mean()
    counts = np.bincount(group)
    means = np.bincount(group, weights=values) / np.maximum(counts, 1)
    total = float((values**2).sum())
    return float(((values - means[group]) ** 2).sum()) / total if total else 0.0
