"""French postal codes, codes and names of communes → EPCI → département → région, by administrative unit or by inhabitants."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.nomenclatures import french_places
from analysis.hierarchies.nomenclatures.french_places import UNITS, PlaceCode, Places, Unit, places, spelt
from analysis.hierarchies.nomenclatures.inhabitants import large_enough
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence

LEAST: Final = 20_000
"""Inhabitants that HIPAA's safe harbour asks of an area (45 CFR 164.514(b)(2)(i)(B))."""

_CORSICA: Final = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}
_SHAPE: Final = {PlaceCode.POSTAL: r"[0-9]{5}", PlaceCode.COMMUNE: r"(?:[0-9]{2}|2[AB])[0-9]{3}"}
_EITHER: Final = r"\s*[0-9][0-9ABab][0-9]{2,3}\s*"


@dataclass(frozen=True)
class FrenchPlaces(Nomenclature):
    """Codes or names of places in France → EPCI → département → région → ``*``, which is France and whatever is not.

    A code that lost its leading zero ("1000") is understood. One that is not listed (CEDEX, a commune yet to come) but
    begins with a département's number is placed in that département.

    Attributes:
        code: What the codes are.
        units: The unit of each level, from small to large.
        least: People who must live in what a label stands for; a smaller unit is put together with its neighbours in
            the unit above (:func:`large_enough`). 0 to take units as they are.
        other: What other codes become.
        rest: What is said of a unit whose larger parts have labels of their own.
    """

    code: PlaceCode = PlaceCode.POSTAL
    units: tuple[Unit, ...] = (Unit.EPCI, Unit.DEPARTEMENT, Unit.REGION)
    least: int = 0
    other: str = "Autres"
    rest: str = "reste"

    source: ClassVar[Source] = french_places.SOURCE
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.CODE, Kind.TEXT, Kind.INTEGER)

    def __post_init__(self) -> None:
        positions = [UNITS.index(unit) for unit in self.units]
        if not positions or any(after <= before for before, after in pairwise(positions)):
            raise HierarchyError("Each level must have a larger unit than the one before.")

    @property
    def title(self) -> Sentence:
        postal = self.code is PlaceCode.POSTAL
        names = {Unit.PLACE: "code" if postal else "commune", Unit.EPCI: "EPCI", Unit.DEPARTEMENT: "département"}
        units = ", ".join({**names, Unit.REGION: "région", Unit.COUNTRY: "France"}[unit] for unit in self.units)
        match self.code:
            case PlaceCode.POSTAL:
                by_unit = sentence("French postal codes by {units}", units=units)
            case PlaceCode.COMMUNE:
                by_unit = sentence("INSEE codes of communes by {units}", units=units)
            case PlaceCode.NAME:
                by_unit = sentence("names of French communes by {units}", units=units)
        if not self.least:
            return by_unit
        return sentence("{places}; areas of at least {least} people", places=by_unit, least=self.least)

    def read(self, column: Column) -> Reading:
        known = places(self.code)
        position = positions(column.values, self.code, known)
        found = position >= 0
        levels = [np.full(len(position), self.other, dtype=object) for _unit in self.units]
        for level, unit in zip(levels, self.units, strict=True):
            level[found] = self._labels(known, unit, position[found])
        listed = found & (position < known.n)
        straddling = np.zeros(len(position), dtype=bool)
        straddling[listed] = known.straddling[position[listed]]
        return Reading(listed, levels, found & ~listed, _notes(int(straddling.sum())))

    def _labels(self, known: Places, unit: Unit, position: np.ndarray) -> np.ndarray:
        """Name the area of each place on the level of a unit."""
        start = UNITS.index(unit)
        if not self.least:
            # What is known of an unlisted code is its département: no smaller unit has another name for it.
            return known.labels[start][known.within[start][position]]
        areas = areas_of(known, unit, self.least)
        labels = np.empty(len(position), dtype=object)
        here = position < len(areas.taken)
        own, rest = areas.taken[position[here]] + start, areas.is_rest[position[here]]
        labels[here] = [
            f"{known.labels[level][known.within[level][place]]}{f', {self.rest}' if partial else ''}"
            for level, place, partial in zip(own, position[here], rest, strict=True)
        ]
        if not here.all():
            labels[~here] = self._labels(known, Unit.DEPARTEMENT, position[~here])
        return labels


