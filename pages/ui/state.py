"""The only door to ``st.session_state``: what the user has chosen, and nothing that was computed from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from analysis.audit import Trail
from analysis.consent import without_refusals
from analysis.dataset import Dataset, column_as
from analysis.hierarchies.builders import Builder, Words, suggest
from analysis.io import ReadOptions, Understood
from analysis.kinds import Kind, understand_as
from analysis.recoding.generalise import GlobalRecoding
from analysis.recoding.mondrian import Cuts
from analysis.roles import Role, Roles
from pages.ui import trail
from pages.ui.computed import forget
from pages.ui.language import CHOSEN, _, language, weekdays

KEY = "foule"


@dataclass(frozen=True, eq=False)
class Source:
    """The file as it came, kept so that it can be read again with another delimiter.

    Attributes:
        name: Name of the file, without a path.
        content: Its bytes; absent for a sample.
    """

    name: str
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Consent:
    """Which records are left out because the person refused.

    Attributes:
        column: The column that says so.
        refused: The values that mean a refusal.
    """

    column: str
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """How the quasi-identifiers are recoded: what undo takes back.

    Attributes:
        builders: (column, how its hierarchy is made) for each quasi-identifier, in their order.
        recoding: Their levels and the requirement.
        cuts: Where a local recoding may cut; None for global recoding by ``recoding``'s levels.
    """

    builders: tuple[tuple[str, Builder], ...]
    recoding: GlobalRecoding
    cuts: Cuts | None = None


@dataclass(frozen=True)
class Draft:
    """Another hierarchy of a column, being made: nothing is generalised by it before it is used.

    Attributes:
        column: The quasi-identifier.
        builder: How it is made now.
        past: How it was made before, the latest last.
        future: What was undone, the latest undone last.
    """

    column: str
    builder: Builder
    past: tuple[Builder, ...] = ()
    future: tuple[Builder, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A plan kept under a name, to be compared and taken again."""

    name: str
    plan: Plan


@dataclass(frozen=True)
class Wishes:
    """What the search must respect beside the requirements.

    Attributes:
        max_levels: (column, the most general level allowed).
        weights: (column, how much its detail counts); 1 for a column that is absent.
    """

    max_levels: tuple[tuple[str, int], ...] = ()
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Session:
    """Everything the user has chosen so far.

    Attributes:
        source: The file; None before one is open.
        options: How the user wants it read where that differs from what was detected.
        understood: How it was read; None for a sample.
        complete: All records as read.
        dataset: The records assessed: ``complete`` without those of people who refused.
        consent: Why the two differ, if they do.
        roles: The role of each column.
        plan: The current recoding; None until there is a quasi-identifier.
        past: Earlier plans, the latest last.
        future: Plans that were undone, the latest undone last.
        threshold: Risk above which a record counts as at risk, 0 to 1.
        scenarios: Plans kept under a name.
        wishes: What the search must respect.
        overridden: Whether the user has decided to release although k is not met.
        preset: The preset whose thresholds were taken last; None where the user chose their own.
        trail: What was done so far, and what came of it.
        drafts: Hierarchies being made, at most one for each column.
    """

    source: Source | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    understood: Understood | None = None
    complete: Dataset | None = None
    dataset: Dataset | None = None
    consent: Consent | None = None
    roles: Roles | None = None
    plan: Plan | None = None
    past: tuple[Plan, ...] = ()
    future: tuple[Plan, ...] = ()
    threshold: float = 0.2
    scenarios: tuple[Scenario, ...] = ()
    wishes: Wishes = Wishes()
    overridden: bool = False
    preset: str | None = None
    trail: Trail = field(default_factory=Trail)
    drafts: tuple[Draft, ...] = ()

    @property
    def n_refused(self) -> int:
        """Records left out because the person refused."""
        return self.complete.n_records - self.dataset.n_records if self.complete and self.dataset else 0

    @property
    def quasi_identifiers(self) -> tuple[str, ...]:
        return self.roles.quasi_identifiers if self.roles else ()

    @property
    def undecided(self) -> tuple[str, ...]:
        return self.roles.of(Role.UNDECIDED) if self.roles else ()


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
        dataset=dataset,
        consent=None,
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
    )
    record("dataset", fingerprint=dataset.fingerprint, records=dataset.n_records, columns=len(dataset.columns))


def leave_out(consent: Consent | None) -> None:
    """Assess only the records of people who did not refuse; all of them if no column says so.

    Raises:
        NotComputable: Everybody refused.
    """
    now = session()
    _assess(now.complete, consent, now.plan)
    record("consent", column=consent.column if consent else None, refused=session().n_refused)


