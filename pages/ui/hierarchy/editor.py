"""One editor for all hierarchies: built, loaded or written by hand, seen as they will be applied, used when they fit."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis import io
from analysis.errors import AnalysisError, HierarchyError
from analysis.hierarchies.builders import Builder, Table
from analysis.hierarchies.hierarchy import Hierarchy
from pages.ui import server
from pages.ui.band import Explanation
from pages.ui.choices import Session
from pages.ui.computed import hierarchy_by
from pages.ui.frame import explain
from pages.ui.hierarchy import drafts
from pages.ui.hierarchy.computed import coverage_by, sheet_of
from pages.ui.hierarchy.fit import every_column, fit
from pages.ui.hierarchy.forms import form
from pages.ui.hierarchy.sheet import FIND, LABEL, find, sheet
from pages.ui.hierarchy.tree import tree
from pages.ui.hierarchy.ways import WAY_NAMES, Way, start, way_of, ways_for
from pages.ui.hierarchy_choice import describe
from pages.ui.language import _, say
from pages.ui.state import session

COLUMN, WAY = "hierarchy_column", "hierarchy_way"
FILE, FILES = "hierarchy_file", "hierarchy_files"
VERSION, VIEW = "hierarchy_version", "hierarchy_view"
VALUES, GROUPS = "values", "groups"
NOT_IN_NAMES = r'[\\/:*?"<>|\x00-\x1f]'
"""Characters that a file system does not take in the name of a file."""


def explanation() -> Explanation:
    """What a hierarchy is, and what makes one usable."""
    return Explanation(
        _("A hierarchy says what each value becomes at each level, from itself to a label that says nothing."),
        _(
            "It fits when every value has a row and when levels nest: two values that are one at a level stay one after it."
        ),
        source=_("P. Samarati, IEEE TKDE 13(6), 2001, section 3 (doi:10.1109/69.971193)"),
        limits=_(
            "A hierarchy that fits does not protect by itself: the level at which it is used decides how many people look alike."
        ),
    )


def hierarchies() -> None:
    """Draw the section: the state of every column, and the editor of the one that is chosen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(_("Hierarchies"), anchor=False)
        explain(explanation(), key="explain_hierarchies")
    _section()


@st.fragment
def _section() -> None:
    now = session()
    every_column(now)
    names = [name for name, _builder in now.plan.builders]
    if st.session_state.get(COLUMN) not in names:
        st.session_state[COLUMN] = None
    chosen = st.selectbox(
        _("Edit the hierarchy of"), names, key=COLUMN, placeholder=_("Choose a column"), on_change=_start_anew
    )
    if chosen is not None:
        with st.container(border=True, key="hierarchy_editor"):
            _editor(now, chosen)


def open_editor(column: str) -> None:
    """Open the editor on a column."""
    st.session_state[COLUMN] = column
    _start_anew()


def _start_anew() -> None:
    """Forget what was typed and refused for another column."""
    st.session_state.pop(drafts.REFUSED, None)
    st.session_state.update({FIND: "", LABEL: ""})


def _editor(now: Session, column: str) -> None:
    draft = drafts.draft_of(now, column)
    parameters, state = st.columns(2, gap="large")
    with parameters:
        st.subheader(_("How it is made"), anchor=False)
        _way(now, column, draft.builder)
        form(now.dataset[column], draft.builder)
        _file(column)
        _versions(now, column)
    with state:
        st.subheader(_("Whether it fits"), anchor=False)
        fit(now, column, draft.builder)
    st.subheader(_("What will be applied"), anchor=False)
    try:
        _shown(column, draft.builder)
    except HierarchyError:
        st.caption(_("There is nothing to show until the hierarchy can be made."))
    _decide(now, column)


def _shown(column: str, builder: Builder) -> None:
    names = {VALUES: _("values"), GROUPS: _("tree of groups")}
    if st.segmented_control(
        _("Shown"), list(names), key=VIEW, format_func=names.get, default=VALUES, required=True,
        label_visibility="collapsed",
    ) == GROUPS:  # fmt: skip
        tree(column, builder)
    else:
        find()
        sheet(column, builder)


