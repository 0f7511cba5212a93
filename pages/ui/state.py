"""The only door to ``st.session_state``: how the choices of the session change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.audit import Trail
from analysis.consent import without_refusals
from analysis.dataset import Dataset, column_as
from analysis.errors import HierarchyError, RecodingError
from analysis.hierarchies.builders import Builder, Words, suggest
from analysis.io import ReadOptions, Understood
from analysis.kinds import Kind, understand_as
from analysis.recipe.running import roles_after
from analysis.recoding.generalise import GlobalRecoding
from analysis.recoding.step import Step
from analysis.roles import Role, Roles
from analysis.verdict import Recipient
from pages.ui import trail
from pages.ui.choices import (
    Audit,
    Consent,
    Earlier,
    Plan,
    Scenario,
    Session,
    Source,
    Wishes,
)
from pages.ui.computed import at, forget, prepared_of
from pages.ui.language import CHOSEN, _, language, weekdays

KEY = "foule"


def session() -> Session:
    """The session of the person at the screen."""
    return st.session_state.setdefault(KEY, Session())


def update(**changes: Any) -> None:
    """Change some choices."""
    st.session_state[KEY] = replace(session(), **changes)


def record(event: str, **details: Any) -> None:
    """Write into the audit trail what was done; details are names, counts and figures, never a value of a record."""
    update(trail=session().trail.add(event, details, dt.datetime.now(dt.UTC)))


def erase() -> None:
    """Forget everything: data, choices, widgets and what was computed from them; the language stays."""
    chosen = st.session_state.get(CHOSEN)
    st.session_state.clear()
    if chosen:
        st.session_state[CHOSEN] = chosen
    forget()


def open_dataset(source: Source, dataset: Dataset, understood: Understood | None, options: ReadOptions) -> None:
    """Start anew with a dataset."""
    update(
        source=source,
        options=options,
        understood=understood,
        complete=dataset,
        assessed=dataset,
        dataset=dataset,
        consent=None,
        decided=Roles.undecided(dataset.names),
        roles=Roles.undecided(dataset.names),
        plan=None,
        past=(),
        future=(),
        scenarios=(),
        wishes=Wishes(),
        overridden=False,
        preset=None,
        trail=Trail(),
        drafts=(),
        key=None,
        population_size=None,
        recipients=(),
        none_earlier=False,
        answers=(),
        earlier=None,
        audit=Audit(),
    )
    record("dataset", fingerprint=dataset.fingerprint, records=dataset.n_records, columns=len(dataset.columns))


def leave_out(consent: Consent | None) -> None:
    """Assess only the records of people who did not refuse; all of them if no column says so.

    Raises:
        NotComputable: Everybody refused.
        AnalysisError: A step of the plan does not fit the records that are left.
    """
    now = session()
    _assess(now.complete, consent, now.plan)
    record("consent", column=consent.column if consent else None, refused=session().n_refused)


def correct(column: str, kind: Kind) -> None:
    """Take the values of a column for what the user says they are; it is then generalised by its new kind.

    Raises:
        AnalysisError: A step of the plan does not fit values of this kind.
    """
    now = session()
    own = now.complete[column]
    found = understand_as(kind, own.values, column, own.decimal)
    plan = now.plan and replace(now.plan, builders=tuple(pair for pair in now.plan.builders if pair[0] != column))
    _assess(now.complete.with_column(column_as(column, own.values, own.codes, found)), now.consent, plan)
    record("kind", column=column, kind=kind.value)


def _assess(complete: Dataset, consent: Consent | None, plan: Plan | None) -> None:
    assessed = without_refusals(complete, consent.column, consent.refused) if consent else complete
    now = replace(session(), complete=complete, consent=consent, assessed=assessed, dataset=assessed, plan=plan)
    update(**_decided(now, now.decided, plan), complete=complete, consent=consent, assessed=assessed, drafts=())
    update(past=(), future=(), scenarios=(), wishes=Wishes())


def assign(changes: Mapping[str, Role]) -> None:
    """Decide roles; other quasi-identifiers mean another plan, with the same requirement and steps.

    Where the steps leave no quasi-identifier, there is no plan, and its steps are gone with it.
    """
    now = session()
    decided = now.decided.assign(changes)
    own = roles_after(decided, now.plan.steps if now.plan else (), now.dataset)
    if own.quasi_identifiers != now.quasi_identifiers:
        update(**_decided(now, decided, now.plan), past=(), future=(), scenarios=(), wishes=Wishes(), drafts=())
    else:
        update(decided=decided, roles=own, overridden=False)
    record("roles", columns={column: role.value for column, role in changes.items()})


def _decided(now: Session, decided: Roles, plan: Plan | None) -> dict[str, Any]:
    """What changes with the roles of the columns or the records assessed.

    Raises:
        AnalysisError: A step of the plan does not fit the records.
    """
    steps = plan.steps if plan else ()
    dataset = prepared_of(now, steps)
    roles = roles_after(decided, steps, dataset)
    if not roles.quasi_identifiers:
        dataset, roles = now.assessed, decided
    later = replace(now, dataset=dataset, roles=roles, decided=decided)
    return {
        "dataset": dataset, "decided": decided, "roles": roles, "plan": _plan(later, session().dataset),
        "overridden": False,
    }  # fmt: skip


def _plan(now: Session, before: Dataset) -> Plan | None:
    """A plan for the session's quasi-identifiers that keeps what the current one says of them and still fits.

    Args:
        before: The records that the current plan is for.
    """
    if not now.quasi_identifiers:
        return None
    old = now.plan or Plan((), GlobalRecoding(()))
    levels = dict(old.recoding.levels)
    kept = {name: own for name, own in old.builders if _fits(now.dataset, before, name, own, levels[name])}
    return replace(
        old,
        builders=tuple((name, kept.get(name) or suggest(now.dataset[name], words())) for name in now.quasi_identifiers),
        recoding=replace(
            old.recoding,
            levels=tuple((name, levels[name] if name in kept else 0) for name in now.quasi_identifiers),
        ),
    )


def _fits(dataset: Dataset, before: Dataset, column: str, builder: Builder, level: int) -> bool:
    """Whether the hierarchy of a column can be made as before, up to the level in use."""
    if column not in dataset:
        return False
    if column in before and dataset[column] is before[column]:
        return True
    try:
        return level < builder.build(dataset[column]).n_levels
    except HierarchyError:
        return False


def words() -> Words:
    """What made-up labels are called in the reader's language."""
    return Words(_("Other"), _("Q"), _("W"), _("H"), weekdays(), language())


