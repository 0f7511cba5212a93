"""``detect``: a role for each column, with the evidence, and what digests hide."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, Final

from analysis.command_line.asked import read_data
from analysis.command_line.printing import show, stage
from analysis.detection import CHECKLISTS, attack, checklist, suggest
from analysis.wording import Sentence

SCHEMA: Final = 1


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Print the suggestions; nothing is required."""
    dataset = read_data(options).dataset
    with stage("looking at the columns"):
        suggestions = suggest(dataset)
        lists = {
            rules.name: [line.as_json() for line in checklist(dataset, suggestions, rules)] for rules in CHECKLISTS
        }
        attacks = [attack(dataset, name, suggestions).as_json() for name in options.attack]
    columns = [suggestion.as_json() for suggestion in suggestions]
    if options.format == "json":
        show({"schema": SCHEMA, "columns": columns, "checklists": lists, "attacks": attacks})
    else:
        show(_text(columns, lists, attacks))
    return ()


def _text(
    columns: Sequence[dict[str, Any]], lists: Mapping[str, Sequence[dict[str, Any]]], attacks: Sequence[dict[str, Any]]
) -> str:
    lines = []
    for column in columns:
        lines.append(f"{column['column']}: {column['role']} ({column['confidence']:.0%})")
        lines += [f"    {reason}" for reason in column["reasons"]]
        lines.append(f"    > {column['advice']}")
    for name, checked in lists.items():
        lines += ["", name]
        for one in checked:
            status = one["status"].replace("_", " ")
            lines.append(f"    {one['category']:2} {one['title']}: {status} {', '.join(one['columns'])}".rstrip())
    lines += [
        f"\n{one['column']}: {one['algorithm']}, {one['values_found']} of {one['values']} digests found, "
        f"in {one['records_found']} records"
        for one in attacks
    ]
    return "\n".join(lines) + "\n"
