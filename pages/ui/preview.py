"""Some records before and after, so that what the levels do can be seen."""

from __future__ import annotations

import numpy as np
import streamlit as st

from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import Recoded, suppressed_records
from pages.ui.computed import table_of
from pages.ui.language import _
from pages.ui.state import Session
from pages.ui.tables import preview_table

ROWS = 15


def preview(now: Session, recoded: Recoded) -> None:
    """Show the first records, or the first of those that are suppressed."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(_("Before and after"), anchor=False)
        only = st.toggle(
            _("Only suppressed records"), key="anonymise_only_suppressed", disabled=not recoded.n_suppressed
        )
    out = suppressed_records(recoded)
    records = np.flatnonzero(out)[:ROWS] if only and recoded.n_suppressed else np.arange(min(ROWS, len(out)))
    original = table_of(now)
    before = _values(original, records, original.base)
    after = _values(recoded.table, records, recoded.classes.levels)
    preview_table(original.names, before, after, [bool(out[record]) for record in records])
    st.caption(
        _(
            "Tinted: generalised (point at it to see the value before). Struck out: suppressed, not in the release. "
            "{count} of {total} records are shown.",
            count=len(records),
            total=now.dataset.n_records,
        )
    )


def _values(table: FrequencyTable, records: np.ndarray, levels: tuple[int, ...]) -> list[tuple[str | None, ...]]:
    """The labels of some records at some levels."""
    by_column = [
        column.labels[level][column.lookup[level][column.codes[records]]]
        for column, level in zip(table.columns, levels, strict=True)
    ]
    return list(zip(*by_column, strict=True))
