"""Small cells: what the tables that could be made of the data would tell, by the rules of official statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.recoding.generalise import Recoded
from analysis.risk.cell_rules import USAGES, CellRules, Reason
from analysis.risk.cells import MOST_WAYS, NO_SECONDARY, CellTable, UnsafeCell
from analysis.wording import sentence
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.jobs import finished
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.explained import cells as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.followed import person_options
from pages.ui.risk.grid import grid
from pages.ui.risk.people_charts import cell_bounds, cells_by_size, count_bars
from pages.ui.risk.tabled import Counted, all_cells_of, cells_of, dimensions_of, restart
from pages.ui.risk.topic import heading, twin
from pages.ui.theme import draw, palette

USAGE, THRESHOLD, DOMINANCE, LARGEST, P = (
    "risk_cells_usage", "risk_cells_threshold", "risk_cells_dominance", "risk_cells_largest", "risk_cells_p"
)  # fmt: skip
EVERY: Final = "risk_cells_every"
LISTED_TABLES: Final = 15
REASONS: Final = {
    Reason.FEW: sentence("too few"),
    Reason.DOMINANCE: sentence("dominated"),
    Reason.P_PERCENT: sentence("p% rule"),
}


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        columns = _columns(now)
        counted = _counted(now)
        rules = _rules(counted)
        every = st.toggle(_("Look at every table of up to three columns"), key=EVERY, persist_state="session")
    heading(topics.CELLS)
    if columns:
        with st.spinner(_("Counting the cells…")):
            found = cells_of(now, recoded, counted, columns, rules)
        _unsafe(found, counted, rules)
        _full_rows(found)
    else:
        st.info(_("Choose one to three columns, in the panel."), icon=":material/table:")
    if every:
        _every_table(now, recoded, counted, rules)
    st.info(say(NO_SECONDARY), icon=":material/info:")


def _columns(now: Session) -> tuple[str, ...]:
    """The columns of the table: at first two quasi-identifiers."""
    names = dimensions_of(now)
    chosen = st.multiselect(
        _("Columns of the table"), names, default=names[:2], key="risk_cells_columns", max_selections=MOST_WAYS,
        persist_state="session", placeholder=_("no column"),
    )  # fmt: skip
    return tuple(chosen)


def _counted(now: Session) -> Counted:
    """What is counted: records or those whom they are about; and what is added up, if anything."""
    person = st.selectbox(
        _("Who contributes"), [None, *person_options(now)], key="risk_cells_person", persist_state="session",
        format_func=lambda name: _("each record") if name is None else _("{column}, once each", column=name),
    )  # fmt: skip
    numbers = [column.name for column in now.dataset if column.kind.is_number]
    amount = st.selectbox(
        _("Published total"), [None, *numbers], key="risk_cells_amount", persist_state="session",
        format_func=lambda name: _("none: counts only") if name is None else name,
    )  # fmt: skip
    return Counted(person, amount)


def _rules(counted: Counted) -> CellRules:
    """What a cell must meet: a usage to start from, and its figures to change."""
    names = [say(usage.name) for usage in USAGES]
    usage = st.selectbox(
        _("Rules of"), range(len(USAGES)), key=USAGE, format_func=names.__getitem__, on_change=_take_usage,
        persist_state="session",
    )  # fmt: skip
    st.caption(literal(say(USAGES[usage].source)))
    st.session_state.setdefault(THRESHOLD, USAGES[usage].rules.threshold)
    fewest = st.number_input(_("Fewest contributors of a cell"), 1, 1000, key=THRESHOLD, persist_state="session")
    if counted.amount is None:
        return CellRules(fewest)
    most = st.slider(
        _("At most so much of the total"), 50, 100, 85, key=DOMINANCE, format="%d %%", persist_state="session"
    )
    n = st.segmented_control(
        _("by the largest"), [1, 2], key=LARGEST, default=1, required=True, persist_state="session"
    )  # fmt: skip
    p = st.slider(
        _("No amount to be told closer than (p%)"), 0, 50, 10, key=P, format="%d %%", persist_state="session"
    )  # fmt: skip
    return CellRules(fewest, (n, most / 100), p / 100 if p else None)


def _take_usage() -> None:
    rules = USAGES[st.session_state[USAGE]].rules
    st.session_state[THRESHOLD] = rules.threshold
    if rules.dominance is not None:
        st.session_state[LARGEST], st.session_state[DOMINANCE] = rules.dominance[0], round(rules.dominance[1] * 100)


def _unsafe(found: CellTable, counted: Counted, rules: CellRules) -> None:
    st.markdown(
        _("None of the **{cells} cells** is unsafe.", cells=found.n_cells)
        if not found.n_unsafe
        else ngettext(
            "**{n} cell** of {cells} is unsafe ({share}); it holds {records} of the records.",
            "**{n} cells** of {cells} are unsafe ({share}); they hold {records} of the records.",
            found.n_unsafe, cells=found.n_cells, share=percent(found.n_unsafe / found.n_cells),
            records=percent(found.records_unsafe / found.n_records),
        )
    )  # fmt: skip
    bars = count_bars(found.contributors, cell_bounds(rules.threshold))
    unit = _("records") if counted.person is None else _("people")
    draw(
        cells_by_size(bars, rules.threshold, unit, palette()), key="risk_cells_sizes", height=280,
        alt=_(
            "Cells by the number of their contributors: {few} of {cells} have fewer than {threshold}.",
            few=dict(found.by_reason)[Reason.FEW], cells=found.n_cells, threshold=rules.threshold,
        ),
    )  # fmt: skip
    twin({_("Contributors"): [bar.label for bar in bars], _("Cells"): [number(bar.count) for bar in bars]})
    facts(_("Unsafe cells"), _facts(found))
    _listed(found)


def _facts(found: CellTable) -> Iterator[Fact]:
    for reason, cells in found.by_reason:
        words = _("of the cells break it")
        yield Fact(topics.OF_REASON[reason], percent(cells / found.n_cells), words, _cells(cells))
    share = percent(found.n_empty / found.n_possible)
    yield Fact(topics.EMPTY, share, _("of the combinations of labels that occur"), _cells(found.n_empty))


def _cells(count: int) -> str:
    return ngettext("{n} cell", "{n} cells", count)


def _listed(found: CellTable) -> None:
    """Unsafe cells, the smallest first."""
    if not found.listed:
        return
    heads = [_("Contributors"), _("Why"), *found.columns]
    with_amount = found.listed[0].largest_share is not None or len(found.by_reason) > 1
    if with_amount:
        heads.insert(1, _("Largest contributor"))
    grid(_("Unsafe cells"), heads, [_row(cell, with_amount) for cell in found.listed])
    if found.n_unsafe > len(found.listed):
        st.caption(
            ngettext(
                "{n} unsafe cell more is not listed.",
                "{n} unsafe cells more are not listed.",
                found.n_unsafe - len(found.listed),
            )
        )


def _row(cell: UnsafeCell, with_amount: bool) -> Sequence[str | None]:
    why = ", ".join(say(REASONS[reason]) for reason in cell.reasons)
    share = ["–" if cell.largest_share is None else percent(cell.largest_share)] if with_amount else []
    return [number(cell.contributors), *share, why, *cell.labels]


def _full_rows(found: CellTable) -> None:
    """For each column, of how many people the table tells everything in it."""
    if len(found.columns) == 1:
        return
    heading(topics.GROUP)
    rows = [[own.column, number(own.n_groups), number(own.contributors)] for own in found.full_rows]
    grid(_("Rows that tell everything"), [_("What is told"), _("Rows"), _("Contributors in them")], rows)


def _every_table(now: Session, recoded: Recoded, counted: Counted, rules: CellRules) -> None:
    heading(topics.ALL_TABLES)
    job = all_cells_of(now, recoded, counted, rules)
    if not finished(job, _("Looking at the tables…"), "risk_cells_stop"):
        return
    if job.was_cancelled:
        st.info(_("The comparison was stopped."), icon=":material/stop:")
        st.button(_("Start again"), key="risk_cells_again", on_click=restart)
        return
    found: tuple[CellTable, ...] = job.result()
    unsafe = [own for own in found if own.n_unsafe]
    st.markdown(
        ngettext(
            "**{n} table** of {tables} has an unsafe cell.", "**{n} tables** of {tables} have unsafe cells.",
            len(unsafe), tables=len(found),
        )
    )  # fmt: skip
    if not unsafe:
        return
    worst = sorted(unsafe, key=lambda own: -own.records_unsafe)[:LISTED_TABLES]
    grid(
        _("Tables with the most records in unsafe cells"),
        [_("Table"), _("Cells"), _("Unsafe"), _("Records in unsafe cells")],
        [
            [
                " × ".join(own.columns),
                number(own.n_cells),
                f"{number(own.n_unsafe)} ({percent(own.n_unsafe / own.n_cells)})",
                percent(own.records_unsafe / own.n_records),
            ]
            for own in worst
        ],
    )
