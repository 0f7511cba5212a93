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
from pages.ui.choices import Session
from pages.ui.computed import original, original_of
from pages.ui.frame import empty_state, literal, problem
from pages.ui.journey import framed
from pages.ui.language import _, percent, say
from pages.ui.risk import attackers, cells, overview, people, population, sensitive, special, survey, together
from pages.ui.risk.followed import is_about_people_over_time, people_alone_of
from pages.ui.risk.panel import chosen, is_original
from pages.ui.state import session


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
        recoded = original_of(now)
        return _of_records(now, recoded) if is_about_people_over_time(now) else _of_people(now, recoded)
    except AnalysisError:
        return None


def _of_people(now: Session, recoded: Recoded) -> str:
    """The answer where each record is a person."""
    classes, columns = recoded.classes, literal(", ".join(original(now).quasi_identifiers))
    unique = records_in_classes_below(classes, 2)
    if unique:
        return _(
            "**{share}** of the people ({count}) are the only one of their kind on {columns}.",
            share=percent(unique / classes.n_records), count=unique, columns=columns,
        )  # fmt: skip
    return _(
        "Nobody is the only one of their kind on {columns}: the smallest group has **{k}** members.",
        k=int(classes.sizes.min()), columns=columns,
    )  # fmt: skip


def _of_records(now: Session, recoded: Recoded) -> str:
    """The answer where people have several records."""
    classes, columns = recoded.classes, literal(", ".join(now.quasi_identifiers))
    unique = records_in_classes_below(classes, 2)
    if unique:
        alone, people = people_alone_of(now, recoded)
        return _(
            "**{share}** of the records ({count}) are the only one of their kind on {columns}. They are of {alone} of the "
            "{people} people.",
            share=percent(unique / classes.n_records), count=unique, columns=columns, alone=alone, people=people,
        )  # fmt: skip
    return _(
        "No record is the only one of its kind on {columns}: the smallest group has **{k}** records, some perhaps of the same "
        "person.",
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
        if is_about_people_over_time(now) and view is not VIEWS["people"]:
            st.caption(
                _("Some people have several records. Here each record counts as a person: see People over time.")
            )
        view.show(original(now) if is_original() else now, recoded, panel)


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