def take(plan: Plan) -> None:
    """Take another plan; the current one can be had back.

    Raises:
        AnalysisError: One of its steps does not fit the records, or needs a key that is not there.
    """
    now = session()
    if plan != now.plan:
        update(**_standing(now, plan), past=(*now.past, now.plan), future=())
        record(trail.PLAN, **trail.changes(now.plan, session().plan))


def _standing(now: Session, plan: Plan) -> dict[str, Any]:
    """What changes when another plan stands; hierarchies that do not fit what its steps leave are made anew."""
    later = at(now, plan)
    if plan.steps != now.plan.steps:
        if not later.quasi_identifiers:
            raise RecodingError("No column is a quasi-identifier any more: there is nothing to generalise.")
        plan = _plan(later, now.dataset)
    same = later.quasi_identifiers == now.quasi_identifiers
    return {
        "dataset": later.dataset, "roles": later.roles, "plan": plan, "overridden": False,
        "wishes": now.wishes if same else Wishes(),
    }  # fmt: skip


def change_steps(steps: tuple[Step, ...], key: bytes | None = None) -> None:
    """Take the same plan with other steps.

    Args:
        key: The secret that steps need, where the session has none yet.

    Raises:
        AnalysisError: A step does not fit the records, or no quasi-identifier would be left.
    """
    now = session()
    if steps != now.plan.steps:
        later = with_steps(now, steps, key)
        st.session_state[KEY] = replace(later, past=(*now.past, now.plan), future=())
        record(trail.PLAN, **trail.changes(now.plan, later.plan))


