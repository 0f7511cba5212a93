"""What a session holds: the choices of the person at the screen, and nothing that was computed from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analysis.audit import Trail
from analysis.dataset import Dataset
from analysis.hierarchies.builders import Builder
from analysis.io import ReadOptions, Understood
from analysis.recipe.recipe import Recipe
from analysis.recoding.generalise import GlobalRecoding
from analysis.recoding.local_suppression import Reading
from analysis.recoding.mondrian import Cuts
from analysis.recoding.step import Step
from analysis.roles import Role, Roles
from analysis.verdict import Opinion, Recipient


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
