"""Periodic audit: what a recipe of then makes of the data of today, beside the release that left then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.assessment import Assessment
from analysis.recipe.recipe import from_json
from pages.ui import state
from pages.ui.choices import Audit, Earlier, EarlierFigures, Session
from pages.ui.explanations import Measure
from pages.ui.frame import explain, literal
from pages.ui.jobs import finished
from pages.ui.language import _, number, percent, say
from pages.ui.report.earlier import TYPES, earlier_of
from pages.ui.report.then import Audited, auditing_of, figures_of
from pages.ui.report.topics import THEN_AND_NOW
from pages.ui.risk.topic import table
from pages.ui.uploads import upload


def audit(now: Session) -> None:
    """Draw the section."""
    with st.expander(_("Periodic audit"), key="report_audit", on_change="rerun") as fold:
        if fold.open:
            _body(now)


def _body(now: Session) -> None:
    st.markdown(
        _(
            "Give the recipe of an earlier date and the release that it made: the recipe is carried out on the data that are "
            "open, and both are compared."
        )
    )
    for column, (label, types, key, take, held) in zip(st.columns(3), _files(now.audit), strict=True):
        with column:
            upload(label, types, key, take)
            if held:
                st.caption(f":material/check: {literal(held)}")
    recipe, release = now.audit.recipe, now.audit.release
    if recipe is None or release is None:
        return
    job = auditing_of(now, recipe, release)
    if finished(job, _("Carrying the recipe out on the data of today:"), "report_audit_stop"):
        _compared(job.result(), release, now.audit.figures)


def _files(audit: Audit) -> tuple[tuple[str, list[str], str, Callable[[str, bytes], None], str], ...]:
    """What is asked for: label, extensions, key, what is done with it, and what is held already."""
    recipe = f"{audit.recipe.made_by}, {audit.recipe.origin.fingerprint[:8]}" if audit.recipe else ""
    release = audit.release.name if audit.release else ""
    figures = _("figures") if audit.figures else ""
    return (
        (_("Recipe of then"), ["json"], "report_audit_recipe", _take_recipe, recipe),
        (_("Release of then"), TYPES, "report_audit_release", _take_release, release),
        (_("Its figures, if you have them"), ["json"], "report_audit_figures", _take_figures, figures),
    )


def _take_recipe(_name: str, content: bytes) -> None:
    _hold(recipe=from_json(content))


def _take_release(name: str, content: bytes) -> None:
    _hold(release=earlier_of(name, content))


def _take_figures(_name: str, content: bytes) -> None:
    _hold(figures=figures_of(content))


def _hold(**given: Any) -> None:
    state.update(audit=replace(state.session().audit, **given))
    state.record("audit", given=sorted(given))


def _compared(found: Audited, release: Earlier, figures: EarlierFigures | None) -> None:
    same = found.sha256 == release.sha256
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(say(THEN_AND_NOW.label), anchor=False)
        explain(THEN_AND_NOW.explanation(), key=f"explain_{THEN_AND_NOW.key}")
    if same:
        st.success(_("The release is the same as then, byte for byte."), icon=":material/check:")
    else:
        st.info(_("The release is not the same as then."), icon=":material/difference:")
    table(_rows(found, figures))
    for difference in found.now.differences:
        st.caption(literal(say(difference)))


def _rows(found: Audited, figures: EarlierFigures | None) -> dict[str, list[str]]:
    """Each figure then and now; the loss of then is in its figures only, because it needs the records of then."""
    then, after = found.then, found.now.after
    concluded = figures.opinion if figures else found.verdict_then.opinion
    lines = [
        (_("Records"), number(then.n_records), number(after.n_records)),
        (_label(Measure.K), number(then.anonymity.k), number(after.anonymity.k)),
        (_label(Measure.UNIQUES), _unique(then), _unique(after)),
        (_label(Measure.AVERAGE), percent(then.prosecutor.average), percent(after.prosecutor.average)),
        (_label(Measure.HIGHEST), percent(then.prosecutor.highest), percent(after.prosecutor.highest)),
        (_label(Measure.LOSS), number(figures.loss) if figures else "–", number(found.now.loss.loss)),
        (_("Conclusion"), say(concluded.sentence), say(found.verdict.opinion.sentence)),
    ]
    return {
        _("Figure"): [line[0] for line in lines],
        _("Then"): [line[1] for line in lines],
        _("Now"): [line[2] for line in lines],
    }


def _label(measure: Measure) -> str:
    return say(measure.label)


def _unique(found: Assessment) -> str:
    return percent(dict(found.below)[2] / found.n_records)
