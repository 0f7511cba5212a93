"""The communes and postal codes of France, the units they are in, and how many people live there.

A postal code can cover several communes, and a large commune has several: the units of a postal code are those of its
most populous commune, and a commune's inhabitants are shared equally among its postal codes. 16 of the 6,310 postal
codes straddle two départements. A name that several communes share is the one of them where nine in ten of their people
live (Valence in the Drôme), and nobody's where there is none (Saint-Denis). An EPCI that straddles départements is cut at
their border, so that the units nest. Overseas collectivities, which belong to no région, count as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.errors import NotComputable
from analysis.hierarchies.nomenclatures.countries import fold
from analysis.hierarchies.nomenclatures.nomenclature import Source

DATA: Final = Path(__file__).parent / "data" / "french_geography.parquet"
SOURCE: Final = Source(
    "Etalab, « Découpage administratif » (INSEE, DGCL, La Poste)",
    "6.0.0, 2026 ; population 2023, Mayotte 2017",
    "Licence Ouverte, MIT",
    "https://github.com/datagouv/decoupage-administratif",
)
COLLECTIVITIES: Final = "Collectivités d'outre-mer"
FRANCE: Final = "France"
NO_EPCI: Final = "Sans EPCI"


class PlaceCode(Enum):
    """How a column names places."""

    POSTAL = "postal"
    COMMUNE = "commune"
    """The official geographic code of INSEE; five characters."""
    NAME = "name"
    """The name of a commune or a municipal arrondissement."""


class Unit(Enum):
    """A kind of area, from small to large."""

    PLACE = "place"
    """The commune, or what a postal code covers."""
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    COUNTRY = "country"


UNITS: Final = tuple(Unit)


@dataclass(frozen=True, eq=False)
class Places:
    """All places of one kind of code. ``n`` of them are listed, then one per département for codes that are not.

    Attributes:
        codes: The code of each place, or its name as :func:`spelt`; a département's number where it stands for unlisted
            codes; then codes that are in use no more.
        position: The place of each of ``codes``.
        n: How many places are listed.
        within: For each unit, the number of the unit that each place is in; shape (n_units, n_places).
        labels: For each unit, the names by these numbers.
        population: People who live in each place; 0 where nobody does or nobody counted; shape (n_places,).
        weights: The same, except 0 for Paris, Lyon and Marseille, whose arrondissements are places too: adds up to
            the people of a unit.
        straddling: Places that lie in several départements; boolean, shape (n_places,).
    """

    codes: pd.Index
    position: np.ndarray
    n: int
    within: np.ndarray
    labels: tuple[np.ndarray, ...]
    population: np.ndarray
    weights: np.ndarray
    straddling: np.ndarray


_COLUMNS: Final = (
    *("kind", "code", "name", "within", "population", "straddles"),
    *("known_as", "epci", "departement", "region"),
    *("epci_name", "departement_name", "region_name"),
    *("epci_label", "departement_label", "region_label"),
)
_REPEATED: Final = ("kind", *_COLUMNS[7:])


@lru_cache(maxsize=1)
def _table() -> pa.Table:
    return pq.read_table(DATA, columns=list(_COLUMNS), read_dictionary=list(_REPEATED)).combine_chunks()


@lru_cache(maxsize=len(PlaceCode))
def places(code: PlaceCode) -> Places:
    """All places named by one kind of code."""
    kinds = _table()["kind"].cast(pa.string())
    postal, named = code is PlaceCode.POSTAL, code is PlaceCode.NAME
    own = _table().filter(pc.is_in(kinds, pa.array(["postal"] if postal else ["commune", "arrondissement"])))
    if named:  # the people of a place whose name says nothing are in none of its units
        own = own.filter(own["known_as"].is_valid())
    former = _table().filter(pc.equal(kinds, "former" if code is PlaceCode.COMMUNE else ""))
    codes = _texts(own["known_as" if named else "code"])
    every, owner = _departements()
    population = np.append(own["population"].to_numpy(), np.zeros(len(every)))
    divided = pc.is_in(own["code"], own["within"].unique()).to_numpy()
    current = pd.Index(np.append(codes, every))
    return Places(
        codes=current.append(pd.Index(_texts(former["code"]))),
        position=np.append(np.arange(len(current)), current.get_indexer(_texts(former["within"]))),
        n=len(codes),
        within=_within(own, owner),
        labels=_labels(own, owner),
        population=population,
        weights=np.where(np.append(divided, np.zeros(len(every), dtype=bool)), 0, population),
        straddling=np.append(own["straddles"].to_numpy(), np.zeros(len(every), dtype=bool)),
    )


def spelt(name: str) -> str:
    """A name of a place as it is compared: without accents, capitals and signs, Saint and Sainte in full.

    >>> spelt("St-Étienne")
    'saint etienne'
    """
    full = {"st": "saint", "ste": "sainte"}
    return " ".join(full.get(word, word) for word in fold(name).split())


def _departements() -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the départements, and a row of the table that lies in each."""
    numbers = _indices(_table()["departement"])
    _found, first = np.unique(numbers, return_index=True)
    return _categories(_table()["departement"]), first


