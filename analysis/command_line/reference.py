"""``presets`` and ``schema``: what presets there are, and what a recipe looks like."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, Final

from analysis.command_line.printing import show
from analysis.presets import DISCLAIMER, Confirmed, Preset, presets
from analysis.recipe.recipe import schema
from analysis.wording import Sentence

SCHEMA: Final = 1


def run_presets(options: argparse.Namespace) -> Sequence[Sentence]:
    """Print the presets; nothing is required."""
    if options.format == "json":
        show({"schema": SCHEMA, "presets": [_plain(own) for own in presets()], "disclaimer": str(DISCLAIMER)})
        return ()
    lines = [f"{'id':<22} {'k':>3}  {'confirmed':<9}  title; source"]
    for own in presets():
        title = own.title.fr if options.language == "fr" else own.title.en
        k = "–" if own.k is None else own.k
        lines.append(f"{own.id:<22} {k:>3}  {_confirmed(own) or '–':<9}  {title}; {own.source}")
    show("\n".join([*lines, f"{DISCLAIMER}", ""]))
    return ()


def run_schema(_options: argparse.Namespace) -> Sequence[Sentence]:
    """Print the JSON Schema of recipes; nothing is required."""
    show(schema())
    return ()


def _plain(own: Preset) -> dict[str, Any]:
    return {
        "id": own.id,
        "title": {"fr": own.title.fr, "en": own.title.en},
        "use": own.use.value,
        "k": own.k,
        "confirmed": _confirmed(own),
        "figures": {each.name: {"value": each.value, "confirmed": each.confirmed.value} for each in own.figures},
        "source": own.source,
        "address": own.address,
        "date": own.date,
        "note": {"fr": own.note.fr, "en": own.note.en},
    }


def _confirmed(own: Preset) -> str | None:
    """How well the figures are confirmed: as the least of them; None where there is none."""
    found = {each.confirmed for each in own.figures}
    least = (Confirmed.TEACHING, Confirmed.USAGE, Confirmed.SOURCE)
    return next((each.value for each in least if each in found), None)
