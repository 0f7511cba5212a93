"""Global recoding: one level for each quasi-identifier, and the records still too rare suppressed.

Source: P. Samarati, "Protecting respondents' identities in microdata release", IEEE TKDE 13(6), 2001, definitions 3.1
and 4.1 (full-domain generalisation with suppression; doi:10.1109/69.971193).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.encoding import EncodedColumn
from analysis.errors import RecodingError
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.kinds import Kind
from analysis.models.conditions import SensitiveCondition
from analysis.models.requirements import KAnonymous, Requirement, classes_kept
from analysis.models.sensitive import SensitiveAttribute, histogram
from analysis.utility.loss import InformationLoss, information_loss


@dataclass(frozen=True)
class GlobalRecoding:
    """The choices: a level for each quasi-identifier, and the records that may be suppressed to reach k.

    Attributes:
        levels: (column, level) for each quasi-identifier.
        k: Records in classes smaller than this are suppressed. At 1, none is.
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.
        conditions: What else is asked of the classes; records in those that fail are suppressed too.
    """

    levels: tuple[tuple[str, int], ...]
    k: int = 5
    suppression_limit: float = 0.05
    conditions: tuple[Requirement, ...] = ()

    def __post_init__(self) -> None:
        if self.k < 1:
            raise RecodingError("k is {k}: it must be at least 1.", k=self.k)
        if not 0 <= self.suppression_limit <= 1:
            raise RecodingError(
                "The suppression limit is {limit}: it is a share, 0 to 1.", limit=self.suppression_limit
            )

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All that is asked of the classes, k first."""
        return (KAnonymous(self.k), *self.conditions)

    @property
    def sensitive(self) -> tuple[str, ...]:
        """The sensitive columns that conditions are about."""
        named = (own.column for own in self.conditions if isinstance(own, SensitiveCondition))
        return tuple(dict.fromkeys(named))

    def with_level(self, column: str, level: int) -> GlobalRecoding:
        """The same choices with another level for one column."""
        return replace(self, levels=tuple((name, level if name == column else own) for name, own in self.levels))


@dataclass(frozen=True, eq=False)
class Recoded:
    """What a global recoding does to the records.

    Attributes:
        recoding: The choices.
        table: The records.
        classes: Their classes after generalising, before suppressing.
        kept: Which of ``classes`` stay in the release; boolean, shape (n_classes,).
    """

    recoding: GlobalRecoding
    table: FrequencyTable
    classes: EquivalenceClasses
    kept: np.ndarray

    @cached_property
    def sizes(self) -> np.ndarray:
        """Records in each class that stays."""
        return self.classes.sizes[self.kept]

    @cached_property
    def remaining(self) -> EquivalenceClasses:
        """The classes that stay."""
        return self.classes if self.kept.all() else self.classes.only(self.kept)

    @cached_property
    def n_suppressed(self) -> int:
        """Records that leave the release."""
        return self.table.n_records - int(self.sizes.sum())

    @cached_property
    def loss(self) -> InformationLoss:
        """What it costs in detail."""
        return information_loss(self.table, self.classes, self.kept)

    @property
    def within_limit(self) -> bool:
        """Whether no more records are suppressed than the recoding allows."""
        return self.n_suppressed <= records_allowed(self.recoding.suppression_limit, self.table.n_records)


def recode(
    table: FrequencyTable, recoding: GlobalRecoding, attributes: Mapping[str, SensitiveAttribute] | None = None
) -> Recoded:
    """Generalise, and suppress the records in classes that are smaller than k or fail a condition.

    Args:
        attributes: The sensitive attributes that conditions name, by name.

    Raises:
        RecodingError: The levels are not those of the table's quasi-identifiers.
        NotComputable: A condition names a column that is not among ``attributes``.
    """
    levels = dict(recoding.levels)
    if tuple(levels) != table.names:
        raise RecodingError(
            "The levels are for other quasi-identifiers than {columns}.", columns=", ".join(table.names)
        )
    classes = table.classes(tuple(levels.values()))
    counted = {name: histogram(own, classes) for name, own in (attributes or {}).items() if name in recoding.sensitive}
    return Recoded(recoding, table, classes, classes_kept(recoding.requirements, classes.sizes, counted))


def unsuppressed(recoded: Recoded) -> Recoded:
    """The same levels with no record suppressed: nothing is asked of the classes."""
    kept = np.ones(len(recoded.kept), dtype=bool)
    return replace(recoded, recoding=replace(recoded.recoding, k=1, conditions=()), kept=kept)


def records_allowed(limit: float, n_records: int) -> int:
    """The most records that a suppression limit, a share 0 to 1, allows to suppress."""
    return int(np.floor(limit * n_records + 1e-9))


def suppressed_records(recoded: Recoded) -> np.ndarray:
    """Which records leave the release; boolean, shape (n_records,), in record order."""
    return ~recoded.kept[recoded.classes.class_of_tuple][recoded.table.tuple_of_record]


def generalised(column: Column, encoded: EncodedColumn, level: int) -> Column:
    """A column with every value replaced by its label at a level; at level 0 the column itself."""
    if level == 0:
        return column
    labels = encoded.labels[level]
    named = np.array([label is not None for label in labels])
    position = np.where(named, np.cumsum(named) - 1, -1).astype(np.int32)
    codes = position[encoded.lookup[level]][encoded.codes]
    return Column(column.name, Kind.TEXT, labels[named], codes)


def generalise(dataset: Dataset, table: FrequencyTable, levels: Mapping[str, int]) -> Dataset:
    """Replace the values of every quasi-identifier by their labels; no record is left out.

    Args:
        dataset: The records the table was made of.
        levels: One per quasi-identifier.
    """
    encoded = {column.name: column for column in table.columns}
    return Dataset(
        dataset.name,
        tuple(
            generalised(column, encoded[column.name], levels[column.name]) if column.name in encoded else column
            for column in dataset
        ),
    )
