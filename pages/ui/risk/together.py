"""Columns together: the smallest sets of columns that single people out, and how fast people become unique."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.recoding.generalise import Recoded
from analysis.risk.subsets import MOST_COLUMNS, ColumnSet, KnownColumns, Subsets
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, ngettext, number, percent, say, written
from pages.ui.risk.column_charts import uniqueness_by_columns
from pages.ui.risk.column_sets import answer_of, restart, subsets_of
from pages.ui.risk.explained import column_sets as topics
from pages.ui.risk.grid import grid
from pages.ui.risk.topic import heading, twin
from pages.ui.theme import draw, palette

LISTED: Final = 15
COLUMNS, ABOVE, SIZE = "risk_together_columns", "risk_together_above", "risk_together_size"


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        names = _candidates(now)
        above = st.slider(
            _("Single out more than … of the people"), 1, 99, 5, key=ABOVE, format="%d %%", persist_state="session"
        )
    heading(topics.SMALLEST)
    if not names:
        st.info(
            _("Choose columns in the panel: the sets that they form are then measured."), icon=":material/checklist:"
        )
        return
    job = subsets_of(now, recoded, names)
    found: Subsets | None = answer_of(job, _("Measuring sets of columns:"), "risk_together_stop", restart)
    if found is None:
        return
    _smallest(found, above / 100)
    _known(found, above / 100)
    _best(found)


def _candidates(now: Session) -> tuple[str, ...]:
    """Let the reader choose the columns, in the order of the data; the quasi-identifiers at first."""
    before = st.session_state.get(COLUMNS, now.quasi_identifiers)
    known = [name for name in before if name in now.dataset]
    st.session_state[COLUMNS] = (known if known or not before else list(now.quasi_identifiers))[:MOST_COLUMNS]
    chosen = st.multiselect(
        _("Columns that an attacker may know"), now.dataset.names, key=COLUMNS, max_selections=MOST_COLUMNS,
        persist_state="session", placeholder=_("Choose columns"),
        help=_("Up to {n} columns of any role. Beside the quasi-identifiers they are taken as they are.", n=MOST_COLUMNS),
    )  # fmt: skip
    return tuple(name for name in now.dataset.names if name in chosen)


def _smallest(found: Subsets, above: float) -> None:
    sets, whole = found.smallest(above), found.best(1, size=len(found.names))[0]
    if not sets:
        st.markdown(
            _(
                "No set of these columns singles out more than {above} of the people; all together they single out "
                "**{share}**.",
                above=percent(above, 0), share=percent(whole.share, 2),
            )
        )  # fmt: skip
    else:
        st.markdown(
            ngettext(
                "**A single column** is enough to single out more than {above} of the people: {columns} ({share}).",
                "**{n} columns** are enough to single out more than {above} of the people: {columns} ({share}).",
                len(sets[0].columns), above=percent(above, 0), share=percent(sets[0].share),
                columns=literal(written(sets[0].columns)),
            )
        )  # fmt: skip
        _table(_("Smallest sets of columns"), sets[:LISTED])
        if len(sets) > LISTED:
            st.caption(ngettext("{n} more set does so.", "{n} more sets do so.", len(sets) - LISTED))
    st.caption(literal(say(found.coverage())))


def _known(found: Subsets, above: float) -> None:
    heading(topics.KNOWN)
    known = found.by_size
    draw(
        uniqueness_by_columns(known, above, palette()), key="risk_together_known", height=360,
        alt=_("Share of unique people by the number of columns known; the table below has the figures."),
    )  # fmt: skip
    twin(
        {
            _("Columns known"): [number(one.size) for one in known],
            _("Sets measured"): [_measured(one) for one in known],
            _("Safest set"): [_share(one.lowest) for one in known],
            _("Mean"): [_share(one.mean) for one in known],
            _("Worst set"): [_worst(one) for one in known],
        }
    )


def _measured(one: KnownColumns) -> str:
    return _("{done} of {total}", done=one.n_measured, total=one.n_sets)


def _share(share: float | None) -> str:
    return "–" if share is None else percent(share, 2)


def _worst(one: KnownColumns) -> str:
    if one.highest is None or one.is_complete:
        return _share(one.highest)
    return _("at least {share}", share=percent(one.highest, 2))


def _best(found: Subsets) -> None:
    heading(topics.BEST)
    sizes = [known.size for known in found.by_size if known.n_measured]
    if st.session_state.get(SIZE) not in [None, *sizes]:
        st.session_state[SIZE] = None
    size = st.selectbox(
        _("Number of columns"), [None, *sizes], key=SIZE, persist_state="session",
        format_func=lambda own: _("any number") if own is None else number(own),
    )  # fmt: skip
    _table(_("Sets that single out most people"), found.best(LISTED, size))


def _table(caption: str, sets: Sequence[ColumnSet]) -> None:
    grid(
        caption,
        [_("Columns"), _("Unique people"), _("Share"), _("Distinction"), _("Separation")],
        [
            [
                written(one.columns),
                number(one.uniques),
                percent(one.share, 2),
                percent(one.distinctness.distinction, 2),
                percent(one.distinctness.separation, 2),
            ]
            for one in sets
        ],
    )
