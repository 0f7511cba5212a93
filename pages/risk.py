"""See who could be re-identified, and why."""

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.frequency import EquivalenceClasses
from analysis.models.k_anonymity import records_in_classes_below
from analysis.recoding.generalise import Recoded
from analysis.risk.reidentification import prosecutor_risk, share_at_risk
from pages.ui.charts import class_sizes, contribution_bars, size_bars
from pages.ui.computed import contributions_of, exposed_of, original_of, shown_of
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import empty_state, explain, literal, problem
from pages.ui.journey import framed
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.second_opinion import second_opinion
from pages.ui.state import Session, session, update
from pages.ui.tables import exposed_table
from pages.ui.theme import draw, palette

ORIGINAL, CURRENT = "original", "current"
BELOW = (2, 3, 5, 11, 20)


def answer(now: Session) -> str | None:
    """Who is alone of their kind, in a sentence."""
    if now.plan is None:
        return None
    try:
        classes = original_of(now).classes
    except AnalysisError:
        return None
    unique = records_in_classes_below(classes, 2)
    columns = literal(", ".join(now.quasi_identifiers))
    if unique:
        return _(
            "**{share}** of the people ({count}) are the only one of their kind on {columns}.",
            share=percent(unique / classes.n_records), count=unique, columns=columns,
        )  # fmt: skip
    return _(
        "Nobody is the only one of their kind on {columns}: the smallest group has **{k}** members.",
        k=int(classes.sizes.min()), columns=columns,
    )  # fmt: skip


def heading(measure: Measure) -> None:
    """A section's title, with its explanation to open."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(say(measure.label), anchor=False)
        explain(EXPLANATIONS[measure](), key=f"explain_{measure.value}")


def chosen(now: Session) -> Recoded:
    """The state of the data that the page is about."""
    labels = {ORIGINAL: _("original data"), CURRENT: _("current recoding")}
    which = st.segmented_control(
        _("Show the risk of"), list(labels), format_func=labels.get, key="risk_which", default=ORIGINAL, required=True
    )
    return original_of(now) if which == ORIGINAL else shown_of(now)


def threshold(now: Session) -> None:
    """Let the user say from which risk on a record counts as at risk."""
    st.session_state.setdefault("risk_threshold", round(now.threshold * 100))
    st.slider(
        _("A record is at risk above"), 1, 50, key="risk_threshold", format="%d %%",
        on_change=lambda: update(threshold=st.session_state.risk_threshold / 100),
    )  # fmt: skip


def figures(now: Session, classes: EquivalenceClasses) -> None:
    """The figures of the panel, each with its explanation."""
    risk = prosecutor_risk(classes)
    rows = (
        (Measure.AT_RISK, percent(share_at_risk(classes, now.threshold))),
        (Measure.HIGHEST, _("{risk} ({count} records)", risk=percent(risk.highest), count=risk.records_at_highest)),
        (Measure.AVERAGE, percent(risk.average)),
    )
    for measure, value in rows:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=None):
            st.markdown(f"{say(measure.label)}  \n**{value}**")
            explain(EXPLANATIONS[measure](), key=f"explain_{measure.value}")


def small_classes(classes: EquivalenceClasses) -> None:
    """Records below each usual threshold."""
    heading(Measure.BELOW)
    counts = [records_in_classes_below(classes, size) for size in BELOW]
    st.table(
        pd.DataFrame(
            {
                _("Fewer than"): [number(size) for size in BELOW],
                _("Records"): [number(count) for count in counts],
                _("Share"): [percent(count / classes.n_records) for count in counts],
            }
        ).set_index(_("Fewer than"))
    )


def sizes(now: Session, classes: EquivalenceClasses) -> None:
    """The distribution of class sizes, with its table."""
    heading(Measure.CLASS_SIZES)
    bars = size_bars(classes.sizes)
    exposed = share_at_risk(classes, now.threshold)
    draw(
        class_sizes(bars, now.threshold, palette()), key="risk_sizes", height=320,
        alt=_("Records by the size of their equivalence class: {share} are at risk.", share=percent(exposed)),
    )  # fmt: skip
    with st.expander(_("The same as a table")):
        st.table(
            pd.DataFrame(
                {
                    _("Class size"): [bar.label for bar in bars],
                    _("Classes"): [number(bar.classes) for bar in bars],
                    _("Records"): [number(bar.records) for bar in bars],
                }
            ).set_index(_("Class size"))
        )


def columns(now: Session) -> None:
    """Which columns do it."""
    heading(Measure.CONTRIBUTION)
    found, unique = contributions_of(now), records_in_classes_below(original_of(now).classes, 2)
    draw(
        contribution_bars(found, unique, palette()), key="risk_contributions", height=110 + 46 * len(found),
        alt=_("Unique records that would no longer be unique without each quasi-identifier."),
    )  # fmt: skip
    with st.expander(_("The same as a table")):
        st.table(
            pd.DataFrame(
                {
                    _("Column"): [literal(one.column) for one in found],
                    _("Unique by it alone"): [number(one.uniques_alone) for one in found],
                    _("Distinction"): [percent(one.alone.distinction, 2) for one in found],
                    _("Separation"): [percent(one.alone.separation) for one in found],
                    _("k without it"): ["–" if one.k_without is None else number(one.k_without) for one in found],
                    _("Unique without it"): [
                        "–" if one.uniques_without is None else number(one.uniques_without) for one in found
                    ],
                }
            ).set_index(_("Column"))
        )


def exposed(now: Session, recoded: Recoded) -> None:
    """The smallest classes, with the values that expose them."""
    heading(Measure.EXPOSED)
    found = exposed_of(now, recoded)
    st.markdown(
        ngettext(
            "The smallest class, with the values that make it rare marked.",
            "The {n} smallest classes, with the values that make them rare marked.",
            len(found),
        )
    )
    exposed_table(now.quasi_identifiers, found)


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
            main, side = st.columns([3, 1], gap="large")
            with side, st.container(key="panel_risk", border=True):
                recoded = chosen(now)
                threshold(now)
                figures(now, recoded.remaining)
                small_classes(recoded.remaining)
            with main:
                sizes(now, recoded.remaining)
                columns(now)
                exposed(now, recoded)
                heading(Measure.SECOND_OPINION)
                second_opinion(now, recoded, st.session_state.risk_which == ORIGINAL)
        except AnalysisError as error:
            problem(error)
