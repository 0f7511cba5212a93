"""``anonymise``: the release, the recipe that redoes it, and its report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from analysis.command_line.asked import beyond, key_given, preset_asked, read_data, recipe_asked, recipe_given
from analysis.command_line.files import check_places, encoded, format_of, style_of, write
from analysis.command_line.options import STREAM
from analysis.command_line.printing import note, stage
from analysis.command_line.reporting import check_form, report_of
from analysis.errors import RecodingError
from analysis.recipe.recipe import Origin, Recipe, program, to_json
from analysis.recipe.running import Outcome
from analysis.recipe.running import run as carry_out
from analysis.recoding.pseudonyms import pinned
from analysis.roles import Role
from analysis.wording import Sentence

USUAL_LIMIT: Final = 0.05
"""Share of records that may be suppressed unless an option or a recipe says otherwise."""


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Write the release; what it does not meet."""
    check_places(options.data, [options.output, options.save_recipe, options.report])
    format_of(options.output)
    check_form(options.report)
    given = recipe_given(options)
    threshold = preset_asked(options)
    if given is None and options.k is None and (threshold is None or threshold.k is None):
        raise RecodingError("The smallest class to release is not known: give --k, a preset that sets it, or a recipe.")
    reading = read_data(options, given)
    asked = recipe_asked(options, reading.dataset, given, Role.INSENSITIVE, USUAL_LIMIT)
    key = key_given(options, asked)
    with stage("anonymising"):
        made = carry_out(asked, reading.dataset, key)
    with stage("writing"):
        content, marked = encoded(made.release.dataset, options.output, style_of(options, reading))
        beside = []
        if options.save_recipe:
            beside.append((options.save_recipe, to_json(again(made, key)).encode()))
        if options.report:
            written = report_of(made, content, options.source_sha256, options.report, options.language)
            beside.append((options.report, written))
        write(beside, options.output, content)
    sys.stderr.write(_text(made, options.output))
    note((*(made.differences if given else ()), *beyond(options, asked.roles), *marked))
    return made.unmet


def again(made: Outcome, key: bytes | None = None) -> Recipe:
    """The recipe that redoes a release of these records, and refuses another key."""
    steps = tuple(pinned(step, key) if key and step.needs_key else step for step in made.recipe.steps)
    return made.recipe.model_copy(update={"made_by": program(), "origin": Origin.of(made.dataset), "steps": steps})


def _text(made: Outcome, output: str) -> str:
    name = "standard output" if output == STREAM else Path(output).name
    released = f"{made.release.dataset.n_records} records released, {made.release.n_suppressed} suppressed"
    if made.recipe.recoding.cuts or made.recipe.cells:
        return f"{name}: {released}, k {made.after.k}\n"
    return f"{name}: {released}, loss {made.recoded.loss.loss:.6f}\n"
