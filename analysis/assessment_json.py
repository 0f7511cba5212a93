"""The assessment as JSON.

The names of the keys are a contract that scripts rely on: they are added to, never changed.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from analysis.assessment import RISK_THRESHOLDS, SCHEMA, Assessment, AttributeDisclosure, MissingValues
from analysis.missing import Missing
from analysis.risk.attackers import MarketerRisk
from analysis.risk.outsiders import OutsiderRisk
from analysis.risk.population.decision import PopulationUniqueness
from analysis.risk.population.estimate import Estimator
from analysis.risk.suda import SpecialUniques
from analysis.risk.survey import SurveyRisk


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment under its stable names; shares are 0 to 1."""
    prosecutor = assessment.prosecutor
    return {
        "schema": SCHEMA,
        "dataset": {
            "records": assessment.n_records,
            "columns": assessment.n_columns,
            "fingerprint": assessment.fingerprint,
        },
        "quasi_identifiers": list(assessment.quasi_identifiers),
        "classes": {
            "count": assessment.n_classes,
            "smallest": assessment.anonymity.k,
            "largest": assessment.largest,
            "mean": assessment.n_records / assessment.n_classes,
        },
        "k": assessment.anonymity.k,
        "uniques": {"records": assessment.below[0][1], "share": assessment.below[0][1] / assessment.n_records},
        "records_in_classes_below": {str(size): records for size, records in assessment.below},
        "prosecutor": {
            "highest": prosecutor.highest,
            "average": prosecutor.average,
            "lowest": prosecutor.lowest,
            "share_at_risk": {f"{threshold:g}": share for threshold, share in assessment.at_risk},
        },
        "journalist": _journalist_json(assessment.outsiders),
        "marketer": _marketer_json(assessment.outsiders.marketer),
        "population": _population_json(assessment.outsiders.uniqueness),
        "weighted": _weighted_json(assessment.survey),
        "missing": _missing_json(assessment.missing),
        "sensitive": {found.column: _sensitive_json(found) for found in assessment.sensitive} or None,
        "attributes": [asdict(found) for found in assessment.attributes],
        "suda": None if assessment.special is None else _special_json(assessment.special),
        "caveats": [str(caveat) for caveat in assessment.caveats],
    }


def _journalist_json(outsiders: OutsiderRisk) -> dict[str, Any]:
    found = outsiders.journalist
    return {
        "basis": found.basis.value,
        "highest": found.highest,
        "average": found.average,
        "lowest": found.lowest,
        "share_at_risk": {f"{threshold:g}": found.share_at_risk(threshold) for threshold in RISK_THRESHOLDS},
        "highest_interval": _interval(found.highest_interval),
        "average_interval": _interval(found.average_interval),
        "k_map": outsiders.k_map,
    }


def _marketer_json(found: MarketerRisk) -> dict[str, Any]:
    return {
        "basis": found.basis.value,
        "average": found.average,
        "average_interval": _interval(found.interval),
        "expected_records": found.expected_records,
    }


def _interval(found: tuple[float, float] | None) -> list[float] | None:
    return None if found is None else list(found)


def _population_json(found: PopulationUniqueness | None) -> dict[str, Any] | None:
    """Expected shares of the records that are unique in the population, and their intervals."""
    if found is None:
        return None
    estimates = {estimate.estimator.value: estimate for estimate in found.estimates}
    return {
        "size": found.population_size,
        "sampling_fraction": found.sampling_fraction,
        **{name.value: estimates[name.value].share if name.value in estimates else None for name in Estimator},
        "dankar": found.dankar.share,
        "chosen": found.dankar.estimator.value,
        "intervals": {name: _interval(estimate.share_interval) for name, estimate in estimates.items()},
    }


def _special_json(found: SpecialUniques) -> dict[str, Any]:
    contributions = found.contributions or (None,) * len(found.names)
    return {
        "scored_records": len(found.scores),
        "total_score": float(found.scores.sum()),
        "max_score": float(found.scores.max(initial=0)),
        "total_dis": float(found.dis().sum()),
        "contributions": dict(zip(found.names, contributions, strict=True)),
        "largest_set": found.largest_set,
    }


def _weighted_json(found: SurveyRisk | None) -> dict[str, Any] | None:
    if found is None:
        return None
    homes = found.households
    return {
        "expected_reidentifications": found.individual.expected_reidentifications,
        "global_risk": found.individual.global_risk,
        "highest": found.individual.highest,
        "exact_expected_reidentifications": found.exact.expected_reidentifications,
        "exact_global_risk": found.exact.global_risk,
        "household_expected_reidentifications": None if homes is None else homes.expected_reidentifications,
        "household_global_risk": None if homes is None else homes.global_risk,
        "households": None if homes is None else len(homes.risks),
        "people": found.people,
        "missing": found.reading.missing.value,
    }


def _missing_json(found: MissingValues | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "records": found.records,
        "reading": found.chosen.missing.value,
        "alpha": found.chosen.alpha,
        "k": {Missing.OWN_VALUE.value: found.own_value.k, Missing.MATCHES_ANY.value: found.matches_any.k},
    }


def _sensitive_json(found: AttributeDisclosure) -> dict[str, Any]:
    figures = asdict(found)
    del figures["column"]
    return {**figures, "recursive_c": {str(l): c for l, c in found.recursive_c}}
