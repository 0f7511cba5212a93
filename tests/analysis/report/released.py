"""A small release with everything that a report speaks of, and values that it must not show."""

import datetime as dt

import pandas as pd

from analysis.dataset import dataset_of
from analysis.hierarchies.builders import Frequent, Intervals
from analysis.models.conditions import DistinctLDiverse
from analysis.recipe.recipe import Origin, Recipe, Recoding
from analysis.report.judging import verdict_of
from analysis.report.writing import report
from analysis.roles import Role

NOW = dt.datetime(2026, 11, 24, 13, 5, tzinfo=dt.UTC)
HOSTILE = "<script>alert('x')</script> & \"più\" =1+1"
RARE = {"ville": "Xaintrailles", "maladie": "QZX77", "note": "Ornithorynque"}
"""Values that one record holds."""
ROLES = {
    "nom": Role.DIRECT_IDENTIFIER,
    "age": Role.QUASI_IDENTIFIER,
    "ville": Role.QUASI_IDENTIFIER,
    "maladie": Role.SENSITIVE,
    "note": Role.INSENSITIVE,
}


def people():
    n = 60
    frame = {
        "nom": [f"Personne{i:03}" for i in range(n)],
        "age": [str(20 + i % 30) for i in range(n)],
        "ville": [RARE["ville"], *(["Lyon", "Brest"] * n)[: n - 1]],
        "maladie": [*(["grippe", "asthme", HOSTILE] * n)[: n - 1], RARE["maladie"]],
        "note": [*["courte"] * (n - 2), RARE["note"], "courte"],
    }
    return dataset_of(pd.DataFrame(frame), HOSTILE)


def recipe_on(dataset, **changes):
    made = {
        "origin": Origin.of(dataset),
        "roles": ROLES,
        "hierarchies": {"age": Intervals((10.0, 50.0)), "ville": Frequent((5,))},
        "recoding": Recoding(
            levels={"age": 1, "ville": 1}, k=5, suppression_limit=0.5, conditions=(DistinctLDiverse("maladie", 2),)
        ),
        "made_by": "foule 0.1.0",
        "answers": {
            "title": HOSTILE,
            "purpose": "Première ligne\nDeuxième ≥ 1",
            "review_date": "2027-06-30",
            "opinion": "reservations",
            "singling_out_severity": "3",
            "singling_out_likelihood": "1",
        },
    }
    return Recipe(**made | changes)


def written(outcome, language="fr", **more):
    given = {"made_at": NOW, "release_sha256": "ab" * 32} | more
    return report(outcome, verdict_of(outcome), language=language, **given)