@dataclass(frozen=True, eq=False)
class Areas:
    """What each place is put into when areas need so many people.

    Attributes:
        chain: For each unit from the first one up, the number of the unit that each place is in; shape (n_units, n_places).
        size: People in the first unit of each place; shape (n_places,).
        weights: People of each place as units add them up; shape (n_places,).
        taken: The unit of each place's area, as a row of ``chain``; shape (n_places,).
        is_rest: Whether the area is only a rest of that unit; shape (n_places,).
    """

    chain: np.ndarray
    size: np.ndarray
    weights: np.ndarray
    taken: np.ndarray
    is_rest: np.ndarray


def areas_of(known: Places, unit: Unit, least: int) -> Areas:
    """Put the places of each small unit together with their neighbours (:func:`large_enough`).

    Codes that are not listed have no place below the département; there the arrays end with the listed ones.
    """
    start = UNITS.index(unit)
    listed = slice(None, known.n if start < UNITS.index(Unit.DEPARTEMENT) else None)
    chain, weights = known.within[start:, listed], known.weights[listed]
    size = known.population[listed] if unit is Unit.PLACE else np.bincount(chain[0], weights)[chain[0]]
    return Areas(chain, size, weights, *large_enough(chain, size, weights, least))


def place_code(column: Column) -> PlaceCode:
    """Tell postal codes, codes of communes, which look the same, and names apart: which list holds more of the records.

    3,056 codes are in both lists of codes, therefore the column is judged as a whole; postal codes win a tie. Names are
    looked up only where few texts have the shape of a code.
    """
    shaped = pd.Series(column.values, dtype="string").str.fullmatch(_EITHER).to_numpy(dtype=bool)
    if 2 * column.counts[shaped].sum() < column.counts.sum():
        return PlaceCode.NAME
    listed = {}
    for code in (PlaceCode.POSTAL, PlaceCode.COMMUNE):
        position = positions(column.values, code, places(code))
        listed[code] = int(column.counts[(position >= 0) & (position < places(code).n)].sum())
    return max(listed, key=lambda code: listed[code])


def positions(values: np.ndarray, code: PlaceCode, known: Places) -> np.ndarray:
    """The position of the place of each text among the known ones; -1 where it is none."""
    if code is PlaceCode.NAME:
        return known.codes.get_indexer(pd.Index([spelt(str(value)) for value in values], dtype=object))
    texts = pd.Series(values, dtype="string").str.strip().str.upper()
    texts = texts.where(~texts.str.fullmatch(r"[0-9]{4}"), "0" + texts)
    texts = texts.where(texts.str.fullmatch(_SHAPE[code]))
    index = known.codes.get_indexer(pd.Index(texts, dtype=object))
    start = texts.str.slice(0, 2)
    start = start.mask(start.isin(["97", "98"]), texts.str.slice(0, 3))
    if code is PlaceCode.POSTAL:
        start = start.mask(start == "20", texts.str.slice(0, 3).map(_CORSICA))
    departement = known.codes.get_indexer(pd.Index(start, dtype=object))
    index = np.where(index >= 0, index, departement)
    return np.where(index >= 0, known.position[index], -1)


def _notes(n_straddling: int) -> tuple[Sentence, ...]:
    if not n_straddling:
        return ()
    said = sentence(
        "Codes that lie in several départements, placed in that of their most populous commune: {count}.",
        count=n_straddling,
    )
    return (said,)
