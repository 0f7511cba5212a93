"""Attribute models against pyCANON, and the risk by weight, household and person against pandas, in the same run."""

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import attribute_disclosure, tabulate
from analysis.dataset import Column, Dataset, dataset_of
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.kinds import Kind
from analysis.missing import Reading
from analysis.risk.histories import histories
from analysis.risk.longitudinal import person_risk
from analysis.risk.survey import survey_risk
from analysis.risk.unicity import unicity_curve
from analysis.roles import Role, Roles
from tests.benchmarks.conftest import MILLION, timed

Million = tuple[Dataset, dict[str, Hierarchy]]

pytestmark = pytest.mark.benchmark

SENSITIVE = "occupation"


def classes_of(dataset: Dataset, hierarchies: dict[str, Hierarchy]) -> tuple[FrequencyTable, EquivalenceClasses]:
    table = tabulate(dataset, [name for name in dataset.names if name != SENSITIVE], hierarchies)
    return table, table.classes()


def test_all_attribute_models_take_a_hundredth_of_what_pycanon_takes(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], million: Million
) -> None:
    """On 30,162 records pyCANON is timed; on a million, by what it takes for each class, as its loops are over classes."""
    anonymity = pytest.importorskip("pycanon.anonymity")
    models = (
        anonymity.alpha_k_anonymity, anonymity.l_diversity, anonymity.entropy_l_diversity, anonymity.t_closeness,
        anonymity.basic_beta_likeness, anonymity.enhanced_beta_likeness, anonymity.delta_disclosure,
    )  # fmt: skip
    known = ["sex", "age", "race", "marital-status"]
    frame = pd.DataFrame({name: adult[name].texts() for name in [*known, SENSITIVE]})
    table = tabulate(adult, known, adult_hierarchies)
    classes = table.classes()
    attribute_disclosure(table, classes, adult[SENSITIVE])
    ours = timed(lambda: attribute_disclosure(table, classes, adult[SENSITIVE]))
    theirs = timed(lambda: [model(frame, known, [SENSITIVE]) for model in models], runs=1)
    print(f"\n7 attribute models, 30k, {len(classes.sizes):,} classes: {ours.seconds:.4f} CPU-s, ", end="")  # noqa: T201
    print(f"pyCANON {theirs.seconds:.1f} CPU-s")  # noqa: T201
    assert ours.seconds < theirs.seconds / 100
    large, large_classes = classes_of(*million)
    column = million[0][SENSITIVE]
    ours_large = timed(lambda: attribute_disclosure(large, large_classes, column))
    expected = theirs.seconds / len(classes.sizes) * len(large_classes.sizes)
    print(f"1M, {len(large_classes.sizes):,} classes: {ours_large.seconds:.2f} CPU-s, ", end="")  # noqa: T201
    print(f"pyCANON by the time for each class at least {expected:.0f} CPU-s")  # noqa: T201
    assert ours_large.seconds < expected / 100


def test_the_risk_by_weight_and_household_of_a_million_takes_less_than_a_grouping_by_pandas(million: Million) -> None:
    dataset, hierarchies = million
    rng = np.random.default_rng(2)
    weights = Column(
        "weight",
        Kind.INTEGER,
        np.array([str(own) for own in range(1, 201)], dtype=object),
        rng.integers(0, 200, MILLION).astype(np.int32),
    )
    homes = Column(
        "home",
        Kind.INTEGER,
        np.array([str(own) for own in range(300_000)], dtype=object),
        rng.integers(0, 300_000, MILLION).astype(np.int32),
    )
    survey = Dataset("a survey", (*dataset.columns, weights, homes))
    known = dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER)
    roles = Roles.undecided(survey.names).assign({**known, "weight": Role.WEIGHT, "home": Role.HOUSEHOLD})
    table = tabulate(survey, dataset.names, hierarchies)
    classes = table.classes()
    survey_risk(survey, roles, table, classes, Reading())
    ours = timed(lambda: survey_risk(survey, roles, table, classes, Reading()))
    frame = pd.DataFrame({column.name: pd.Categorical.from_codes(column.codes, column.values) for column in dataset})
    theirs = timed(lambda: frame.groupby(list(frame.columns), observed=True).size(), runs=1)
    print(f"\nweights and households, 1M: {ours.seconds:.2f} CPU-s, pandas groupby {theirs.seconds:.2f} CPU-s")  # noqa: T201
    assert ours.seconds < 0.5
    assert ours.seconds < theirs.seconds


def test_people_over_time_take_less_than_the_sets_of_events_by_pandas() -> None:
    """200,000 people with five records each: who is alone, and the share alone by one, two and three known events."""
    rng = np.random.default_rng(3)
    n, n_people = 1_000_000, 200_000
    frame = pd.DataFrame(
        {
            "person": rng.integers(0, n_people, n),
            "month": rng.integers(1, 121, n),
            "place": rng.integers(0, 500, n),
        }
    )
    dataset = dataset_of(frame)
    table = tabulate(dataset, ["month", "place"], {})
    classes = table.classes()

    def by_us() -> float:
        person_risk(dataset["person"], table, classes)
        own = histories(dataset["person"], table, classes)
        return list(unicity_curve(own, 5, 3, seed=1))[-1].unique.share

    def by_pandas() -> pd.Series:
        events = frame["month"].astype(str) + "/" + frame["place"].astype(str)
        return events.groupby(frame["person"]).agg(frozenset).value_counts()

    by_us()
    ours, theirs = timed(by_us, runs=2), timed(by_pandas, runs=1)
    print(f"\npeople over time, 1M records: {ours.seconds:.2f} CPU-s, pandas {theirs.seconds:.2f} CPU-s")  # noqa: T201
    assert 0 < ours.result <= 1
    assert ours.seconds < theirs.seconds
