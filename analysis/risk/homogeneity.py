"""What an attacker learns of the people of a class without telling them apart.

Source: A. Machanavajjhala et al., "l-diversity: privacy beyond k-anonymity", ACM TKDD 1(1), 2007, section 2 (homogeneity
attack, doi:10.1145/1217299.1217302); N. Li, T. Li, S. Venkatasubramanian, "t-closeness", ICDE 2007, section 3 (skewness
attack, doi:10.1109/ICDE.2007.367856).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.models.alpha_k import largest_shares
from analysis.models.evidence import TOLERANCE
from analysis.models.sensitive import SensitiveHistogram


class Telling(Enum):
    """Which value of a class says most to an attacker."""

    MOST_FREQUENT = "most_frequent"
    """The one that most of its records hold."""
    MOST_RAISED = "most_raised"
    """The one whose share exceeds that in all records by the largest factor."""


@dataclass(frozen=True)
class Revealed:
    """What one class gives away of a sensitive attribute.

    Attributes:
        size: Its records.
        labels: Its label in each quasi-identifier; None where missing.
        value: The sensitive value that says most; None is missing.
        records: Its records with that value.
        overall: Share of all records, 0 to 1, that have that value.
    """

    size: int
    labels: tuple[str | None, ...]
    value: str | None
    records: int
    overall: float

    @property
    def share(self) -> float:
        """How sure an attacker is of the value, 0 to 1."""
        return self.records / self.size

    @property
    def factor(self) -> float:
        """How many times as frequent the value is here as in all records."""
        return self.share / self.overall


@dataclass(frozen=True)
class Revelations:
    """What some classes give away.

    Attributes:
        n_classes: The classes, those of a single record left out.
        n_records: Records in them.
        n_alone: Records that are a class by themselves, among those asked for: who recognises one learns all of it.
        listed: The classes of which most is learnt, at most as many as were asked for: how many people have the telling
            value, times the logarithm of how much more frequent it is than in all records.
    """

    n_classes: int
    n_records: int
    n_alone: int
    listed: tuple[Revealed, ...]


def certain(histogram: SensitiveHistogram, certainty: float) -> np.ndarray:
    """Which classes give a value away: boolean, shape (n_classes,).

    Args:
        certainty: Share of the class, 0 to 1, that must have the value.
    """
    return largest_shares(histogram) >= certainty - TOLERANCE


def skewed(histogram: SensitiveHistogram, factor: float) -> np.ndarray:
    """Which classes make a value at least ``factor`` times as frequent as in all records: boolean, shape (n_classes,)."""
    return histogram.maxima(histogram.shares / histogram.expected) >= factor * (1 - TOLERANCE)


def reveal(
    table: FrequencyTable,
    classes: EquivalenceClasses,
    histogram: SensitiveHistogram,
    chosen: np.ndarray,
    telling: Telling = Telling.MOST_FREQUENT,
    most: int = 20,
) -> Revelations:
    """Say what some classes give away.

    Args:
        table: The records.
        classes: Their classes.
        histogram: The sensitive attribute over the same classes.
        chosen: The classes asked about; boolean, shape (n_classes,).
        telling: Which value of a class to name.
        most: Classes to list, at most.
    """
    sizes = classes.sizes
    asked = chosen & (sizes > 1)
    figures = histogram.counts if telling is Telling.MOST_FREQUENT else histogram.shares / histogram.expected
    entry = _first_with_maximum(histogram, figures)
    records = histogram.counts[entry]
    learnt = records * np.log(histogram.shares[entry] / histogram.expected[entry])
    order = np.lexsort([-records, -learnt, ~asked])[: min(most, int(asked.sum()))]
    labels = [column.labels[level] for column, level in zip(table.columns, classes.levels, strict=True)]
    return Revelations(
        int(asked.sum()),
        int(sizes[asked].sum()),
        int((chosen & (sizes == 1)).sum()),
        tuple(
            Revealed(
                int(sizes[i]),
                tuple(own[codes[i]] for own, codes in zip(labels, classes.codes, strict=True)),
                histogram.attribute.labels[histogram.values[entry[i]]],
                int(records[i]),
                float(histogram.expected[entry[i]]),
            )
            for i in order
        ),
    )


def _first_with_maximum(histogram: SensitiveHistogram, figures: np.ndarray) -> np.ndarray:
    """The entry with the largest figure of each class; shape (n_classes,)."""
    is_largest = figures == histogram.maxima(figures)[histogram.class_of_entry]
    position = np.where(is_largest, np.arange(len(figures)), len(figures))
    return np.minimum.reduceat(position, histogram.starts) if histogram.n_classes else position
