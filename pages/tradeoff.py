"""Every combination of levels as a point of risk against what it costs: look, pick, apply."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.search import Aim, Measure, Risk, search_size, suggest
from analysis.wording import sentence
from pages.ui import state
from pages.ui.cloud import Cloud, cloud_figure, cost_of_k
from pages.ui.computed import prices_of, table_of
from pages.ui.conditions import conditions
from pages.ui.explanations import EXPLANATIONS
from pages.ui.explanations import Measure as Explained
from pages.ui.frame import empty_state, explain, literal, problem
from pages.ui.jobs import finished
from pages.ui.journey import framed
from pages.ui.language import _, number, say
from pages.ui.levels import level_labels
from pages.ui.points import COSTS, RISKS, Points, answer, labels_of, points_of, row_of_plan
from pages.ui.scenarios import lettered, scenarios
from pages.ui.search import Searched, restart, search_of
from pages.ui.state import Session, session, update
from pages.ui.theme import draw, palette

TITLE = sentence("What does each degree of protection cost?")
AIMS = {
    Aim.SAFEST: sentence("The safest that stays useful"),
    Aim.BALANCED: sentence("The balance"),
    Aim.MOST_USEFUL: sentence("The most useful that is allowed"),
}
COLOURS = {
    "none": sentence("whether it meets the requirements"),
    "average": sentence("average risk"),
    "k": sentence("k (smallest group)"),
    "classes": sentence("number of groups"),
}


def choices() -> tuple[Risk, Measure, str]:
    """The axes and the colour of the cloud."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        risk = st.selectbox(
            _("Risk"), list(RISKS), key="tradeoff_risk", format_func=lambda own: say(RISKS[own]), width=300
        )
        cost = st.selectbox(
            _("Cost"), list(COSTS), key="tradeoff_cost", format_func=lambda own: say(COSTS[own]), width=300
        )
        colour = st.selectbox(
            _("Colour"), list(COLOURS), key="tradeoff_colour", format_func=lambda own: say(COLOURS[own]), width=300
        )
    return risk, cost, colour


def third(points: Points, colour: str) -> np.ndarray | None:
    """The figure that colours the points."""
    found = points.lattice
    match colour:
        case "average":
            return found.risk(Risk.AVERAGE)[points.nodes]
        case "k":
            return np.log10(np.maximum(1, points.smallest))
        case "classes":
            return np.log10(np.maximum(1, found.n_kept[points.nodes]))
    return None


def cloud(now: Session, points: Points, axes: tuple[Risk, Measure, str]) -> None:
    """The cloud; a click applies the combination."""
    risk, measure, colour = axes
    rows = [(letter, row_of_plan(points, own.plan)) for letter, own in lettered(now)]
    logarithmic = colour in ("k", "classes")
    shown = Cloud(
        nodes=points.nodes,
        cost=points.cost,
        risk=points.risk,
        meets=points.meets,
        smallest=points.smallest,
        suppressed=points.suppressed,
        labels=partial(labels_of, now, points),
        front=points.front[::-1],
        current=row_of_plan(points, now.plan),
        flags=[(letter, row) for letter, row in rows if row is not None],
        cost_title=say(COSTS[measure]),
        risk_title=say(RISKS[risk]),
        limit=now.plan.recoding.suppression_limit
        if risk is Risk.BELOW_K and not now.plan.recoding.conditions
        else None,
        colour=third(points, colour),
        colour_title=_("{figure}, power of ten", figure=say(COLOURS[colour])) if logarithmic else say(COLOURS[colour]),
    )
    draw(
        cloud_figure(shown, palette()),
        key="tradeoff_cloud",
        height=560,
        alt=_(
            "{n} combinations of levels by cost and risk, with the front; the table below lists the front.",
            n=len(points.nodes),
        ),
        on_select=_clicked,
        selection_mode="points",
    )
    st.caption(
        _("Click a point to apply it. The line is the front: no other combination has both less risk and less cost.")
    )


