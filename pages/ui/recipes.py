"""The session as a recipe, and a recipe as the session: what was chosen here can be carried out again anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis import io
from analysis.dataset import Dataset
from analysis.io import ReadOptions, Understood
from analysis.presets import preset
from analysis.recipe.recipe import Cells, Origin, Reading, Recipe, Recoding, Refusals, program
from analysis.recipe.running import completed, fitted, roles_after
from analysis.recoding.steps import apply_steps
from analysis.wording import Sentence
from pages.ui import choices, state, trail
from pages.ui.choices import Consent, Plan, Session
from pages.ui.computed import recoded_of


def recipe_of(now: Session) -> Recipe:
    """Everything that the session chose; it needs a plan."""
    recoding = now.plan.recoding
    return Recipe(
        made_by=program(),
        origin=Origin.of(now.assessed),
        reading=Reading.of(now.options),
        refusals=Refusals(column=now.consent.column, refused=now.consent.refused) if now.consent else None,
        roles=dict(now.decided.assigned),
        steps=now.plan.steps,
        hierarchies=dict(now.plan.builders),
        recoding=Recoding(
            levels=dict(recoding.levels),
            k=recoding.k,
            suppression_limit=recoding.suppression_limit,
            conditions=recoding.conditions,
            cuts=now.plan.cuts,
        ),
        cells=_cells_of(now.plan),
        population_size=now.population_size,
        preset=now.preset,
        recipients=now.recipients,
        none_earlier=now.none_earlier,
        passed_over=now.overridden,
        answers=dict(now.answers),
    )


def _cells_of(plan: Plan) -> Cells | None:
    return Cells(importance=dict(plan.cells.importance), reading=plan.cells.reading) if plan.cells else None


def needs_key(recipe: Recipe) -> bool:
    """Whether a secret key is needed to carry it out."""
    return any(step.needs_key for step in recipe.steps)


def take(recipe: Recipe, key: bytes | None = None) -> tuple[Sentence, ...]:
    """Choose everything as a recipe says, on the dataset that is open.

    Args:
        key: The secret of its keyed steps; the session's own where it is None.

    Returns:
        How the dataset differs from the one that the recipe was made on; empty where it is the same.

    Raises:
        AnalysisError: The recipe cannot be carried out on this dataset; the session stays as it was.
    """
    now = state.session()
    if recipe.preset:
        preset(recipe.preset)
    read, understood = as_read(now, recipe.reading.options)
    complete, _same = fitted(recipe.model_copy(update={"refusals": None}), read)
    assessed, differences = fitted(recipe, read)
    decided = recipe.roles_of(assessed)
    decided.check(assessed)
    dataset = apply_steps(recipe.steps, assessed, key or now.key)
    roles = roles_after(decided, recipe.steps, dataset)
    builders, added = completed(recipe.hierarchies, dataset, roles.quasi_identifiers)
    levels = tuple((name, recipe.recoding.levels.get(name, 0)) for name in roles.quasi_identifiers)
    plan = Plan(
        builders=tuple(builders.items()),
        recoding=replace(recipe.recoding.choices, levels=levels),
        cuts=recipe.recoding.cuts,
        steps=recipe.steps,
        cells=choices.Cells(tuple(recipe.cells.importance.items()), recipe.cells.reading) if recipe.cells else None,
    )
    chosen: dict[str, Any] = {
        "options": recipe.reading.options,
        "understood": understood,
        "complete": complete,
        "assessed": assessed,
        "dataset": dataset,
        "key": key or now.key,
        "consent": Consent(recipe.refusals.column, recipe.refusals.refused) if recipe.refusals else None,
        "decided": decided,
        "roles": roles,
        "plan": plan,
        "population_size": recipe.population_size,
        "preset": recipe.preset,
        "recipients": recipe.recipients,
        "none_earlier": recipe.none_earlier,
        "overridden": recipe.passed_over,
        "answers": tuple(recipe.answers.items()),
    }
    recoded_of(replace(now, **chosen))
    state.update(**chosen, past=(), future=(), scenarios=(), wishes=choices.Wishes(), drafts=())
    state.record(trail.RECIPE, origin=recipe.origin.fingerprint, differences=len(differences) + len(added))
    return (*differences, *added)


def as_read(now: Session, options: ReadOptions) -> tuple[Dataset, Understood | None]:
    """The session's file, read the way that a recipe says; what is not a file stays as it is.

    Raises:
        DatasetError: It cannot be read that way.
    """
    if now.source is None or now.source.content is None or Reading.of(options) == Reading.of(now.options):
        return now.complete, now.understood
    reading = io.read(now.source.content, now.source.name, options)
    return reading.dataset, reading.understood
