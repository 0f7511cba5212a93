"""Who is most exposed, class by class, and which of their values make them so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, group


@dataclass(frozen=True)
class ExposedClass:
    """One equivalence class and what sets it apart.

    Attributes:
        size: Its records.
        values: Its label in each quasi-identifier; None where missing.
        size_without: For each quasi-identifier, the records that are alike on all the others: the more there are, the
            more this value alone is what exposes the class.
    """

    size: int
    values: tuple[str | None, ...]
    size_without: tuple[int, ...]

    @property
    def exposing(self) -> tuple[int, ...]:
        """Positions of the quasi-identifiers that expose the class most; empty if leaving out any one changes nothing."""
        most = max(self.size_without)
        return tuple(i for i, size in enumerate(self.size_without) if size == most > self.size)


def most_exposed(table: FrequencyTable, classes: EquivalenceClasses, most: int = 50) -> tuple[ExposedClass, ...]:
    """List the smallest classes; among equals, first those that a single value exposes most.

    Args:
        most: Classes to list, at most.

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: nobody is exposed.")
    without = np.stack([_sizes_without(table, classes, position) for position in range(len(classes.codes))])
    order = np.lexsort([-without.max(axis=0), classes.sizes])[:most]
    labels = [column.labels[level] for column, level in zip(table.columns, classes.levels, strict=True)]
    return tuple(
        ExposedClass(
            int(classes.sizes[i]),
            tuple(own[codes[i]] for own, codes in zip(labels, classes.codes, strict=True)),
            tuple(int(size) for size in without[:, i]),
        )
        for i in order
    )


def _sizes_without(table: FrequencyTable, classes: EquivalenceClasses, left_out: int) -> np.ndarray:
    """For each class, the records alike on all quasi-identifiers but one; shape (n_classes,)."""
    kept = [position for position in range(len(classes.codes)) if position != left_out]
    if not kept:
        return np.full(len(classes.sizes), classes.n_records)
    widths = [table.columns[position].width(classes.levels[position]) for position in kept]
    number, _first = group([classes.codes[position] for position in kept], widths)
    return np.bincount(number, weights=classes.sizes).astype(np.int64)[number]