def _clicked() -> None:
    found = session()
    chosen: Any = st.session_state.tradeoff_cloud["selection"]["points"]
    if chosen:
        state.take_levels(search_of(found).result().lattice.levels_of(int(chosen[0]["customdata"])))


def cards(now: Session, searched: Searched, risk: Risk, measure: Measure) -> None:
    """Three combinations to begin with."""
    st.session_state.setdefault("tradeoff_keep", 50)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(_("Three to begin with"), anchor=False)
        st.number_input(_("Keep at least (%)"), 0, 100, step=5, key="tradeoff_keep", width=160)
    try:
        found = suggest(
            searched.meeting or searched.lattice, now.plan.recoding.suppression_limit, risk, measure,
            st.session_state.tradeoff_keep / 100, now.threshold, dict(now.wishes.weights),
        )  # fmt: skip
    except AnalysisError as error:
        problem(error)
        return
    current = tuple(level for _name, level in now.plan.recoding.levels)
    for column, one in zip(st.columns(len(found)), found, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{say(AIMS[one.aim])}**")
            st.markdown(literal(say(one.reason)))
            st.button(
                _("Apply"), key=f"tradeoff_apply_{one.aim.value}", type="primary" if one.aim is Aim.BALANCED else "secondary",
                disabled=one.levels == current and not now.plan.cuts, on_click=state.take_levels, args=(one.levels,),
            )  # fmt: skip


def front_table(now: Session, points: Points, risk: Risk, measure: Measure) -> None:
    """The front as a table to sort, filter and pick from, for those who do not use the chart."""
    st.header(_("The front as a table"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        only = st.toggle(_("Only what meets the requirements"), True, key="tradeoff_only")
        least = st.number_input(_("k at least"), 0, 1000, 0, key="tradeoff_k_from", width=140)
        most = st.number_input(
            _("Suppressed at most (%)"), 0.0, 100.0, 100.0, format="%g", key="tradeoff_suppressed_to", width=180
        )
    share = points.suppressed / points.lattice.n_records
    rows = [
        row for row in points.front
        if (points.meets[row] or not only) and points.smallest[row] >= least and share[row] * 100 <= most
    ]  # fmt: skip
    if not rows:
        st.info(_("Nothing on the front is left by these filters."), icon=":material/filter_alt_off:")
        return
    table = table_of(now)
    labels = [level_labels(table, position) for position in range(len(table.columns))]
    levels = points.lattice.levels[points.nodes[rows]]
    frame = pd.DataFrame(
        {
            say(RISKS[risk]): points.risk[rows],
            say(COSTS[measure]): points.cost[rows],
            "k": points.smallest[rows],
            _("Suppressed"): points.suppressed[rows],
            **{_("{column} (level)", column=name): levels[:, place] for place, name in enumerate(table.names)},
        }
    )
    picked = st.dataframe(
        frame, key="tradeoff_front", hide_index=True, on_select="rerun", selection_mode="single-row",
        column_config={
            say(RISKS[risk]): st.column_config.NumberColumn(format="percent"),
            say(COSTS[measure]): st.column_config.NumberColumn(format="localized"),
            _("Suppressed"): st.column_config.NumberColumn(format="localized"),
        },
        height="content" if len(rows) <= 10 else 400, alt=_("The combinations on the front, by ascending risk"),
    )  # fmt: skip
    selected = picked["selection"]["rows"]
    place = st.selectbox(
        _("Combination"), range(len(rows)), index=min(selected[0], len(rows) - 1) if selected else 0, key=None,
        format_func=lambda own: _front_name(points, rows[own], labels),
    )  # fmt: skip
    st.button(
        _("Apply this combination"), key="tradeoff_apply_front", type="primary", on_click=state.take_levels,
        args=(points.levels(rows[place]),),
    )  # fmt: skip


def _front_name(points: Points, row: int, labels: list[tuple[str, ...]]) -> str:
    levels = ", ".join(labels[place][level] for place, level in enumerate(points.levels(row)) if level)
    return _(
        "k = {k}, cost {cost}, {count} suppressed",
        k=int(points.smallest[row]),
        cost=float(points.cost[row]),
        count=int(points.suppressed[row]),
    ) + (f" · {levels}" if levels else "")


def price_of_k(now: Session, searched: Searched) -> None:
    """How the least loss changes with k, at the current limit."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(_("What does a larger k cost?"), anchor=False)
        explain(EXPLANATIONS[Explained.PRICE](), key="explain_price")
    found = prices_of(now, searched.lattice)
    possible = [one for one in found if one.loss is not None]
    if not possible:
        st.info(_("No combination reaches k = 2 within the limit: allow more suppression."), icon=":material/info:")
        return
    draw(
        cost_of_k(np.array([one.k for one in possible]), np.array([one.loss for one in possible]), now.plan.recoding.k, palette()),
        key="tradeoff_price", height=300,
        alt=_(
            "Least information loss for k from 2 to {most}: from {first} to {last}.",
            most=possible[-1].k, first=possible[0].loss, last=possible[-1].loss,
        ),
    )  # fmt: skip
    with st.expander(_("The same as a table")):
        st.table(
            pd.DataFrame(
                {
                    "k": [number(one.k) for one in possible],
                    _("Least loss"): [number(one.loss) for one in possible],
                    _("Suppressed"): [number(one.suppressed) for one in possible],
                }
            ).set_index("k")
        )


def requirement(now: Session) -> None:
    """k, the suppression limit, conditions, level limits and weights."""
    recoding = now.plan.recoding
    st.session_state.update(tradeoff_k=recoding.k, tradeoff_limit=recoding.suppression_limit * 100)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Smallest group (k)"), 1, 100, key="tradeoff_k", on_change=_require)
        st.number_input(
            _("Suppress at most (%)"), 0.0, 100.0, step=0.5, format="%g", key="tradeoff_limit", on_change=_require
        )
    more, wishes = st.columns(2)
    with more:
        conditions(now, "tradeoff")
    with wishes:
        limits = st.popover(
            _("Limits and weights of columns"), icon=":material/tune:", key="tradeoff_wishes", on_change="rerun", width="stretch"
        )  # fmt: skip
        if limits.open:
            with limits:
                _wishes(now)


def _require() -> None:
    state.recode(
        replace(
            session().plan.recoding,
            k=int(st.session_state.tradeoff_k),
            suppression_limit=st.session_state.tradeoff_limit / 100,
        )
    )


def _wishes(now: Session) -> None:
    table = table_of(now)
    highest, weights = dict(now.wishes.max_levels), dict(now.wishes.weights)
    st.caption(_("The most general level a column may reach, and how much its detail counts for you (1 is usual)."))
    for position, column in enumerate(table.columns):
        labels = level_labels(table, position)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.session_state[f"tradeoff_max_{position}"] = highest.get(column.name, column.top)
            st.session_state[f"tradeoff_weight_{position}"] = weights.get(column.name, 1.0)
            st.selectbox(
                _("{column} at most", column=literal(column.name)), range(column.n_levels), key=f"tradeoff_max_{position}",
                format_func=labels.__getitem__, on_change=_wish, args=(table.names,),
            )  # fmt: skip
            st.number_input(
                _("Weight of {column}", column=literal(column.name)), 0.0, 10.0, step=0.5, key=f"tradeoff_weight_{position}",
                on_change=_wish, args=(table.names,), width=140,
            )  # fmt: skip


def _wish(names: tuple[str, ...]) -> None:
    table = table_of(session())
    highest = [(name, st.session_state[f"tradeoff_max_{place}"]) for place, name in enumerate(names)]
    weights = [(name, st.session_state[f"tradeoff_weight_{place}"]) for place, name in enumerate(names)]
    tops = {column.name: column.top for column in table.columns}
    update(
        wishes=state.Wishes(
            tuple((name, level) for name, level in highest if level < tops[name]),
            tuple((name, weight) for name, weight in weights if weight != 1),
        )
    )


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


with framed("pages/tradeoff.py", say(TITLE)) as now:
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
