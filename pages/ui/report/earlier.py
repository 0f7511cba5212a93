"""An earlier release beside this one: what the two give away together."""

from __future__ import annotations

import hashlib

import streamlit as st

from analysis import io
from analysis.attacks.intersection import Crossing, LinkedCode, Narrowed
from pages.ui import state
from pages.ui.choices import Earlier, Session
from pages.ui.frame import explain, literal
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.report.topics import CODES, LOCATED, NARROWED, SHRINKAGE
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.topic import Topic, table
from pages.ui.uploads import upload

TYPES = [suffix.lstrip(".") for suffix in io.SUPPORTED]


def earlier_release(now: Session, crossing: Crossing | None) -> None:
    """Draw the section: the declaration, the uploader, and what crossing teaches."""
    st.header(_("Was anything released of these people before?"), anchor=False)
    st.session_state["report_none_earlier"] = now.none_earlier
    st.checkbox(
        _("I declare that nothing was released of these people before."), key="report_none_earlier",
        on_change=lambda: state.declare_none_earlier(st.session_state.report_none_earlier),
        disabled=now.earlier is not None,
    )  # fmt: skip
    upload(_("An earlier release to compare with"), TYPES, "report_earlier", _take)
    if now.earlier is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        records = ngettext("{n} record", "{n} records", now.earlier.dataset.n_records)
        st.markdown(f"**{literal(now.earlier.name)}**, {records}", width="content")
        st.button(
            _("Compare no longer"), key="report_earlier_drop", icon=":material/close:", type="tertiary",
            on_click=state.cross_with, args=(None,),
        )  # fmt: skip
    if crossing is not None:
        _crossed(crossing)


def earlier_of(name: str, content: bytes) -> Earlier:
    """A release from its file.

    Raises:
        DatasetError: It cannot be read.
    """
    reading = io.read(content, name)
    return Earlier(name, reading.dataset, reading.understood, hashlib.sha256(content).hexdigest())


def _take(name: str, content: bytes) -> None:
    state.cross_with(earlier_of(name, content))
    state.declare_none_earlier(False)


def _crossed(found: Crossing) -> None:
    share = percent(found.n_located / found.n_records)
    levels = ", ".join(f"{name} ({level})" for name, level in found.levels)
    facts(
        _("What the two releases give away together"),
        [
            Fact(LOCATED, number(found.n_located), _("{share} of the records.", share=share),
                 _("Columns compared, each at its level in the earlier release: {levels}", levels=levels)),
            Fact(NARROWED, number(found.n_narrowed_to_one),
                 _("{share} of the records are alone in both classes.", share=percent(found.n_narrowed_to_one / found.n_records))),
        ],
    )  # fmt: skip
    if found.narrowed:
        _sensitive(found.narrowed)
    if found.codes:
        _codes(found.codes)
    for caveat in found.caveats:
        st.caption(literal(say(caveat)))


def _sensitive(found: tuple[Narrowed, ...]) -> None:
    _subheading(SHRINKAGE)
    table(
        {
            _("Column"): [literal(own.column) for own in found],
            _("Records compared"): [number(own.n_records) for own in found],
            _("Newly certain"): [number(own.n_newly_certain) for own in found],
            _("Certain already"): [number(own.n_certain_alone) for own in found],
            _("Values ruled out, mean"): [
                "–" if own.mean_shrinkage is None else percent(own.mean_shrinkage) for own in found
            ],
        }
    )


def _codes(found: tuple[LinkedCode, ...]) -> None:
    _subheading(CODES)
    table(
        {
            _("Column"): [literal(own.column) for own in found],
            _("Rare values in both"): [number(own.n_shared) for own in found],
            _("Records tied"): [number(own.n_records) for own in found],
        }
    )


def _subheading(topic: Topic) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(say(topic.label), anchor=False)
        explain(topic.explanation(), key=f"explain_{topic.key}")
