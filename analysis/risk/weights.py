"""The sampling weight of each record: how many people of the population it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dataset import Column
from analysis.errors import RoleError
from analysis.wording import Sentence, sentence

EVEN = 1e-9
"""Relative difference up to which a mean weight is 1."""


@dataclass(frozen=True, eq=False)
class SamplingWeights:
    """The weights of the records of a survey. Make one with :func:`sampling_weights`.

    Attributes:
        column: Where they come from.
        of_record: Above 0; float64, shape (n_records,).
        n_below_one: Records that stand for less than one person.
    """

    column: str
    of_record: np.ndarray
    n_below_one: int

    @property
    def people(self) -> float:
        """People of the population, estimated: the sum of the weights."""
        return float(self.of_record.sum())

    @property
    def caveats(self) -> tuple[Sentence, ...]:
        """When not to trust what rests on them."""
        if not self.n_below_one:
            return ()
        return (
            sentence(
                "Records whose weight in {column} is below 1: {count}. A class stands for at least its own records.",
                column=self.column,
                count=self.n_below_one,
            ),
        )


def sampling_weights(column: Column) -> SamplingWeights:
    """Read a column as sampling weights.

    Weights below 1, which calibration may give a few records, are taken as they are as long as the weights together stand
    for more people than there are records.

    Raises:
        RoleError: A weight is missing, is not a number, or is not above 0; or the weights stand for fewer people than there
            are records, as normalised weights do.
    """
    values = column.numbers()
    for reason in (
        sentence(
            "{column} cannot be the sampling weight: records without a weight: {count}.",
            column=column.name,
            count=column.n_missing,
        ),
        sentence(
            "{column} cannot be the sampling weight: records whose weight is not a number: {count}.",
            column=column.name,
            count=_records(column, ~np.isfinite(values)),
        ),
        sentence(
            "{column} cannot be the sampling weight: records whose weight is 0 or below: {count}.",
            column=column.name,
            count=_records(column, values <= 0),
        ),
    ):
        if dict(reason.details)["count"]:
            raise RoleError(reason.template, **dict(reason.details))
    found = SamplingWeights(column.name, values[column.codes], _records(column, values < 1))
    if found.n_below_one and found.people <= len(column.codes) * (1 + EVEN):
        raise RoleError(
            "{column} cannot be the sampling weight: its sum is {people}, for {records} records, and a record stands for at "
            "least one person. Weights that were normalised must be multiplied by the population ÷ the records.",
            column=column.name,
            people=round(found.people, 2),
            records=len(column.codes),
        )
    return found


def _records(column: Column, values: np.ndarray) -> int:
    """Records that hold one of some values (a mask)."""
    return int(column.counts[values].sum())
