"""How many people the records were drawn from: asked once, for every view that needs it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.hierarchies.nomenclatures.countries import fold
from analysis.risk.regions import Region, RegionKind, region, regions
from analysis.speech import LOCALES
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.language import _, language, percent

SIZE: Final = "risk_population_size"
REGION: Final = "risk_population_region"
FIRST: Final = ("FR", "EU")
"""The regions at the top of the list."""
KINDS: Final = tuple(RegionKind)
FRENCH: Final = (RegionKind.FRENCH_REGION, RegionKind.FRENCH_DEPARTEMENT)


def population_size(now: Session) -> int | None:
    """Let the user say it, by the name of a region or as a number; None while nobody has."""
    listed = sorted(regions(), key=lambda own: (own.code not in FIRST, KINDS.index(own.kind), fold(_name(own))))
    codes = [own.code for own in listed]
    st.session_state[SIZE] = now.population_size
    if (chosen := st.session_state.get(REGION)) and region(chosen).population != now.population_size:
        st.session_state[REGION] = None
    st.selectbox(
        _("Population of"), [None, *codes], key=REGION, persist_state="session", on_change=_take_region,
        placeholder=_("another population"),
        format_func=lambda code: _("another population") if code is None else _name(region(code)),
    )  # fmt: skip
    size = st.number_input(
        _("People in the population"), 1, value=None, key=SIZE, placeholder=_("not given"), on_change=_take_number,
        help=_("All the people whom the records could be about: a country, a region, the patients of a hospital in a year."),
    )  # fmt: skip
    if st.session_state[REGION]:
        chosen = region(st.session_state[REGION])
        st.caption(_("{source}, {year}", source=chosen.source, year=str(chosen.year)))
    if size and size >= now.dataset.n_records:
        st.caption(_("Sampling fraction: {share}", share=percent(now.dataset.n_records / size, 2)))
    return size


def _take_region() -> None:
    code = st.session_state[REGION]
    state.draw_from(region(code).population if code else None)


def _take_number() -> None:
    st.session_state[REGION] = None
    state.draw_from(st.session_state[SIZE])


def _name(own: Region) -> str:
    """The region's name in the reader's language; French régions and départements keep theirs."""
    if own.kind in FRENCH:
        return own.name
    country, _hyphen, year = own.code.partition("-")
    name: str = LOCALES[language()].territories[country]
    return f"{name} ({own.source})" if year else name
