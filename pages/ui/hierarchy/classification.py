"""The parameters of official classifications, where their facts come from, and what they do to the column."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.builders import Builder
from analysis.hierarchies.nomenclatures.age import Ages
from analysis.hierarchies.nomenclatures.countries import LANGUAGES, Countries
from analysis.hierarchies.nomenclatures.french_places import UNITS, PlaceCode, Unit
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.nomenclatures.merging import Standing, merging
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from analysis.hierarchies.nomenclatures.nuts import NUTS_NAMES, Nuts, NutsLevel
from analysis.wording import sentence
from pages.ui.hierarchy.computed import classifications_for
from pages.ui.hierarchy.fields import choice, field, line, named
from pages.ui.hierarchy.typed import typed, whole_numbers_in
from pages.ui.hierarchy_choice import describe
from pages.ui.language import _, ngettext, number, say
from pages.ui.nomenclatures import where_from
from pages.ui.risk.grid import grid
from pages.ui.state import session

CODES = {
    PlaceCode.POSTAL: sentence("postal codes"),
    PlaceCode.COMMUNE: sentence("INSEE codes of communes"),
    PlaceCode.NAME: sentence("names of communes"),
}
UNIT_NAMES = {
    Unit.PLACE: sentence("commune or postal code"),
    Unit.EPCI: "EPCI",
    Unit.DEPARTEMENT: "département",
    Unit.REGION: "région",
    Unit.COUNTRY: "France",
}
LANGUAGE_NAMES = {"fr": "français", "en": "English"}


def classification(column: Column, own: Builder) -> None:
    """Draw the source, the parameters and the effect of a classification."""
    where_from(own, column)
    offered = dict.fromkeys([*classifications_for(session(), column.name), own])
    names = {builder: describe(builder) for builder in offered}
    field(
        column, "classification", own, lambda chosen: chosen,
        lambda **options: st.selectbox(_("Classification"), list(names), format_func=names.get, **options),
    )  # fmt: skip
    match own:
        case FrenchPlaces():
            _places(column, own)
        case Ages():
            _ages(column, own)
        case Nuts():
            _levels(column, own)
    if isinstance(own, Nuts | Countries):
        _language(column, own)
    if isinstance(own, Nomenclature):
        line(
            column, "unknown", _("Name of values that are not listed"), own.other,
            lambda text: replace(cast("Any", own), other=named(text)),
        )  # fmt: skip


def _places(column: Column, own: FrenchPlaces) -> None:
    choice(column, "code", _("What the values are"), own.code, CODES, lambda code: replace(own, code=code))
    _several(
        column, "units", list(own.units), {unit: UNIT_NAMES[unit] for unit in UNITS[:-1]},
        lambda chosen: replace(own, units=tuple(unit for unit in UNITS if unit in chosen)),
    )  # fmt: skip
    line(
        column, "least", _("Merge until an area has at least so many inhabitants"), typed([own.least]) if own.least else "",
        lambda text: replace(own, least=_inhabitants(text), rest=_("rest")),
        _("As in 20000, which HIPAA asks for (45 CFR 164.514(b)(2)(i)(B)); empty to take areas as they are."),
    )  # fmt: skip
    if own.least:
        _merged(column, own)


def _inhabitants(text: str) -> int:
    found = whole_numbers_in("".join(text.split()) or "0")
    if len(found) != 1 or found[0] < 0:
        raise HierarchyError("Type one number of inhabitants.")
    return found[0]


def _merged(column: Column, own: FrenchPlaces) -> None:
    """Say what is put together on the first level, and how many people live in what stands for it."""
    found = merging(own, column)
    if not found.n_values:
        return
    if not found.n_joined:
        st.caption(_("Every value of the column stands for as many inhabitants: nothing is put together."))
        return
    small = ngettext(
        "{n} value of the column stands for fewer inhabitants than that.",
        "{n} values of the column stand for fewer inhabitants than that.",
        found.n_small,
    )
    joined = ngettext(
        "On the first level {n} of {all} values is put together with others.",
        "On the first level {n} of {all} values are put together with others.",
        found.n_joined,
        all=found.n_values,
    )
    st.caption(f"{small} {joined}")
    grid(
        _("What stands for the values on the first level"),
        [_("Area"), _("Values"), _("Records"), _("Fewest inhabitants")], [_standing(each) for each in found.standings],
    )  # fmt: skip


def _standing(own: Standing) -> list[str]:
    return [_named(UNIT_NAMES[own.unit]), number(own.values), number(own.records), number(own.fewest)]


def _ages(column: Column, own: Ages) -> None:
    day = dt.date.fromisoformat(own.reference)
    field(
        column, "reference", day, lambda chosen: replace(own, reference=(chosen or day).isoformat()),
        lambda **options: st.date_input(
            _("Age on"), min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31), format="DD/MM/YYYY", **options
        ),
    )  # fmt: skip
    line(
        column, "bands", _("Years in a band, level by level"), typed(own.widths),
        lambda text: replace(own, widths=whole_numbers_in(text)), _("Each a multiple of the one before, as in 5; 10; 20."),
    )  # fmt: skip
    line(
        column, "top", _("One group from"), typed([own.top]), lambda text: _with_top(own, text),
        _("In years; HIPAA keeps no age over 89 (45 CFR 164.514(b)(2)(i)(C))."),
    )  # fmt: skip


def _with_top(own: Ages, text: str) -> Ages:
    found = whole_numbers_in(text)
    if len(found) != 1:
        raise HierarchyError("Type one age in years.")
    return replace(own, top=found[0], older=_("{age} and over", age=found[0]))


def _levels(column: Column, own: Nuts) -> None:
    _several(
        column, "regions", list(own.regions), dict(NUTS_NAMES),
        lambda chosen: replace(own, regions=tuple(level for level in NutsLevel if level in chosen)),
    )  # fmt: skip


def _language(column: Column, own: Nuts | Countries) -> None:
    field(
        column, "language", own.language, lambda chosen: replace(own, language=chosen),
        lambda **options: st.selectbox(
            _("Language of the names"), list(LANGUAGES), format_func=LANGUAGE_NAMES.get, **options
        ),
    )  # fmt: skip


def _several(column: Column, name: str, value: list[Any], names: dict[Any, Any], revise: Any) -> None:
    field(
        column, name, value, revise,
        lambda **options: st.multiselect(
            _("Levels"), list(names), format_func=lambda one: _named(names[one]), placeholder=_("Choose levels"), **options
        ),
    )  # fmt: skip


def _named(name: Any) -> str:
    return name if isinstance(name, str) else say(name)
