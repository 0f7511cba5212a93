"""Carry a recipe out on a dataset: the same release, bit for bit, on screen, on the command line and in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.assessment import Assessment, assess
from analysis.consent import without_refusals
from analysis.dataset import Column, Dataset, column_as
from analysis.encoding import encode_column
from analysis.errors import DatasetError, RecodingError
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.building import Builder
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.table import Table
from analysis.kinds import Understanding, understand_as
from analysis.models.requirements import classes_kept
from analysis.models.sensitive import SensitiveAttribute, histogram, sensitive_attribute
from analysis.recipe.recipe import ColumnProfile, Recipe
from analysis.recoding.cell_suppression import suppress_cells
from analysis.recoding.generalise import GlobalRecoding, Recoded, recode
from analysis.recoding.mondrian import LocalRecoding, recode_locally
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.recoding.step import Step
from analysis.recoding.steps import apply_steps
from analysis.release import Release, release, release_locally, release_with_cells_suppressed
from analysis.roles import Role, Roles
from analysis.traces import leaving_as_they_are, traces
from analysis.utility.loss import InformationLoss
from analysis.wording import Sentence, sentence


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a recipe makes of a dataset.

    Attributes:
        recipe: The recipe.
        dataset: The records assessed: kinds as in the recipe, people who refused left out.
        prepared: The same after the steps.
        roles: Role of each column of ``prepared``.
        recoded: What global recoding does; the original classes where the recoding is local.
        release: What leaves.
        loss: What it costs in detail.
        before: The figures of ``dataset``.
        after: The figures of the release.
        differences: How the dataset differs from the one the recipe was made on.
        unmet: What was required and is not met.
    """

    recipe: Recipe
    dataset: Dataset
    prepared: Dataset
    roles: Roles
    recoded: Recoded
    release: Release
    loss: InformationLoss
    before: Assessment
    after: Assessment
    differences: tuple[Sentence, ...]
    unmet: tuple[Sentence, ...]


def run(recipe: Recipe, dataset: Dataset, key: bytes | None = None) -> Outcome:
    """Carry a recipe out.

    Args:
        dataset: The dataset it was made on, or another with the same columns.
        key: The secret of keyed pseudonyms, where a step makes them; it is in no recipe.

    Raises:
        DatasetError: The dataset lacks a column that the recipe needs.
        RoleError: The roles contradict each other, or none is a quasi-identifier.
        RecodingError: A step, hierarchy or level does not fit the dataset.
        NotComputable: No record is left.
    """
    assessed, differences = fitted(recipe, dataset)
    prepared, hidden = prepare(assessed, recipe.roles_of(assessed), recipe.steps, key)
    roles = roles_after(recipe.roles_of(assessed), recipe.steps, prepared)
    roles.check(prepared)
    table, lacking = tabulated(recipe, prepared, roles)
    recoded, made, loss = _released(recipe, prepared, roles, table)
    left = tuple(trace.reason for trace in traces(hidden, leaving_as_they_are(prepared, roles)))
    made = replace(made, passed_over=(*made.passed_over, *left))
    after = assess(made.dataset, _remaining(roles, made.dataset), population_size=recipe.population_size)
    return Outcome(
        recipe=recipe,
        dataset=assessed,
        prepared=prepared,
        roles=roles,
        recoded=recoded,
        release=made,
        loss=loss,
        before=assess(assessed, recipe.roles_of(assessed), population_size=recipe.population_size),
        after=after,
        differences=(*differences, *lacking),
        unmet=made.passed_over,
    )


def hidden_by(steps: tuple[Step, ...], decided: Roles) -> tuple[str, ...]:
    """The direct identifiers that some step changes or leaves out."""
    touched = {name for step in steps for name in step.columns}
    return tuple(name for name in decided.of(Role.DIRECT_IDENTIFIER) if name in touched)


