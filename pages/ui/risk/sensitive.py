"""Sensitive columns: what an attacker learns class by class, and the figure of every model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.models.conditions import SensitiveCondition
from analysis.models.evidence import Evidence
from analysis.recoding.generalise import Recoded
from analysis.risk.homogeneity import Revealed, Revelations, Telling, certain, reveal, skewed
from analysis.roles import Role
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, ngettext, number, percent, say, slider_percent
from pages.ui.risk.computed import Disclosed, disclosed_of
from pages.ui.risk.explained import sensitive as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.grid import grid
from pages.ui.risk.topic import heading

LISTED: Final = 15
FREQUENT: Final = 2
"""From how many times as frequent as in all records on it is worth saying so."""
CERTAINTY, FACTOR = "risk_certainty", "risk_factor"


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    names = now.roles.of(Role.SENSITIVE)
    with panel:
        column = st.selectbox(_("Sensitive column"), names, key="risk_sensitive", persist_state="session")
        certainty = st.slider(
            _("Learnt when so many have the same value"), 50, 100, 90, 5, key=CERTAINTY, format=slider_percent(),
            persist_state="session",
        )  # fmt: skip
        factor = st.slider(
            _("More likely when so many times as frequent"),
            2,
            50,
            5,
            key=FACTOR,
            format="× %d",
            persist_state="session",
        )
    found = disclosed_of(now, recoded, column)
    _learnt(recoded, found, certainty / 100)
    _skewed(recoded, found, float(factor))
    if 2 * len(now.dataset[column].values) > now.dataset.n_records:
        st.caption(
            _(
                "Most values of {column} are held by a single record: in any class they seem raised. Group them first, or judge "
                "the column by its order.",
                column=literal(column),
            )
        )
    _breaking(now, recoded, found)
    _models(found, column)
    if len(names) > 1:
        _all_columns(now, recoded, names)


def _learnt(recoded: Recoded, found: Disclosed, certainty: float) -> None:
    heading(topics.LEARNT)
    revealed = _revealed(recoded, found, certain(found.counted, certainty))
    if revealed.n_classes:
        st.markdown(
            ngettext(
                "**{n} person** is in classes where at least {certainty} have the same value: {share} of the people.",
                "**{n} people** are in classes where at least {certainty} have the same value: {share} of the people.",
                revealed.n_records, certainty=percent(certainty, 0), share=_share(recoded, revealed.n_records),
            )
        )  # fmt: skip
        _classes(recoded, revealed, Telling.MOST_FREQUENT)
    else:
        st.markdown(
            _("In no class of two people or more do {certainty} have the same value.", certainty=percent(certainty, 0))
        )
    _alone(revealed)


def _skewed(recoded: Recoded, found: Disclosed, factor: float) -> None:
    heading(topics.SKEWED)
    revealed = _revealed(recoded, found, skewed(found.counted, factor), Telling.MOST_RAISED)
    if not revealed.n_classes:
        st.markdown(
            _(
                "In no class of two people or more is a value {factor} times as frequent as in all records.",
                factor=factor,
            )
        )
        return
    st.markdown(
        ngettext(
            "**{n} person** is in classes where a value is at least {factor} times as frequent as in all records.",
            "**{n} people** are in classes where a value is at least {factor} times as frequent as in all records.",
            revealed.n_records, factor=factor,
        )
    )  # fmt: skip
    _classes(recoded, revealed, Telling.MOST_RAISED)


def _breaking(now: Session, recoded: Recoded, found: Disclosed) -> None:
    """For each requirement on the column, the classes that break it."""
    column = found.counted.attribute.name
    asked = [
        own for own in now.plan.recoding.conditions if isinstance(own, SensitiveCondition) and own.column == column
    ]
    if not asked:
        return
    heading(topics.BREAKING)
    for condition in asked:
        st.markdown(f"**{literal(say(condition.sentence()))}**")
        failing = ~condition.passing(found.counted)
        revealed = _revealed(recoded, found, failing)
        if not failing.any():
            st.markdown(_("Every class meets it."))
            continue
        st.markdown(
            ngettext(
                "{n} person is in a class that breaks it.",
                "{n} people are in classes that break it.",
                int(recoded.sizes[failing].sum()),
            )
        )
        if revealed.n_classes:
            _classes(recoded, revealed, Telling.MOST_FREQUENT)
        _alone(revealed)


def _revealed(
    recoded: Recoded, found: Disclosed, classes: np.ndarray, telling: Telling = Telling.MOST_FREQUENT
) -> Revelations:
    return reveal(recoded.table, recoded.remaining, found.counted, classes, telling, LISTED)


def _share(recoded: Recoded, records: int) -> str:
    return percent(records / int(recoded.sizes.sum()))


def _alone(revealed: Revelations) -> None:
    if revealed.n_alone:
        st.markdown(
            ngettext(
                "Beside them, {n} person is alone in their class: who recognises them learns their value.",
                "Beside them, {n} people are alone in their class: who recognises one of them learns their value.",
                revealed.n_alone,
            )
        )


def _classes(recoded: Recoded, revealed: Revelations, telling: Telling) -> None:
    """The classes, and what is learnt of the people in each."""
    grid(
        _("Classes, and what is learnt of them"),
        [_("What an attacker learns"), *recoded.table.names],
        [[_learnt_of(one, telling), *one.labels] for one in revealed.listed],
    )
    if revealed.n_classes > len(revealed.listed):
        st.caption(
            ngettext(
                "{n} class more is not listed.",
                "{n} classes more are not listed.",
                revealed.n_classes - len(revealed.listed),
            )
        )


def _learnt_of(one: Revealed, telling: Telling) -> str:
    value = _("no value") if one.value is None else one.value
    if one.records == one.size:
        said = _("All {size} have {value}", size=one.size, value=value)
    else:
        said = _("{records} of {size} have {value}", records=one.records, size=one.size, value=value)
    if one.factor >= FREQUENT or telling is Telling.MOST_RAISED:
        said += ", " + _("{factor} times as frequent as in all records", factor=_times(one.factor))
    return said


def _models(found: Disclosed, column: str) -> None:
    """Every model's figure, in words, with the classes that decide it."""
    title = _("Every model, on {column}", column=literal(column))
    st.header(title, anchor=False)
    facts(_("Every model"), _figures(found))


