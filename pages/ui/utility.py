"""What a recoding leaves of the data: each column's distribution, and how columns go together."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import Recoded
from analysis.roles import Role
from analysis.utility.association import Association, Associations
from analysis.utility.marginals import MarginalChange
from analysis.wording import sentence
from pages.ui.charts import association_maps
from pages.ui.choices import Session
from pages.ui.computed import associations_of, marginals_of
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import explain, literal
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.theme import draw, palette

MEASURES: Final = {
    Association.CORRELATION: sentence("correlation"),
    Association.CRAMERS_V: sentence("Cramér's V"),
    Association.CORRELATION_RATIO: sentence("correlation ratio"),
}
FEW: Final = 100
"""Distinct values up to which a column of texts is compared."""
MOST: Final = 16
"""Columns compared, at most."""
LARGEST: Final = 8


def utility_panel(now: Session, recoded: Recoded) -> None:
    """Draw the section, which computes nothing until it is opened."""
    section = st.expander(_("What is kept of the data?"), key="anonymise_utility", on_change="rerun")
    if not section.open:
        return
    with section:
        others = compared(now, recoded.table)
        suppressed = recoded.n_suppressed
        st.markdown(
            ngettext(
                "The {n} suppressed record counts as lost in every figure below.",
                "The {n} suppressed records count as lost in every figure below.",
                suppressed,
            )
            if suppressed
            else _("No record is suppressed.")
        )
        _marginals(recoded, marginals_of(now, recoded, others))
        if len(recoded.table.columns) + len(others) > 1:
            _associations(associations_of(now, recoded, others))


def compared(now: Session, table: FrequencyTable) -> tuple[str, ...]:
    """The columns to compare beside the quasi-identifiers: numbers, and texts of few values."""
    names = (*now.roles.of(Role.SENSITIVE), *now.roles.of(Role.INSENSITIVE))
    fit = [name for name in names if now.dataset[name].kind.is_number or len(now.dataset[name].values) <= FEW]
    return tuple(fit[: max(0, MOST - len(table.columns))])


def _marginals(recoded: Recoded, found: tuple[MarginalChange, ...]) -> None:
    losses = dict(recoded.loss.columns)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{_('Distributions')}**")
        explain(EXPLANATIONS[Measure.MARGINALS](), key="explain_marginals")
    st.table(
        pd.DataFrame(
            {
                _("Column"): [literal(one.column) for one in found],
                _("Information loss"): [number(losses[one.column]) if one.column in losses else "–" for one in found],
                _("Total variation"): [percent(one.total_variation) for one in found],
                _("Hellinger distance"): [number(one.hellinger) for one in found],
                _("Mean shift (Wasserstein)"): [
                    "–" if one.wasserstein is None else number(one.wasserstein) for one in found
                ],
            }
        ).set_index(_("Column"))
    )


def _associations(found: Associations) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{_('Associations between columns')}**")
        explain(EXPLANATIONS[Measure.ASSOCIATIONS](), key="explain_associations")
    draw(
        association_maps(found, palette()), key="anonymise_associations", height=180 + 22 * len(found.columns),
        alt=_("Associations between columns before and after; the largest changes are in the table below."),
    )  # fmt: skip
    changes = found.changes[:LARGEST]
    st.table(
        pd.DataFrame(
            {
                _("Columns"): [literal(" × ".join(one.columns)) for one in changes],
                _("Measure"): [say(MEASURES[one.measure]) for one in changes],
                _("Before"): [number(one.before, 2) for one in changes],
                _("After"): [number(one.after, 2) for one in changes],
            }
        ).set_index(_("Columns"))
    )
