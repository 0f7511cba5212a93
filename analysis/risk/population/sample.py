"""What the estimators of population uniqueness see of a dataset: how many classes there are of each size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.errors import NotComputable


@dataclass(frozen=True, eq=False)
class Sample:
    """The class sizes of a simple random sample, and the size of the population that it was drawn from.

    Make one with :func:`sample_of`.

    Attributes:
        sizes: Distinct class sizes, ascending, as float; shape (n_sizes,).
        counts: Classes of each size; shape (n_sizes,).
        population_size: People in the population; not less than the records.
    """

    sizes: np.ndarray
    counts: np.ndarray
    population_size: float

    @cached_property
    def n_records(self) -> float:
        """Records in the sample."""
        return float(self.sizes @ self.counts)

    @cached_property
    def n_classes(self) -> float:
        """Classes in the sample."""
        return float(self.counts.sum())

    @property
    def fraction(self) -> float:
        """Share of the population that is in the sample, 0 to 1."""
        return self.n_records / self.population_size

    def classes_of(self, size: int) -> float:
        """Classes of one size."""
        return float(self.counts[self.sizes == size].sum())

    @cached_property
    def uniques(self) -> float:
        """Records that are unique in the sample."""
        return self.classes_of(1)

    def resampled(self, counts: np.ndarray) -> Sample:
        """The same sampling fraction with other counts of the same sizes."""
        held = counts > 0
        sizes, counts = self.sizes[held], counts[held]
        return Sample(sizes, counts, float(sizes @ counts) / self.fraction)


def sample_of(class_sizes: np.ndarray, population_size: int) -> Sample:
    """Summarise the classes of a sample.

    Args:
        class_sizes: Records in each class; shape (n_classes,).
        population_size: People in the population.

    Raises:
        NotComputable: There are no records, or more records than people.
    """
    if not len(class_sizes):
        raise NotComputable("No record is left: the population cannot be estimated from none.")
    n_records = int(class_sizes.sum())
    if population_size < n_records:
        raise NotComputable(
            "The population has {size} people, fewer than the {records} records: give the size of the population that "
            "the records were drawn from.",
            size=population_size,
            records=n_records,
        )
    counts = np.bincount(class_sizes)
    sizes = np.flatnonzero(counts)
    return Sample(sizes.astype(float), counts[sizes], float(population_size))
