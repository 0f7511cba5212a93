"""Load a recipe: its choices become those of the session, and what differs is said."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.errors import AnalysisError
from analysis.recipe.recipe import Recipe, from_json
from analysis.recoding.pseudonyms import key_of
from analysis.wording import Sentence
from pages.ui.frame import literal, problem
from pages.ui.language import _, say
from pages.ui.recipes import needs_key, take
from pages.ui.state import session
from pages.ui.uploads import upload

APPLIED: Final = "recipe_applied"
"""Key of the session state that holds to which dataset the last recipe was applied, and how it differs from its own."""
WAITING: Final = "recipe_waiting"
"""Key of the session state that holds a recipe whose secret key is still to be typed."""


def recipe_file(key: str) -> None:
    """Draw the uploader, and below it what came of the last recipe."""
    st.markdown(
        _(
            "A recipe holds every choice and no record: roles, hierarchies, levels, requirements, answers. A hierarchy made by "
            "hand holds the values that it groups."
        )
    )
    waiting: Recipe | None = st.session_state.get(WAITING)
    if waiting is None:
        upload(_("A recipe of Foule"), ["json"], f"{key}_recipe", _load)
    else:
        _ask_key(waiting)
    applied: tuple[str, tuple[Sentence, ...]] | None = st.session_state.get(APPLIED)
    if applied is None or applied[0] != session().complete.fingerprint:
        return
    differences = applied[1]
    if not differences:
        st.success(_("The recipe was applied: the dataset is the one it was made on."), icon=":material/check:")
        return
    lines = "\n".join(f"- {literal(say(own))}" for own in differences)
    st.warning(f"{_('The recipe was applied. What differs:')}\n{lines}", icon=":material/info:")


def _load(_name: str, content: bytes) -> None:
    st.session_state.pop(APPLIED, None)
    recipe = from_json(content)
    if needs_key(recipe) and session().key is None:
        st.session_state[WAITING] = recipe
    else:
        _apply(recipe)


def _apply(recipe: Recipe, key: bytes | None = None) -> None:
    differences = take(recipe, key)
    st.session_state[APPLIED] = (session().complete.fingerprint, differences)


def _ask_key(recipe: Recipe) -> None:
    """Ask for the secret that a recipe never holds."""
    with st.form("recipe_key"):
        st.markdown(
            _("This recipe makes keyed pseudonyms or shifts dates by a key: type the key, which no recipe holds.")
        )
        typed = st.text_input(_("Key"), type="password", key="recipe_key_typed", autocomplete="off")
        with st.container(horizontal=True):
            applied = st.form_submit_button(_("Apply the recipe"), type="primary", key="recipe_key_apply")
            left = st.form_submit_button(_("Cancel"), key="recipe_key_cancel")
    if left:
        del st.session_state[WAITING]
        st.rerun()
    if applied:
        try:
            _apply(recipe, key_of(typed))
        except AnalysisError as error:
            problem(error)
            return
        del st.session_state[WAITING]
        st.rerun()