def _figures(found: Disclosed) -> Iterator[Fact]:
    yield from _diversity(found)
    yield from _closeness(found)
    yield from _likeness(found)


def _diversity(found: Disclosed) -> Iterator[Fact]:
    distinct, entropy, recursive, alpha = found.distinct, found.entropy, found.recursive, found.alpha
    same = _("In some class everyone has the same value.")
    several = _("Every class holds at least {l} different values.", l=distinct.l)
    yield Fact(topics.DISTINCT_L, number(distinct.l), same if distinct.l == 1 else several, _decided(distinct.worst))
    varied = _("The least varied class is at least as varied as {l} equally frequent values.", l=number(entropy.l, 2))
    yield Fact(topics.ENTROPY_L, number(entropy.l, 2), varied, _decided(entropy.worst))
    if recursive is None:
        yield Fact(topics.RECURSIVE_C, "–", _("Some class holds a single value: no c holds."))
    else:
        most = _("The most frequent value has up to {c} times as many people as all the others.", c=recursive.c)
        yield Fact(topics.RECURSIVE_C, number(recursive.c, 2), most, _decided(recursive.worst))
    sure = _("An attacker can be up to {share} sure of a value.", share=percent(alpha.alpha))
    yield Fact(topics.ALPHA, percent(alpha.alpha), sure, _decided(alpha.worst))


def _closeness(found: Disclosed) -> Iterator[Fact]:
    away = _("0: no class teaches anything; 1: some class is wholly different from all records.")
    for topic, one in (
        (topics.T_EQUAL, found.t_equal),
        (topics.T_ORDERED, found.t_ordered),
        (topics.T_HIERARCHICAL, found.t_hierarchical),
    ):
        if one is not None:
            yield Fact(topic, number(one.t), away, _decided(one.worst))


def _likeness(found: Disclosed) -> Iterator[Fact]:
    basic, enhanced, delta = found.basic_beta, found.enhanced_beta, found.delta
    gained = _("A value is up to {factor} times as frequent as in all records.", factor=_times(1 + basic.beta))
    yield Fact(topics.BASIC_BETA, number(basic.beta, 2), gained, _decided(basic.worst))
    beyond = ngettext(
        "{n} class is beyond the limit of one of its values: no beta is enough for it.",
        "{n} classes are beyond the limit of one of their values: no beta is enough for them.",
        enhanced.n_classes_beyond,
    )
    within = _("No class is beyond the limit of one of its values.")
    words = beyond if enhanced.n_classes_beyond else within
    yield Fact(topics.ENHANCED_BETA, number(enhanced.beta, 2), words, _decided(enhanced.worst))
    ratio = _(
        "A value is up to {factor} times more, or less, frequent than in all records.",
        factor=_times(float(np.exp(delta.delta))),
    )
    yield Fact(topics.DELTA, number(delta.delta, 2), ratio, _decided(delta.worst))


def _times(factor: float) -> str:
    return number(factor, 0 if factor >= 10 else 1)


def _decided(worst: Evidence) -> str:
    return _(
        "decided by {classes}, {people} in all",
        classes=ngettext("{n} class", "{n} classes", worst.n_classes),
        people=ngettext("{n} person", "{n} people", worst.n_records),
    )


def _all_columns(now: Session, recoded: Recoded, names: Sequence[str]) -> None:
    st.header(_("All sensitive columns"), anchor=False)
    every = [{fact.topic.key: fact.value for fact in _figures(disclosed_of(now, recoded, name))} for name in names]
    rows = [[say(topic.label), *(figures.get(topic.key, "–") for figures in every)] for topic in topics.MODELS]
    grid(_("All sensitive columns"), [_("Model"), *names], rows)
