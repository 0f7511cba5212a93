"""What is required of sensitive columns beside k: the list, and how to add to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st

from analysis.models.conditions import (
    AlphaK,
    BasicBetaLike,
    DeltaDisclosure,
    DistinctLDiverse,
    EnhancedBetaLike,
    EntropyLDiverse,
    RecursiveCLDiverse,
    TClose,
)
from analysis.models.requirements import AverageRisk, Requirement, ShareAtRisk
from analysis.models.t_closeness import GroundDistance
from analysis.roles import Role
from analysis.wording import Sentence, sentence
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, say
from pages.ui.state import session


@dataclass(frozen=True)
class Model:
    """A model that can be required.

    Attributes:
        label: What it is called.
        make: From the column and the figures to the requirement.
        figures: (name, label, least, largest, usual value, step) of each figure it takes.
        of_column: Whether it is about a sensitive column.
        ordered: Whether that column must have an order.
    """

    label: Sentence
    make: Callable[..., Requirement]
    figures: tuple[tuple[str, Sentence, float, float, float, float], ...]
    of_column: bool = True
    ordered: bool = False


L: Final = ("l", sentence("l, distinct values at least"), 2, 50, 2, 1)
MODELS: Final = {
    "distinct_l": Model(sentence("l-diversity, distinct values"), DistinctLDiverse, (L,)),
    "entropy_l": Model(
        sentence("l-diversity by entropy"),
        EntropyLDiverse,
        (("l", sentence("l, effective number of values"), 1.1, 50.0, 2.0, 0.1),),
    ),
    "recursive": Model(
        sentence("recursive (c, l)-diversity"),
        RecursiveCLDiverse,
        (("c", sentence("c, how frequent the most frequent value may be"), 0.1, 20.0, 3.0, 0.1), L),
    ),
    "t_equal": Model(
        sentence("t-closeness, equal distance"),
        partial(TClose, distance=GroundDistance.EQUAL),
        (("t", sentence("t, largest distance from all records"), 0.01, 1.0, 0.3, 0.01),),
    ),
    "t_ordered": Model(
        sentence("t-closeness, ordered distance"),
        partial(TClose, distance=GroundDistance.ORDERED),
        (("t", sentence("t, largest distance from all records"), 0.01, 1.0, 0.2, 0.01),),
        ordered=True,
    ),
    "t_hierarchical": Model(
        sentence("t-closeness, hierarchical distance"),
        partial(TClose, distance=GroundDistance.HIERARCHICAL),
        (("t", sentence("t, largest distance from all records"), 0.01, 1.0, 0.3, 0.01),),
    ),
    "alpha_k": Model(
        sentence("(alpha, k)-anonymity"),
        AlphaK,
        (
            ("alpha", sentence("alpha, largest share of one value"), 0.05, 1.0, 0.5, 0.05),
            ("k", sentence("k, smallest group"), 1, 1000, 5, 1),
        ),
    ),
    "basic_beta": Model(
        sentence("basic beta-likeness"),
        BasicBetaLike,
        (("beta", sentence("beta, largest gain of an attacker"), 0.1, 50.0, 2.0, 0.1),),
    ),
    "enhanced_beta": Model(
        sentence("enhanced beta-likeness"),
        EnhancedBetaLike,
        (("beta", sentence("beta, largest gain of an attacker"), 0.1, 50.0, 2.0, 0.1),),
    ),
    "delta": Model(
        sentence("delta-disclosure privacy"),
        DeltaDisclosure,
        (("delta", sentence("delta, largest logarithm of the ratio of shares"), 0.1, 20.0, 1.5, 0.1),),
    ),
    "average_risk": Model(
        sentence("average risk"),
        AverageRisk,
        (("limit", sentence("average risk at most"), 0.001, 1.0, 0.05, 0.001),),
        of_column=False,
    ),
    "share_at_risk": Model(
        sentence("share at risk"),
        ShareAtRisk,
        (
            ("threshold", sentence("a record is at risk above"), 0.01, 1.0, 0.2, 0.01),
            ("share", sentence("share of records at risk at most"), 0.0, 1.0, 0.05, 0.01),
        ),
        of_column=False,
    ),
}


def conditions(now: Session, page: str) -> None:
    """List what is required beside k, each with a way to drop it, and offer to add to it.

    Args:
        page: Prefix of the widgets' keys.
    """
    for position, condition in enumerate(now.plan.recoding.conditions):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(literal(say(condition.sentence())))
            st.button(
                _("Remove this requirement"), key=f"{page}_drop_condition_{position}", icon=":material/close:", type="tertiary",
                on_click=_drop, args=(position,),
            )  # fmt: skip
    adding = st.popover(
        _("Require more"), icon=":material/add:", key=f"{page}_add_condition", on_change="rerun", width="stretch"
    )
    if adding.open:
        with adding:
            _form(now, page)


def _form(now: Session, page: str) -> None:
    sensitive = now.roles.of(Role.SENSITIVE)
    offered = [name for name, model in MODELS.items() if sensitive or not model.of_column]
    chosen = MODELS[
        st.selectbox(_("Model"), offered, key=f"{page}_model", format_func=lambda name: say(MODELS[name].label))
    ]
    if not sensitive:
        st.caption(_("Models of attribute disclosure need a sensitive column: give one on the Roles page."))
    arguments: dict[str, Any] = {}
    if chosen.of_column:
        columns = [name for name in sensitive if not chosen.ordered or now.dataset[name].kind.has_order]
        if not columns:
            st.caption(_("No sensitive column is a number or a date: its values have no order."))
            return
        arguments["column"] = st.selectbox(_("Sensitive column"), columns, key=f"{page}_model_column")
    for name, label, least, largest, usual, step in chosen.figures:
        arguments[name] = st.number_input(say(label), least, largest, usual, step, key=f"{page}_model_{name}")
    st.button(
        _("Add this requirement"), key=f"{page}_model_add", type="primary", on_click=_add, args=(chosen.make, arguments)
    )


def _add(make: Callable[..., Requirement], arguments: dict[str, Any]) -> None:
    recoding = session().plan.recoding
    condition = make(**arguments)
    if condition not in recoding.conditions:
        state.recode(replace(recoding, conditions=(*recoding.conditions, condition)))


def _drop(position: int) -> None:
    recoding = session().plan.recoding
    kept = tuple(own for place, own in enumerate(recoding.conditions) if place != position)
    state.recode(replace(recoding, conditions=kept))