def with_steps(now: Session, steps: tuple[Step, ...], key: bytes | None = None) -> Session:
    """The session as it would be with other steps; see :func:`change_steps`."""
    later = replace(now, key=now.key or key)
    return replace(later, **_standing(later, replace(now.plan, steps=steps)))


def recode(recoding: GlobalRecoding) -> None:
    """Take other levels or another requirement."""
    take(replace(session().plan, recoding=recoding))


def choose_builder(column: str, builder: Builder, level: int = 0) -> None:
    """Generalise a column another way; its level goes back to 0 unless levels still mean the same."""
    plan = session().plan
    builders = tuple((name, builder if name == column else own) for name, own in plan.builders)
    take(replace(plan, builders=builders, recoding=plan.recoding.with_level(column, level)))


def undo() -> None:
    """Go back to the plan before."""
    now = session()
    if now.past:
        update(**_standing(now, now.past[-1]), past=now.past[:-1], future=(*now.future, now.plan))
        record("undo", **trail.changes(now.plan, now.past[-1]))


def redo() -> None:
    """Take back the last undo."""
    now = session()
    if now.future:
        update(**_standing(now, now.future[-1]), past=(*now.past, now.plan), future=now.future[:-1])
        record("redo", **trail.changes(now.plan, now.future[-1]))


def override(passed_over: bool) -> None:
    """Take, or give back, the responsibility for a release that something speaks against."""
    update(overridden=passed_over)
    record("override", passed_over=passed_over)


def send_to(recipients: Sequence[Recipient]) -> None:
    """Say to whom the release goes; their names stay out of the trail."""
    update(recipients=tuple(recipients))
    record("recipients", recipients=[[own.audience.value, own.attempt] for own in recipients])


def declare_none_earlier(declared: bool) -> None:
    """Declare that nothing was released of these people before, or take that back."""
    update(none_earlier=declared)
    record("none_earlier", declared=declared)


def answer(field_name: str, text: str) -> None:
    """Fill a field of the report; the trail says which one, and not what was written."""
    others = tuple(pair for pair in session().answers if pair[0] != field_name)
    update(answers=(*others, (field_name, text)) if text else others)
    record("answer", field=field_name, filled=bool(text))


def draw_from(population_size: int | None) -> None:
    """Say how many people the records were drawn from."""
    if population_size != session().population_size:
        update(population_size=population_size)
        record("population", size=population_size)


def cross_with(earlier: Earlier | None) -> None:
    """Compare with an earlier release, or no longer."""
    update(earlier=earlier)
    record(
        "earlier_release",
        sha256=earlier.sha256 if earlier else None,
        records=earlier.dataset.n_records if earlier else None,
    )


def reset() -> None:
    """Every quasi-identifier back at level 0; can be undone."""
    recoding = session().plan.recoding
    recode(replace(recoding, levels=tuple((name, 0) for name, _level in recoding.levels)))


def take_levels(levels: Sequence[int]) -> None:
    """Recode globally by these levels, in the order of the quasi-identifiers, and suppress records, not cells."""
    plan = session().plan
    names = [name for name, _level in plan.recoding.levels]
    recoding = replace(plan.recoding, levels=tuple(zip(names, map(int, levels), strict=True)))
    take(replace(plan, recoding=recoding, cuts=None, cells=None))


def keep(name: str) -> None:
    """Keep the current plan as a scenario; one of the same name is replaced."""
    now = session()
    others = tuple(scenario for scenario in now.scenarios if scenario.name != name)
    update(scenarios=(*others, Scenario(name, now.plan)))


def drop(name: str) -> None:
    """Forget a scenario."""
    update(scenarios=tuple(scenario for scenario in session().scenarios if scenario.name != name))
