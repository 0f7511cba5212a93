"""How a quasi-identifier is generalised: chosen among ways made from its values, or loaded from a file."""

from __future__ import annotations

import streamlit as st

from analysis import io
from analysis.errors import AnalysisError
from analysis.hierarchies.builders import (
    Builder,
    Dates,
    FrenchPostalCode,
    Frequent,
    Granularity,
    Intervals,
    Mask,
    Suppress,
    Table,
    suggest,
)
from analysis.kinds import Kind
from analysis.wording import sentence
from pages.ui import state
from pages.ui.frame import literal, problem
from pages.ui.language import _
from pages.ui.state import Session, session


def choose_hierarchy(now: Session, name: str) -> None:
    """Choose another way to generalise the column, or load a table."""
    builder = dict(now.plan.builders)[name]
    st.markdown(_("In use: **{builder}**", builder=describe(builder)))
    own = now.dataset[name]
    choices: list[Builder] = [suggest(own, state.words())]
    if own.kind in (Kind.TEXT, Kind.CODE, Kind.INTEGER) and len(own.values):
        choices.append(Frequent((5, 50), state.words().other))
        if max(len(str(value)) for value in own.values) > 2:
            choices.append(Mask((2, 1)))
    choices.append(Suppress())
    for position, choice in enumerate(dict.fromkeys(choices)):
        st.button(
            describe(choice), key=f"anonymise_builder_{name}_{position}", width="stretch", disabled=choice == builder,
            on_click=state.choose_builder, args=(name, choice),
        )  # fmt: skip
    upload = st.file_uploader(
        _("Hierarchy file (ARX or Amnesia: value;level 1;level 2;…)"), type=["csv", "txt"],
        key=f"anonymise_hierarchy_file_{name}",
    )  # fmt: skip
    seen = f"anonymise_hierarchy_seen_{name}"
    if upload is not None and st.session_state.get(seen) != upload.file_id:
        _load(name, upload.name, upload.getvalue(), seen, upload.file_id)


def _load(column: str, name: str, content: bytes, seen: str, upload: str) -> None:
    """Use a hierarchy file, once: the uploader hands it over at every run. One that does not fit changes nothing."""
    try:
        builder = Table(io.read_hierarchy(content, name), name)
        builder.build(session().dataset[column])
    except AnalysisError as error:
        problem(error)
        return
    st.session_state[seen] = upload
    state.choose_builder(column, builder)
    st.rerun()


def describe(builder: Builder) -> str:
    """A way to generalise, in words."""
    match builder:
        case Intervals(widths):
            return _("intervals of {widths}", widths=list(widths))
        case Dates(granularities):
            return _("dates by {granularities}", granularities=[GRANULARITIES[own] for own in granularities])
        case FrenchPostalCode():
            return _("département, then région")
        case Mask(kept):
            return _("the first {kept} characters", kept=list(kept))
        case Frequent(minimums):
            return _("rare values together: fewer than {minimums} records", minimums=list(minimums))
        case Table(source=source):
            return _("the file {name}", name=literal(source))
    return _("suppress only")


GRANULARITIES = {
    Granularity.DAY: sentence("day"),
    Granularity.MONTH: sentence("month"),
    Granularity.QUARTER: sentence("quarter"),
    Granularity.YEAR: sentence("year"),
    Granularity.DECADE: sentence("decade"),
}
