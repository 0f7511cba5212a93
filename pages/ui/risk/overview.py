"""The overview: class sizes, which columns do it, who is most exposed, and the second opinion."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.frequency import EquivalenceClasses
from analysis.models.k_anonymity import records_in_classes_below
from analysis.recoding.generalise import Recoded
from analysis.risk.reidentification import prosecutor_risk, share_at_risk
from pages.ui.charts import class_sizes, contribution_bars, size_bars
from pages.ui.choices import Session
from pages.ui.computed import contributions_of, exposed_of, original_of
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import explain
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.panel import is_original, threshold
from pages.ui.risk.topic import table, twin
from pages.ui.second_opinion import second_opinion
from pages.ui.tables import exposed_table
from pages.ui.theme import draw, palette

BELOW: Final = (2, 3, 5, 11, 20)


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        threshold(now)
        _figures(now, recoded.remaining)
        _small_classes(recoded.remaining)
    _sizes(now, recoded.remaining)
    _columns(now)
    _exposed(now, recoded)
    _heading(Measure.SECOND_OPINION)
    second_opinion(now, recoded, is_original())


def _heading(measure: Measure) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(say(measure.label), anchor=False)
        explain(EXPLANATIONS[measure](), key=f"explain_{measure.value}")


def _figures(now: Session, classes: EquivalenceClasses) -> None:
    risk = prosecutor_risk(classes)
    rows = (
        (Measure.AT_RISK, percent(share_at_risk(classes, now.threshold))),
        (
            Measure.HIGHEST,
            f"{percent(risk.highest)} ({ngettext('{n} record', '{n} records', risk.records_at_highest)})",
        ),
        (Measure.AVERAGE, percent(risk.average)),
    )
    for measure, value in rows:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=None):
            st.markdown(f"{say(measure.label)}  \n**{value}**")
            explain(EXPLANATIONS[measure](), key=f"explain_{measure.value}")


def _small_classes(classes: EquivalenceClasses) -> None:
    """Records below each usual threshold."""
    _heading(Measure.BELOW)
    counts = [records_in_classes_below(classes, size) for size in BELOW]
    table(
        {
            _("Fewer than"): [number(size) for size in BELOW],
            _("Records"): [number(count) for count in counts],
            _("Share"): [percent(count / classes.n_records) for count in counts],
        }
    )


def _sizes(now: Session, classes: EquivalenceClasses) -> None:
    _heading(Measure.CLASS_SIZES)
    bars = size_bars(classes.sizes)
    exposed = share_at_risk(classes, now.threshold)
    draw(
        class_sizes(bars, now.threshold, palette()), key="risk_sizes", height=320,
        alt=_("Records by the size of their equivalence class: {share} are at risk.", share=percent(exposed)),
    )  # fmt: skip
    twin(
        {
            _("Class size"): [bar.label for bar in bars],
            _("Classes"): [number(bar.classes) for bar in bars],
            _("Records"): [number(bar.records) for bar in bars],
        }
    )


def _columns(now: Session) -> None:
    _heading(Measure.CONTRIBUTION)
    found, unique = contributions_of(now), records_in_classes_below(original_of(now).classes, 2)
    draw(
        contribution_bars(found, unique, palette()), key="risk_contributions", height=110 + 46 * len(found),
        alt=_("Unique records that would no longer be unique without each quasi-identifier."),
    )  # fmt: skip
    twin(
        {
            _("Column"): [one.column for one in found],
            _("Unique by it alone"): [number(one.uniques_alone) for one in found],
            _("Distinction"): [percent(one.alone.distinction, 2) for one in found],
            _("Separation"): [percent(one.alone.separation) for one in found],
            _("k without it"): ["–" if one.k_without is None else number(one.k_without) for one in found],
            _("Unique without it"): [
                "–" if one.uniques_without is None else number(one.uniques_without) for one in found
            ],
        }
    )


def _exposed(now: Session, recoded: Recoded) -> None:
    """The smallest classes, with the values that expose them."""
    _heading(Measure.EXPOSED)
    found = exposed_of(now, recoded)
    st.markdown(
        ngettext(
            "The smallest class, with the values that make it rare marked.",
            "The {n} smallest classes, with the values that make them rare marked.",
            len(found),
        )
    )
    exposed_table(now.quasi_identifiers, found)
