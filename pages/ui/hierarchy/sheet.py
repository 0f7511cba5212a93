"""The values of a column and what they become at each level: what will be applied, to be changed cell by cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.hierarchies.builders import Builder, Table
from analysis.hierarchies.table import add_level, group, remove_level, rename, table_of
from pages.ui.computed import hierarchy_by
from pages.ui.hierarchy import drafts
from pages.ui.hierarchy.computed import Sheet, sheet_of
from pages.ui.language import _, ngettext, number
from pages.ui.state import session

ROWS = 15
"""Values on one page of the sheet."""
FIND, LABEL, LEVEL, EDITS = "hierarchy_find", "hierarchy_label", "hierarchy_level", "hierarchy_edits"
MOVE, RENAME = "move", "rename"


def sheet(column: str, builder: Builder) -> None:
    """Draw the sheet, and what can be done with several of its rows.

    Raises:
        HierarchyError: The builder does not fit the column.
    """
    own = sheet_of(session(), column, builder)
    found = _found(own)
    first = 0
    if len(found) > ROWS:
        first = (st.pagination(-(-len(found) // ROWS), key=f"hierarchy_page_{_mark(str(len(found)))}") - 1) * ROWS
    shown = found[first : first + ROWS]
    key = f"hierarchy_sheet_{_mark(column, repr(builder), repr(shown.tolist()))}"
    n_levels = own.cells.shape[1]
    st.data_editor(
        _frame(own, shown), key=key, hide_index=True, height="content", width="stretch",
        disabled=["0", "records", *([str(n_levels - 1)] if _has_root(own) else [])],
        on_change=_edited, args=(column, key, shown), alt=_("Each value of the column and its label at each level"),
        column_config={
            "chosen": st.column_config.CheckboxColumn(_("Choose"), width="small"),
            "0": st.column_config.TextColumn(_("Value"), pinned=True),
            "records": st.column_config.TextColumn(_("Records")),
            **{str(level): st.column_config.TextColumn(_("Level {n}", n=level)) for level in range(1, n_levels)},
        },
    )  # fmt: skip
    _meaning_of_an_edit()
    drafts.refusal("sheet")
    _together(column, key, own, shown, found)


def find() -> None:
    """Draw the field that narrows the sheet down."""
    st.text_input(
        _("Show only rows that contain"), key=FIND, icon=":material/search:", placeholder=_("a value or a label")
    )


def _has_root(own: Sheet) -> bool:
    """Whether the last level says nothing: it is then not to be changed."""
    return bool((own.cells[:, -1] == own.cells[0, -1]).all())


def _found(own: Sheet) -> np.ndarray:
    """Rows of the sheet in which the wanted text stands."""
    wanted = str(st.session_state.get(FIND, "")).strip().casefold()
    if not wanted:
        return np.arange(len(own.cells))
    lines = ["\n".join(map(str, row)).casefold() for row in own.cells]
    return np.flatnonzero([wanted in line for line in lines])


def _frame(own: Sheet, shown: np.ndarray) -> pd.DataFrame:
    labels = {str(level): own.cells[shown, level] for level in range(own.cells.shape[1])}
    records = [number(int(held)) for held in own.records[shown]]
    return pd.DataFrame({"chosen": False, **labels, "records": records})


def _meaning_of_an_edit() -> None:
    names = {MOVE: _("moves the row"), RENAME: _("renames the group")}
    st.segmented_control(
        _("A label that is typed over"), list(names), key=EDITS, format_func=names.get, default=MOVE, required=True
    )


def _edited(column: str, key: str, shown: np.ndarray) -> None:
    """Take over the cells that were typed over; ticks stay in the sheet until they are used."""
    edits = [
        (int(row), int(name), str(label or ""))
        for row, cells in st.session_state[key]["edited_rows"].items()
        for name, label in cells.items()
        if name.isdigit()
    ]
    if edits:
        _change(column, "sheet", lambda table: _with_edits(table, column, shown, edits))


def _with_edits(table: Table, column: str, shown: np.ndarray, edits: list[tuple[int, int, str]]) -> Table:
    cells = sheet_of(session(), column, drafts.draft_of(session(), column).builder).cells
    for row, level, label in edits:
        own = cells[shown[row]]
        if st.session_state.get(EDITS) == RENAME:
            table = rename(table, level, own[level], label)
        else:
            table = group(table, level, [own[level - 1]], label)
    return table


def _together(column: str, key: str, own: Sheet, shown: np.ndarray, found: np.ndarray) -> None:
    """Group several rows under one name."""
    n_levels = own.cells.shape[1]
    levels = list(range(1, n_levels - _has_root(own))) or [1]
    if st.session_state.get(LEVEL) not in levels:
        st.session_state[LEVEL] = levels[0]
    name, level, ticked, every = st.columns([2, 1, 1.4, 1.4], vertical_alignment="bottom")
    name.text_input(_("Name of a group"), key=LABEL)
    level.selectbox(_("Level"), levels, key=LEVEL)
    ticked.button(
        _("Group the chosen rows"), key="hierarchy_group", width="stretch", on_click=_group_ticked,
        args=(column, key, shown),
    )  # fmt: skip
    every.button(
        ngettext("Group the {n} row found", "Group the {n} rows found", len(found)), key="hierarchy_group_found",
        width="stretch", disabled=len(found) == len(own.cells) or not len(found), on_click=_group, args=(column, found),
    )  # fmt: skip
    drafts.refusal("group")
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Repeat level {n}", n=levels[-1]), key="hierarchy_add_level", help=_("The copy can then be grouped further."),
            icon=":material/add:", on_click=_change, args=(column, "level", lambda table: add_level(table, levels[-1])),
        )  # fmt: skip
        st.button(
            _("Remove level {n}", n=st.session_state[LEVEL]), key="hierarchy_remove_level", icon=":material/remove:",
            disabled=n_levels <= 2, on_click=_change,
            args=(column, "level", lambda table, level=st.session_state[LEVEL]: remove_level(table, level)),
        )  # fmt: skip
    drafts.refusal("level")


def _group_ticked(column: str, key: str, shown: np.ndarray) -> None:
    ticked = [int(row) for row, cells in st.session_state[key]["edited_rows"].items() if cells.get("chosen")]
    _group(column, shown[ticked] if ticked else shown[:0])


def _group(column: str, rows: np.ndarray) -> None:
    label, level = str(st.session_state.get(LABEL, "")).strip(), int(st.session_state[LEVEL])
    cells = sheet_of(session(), column, drafts.draft_of(session(), column).builder).cells
    _change(column, "group", lambda table: group(table, level, list(cells[rows, level - 1]), label))
    if not drafts.is_refused("group"):
        st.session_state[LABEL] = ""


def _change(column: str, place: str, revise: Callable[[Table], Table]) -> None:
    """Change the draft by hand: what was built by parameters becomes a table first, with a level below the root."""
    now = session()
    builder = drafts.draft_of(now, column).builder
    try:
        table = builder if isinstance(builder, Table) else table_of(hierarchy_by(now, column, builder))
        only_root = len(table.rows[0]) == 2 and len({row[1] for row in table.rows}) == 1
        drafts.change(column, revise(add_level(table, 0) if only_root else table))
    except AnalysisError as error:
        drafts.refuse(place, error)


def _mark(*texts: str) -> str:
    """A short name for what a widget shows, which says nothing of it."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
