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
from analysis.errors import HierarchyError, RecodingError
from analysis.hierarchies.builders import Builder, Words, suggest
from analysis.io import ReadOptions, Understood
from analysis.kinds import Kind, understand_as
from analysis.recipe.recipe import Recipe
from analysis.recipe.running import roles_after
from analysis.recoding.generalise import GlobalRecoding
from analysis.recoding.local_suppression import Reading
from analysis.recoding.mondrian import Cuts
from analysis.recoding.step import Step
from analysis.roles import Role, Roles
from analysis.verdict import Opinion, Recipient
from pages.ui import trail
from pages.ui.computed import at, forget, prepared_of
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
class Cells:
    """Cells suppressed after generalising, instead of whole records.

    Attributes:
        importance: (column, weight of 0 to 1): cells of the least important go first; 0 for a column that is absent.
        reading: How a missing cell is read.
    """

    importance: tuple[tuple[str, float], ...] = ()
    reading: Reading = Reading.BOTH


@dataclass(frozen=True)
class Plan:
    """What is done to the records: what undo takes back.

    Attributes:
        builders: (column, how its hierarchy is made) for each quasi-identifier, in their order.
        recoding: Their levels and the requirement.
        cuts: Where a local recoding may cut; None for global recoding by ``recoding``'s levels.
        steps: Done to the records before they are generalised, in order.
        cells: Cells suppressed after global recoding; None for whole records. Never together with ``cuts``.
    """

    builders: tuple[tuple[str, Builder], ...]
    recoding: GlobalRecoding
    cuts: Cuts | None = None
    steps: tuple[Step, ...] = ()
    cells: Cells | None = None


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
class Earlier:
    """A release that was made before, as its file came.

    Attributes:
        name: Name of the file, without a path.
        dataset: Its records.
        understood: How it was read.
        sha256: SHA-256 of the file.
    """

    name: str
    dataset: Dataset
    understood: Understood
    sha256: str


@dataclass(frozen=True)
class EarlierFigures:
    """What the figures of an earlier report say that its release alone does not.

    Attributes:
        loss: Information loss, 0 to 1.
        opinion: What was concluded.
    """

    loss: float
    opinion: Opinion


@dataclass(frozen=True, eq=False)
class Audit:
    """What was made at an earlier date, to be compared with what the same choices make today.

    Attributes:
        recipe: The recipe of then.
        release: The release of then.
        figures: The figures of then, where somebody has them.
    """

    recipe: Recipe | None = None
    release: Earlier | None = None
    figures: EarlierFigures | None = None


@dataclass(frozen=True, eq=False)
class Session:
    """Everything the user has chosen so far.

    Attributes:
        source: The file; None before one is open.
        options: How the user wants it read where that differs from what was detected.
        understood: How it was read; None for a sample.
        complete: All records as read.
        assessed: ``complete`` without the records of people who refused: the original of every comparison.
        dataset: ``assessed`` after the steps of the plan: what is generalised and released.
        consent: Why ``complete`` and ``assessed`` differ, if they do.
        decided: The role of each column of ``assessed``, as the user decided.
        roles: The role of each column of ``dataset``.
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
        key: The secret of pseudonyms, in this memory only; None where no step has needed it.
        population_size: People in the population that the records were drawn from; None where nobody said it.
        recipients: To whom the release goes.
        none_earlier: Whether the user declared that nothing was released of these people before.
        answers: (field of the report, what the user wrote).
        earlier: An earlier release that this one is compared with.
        audit: An earlier recipe and its release, to be compared with those of today.
    """

    source: Source | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    understood: Understood | None = None
    complete: Dataset | None = None
    assessed: Dataset | None = None
    dataset: Dataset | None = None
    consent: Consent | None = None
    decided: Roles | None = None
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
    key: bytes | None = field(default=None, repr=False)
    population_size: int | None = None
    recipients: tuple[Recipient, ...] = ()
    none_earlier: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    earlier: Earlier | None = None
    audit: Audit = Audit()

    @property
    def n_refused(self) -> int:
        """Records left out because the person refused."""
        return self.complete.n_records - self.assessed.n_records if self.complete and self.assessed else 0

    @property
    def before_steps(self) -> Session:
        """The same, looking at the records before the steps of the plan; its plan is not one for them."""
        return replace(self, dataset=self.assessed, roles=self.decided)

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