def correct(column: str, kind: Kind) -> None:
    """Take the values of a column for what the user says they are; it is then generalised by its new kind."""
    now = session()
    own = now.complete[column]
    found = understand_as(kind, own.values, column, own.decimal)
    plan = now.plan and replace(now.plan, builders=tuple(pair for pair in now.plan.builders if pair[0] != column))
    _assess(now.complete.with_column(column_as(column, own.values, own.codes, found)), now.consent, plan)
    record("kind", column=column, kind=kind.value)


def _assess(complete: Dataset, consent: Consent | None, plan: Plan | None) -> None:
    dataset = without_refusals(complete, consent.column, consent.refused) if consent else complete
    update(complete=complete, consent=consent, dataset=dataset, plan=plan, overridden=False, drafts=())
    update(plan=_plan(session(), session().quasi_identifiers), past=(), future=(), scenarios=(), wishes=Wishes())


def assign(changes: Mapping[str, Role]) -> None:
    """Decide roles; other quasi-identifiers mean another plan, with the same requirement."""
    now = session()
    roles = now.roles.assign(changes)
    if roles.quasi_identifiers != now.quasi_identifiers:
        update(plan=_plan(now, roles.quasi_identifiers), past=(), future=(), scenarios=(), wishes=Wishes(), drafts=())
    update(roles=roles, overridden=False)
    record("roles", columns={column: role.value for column, role in changes.items()})


def _plan(now: Session, quasi_identifiers: tuple[str, ...]) -> Plan | None:
    """A plan for some quasi-identifiers that keeps what the current one says of them."""
    if not quasi_identifiers:
        return None
    builders = dict(now.plan.builders) if now.plan else {}
    levels = dict(now.plan.recoding.levels) if now.plan else {}
    return Plan(
        tuple((name, builders.get(name) or suggest(now.dataset[name], words())) for name in quasi_identifiers),
        replace(
            now.plan.recoding if now.plan else GlobalRecoding(()),
            levels=tuple((name, levels.get(name, 0)) for name in quasi_identifiers),
        ),
        now.plan.cuts if now.plan else None,
    )


def words() -> Words:
    """What made-up labels are called in the reader's language."""
    return Words(_("Other"), _("Q"), _("W"), _("H"), weekdays(), language())


def take(plan: Plan) -> None:
    """Take another plan; the current one can be had back."""
    now = session()
    if plan != now.plan:
        update(plan=plan, past=(*now.past, now.plan), future=(), overridden=False)
        record(trail.PLAN, **trail.changes(now.plan, plan))


def recode(recoding: GlobalRecoding) -> None:
    """Take other levels or another requirement."""
    take(replace(session().plan, recoding=recoding))


def choose_builder(column: str, builder: Builder, level: int = 0) -> None:
    """Generalise a column another way; its level goes back to 0 unless levels still mean the same."""
    plan = session().plan
    builders = tuple((name, builder if name == column else own) for name, own in plan.builders)
    take(Plan(builders, plan.recoding.with_level(column, level), plan.cuts))


def undo() -> None:
    """Go back to the plan before."""
    now = session()
    if now.past:
        update(plan=now.past[-1], past=now.past[:-1], future=(*now.future, now.plan), overridden=False)
        record("undo", **trail.changes(now.plan, now.past[-1]))


def redo() -> None:
    """Take back the last undo."""
    now = session()
    if now.future:
        update(plan=now.future[-1], past=(*now.past, now.plan), future=now.future[:-1], overridden=False)
        record("redo", **trail.changes(now.plan, now.future[-1]))


def override(passed_over: bool) -> None:
    """Take, or give back, the responsibility for a release that something speaks against."""
    update(overridden=passed_over)
    record("override", passed_over=passed_over)


def reset() -> None:
    """Every quasi-identifier back at level 0; can be undone."""
    recoding = session().plan.recoding
    recode(replace(recoding, levels=tuple((name, 0) for name, _level in recoding.levels)))


def take_levels(levels: Sequence[int]) -> None:
    """Recode globally by these levels, in the order of the quasi-identifiers."""
    plan = session().plan
    names = [name for name, _level in plan.recoding.levels]
    recoding = replace(plan.recoding, levels=tuple(zip(names, map(int, levels), strict=True)))
    take(replace(plan, recoding=recoding, cuts=None))


def keep(name: str) -> None:
    """Keep the current plan as a scenario; one of the same name is replaced."""
    now = session()
    others = tuple(scenario for scenario in now.scenarios if scenario.name != name)
    update(scenarios=(*others, Scenario(name, now.plan)))


def drop(name: str) -> None:
    """Forget a scenario."""
    update(scenarios=tuple(scenario for scenario in session().scenarios if scenario.name != name))
