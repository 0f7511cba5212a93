"""What steps do to a dataset, measured before anybody decides for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import NotComputable
from analysis.frequency import group
from analysis.kinds import Kind
from analysis.recoding.rewriting import category_codes, number_texts, numbers_of_records
from analysis.recoding.step import Step
from analysis.recoding.steps import apply_steps
from analysis.utility.association import AssociationChange, column_associations
from analysis.utility.marginals import MarginalChange, column_change

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
MOST_CATEGORIES = 1000
"""Largest number of values of a column of categories whose associations are measured: with more they say little."""


@dataclass(frozen=True)
class Spread:
    """Where the numbers of a column lie.

    Attributes:
        n_numbers: Records that have one.
        mean: Their mean.
        standard_deviation: Of the records, with n - 1; None for a single one.
        quantiles: (share, number) for each of ``QUANTILES``, linear between neighbours.
    """

    n_numbers: int
    mean: float
    standard_deviation: float | None
    quantiles: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class ColumnEffect:
    """What becomes of one column.

    Attributes:
        column: Its name.
        n_changed: Records that stay and have another text than before, or none where they had one.
        share_changed: The same as a share, 0 to 1, of the records that stay.
        n_missing: Records without a value, before and after.
        marginal: How far the shares of its values move; see ``analysis.utility.marginals``.
        before: Its numbers before; None where there are none.
        after: Its numbers after; None where there are none, or it holds texts now.
    """

    column: str
    n_changed: int
    share_changed: float
    n_missing: tuple[int, int]
    marginal: MarginalChange
    before: Spread | None
    after: Spread | None


@dataclass(frozen=True)
class ClassSizes:
    """How far quasi-identifiers single records out, a missing value being one of its own.

    Attributes:
        k: Records in the smallest class.
        n_unique: Records alone in their class.
        n_classes: Number of classes.
    """

    k: int
    n_unique: int
    n_classes: int


@dataclass(frozen=True, eq=False)
class Effect:
    """What some steps do to a dataset.

    Attributes:
        n_records: Records before and after.
        columns: Those that change, and where records are left out those compared, in the order of the dataset.
        left_out: Columns that are left out.
        associations: What becomes of the associations of the columns that change with each other and with those
            compared, the largest change first; columns of more than ``MOST_CATEGORIES`` categories have none.
        sizes: Classes of the quasi-identifiers before and after, of those that stay; None where none is given or stays.
        released: The dataset after the steps.
    """

    n_records: tuple[int, int]
    columns: tuple[ColumnEffect, ...]
    left_out: tuple[str, ...]
    associations: tuple[AssociationChange, ...]
    sizes: tuple[ClassSizes, ClassSizes] | None
    released: Dataset


def effect(
    steps: Sequence[Step],
    dataset: Dataset,
    quasi_identifiers: Sequence[str] = (),
    compared: Sequence[str] = (),
    key: bytes | None = None,
) -> Effect:
    """Apply steps to see what they change; the dataset stays as it is.

    Args:
        steps: Applied one after the other.
        quasi_identifiers: Columns whose classes are counted.
        compared: Columns that may not change, whose associations with those that do are measured.
        key: The secret key of steps that need one.

    Raises:
        AnalysisError: A step does not fit the dataset.
        NotComputable: There are no records.
    """
    if not dataset.n_records:
        raise NotComputable("There are no records: the steps change nothing.")
    released, stays = _applied(steps, dataset, key)
    changing = {name for step in steps for name in step.columns}
    if dataset.n_records > released.n_records:
        changing |= set(compared)
    named = [name for name in dataset.names if name in changing and name in released]
    related = [
        name
        for name in dataset.names
        if name in {*named, *compared} and name in released and _is_measurable(dataset[name], released[name])
    ]
    kept = [name for name in quasi_identifiers if name in released]
    return Effect(
        (dataset.n_records, released.n_records),
        tuple(_of_column(dataset[name], released[name], stays) for name in named),
        tuple(name for name in dataset.names if name not in released),
        column_associations([dataset[name] for name in related], [released[name] for name in related]),
        (class_sizes(dataset, kept), class_sizes(released, kept)) if kept else None,
        released,
    )


def class_sizes(dataset: Dataset, quasi_identifiers: Sequence[str]) -> ClassSizes:
    """Count the classes of some columns as their values are, nothing generalised.

    Raises:
        NotComputable: There are no records.
    """
    if not dataset.n_records:
        raise NotComputable("There are no records: no class to count.")
    coded = [category_codes(dataset[name]) for name in quasi_identifiers]
    number, _ = group([codes for codes, _ in coded], [width for _, width in coded])
    sizes = np.bincount(number)
    return ClassSizes(int(sizes.min()), int((sizes == 1).sum()), len(sizes))


def _is_measurable(before: Column, after: Column) -> bool:
    return all(own.kind.is_number or len(own.values) <= MOST_CATEGORIES for own in (before, after))


def _applied(steps: Sequence[Step], dataset: Dataset, key: bytes | None) -> tuple[Dataset, np.ndarray]:
    """The dataset after the steps, and the place that each of its records had before."""
    everyone = np.arange(dataset.n_records)
    if all(step.keeps_records for step in steps):
        return apply_steps(steps, dataset, key), everyone
    place = max(dataset.names, key=len) + " record"
    numbered = Column(place, Kind.INTEGER, number_texts(everyone.astype(float), 0, "."), everyone.astype(np.int32))
    found = apply_steps(steps, replace(dataset, columns=(*dataset.columns, numbered)), key)
    stays = numbers_of_records(found[place]).astype(np.int64)
    return replace(found, columns=tuple(own for own in found if own.name != place)), stays


def _of_column(before: Column, after: Column, stays: np.ndarray) -> ColumnEffect:
    n_changed = int(_differs(before, after, stays).sum())
    return ColumnEffect(
        before.name,
        n_changed,
        n_changed / len(stays),
        (before.n_missing, after.n_missing),
        column_change(before, after),
        _spread(before),
        _spread(after),
    )


def _differs(before: Column, after: Column, stays: np.ndarray) -> np.ndarray:
    """Which records that stay have another text than before."""
    place = {text: code for code, text in enumerate(before.values.tolist())}
    same = np.array([place.get(text, -2) for text in after.values.tolist()] + [-1])
    return before.codes[stays] != same[after.codes]


def _spread(column: Column) -> Spread | None:
    if not column.kind.is_number:
        return None
    numbers = numbers_of_records(column)
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return None
    return Spread(
        len(known),
        float(known.mean()),
        float(known.std(ddof=1)) if len(known) > 1 else None,
        tuple(zip(QUANTILES, np.quantile(known, QUANTILES).tolist(), strict=True)),
    )
