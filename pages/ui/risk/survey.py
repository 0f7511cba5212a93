"""Weights and households: what the sampling weights make of the risk, and whom a household exposes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.missing import Missing, Reading, records_with_missing
from analysis.recoding.generalise import Recoded
from analysis.risk.individual import risk_threshold
from analysis.risk.survey import SurveyRisk
from analysis.wording import sentence
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, fine_percent, ngettext, number, percent, say
from pages.ui.risk.charts import risk_distribution
from pages.ui.risk.computed import anonymity_of, labels_of, survey_of
from pages.ui.risk.distribution import risk_twin
from pages.ui.risk.explained import attackers
from pages.ui.risk.explained import survey as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.grid import grid
from pages.ui.risk.panel import threshold
from pages.ui.risk.topic import heading, table
from pages.ui.theme import draw, palette

TARGETS: Final = (1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
USUAL: Final = 0.01
"""The target at first: that of sdcMicro."""
LISTED: Final = 10
"""Classes that are listed."""
RECORD, HOUSEHOLD = "record", "household"
BEARERS: Final = {RECORD: sentence("of a record"), HOUSEHOLD: sentence("of a household")}
READINGS: Final = {
    Missing.OWN_VALUE: sentence("is a value of its own"),
    Missing.MATCHES_ANY: sentence("matches anything"),
}


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    n_missing = records_with_missing(recoded.table, recoded.remaining)
    with panel:
        threshold(now)
        target = _target()
        reading = _reading() if n_missing else Reading()
    with st.spinner(_("Estimating…")):
        found = survey_of(now, recoded, reading)
    heading(topics.INDIVIDUAL)
    _sum_up(found)
    facts(_("Risk by weight and household"), _figures(found))
    for caveat in found.caveats:
        st.caption(literal(say(caveat)))
    _distribution(now, found)
    _exposed(now, recoded, found)
    _treatment(found, target)
    if n_missing:
        _both_readings(now, recoded, n_missing, reading.alpha)


def _target() -> float:
    return st.select_slider(
        _("Expected re-identifications, at most"), TARGETS, USUAL, key="risk_target", format_func=fine_percent,
        persist_state="session",
    )  # fmt: skip


def _reading() -> Reading:
    """Let the user say what a missing value stands for."""
    missing = st.radio(
        _("A missing value"), list(Missing), key="risk_missing", format_func=lambda own: say(READINGS[own]),
        persist_state="session",
    )  # fmt: skip
    if missing is Missing.OWN_VALUE:
        return Reading()
    alpha = st.slider(
        _("α: how much a gap hides others"), 0.0, 1.0, 1.0, 0.1, key="risk_alpha", persist_state="session"
    )
    return Reading(missing, alpha)


def _sum_up(found: SurveyRisk) -> None:
    own = found.individual
    expected, records = number(own.expected_reidentifications, 1), ngettext("{n} record", "{n} records", own.n_records)
    st.markdown(
        _(
            "**{expected}** of {records} are expected to be re-identified: {share}.",
            expected=expected, records=records, share=fine_percent(own.global_risk),
        )
    )  # fmt: skip


def _figures(found: SurveyRisk) -> Iterator[Fact]:
    own, exact, homes = found.individual, found.exact, found.households
    bearing = int(own.records[own.risks == own.risks.max()].sum())
    yield Fact(
        topics.REIDENTIFICATIONS,
        number(own.expected_reidentifications, 2),
        _("{share} of the records", share=fine_percent(own.global_risk)),
        _("highest risk {risk}: {records}", risk=percent(own.highest),
          records=ngettext("{n} record", "{n} records", bearing)),
    )  # fmt: skip
    yield Fact(
        topics.EXACT,
        number(exact.expected_reidentifications, 2),
        _("{share} of the records", share=fine_percent(exact.global_risk)),
        _("highest risk {risk}", risk=percent(exact.highest)),
    )
    if homes is not None:
        yield Fact(
            topics.HOUSEHOLD,
            number(homes.expected_reidentifications, 2),
            _("{share} of the records are expected to be exposed", share=fine_percent(homes.global_risk)),
            ngettext(
                "{n} household, highest risk {risk}", "{n} households, highest risk {risk}", len(homes.risks),
                risk=percent(homes.highest),
            ),
        )  # fmt: skip
    if found.people is not None:
        fraction = percent(own.n_records / found.people, 2)
        yield Fact(
            topics.PEOPLE, number(round(found.people)), _("{share} of them are in the data", share=fraction)
        )  # fmt: skip


def _distribution(now: Session, found: SurveyRisk) -> None:
    heading(attackers.DISTRIBUTION)
    bearer = RECORD
    if found.households is not None:
        bearer = st.segmented_control(
            _("Risk"), list(BEARERS), format_func=lambda own: say(BEARERS[own]), key="risk_bearer", default=RECORD,
            required=True, label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
    shown = (found.individual if bearer == RECORD else found.households).distribution
    draw(
        risk_distribution(shown, now.threshold, palette()), key="risk_survey_distribution", height=380,
        alt=_(
            "Share of the records by their risk, and share with a higher risk: {share} are above {threshold}.",
            share=percent(shown.above(now.threshold)), threshold=percent(now.threshold, 0),
        ),
    )  # fmt: skip
    risk_twin(shown)


def _exposed(now: Session, recoded: Recoded, found: SurveyRisk) -> None:
    """The classes whose people are at the highest individual risk, with their values."""
    heading(topics.EXPOSED)
    own = found.individual
    above = own.risks > now.threshold
    st.markdown(
        ngettext(
            "**{n} record** has an individual risk above {threshold}.",
            "**{n} records** have an individual risk above {threshold}.",
            int(own.records[above].sum()), threshold=percent(now.threshold, 0),
        )
    )  # fmt: skip
    listed = np.argsort(-own.risks, kind="stable")[:LISTED]
    rows = [
        [percent(float(own.risks[row]), 2), number(int(own.records[row])), *labels]
        for row, labels in zip(listed, labels_of(recoded, listed), strict=True)
    ]
    grid(say(topics.EXPOSED.label), [_("Individual risk"), _("Records"), *recoded.table.names], rows)
    if len(own.risks) > len(listed):
        st.caption(
            ngettext("{n} class more is not listed.", "{n} classes more are not listed.", len(own.risks) - len(listed))
        )


def _treatment(found: SurveyRisk, target: float) -> None:
    """Which records are to be treated so that the target is met."""
    heading(topics.GLOBAL_TARGET)
    reached = risk_threshold(found.individual, target)
    if not reached.n_above:
        st.markdown(
            _(
                "The target of {target} is met as it is: {share} of the records are expected to be re-identified.",
                target=fine_percent(target), share=fine_percent(found.individual.global_risk),
            )
        )  # fmt: skip
        return
    st.markdown(
        ngettext(
            "**{n} record** has a risk above **{threshold}**: brought down to it, no more than {target} of the records are "
            "expected to be re-identified.",
            "**{n} records** have a risk above **{threshold}**: brought down to it, no more than {target} of the records are "
            "expected to be re-identified.",
            reached.n_above,
            threshold=fine_percent(reached.threshold),
            target=fine_percent(target),
        )
    )


def _both_readings(now: Session, recoded: Recoded, n_missing: int, alpha: float) -> None:
    """The figures by either reading of missing values, side by side."""
    heading(topics.READINGS)
    st.markdown(ngettext("{n} record lacks a quasi-identifier.", "{n} records lack a quasi-identifier.", n_missing))
    readings = (Reading(), Reading(Missing.MATCHES_ANY, alpha))
    found = [survey_of(now, recoded, reading) for reading in readings]
    figures = {
        _("A missing value"): [say(READINGS[reading.missing]) for reading in readings],
        "k": [number(anonymity_of(now, recoded, reading).k) for reading in readings],
        _("Expected re-identifications"): [number(own.individual.expected_reidentifications, 2) for own in found],
        _("Highest risk"): [percent(own.individual.highest) for own in found],
    }
    if all(own.households is not None for own in found):
        figures[_("Exposed by household")] = [number(own.households.expected_reidentifications, 2) for own in found]
    table(figures)
