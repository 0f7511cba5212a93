"""Builders as JSON: each kind by a name that stays, and its parameters.

A ``Table`` holds values of the data it was made for, and so does an ``Order`` that was typed; the other builders hold
parameters only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from analysis.errors import HierarchyError
from analysis.hierarchies.building import Builder
from analysis.hierarchies.dates import Dates
from analysis.hierarchies.grouping import Frequent, Order, Suppress
from analysis.hierarchies.intervals import CutPoints, Intervals
from analysis.hierarchies.masking import Mask
from analysis.hierarchies.nomenclatures.age import Ages
from analysis.hierarchies.nomenclatures.cim10 import Diagnoses
from analysis.hierarchies.nomenclatures.countries import Countries
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.nomenclatures.naf import Activities
from analysis.hierarchies.nomenclatures.nuts import Nuts
from analysis.hierarchies.nomenclatures.pcs import Professions
from analysis.hierarchies.table import Table
from analysis.plain import WrongType, plain_fields, typed_fields, types_of_fields

KINDS: Final[Mapping[str, type]] = {
    "suppress": Suppress,
    "intervals": Intervals,
    "cut_points": CutPoints,
    "dates": Dates,
    "mask": Mask,
    "frequent": Frequent,
    "order": Order,
    "table": Table,
    "french_places": FrenchPlaces,
    "diagnoses": Diagnoses,
    "activities": Activities,
    "professions": Professions,
    "nuts": Nuts,
    "countries": Countries,
    "ages": Ages,
}
"""Every builder by the name that recipes call it. A name is never given to another builder."""

_NAMES: Final = {kind: name for name, kind in KINDS.items()}


def builder_to_dict(builder: Builder) -> dict[str, Any]:
    """The kind and the parameters of a builder, as JSON knows them."""
    return {"kind": _NAMES[type(builder)], **plain_fields(builder)}


def builder_from_dict(data: Mapping[str, Any]) -> Builder:
    """Make the builder that :func:`builder_to_dict` wrote down; a parameter that is absent has its default.

    Raises:
        HierarchyError: The kind or a parameter is not known, or a parameter has a value that it cannot have.
    """
    kind = KINDS.get(str(data.get("kind")))
    if kind is None:
        raise HierarchyError(
            "“{kind}” is no known way to make a hierarchy. Known are: {known}.",
            kind=str(data.get("kind")),
            known=", ".join(KINDS),
        )
    known = types_of_fields(kind)
    given = {name: value for name, value in data.items() if name != "kind"}
    alien = sorted(set(given) - set(known))
    if alien:
        raise HierarchyError(
            "A hierarchy of kind {kind} has no parameter {names}.", kind=str(data["kind"]), names=", ".join(alien)
        )
    try:
        return cast("Builder", kind(**typed_fields(given, known)))
    except WrongType as wrong:
        place = f"{data['kind']}.{wrong.name}"
        raise HierarchyError("{place} must be {expected}.", place=place, expected=wrong.expected) from None
    except TypeError:
        raise HierarchyError("A hierarchy of kind {kind} lacks a parameter.", kind=str(data["kind"])) from None
