"""The list in which every column is given its role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from analysis.detection import ADVICE, Suggestion
from analysis.kinds import KIND_NAMES, Kind
from analysis.roles import ROLE_NAMES, Role, Roles
from pages.ui import state
from pages.ui.language import _, percent, say

SHOWN: Final = 20
"""Columns on one page of the list."""
ORDER: Final = "roles_order"


def role_name(role: Role) -> str:
    """What a role is called on screen."""
    return say(ROLE_NAMES[role])


def kind_name(kind: Kind) -> str:
    """What a kind of column is called on screen."""
    return say(KIND_NAMES[kind])


def role_mark(role: Role) -> str:
    """The coloured mark of a role, as HTML; its name must stand below it."""
    return f'<span class="role-mark role-{role.value}" aria-hidden="true"></span>'


def roles_list(roles: Roles, suggestions: Sequence[Suggestion], below: Callable[[Suggestion], None]) -> None:
    """Draw the list: undecided columns first, in an order that stays while single roles are being changed.

    Args:
        roles: What was decided.
        suggestions: What was found in every column.
        below: Draws what else there is to do with a column.
    """
    by_name = {suggestion.column: suggestion for suggestion in suggestions}
    order = _order(roles)
    first = 0
    if len(order) > SHOWN:
        first = (st.pagination(-(-len(order) // SHOWN), key="roles_page") - 1) * SHOWN
    for name in order[first : first + SHOWN]:
        _row(name, roles[name], by_name[name], below)


def _row(name: str, role: Role, suggestion: Suggestion, below: Callable[[Suggestion], None]) -> None:
    key = f"roles_of_{name}"
    st.session_state[key] = role
    with st.container(key=f"roles_row_{_position(name)}"):
        column, choice, why = st.columns([1.3, 1.2, 3], vertical_alignment="center")
        column.html(
            f'<p class="column-name">{role_mark(role)}<bdi>{escape(name)}</bdi>'
            f"<small>{escape(kind_name(suggestion.kind))}</small></p>"
        )
        choice.selectbox(
            _("Role of {column}", column=name), list(Role), key=key, format_func=role_name, on_change=_changed, args=(name, key),
            label_visibility="collapsed",
        )  # fmt: skip
        why.html(_reasons(suggestion))
        below(suggestion)


def _reasons(suggestion: Suggestion) -> str:
    reasons = " ".join(escape(say(reason)) for reason in suggestion.reasons)
    if suggestion.role is Role.UNDECIDED:
        return f'<p class="reason"><strong>{escape(_("No suggestion."))}</strong> {reasons}</p>'
    advice = _(
        "Suggested: {role}, {confidence} sure.",
        role=role_name(suggestion.role),
        confidence=percent(suggestion.confidence, 0),
    )
    to_do = f"<br><strong>{escape(_('What to do:'))}</strong> {escape(say(ADVICE[suggestion.treatment]))}"
    return f'<p class="reason">{role_mark(suggestion.role)}<strong>{escape(advice)}</strong> {reasons}{to_do}</p>'


def _position(name: str) -> int:
    return st.session_state[ORDER].index(name)


def _order(roles: Roles) -> tuple[str, ...]:
    names = tuple(name for name, _role in roles.assigned)
    if set(st.session_state.get(ORDER, ())) != set(names):
        st.session_state[ORDER] = tuple(sorted(names, key=lambda name: roles[name] is not Role.UNDECIDED))
    return st.session_state[ORDER]


def _changed(name: str, key: str) -> None:
    state.assign({name: st.session_state[key]})


def assign_many(changes: Mapping[str, Role]) -> None:
    """Give several columns their roles at once, and sort the list anew."""
    state.assign(changes)
    st.session_state.pop(ORDER, None)
