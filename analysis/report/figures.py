"""Every figure of a report for scripts, under names that stay; shares are 0 to 1, sentences in English."""

from __future__ import annotations

from typing import Any, Final

from analysis.assessment_json import as_json
from analysis.attacks.intersection import Crossing
from analysis.dataset import SHOWN_FROM
from analysis.recipe.running import Outcome
from analysis.report.effects import Effects, effects_of
from analysis.verdict import LIMITS, Verdict

FORMAT: Final = "foule-report"
NAMED: Final = 1000
"""Labels of one column that are named, at most; the others are counted."""


def figures_json(outcome: Outcome, verdict: Verdict, crossing: Crossing | None = None) -> dict[str, Any]:
    """All figures of a release: the risk before and after, the verdict, the utility, what became of the values.

    No value that fewer than ``SHOWN_FROM`` records hold is in it.
    """
    effects = effects_of(outcome)
    return {
        "format": FORMAT,
        "version": 1,
        "made_by": outcome.recipe.made_by,
        "named_from": SHOWN_FROM,
        "before": as_json(outcome.before),
        "after": as_json(outcome.after),
        "verdict": verdict_json(verdict),
        "differences": [str(own) for own in outcome.differences],
        "crossing": None if crossing is None else _crossing_json(crossing),
        "utility": _utility_json(outcome, effects),
        "transformations": _transformations_json(outcome, effects),
        "limits": [str(own) for own in LIMITS],
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain types."""
    return {
        "opinion": verdict.opinion.value,
        "in_words": str(verdict.opinion.sentence),
        "pseudonymised": list(verdict.pseudonymised),
        "obstacles": [str(own) for own in verdict.obstacles],
        "demand": {"k": verdict.demand.k, "distinct_l": verdict.demand.distinct_l, "t": verdict.demand.t},
        "criteria": {
            own.criterion.value: {
                "standing": own.standing.value,
                "evidence": [str(each) for each in own.evidence],
            }
            for own in verdict.findings
        },
        "recipients": [
            {
                "audience": own.recipient.audience.value,
                "name": own.recipient.name,
                "attempt": own.recipient.attempt,
                "given_attempt": own.given_attempt,
                "risk": own.risk,
                "within": own.within,
            }
            for own in verdict.recipients
        ],
    }


def _crossing_json(found: Crossing) -> dict[str, Any]:
    return {
        "records": found.n_records,
        "located": found.n_located,
        "narrowed_to_one": found.n_narrowed_to_one,
        "linked": found.n_linked,
        "sensitive": {
            own.column: {
                "records": own.n_records,
                "certain": own.n_certain,
                "certain_alone": own.n_certain_alone,
                "mean_shrinkage": own.mean_shrinkage,
            }
            for own in found.narrowed
        },
        "codes": {own.column: {"records": own.n_records, "shared_values": own.n_shared} for own in found.codes},
        "caveats": [str(own) for own in found.caveats],
    }


def _utility_json(outcome: Outcome, effects: Effects) -> dict[str, Any]:
    return {
        "loss": outcome.loss.loss,
        "loss_by_column": dict(outcome.loss.columns),
        "total_variation": dict(effects.changes),
        "associations": [
            {"columns": list(own.columns), "measure": own.measure.value, "before": own.before, "after": own.after}
            for own in effects.associations
        ],
    }


def _transformations_json(outcome: Outcome, effects: Effects) -> dict[str, Any]:
    return {
        "small_classes": effects.mode.value,
        "records_suppressed": outcome.release.n_suppressed,
        "columns_left_out": list(outcome.release.dropped),
        "cells_suppressed": dict(effects.emptied),
        "values": {
            own.column: {
                "level": own.level,
                "labels": [
                    {
                        "label": label.label,
                        "records": label.records,
                        "original_values": label.n_values,
                        "named": list(label.values),
                    }
                    for label in own.labels[:NAMED]
                ],
                "not_named": own.n_rare + max(len(own.labels) - NAMED, 0),
            }
            for own in effects.mappings
        },
        "suppressed_by_group": [
            {"column": own.column, "label": own.label, "records": own.records, "share": own.share}
            for own in effects.leaving
        ],
    }
