"""``assess``: the risk of a dataset as it is, an extract or a release."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.assessment import Assessment, assess, tabulate
from analysis.assessment_json import as_json
from analysis.command_line.asked import beyond, preset_asked, read_data, recipe_asked, recipe_given
from analysis.command_line.assess_text import people_text, text_of
from analysis.command_line.printing import note, show, stage
from analysis.dataset import Column, Dataset
from analysis.errors import RoleError
from analysis.kinds import understand_as
from analysis.missing import Missing, Reading
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.evidence import TOLERANCE
from analysis.presets import Preset
from analysis.recipe.recipe import ColumnProfile, Recipe
from analysis.recipe.running import fitted
from analysis.recoding.removal import ColumnRemoval
from analysis.release import WITHHELD
from analysis.risk.people_summary import summarise
from analysis.roles import Role, Roles
from analysis.wording import Sentence, sentence


@dataclass(frozen=True, eq=False)
class Subject:
    """What is assessed.

    Attributes:
        dataset: The records.
        roles: Role of each column.
        population_size: People in the population; None where it is not known.
        notes: How the dataset differs from the one that the recipe was made on.
    """

    dataset: Dataset
    roles: Roles
    population_size: int | None
    notes: tuple[Sentence, ...]


def subject_of(options: argparse.Namespace) -> Subject:
    """What the options name.

    With a recipe, people who refused are left out and columns are what it says, but nothing is recoded. A release
    of it can be assessed too: it may lack the columns that never leave, and those that a step removed.

    Raises:
        AnalysisError: The data or the recipe cannot be read, or do not fit each other.
    """
    given = recipe_given(options)
    dataset = read_data(options, given).dataset
    asked = recipe_asked(options, dataset, given, Role.UNDECIDED, limit=0)
    dataset, notes = fitted(_as_far_as_it_goes(asked, dataset) if given else asked, dataset)
    return Subject(dataset, asked.roles_of(dataset), asked.population_size, notes if given else ())


def _as_far_as_it_goes(recipe: Recipe, dataset: Dataset) -> Recipe:
    """The recipe without what it says of columns that a release of it lacks, or holds generalised."""
    removed = {name for step in recipe.steps if isinstance(step, ColumnRemoval) for name in step.columns}
    roles = {
        name: role
        for name, role in recipe.roles.items()
        if name in dataset or not (role in WITHHELD or name in removed)
    }
    profiles = tuple(own for own in recipe.origin.columns if own.name in dataset and _is_still(dataset[own.name], own))
    refusals = recipe.refusals if recipe.refusals and recipe.refusals.column in dataset else None
    origin = recipe.origin.model_copy(update={"columns": profiles})
    return recipe.model_copy(update={"roles": roles, "refusals": refusals, "origin": origin})


def _is_still(column: Column, profile: ColumnProfile) -> bool:
    return not understand_as(profile.kind, column.values, column.name, profile.decimal).doubts


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Print the figures; what is required and not met."""
    threshold = preset_asked(options)
    subject = subject_of(options)
    reading = Reading(Missing(options.missing), options.alpha)
    with stage("measuring"):
        found = assess(subject.dataset, subject.roles, None, subject.population_size, reading)
        people = _people(subject, options.person) if options.person else None
    if options.format == "json":
        plain = as_json(found)
        caveats = [*plain["caveats"], *(str(each) for each in (*subject.notes, *_unanswered(found, people)))]
        show({**plain, "caveats": caveats, "longitudinal": people})
    else:
        show(text_of(found) + (people_text(people) if people else ""))
        note(subject.notes)
    note(beyond(options, dict(subject.roles.assigned)))
    return unmet(found, options.require_k, threshold)


def unmet(found: Assessment, k: int | None, preset: Preset | None) -> list[Sentence]:
    """What is required of a dataset as it is, and not met.

    Args:
        k: The k that is required; None for that of the preset.
    """
    required = k or (preset.k if preset else None) or 0
    said = []
    if found.k < required:
        said.append(
            sentence(
                "k is {k}: {required} is required. Generalise the quasi-identifiers or suppress rare records.",
                k=found.k,
                required=required,
            )
        )
    own = {each.column: each for each in found.sensitive}
    for asked in preset.requirements(list(own)) if preset else ():
        if isinstance(asked, DistinctLDiverse) and own[asked.column].distinct_l < asked.l:
            said.append(
                sentence(
                    "{column}: distinct l is {l}, and at least {required} is required.",
                    column=asked.column, l=own[asked.column].distinct_l, required=asked.l,
                )
            )  # fmt: skip
        if isinstance(asked, TClose) and own[asked.column].t_equal > asked.t + TOLERANCE:
            said.append(
                sentence(
                    "{column}: t is {t}, and at most {required} is allowed.",
                    column=asked.column, t=round(own[asked.column].t_equal, 6), required=asked.t,
                )
            )  # fmt: skip
    return said


def _unanswered(found: Assessment, people: dict[str, Any] | None) -> list[Sentence]:
    """Why figures are null, where the assessment does not say so itself."""
    said = []
    short = [own.column for own in found.sensitive if any(c is None for _l, c in own.recursive_c)]
    if short:
        said.append(
            sentence(
                "recursive_c is not computed for {columns}: some class has fewer than l values.",
                columns=", ".join(short),
            )
        )
    if not found.sensitive:
        said.append(sentence("sensitive is not computed: no column has that role."))
    if found.missing is None:
        said.append(sentence("missing is null: no quasi-identifier lacks a value."))
    if people is None:
        said.append(sentence("longitudinal is not computed: --person does not say whose records they are."))
    return said


def _people(subject: Subject, person: str) -> dict[str, Any]:
    if person in subject.roles.quasi_identifiers:
        raise RoleError("{column} is given two roles: choose one.", column=person)
    table = tabulate(subject.dataset, subject.roles.quasi_identifiers, {})
    return summarise(subject.dataset[person], table)
