"""Give every column its role: nothing is assessed, and nothing leaves, on a guess."""

from functools import partial
from html import escape

import streamlit as st

from analysis.errors import RoleError
from analysis.roles import Role, Roles
from pages.ui.checklists import checklists
from pages.ui.choices import Session
from pages.ui.computed import suggestions_of
from pages.ui.digests import digests
from pages.ui.frame import empty_state, literal, problem
from pages.ui.journey import framed
from pages.ui.language import _, ngettext, number
from pages.ui.roles_table import assign_many, role_mark, role_name, roles_list
from pages.ui.state import session


def answer(now: Session) -> str | None:
    """How many columns still wait, in a sentence."""
    if now.roles is None:
        return None
    waiting = len(now.undecided)
    if waiting:
        return ngettext(
            "**{n} column** has no role yet: until it has, nothing can be released.",
            "**{n} columns** have no role yet: until they have, nothing can be released.",
            waiting,
        )
    return _(
        "Every column has a role. Someone who knows these people may know: **{columns}**.", columns=known(now.roles)
    )


def known(roles: Roles) -> str:
    """The quasi-identifiers as a list in words, safe as Markdown."""
    return literal(", ".join(roles.quasi_identifiers)) or _("nothing")


def bulk(now: Session) -> None:
    """Decide several columns at once."""
    suggestions = suggestions_of(now)
    open_to = {
        s.column: s.role for s in suggestions if now.roles[s.column] is Role.UNDECIDED and s.role is not Role.UNDECIDED
    }
    if open_to:
        st.button(
            ngettext("Accept {n} suggestion", "Accept {n} suggestions", len(open_to)),
            key="roles_accept", type="primary", on_click=assign_many, args=(open_to,), width="stretch",
            help=_("Gives the columns that are still undecided the role suggested for them. You can change each afterwards."),
        )  # fmt: skip
    with st.form("roles_bulk", border=False):
        chosen = st.multiselect(
            _("Several columns at once"), now.dataset.names, key="roles_chosen", placeholder=_("Choose columns")
        )
        role = st.selectbox(_("Their role"), list(Role), key="roles_role", format_func=role_name, index=2)
        if st.form_submit_button(_("Give them this role"), key="roles_apply") and chosen:
            assign_many(dict.fromkeys(chosen, role))
            st.rerun()


def tally(now: Session) -> None:
    """How many columns have each role."""
    counts = [(role, len(now.roles.of(role))) for role in Role]
    rows = "".join(
        f"<li>{role_mark(role)}<span>{escape(role_name(role))}</span><strong>{number(count)}</strong></li>"
        for role, count in counts
        if count or role is Role.UNDECIDED
    )
    st.html(f'<ul class="tally">{rows}</ul>')


def body(now: Session) -> None:
    """The list of columns and its panel."""
    main, side = st.columns([3, 1], gap="large")
    with side, st.container(key="panel_roles", border=True):
        tally(now)
        bulk(now)
    with main:
        try:
            now.roles.check(now.dataset)
        except RoleError as error:
            problem(error)
        roles_list(now.roles, suggestions_of(now), partial(digests, now))
        st.caption(
            _(
                "Direct identifiers never leave. Quasi-identifiers are what others may know of a person: they are "
                "generalised. Sensitive columns are what nobody should learn."
            )
        )
        checklists(now)


with framed("pages/roles.py", _("Which columns could give people away?"), answer(session().before_steps)) as now:
    if now.dataset is None:
        empty_state(_("Open a dataset first: its columns are then listed here."), "pages/data.py", _("Open a dataset"))
    else:
        body(now.before_steps)
