"""Published thresholds to choose from: what the chosen one sets, what it leaves open, and how well it is confirmed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.presets import DISCLAIMER, UNCONFIRMED, Confirmed, Preset, Text, Use, preset, presets, unset
from analysis.roles import Role
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.language import _, language, say
from pages.ui.state import session


def preset_choice(now: Session) -> None:
    """Choose thresholds, and read what they do and do not set."""
    names = _names()
    st.session_state["anonymise_preset"] = next(label for label, name in names.items() if name == now.preset)
    st.selectbox(_("Thresholds"), list(names), key="anonymise_preset", on_change=_take)
    if now.preset:
        about(preset(now.preset), now)


def _names() -> dict[str, str | None]:
    """The presets by what they are called in the reader's language; None stands for the user's own thresholds."""
    return {_("your own"): None, **{text(own.title): own.id for own in presets() if own.use is Use.RELEASE}}


def text(own: Text) -> str:
    """A text of a preset in the reader's language."""
    return own.fr if language() == "fr" else own.en


def _take() -> None:
    name = _names()[st.session_state.anonymise_preset]
    now = session()
    if name is None:
        state.update(preset=None)
        return
    chosen, recoding = preset(name), now.plan.recoding
    conditions = tuple(dict.fromkeys((*recoding.conditions, *chosen.requirements(now.roles.of(Role.SENSITIVE)))))
    state.update(preset=name)
    state.record("preset", preset=name)
    state.recode(replace(recoding, k=chosen.k or recoding.k, conditions=conditions))


def about(chosen: Preset, now: Session) -> None:
    """Source, date, what is not set, and that no threshold proves anonymity."""
    asked = now.plan.recoding
    changed = chosen.k is not None and asked.k != chosen.k
    source = literal(f"{chosen.source} ({chosen.date})")
    parts = [source, *([literal(text(chosen.note))] if text(chosen.note) else [])]
    if any(figure.confirmed is Confirmed.USAGE for figure in chosen.figures):
        parts.append(say(UNCONFIRMED).capitalize() + ".")
    parts.append(f"**{say(DISCLAIMER)}**")
    st.caption("  \n".join(parts))
    if changed:
        st.warning(
            _("You ask for k = {k}; these thresholds ask for {wanted}.", k=asked.k, wanted=chosen.k),
            icon=":material/info:",
        )
    lines = "\n".join(f"- {say(own)}" for own in unset(chosen, now.roles.of(Role.SENSITIVE)))
    if lines:
        with st.expander(_("What they ask beyond that, or leave open"), key="anonymise_preset_unset"):
            st.markdown(lines)
