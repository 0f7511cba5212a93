"""``verify``: the figures of a release beside those that pyCANON finds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any, Final

from analysis.assessment import assess
from analysis.command_line.asked import preset_asked
from analysis.command_line.assess import subject_of, unmet
from analysis.command_line.printing import note, show, stage
from analysis.errors import NotComputable
from analysis.roles import Role
from analysis.second_opinion import Comparison, Measure, compare, unavailable
from analysis.wording import Sentence, sentence

SCHEMA: Final = 1


def run(options: argparse.Namespace) -> Sequence[Sentence]:
    """Print both opinions; where they differ and nobody knows why, and what is required and not met."""
    missing = unavailable()
    if missing is not None:
        raise NotComputable(missing.template, **dict(missing.details))
    threshold = preset_asked(options)
    subject = subject_of(options)
    dataset, roles = subject.dataset, subject.roles
    roles.check(dataset)
    measures = tuple(Measure(name) for name in options.only) or tuple(Measure)
    with stage("asking pyCANON, which may take minutes"), redirect_stdout(sys.stderr):
        found = compare(dataset, roles.quasi_identifiers, roles.of(Role.SENSITIVE), measures)
    if options.format == "json":
        show(
            {
                "schema": SCHEMA,
                "dataset": {
                    "records": dataset.n_records,
                    "columns": len(dataset.columns),
                    "fingerprint": dataset.fingerprint,
                },
                "quasi_identifiers": list(roles.quasi_identifiers),
                "comparisons": [_plain(one) for one in found],
            }
        )
    else:
        show(_text(found))
        note(subject.notes)
    disputed = sentence("Foule and pyCANON differ, and no reason for it is known.")
    said = [disputed] if any(not one.agrees and one.reason is None for one in found) else []
    if options.require_k is None and threshold is None:
        return said
    return [*said, *unmet(assess(dataset, roles), options.require_k, threshold)]


def _plain(one: Comparison) -> dict[str, Any]:
    return {
        "measure": one.measure.value,
        "column": one.column,
        "foule": one.ours,
        "pycanon": one.theirs,
        "agree": one.agrees,
        "known_reason": None if one.reason is None else str(one.reason),
    }


def _text(found: Sequence[Comparison]) -> str:
    lines = [f"{'measure':<15} {'column':<24} {'Foule':>12} {'pyCANON':>12}  opinion"]
    for one in found:
        opinion = "agree" if one.agrees else f"differ: {one.reason or 'no reason is known'}"
        lines.append(f"{one.measure.value:<15} {one.column or '':<24} {one.ours:>12.6g} {one.theirs:>12.6g}  {opinion}")
    return "\n".join(lines) + "\n"
