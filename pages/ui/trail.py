"""What goes into the audit trail: each choice in plain words and figures, and no value of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from analysis.hierarchies.registry import builder_to_dict
from analysis.models.requirements import to_dict

if TYPE_CHECKING:
    from pages.ui.choices import Plan

PLAN: Final = "plan"
EFFECT: Final = "effect"
"""The event that says what came of the choice before it."""
RECIPE: Final = "recipe"
WITH_EFFECT: Final = (PLAN, "undo", "redo", "roles", "consent", "kind", "override", RECIPE)
"""Events that an effect follows."""


def changes(before: Plan | None, after: Plan | None) -> dict[str, Any]:
    """What is new in a plan, as :func:`described` says it."""
    old = described(before)
    return {name: value for name, value in described(after).items() if old.get(name) != value}


def described(plan: Plan | None) -> dict[str, Any]:
    """A plan: names of columns, levels, thresholds and kinds of hierarchies, without the rows of those made by hand."""
    if plan is None:
        return {}
    return {
        "levels": dict(plan.recoding.levels),
        "k": plan.recoding.k,
        "suppression_limit": plan.recoding.suppression_limit,
        "conditions": [to_dict(own) for own in plan.recoding.conditions],
        "local": plan.cuts.value if plan.cuts else None,
        "steps": [{"kind": step.kind, "columns": list(step.columns)} for step in plan.steps],
        "cells": {"importance": dict(plan.cells.importance), "reading": plan.cells.reading.value}
        if plan.cells
        else None,
        "hierarchies": {name: builder_to_dict(builder)["kind"] for name, builder in plan.builders},
    }
