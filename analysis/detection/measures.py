"""Tests on what the values amount to: ranges of numbers, dates, and how records share the values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from analysis.dataset import Column
from analysis.detection.concepts import Concept
from analysis.detection.patterns import AGREED
from analysis.detection.values import Measured, Values
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence

NEARLY_UNIQUE = 0.9
"""Distinct values for each record from which a column is called nearly unique."""
ENOUGH_RECORDS = 50
"""Fewest records for which near uniqueness says anything: in a dozen records most columns are nearly unique."""


@dataclass(frozen=True)
class Measure:
    """What the values of a concept amount to; ``Pattern`` explains the shared attributes.

    Attributes:
        share: Share of the records that agree with the concept, 0 to 1.
    """

    concept: Concept
    found: Sentence
    share: Callable[[Values], float]
    alone: float = 0.0
    agreed: float = AGREED
    enough: float = 0.9
    refutes: bool = True
    at_least: int = 0

    def measure(self, values: Values) -> Measured:
        """How much of the column agrees."""
        return Measured(self.share(values), values.n_distinct, values.n_distinct)

    def beats_chance(self, _result: Measured) -> bool:
        """Whether chance does not explain what was found; it has no part in what a column amounts to."""
        return True


def _between(low: float, high: float) -> Callable[[Values], float]:
    def share(values: Values) -> float:
        numbers = values.numbers if values.may_be_measured else np.full(values.n_distinct, np.nan)
        return values.weighed((numbers >= low) & (numbers <= high)).share

    return share


def _is_number(values: Values) -> float:
    return float(values.may_be_measured)


def _is_text(values: Values) -> float:
    return float(values.kind is Kind.TEXT)


def _is_date(values: Values) -> float:
    return float(values.kind is Kind.DATE)


def _is_date_over_generations(values: Values) -> float:
    """1 where the dates of the middle 90 % of the sampled values lie 40 years apart or more."""
    if values.kind is not Kind.DATE:
        return 0.0
    column = values.column
    sample = Column(
        column.name, column.kind, column.values[values.sampled], values.sampled, date_format=column.date_format
    )
    days = np.sort(sample.dates().dropna().to_numpy())
    if days.size < 2:
        return 0.0
    first, last = days[int(0.05 * (days.size - 1))], days[int(0.95 * (days.size - 1))]
    return float((last - first) / np.timedelta64(1, "D") >= 40 * 365)


def _is_body(values: Values) -> float:
    """Share of the records between 1 and 250 in a column that looks measured on bodies.

    Body measures have at most two decimals, many distinct values around a middle between 20 and 210, and never
    spread over orders of magnitude; sampling weights are few, or many with all the decimals of a calibration.
    """
    if not values.may_be_measured or values.n_distinct < 10:
        return 0.0
    short = pc.match_substring_regex(values.sample, r"^[^.,]*(?:[.,][0-9]{1,2})?$").to_numpy(zero_copy_only=False)
    middle, low = values.number_quantile(0.5), values.number_quantile(0.05)
    if not short.all() or not 20 <= middle <= 210 or low < middle / 20:
        return 0.0
    return _between(1, 250)(values)


def _is_weight(values: Values) -> float:
    return 0.0 if _is_body(values) >= 0.9 else _between(np.nextafter(0, 1), np.inf)(values)


def _is_shared_by_few(values: Values) -> float:
    """1 where the values are numbers or codes, each shared by a handful of records, as a household is."""
    mean = values.n_filled / values.n_distinct
    return float(values.kind is not Kind.DECIMAL and values.n_distinct >= 3 and 1.02 <= mean <= 20)


def _has_few_values(values: Values) -> float:
    return float(values.n_distinct <= 50 and values.kind is not Kind.DATE)


def _names_records(values: Values) -> float:
    """1 for values that number or name records: codes, texts or whole numbers, most records having their own."""
    measured = values.kind in (Kind.DECIMAL, Kind.DATE)
    return float(not measured and values.n_records >= ENOUGH_RECORDS and values.distinction >= NEARLY_UNIQUE)


def _numbers_persons(values: Values) -> float:
    """1 unless the values are measured, or so few that each is shared by more than a hundred records."""
    measured = values.kind in (Kind.DECIMAL, Kind.DATE)
    return float(not measured and values.n_distinct > 1 and values.distinction >= 0.01)


def _counts_records(values: Values) -> float:
    """1 for the whole numbers from one to the next without a gap, each held by one record."""
    if values.kind is not Kind.INTEGER or values.n_records < 3 or values.n_distinct < values.n_records:
        return 0.0
    return float(values.numbers.max() - values.numbers.min() == values.n_distinct - 1)


def _is_unique_text(values: Values) -> float:
    texts = values.kind in (Kind.TEXT, Kind.CODE) and not values.may_be_measured
    return float(texts and values.n_records >= ENOUGH_RECORDS and values.distinction >= NEARLY_UNIQUE)


def _is_repeated_code(values: Values) -> float:
    """1 for codes that look drawn by a machine, each held by several records: the pseudonyms of people seen again.

    They have one length of at least eight characters, letters and digits mixed, and six characters or more in every
    place; classifications (diagnoses, acts, places) have shorter codes, or places that never vary.
    """
    if values.kind not in (Kind.TEXT, Kind.CODE) or values.n_distinct < ENOUGH_RECORDS:
        return 0.0
    mean = values.n_filled / values.n_distinct
    shape = pc.match_substring_regex(values.sample, r"^[A-Za-z0-9_-]{8,64}$").to_numpy(zero_copy_only=False)
    lengths = pc.utf8_length(values.sample)
    if not shape.all() or pc.count_distinct(lengths).as_py() > 1 or not 1.02 <= mean <= 100:
        return 0.0
    letters = np.frombuffer("".join(values.sample.to_pylist()).encode(), np.uint8).reshape(len(shape), -1)
    varied = [len(np.unique(place)) >= 6 for place in letters.T]
    mixed = pc.match_substring_regex(values.sample, r"[A-Za-z]").to_numpy(zero_copy_only=False).mean() >= 0.9
    return float(np.mean(varied) >= 0.9 and mixed)


def _is_free_text(values: Values) -> float:
    """1 where half of the sampled values have six words or more, and few records share one."""
    if values.kind is not Kind.TEXT or values.distinction < 0.3:
        return 0.0
    words = pc.count_substring_regex(values.sample, r"\S+").to_numpy(zero_copy_only=False)
    return float(np.median(words) >= 6)


def _is_constant(values: Values) -> float:
    return float(values.n_distinct == 1 and values.n_filled == values.n_records and values.n_records > 1)


_DATES = sentence("The values are dates.")
_NUMBERS = sentence("The values are numbers.")

MEASURES = (
    Measure(
        Concept.AGE, sentence("{percent}% of the records with a value hold a number from 0 to 120."), _between(0, 120)
    ),
    Measure(Concept.BIRTH_DATE, _DATES, _is_date),
    Measure(
        Concept.BIRTH_DATE,
        sentence("{percent}% of the records with a value hold a year from 1880 to 2030."),
        _between(1880, 2030),
    ),
    Measure(
        Concept.BIRTH_DATE,
        sentence("The values are dates that spread over forty years or more, as dates of birth do."),
        _is_date_over_generations,
        alone=0.65,
    ),
    Measure(Concept.EVENT_DATE, _DATES, _is_date, alone=0.6),
    Measure(Concept.STAY_LENGTH, _NUMBERS, _is_number, agreed=0.5),
    Measure(Concept.INCOME, _NUMBERS, _is_number, agreed=0.5, refutes=False),
    Measure(Concept.AMOUNT, _NUMBERS, _is_number, agreed=0.5),
    Measure(
        Concept.COORDINATE,
        sentence("{percent}% of the records with a value hold a number from -180 to 180."),
        _between(-180, 180),
    ),
    Measure(
        Concept.BODY_MEASURE,
        sentence(
            "{percent}% of the records with a value hold a number in the range of bodies, with two decimals at most."
        ),
        _is_body,
    ),
    Measure(Concept.BODY_MEASURE, _NUMBERS, _is_number, agreed=0.0),
    Measure(
        Concept.WEIGHT,
        sentence(
            "{percent}% of the records with a value hold a number above zero that does not look measured on a body."
        ),
        _is_weight,
    ),
    Measure(
        Concept.HOUSEHOLD,
        sentence("A handful of records share each value, as households do."),
        _is_shared_by_few,
        agreed=0.7,
    ),
    Measure(
        Concept.HOUSEHOLD_TRAIT,
        sentence("There are few values, each shared by many records."),
        _has_few_values,
        agreed=0.0,
    ),
    Measure(Concept.PERSON_NUMBER, sentence("Nearly every record has its own value."), _names_records, refutes=False),
    Measure(
        Concept.PERSON_NUMBER,
        sentence("The values are numbers or codes, and few records share one."),
        _numbers_persons,
        agreed=0.0,
    ),
    Measure(
        Concept.RECORD_NUMBER,
        sentence("The values number the records one by one, without a gap."),
        _counts_records,
        alone=0.75,
    ),
    Measure(
        Concept.UNIQUE_VALUE,
        sentence("Nearly every record has its own text or code."),
        _is_unique_text,
        alone=0.65,
    ),
    Measure(
        Concept.PERSISTENT_CODE,
        sentence("The values are codes that a machine drew, and several records share each, as people seen again do."),
        _is_repeated_code,
        alone=0.7,
        refutes=False,
    ),
    Measure(
        Concept.FREE_TEXT,
        sentence("The values are sentences, and few records share one."),
        _is_free_text,
        alone=0.7,
        refutes=False,
    ),
    Measure(Concept.FREE_TEXT, sentence("The values are texts."), _is_text, agreed=0.0),
    Measure(Concept.CONSTANT, sentence("Every record holds the same value."), _is_constant, alone=0.65),
)
