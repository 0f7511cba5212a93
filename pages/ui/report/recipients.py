"""To whom the release goes, and how likely each is to try to find somebody."""

from __future__ import annotations

import streamlit as st

from analysis.report.framing import AUDIENCE_NAMES
from analysis.verdict import Audience, Recipient
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, percent, say, slider_percent
from pages.ui.report.standing import name_of
from pages.ui.state import session

AUDIENCE, NAME, ATTEMPT, REASON = "report_audience", "report_name", "report_attempt", "report_reason"


def recipients(now: Session) -> None:
    """Draw the section: those named so far, and a form for another."""
    st.header(_("To whom does it go?"), anchor=False)
    for position, own in enumerate(now.recipients):
        _line(position, own)
    with st.expander(_("Name a recipient"), expanded=not now.recipients, key="report_recipient"):
        _form()


def _line(position: int, own: Recipient) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        why = f"  \n:small[{literal(own.reason)}]" if own.reason else ""
        attempt = _("probability of an attempt {share}", share=percent(own.attempt, 0))
        st.markdown(f"**{literal(name_of(own))}**, {attempt}{why}", width="content")
        st.button(
            _("Remove {name}", name=literal(name_of(own))), key=f"report_remove_{position}", icon=":material/delete:",
            type="tertiary", on_click=_remove, args=(position,),
        )  # fmt: skip


def _form() -> None:
    named = _audiences()
    audience = named[st.selectbox(_("Kind of recipient"), list(named), key=AUDIENCE, persist_state="session")]
    if audience is Audience.PUBLIC:
        st.caption(_("Where data are public an attempt is taken to be certain, and the highest risk counts."))
    else:
        st.text_input(_("Name"), key=NAME)
        st.slider(
            _("Probability that they try to find somebody"), 0, 100, 100, key=ATTEMPT, format=slider_percent(),
            help=_("By contract, sanctions, controls and interest in the data. Where nobody knows: 100%."),
        )  # fmt: skip
        st.text_area(_("Why that probability?"), key=REASON, height=80)
    st.button(_("Add this recipient"), key="report_add", icon=":material/add:", on_click=_add)


def _audiences() -> dict[str, Audience]:
    return {say(label): audience for audience, label in AUDIENCE_NAMES.items()}


def _add() -> None:
    audience = _audiences()[st.session_state[AUDIENCE]]
    if audience is Audience.PUBLIC:
        added = Recipient(audience)
    else:
        own = st.session_state
        added = Recipient(audience, own[NAME].strip(), own[ATTEMPT] / 100, own[REASON].strip())
    others = tuple(own for own in session().recipients if (own.audience, own.name) != (added.audience, added.name))
    state.send_to((*others, added))


def _remove(position: int) -> None:
    kept = session().recipients
    state.send_to((*kept[:position], *kept[position + 1 :]))
