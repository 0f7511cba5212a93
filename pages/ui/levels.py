"""One quasi-identifier: its level slider, what a value becomes level by level, what is lost, and what it looks like."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from analysis.encoding import EncodedColumn
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import Recoded
from pages.ui import state
from pages.ui.charts import before_after
from pages.ui.choices import Plan, Session
from pages.ui.computed import at, table_of
from pages.ui.frame import literal
from pages.ui.hierarchy.editor import open_editor
from pages.ui.hierarchy_choice import describe
from pages.ui.language import _, number
from pages.ui.state import session
from pages.ui.theme import palette

SHOWN = 18
"""Characters of a label that fit in the strip."""
LABELS = 12
"""Most frequent labels in the table of a column."""
CANDIDATES = 50
"""Most frequent values among which the one that illustrates the levels is looked for."""


def level_row(now: Session, recoded: Recoded, after: np.ndarray, position: int) -> None:
    """Draw the row of one quasi-identifier.

    Args:
        after: Records released under each label of its level.
    """
    table, level = recoded.table, recoded.classes.levels[position]
    column, before = table.columns[position], table.marginals[position]
    example = _example(column, before)
    with st.container(key=f"level_{position}", border=True):
        name, slider, picture = st.columns([1.3, 3, 1.5], vertical_alignment="center")
        with name:
            _name(now, column, level, dict(recoded.loss.columns)[column.name], (before, after), position)
        with slider:
            _slider(column, level, position, example)
        with picture:
            st.html(before_after(column, level, before, after, palette()))


def local_row(original: FrequencyTable, recoded: Recoded, position: int) -> None:
    """Draw the row of one quasi-identifier whose labels differ from group to group.

    Args:
        original: The records by their values; ``recoded.table`` has them by their new labels.
    """
    before, after = original.columns[position], recoded.table.columns[position]
    frequent = np.argsort(-recoded.table.marginals[position], kind="stable")[:LABELS]
    shown = " · ".join(_label(after, 0, int(code)) for code in frequent)
    with st.container(key=f"level_{position}", border=True):
        name, labels = st.columns([1.3, 4.5], vertical_alignment="center")
        with name:
            st.html(f'<p class="column-name"><bdi>{escape(after.name)}</bdi></p>')
            distinct = _("{before} values → {after}", before=before.width(0), after=after.width(0))
            st.caption(f"{distinct} · {_('loss {loss}', loss=dict(recoded.loss.columns)[after.name])}")
        labels.caption(_("Most frequent labels: {labels}", labels=literal(shown)))


def _example(column: EncodedColumn, records: np.ndarray) -> int:
    """The value that illustrates the levels, by its code at level 0: one that changes at most of them, and is frequent."""
    frequent = np.argsort(-records, kind="stable")[:CANDIDATES]
    changes = [len({_text(column, level, code) for level in range(column.n_levels)}) for code in frequent]
    return int(frequent[int(np.argmax(changes))])


def _name(
    now: Session, column: EncodedColumn, level: int, loss: float, counts: tuple[np.ndarray, np.ndarray], position: int
) -> None:
    st.html(f'<p class="column-name"><bdi>{escape(column.name)}</bdi></p>')
    distinct = _("{before} values → {after}", before=column.width(0), after=column.width(level))
    st.caption(f"{distinct} · {_('loss {loss}', loss=loss)}")
    details = st.popover(
        _("Details"), icon=":material/account_tree:", type="tertiary", key=f"anonymise_details_{position}", on_change="rerun"
    )  # fmt: skip
    if details.open:
        with details:
            st.markdown(_("In use: **{builder}**", builder=literal(describe(dict(now.plan.builders)[column.name]))))
            st.button(
                _("Edit its hierarchy below"), key=f"anonymise_edit_{position}", icon=":material/edit:",
                on_click=open_editor, args=(column.name,),
            )  # fmt: skip
            _records(column, level, *counts)


def _slider(column: EncodedColumn, level: int, position: int, example: int) -> None:
    key = f"anonymise_level_{position}"
    st.session_state[key] = level
    # The slider tells its options apart by their text: an invisible mark keeps equal labels of two levels apart.
    st.select_slider(
        _("Level of {column}", column=column.name),
        options=range(column.n_levels),
        key=key,
        format_func=lambda chosen: _label(column, chosen, example) + "\N{WORD JOINER}" * chosen,
        on_change=_move,
        args=(column.name, key),
        label_visibility="collapsed",
    )
    st.html(_strip(column, level, example))


def level_labels(table: FrequencyTable, position: int) -> tuple[str, ...]:
    """What a typical value of a quasi-identifier becomes at each level, with the column's name; safe in a chart."""
    column = table.columns[position]
    example = _example(column, table.marginals[position])
    return tuple(
        _("{column}: {label}", column=escape(column.name), label=escape(_label(column, level, example)))
        for level in range(column.n_levels)
    )


def plan_labels(now: Session, plan: Plan) -> dict[str, str]:
    """What a typical value of each quasi-identifier becomes by a plan."""
    if plan.cuts:
        return {name: _("differs by group") for name, _level in plan.recoding.levels}
    table = table_of(at(now, plan))
    return {
        column.name: _label(column, level, _example(column, held))
        for column, held, (_name, level) in zip(table.columns, table.marginals, plan.recoding.levels, strict=True)
    }


def _text(column: EncodedColumn, level: int, example: int) -> str:
    label = column.labels[level][column.lookup[level][example]]
    return _("missing") if label is None else str(label)


def _label(column: EncodedColumn, level: int, example: int) -> str:
    text = _text(column, level, example)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _strip(column: EncodedColumn, level: int, example: int) -> str:
    steps = []
    for own in range(column.n_levels):
        mark = ' aria-current="true"' if own == level else ""
        steps.append(f"<li{mark}><bdi>{escape(_label(column, own, example))}</bdi></li>")
    return f'<ol class="strip" aria-label="{escape(_("The same value at each level"))}">{"".join(steps)}</ol>'


def _move(column: str, key: str) -> None:
    state.recode(session().plan.recoding.with_level(column, st.session_state[key]))


def _records(column: EncodedColumn, level: int, before: np.ndarray, after: np.ndarray) -> None:
    """The records under each label before and after suppression, the most frequent labels only."""
    held = np.bincount(column.lookup[level], weights=before, minlength=column.width(level))
    shown = np.argsort(-held, kind="stable")[:LABELS]
    st.table(
        pd.DataFrame(
            {
                _("Label"): [
                    literal(_("missing") if label is None else str(label)) for label in column.labels[level][shown]
                ],
                _("Records"): [number(int(count)) for count in held[shown]],
                _("Released"): [number(int(count)) for count in after[shown]],
            }
        ).set_index(_("Label"))
    )
