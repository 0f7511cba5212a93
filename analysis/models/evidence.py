"""What stands behind the figure of a model: the classes that decide it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable

TOLERANCE = 1e-12
"""Figures closer than this are the same figure: rounding must not fail a class that is exactly at a limit."""


@dataclass(frozen=True)
class Evidence:
    """The classes in which a model's figure is worst.

    Attributes:
        class_index: One of them; the smallest, and of those the first.
        class_size: Records in it.
        n_classes: How many classes have that figure.
        n_records: Records in all of them.
    """

    class_index: int
    class_size: int
    n_classes: int
    n_records: int


def lowest(figures: np.ndarray, sizes: np.ndarray) -> tuple[float, Evidence]:
    """Find the lowest figure of all classes, and the classes that have it.

    Args:
        figures: One per class; shape (n_classes,).
        sizes: Records in each class; shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not len(sizes):
        raise NotComputable("No record is left: there is no class to measure.")
    worst = float(figures.min())
    decisive = np.flatnonzero(np.isclose(figures, worst, rtol=TOLERANCE, atol=TOLERANCE))
    first = int(decisive[np.argmin(sizes[decisive])])
    return worst, Evidence(first, int(sizes[first]), len(decisive), int(sizes[decisive].sum()))


def highest(figures: np.ndarray, sizes: np.ndarray) -> tuple[float, Evidence]:
    """Find the highest figure of all classes, and the classes that have it; see :func:`lowest`."""
    negative, evidence = lowest(-figures, sizes)
    return -negative, evidence
