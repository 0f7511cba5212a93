"""Attackers who do not know who is in the data, as an assessment has them."""

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import assess, tabulate
from analysis.assessment_json import as_json
from analysis.dataset import dataset_of
from analysis.errors import NotComputable
from analysis.risk.outsiders import outsider_risk
from analysis.roles import Role, Roles


def people(*towns: str):
    return dataset_of(pd.DataFrame({"town": towns}))


def classes_of(dataset):
    return tabulate(dataset, ["town"], {}).classes()


def test_without_the_size_of_the_population_the_data_are_the_population():
    found = outsider_risk(classes_of(people("A", "B", "B")), None)
    assert (found.journalist.highest, found.marketer.average, found.k_map) == (1, 2 / 3, 1)
    assert found.uniqueness is None
    assert any("size of the population was not given" in str(caveat) for caveat in found.caveats)


def test_with_its_size_the_risk_is_estimated_and_lower():
    towns = [f"T{i}" for i in range(60)] + [f"U{i // 2}" for i in range(60)] + ["V"] * 80
    found = outsider_risk(classes_of(people(*towns)), 10_000)
    assert found.journalist.highest < 1
    assert found.marketer.average < len(set(towns)) / len(towns)
    assert 0 < found.uniqueness.dankar.share < 60 / 200
    assert found.uniqueness.dankar.caveat in found.caveats


def test_where_nothing_can_be_estimated_the_reason_is_a_caveat():
    found = outsider_risk(classes_of(people(*map(str, range(50)))), 1000)
    assert found.journalist.highest == 1
    assert any("Every record is unique" in str(caveat) for caveat in found.caveats)


def test_a_population_smaller_than_the_data_is_refused():
    with pytest.raises(NotComputable, match="fewer than the 3 records"):
        outsider_risk(classes_of(people("A", "B", "B")), 2)


def test_the_json_has_the_estimates_under_their_stable_names():
    towns = [f"T{i}" for i in range(60)] + [f"U{i // 2}" for i in range(60)] + ["V"] * 80
    dataset = people(*towns)
    roles = Roles.undecided(dataset.names).assign({"town": Role.QUASI_IDENTIFIER})
    found = as_json(assess(dataset, roles, population_size=10_000))
    assert set(found["population"]) == {
        "size", "sampling_fraction", "pitman", "zayatz", "snb", "dankar", "chosen", "intervals",
    }  # fmt: skip
    assert found["population"]["dankar"] == found["population"][found["population"]["chosen"]]
    assert found["population"]["sampling_fraction"] == pytest.approx(0.02)
    assert {"highest", "average", "lowest", "share_at_risk"} <= set(found["journalist"])
    assert found["marketer"]["average"] <= found["journalist"]["average"] + 1e-12
    low, high = found["population"]["intervals"][found["population"]["chosen"]]
    assert low <= found["population"]["dankar"] <= high


def test_records_at_random_change_nothing_of_the_figures():
    towns = np.array(["A"] * 5 + ["B"] * 3 + ["C", "D"])
    shuffled = np.random.default_rng(1).permutation(towns)
    one, other = (outsider_risk(classes_of(people(*own)), 500) for own in (towns, shuffled))
    assert one.journalist.highest == other.journalist.highest
    assert one.marketer.average == other.marketer.average
