"""The same questions put to pyCANON, side by side with our answers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from analysis.dataset import Dataset
from analysis.recoding.generalise import Recoded
from analysis.roles import Role
from analysis.search.running import Progress, SearchCancelled
from analysis.second_opinion import USUAL, Comparison, Measure, compare, expected_seconds, unavailable
from analysis.wording import sentence
from pages.ui.choices import Session
from pages.ui.computed import CACHES
from pages.ui.frame import literal
from pages.ui.jobs import Job, finished
from pages.ui.language import _, ngettext, number, say
from pages.ui.release import leaving_of
from pages.ui.risk.topic import table

QUICK: Final = 10
"""Seconds up to which nobody needs to be warned."""
MORE: Final = 5
"""How many times as long all the questions take as the usual ones."""
FEW: Final = 50
"""Distinct values up to which a sensitive column is asked about unless the user says otherwise."""
ASKED: Final = "risk_second_opinion_asked"
NAMES: Final = {
    Measure.K: sentence("k-anonymity (k)"),
    Measure.DISTINCT_L: sentence("l-diversity (distinct values)"),
    Measure.ENTROPY_L: sentence("l-diversity (entropy, whole number)"),
    Measure.RECURSIVE_C: sentence("recursive (c, l)-diversity (c)"),
    Measure.T_EQUAL: sentence("t-closeness (equal distance)"),
    Measure.ALPHA: sentence("(alpha, k)-anonymity (alpha)"),
    Measure.BASIC_BETA: sentence("basic beta-likeness (beta)"),
    Measure.ENHANCED_BETA: sentence("enhanced beta-likeness (beta)"),
    Measure.DELTA: sentence("delta-disclosure privacy (delta)"),
}


@dataclass(frozen=True)
class Question:
    """What is asked, of which records.

    Attributes:
        fingerprint: Of the records.
        known: The quasi-identifiers.
        columns: The sensitive columns.
        measures: What is asked of each of them, and k.
    """

    fingerprint: str
    known: tuple[str, ...]
    columns: tuple[str, ...]
    measures: tuple[Measure, ...]


def second_opinion(now: Session, recoded: Recoded, is_original: bool) -> None:
    """Offer the question, and show the answers once it was asked for these very records."""
    reason = unavailable()
    if reason is not None:
        st.info(literal(say(reason)), icon=":material/info:")
        return
    records = now.dataset if is_original else leaving_of(now, recoded).dataset
    st.markdown(_("pyCANON, written by others, answers the same questions: k, and for every sensitive column l and t."))
    question = Question(records.fingerprint, now.quasi_identifiers, _columns(now, records), _measures(now))
    _warn(now, recoded, question)
    if st.button(_("Ask pyCANON"), key="risk_second_opinion", icon=":material/balance:"):
        st.session_state[ASKED] = question
    if st.session_state.get(ASKED) == question:
        _answer(question, records)


def _columns(now: Session, records: Dataset) -> tuple[str, ...]:
    """The sensitive columns to ask about; pyCANON takes hours over one with many values, so those are off at first."""
    sensitive = now.roles.of(Role.SENSITIVE)
    if not sensitive:
        return ()
    few = [name for name in sensitive if len(records[name].values) <= FEW]
    return tuple(
        st.multiselect(
            _("Sensitive columns to ask about"), sensitive, few, key="risk_second_opinion_columns",
            placeholder=_("Choose columns"),
        )
    )  # fmt: skip


def _measures(now: Session) -> tuple[Measure, ...]:
    if not now.roles.of(Role.SENSITIVE):
        return USUAL
    every = st.toggle(
        _("Ask about every model that pyCANON knows"), key="risk_second_opinion_all", persist_state="session"
    )
    return tuple(NAMES) if every else USUAL


def _warn(now: Session, recoded: Recoded, question: Question) -> None:
    values = [len(now.dataset[name].values) for name in question.columns]
    seconds = expected_seconds(len(recoded.sizes), values) * (1 if question.measures == USUAL else MORE)
    if seconds > QUICK:
        minutes = max(1, round(seconds / 60))
        st.warning(
            ngettext("This may take about {n} minute.", "This may take about {n} minutes.", minutes),
            icon=":material/hourglass:",
        )


def _answer(question: Question, records: Dataset) -> None:
    job = _job(question.fingerprint, repr(question), partial(_compare, question, records))
    with st.spinner(_("pyCANON is counting…"), show_time=True):
        job.is_over(QUICK / 2)
    if not finished(job, _("pyCANON is counting…"), "risk_second_opinion_stop"):
        return
    if job.was_cancelled:
        st.info(_("pyCANON was stopped before it had answered."), icon=":material/stop:")
        _job.clear()
        st.session_state.pop(ASKED)
        return
    _answers(question, job.result())


def _compare(
    question: Question, records: Dataset, progress: Progress, cancel: threading.Event
) -> tuple[Comparison, ...]:
    """Ask one measure after the other, so that it can be stopped between two."""
    asked: list[tuple[tuple[str, ...], Measure]] = [((), Measure.K)]
    asked += [
        ((name,), measure) for name in question.columns for measure in question.measures if measure is not Measure.K
    ]
    found: list[Comparison] = []
    for done, (columns, measure) in enumerate(asked):
        if cancel.is_set():
            raise SearchCancelled
        progress(done, len(asked))
        found += compare(records, question.known, columns, (measure,))
    return tuple(found)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[tuple[Comparison, ...]]) -> Job:  # noqa: ARG001 (the key of the cache)
    return Job(_work)


CACHES.append(_job)


def _answers(question: Question, found: tuple[Comparison, ...]) -> None:
    rows = [(say(NAMES[one.measure]), one.column, number(one.ours), number(one.theirs), _verdict(one)) for one in found]
    answered = {(one.column, one.measure) for one in found}
    rows += [
        (say(NAMES[measure]), name, "–", "–", _("not asked: some class holds a single value, and pyCANON gives no c"))
        for name in question.columns
        for measure in question.measures
        if measure is not Measure.K and (name, measure) not in answered
    ]
    questions, columns, ours, theirs, verdicts = zip(*rows, strict=True)
    table(
        {
            _("Question"): list(questions),
            _("Column"): [name or _("all quasi-identifiers") for name in columns],
            "Foule": list(ours),
            "pyCANON": list(theirs),
            _("Verdict"): list(verdicts),
        }
    )


def _verdict(one: Comparison) -> str:
    if one.agrees:
        return _("✓ the same")
    return _("✗ differs: {reason}", reason=say(one.reason) if one.reason else _("for a reason we do not know"))
