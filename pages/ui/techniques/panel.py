"""The steps done to the records before they are generalised: tried, applied, put in order, taken out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.errors import AnalysisError
from analysis.recoding.step import Step
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.frame import explain, literal, problem
from pages.ui.jobs import finished
from pages.ui.language import _, say
from pages.ui.risk.topic import heading
from pages.ui.state import session
from pages.ui.techniques.effect import effect_of, restart, show_effect, show_figures
from pages.ui.techniques.explained.suppressing import EFFECT
from pages.ui.techniques.explained.suppressing import TECHNIQUES as ABOUT
from pages.ui.techniques.families import FAMILY_NAMES, TECHNIQUES, Family
from pages.ui.techniques.fields import PREFIX, Fields

OPEN: Final = f"{PREFIX}_open"
"""Where the session keeps the place of the step that is being made or changed; absent while none is."""
FAMILY: Final = f"{PREFIX}_family"
MEASURED: Final = f"{PREFIX}_measured"
LARGE: Final = 200_000
"""Records from which on the effect is measured when it is asked for, and not at every change of the form."""


def techniques() -> None:
    """Draw the section."""
    heading(ABOUT)
    _section()


@st.fragment
def _section() -> None:
    now = session()
    steps = now.plan.steps
    if not steps:
        st.caption(_("No step yet: noise, swapping, pseudonyms, dates shifted, values left out, and more."))
    for place, step in enumerate(steps):
        _applied(steps, place, step)
    place = st.session_state.get(OPEN)
    if place is None:
        st.button(_("Add a step"), key=f"{PREFIX}_add", icon=":material/add:", on_click=_open, args=(len(steps), None))
        return
    with st.container(border=True, key="technique_form"):
        _form(now, min(place, len(steps)))


def _applied(steps: tuple[Step, ...], place: int, step: Step) -> None:
    """A step in the list, with what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"technique_step_{place}"):
        st.markdown(f"{place + 1}\\. {literal(say(step.describe()))}", width="stretch")
        for label, name, icon, disabled in (
            (_("Up"), "up", ":material/arrow_upward:", place == 0),
            (_("Down"), "down", ":material/arrow_downward:", place == len(steps) - 1),
            (_("Remove"), "remove", ":material/delete:", False),
        ):
            if st.button(label, key=f"{PREFIX}_{name}_{place}", icon=icon, type="tertiary", disabled=disabled):
                _close()
                _change(_moved(steps, place, name))
        st.button(
            _("Edit"), key=f"{PREFIX}_edit_{place}", icon=":material/edit:", type="tertiary", on_click=_open,
            args=(place, step),
        )  # fmt: skip


def _moved(steps: tuple[Step, ...], place: int, how: str) -> tuple[Step, ...]:
    others = steps[:place] + steps[place + 1 :]
    if how == "remove":
        return others
    to = place - 1 if how == "up" else place + 1
    return (*others[:to], steps[place], *others[to:])


def _change(steps: tuple[Step, ...], key: bytes | None = None) -> None:
    """Take other steps and draw the whole page anew, or say why they cannot be taken."""
    try:
        with st.spinner(_("Applying the steps")):
            state.change_steps(steps, key)
    except AnalysisError as error:
        problem(error)
    else:
        _close()
        st.rerun()


def _open(place: int, step: Step | None) -> None:
    _close()
    st.session_state[OPEN] = place
    if step is not None:
        family = TECHNIQUES[step.kind].family
        st.session_state[FAMILY] = family
        st.session_state[_kind_key(family)] = step.kind


def _close() -> None:
    """Forget the form with all that was typed into it, a key too."""
    for name in [str(own) for own in st.session_state]:
        if name.startswith(f"{PREFIX}_"):
            del st.session_state[name]


def _kind_key(family: Family) -> str:
    return f"{PREFIX}_kind_{family.value}"


def _form(now: Session, place: int) -> None:
    steps = now.plan.steps
    st.subheader(_("Change step {n}", n=place + 1) if place < len(steps) else _("A new step"), anchor=False)
    family = st.segmented_control(
        _("Purpose"), list(Family), key=FAMILY, format_func=lambda own: say(FAMILY_NAMES[own]), default=Family.NUMBERS,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    kinds = [kind for kind, own in TECHNIQUES.items() if own.family is family]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = st.selectbox(
            _("Technique"), kinds, key=_kind_key(family), format_func=lambda own: say(TECHNIQUES[own].topic.label)
        )
        explain(TECHNIQUES[kind].topic.explanation(), key=f"explain_{kind}")
    changed = steps[place] if place < len(steps) and steps[place].kind == kind else None
    parameters, outcome = st.columns([1, 1.6], gap="large")
    step = key = None
    shown = False
    try:
        earlier = state.with_steps(now, steps[:place]) if place < len(steps) else now
        with parameters:
            fields = Fields(earlier, kind, changed)
            step = TECHNIQUES[kind].form(fields)
            key = fields.key
    except AnalysisError as error:
        with parameters:
            problem(error)
    if step is not None:
        with outcome:
            shown = _effect(now, earlier, place, step, key)
    with st.container(horizontal=True, gap="small"):
        if st.button(
            _("Apply the step"), key=f"{PREFIX}_apply", type="primary", icon=":material/check:", disabled=step is None or not shown
        ):  # fmt: skip
            _change((*steps[:place], step, *steps[place + 1 :]), key)
        st.button(_("Cancel"), key=f"{PREFIX}_cancel", on_click=_close)


def _effect(now: Session, earlier: Session, place: int, step: Step, key: bytes | None) -> bool:
    """Show what the step would do; say whether it can be done and all of that is seen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{say(EFFECT.label)}**")
        explain(EFFECT.explanation(), key="explain_effect")
    if now.dataset.n_records >= LARGE and st.session_state.get(MEASURED) != repr(step):
        if not st.button(_("Measure the effect"), key=f"{PREFIX}_measure", icon=":material/monitoring:"):
            return False
        st.session_state[MEASURED] = repr(step)
    job = effect_of(earlier, step, key)
    if not finished(job, _("Measuring the effect"), f"{PREFIX}_stop"):
        return False
    if job.was_cancelled:
        st.button(_("Measure again"), key=f"{PREFIX}_again", on_click=restart)
        return False
    try:
        show_effect(job.result(), step)
        steps = now.plan.steps
        with st.spinner(_("Measuring the effect")):
            show_figures(now, state.with_steps(now, (*steps[:place], step, *steps[place + 1 :]), key))
    except AnalysisError as error:
        problem(error)
        return False
    return True
