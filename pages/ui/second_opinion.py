"""The same questions put to pyCANON, side by side with our answers."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from analysis.dataset import Dataset
from analysis.recoding.generalise import Recoded
from analysis.roles import Role
from analysis.second_opinion import Comparison, Measure, expected_seconds, unavailable
from analysis.wording import sentence
from pages.ui.computed import second_opinion_of
from pages.ui.frame import literal
from pages.ui.language import _, number, say
from pages.ui.release import leaving_of
from pages.ui.state import Session

QUICK: Final = 10
"""Seconds up to which nobody needs to be warned."""
FEW: Final = 50
"""Distinct values up to which a sensitive column is asked about unless the user says otherwise."""
ASKED: Final = "risk_second_opinion_asked"
NAMES: Final = {
    Measure.K: sentence("k-anonymity (k)"),
    Measure.DISTINCT_L: sentence("l-diversity (distinct values)"),
    Measure.T_EQUAL: sentence("t-closeness (equal distance)"),
}


def second_opinion(now: Session, recoded: Recoded, is_original: bool) -> None:
    """Offer the question, and show the answers once it was asked for these very records."""
    reason = unavailable()
    if reason is not None:
        st.info(literal(say(reason)), icon=":material/info:")
        return
    records = now.dataset if is_original else leaving_of(now, recoded).dataset
    st.markdown(_("pyCANON, written by others, answers the same questions: k, and for every sensitive column l and t."))
    asked = _columns(now, records)
    seconds = expected_seconds(len(recoded.sizes), [len(now.dataset[name].values) for name in asked])
    if seconds > QUICK:
        st.warning(_("This may take about {n} minutes.", n=max(1, round(seconds / 60))), icon=":material/hourglass:")
    if st.button(_("Ask pyCANON"), key="risk_second_opinion", icon=":material/balance:"):
        st.session_state[ASKED] = _question(now, records, asked)
    if st.session_state.get(ASKED) == _question(now, records, asked):
        with st.spinner(_("pyCANON is counting…"), show_time=True):
            found = second_opinion_of(now, records, asked)
        _answers(found)


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


def _question(now: Session, records: Dataset, asked: tuple[str, ...]) -> tuple[str, ...]:
    return (records.fingerprint, *now.quasi_identifiers, "|", *asked)


def _answers(found: tuple[Comparison, ...]) -> None:
    st.table(
        pd.DataFrame(
            {
                _("Question"): [say(NAMES[one.measure]) for one in found],
                _("Column"): [literal(one.column) if one.column else _("all quasi-identifiers") for one in found],
                "Foule": [number(one.ours) for one in found],
                "pyCANON": [number(one.theirs) for one in found],
                _("Verdict"): [_verdict(one) for one in found],
            }
        ).set_index(_("Question"))
    )


def _verdict(one: Comparison) -> str:
    if one.agrees:
        return _("✓ the same")
    return _("✗ differs: {reason}", reason=literal(say(one.reason)) if one.reason else _("for a reason we do not know"))
