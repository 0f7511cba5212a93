"""See who could be re-identified, and why."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.errors import AnalysisError
from analysis.models.k_anonymity import records_in_classes_below
from analysis.recoding.generalise import Recoded
from analysis.roles import Role
from analysis.wording import Sentence, sentence
from pages.ui.computed import original_of
from pages.ui.frame import empty_state, literal, problem
from pages.ui.journey import framed
from pages.ui.language import _, percent, say
from pages.ui.risk import attackers, cells, overview, people, population, sensitive, special, survey, together
from pages.ui.risk.followed import is_about_people_over_time
from pages.ui.risk.panel import chosen
from pages.ui.state import Session, session


@dataclass(frozen=True)
class View:
    """One way to look at the risk.

    Attributes:
        label: What it is called.
        show: Draws it, its controls in the panel.
        fits: Whether it makes sense of these data.
    """

    label: Sentence
    show: Callable[[Session, Recoded, DeltaGenerator], None]
    fits: Callable[[Session], bool] = lambda _now: True


VIEWS = {
    "overview": View(sentence("Overview"), overview.show),
    "attackers": View(sentence("Attackers"), attackers.show),
    "population": View(sentence("Population"), population.show),
    "special": View(sentence("Special uniques"), special.show),
    "together": View(sentence("Columns together"), together.show),
    "survey": View(
        sentence("Weights and households"),
        survey.show,
        lambda now: bool(now.roles.of(Role.WEIGHT) or now.roles.of(Role.HOUSEHOLD)),
    ),
    "sensitive": View(sentence("Sensitive columns"), sensitive.show, lambda now: bool(now.roles.of(Role.SENSITIVE))),
    "people": View(sentence("People over time"), people.show, is_about_people_over_time),
    "cells": View(sentence("Small cells"), cells.show),
}


def answer(now: Session) -> str | None:
    """Who is alone of their kind, in a sentence."""
    if now.plan is None:
        return None
    try:
        classes = original_of(now).classes
    except AnalysisError:
        return None
    unique = records_in_classes_below(classes, 2)
    columns = literal(", ".join(now.quasi_identifiers))
    if unique:
        return _(
            "**{share}** of the people ({count}) are the only one of their kind on {columns}.",
            share=percent(unique / classes.n_records), count=unique, columns=columns,
        )  # fmt: skip
    return _(
        "Nobody is the only one of their kind on {columns}: the smallest group has **{k}** members.",
        k=int(classes.sizes.min()), columns=columns,
    )  # fmt: skip


def chosen_view(now: Session) -> View:
    """The view that the reader looks at, among those that make sense of the data."""
    fitting = [name for name, view in VIEWS.items() if view.fits(now)]
    name = st.segmented_control(
        _("View"), fitting, key="risk_view", format_func=lambda own: say(VIEWS[own].label), default=fitting[0],
        required=True, label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return VIEWS[name]


def body(now: Session) -> None:
    """The view and its panel."""
    view = chosen_view(now)
    main, side = st.columns([3, 1], gap="large")
    with side:
        panel = st.container(key="panel_risk", border=True)
    with panel:
        recoded = chosen(now)
    with main:
        view.show(now, recoded, panel)


with framed("pages/risk.py", _("Who can be recognised in these data?"), answer(session())) as now:
    if now.dataset is None:
        empty_state(_("Open a dataset first: its risk is then measured here."), "pages/data.py", _("Open a dataset"))
    elif now.plan is None:
        empty_state(
            _("Choose the quasi-identifiers first: what others may know of a person."),
            "pages/roles.py",
            _("Give roles"),
        )
    else:
        try:
            body(now)
        except AnalysisError as error:
            problem(error)
