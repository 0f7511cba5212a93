"""The questions that pages ask, answered once per session and choice.

A cache is keyed on the fingerprint of the records and the ``repr`` of the frozen choices. The choices themselves come in
with an underscore (Streamlit hashes a dataclass without its class name), and so do the records (it would hash only a
sample of them). Each session has its own cache: nothing that was
computed from one person's data reaches another.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import streamlit as st

from analysis.dataset import Dataset
from analysis.detection import Suggestion, suggest
from analysis.encoding import encode_column
from analysis.errors import HierarchyError
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.builders import Builder
from analysis.hierarchies.builders import suggest as suggest_builder
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.sensitive import SensitiveAttribute, sensitive_attribute
from analysis.profile import ColumnProfile, profile
from analysis.recipe.running import hidden_by, prepare, roles_after
from analysis.recoding.cell_suppression import CellSuppressed, suppress_cells
from analysis.recoding.generalise import GlobalRecoding, Recoded, recode, unsuppressed
from analysis.recoding.mondrian import LocallyRecoded, LocalRecoding, recode_locally
from analysis.recoding.pseudonyms import key_fingerprint
from analysis.recoding.step import Step
from analysis.release import traces_left
from analysis.risk.exposure import ExposedClass, most_exposed
from analysis.risk.quasi_identifiers import Contribution, contributions
from analysis.search import Lattice, Price, prices
from analysis.traces import leaving_as_they_are, traces
from analysis.utility.association import Associations, associations
from analysis.utility.marginals import MarginalChange, marginal_changes
from analysis.wording import Sentence

if TYPE_CHECKING:
    from analysis.encoding import EncodedColumn
    from pages.ui.choices import Cells, Plan, Session

Builders = tuple[tuple[str, Builder], ...]


def prepared_of(now: Session, steps: tuple[Step, ...]) -> Dataset:
    """The records assessed, after some steps.

    Raises:
        AnalysisError: A step does not fit what those before it made of the records, or its key is lacking.
    """
    if not steps:
        return now.assessed
    keyed = key_fingerprint(now.key) if now.key is not None and any(step.needs_key for step in steps) else ""
    return _prepared(now.assessed.fingerprint, repr(steps), keyed, steps, now)


def at(now: Session, plan: Plan) -> Session:
    """The session as if another plan stood: its steps are done to the records assessed.

    Raises:
        AnalysisError: A step does not fit the records, or its key is lacking.
    """
    if now.plan is not None and plan.steps == now.plan.steps:
        return replace(now, plan=plan)
    dataset = prepared_of(now, plan.steps)
    return replace(now, plan=plan, dataset=dataset, roles=roles_after(now.decided, plan.steps, dataset))


def original(now: Session) -> Session:
    """The session before the steps of its plan, with a plan that fits: what every comparison starts from."""
    if not now.plan.steps:
        return now
    before = now.before_steps
    own = dict(now.plan.builders)
    builders = tuple(
        (name, _fitting(before.dataset.fingerprint, name, repr(own.get(name)), own.get(name), before))
        for name in before.quasi_identifiers
    )
    recoding = replace(now.plan.recoding, levels=tuple((name, 0) for name, _builder in builders))
    return replace(
        before, plan=replace(now.plan, builders=builders, recoding=recoding, cuts=None, steps=(), cells=None)
    )


def table_of(now: Session) -> FrequencyTable:
    """The frequency table of the session's quasi-identifiers.

    Raises:
        AnalysisError: There is none, or a hierarchy does not fit its column.
    """
    builders = now.plan.builders if now.plan else ()
    return _table(now.dataset.fingerprint, repr(builders), builders, now.dataset)


def hierarchy_by(now: Session, column: str, builder: Builder) -> Hierarchy:
    """The hierarchy that a builder makes of a column.

    Raises:
        HierarchyError: It does not fit the column.
    """
    return _hierarchy(now.dataset.fingerprint, column, repr(builder), builder, now.dataset)


def recoded_of(now: Session, plan: Plan | None = None) -> Recoded:
    """What a plan (the session's own if none is given) does to the records."""
    chosen = at(now, plan or now.plan)
    if chosen.plan.cuts:
        return _as_recoded(locally_of(chosen, chosen.plan), chosen.plan.recoding)
    if chosen.plan.cells:
        return _as_recoded(cells_of(chosen), chosen.plan.recoding)
    recoding = chosen.plan.recoding
    return _recoded(
        chosen.dataset.fingerprint,
        repr(chosen.plan),
        recoding,
        table_of(chosen),
        attributes_of(chosen, recoding.sensitive),
    )


def attributes_of(now: Session, names: Iterable[str]) -> dict[str, SensitiveAttribute]:
    """Sensitive columns beside the session's frequency table, by name."""
    builders = now.plan.builders
    return {
        name: _attribute(now.dataset.fingerprint, repr(builders), name, table_of(now), now.dataset) for name in names
    }


def shown_of(now: Session, plan: Plan | None = None) -> Recoded:
    """What stands: suppression is only done within its limit, unless the user has decided to pass over it.

    Beyond the limit the records are shown generalised and nothing more, so that every move of a level is seen.
    """
    wanted = recoded_of(now, plan)
    if wanted.within_limit or (now.overridden and plan in (None, now.plan)):
        return wanted
    chosen = at(now, plan or now.plan)
    return _unsuppressed(chosen.dataset.fingerprint, repr(chosen.plan), wanted)


def generalised_of(now: Session) -> Recoded:
    """The records generalised by the levels of the plan, before anything is suppressed."""
    return unsuppressed(recoded_of(now, replace(now.plan, cuts=None, cells=None)))


def cells_of(now: Session) -> CellSuppressed:
    """The cells that the session's plan suppresses after generalising.

    Raises:
        NotComputable: There are fewer than k records.
        RecodingError: The columns of which nothing may be suppressed single records out.
    """
    generalised = recoded_of(now, replace(now.plan, cells=None))
    return _cells(now.dataset.fingerprint, repr(now.plan), now.plan.cells, generalised)


def _as_recoded(local: LocallyRecoded | CellSuppressed, requirement: GlobalRecoding) -> Recoded:
    """Labels of each record's own seen as level 0 of a global recoding: every figure is computed in the same way."""
    levels = tuple((name, 0) for name in local.table.names)
    kept = np.ones(len(local.classes.sizes), dtype=bool)
    return Recoded(replace(requirement, levels=levels), local.table, local.classes, kept)


def locally_of(now: Session, plan: Plan) -> LocallyRecoded:
    """What a local recoding does to the records.

    Raises:
        NotComputable: There are fewer than k records.
    """
    recoding = LocalRecoding(plan.recoding.k, plan.cuts)
    table = table_of(replace(now, plan=plan))
    return _locally(now.dataset.fingerprint, repr((plan.builders, recoding)), recoding, now.dataset, table)


def original_of(now: Session) -> Recoded:
    """The records before the steps: nothing generalised, nothing suppressed."""
    before = original(now)
    levels = tuple((name, 0) for name in before.quasi_identifiers)
    return recoded_of(before, replace(before.plan, recoding=GlobalRecoding(levels, k=1), cuts=None, cells=None))


def contributions_of(now: Session) -> tuple[Contribution, ...]:
    """What each quasi-identifier contributes in the original data."""
    before = original(now)
    return _contributions(before.dataset.fingerprint, repr(before.plan.builders), table_of(before))


def exposed_of(now: Session, recoded: Recoded) -> tuple[ExposedClass, ...]:
    """The classes most exposed among those that a recoding leaves."""
    key = repr((now.plan, recoded.recoding, recoded.table is table_of(now)))
    return _exposed(now.dataset.fingerprint, key, recoded)


def profile_of(now: Session) -> tuple[ColumnProfile, ...]:
    """The columns of the session's dataset at a glance."""
    return _profile(now.dataset.fingerprint, now.dataset)


def marginals_of(now: Session, recoded: Recoded, others: tuple[str, ...]) -> tuple[MarginalChange, ...]:
    """How far the distributions of the columns are from the original."""
    key = repr((now.plan.builders, recoded.recoding, others))
    return _marginals(now.dataset.fingerprint, key, now.dataset, recoded, others)


def associations_of(now: Session, recoded: Recoded, others: tuple[str, ...]) -> Associations:
    """How columns go together, before and after."""
    key = repr((now.plan.builders, recoded.recoding, others))
    return _associations(now.dataset.fingerprint, key, now.dataset, recoded, others)


def prices_of(now: Session, found: Lattice) -> tuple[Price, ...]:
    """The least loss for each k at the session's suppression limit."""
    recoding = now.plan.recoding
    key = repr((now.plan.builders, recoding.suppression_limit, now.wishes))
    return _prices(now.dataset.fingerprint, key, found, recoding.suppression_limit, dict(now.wishes.weights))


def suggestions_of(now: Session) -> tuple[Suggestion, ...]:
    """The roles suggested for the session's columns."""
    return _suggestions(now.dataset.fingerprint, now.dataset)


def traces_in(now: Session) -> tuple[Sentence, ...]:
    """Where direct identifiers stand inside columns that would leave."""
    steps = now.plan.steps if now.plan else ()
    return _traces(now.dataset.fingerprint, repr((now.roles, now.decided, steps)), steps, now)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _traces(fingerprint: str, key: str, _steps: tuple[Step, ...], _now: Session) -> tuple[Sentence, ...]:
    """Identifiers that still are columns, and those that a step hid or left out."""
    left = traces_left(_now.dataset, _now.roles)
    if not hidden_by(_steps, _now.decided):
        return left
    _again, hidden = prepare(_now.assessed, _now.decided, _steps, _now.key)
    return (*left, *(trace.reason for trace in traces(hidden, leaving_as_they_are(_now.dataset, _now.roles))))


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _prepared(fingerprint: str, key: str, keyed: str, _steps: tuple[Step, ...], _now: Session) -> Dataset:
    return _steps[-1].apply(prepared_of(_now, _steps[:-1]), _now.key)


@st.cache_resource(scope="session", max_entries=64, show_spinner=False)
def _fitting(fingerprint: str, name: str, key: str, _builder: Builder | None, _now: Session) -> Builder:
    """How a hierarchy is made, if it fits the column; else the way that is suggested."""
    if _builder is not None:
        with suppress(HierarchyError):
            hierarchy_by(_now, name, _builder)
            return _builder
    return suggest_builder(_now.dataset[name])


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _cells(fingerprint: str, key: str, _chosen: Cells, _generalised: Recoded) -> CellSuppressed:
    weights = dict(_chosen.importance)
    importance = tuple(weights.get(name, 0.0) for name in _generalised.table.names)
    return suppress_cells(_generalised, importance, _chosen.reading)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _table(fingerprint: str, key: str, _builders: Builders, _dataset: Dataset) -> FrequencyTable:
    return collapse([_encoded(fingerprint, name, repr(builder), builder, _dataset) for name, builder in _builders])


@st.cache_resource(scope="session", max_entries=24, show_spinner=False)
def _encoded(fingerprint: str, name: str, key: str, _builder: Builder, _dataset: Dataset) -> EncodedColumn:
    return encode_column(_dataset[name], _hierarchy(fingerprint, name, key, _builder, _dataset))


@st.cache_resource(scope="session", max_entries=24, show_spinner=False)
def _hierarchy(fingerprint: str, name: str, key: str, _builder: Builder, _dataset: Dataset) -> Hierarchy:
    return _builder.build(_dataset[name])


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _recoded(
    fingerprint: str,
    key: str,
    _recoding: GlobalRecoding,
    _table: FrequencyTable,
    _attributes: dict[str, SensitiveAttribute],
) -> Recoded:
    return recode(_table, _recoding, _attributes)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _attribute(fingerprint: str, key: str, name: str, _table: FrequencyTable, _dataset: Dataset) -> SensitiveAttribute:
    column = _dataset[name]
    return sensitive_attribute(_table, column, suggest_builder(column).build(column))


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _unsuppressed(fingerprint: str, key: str, _recoded: Recoded) -> Recoded:
    return unsuppressed(_recoded)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _locally(
    fingerprint: str, key: str, _recoding: LocalRecoding, _dataset: Dataset, _table: FrequencyTable
) -> LocallyRecoded:
    return recode_locally(_dataset, _table, _recoding)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _contributions(fingerprint: str, key: str, _table: FrequencyTable) -> tuple[Contribution, ...]:
    return contributions(_table)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _suggestions(fingerprint: str, _dataset: Dataset) -> tuple[Suggestion, ...]:
    return suggest(_dataset)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _exposed(fingerprint: str, key: str, _recoded: Recoded) -> tuple[ExposedClass, ...]:
    return most_exposed(_recoded.table, _recoded.remaining, most=15)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _profile(fingerprint: str, _dataset: Dataset) -> tuple[ColumnProfile, ...]:
    return profile(_dataset)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _marginals(
    fingerprint: str, key: str, _dataset: Dataset, _recoded: Recoded, _others: tuple[str, ...]
) -> tuple[MarginalChange, ...]:
    return marginal_changes(_dataset, _recoded.table, _recoded.classes, _recoded.kept, _others)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _associations(
    fingerprint: str, key: str, _dataset: Dataset, _recoded: Recoded, _others: tuple[str, ...]
) -> Associations:
    return associations(_dataset, _recoded.table, _recoded.classes, _recoded.kept, _others)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _prices(
    fingerprint: str, key: str, _found: Lattice, _limit: float, _weights: dict[str, float]
) -> tuple[Price, ...]:
    return prices(_found, _limit, weights=_weights)


CACHES: Final[list[Any]] = [
    _prices,
    _table,
    _encoded,
    _hierarchy,
    _recoded,
    _attribute,
    _unsuppressed,
    _prepared,
    _fitting,
    _cells,
    _locally,
    _contributions,
    _suggestions,
    _traces,
    _exposed,
    _profile,
    _marginals,
    _associations,
]
"""Every cache of the session; modules that keep one of their own add it."""


def forget() -> None:
    """Empty this session's caches."""
    for cached in CACHES:
        cached.clear()
