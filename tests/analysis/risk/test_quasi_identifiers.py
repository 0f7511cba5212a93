"""What each quasi-identifier contributes."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.risk.quasi_identifiers import contributions, distinctness


def test_separation_is_the_share_of_pairs_that_differ() -> None:
    found = distinctness(("sex",), np.array([3, 1]))
    assert found.distinction == 2 / 4
    assert found.separation == pytest.approx(3 / 6)


def test_one_record_has_no_pair() -> None:
    with pytest.raises(NotComputable):
        distinctness(("sex",), np.array([1]))


def test_the_column_that_singles_people_out_raises_k_when_it_is_left_out() -> None:
    dataset = dataset_of(pd.DataFrame({"sex": list("ffmm"), "job": ["baker", "nurse", "baker", "nurse"]}))
    table = collapse(encode(dataset, {c.name: suggest(c).build(c) for c in dataset}, dataset.names))
    sex, job = contributions(table)
    assert (sex.column, sex.k_without, sex.uniques_without) == ("sex", 2, 0)
    assert job.k_without == 2


def test_without_the_only_quasi_identifier_there_is_no_k() -> None:
    dataset = dataset_of(pd.DataFrame({"sex": list("ffmm")}))
    only = contributions(collapse(encode(dataset, {"sex": suggest(dataset["sex"]).build(dataset["sex"])}, ["sex"])))
    assert only[0].k_without is None


def test_adult_has_the_distinction_and_separation_that_arx_gives(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    for case in arx["attribute_risks_9qi_first_100"]:
        names = tuple(case["attributes"])
        found = distinctness(names, collapse(encode(adult, adult_hierarchies, names)).counts)
        assert found.distinction == pytest.approx(case["distinction"], abs=1e-12)
        assert found.separation == pytest.approx(case["separation"], abs=1e-9)
