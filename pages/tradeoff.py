"""Every combination of levels as a point of risk against what it costs: look, pick, apply."""

import streamlit as st

from analysis.errors import AnalysisError
from analysis.search import search_size
from pages.ui.choices import Session
from pages.ui.computed import table_of
from pages.ui.frame import empty_state, problem
from pages.ui.jobs import finished
from pages.ui.journey import framed
from pages.ui.language import _
from pages.ui.points import answer, points_of
from pages.ui.scenarios import scenarios
from pages.ui.search import Searched, restart, search_of
from pages.ui.tradeoff.asked import requirement
from pages.ui.tradeoff.picks import cards, front_table
from pages.ui.tradeoff.picture import choices, cloud
from pages.ui.tradeoff.price import price_of_k


def body(now: Session) -> None:
    """What the page shows once there is something to search."""
    job = search_of(now)
    with st.container(border=True, key="tradeoff_requirement"):
        requirement(now)
        axes = choices()
    size = search_size(table_of(now), dict(now.wishes.max_levels))
    doing = _("Evaluating the combinations of levels, with about {n} MB of memory:", n=max(1, size.memory >> 20))
    if not finished(job, doing, "tradeoff_stop"):
        return
    if job.was_cancelled:
        st.info(_("The search was stopped."), icon=":material/stop:")
        st.button(_("Start again"), key="tradeoff_again", on_click=restart)
        return
    searched: Searched = job.result()
    points = points_of(now, searched, axes[0], axes[1])
    st.markdown(answer(now, searched, points))
    cloud(now, points, axes)
    cards(now, searched, axes[0], axes[1])
    front_table(now, points, axes[0], axes[1])
    st.header(_("Scenarios"), anchor=False)
    scenarios(now)
    if searched.explored is None:
        price_of_k(now, searched)


with framed("pages/tradeoff.py", _("What does each degree of protection cost?")) as now:
    if now.dataset is None:
        empty_state(
            _("Open a dataset first: its possible recodings are then compared here."),
            "pages/data.py",
            _("Open a dataset"),
        )
    elif now.plan is None:
        empty_state(
            _("Choose the quasi-identifiers first: they are the columns to generalise."),
            "pages/roles.py",
            _("Give roles"),
        )
    else:
        try:
            body(now)
        except AnalysisError as error:
            problem(error)
