"""What a command is asked to do, as one recipe: that of ``--recipe`` if there is one, then the preset, then the options.

An option has the last word on the columns and figures that it names; what it does not name stays as the recipe says.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from analysis import io
from analysis.command_line.options import KEY_VARIABLE, STREAM
from analysis.command_line.printing import stage
from analysis.dataset import Dataset
from analysis.errors import DatasetError, RecodingError, RoleError
from analysis.hierarchies.builders import Table, suggest
from analysis.io.reading import content_of
from analysis.models.requirements import Requirement, from_dict
from analysis.presets import Preset, preset, unset
from analysis.recipe.recipe import Origin, Reading, Recipe, Recoding, from_json, program
from analysis.recoding.pseudonyms import key_of
from analysis.roles import SINGLE, Role, Roles
from analysis.wording import Sentence

Value = TypeVar("Value")
NOTHING_ASKED: Final = 1
"""The k that every dataset has."""


def recipe_given(options: argparse.Namespace) -> Recipe | None:
    """Read the recipe that ``--recipe`` names.

    Raises:
        DatasetError: It cannot be read, or is none.
    """
    if options.recipe is None:
        return None
    try:
        return from_json(content_of(options.recipe).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DatasetError("This is not a recipe: it is not JSON.") from None


def key_given(options: argparse.Namespace, recipe: Recipe) -> bytes | None:
    """Read the secret key from its file or the environment, where a step of the recipe needs one.

    Raises:
        DatasetError: The file cannot be read.
        RecodingError: There is no key, or it is too short.
    """
    if not any(step.needs_key for step in recipe.steps):
        return None
    if options.key_file is None and KEY_VARIABLE not in os.environ:
        raise RecodingError(
            "A step of the recipe needs its secret key: name the file that holds it with --key-file, or set {variable}.",
            variable=KEY_VARIABLE,
        )
    if options.key_file is None:
        return key_of(os.environ[KEY_VARIABLE])
    return key_of(content_of(options.key_file).decode("utf-8", "surrogateescape").removeprefix("\ufeff"))


def read_data(options: argparse.Namespace, recipe: Recipe | None = None) -> io.Reading:
    """Read the data; an option decides before the recipe, and the recipe before what is detected.

    Raises:
        DatasetError: They cannot be read.
    """
    streamed = options.data == STREAM
    name = "standard input.csv" if streamed else Path(options.data).name
    with stage("reading"):
        content = sys.stdin.buffer.read() if streamed else content_of(Path(options.data))
        found = io.read(content, name, _reading(options, recipe).options)
    if options.report is not None:
        options.source_sha256 = hashlib.sha256(content).hexdigest()
    options.doubts, options.notes = found.understood.doubts, found.understood.notes
    return found


def recipe_asked(
    options: argparse.Namespace, dataset: Dataset, given: Recipe | None, rest: Role, limit: float
) -> Recipe:
    """The recipe that a command is asked to carry out.

    Args:
        given: That of ``--recipe``.
        rest: Without one, the role of columns that no option names.
        limit: Without one, the share of records that may be suppressed.

    Raises:
        RoleError: An option names a column that is not there, or gives one two roles.
        RecodingError: A level, model or preset is unknown, or k is not asked for where it has to be.
        HierarchyError: A hierarchy lacks a value of its column.
    """
    base = given or Recipe(
        made_by=program(),
        origin=Origin.of(dataset),
        roles=dict.fromkeys(dataset.names, rest),
        hierarchies={},
        recoding=Recoding(levels={}, k=NOTHING_ASKED, suppression_limit=limit),
    )
    roles = _roles(options, dataset, base)
    known = [name for name in dataset.names if roles.get(name) is Role.QUASI_IDENTIFIER]
    if Role.QUASI_IDENTIFIER not in roles.values():
        raise RoleError("No column is a quasi-identifier: name those that others may know of a person.")
    suggested = {name: suggest(dataset[name]) for name in known if name not in base.hierarchies}
    return base.model_copy(
        update={
            "reading": _reading(options, given),
            "roles": roles,
            "hierarchies": {**base.hierarchies, **suggested, **tables(options, dataset)},
            "recoding": _recoding(options, base, known, [n for n, own in roles.items() if own is Role.SENSITIVE]),
            "population_size": options.population_size or base.population_size,
            "preset": options.preset or base.preset,
        }
    )


def tables(options: argparse.Namespace, dataset: Dataset) -> dict[str, Table]:
    """The hierarchy tables that ``--hierarchy`` names, by column.

    Raises:
        DatasetError: A file cannot be read.
        RoleError: A column is not there.
        HierarchyError: A table lacks a value of its column, or does not nest.
    """
    files = pairs(options.hierarchy, "--hierarchy", Path)
    check_names(files, dataset.names, "--hierarchy")
    found = {name: Table(io.read_hierarchy(file, file.name), file.name) for name, file in files.items()}
    for name, table in found.items():
        table.build(dataset[name])
    return found


def preset_asked(options: argparse.Namespace) -> Preset | None:
    """The preset that an option names.

    Raises:
        RecodingError: There is none of that name, or it sets nothing that records can be measured by.
    """
    if options.preset is None:
        return None
    found = preset(options.preset)
    if found.k is None and not found.requirements(("",)):
        raise RecodingError(
            "The preset {preset} sets neither k nor l nor t: nothing can be required of records by it. Choose another.",
            preset=found.id,
        )
    return found


def beyond(options: argparse.Namespace, roles: Mapping[str, Role]) -> tuple[Sentence, ...]:
    """What the preset of an option asks, or leaves open, that classes of records cannot show."""
    chosen = preset_asked(options)
    return unset(chosen, [name for name, role in roles.items() if role is Role.SENSITIVE]) if chosen else ()


def pairs(texts: Sequence[str], option: str, convert: Callable[[str], Value]) -> dict[str, Value]:
    """Read ``COL=…`` options; a column's name may contain an equals sign, what follows the last one may not.

    Raises:
        RoleError: A text is no such pair.
    """
    found = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        try:
            found[name] = convert(value)
        except ValueError:
            equals = ""
        if not equals:
            raise RoleError("{option} {text} is not understood: write COLUMN=VALUE.", option=option, text=text)
    return found


def check_names(given: Mapping[str, Any], known: Sequence[str], option: str) -> None:
    """Make sure that an option names columns that are there.

    Raises:
        RoleError: It does not.
    """
    unknown = [name for name in given if name not in known]
    if unknown:
        raise RoleError(
            "{option} names {columns}, but the columns are {known}.",
            option=option,
            columns=", ".join(unknown),
            known=", ".join(known),
        )


def _reading(options: argparse.Namespace, recipe: Recipe | None) -> Reading:
    decided = {name: getattr(options, name) for name in ("delimiter", "decimal", "encoding") if getattr(options, name)}
    return (recipe.reading if recipe else Reading()).model_copy(update=decided)


def _roles(options: argparse.Namespace, dataset: Dataset, base: Recipe) -> dict[str, Role]:
    """The roles of the recipe, and on top of them those that options name."""
    named: dict[str, Role] = {}
    for role, columns in (
        (Role.QUASI_IDENTIFIER, options.quasi_identifier),
        (Role.SENSITIVE, options.sensitive),
        (Role.DIRECT_IDENTIFIER, options.direct),
        (Role.WEIGHT, [options.weight] if options.weight else []),
        (Role.HOUSEHOLD, [options.household] if options.household else []),
    ):
        for column in columns:
            if named.setdefault(column, role) is not role:
                raise RoleError("{column} is given two roles: choose one.", column=column)
    Roles.undecided(dataset.names).assign(named)
    single = {role for role in named.values() if role in SINGLE}
    replaced = {name: Role.INSENSITIVE if own in single else own for name, own in base.roles.items()}
    return {**replaced, **named}


def _recoding(options: argparse.Namespace, base: Recipe, known: Sequence[str], sensitive: Sequence[str]) -> Recoding:
    levels = pairs(options.levels, "--levels", int)
    check_names(levels, known, "--levels")
    if levels and base.recoding.cuts:
        raise RecodingError("The recipe recodes locally and has no levels: leave out --levels, or the recipe.")
    chosen = preset_asked(options)
    k = options.k if options.k is not None else chosen.k if chosen and chosen.k else base.recoding.k
    limit = base.recoding.suppression_limit if options.suppression_limit is None else options.suppression_limit
    asked = [
        *base.recoding.conditions,
        *(chosen.requirements(sensitive) if chosen else ()),
        *(_model(text) for text in options.model),
    ]
    conditions = {(own.model, getattr(own, "column", None)): own for own in asked}
    # not validated again: the library says in its own words what is wrong with k or the limit
    return base.recoding.model_copy(
        update={
            "levels": {**base.recoding.levels, **levels},
            "k": k,
            "suppression_limit": limit,
            "conditions": tuple(conditions.values()),
        }
    )


def _model(text: str) -> Requirement:
    """Read ``MODEL:NAME=VALUE,…``; a value that reads as a number is one."""
    name, _colon, parameters = text.partition(":")
    values = pairs([part for part in parameters.split(",") if part], "--model", str)
    return from_dict({"model": name, **{key: _number_or_text(value) for key, value in values.items()}})


def _number_or_text(value: str) -> int | float | str:
    for read in (int, float):
        with suppress(ValueError):
            return read(value)
    return value
