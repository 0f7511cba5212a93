"""What a larger k costs, as a curve and a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from pages.ui.choices import Session
from pages.ui.cloud import cost_of_k
from pages.ui.computed import prices_of
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import explain
from pages.ui.language import _, number
from pages.ui.search import Searched
from pages.ui.theme import draw, palette


def price_of_k(now: Session, searched: Searched) -> None:
    """How the least loss changes with k, at the current limit."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(_("What does a larger k cost?"), anchor=False)
        explain(EXPLANATIONS[Measure.PRICE](), key="explain_price")
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
