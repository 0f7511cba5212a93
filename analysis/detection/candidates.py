"""Values that a digest may stand for, in chunks: other columns, dates, postal codes, numbers, phones, NIR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.detection.concepts import Concept
from analysis.detection.names import fold_accents
from analysis.detection.suggestion import Suggestion
from analysis.kinds import Kind

CHUNK: Final = 20_000
FIRST_DAY, LAST_DAY = "1910-01-01", "2029-12-31"
"""The 120 years of which every day is tried."""
DATE_FORMATS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d")
RANKS: Final = 999
"""Births in a month in a commune, and communes in a département, that three digits can number."""
WHOLE_HEAD: Final = 10
"""Characters of a NIR up to and with the commune."""
LARGE: Final = tuple(f"{place}" for place in (*range(75101, 75121), *range(13201, 13217), *range(69381, 69390)))
"""INSEE codes of the districts of Paris, Marseille and Lyon: places of birth tried where none is known."""
_STEP: Final = 61_803_399
"""Shares no factor with ``MOBILES``: steps of this length reach every number once, in no visible order."""
MOBILES: Final = 200_000_000
"""French mobile numbers: eight digits after 06 and 07."""


class Space(Enum):
    """A kind of values that can be listed."""

    OTHER_COLUMNS = "other_columns"
    """Every value of the other columns of the dataset, as it is and in small letters."""
    DATES = "dates"
    POSTAL_CODES = "postal_codes"
    NUMBERS = "numbers"
    """Whole numbers below ten million, as numbers of records and patients often are."""
    MOBILE_PHONES = "mobile_phones"
    NIR = "nir"
    """With and without key; sex, month of birth and département are taken from the other columns where they are known."""


Chunks = Iterator[list[bytes]]


def spaces(
    dataset: Dataset, name: str, findings: Sequence[Suggestion], most: int
) -> Iterator[tuple[Space, int, Chunks]]:
    """The kinds of candidates in the order in which to try them: (kind, all of its candidates, those to try)."""
    left = most
    for space, share in _SHARES:
        size, every = _candidates(space, dataset, name, findings)
        wanted = min(size, int(left * share))
        left -= wanted
        yield space, size, _first(every, wanted)


_SHARES: Final = (
    (Space.OTHER_COLUMNS, 0.25),
    (Space.DATES, 0.3),
    (Space.POSTAL_CODES, 0.3),
    (Space.NUMBERS, 0.3),
    (Space.MOBILE_PHONES, 0.5),
    (Space.NIR, 1.0),
)
"""What each kind may use of the candidates that those before it have left."""


def _first(every: Chunks, wanted: int) -> Chunks:
    while wanted > 0 and (chunk := next(every, None)) is not None:
        yield chunk[:wanted]
        wanted -= len(chunk)


def _candidates(space: Space, dataset: Dataset, name: str, findings: Sequence[Suggestion]) -> tuple[int, Chunks]:
    if space is Space.OTHER_COLUMNS:
        others = [column for column in dataset if column.name != name]
        return 2 * sum(len(column.values) for column in others), _other_columns(others)
    if space is Space.DATES:
        days = pd.date_range(FIRST_DAY, LAST_DAY)
        return len(DATE_FORMATS) * len(days), _dates(days)
    if space is Space.POSTAL_CODES:
        return 100_000, _numbered(b"%05d", 100_000)
    if space is Space.NUMBERS:
        return 10_000_000, _numbered(b"%d", 10_000_000)
    if space is Space.MOBILE_PHONES:
        return 2 * MOBILES, _mobiles()
    heads = _nir_heads(dataset, findings)
    return sum(2 * RANKS * (1 if len(head) == WHOLE_HEAD else RANKS) for head in heads), _nirs(heads)


def _other_columns(columns: Sequence[Column]) -> Chunks:
    for column in columns:
        for start in range(0, len(column.values), CHUNK):
            texts = column.values[start : start + CHUNK]
            yield [form.encode("utf-8", "replace") for text in texts for form in (text, text.lower())]


def _dates(days: pd.DatetimeIndex) -> Chunks:
    for written, start in product(DATE_FORMATS, range(0, len(days), CHUNK)):
        yield [text.encode() for text in days[start : start + CHUNK].strftime(written)]


def _numbered(written: bytes, end: int) -> Chunks:
    for start in range(0, end, CHUNK):
        yield [written % number for number in range(start, min(end, start + CHUNK))]


def _mobiles() -> Chunks:
    """National and international form of mobile numbers, in no visible order."""
    for start in range(0, MOBILES, CHUNK):
        numbers = (np.arange(start, start + CHUNK, dtype=np.int64) * _STEP % MOBILES + 600_000_000).tolist()
        yield [form % number for number in numbers for form in (b"0%d", b"+33%d")]


def _nirs(heads: Sequence[str]) -> Chunks:
    """Numbers that begin with sex, year, month and département (7 characters) or commune (10), with and without key."""
    communes = np.random.default_rng(0).permutation(np.arange(1, RANKS + 1)).tolist()
    for position, commune in enumerate(communes):
        for head in heads:
            if len(head) < WHOLE_HEAD:
                yield _with_and_without_key(f"{head}{commune:03d}")
            elif not position:
                yield _with_and_without_key(head)


def _with_and_without_key(head: str) -> list[bytes]:
    value = int(head.replace("2A", "19").replace("2B", "18")) * 1_000
    written = head.encode()
    return [
        form
        for rank in range(1, RANKS + 1)
        for form in (written + b"%03d%02d" % (rank, 97 - (value + rank) % 97), written + b"%03d" % rank)
    ]


def _nir_heads(dataset: Dataset, findings: Sequence[Suggestion]) -> list[str]:
    """What is known of the numbers: distinct sex, year, month and place of birth, the most frequent first.

    People are taken to be born in the département they live in, for want of better.
    """
    known = {one.concept: dataset[one.column] for one in reversed(findings) if one.concept}
    sex, birth, place = known.get(Concept.SEX), known.get(Concept.BIRTH_DATE), known.get(Concept.POSTAL_CODE)
    if birth is None or birth.kind is not Kind.DATE:
        years = [f"{year % 100:02d}{month:02d}" for year in range(1930, 2030) for month in range(1, 13)]
        return [f"{one}{month}{district}" for district in LARGE for month in years for one in "12"]
    frame = pd.DataFrame({"month": _months(birth)[birth.codes], "sex": "", "place": ""})
    if sex is not None:
        frame["sex"] = _sexes(sex)[sex.codes]
    if place is not None:
        frame["place"] = _departements(place)[place.codes]
    heads = frame[frame["month"] != ""].value_counts().index
    return [
        f"{one}{month}{where}"
        for month, own, home in heads
        for one in (own or "12")
        for where in ((home,) if home else LARGE)
    ]


def _sexes(column: Column) -> np.ndarray:
    """1 for men and 2 for women; empty where the value does not tell; the last is for missing."""
    words = [fold_accents(text).strip().casefold()[:3] for text in column.values]
    men, women = ("h", "m", "1", "hom", "mas", "mal", "man", "gar", "boy"), ("f", "w", "2", "fem", "wom", "fil", "gir")
    return np.array(["1" if text in men else "2" if text in women else "" for text in words] + [""], dtype=object)


def _months(column: Column) -> np.ndarray:
    """Year and month in four digits; empty where missing."""
    return np.append(column.dates().strftime("%y%m").fillna("").to_numpy(dtype=object), "")


def _departements(column: Column) -> np.ndarray:
    """The two characters of the département that a postal code begins with; empty where there are none."""
    heads = [text.strip().zfill(5)[:2] for text in column.values]
    return np.array([head if head.isdigit() or head in ("2A", "2B") else "" for head in heads] + [""], dtype=object)
