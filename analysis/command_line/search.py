"""``search``: every combination of levels that meets the requirements, and the best of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, Final

from analysis.command_line.asked import beyond, check_names, key_given, pairs, read_data, recipe_asked, recipe_given
from analysis.command_line.printing import note, show, stage
from analysis.dataset import Dataset
from analysis.frequency import FrequencyTable
from analysis.hierarchies.builders import suggest
from analysis.models.sensitive import SensitiveAttribute, sensitive_attribute
from analysis.recipe.recipe import Recipe
from analysis.recipe.running import fitted, roles_after, tabulated
from analysis.recoding.steps import apply_steps
from analysis.roles import Role
from analysis.search.measures import Measure
from analysis.search.summary import as_json
from analysis.search.summary import search as search_all
from analysis.wording import Sentence, sentence

NO_SUPPRESSION: Final = 0.0
"""Share of records that may be suppressed unless an option or a recipe says more."""


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Print what the search finds; whether nothing meets the requirements."""
    given = recipe_given(options)
    dataset = read_data(options, given).dataset
    asked = recipe_asked(options, dataset, given, Role.UNDECIDED, NO_SUPPRESSION)
    recoding = asked.recoding.choices
    with stage("preparing"):
        assessed, differences = fitted(asked, dataset)
        prepared = apply_steps(asked.steps, assessed, key_given(options, asked))
        roles = roles_after(asked.roles_of(assessed), asked.steps, prepared)
        roles.check(prepared)
        table, lacking = tabulated(asked, prepared, roles)
    weights = pairs(options.column_weight, "--column-weight", float)
    highest = pairs(options.max_level, "--max-level", int)
    for option, named in (("--column-weight", weights), ("--max-level", highest)):
        check_names(named, table.names, option)
    with stage("searching") as tell:
        found = search_all(
            table,
            recoding.requirements,
            recoding.suppression_limit,
            Measure(options.measure),
            weights,
            highest,
            _attributes(asked, prepared, table, recoding.sensitive),
            tell,
        )
    result = as_json(found, options.front)
    show(result if options.format == "json" else _text(result))
    note((*differences, *lacking, *beyond(options, asked.roles)))
    if found.optimum is not None:
        return ()
    return [
        sentence(
            "No combination of levels meets the requirements. Allow more suppression or more general levels, or ask less."
        )
    ]


def _attributes(
    asked: Recipe, prepared: Dataset, table: FrequencyTable, names: Sequence[str]
) -> dict[str, SensitiveAttribute]:
    builders = {name: asked.hierarchies.get(name) or suggest(prepared[name]) for name in names}
    return {
        name: sensitive_attribute(table, prepared[name], builder.build(prepared[name]))
        for name, builder in builders.items()
    }


def _text(result: dict[str, Any]) -> str:
    lattice, optimum = result["lattice"], result["optimum"]
    known = "all" if result["exact"] else "the most promising"
    lines = [f"{lattice['nodes']} combinations of levels, {known} decided; {result['meeting']} meet the requirements"]
    for node in [optimum, *result.get("front", [])] if optimum else []:
        levels = " ".join(f"{name}={level}" for name, level in node["levels"].items())
        lines.append(
            f"{'optimum' if node is optimum else 'front  '}  loss {node['loss']:.6f}  k {node['k']}  "
            f"suppressed {node['suppressed_records']}  average risk {node['prosecutor_average']:.4f}  {levels}"
        )
    return "\n".join(lines) + "\n"