def _way(now: Session, column: str, builder: Builder) -> None:
    current = way_of(builder)
    ways = ways_for(now.dataset[column])
    st.session_state[WAY] = current
    st.selectbox(
        _("Way"), ways if current in ways else (current, *ways), key=WAY, format_func=lambda way: say(WAY_NAMES[way]),
        on_change=_take_way, args=(column,),
    )  # fmt: skip
    drafts.refusal("way")


def _take_way(column: str) -> None:
    now = session()
    way: Way = st.session_state[WAY]
    try:
        drafts.change(column, start(way, now.dataset[column], _built(now, column)))
    except AnalysisError as error:
        drafts.refuse("way", error)


def _built(now: Session, column: str) -> Hierarchy | None:
    try:
        return hierarchy_by(now, column, drafts.draft_of(now, column).builder)
    except HierarchyError:
        return None


def _file(column: str) -> None:
    key = f"{FILE}_{st.session_state.get(FILES, 0)}"
    st.file_uploader(
        _("Hierarchy file (ARX or Amnesia: value;level 1;level 2;…)"), type=["csv", "txt"], key=key,
        on_change=_load, args=(column, key),
    )  # fmt: skip
    drafts.refusal("file")


def _load(column: str, key: str) -> None:
    """Make a draft of a hierarchy file, and empty the uploader. What the file lacks can be mended before it is used."""
    upload = st.session_state[key]
    if not isinstance(upload, UploadedFile):  # none, or one that was freed before
        return
    try:
        drafts.change(column, Table(io.read_hierarchy(upload.getvalue(), upload.name), upload.name))
    except AnalysisError as error:
        drafts.refuse("file", error)
    st.session_state[FILES] = st.session_state.get(FILES, 0) + 1
    server.free_uploads()


def _versions(now: Session, column: str) -> None:
    earlier = drafts.versions(now, column)
    if not earlier:
        return
    names = [describe(own) for own in earlier]
    st.selectbox(
        _("Earlier versions"), range(len(earlier)), index=None, key=VERSION, format_func=lambda place: names[place],
        placeholder=_("Take one back as a draft"), on_change=_take_version, args=(column, earlier),
    )  # fmt: skip


def _take_version(column: str, earlier: tuple[Builder, ...]) -> None:
    chosen = st.session_state[VERSION]
    if chosen is not None:
        drafts.change(column, earlier[chosen])
        st.session_state[VERSION] = None


def _decide(now: Session, column: str) -> None:
    """Undo, redo, discard, export, use."""
    draft, changed = drafts.draft_of(now, column), drafts.is_changed(now, column)
    with st.container(horizontal=True, gap="small", key="hierarchy_decide"):
        for label, name, icon, disabled, action in (
            (_("Undo"), "undo", ":material/undo:", not draft.past, drafts.undo),
            (_("Redo"), "redo", ":material/redo:", not draft.future, drafts.redo),
            (_("Discard the draft"), "discard", ":material/delete:", not changed, drafts.discard),
        ):
            st.button(label, key=f"hierarchy_{name}", icon=icon, disabled=disabled, on_click=action, args=(column,))
        _export(now, column)
        usable = changed and coverage_by(now, column, draft.builder).complete
        if st.button(_("Use this hierarchy"), key="hierarchy_use", type="primary", disabled=not usable):
            drafts.use(column)
            st.rerun()


def _export(now: Session, column: str) -> None:
    if _built(now, column) is not None:
        ordered = sheet_of(now, column, drafts.draft_of(now, column).builder).cells
        st.download_button(
            _("Save for ARX or Amnesia"),
            lambda: io.write_hierarchy(Hierarchy(ordered)),
            file_name=f"{re.sub(NOT_IN_NAMES, '_', column)}.csv",
            mime="text/csv",
            key="hierarchy_export",
            icon=":material/download:",
            on_click="ignore",
        )
