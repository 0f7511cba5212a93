"""Judge the release, say what only people can say, and take the report away."""

from __future__ import annotations

import streamlit as st

from analysis.attacks.intersection import Crossing
from analysis.errors import AnalysisError
from analysis.presets import preset
from analysis.recipe.running import Outcome
from pages.ui.choices import Session
from pages.ui.frame import empty_state, problem
from pages.ui.jobs import finished
from pages.ui.journey import framed
from pages.ui.language import _
from pages.ui.presets import about
from pages.ui.recipe_file import recipe_file
from pages.ui.report.audit import audit
from pages.ui.report.computed import concluded_of, crossing_of, document_of, made_of, making_of
from pages.ui.report.document import downloads, preview
from pages.ui.report.earlier import earlier_release
from pages.ui.report.questions import questions
from pages.ui.report.recipients import recipients
from pages.ui.report.standing import standing


def body(now: Session) -> None:
    """The verdict, the form and the document of what the session's choices make."""
    job = making_of(now)
    if not finished(job, _("Making the release and measuring it:"), "report_stop"):
        return
    made = made_of(now, job)
    crossing, failure = crossed(now, made.outcome)
    verdict = concluded_of(now, made.outcome, crossing)
    standing(now, made.outcome, verdict)
    if now.preset:
        about(preset(now.preset), now)
    form, document = st.columns([1, 1.3], gap="large")
    with form:
        recipients(now)
        if failure is not None:
            problem(failure)
        earlier_release(now, crossing)
        questions(now)
    with document:
        report = document_of(now, made, verdict, crossing)
        downloads(now, made, verdict, crossing, report)
        preview(report)


def crossed(now: Session, outcome: Outcome) -> tuple[Crossing | None, AnalysisError | None]:
    """The release beside an earlier one; or why the two cannot be compared."""
    try:
        with st.spinner(_("Comparing with the earlier release…")):
            return crossing_of(now, outcome), None
    except AnalysisError as error:
        return None, error


with framed("pages/report.py", _("What may leave, and how is that justified?")) as now:
    if now.dataset is None:
        empty_state(_("Open a dataset first: the report is then written here."), "pages/data.py", _("Open a dataset"))
    elif now.plan is None:
        empty_state(
            _("Choose the quasi-identifiers first: without them nothing can be said of the risk."),
            "pages/roles.py",
            _("Give roles"),
        )
        recipe_file("report")
    else:
        try:
            body(now)
        except AnalysisError as error:
            problem(error)
            st.page_link("pages/anonymise.py", label=_("Choose other levels"), icon=":material/arrow_back:")
        st.header(_("Recipes"), anchor=False)
        recipe_file("report")
        audit(now)
