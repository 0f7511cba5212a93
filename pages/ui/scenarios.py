"""Plans kept under a name: saved, compared side by side, taken again."""

from __future__ import annotations

from string import ascii_uppercase

import pandas as pd
import streamlit as st

from pages.ui import state
from pages.ui.choices import Scenario, Session
from pages.ui.computed import shown_of
from pages.ui.frame import literal
from pages.ui.journey import SHOWN, Measured
from pages.ui.language import _, number, say
from pages.ui.levels import plan_labels
from pages.ui.state import session

MOST = len(ascii_uppercase)


def scenarios(now: Session) -> None:
    """Draw the section."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            _("Keep the current recoding as"), key="tradeoff_scenario_name", placeholder=_("a name"), max_chars=40
        )
        st.button(
            _("Keep"), key="tradeoff_scenario_keep", icon=":material/bookmark_add:", on_click=_keep,
            disabled=not name.strip() or len(now.scenarios) >= MOST,
        )  # fmt: skip
    if not now.scenarios:
        st.caption(_("Scenarios are compared here side by side, and stay for this session."))
        return
    _table(now)
    for letter, scenario in lettered(now):
        with st.container(horizontal=True, vertical_alignment="center", key=f"scenario_{letter}"):
            st.markdown(f"**{letter}** {literal(scenario.name)}")
            st.button(
                _("Apply {letter}", letter=letter), key=f"tradeoff_apply_{letter}", on_click=state.take, args=(scenario.plan,),
                disabled=scenario.plan == now.plan,
            )  # fmt: skip
            st.button(
                _("Remove {letter}", letter=letter),
                key=f"tradeoff_remove_{letter}",
                on_click=state.drop,
                args=(scenario.name,),
            )


def lettered(now: Session) -> list[tuple[str, Scenario]]:
    """The scenarios, each with its letter."""
    return list(zip(ascii_uppercase, now.scenarios, strict=False))


def _keep() -> None:
    state.keep(st.session_state.tradeoff_scenario_name.strip())
    st.session_state.tradeoff_scenario_name = ""


def _table(now: Session) -> None:
    columns = {_("now"): _column(now, Scenario("", now.plan))}
    columns |= {f"{letter} · {literal(own.name)}": _column(now, own) for letter, own in lettered(now)}
    st.table(pd.DataFrame(columns))


def _column(now: Session, scenario: Scenario) -> dict[str, str]:
    """One scenario from top to bottom: its figures, then label and loss of each quasi-identifier."""
    recoded = shown_of(now, scenario.plan)
    measured, losses = Measured.of(recoded), dict(recoded.loss.columns)
    figures = {}
    for shown in SHOWN:
        value = shown.value(measured)
        figures[say(shown.measure.label)] = "–" if value is None else shown.write(value)
    for name, label in plan_labels(session(), scenario.plan).items():
        figures[literal(name)] = _("{label} (loss {loss})", label=literal(label), loss=number(losses[name]))
    return figures
