"""Fields that hold a parameter of a draft. A change that makes no sense is refused beside its field, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from analysis.dataset import Column
from analysis.errors import AnalysisError, HierarchyError
from analysis.hierarchies.builders import Builder
from pages.ui.hierarchy import drafts
from pages.ui.language import say


def line(
    column: Column, name: str, label: str, value: str, revise: Callable[[str], Builder], help_: str | None = None
) -> None:
    """Draw a field to type in."""
    field(column, name, value, revise, lambda **options: st.text_input(label, help=help_, **options))


def choice(
    column: Column, name: str, label: str, value: Any, names: dict[Any, Any], revise: Callable[[Any], Builder]
) -> None:
    """Draw a field to choose one of a few named values."""
    field(
        column, name, value, revise,
        lambda **options: st.selectbox(label, list(names), format_func=lambda one: say(names[one]), **options),
    )  # fmt: skip


def field(column: Column, name: str, value: Any, revise: Callable[[Any], Builder], draw: Callable[..., Any]) -> None:
    """Draw a field that holds a parameter of the draft. What was refused stays in it, with the reason under it."""
    key = f"hierarchy_parameter_{name}"
    if not drafts.is_refused(name):
        st.session_state[key] = value
    draw(key=key, on_change=revise_draft, args=(column.name, name, revise))
    drafts.refusal(name)


def revise_draft(column: str, name: str, revise: Callable[[Any], Builder]) -> None:
    """Change the draft by what its field holds now, or remember why not."""
    try:
        drafts.change(column, revise(st.session_state.get(f"hierarchy_parameter_{name}")))
    except AnalysisError as error:
        drafts.refuse(name, error)


def named(text: str) -> str:
    """The name that somebody typed for a group.

    Raises:
        HierarchyError: There is none.
    """
    if not text.strip():
        raise HierarchyError("Give the group a name.")
    return text.strip()
