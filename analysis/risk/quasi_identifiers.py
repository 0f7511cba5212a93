"""What each quasi-identifier contributes to telling people apart.

Source: R. Motwani and Y. Xu, "Efficient algorithms for masking and finding quasi-identifiers", SDM workshop on
Practical Preservation Data Mining 2008, section 2 (distinct ratio and separation ratio).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.models.k_anonymity import k_anonymity, records_in_classes_below


@dataclass(frozen=True)
class Distinctness:
    """How well some columns tell records apart, 0 to 1 each. Lower is safer.

    Attributes:
        columns: The columns, together.
        distinction: Distinct combinations per record.
        separation: Share of the pairs of records that differ.
    """

    columns: tuple[str, ...]
    distinction: float
    separation: float


@dataclass(frozen=True)
class Contribution:
    """What one quasi-identifier adds to the risk of all of them together.

    Attributes:
        alone: The column on its own.
        uniques_alone: Unique records by this column alone.
        k_without: k of the others together; None where there is no other.
        uniques_without: Unique records by the others together; None where there is no other.
    """

    alone: Distinctness
    uniques_alone: int
    k_without: int | None
    uniques_without: int | None

    @property
    def column(self) -> str:
        return self.alone.columns[0]


def distinctness(columns: tuple[str, ...], sizes: np.ndarray) -> Distinctness:
    """Measure distinction and separation of a grouping.

    Args:
        columns: The names of the columns grouped by.
        sizes: Records in each group; shape (n_groups,).

    Raises:
        NotComputable: There are fewer than two records, so no pair.
    """
    n_records = int(sizes.sum())
    if n_records < 2:
        raise NotComputable("With fewer than two records there is no pair to compare.")
    alike = float((sizes.astype(float) * (sizes - 1)).sum()) / (float(n_records) * (n_records - 1))
    return Distinctness(columns, len(sizes) / n_records, 1 - alike)


def sizes_alone(table: FrequencyTable, levels: tuple[int, ...], position: int) -> np.ndarray:
    """Records that hold each value of one quasi-identifier, at its level."""
    column = table.columns[position]
    return np.bincount(column.lookup[levels[position]][table.codes[position]], weights=table.counts).astype(np.int64)


def contributions(table: FrequencyTable, levels: tuple[int, ...] | None = None) -> tuple[Contribution, ...]:
    """Measure what each quasi-identifier contributes, in their order.

    Raises:
        NotComputable: There are fewer than two records.
    """
    levels = table.base if levels is None else levels
    return tuple(_contribution(table, levels, position) for position in range(len(levels)))


def _contribution(table: FrequencyTable, levels: tuple[int, ...], position: int) -> Contribution:
    sizes = sizes_alone(table, levels, position)
    alone, uniques = distinctness((table.names[position],), sizes), int((sizes == 1).sum())
    others = _classes_without(table, levels, position)
    if others is None:
        return Contribution(alone, uniques, None, None)
    return Contribution(alone, uniques, k_anonymity(others).k, records_in_classes_below(others, 2))


def _classes_without(table: FrequencyTable, levels: tuple[int, ...], position: int) -> EquivalenceClasses | None:
    if len(levels) == 1:
        return None
    return table.without(table.names[position]).classes(levels[:position] + levels[position + 1 :])