def prepare(
    assessed: Dataset, decided: Roles, steps: tuple[Step, ...], key: bytes | None = None
) -> tuple[Dataset, tuple[Column, ...]]:
    """The records after the steps, and direct identifiers that a step hid or left out, as they were, of the same records.

    Steps do not touch columns that they do not name: copies under names of their own go through them.
    """
    copies = {f"{name}\0": name for name in hidden_by(steps, decided)}
    columns = (replace(assessed[name], name=copy) for copy, name in copies.items())
    done = apply_steps(steps, replace(assessed, columns=(*assessed.columns, *columns)), key)
    stay = tuple(column for column in done if column.name not in copies)
    return replace(done, columns=stay), tuple(replace(done[copy], name=name) for copy, name in copies.items())


def fitted(recipe: Recipe, dataset: Dataset) -> tuple[Dataset, tuple[Sentence, ...]]:
    """The records that a recipe is about, and how they differ from those it was made on.

    Raises:
        DatasetError: A column that has a role is missing.
        NotComputable: Everybody refused.
    """
    needed = [name for name, role in recipe.roles.items() if role is not Role.UNDECIDED and name not in dataset]
    if needed:
        raise DatasetError(
            "The dataset lacks columns that the recipe names: {columns}. Its own are {known}.",
            columns=", ".join(needed),
            known=", ".join(dataset.names),
        )
    found = []
    for profile in recipe.origin.columns:
        if profile.name in dataset and _differs(dataset[profile.name], profile):
            dataset = dataset.with_column(_understood(dataset[profile.name], profile))
    more = [name for name in dataset.names if name not in recipe.roles]
    if more:
        found.append(
            sentence("Columns that the recipe does not know, which stay undecided: {columns}.", columns=", ".join(more))
        )
    if recipe.refusals:
        dataset = without_refusals(dataset, recipe.refusals.column, recipe.refusals.refused)
    if dataset.fingerprint != recipe.origin.fingerprint:
        found.insert(
            0,
            sentence(
                "This is another dataset than the one the recipe was made on: {now} records, {then} then.",
                now=dataset.n_records,
                then=recipe.origin.n_records,
            ),
        )
    return dataset, tuple(found)


def _differs(column: Column, profile: ColumnProfile) -> bool:
    return (column.kind, column.decimal, column.date_format) != (profile.kind, profile.decimal, profile.date_format)


def _understood(column: Column, profile: ColumnProfile) -> Column:
    """The column, its values taken for what they were when the recipe was made."""
    found = understand_as(profile.kind, column.values, column.name, profile.decimal)
    as_then = Understanding(profile.kind, profile.decimal, profile.date_format, found.missing)
    again = column_as(column.name, column.values, column.codes, as_then)
    return replace(again, label=column.label, value_labels=column.value_labels)


def roles_after(roles: Roles, steps: tuple[Step, ...], prepared: Dataset) -> Roles:
    """The roles of the columns that the steps leave.

    A direct identifier that a keyed pseudonym stands for may leave: it no longer names anybody by itself.
    """
    hidden = {name for step in steps if isinstance(step, Pseudonyms) for name in step.columns}
    assigned = dict(roles.assigned)
    return Roles(
        tuple(
            (name, Role.INSENSITIVE if name in hidden and own is Role.DIRECT_IDENTIFIER else own)
            for name in prepared.names
            for own in [assigned.get(name, Role.UNDECIDED)]
        )
    )


def tabulated(recipe: Recipe, prepared: Dataset, roles: Roles) -> tuple[FrequencyTable, tuple[Sentence, ...]]:
    """The frequency table of the quasi-identifiers, and the values that a hierarchy made by hand does not know.

    Raises:
        RecodingError: A quasi-identifier has no hierarchy.
        HierarchyError: A hierarchy does not fit its column.
    """
    if not roles.quasi_identifiers:
        raise RecodingError("No column is a quasi-identifier any more: there is nothing to generalise.")
    builders, lacking = completed(recipe.hierarchies, prepared, roles.quasi_identifiers)
    return collapse([encode_column(prepared[name], builders[name].build(prepared[name])) for name in builders]), lacking


