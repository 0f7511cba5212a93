"""Some records before and after, so that what the levels do can be seen."""

from __future__ import annotations

import numpy as np
import streamlit as st

from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import Recoded, suppressed_records
from pages.ui.choices import Session
from pages.ui.computed import cells_of, original, table_of
from pages.ui.language import _
from pages.ui.tables import preview_table

ROWS = 15


def preview(now: Session, recoded: Recoded) -> None:
    """Show the first records, or the first of those that are suppressed or lose a cell."""
    gone = (
        cells_of(now).cells.cells if now.plan.cells else np.zeros((len(recoded.table.tuple_of_record), 0), dtype=bool)
    )
    out = suppressed_records(recoded)
    touched = out | gone.any(axis=1)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(_("Before and after"), anchor=False)
        only = st.toggle(
            _("Only records with cells suppressed") if now.plan.cells else _("Only suppressed records"),
            key="anonymise_only_suppressed", disabled=not touched.any(),
        )  # fmt: skip
    records = np.flatnonzero(touched)[:ROWS] if only and touched.any() else np.arange(min(ROWS, len(out)))
    table = table_of(original(now) if all(step.keeps_records for step in now.plan.steps) else now)
    names, places = recoded.table.names, [table.names.index(name) for name in recoded.table.names]
    before = [tuple(row[place] for place in places) for row in _values(table, records, table.base)]
    after = _values(recoded.table, records, recoded.classes.levels)
    preview_table(names, before, after, out[records].tolist(), gone[records].tolist())
    st.caption(
        _(
            "Tinted: changed (point at it to see the value before). Struck out: suppressed, not in the release. "
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
