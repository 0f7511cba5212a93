"""The verdict: the conclusion, the three criteria with their evidence, the risk with each recipient, and what blocks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import streamlit as st

from analysis.recipe.running import Outcome
from analysis.report.form import FIELDS
from analysis.report.framing import AUDIENCE_NAMES, STANDING_NAMES
from analysis.verdict import PSEUDONYMISED, Finding, Opinion, Recipient, Standing, Verdict
from pages.ui.choices import Session
from pages.ui.frame import explain, literal
from pages.ui.language import _, ngettext, percent, say
from pages.ui.report.topics import ATTEMPT, CRITERIA, VERDICT
from pages.ui.risk.topic import heading, table

BADGES: Final = {
    Standing.SATISFIED: partial(st.badge, color="green", icon=":material/check:"),
    Standing.NOT_SATISFIED: partial(st.badge, color="red", icon=":material/close:"),
    Standing.NOT_ASSESSED: partial(st.badge, color="gray", icon=":material/help:"),
}
OPINIONS: Final = {
    Opinion.NO_OBSTACLE: (st.success, ":material/check:"),
    Opinion.DEEPER_ANALYSIS: (st.warning, ":material/troubleshoot:"),
    Opinion.DO_NOT_RELEASE: (st.error, ":material/block:"),
}


def standing(now: Session, outcome: Outcome, verdict: Verdict) -> None:
    """Draw the section."""
    heading(VERDICT)
    show, icon = OPINIONS[verdict.opinion]
    show(_about(verdict), title=say(verdict.opinion.sentence), icon=icon)
    if verdict.pseudonymised:
        st.badge(say(PSEUDONYMISED), color="orange", icon=":material/key:")
        st.caption(_("Because of: {columns}", columns=literal(", ".join(verdict.pseudonymised))))
    for column, finding in zip(st.columns(len(verdict.findings)), verdict.findings, strict=True):
        with column, st.container(border=True, height="stretch", key=f"report_{finding.criterion.value}"):
            _criterion(finding)
    _recipients(verdict)
    _blocking(now, outcome)


def _about(verdict: Verdict) -> str:
    """For whom, and by which thresholds."""
    whom = "; ".join(literal(name_of(own.recipient)) for own in verdict.recipients)
    asked = [_("k = {k}", k=verdict.demand.k)]
    if verdict.demand.distinct_l is not None:
        asked.append(_("l = {l}", l=verdict.demand.distinct_l))
    if verdict.demand.t is not None:
        asked.append(_("t = {t}", t=verdict.demand.t))
    return _("For {whom}. Asked: {thresholds}.", whom=whom, thresholds=", ".join(asked))


def name_of(recipient: Recipient) -> str:
    """Who a recipient is, in the reader's language."""
    kind = say(AUDIENCE_NAMES[recipient.audience])
    return f"{recipient.name} ({kind})" if recipient.name else kind


def _criterion(finding: Finding) -> None:
    topic = CRITERIA[finding.criterion]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(say(topic.label), anchor=False)
        explain(topic.explanation(), key=f"explain_{topic.key}")
    BADGES[finding.standing](say(STANDING_NAMES[finding.standing]))
    st.markdown("\n".join(f"- {literal(say(own))}" for own in finding.evidence))


def _recipients(verdict: Verdict) -> None:
    with st.expander(say(ATTEMPT.label)):
        explain(ATTEMPT.explanation(), key=f"explain_{ATTEMPT.key}")
        table(
            {
                _("Recipient"): [literal(name_of(own.recipient)) for own in verdict.recipients],
                _("Probability of an attempt"): [percent(own.recipient.attempt) for own in verdict.recipients],
                _("Risk if they try"): [percent(own.given_attempt) for own in verdict.recipients],
                _("Risk"): [percent(own.risk) for own in verdict.recipients],
                _("Within what was asked"): [_("yes") if own.within else _("no") for own in verdict.recipients],
            }
        )


def _blocking(now: Session, outcome: Outcome) -> None:
    """What speaks against the release, and what the report still lacks."""
    found = list(_blocks(now, outcome))
    if not found:
        return
    st.header(_("What is still missing"), anchor=False)
    st.markdown("\n".join(f"- {own}" for own in found))


def _blocks(now: Session, outcome: Outcome) -> Iterator[str]:
    for reason in outcome.unmet:
        said = literal(say(reason))
        yield _("{reason} It was passed over, and the report says so.", reason=said) if now.overridden else said
    if not now.recipients:
        yield _("Nobody has said to whom the release goes: until then it is judged as if it were public.")
    if now.earlier is None and not now.none_earlier:
        yield _("No earlier release was compared, and nobody declared that there is none.")
    lacking = len(FIELDS) - len({name for name, _text in now.answers} & {own.name for own in FIELDS})
    if lacking:
        yield ngettext(
            "{n} question of the report is not answered: it is printed as still to be completed.",
            "{n} questions of the report are not answered: they are printed as still to be completed.",
            lacking,
        )
