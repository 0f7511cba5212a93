"""Sizes of populations that records are drawn from, each with its date and source.

Only round figures of a date: a study has a population of its own (the people of an age, the patients of a hospital), which
is better typed. France, its régions and its départements are added up from the communes of the French geography
(INSEE, 2023, except Mayotte 2017). Other sources: Eurostat, "Population and population change statistics" (11 July 2024),
rounded to hundreds; US Census Bureau, Vintage 2024; ARX 3.9.2, whose figure for the USA is kept for comparing results.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from analysis.errors import NotComputable
from analysis.hierarchies.nomenclatures.french_places import Unit, inhabited, population_of


class RegionKind(Enum):
    """What a region is."""

    COUNTRY = "country"
    UNION = "union"
    FRENCH_REGION = "french_region"
    FRENCH_DEPARTEMENT = "french_departement"


@dataclass(frozen=True)
class Region:
    """A region and how many people live there.

    Attributes:
        code: ISO 3166 (``FR``, ``FR-ARA``), ``FR-`` and its number for a département (``FR-75``), ``EU`` for the
            European Union, ``US-2014`` for ARX's figure of the USA.
        name: In English; French régions and départements in French.
        kind: What it is.
        population: People who live there.
        year: Of the count or estimate.
        source: Who counted.
    """

    code: str
    name: str
    kind: RegionKind
    population: int
    year: int
    source: str


def region(code: str) -> Region:
    """Find a region by its code.

    Raises:
        NotComputable: There is none.
    """
    for found in regions():
        if found.code == code:
            return found
    raise NotComputable("There is no region {code}: give the number of people instead.", code=code)


_ISO: Final = {
    "01": "FR-971", "02": "FR-972", "03": "FR-973", "04": "FR-974", "06": "FR-976", "11": "FR-IDF", "24": "FR-CVL",
    "27": "FR-BFC", "28": "FR-NOR", "32": "FR-HDF", "44": "FR-GES", "52": "FR-PDL", "53": "FR-BRE", "75": "FR-NAQ",
    "76": "FR-OCC", "84": "FR-ARA", "93": "FR-PAC", "94": "FR-20R",
}  # fmt: skip
"""ISO 3166-2 code of each région of INSEE."""
_MAYOTTE: Final = "06"
_CENSUS: Final = "INSEE"
_EUROPEAN: Final = (
    ("DE", "Germany", 83_445_000),
    ("IT", "Italy", 58_989_700),
    ("ES", "Spain", 48_610_500),
    ("PL", "Poland", 36_621_000),
    ("RO", "Romania", 19_064_400),
    ("NL", "Netherlands", 17_942_900),
    ("BE", "Belgium", 11_832_000),
    ("CZ", "Czechia", 10_900_600),
    ("PT", "Portugal", 10_639_700),
    ("SE", "Sweden", 10_551_700),
    ("GR", "Greece", 10_397_200),
    ("HU", "Hungary", 9_584_600),
    ("AT", "Austria", 9_158_800),
    ("BG", "Bulgaria", 6_445_500),
    ("DK", "Denmark", 5_961_200),
    ("FI", "Finland", 5_603_900),
    ("SK", "Slovakia", 5_424_700),
    ("IE", "Ireland", 5_343_800),
    ("HR", "Croatia", 3_862_000),
    ("LT", "Lithuania", 2_885_900),
    ("SI", "Slovenia", 2_123_900),
    ("LV", "Latvia", 1_871_900),
    ("EE", "Estonia", 1_374_700),
    ("CY", "Cyprus", 933_500),
    ("LU", "Luxembourg", 672_100),
    ("MT", "Malta", 563_000),
)


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """All of them: the European Union and its countries, the USA, the régions of France and the départements of its mainland.

    An overseas département is the only one of its région, and listed as that.
    """
    france = Region("FR", "France", RegionKind.COUNTRY, population_of(Unit.COUNTRY, "FR"), 2023, _CENSUS)
    return (
        Region("EU", "European Union", RegionKind.UNION, 449_206_600, 2024, "Eurostat"),
        france,
        *(Region(code, name, RegionKind.COUNTRY, people, 2024, "Eurostat") for code, name, people in _EUROPEAN),
        Region("US", "United States", RegionKind.COUNTRY, 340_110_988, 2024, "US Census Bureau"),
        Region("US-2014", "United States (figure of ARX)", RegionKind.COUNTRY, 317_238_626, 2014, "ARX 3.9.2"),
        *_french_regions(),
        *_french_departements(),
    )


def _french_regions() -> list[Region]:
    kind = RegionKind.FRENCH_REGION
    return [
        Region(_ISO[own.code], own.name, kind, own.population, 2017 if own.code == _MAYOTTE else 2023, _CENSUS)
        for own in inhabited(Unit.REGION)
        if own.code in _ISO
    ]


def _french_departements() -> list[Region]:
    kind = RegionKind.FRENCH_DEPARTEMENT
    return [
        Region(f"FR-{own.code}", f"{own.name} ({own.code})", kind, own.population, 2023, _CENSUS)
        for own in inhabited(Unit.DEPARTEMENT)
        if len(own.code) == 2
    ]
