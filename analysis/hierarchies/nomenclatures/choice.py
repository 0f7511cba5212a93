"""Which classification the values of a column are from."""

from __future__ import annotations

import numpy as np

from analysis.dataset import Column
from analysis.hierarchies.nomenclatures.cim10 import Diagnoses
from analysis.hierarchies.nomenclatures.countries import Countries
from analysis.hierarchies.nomenclatures.french_places import PlaceCode
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces, place_code
from analysis.hierarchies.nomenclatures.naf import Activities
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from analysis.hierarchies.nomenclatures.nuts import Nuts
from analysis.hierarchies.nomenclatures.pcs import Professions
from analysis.kinds import Kind

FEW = 1000
"""Distinct values that tell whether reading the others is worth while."""


def fitting(column: Column, other: str = "Autres", language: str = "fr") -> tuple[Nomenclature, ...]:
    """The classifications that list the values of most records, the one that lists most first.

    Args:
        other: What values that are not listed become.
        language: Of the names of countries: ``fr`` or ``en``.
    """
    first = _most_frequent(column)
    found = []
    for builder in (
        FrenchPlaces(place_code(first), other=other),
        Diagnoses(other),
        Activities(other),
        Professions(other),
        Nuts(language, other),
        Countries(language, other),
    ):
        if column.kind in builder.kinds and builder.coverage(first).n_values_known > len(first.values) / 2:
            coverage = builder.coverage(column)
            if coverage.fits:
                found.append((coverage.n_known, builder))
    return tuple(builder for _n_known, builder in sorted(found, key=lambda one: -one[0]))


def suggested(column: Column, other: str = "Autres", language: str = "fr") -> Nomenclature | None:
    """The classification to generalise a column by, unless a person has to judge that; arguments as for :func:`fitting`.

    Whole numbers are amounts, even where a classification has the same numbers, and communes share their names.
    """
    if column.kind is Kind.INTEGER:
        return None
    for own in fitting(column, other, language):
        if not (isinstance(own, FrenchPlaces) and own.code is PlaceCode.NAME):
            return own
    return None


def _most_frequent(column: Column) -> Column:
    """The column with its most frequent values only, each held by one record."""
    kept = np.argsort(-column.counts, kind="stable")[:FEW]
    return Column(column.name, column.kind, column.values[kept], np.arange(len(kept), dtype=np.int32))