def _within(own: pa.Table, owner: np.ndarray) -> np.ndarray:
    """Number the units of the places, and of the unlisted codes of each département, whose EPCI nobody knows."""
    n, extra = len(own), len(owner)
    numbers = [np.arange(n + extra)]
    n_epci = len(_categories(own["epci_label"]))
    numbers.append(np.append(_indices(own["epci_label"]), n_epci + np.arange(extra)))
    labels = ("departement_label", "region_label")
    numbers += [np.append(_indices(own[unit]), _indices(_table()[unit])[owner]) for unit in labels]
    numbers.append(np.zeros(n + extra, dtype=np.int64))
    return np.vstack(numbers)


def _labels(own: pa.Table, owner: np.ndarray) -> tuple[np.ndarray, ...]:
    departements = _categories(own["departement_label"])
    unlisted = departements[_indices(_table()["departement_label"])[owner]]
    names, codes = _texts(own["name"]), _texts(own["code"])
    return (
        np.append(np.where(names == codes, codes, names + " (" + codes + ")"), unlisted),
        np.append(_categories(own["epci_label"]), unlisted),
        departements,
        _categories(own["region_label"]),
        np.array([FRANCE], dtype=object),
    )


def _texts(column: pa.ChunkedArray) -> np.ndarray:
    return column.to_numpy().astype(object)


def _indices(column: pa.ChunkedArray) -> np.ndarray:
    return column.combine_chunks().indices.to_numpy()


def _categories(column: pa.ChunkedArray) -> np.ndarray:
    return column.combine_chunks().dictionary.to_numpy(zero_copy_only=False)


@dataclass(frozen=True)
class Inhabited:
    """An area and how many people live there.

    Attributes:
        code: Its official code: SIREN of an EPCI, INSEE's code of a commune, département or région; ``FR`` for France.
        name: In French.
        population: People who live there, in the year that ``SOURCE`` says.
    """

    code: str
    name: str
    population: int


@lru_cache(maxsize=len(UNITS))
def inhabited(unit: Unit) -> tuple[Inhabited, ...]:
    """All areas of a kind, by their code. France is its 18 régions, without the overseas collectivities, as INSEE has it."""
    communes = _table().filter(pc.equal(_table()["kind"].cast(pa.string()), "commune"))
    if unit is Unit.COUNTRY:
        french = pc.not_equal(communes["region_label"].cast(pa.string()), COLLECTIVITIES)
        return (Inhabited("FR", FRANCE, pc.sum(communes.filter(french)["population"]).as_py()),)
    code, name = {Unit.PLACE: ("code", "name")}.get(unit, (unit.value, f"{unit.value}_name"))
    summed = communes.group_by([code, name], use_threads=False).aggregate([("population", "sum")]).to_pylist()
    found = [Inhabited(row[code], row[name], row["population_sum"]) for row in summed if row[code]]
    return tuple(sorted(found, key=lambda area: area.code))


def population_of(unit: Unit, code: str) -> int:
    """How many people live in an area.

    Raises:
        NotComputable: No area of the kind has that code.
    """
    for area in inhabited(unit):
        if area.code == code:
            return area.population
    raise NotComputable("There is no area {code} of the kind {unit}.", code=code, unit=unit.value)
