"""Special uniques: whom few columns single out, which columns those are, and who stands out most."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.errors import NotComputable
from analysis.recoding.generalise import Recoded
from analysis.risk.suda import MOST_COLUMNS, SpecialUniques, largest_set_within
from analysis.risk.suda_scores import DIS_FRACTION
from pages.ui.choices import Session
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.column_charts import column_shares
from pages.ui.risk.column_sets import answer_of, restart, special_of
from pages.ui.risk.computed import labels_of
from pages.ui.risk.explained import column_sets as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.grid import grid
from pages.ui.risk.topic import heading, table, twin
from pages.ui.theme import draw, palette

EFFORT: Final = 600_000_000
"""Rows grouped before the reader is asked: a few seconds."""
LISTED: Final = 15


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    heading(topics.SPECIAL)
    n_columns = len(recoded.table.names)
    if n_columns > MOST_COLUMNS:
        raise NotComputable(
            "Special uniques are looked for among at most {most} columns, not {given}: leave some out.",
            most=MOST_COLUMNS,
            given=n_columns,
        )
    with panel:
        largest, fraction = _largest(n_columns, len(recoded.sizes)), _fraction()
    found = answer_of(special_of(now, recoded, largest), _("Looking at sets of columns:"), "risk_special_stop", restart)
    if found is None:
        return
    st.markdown(_answer(recoded, found))
    if not len(found.scores):
        return
    _figures(found, fraction)
    _by_size(found)
    _columns(found)
    _values(recoded, found)
    _riskiest(recoded, found, fraction)


def _largest(n_columns: int, n_classes: int) -> int:
    """Let the reader say up to which size sets are looked at."""
    sizes, key = list(range(1, n_columns + 1)), "risk_special_largest"
    if st.session_state.get(key) not in sizes:
        st.session_state[key] = largest_set_within(n_columns, n_classes, EFFORT)
    chosen: int = st.selectbox(
        _("Look at sets of up to … columns"), sizes, key=key, persist_state="session",
        help=_("Scores count no larger sets. With many columns and records, all sets take minutes; you can stop."),
    )  # fmt: skip
    return chosen


def _fraction() -> float:
    percentage: float = st.number_input(
        _("Sampling fraction for DIS (%)"), 0.01, 100.0, 100 * DIS_FRACTION, 0.5, key="risk_special_fraction",
        persist_state="session",
        help=_("The share of the population that is in the data. 1 % is what sdcMicro takes unless told otherwise."),
    )  # fmt: skip
    return percentage / 100


def _answer(recoded: Recoded, found: SpecialUniques) -> str:
    """How many people few columns are enough for, in a sentence."""
    if not len(found.scores):
        return ngettext(
            "No column singles anybody out by itself.",
            "No set of up to {n} columns singles anybody out.",
            found.largest_set,
        )
    least = int(found.smallest.min())
    people = int((found.smallest == least).sum())
    single = ngettext(
        "**{n} person** is the only one of their kind on some set of columns: {share} of the people.",
        "**{n} people** are the only ones of their kind on some set of columns: {share} of the people.",
        len(found.scores), share=percent(len(found.scores) / int(recoded.sizes.sum())),
    )  # fmt: skip
    few = ngettext(
        "A single column is enough for {people} of them.",
        "A set of {n} columns is enough for {people} of them.",
        least, people=people,
    )  # fmt: skip
    return f"{single} {few}"


def _figures(found: SpecialUniques, fraction: float) -> None:
    dis = found.dis(fraction)
    of_dis = (
        say(found.dis_caveat)
        if found.dis_caveat
        else _("highest for one person: {share}", share=percent(float(dis.max()), 2))
    )
    facts(
        _("Special uniques"),
        [
            Fact(topics.SCORED, number(len(found.scores)), _looked_at(found)),
            Fact(
                topics.DIS, number(round(float(dis.sum()), 2)),
                _("if the data are {share} of the population", share=percent(fraction, 2)), of_dis,
            ),
            Fact(topics.HIGHEST, number(float(found.scores.max())), _("total: {total}", total=float(found.scores.sum()))),
        ],
    )  # fmt: skip


def _looked_at(found: SpecialUniques) -> str:
    if found.is_complete:
        return _("sets of every size were looked at")
    return ngettext(
        "only single columns were looked at; larger sets are not counted",
        "only sets of up to {n} columns were looked at; larger ones are not counted",
        found.largest_set,
    )


def _by_size(found: SpecialUniques) -> None:
    """How many columns it takes to single people out."""
    counts = np.bincount(found.smallest, minlength=found.largest_set + 1)
    sizes = [size for size in range(1, found.largest_set + 1) if counts[size]]
    table(
        {
            _("Columns needed"): [number(size) for size in sizes],
            _("People"): [number(int(counts[size])) for size in sizes],
            _("Share of those singled out"): [percent(float(counts[size] / len(found.scores))) for size in sizes],
        }
    )


def _columns(found: SpecialUniques) -> None:
    heading(topics.COLUMNS)
    shares = found.contributions or ()
    draw(
        column_shares(found.names, shares, palette()), key="risk_special_columns", height=80 + 40 * len(shares),
        alt=_("Share of the total score that comes from sets with each column."),
    )  # fmt: skip
    ordered = sorted(zip(shares, found.names, strict=True), reverse=True)
    twin(
        {
            _("Column"): [name for _share, name in ordered],
            _("Share of the total score"): [percent(share) for share, _name in ordered],
        }
    )


def _values(recoded: Recoded, found: SpecialUniques) -> None:
    heading(topics.VALUES)
    shares = found.contributions or ()
    names = [found.names[place] for place in np.argsort(-np.array(shares), kind="stable") if shares[place]]
    if st.session_state.get("risk_special_column") not in names:
        st.session_state["risk_special_column"] = names[0]
    chosen = st.selectbox(_("Column"), names, key="risk_special_column", persist_state="session")
    place = found.names.index(chosen)
    by_code = found.value_contributions(place)
    labels = recoded.table.columns[place].labels[recoded.classes.levels[place]]
    held = np.bincount(recoded.remaining.codes[place], weights=recoded.remaining.sizes, minlength=len(by_code))
    listed = [code for code in np.argsort(-by_code, kind="stable")[:LISTED] if by_code[code]]
    grid(
        _("Values that single people out"),
        [_("Value"), _("Share of what the column contributes"), _("People with it")],
        [[labels[code], percent(float(by_code[code])), number(int(held[code]))] for code in listed],
    )
    others = int((by_code > 0).sum()) - len(listed)
    if others:
        st.caption(ngettext("{n} more value contributes less.", "{n} more values contribute less.", others))


def _riskiest(recoded: Recoded, found: SpecialUniques, fraction: float) -> None:
    heading(topics.RISKIEST)
    listed, dis = found.riskiest[:LISTED], found.dis(fraction)
    rows = [
        [_because(found, int(scored)), number(float(found.scores[scored])), percent(float(dis[scored]), 2), *labels]
        for scored, labels in zip(listed, labels_of(recoded, found.classes[listed]), strict=True)
    ]
    grid(_("The people who stand out most"), [_("Reason"), _("Score"), "DIS", *found.names], rows)


def _because(found: SpecialUniques, scored: int) -> str:
    """Why somebody is unique: the smallest set of columns that singles them out."""
    smallest, *others = found.reasons(scored)
    columns = f"{{{', '.join(found.names[place] for place in smallest)}}}"
    if not others:
        return _("unique because of {columns}", columns=columns)
    return ngettext(
        "unique because of {columns} and {n} other set",
        "unique because of {columns} and {n} other sets",
        len(others), columns=columns,
    )  # fmt: skip
