"""People over time: who has several records, and how few of their events tell them from everybody else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.models.k_anonymity import records_in_classes_below
from analysis.recoding.generalise import Recoded
from analysis.risk.km_anonymity import KmAnonymity
from analysis.risk.longitudinal import PersonRisk, persistent_code
from analysis.risk.unicity import Share, Unicity
from pages.ui.choices import Session
from pages.ui.frame import literal, problem
from pages.ui.jobs import finished
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.explained import people as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.followed import Followed, followed_of, person_options, person_risk_of, restart
from pages.ui.risk.grid import grid
from pages.ui.risk.panel import threshold
from pages.ui.risk.people_charts import RECORD_BOUNDS, count_bars, records_per_person, unicity_lines
from pages.ui.risk.topic import Topic, heading, twin
from pages.ui.theme import draw, palette

PERSON, EVENTS = "risk_person", "risk_person_events"
ENOUGH: Final = 0.9
"""Share of unique people from which on some events are said to be enough."""


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        person = st.selectbox(
            _("Which person a record is about"), person_options(now), key=PERSON, persist_state="session"
        )
        threshold(now)
    found = person_risk_of(now, recoded, person)
    with panel:
        columns = _event_columns(found)
    _records(found)
    _alike(recoded, found)
    if not columns:
        st.info(_("Choose the columns of an event, in the panel."), icon=":material/event:")
        return
    _events(now, recoded, person, columns)
    for caveat in found.caveats:
        st.caption(literal(say(caveat)))


def _event_columns(found: PersonRisk) -> tuple[str, ...]:
    """What an attacker may know of an event; at first the columns that change."""
    changing = [name for name in found.columns if name not in found.constant]
    chosen = st.multiselect(
        _("An event is known by"), found.columns, default=changing or found.columns, key=f"{EVENTS}_{found.person}",
        persist_state="session", placeholder=_("no column"),
        help=_("What an attacker may know of one of a person's records: at first, the columns that change over time."),
    )  # fmt: skip
    return tuple(name for name in found.columns if name in chosen)


def _records(found: PersonRisk) -> None:
    heading(topics.RECORDS)
    warning = persistent_code(found)
    if warning is not None:
        st.warning(literal(say(warning)), icon=":material/link:")
    people = ngettext("**{n} person**", "**{n} people**", found.n_people)
    st.markdown(
        _(
            "{people} with {mean} records on average, {most} at most. {share} of them have several.",
            people=people, mean=number(float(found.records.mean()), 1), most=int(found.records.max()),
            share=percent(found.n_followed / found.n_people),
        )
    )  # fmt: skip
    bars = count_bars(found.records, RECORD_BOUNDS)
    draw(
        records_per_person(bars, palette()), key="risk_people_records", height=300,
        alt=_("People by the number of their records: {share} have several.", share=percent(found.n_followed / found.n_people)),
    )  # fmt: skip
    twin(
        {
            _("Records of the person"): [bar.label for bar in bars],
            _("People"): [number(bar.count) for bar in bars],
            _("Records"): [number(bar.total) for bar in bars],
        }
    )


def _alike(recoded: Recoded, found: PersonRisk) -> None:
    heading(topics.ALIKE)
    facts(_("People who are the only one of their kind"), _alike_facts(recoded, found))


def _alike_facts(recoded: Recoded, found: PersonRisk) -> Iterator[Fact]:
    classes = recoded.remaining
    alone = records_in_classes_below(classes, 2)
    yield Fact(topics.UNIQUE_RECORDS, percent(alone / classes.n_records), _("of the records, counted one by one"))
    if found.alike_by_constant is not None:
        constant = _("constant: {columns}", columns=", ".join(found.constant))
        yield _alike_fact(topics.BY_CONSTANT, found.alike_by_constant, constant)
    yield _alike_fact(topics.BY_EVENTS, found.alike_by_events)
    yield _alike_fact(topics.BY_COUNTED, found.alike_by_counted_events)


def _alike_fact(topic: Topic, alike: np.ndarray, note: str = "") -> Fact:
    alone = int((alike == 1).sum())
    words = ngettext(
        "{n} person of {people} is the only one of their kind",
        "{n} people of {people} are the only ones of their kind",
        alone,
        people=len(alike),
    )
    return Fact(topic, percent(alone / len(alike)), words, note)


def _events(now: Session, recoded: Recoded, person: str, columns: tuple[str, ...]) -> None:
    heading(topics.UNICITY)
    k = math.ceil(1 / now.threshold - 1e-9)
    job = followed_of(now, recoded, person, columns, k)
    if not finished(job, _("Comparing people…"), "risk_people_stop"):
        return
    if job.was_cancelled:
        st.info(_("The comparison was stopped."), icon=":material/stop:")
        st.button(_("Start again"), key="risk_people_again", on_click=restart)
        return
    found: Followed = job.result()
    _curve(found.curve)
    heading(topics.KM)
    _sets(found)


def _curve(curve: Sequence[Unicity]) -> None:
    st.markdown(_enough(curve))
    draw(
        unicity_lines(curve, palette()), key="risk_people_unicity", height=340,
        alt=_(
            "Share of people who are unique by the number of events known: {first} for one, {last} for {most}.",
            first=percent(curve[0].unique.share), last=percent(curve[-1].unique.share), most=curve[-1].events,
        ),
    )  # fmt: skip
    columns = {
        _("Events known"): [number(point.events) for point in curve],
        _("Unique"): [_with_interval(point.unique) for point in curve],
    }
    if curve[0].k > 2:
        columns[_("Among fewer than {k}", k=curve[0].k)] = [_with_interval(point.few) for point in curve]
    columns[_("Based on")] = [_basis(point) for point in curve]
    columns[_("Have fewer events")] = [number(point.n_with_fewer) for point in curve]
    twin(columns)


def _enough(curve: Sequence[Unicity]) -> str:
    """How many events are enough, or what the most that were tried give."""
    point = next((point for point in curve if point.unique.share >= ENOUGH), curve[-1])
    share = _with_interval(point.unique)
    return ngettext(
        "Whoever knows **{n} event** of a person, drawn at random, recognises **{share}** of the people.",
        "Whoever knows **{n} events** of a person, drawn at random, recognises **{share}** of the people.",
        point.events,
        share=share,
    )


def _with_interval(own: Share) -> str:
    if own.low == own.high:
        return percent(own.share)
    return _("{value} ({low} to {high})", value=percent(own.share), low=percent(own.low), high=percent(own.high))


def _basis(point: Unicity) -> str:
    if point.is_exact:
        return _("every choice of events")
    return ngettext("{n} person drawn", "{n} people drawn", point.n_people)


def _sets(found: Followed) -> None:
    if found.sets:
        st.markdown(_verdict(found.sets))
        heads = [_("Events known (m)"), _("Sets of events"), _("Held by fewer than {k} people", k=found.sets[0].k)]
        grid(_("Sets of events"), [*heads, _("Fewest people"), _("People exposed")], [_row(own) for own in found.sets])
    if found.uncounted is not None:
        problem(found.uncounted)


def _row(own: KmAnonymity) -> list[str]:
    exposed = f"{number(own.n_people_exposed)} ({percent(own.n_people_exposed / own.n_people)})"
    fewest = "–" if own.smallest is None else number(own.smallest)
    return [number(own.m), number(own.n_itemsets), number(own.n_violating), fewest, exposed]


def _verdict(sets: Sequence[KmAnonymity]) -> str:
    held = [own for own in sets if own.holds]
    if not held:
        return _(
            "Already one event, well chosen, leaves some people among fewer than **{k}**: k^m-anonymity does not hold.",
            k=sets[0].k,
        )
    return ngettext(
        "Whichever **{n} event** is known of a person, at least **{k}** people have it.",
        "Whichever **{n} events** are known of a person, at least **{k}** people have them all.",
        held[-1].m,
        k=held[-1].k,
    )
