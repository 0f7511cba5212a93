"""Sizes of populations that records are drawn from, each with its date and source.

Only round figures of a date: a study has a population of its own (the people of an age, the patients of a hospital), which
is better typed. Sources: INSEE, "Populations légales des régions en 2021" (28 December 2023) and "Populations légales de
Mayotte en 2017"; Eurostat, "Population and population change statistics" (11 July 2024), rounded to hundreds; US Census
Bureau, Vintage 2024; ARX 3.9.2, whose figure for the USA is kept for comparing results.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from analysis.errors import NotComputable


class RegionKind(Enum):
    """What a region is."""

    COUNTRY = "country"
    UNION = "union"
    FRENCH_REGION = "french_region"


@dataclass(frozen=True)
class Region:
    """A region and how many people live there.

    Attributes:
        code: ISO 3166 (``FR``, ``FR-ARA``), ``EU`` for the European Union, ``US-2014`` for ARX's figure of the USA.
        name: In English; French régions in French.
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
    for found in REGIONS:
        if found.code == code:
            return found
    raise NotComputable("There is no region {code}: give the number of people instead.", code=code)


_FRENCH: Final = (
    ("FR-ARA", "Auvergne-Rhône-Alpes", 8_114_361),
    ("FR-BFC", "Bourgogne-Franche-Comté", 2_800_194),
    ("FR-BRE", "Bretagne", 3_394_567),
    ("FR-CVL", "Centre-Val de Loire", 2_573_303),
    ("FR-20R", "Corse", 347_597),
    ("FR-GES", "Grand Est", 5_561_287),
    ("FR-971", "Guadeloupe", 384_315),
    ("FR-973", "Guyane", 286_618),
    ("FR-HDF", "Hauts-de-France", 5_995_292),
    ("FR-IDF", "Île-de-France", 12_317_279),
    ("FR-974", "La Réunion", 871_157),
    ("FR-972", "Martinique", 360_749),
    ("FR-NOR", "Normandie", 3_327_966),
    ("FR-NAQ", "Nouvelle-Aquitaine", 6_069_352),
    ("FR-OCC", "Occitanie", 6_022_176),
    ("FR-PDL", "Pays de la Loire", 3_853_999),
    ("FR-PAC", "Provence-Alpes-Côte d'Azur", 5_127_840),
)
_MAYOTTE: Final = Region("FR-976", "Mayotte", RegionKind.FRENCH_REGION, 256_518, 2017, "INSEE")
_EUROPEAN: Final = (
    ("DE", "Germany", 83_445_000),
    ("FR", "France", 68_402_000),
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
REGIONS: Final = (
    Region("EU", "European Union", RegionKind.UNION, 449_206_600, 2024, "Eurostat"),
    *(Region(code, name, RegionKind.COUNTRY, people, 2024, "Eurostat") for code, name, people in _EUROPEAN),
    Region("US", "United States", RegionKind.COUNTRY, 340_110_988, 2024, "US Census Bureau"),
    Region("US-2014", "United States (figure of ARX)", RegionKind.COUNTRY, 317_238_626, 2014, "ARX 3.9.2"),
    *(Region(code, name, RegionKind.FRENCH_REGION, people, 2021, "INSEE") for code, name, people in _FRENCH),
    _MAYOTTE,
)
"""All of them: the European Union and its countries, the USA, the 18 régions of France."""
