"""Made-up people with several records each, as the tests ask for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.assessment import tabulate
from analysis.dataset import Dataset, dataset_of
from analysis.risk.histories import Histories, histories


def transactions(sets: Sequence[Sequence[str]]) -> Dataset:
    """One record for each item of each person's set; the person is a number."""
    rows = [(f"p{person}", item) for person, items in enumerate(sets) for item in items]
    return dataset_of(pd.DataFrame(rows, columns=["person", "item"], dtype=str))


def histories_of(sets: Sequence[Sequence[str]]) -> Histories:
    """The people of :func:`transactions` and their events."""
    dataset = transactions(sets)
    table = tabulate(dataset, ["item"], {})
    return histories(dataset["person"], table, table.classes())


def stays(n_people: int, seed: int = 0, mean: float = 3.0) -> Dataset:
    """Hospital stays of made-up patients who come back: sex and birth year stay, month and service change."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(n_people), rng.poisson(mean - 1, n_people) + 1)
    n = len(person)
    return dataset_of(
        pd.DataFrame(
            {
                "id_patient": [f"P{code:06d}" for code in rng.permutation(10 * n_people)[person]],
                "sexe": rng.choice(["F", "M"], n_people)[person],
                "annee_naissance": rng.integers(1940, 2010, n_people)[person].astype(str),
                "mois": rng.integers(1, 13, n).astype(str),
                "service": rng.choice(["cardiologie", "chirurgie", "médecine", "urgences"], n),
                "cout": rng.lognormal(7, 1, n).round(2).astype(str),
            }
        ),
        "stays",
    )
