"""What becomes of the places of a column when areas need so many inhabitants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dataset import Column
from analysis.errors import NotComputable
from analysis.hierarchies.nomenclatures.french_places import UNITS, Unit, places
from analysis.hierarchies.nomenclatures.geography import Areas, FrenchPlaces, areas_of, positions


@dataclass(frozen=True)
class Standing:
    """The places of a column that one kind of area stands for on the first level.

    Attributes:
        unit: The kind of area.
        values: Distinct values of the column.
        records: Records that hold one of them.
        fewest: People in the least populous of these areas.
    """

    unit: Unit
    values: int
    records: int
    fewest: int


@dataclass(frozen=True)
class Merging:
    """What the first level of a hierarchy of places does to a column.

    Attributes:
        n_values: Distinct values that are listed.
        n_small: Those whose first unit has fewer people than an area needs.
        n_joined: Those that are put together with others: the small ones, and neighbours that make up for them.
        standings: By kind of area, from small to large.
    """

    n_values: int
    n_small: int
    n_joined: int
    standings: tuple[Standing, ...]


def merging(builder: FrenchPlaces, column: Column) -> Merging:
    """Count what a hierarchy of places puts together on its first level.

    Raises:
        NotComputable: The hierarchy takes units as they are.
    """
    if not builder.least:
        raise NotComputable("Units are taken as they are: nothing is put together.")
    known = places(builder.code)
    position = positions(column.values, builder.code, known)
    listed = (position >= 0) & (position < known.n)
    own, counts = position[listed], column.counts[listed]
    areas = areas_of(known, builder.units[0], builder.least)
    taken, people, first = areas.taken[own], _people(areas)[own], UNITS.index(builder.units[0])
    standings = [
        Standing(UNITS[first + unit], int(at.sum()), int(counts[at].sum()), int(people[at].min()))
        for unit in range(len(areas.chain))
        if (at := taken == unit).any()
    ]
    small = areas.size[own] < builder.least
    return Merging(len(own), int(small.sum()), int((taken > 0).sum()), tuple(standings))


def _people(areas: Areas) -> np.ndarray:
    """How many people live in the area of each place; shape (n_places,)."""
    unit = areas.chain[areas.taken, np.arange(len(areas.taken))]
    _distinct, area = np.unique(np.vstack([areas.taken, unit, areas.is_rest]), axis=1, return_inverse=True)
    together = np.bincount(area.ravel(), areas.weights)[area.ravel()]
    return np.where(areas.taken == 0, areas.size, together)