def completed(
    hierarchies: Mapping[str, Builder], prepared: Dataset, names: Sequence[str]
) -> tuple[dict[str, Builder], tuple[Sentence, ...]]:
    """How the hierarchies of some columns are made, where made by hand with the values that they do not know yet.

    Returns:
        The builders by the name of their column, and what was added.

    Raises:
        RecodingError: A column has no hierarchy.
    """
    builders, found = {}, []
    for name in names:
        if name not in hierarchies:
            raise RecodingError("The recipe has no hierarchy for {column}.", column=name)
        builders[name], added = _covering(hierarchies[name], prepared[name])
        if added:
            found.append(
                sentence(
                    "Values of {column} that its hierarchy does not know: {count}. From level 1 on they become {label}.",
                    column=name, count=len(added), label=added[0][-1],
                )
            )  # fmt: skip
    return builders, tuple(found)


def _covering(builder: Builder, column: Column) -> tuple[Builder, tuple[tuple[str, ...], ...]]:
    """A table that lacks values gets them, right below its root; and the rows it got."""
    if not isinstance(builder, Table):
        return builder, ()
    own = Hierarchy.of(builder.rows, column.name)
    lacking = column.values[own.uncovered(column)]
    if not len(lacking) or own.n_levels < 2 or not own.has_root:
        return builder, ()
    root = str(own.table[0, -1])
    added = tuple((str(value), *[root] * (own.n_levels - 1)) for value in lacking)
    return replace(builder, rows=(*builder.rows, *added)), added


def _released(
    recipe: Recipe, prepared: Dataset, roles: Roles, table: FrequencyTable
) -> tuple[Recoded, Release, InformationLoss]:
    chosen = recipe.recoding.choices
    if recipe.recoding.cuts:
        local = recode_locally(prepared, table, LocalRecoding(chosen.k, recipe.recoding.cuts))
        made = release_locally(prepared, roles, local)
        whole = replace(recode(table, _unasked(table)), recoding=chosen)
        return whole, _with_failing(made, chosen, prepared, local.table, local.classes), local.loss
    recoded = recode(
        table, replace(chosen, levels=_levels(recipe, table)), _attributes(prepared, table, chosen.sensitive)
    )
    if recipe.cells:
        importance = tuple(recipe.cells.importance.get(name, 0.0) for name in table.names)
        kept = suppress_cells(recoded, importance, recipe.cells.reading)
        made = release_with_cells_suppressed(prepared, roles, kept)
        return recoded, _with_failing(made, chosen, prepared, kept.table, kept.classes), kept.loss
    return recoded, release(prepared, roles, recoded), recoded.loss


def _with_failing(
    made: Release, chosen: GlobalRecoding, prepared: Dataset, table: FrequencyTable, classes: EquivalenceClasses
) -> Release:
    """The release with what it passes over."""
    return replace(made, passed_over=(*made.passed_over, *failing(chosen, prepared, table, classes)))


def failing(
    chosen: GlobalRecoding, prepared: Dataset, table: FrequencyTable, classes: EquivalenceClasses
) -> tuple[Sentence, ...]:
    """Ask conditions that a recoding did not seek of the classes that it left; empty when all are met.

    Raises:
        DatasetError: A condition is about a column that is not in the dataset.
    """
    counted = {name: histogram(own, classes) for name, own in _attributes(prepared, table, chosen.sensitive).items()}
    records = int(classes.sizes[~classes_kept(chosen.conditions, classes.sizes, counted)].sum())
    if not records:
        return ()
    return (
        sentence("Your requirements are not met: {failing} records are in classes that fail them.", failing=records),
    )


def _unasked(table: FrequencyTable) -> GlobalRecoding:
    """Nothing generalised, and nothing asked."""
    return GlobalRecoding(tuple((name, 0) for name in table.names), k=1)


def _levels(recipe: Recipe, table: FrequencyTable) -> tuple[tuple[str, int], ...]:
    return tuple((name, recipe.recoding.levels.get(name, 0)) for name in table.names)


def _attributes(prepared: Dataset, table: FrequencyTable, names: tuple[str, ...]) -> dict[str, SensitiveAttribute]:
    return {
        name: sensitive_attribute(table, prepared[name], suggest(prepared[name]).build(prepared[name]))
        for name in names
    }


def _remaining(roles: Roles, released: Dataset) -> Roles:
    assigned = dict(roles.assigned)
    return Roles(tuple((name, assigned[name]) for name in released.names))
