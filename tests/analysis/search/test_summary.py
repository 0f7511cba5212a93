"""A search in one call, and its JSON."""

from typing import Any

import pytest

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.requirements import KAnonymous
from analysis.search import summary
from analysis.search.measures import Measure
from analysis.search.summary import as_json, search
from tests.conftest import ADULT


@pytest.fixture(scope="module")
def table(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> FrequencyTable:
    return collapse(encode(adult, adult_hierarchies, ADULT[:4]))


def test_the_optimum_is_that_of_arx_under_stable_names(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    case = next(own for own in arx["optimum"] if own["case"] == "k5_s0.02_loss_geomean")
    whole = collapse(encode(adult, adult_hierarchies, case["qis"]))
    result = as_json(search(whole, [KAnonymous(5)], 0.02))
    assert list(result) == ["schema", "lattice", "evaluated", "meeting", "exact", "measure", "optimum", "seconds"]
    assert result["lattice"]["nodes"] == 12960
    assert list(result["optimum"]["levels"].values()) == case["optimum"]
    assert result["optimum"]["loss"] == pytest.approx(float(case["loss_highest"]), abs=1e-9)
    assert result["optimum"]["suppressed_records"] == case["suppressed_records"]
    assert result["optimum"]["classes"] == case["num_classes"]


def test_the_front_descends_in_cost_as_the_risk_rises(table: FrequencyTable) -> None:
    front = as_json(search(table, [KAnonymous(5)], 0.05), with_front=True)["front"]
    assert len(front) > 3
    risks = [node["prosecutor_average"] for node in front]
    assert risks == sorted(risks)
    losses = [node["loss"] for node in front]
    assert losses == sorted(losses, reverse=True)


def test_another_measure_is_told_beside_the_loss(table: FrequencyTable) -> None:
    optimum = as_json(search(table, [KAnonymous(5)], 0.0, Measure.DISCERNIBILITY))["optimum"]
    assert {"loss", "discernibility"} <= set(optimum)


def test_where_nothing_meets_the_requirements_there_is_no_optimum(table: FrequencyTable) -> None:
    result = as_json(search(table, [KAnonymous(40_000)], 0.0), with_front=True)
    assert result["optimum"] is None
    assert result["front"] == []
    assert result["exact"] is True


def test_a_search_that_is_too_large_says_that_it_is_not_exact(
    table: FrequencyTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "WHOLE_UP_TO_SECONDS", 0)
    monkeypatch.setattr(summary, "BUDGET", 0.0)
    found = search(table, [KAnonymous(5)], 0.02)
    assert found.n_evaluated < found.lattice.space.n_nodes
    assert not found.exact
