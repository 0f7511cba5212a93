"""NUTS, the statistical regions of Europe: NUTS 3 → NUTS 2 → NUTS 1 → country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.nomenclatures.countries import country_labels
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.wording import Sentence, sentence

COUNTRIES: Final = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU"),
    *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
    *("CH", "IS", "LI", "NO"),
    *("AL", "ME", "MK", "RS", "TR"),
)
"""The European Union, the United Kingdom, EFTA, and candidates for accession that have such regions."""

FRENCH: Final = {
    "FR1": "Île-de-France", "FRB": "Centre-Val de Loire", "FRC": "Bourgogne-Franche-Comté", "FRD": "Normandie",
    "FRE": "Hauts-de-France", "FRF": "Grand Est", "FRG": "Pays de la Loire", "FRH": "Bretagne",
    "FRI": "Nouvelle-Aquitaine", "FRJ": "Occitanie", "FRK": "Auvergne-Rhône-Alpes",
    "FRL": "Provence-Alpes-Côte d'Azur", "FRM": "Corse", "FRY": "Régions ultrapériphériques",
}  # fmt: skip
"""The regions NUTS 1 of France since 2016."""

_ISO: Final = {"EL": "GR", "UK": "GB"}


class NutsLevel(Enum):
    """A kind of region, from small to large."""

    TWO = "nuts_2"
    ONE = "nuts_1"
    COUNTRY = "country"


NUTS_NAMES: Final[Mapping[NutsLevel, str | Sentence]] = {
    NutsLevel.TWO: "NUTS 2",
    NutsLevel.ONE: "NUTS 1",
    NutsLevel.COUNTRY: sentence("country"),
}


@dataclass(frozen=True)
class Nuts(Nomenclature):
    """NUTS codes of any level → NUTS 2 → NUTS 1 → country → ``*``.

    A code's first characters are those of the regions that contain it, so no list is needed; only the NUTS 1 regions of
    France are checked, and named. Classifications before 2016 number French regions otherwise.

    Attributes:
        language: Of the names of countries: ``fr`` or ``en``.
        other: What other texts become.
        regions: The kind of region of each level, from small to large.
    """

    language: str = "fr"
    other: str = "Autres"
    regions: tuple[NutsLevel, ...] = tuple(NutsLevel)

    source: ClassVar[Source] = Source(
        "Eurostat, NUTS ; Unicode CLDR",
        "2016, 2021, 2024",
        "CC BY 4.0",
        "https://ec.europa.eu/eurostat/web/nuts",
    )

    def __post_init__(self) -> None:
        if not self.regions or self.regions != tuple(own for own in NutsLevel if own in self.regions):
            raise HierarchyError("Each level must have a larger unit than the one before.")

    @property
    def title(self) -> Sentence:
        return sentence("NUTS codes by {regions}", regions=[NUTS_NAMES[own] for own in self.regions])

    def read(self, column: Column) -> Reading:
        texts = pd.Series(column.values, dtype="string").str.strip().str.upper()
        texts = texts.where(texts.str.fullmatch("[A-Z]{2}[0-9A-Z]{1,3}"))
        start = texts.str.slice(0, 2)
        first = texts.str.slice(0, 3)
        known = (start.isin(COUNTRIES) & ((start != "FR") | first.isin(FRENCH))).fillna(False).to_numpy(dtype=bool)
        names = country_labels(self.language)
        country = start.map({code: names[_ISO.get(code, code)][0] for code in COUNTRIES})
        named = first.map({code: f"{code} {name}" for code, name in FRENCH.items()}).fillna(first)
        second = texts.str.slice(0, 4).where(texts.str.len() > 3, named)
        labels = {NutsLevel.TWO: second, NutsLevel.ONE: named, NutsLevel.COUNTRY: country}
        levels = [labels[own].astype(object).where(known, self.other).to_numpy(dtype=object) for own in self.regions]
        return Reading(known, levels, np.zeros(len(known), dtype=bool))
