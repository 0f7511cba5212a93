"""Official classifications among the ways to generalise a column: which are offered, and where their facts come from."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from analysis.dataset import Column, Dataset
from analysis.hierarchies.builders import Builder
from analysis.hierarchies.nomenclatures.age import Ages, last_year
from analysis.hierarchies.nomenclatures.choice import fitting
from analysis.hierarchies.nomenclatures.french_places import UNITS, Unit
from analysis.hierarchies.nomenclatures.geography import LEAST, FrenchPlaces
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from analysis.kinds import Kind
from pages.ui import state
from pages.ui.language import _, ngettext, percent, say

OLDEST: Final = 90
"""Age from which on people are together."""


def classifications(dataset: Dataset, column: Column) -> tuple[Builder, ...]:
    """The ways that the column's values fit; the most fitting first."""
    if column.kind is Kind.DATE:
        year = last_year(dataset)
        return (
            (Ages(f"{year}-12-31", older=_("{age} and over", age=OLDEST), other=state.words().other),) if year else ()
        )
    found: list[Builder] = []
    for own in fitting(column, state.words().other, state.words().language):
        found.append(own)
        if isinstance(own, FrenchPlaces):
            units = UNITS[: UNITS.index(Unit.COUNTRY)]
            found.append(replace(own, units=units, least=LEAST, rest=_("rest")))
    return tuple(found)


def where_from(builder: Builder, column: Column) -> None:
    """Say where the facts of a classification come from, and how much of the column it knows."""
    if not isinstance(builder, Nomenclature):
        return
    source, coverage = builder.source, builder.coverage(column)
    address = source.url.removeprefix("https://").removeprefix("www.")  # what begins with these would become a link
    st.caption(
        _("Source: {name} ({date}; {licence}), {url}", name=source.name, date=source.date, licence=source.licence, url=address)
    )  # fmt: skip
    lines = [
        _("Values that it lists: {share} of the records.", share=percent(coverage.n_known / max(coverage.n_records, 1)))
    ]
    if coverage.n_approximate:
        lines.append(
            ngettext(
                "{n} record is placed by the first characters of a value that is not listed.",
                "{n} records are placed by the first characters of a value that is not listed.",
                coverage.n_approximate,
            )
        )
    if coverage.n_other:
        lines.append(
            ngettext(
                "{n} record has a value that is unknown: it becomes “{other}”.",
                "{n} records have a value that is unknown: it becomes “{other}”.",
                coverage.n_other,
                other=builder.other,
            )
        )
    st.caption(" ".join([*lines, *map(say, coverage.notes)]))
