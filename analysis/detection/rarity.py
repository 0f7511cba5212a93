"""Values that few people can have: very old people, who are known where they live.

45 CFR 164.514(b)(2)(i)(C) keeps no age over 89, and no date that tells one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.detection.concepts import Concept
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence

OLDEST: Final = 89
"""Years; who is older is rare enough to be known."""
LONGEST: Final = 125
"""Years; a greater age is a code or an error."""
_DATES_READ: Final = 50_000
_BAND: Final = r"^(?P<before>[^0-9]*)(?P<low>[0-9]{1,3})(?:[^0-9]+(?P<high>[0-9]{1,3}))?(?P<after>[^0-9]*)$"


@dataclass(frozen=True)
class Rare:
    """Records of the very old.

    Attributes:
        records: Records of people older than ``OLDEST`` years.
        values: Distinct values among them.
        reason: The finding in words.
    """

    records: int
    values: int
    reason: Sentence

    def as_json(self) -> dict[str, Any]:
        """The finding in plain types."""
        return {"records": self.records, "values": self.values}


def latest_year(dataset: Dataset) -> float:
    """The year of the latest date in the dataset, for the ages that dates of birth tell; NaN without dates."""
    return max((year for column in dataset for year in _latest(column)), default=float("nan"))


def _latest(column: Column) -> Iterable[float]:
    if column.kind is Kind.DATE:
        days = _some(column).dates().dropna()
        if len(days):
            yield float(days.max().year)


def _some(column: Column) -> Column:
    """The column with at most ``_DATES_READ`` of its values, evenly spread."""
    if len(column.values) <= _DATES_READ:
        return column
    chosen = np.unique(np.linspace(0, len(column.values) - 1, _DATES_READ).astype(np.int64))
    return Column(column.name, column.kind, column.values[chosen], column.codes, date_format=column.date_format)


def rare(column: Column, concept: Concept | None, year: float) -> Rare | None:
    """How many records tell that a person is very old; None for columns that tell no age.

    Args:
        column: Any column.
        concept: What it holds.
        year: That of the latest date in the dataset: ages are counted up to it.
    """
    if concept is Concept.AGE and not column.kind.is_number:
        ages = _begin(column)
        words = sentence(
            "Records in age bands above {oldest}: {records}. Put them into one group, such as 90 and over."
        )
    elif concept is Concept.AGE:
        ages = column.numbers()
        words = sentence("Records with an age above {oldest}: {records}. Put them into one group, such as 90 and over.")
    elif concept is Concept.BIRTH_DATE and not np.isnan(year):
        ages = year - _years(column)
        words = sentence(
            "Records born more than {oldest} years before the year of the latest date: {records}. Put them into one group."
        )
    else:
        return None
    old = (ages > OLDEST) & (ages <= LONGEST)
    records = int(column.counts[old].sum())
    reason = Sentence(words.template, (("oldest", OLDEST), ("records", records)))
    return Rare(records, int(old.sum()), reason) if records else None


def _begin(column: Column) -> np.ndarray:
    """The age at which each band begins; NaN where a text is no band, or is the one group of all above ``OLDEST``."""
    parts = pd.Series(column.values, dtype="string").str.extract(_BAND)
    ages = parts["low"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    no_end = (parts["high"].isna() & (parts["before"] + parts["after"]).str.strip().ne("")).to_numpy(dtype=bool)
    old = ages > OLDEST
    if old.sum() == 1 and no_end[old].all() and ages[old].item() == OLDEST + 1:
        ages[old] = np.nan
    return ages


def _years(column: Column) -> np.ndarray:
    if column.kind is Kind.DATE:
        return column.dates().year.to_numpy(dtype=float)
    numbers = column.numbers() if column.kind.is_number else np.full(len(column.values), np.nan)
    return np.where((numbers >= 1880) & (numbers <= 2100), numbers, np.nan)
