"""Every figure of a dataset's risk, and the JSON that scripts rely on. The teaching table is checked by hand."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import assessment
from analysis.assessment import CLASS_SIZES, RISK_THRESHOLDS, assess, tabulate
from analysis.assessment_json import as_json
from analysis.dataset import Dataset, dataset_of
from analysis.errors import HierarchyError, NotComputable, RoleError
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.missing import Missing, Reading
from analysis.roles import Role, Roles
from analysis.samples import teaching_table

KEYS = {
    "schema", "dataset", "quasi_identifiers", "classes", "k", "uniques", "records_in_classes_below", "prosecutor",
    "journalist", "marketer", "population", "weighted", "missing", "sensitive", "attributes", "suda", "caveats",
}  # fmt: skip
ABOUT_SENSITIVE = {
    "distinct_l", "entropy_l", "recursive_c", "t_equal", "t_ordered", "alpha", "basic_beta", "enhanced_beta", "delta",
}  # fmt: skip


def roles(dataset: Dataset, known: list[str], sensitive: tuple[str, ...] = ()) -> Roles:
    assigned = {**dict.fromkeys(known, Role.QUASI_IDENTIFIER), **dict.fromkeys(sensitive, Role.SENSITIVE)}
    return Roles.undecided(dataset.names).assign(assigned)


@pytest.fixture(scope="module")
def teaching() -> dict[str, Any]:
    people = teaching_table()
    return as_json(assess(people, roles(people, ["age", "sexe", "code_postal"], ("maladie",))))


def test_the_keys_are_those_that_scripts_rely_on(teaching: dict[str, Any]) -> None:
    assert set(teaching) == KEYS
    assert teaching["schema"] == 1
    assert set(teaching["dataset"]) == {"records", "columns", "fingerprint"}
    assert set(teaching["classes"]) == {"count", "smallest", "largest", "mean"}
    assert set(teaching["uniques"]) == {"records", "share"}
    assert set(teaching["records_in_classes_below"]) == {"2", "3", "5", "10", "11", "20"}
    assert {"highest", "average", "lowest", "share_at_risk"} <= set(teaching["prosecutor"])
    assert set(teaching["prosecutor"]["share_at_risk"]) == {"0.05", "0.09", "0.1", "0.2", "0.33"}
    assert set(teaching["sensitive"]) == {"maladie"}
    assert set(teaching["sensitive"]["maladie"]) == ABOUT_SENSITIVE
    assert {"scored_records", "total_score", "max_score", "total_dis", "contributions"} <= set(teaching["suda"])
    assert set(teaching["suda"]["contributions"]) == {"age", "sexe", "code_postal"}
    assert all(set(one) == {"columns", "distinction", "separation"} for one in teaching["attributes"])
    assert json.loads(json.dumps(teaching, allow_nan=False)) == {
        **teaching,
        "attributes": plain(teaching["attributes"]),
    }


def plain(attributes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "columns": list(one["columns"])} for one in attributes]


def test_the_figures_of_the_teaching_table(teaching: dict[str, Any]) -> None:
    assert teaching["dataset"]["records"] == 12
    assert teaching["classes"] == {"count": 8, "smallest": 1, "largest": 3, "mean": 12 / 8}
    assert teaching["k"] == 1
    assert teaching["uniques"] == {"records": 5, "share": 5 / 12}
    assert teaching["records_in_classes_below"] == {"2": 5, "3": 9, "5": 12, "10": 12, "11": 12, "20": 12}
    prosecutor = teaching["prosecutor"]
    assert (prosecutor["highest"], prosecutor["average"], prosecutor["lowest"]) == (1, 8 / 12, 1 / 3)
    assert prosecutor["share_at_risk"] == {"0.05": 1, "0.09": 1, "0.1": 1, "0.2": 1, "0.33": 1}
    found = teaching["sensitive"]["maladie"]
    assert (found["distinct_l"], found["alpha"], found["t_ordered"]) == (1, 1, None)


def test_each_column_alone_and_all_together_are_told_apart(teaching: dict[str, Any]) -> None:
    attributes = {tuple(one["columns"]): one for one in teaching["attributes"]}
    assert attributes["sexe",]["distinction"] == 2 / 12
    assert attributes["sexe",]["separation"] == pytest.approx(36 / 66)  # 6 women × 6 men of 66 pairs
    together = attributes["age", "sexe", "code_postal"]
    assert together["distinction"] == 8 / 12
    assert together["separation"] == pytest.approx(1 - (1 + 1 + 3) / 66)  # two pairs, and three pairs in the class of 3


def test_every_unique_record_is_scored(teaching: dict[str, Any]) -> None:
    assert teaching["suda"]["scored_records"] == teaching["uniques"]["records"] == 5
    assert teaching["suda"]["largest_set"] == 3


def test_with_more_than_fifteen_quasi_identifiers_special_uniques_are_not_looked_for() -> None:
    people = dataset_of(pd.DataFrame({f"q{place}": list("ab") for place in range(16)}))
    found = as_json(assess(people, roles(people, list(people.names))))
    assert found["suda"] is None
    assert "Special uniques are looked for among at most 15 columns, not 16: leave some out." in found["caveats"]


def test_where_nobody_is_unique_no_column_contributes() -> None:
    people = dataset_of(pd.DataFrame({"sex": list("ffmm")}))
    found = as_json(assess(people, roles(people, ["sex"])))["suda"]
    assert (found["scored_records"], found["total_score"], found["contributions"]) == (0, 0, {"sex": None})


def test_sets_too_large_to_be_looked_at_in_time_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessment, "SUDA_EFFORT", 50)
    monkeypatch.setattr(assessment, "SUDA_GLANCE", 50)
    people = teaching_table()
    found = as_json(assess(people, roles(people, ["age", "sexe", "code_postal"])))
    assert found["suda"]["largest_set"] == 2
    assert any("sets of at most 2 of the 3 columns are looked at" in caveat for caveat in found["caveats"])


def test_where_all_sets_are_few_enough_they_are_looked_at_whatever_a_glance_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assessment, "SUDA_EFFORT", 56)  # 7 sets of columns × 8 classes
    monkeypatch.setattr(assessment, "SUDA_GLANCE", 8)
    people = teaching_table()
    found = as_json(assess(people, roles(people, ["age", "sexe", "code_postal"])))
    assert found["suda"]["largest_set"] == 3
    assert not any("are looked at" in caveat for caveat in found["caveats"])


# Against ARX


@pytest.mark.parametrize("case", ["risk_adult_9qi", "risk_adult_4qi"])
def test_the_risk_of_adult_is_that_of_arx(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any], case: str
) -> None:
    expected = next(one for one in arx["risk"] if one["case"] == case)
    found = as_json(assess(adult, roles(adult, expected["qis"]), adult_hierarchies))
    assert found["classes"]["count"] == expected["num_classes"]
    assert found["classes"]["mean"] == pytest.approx(expected["avg_class_size"], abs=1e-9)
    assert found["uniques"]["records"] == expected["sample_unique_records"]
    assert found["uniques"]["share"] == pytest.approx(expected["sample_unique_fraction"], abs=1e-9)
    for ours, theirs in (("average", "average_risk"), ("highest", "highest_risk"), ("lowest", "lowest_risk")):
        assert found["prosecutor"][ours] == pytest.approx(expected[theirs], abs=1e-9)
    for threshold in ("0.05", "0.1", "0.2", "0.33"):
        at_risk = expected[f"summary_threshold_{threshold}"]["prosecutor_records_at_risk"]
        assert found["prosecutor"]["share_at_risk"][threshold] == pytest.approx(at_risk, abs=1e-9)
    pairs = expected["histogram_size_count_pairs"]
    sizes = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for below in CLASS_SIZES:
        records = sum(size * count for size, count in sizes.items() if size < below)
        assert found["records_in_classes_below"][str(below)] == records


def test_distinction_and_separation_of_adult_are_those_of_arx(adult: Dataset, arx: dict[str, Any]) -> None:
    expected = {tuple(one["attributes"]): one for one in arx["attribute_risks_9qi_first_100"]}
    found = assess(adult, roles(adult, list(adult.names))).attributes
    alone = [one for one in found if len(one.columns) == 1]
    assert len(alone) == 9
    for one in alone:
        assert one.distinction == pytest.approx(expected[one.columns]["distinction"], abs=1e-9)
        assert one.separation == pytest.approx(expected[one.columns]["separation"], abs=1e-9)


# Properties

RECORDS = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), min_size=1, max_size=30)


def frame(records: list[tuple[str | None, ...]]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=["q", "r", "s"], dtype=object)


def figures(table: pd.DataFrame, known: list[str]) -> dict[str, Any]:
    people = dataset_of(table)
    found = as_json(assess(people, roles(people, known, ("s",))))
    return {key: value for key, value in found.items() if key not in ("dataset", "attributes")}


@given(RECORDS, st.randoms(use_true_random=False))
def test_neither_the_order_of_records_nor_their_labels_change_a_figure(records, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(records, len(records))
    renamed = (
        frame(shuffled).replace({"q": {"a": "x", "b": "y", "c": "z"}}).set_index(pd.Index(range(len(records), 0, -1)))
    )
    assert close(figures(frame(records), ["q", "r"]), figures(renamed, ["q", "r"]))


def close(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    return math.isclose(one, other, abs_tol=1e-9) if isinstance(one, float) else one == other


@given(RECORDS)
def test_another_quasi_identifier_hides_nobody_better(records: list[tuple[str | None, ...]]) -> None:
    fewer, more = figures(frame(records), ["q"]), figures(frame(records), ["q", "r"])
    assert more["k"] <= fewer["k"]
    assert more["prosecutor"]["average"] >= fewer["prosecutor"]["average"]
    assert more["sensitive"]["s"]["distinct_l"] <= fewer["sensitive"]["s"]["distinct_l"]
    for size, below in more["records_in_classes_below"].items():
        assert below >= fewer["records_in_classes_below"][size]


@given(RECORDS)
def test_figures_are_what_counting_by_hand_gives(records: list[tuple[str | None, ...]]) -> None:
    found = figures(frame(records), ["q", "r"])
    sizes = frame(records).fillna("missing").groupby(["q", "r"]).size().to_numpy()
    per_record = np.repeat(1 / sizes, sizes)
    assert (found["k"], found["classes"]["count"]) == (sizes.min(), len(sizes))
    assert found["prosecutor"]["average"] == pytest.approx(per_record.mean())
    assert found["prosecutor"]["highest"] == per_record.max()
    for threshold in RISK_THRESHOLDS:
        share = found["prosecutor"]["share_at_risk"][f"{threshold:g}"]
        assert share == pytest.approx((per_record > threshold).mean())


# By weight and household


@pytest.fixture(scope="module")
def survey(shared: Path) -> Dataset:
    return dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str))


S1 = ["urbrur", "roof", "walls", "water", "sex"]


def weighted(survey: Dataset, **others: Role) -> dict[str, Any]:
    return as_json(assess(survey, roles(survey, S1).assign(others)))


def test_the_risk_by_weight_and_household_is_that_of_sdcmicro(survey: Dataset, shared: Path) -> None:
    figures = json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))
    expected = figures["testdata.S1.measure_risk.w.hid"]
    found = weighted(survey, sampling_weight=Role.WEIGHT, ori_hid=Role.HOUSEHOLD)["weighted"]
    assert found["expected_reidentifications"] == pytest.approx(expected["global_risk_ER"], rel=1e-12)
    assert found["global_risk"] == pytest.approx(expected["global_risk"], rel=1e-12)
    assert found["household_expected_reidentifications"] == pytest.approx(expected["hier_risk_ER"], rel=1e-12)
    assert (found["people"], found["households"]) == (458_000, 1000)


def test_a_weight_alone_has_no_household_figure_and_says_so(survey: Dataset) -> None:
    found = weighted(survey, sampling_weight=Role.WEIGHT)
    assert found["weighted"]["household_expected_reidentifications"] is None
    assert "The risk by household is not computed: no column names the household." in found["caveats"]


def test_a_household_alone_is_measured_as_if_the_data_were_the_population(survey: Dataset, shared: Path) -> None:
    figures = json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))
    found = weighted(survey, ori_hid=Role.HOUSEHOLD)
    expected = figures["testdata.S1.measure_risk.now.hid"]["hier_risk_ER"]
    assert found["weighted"]["household_expected_reidentifications"] == pytest.approx(expected, rel=1e-12)
    assert found["weighted"]["expected_reidentifications"] == pytest.approx(93)
    assert found["weighted"]["people"] is None
    assert any("each record stands for itself" in caveat for caveat in found["caveats"])


def test_without_either_nothing_is_computed(survey: Dataset) -> None:
    found = weighted(survey)
    assert found["weighted"] is None
    assert "weighted is not computed: no column is the sampling weight or names the household." in found["caveats"]


def test_a_column_that_holds_no_weights_is_refused() -> None:
    people = dataset_of(pd.DataFrame({"q": ["a", "b"], "w": ["0", "12"]}))
    with pytest.raises(RoleError, match="0 or below: 1"):
        assess(people, roles(people, ["q"]).assign({"w": Role.WEIGHT}))


# By both readings of missing values


def test_k_is_given_by_both_readings_of_missing_values(shared: Path) -> None:
    people = dataset_of(pd.read_csv(shared / "cases" / "sdcmicro" / "testdata_S1_kanon3.csv", dtype=str))
    strict = assess(people, roles(people, S1))
    loose = assess(people, roles(people, S1), reading=Reading(Missing.MATCHES_ANY))
    assert as_json(strict)["missing"]["k"] == as_json(loose)["missing"]["k"] == {"own-value": 1, "matches-any": 3}
    assert as_json(strict)["missing"]["records"] == 24
    assert (strict.k, loose.k) == (1, 3)


def test_without_missing_values_there_are_no_two_readings(teaching: dict[str, Any]) -> None:
    assert teaching["missing"] is None


# What cannot be answered, and what is said beside the figures


def test_without_a_quasi_identifier_there_is_nothing_to_assess() -> None:
    people = teaching_table()
    with pytest.raises(RoleError, match="No column is a quasi-identifier"):
        assess(people, roles(people, []))


def test_without_records_there_is_nothing_to_assess() -> None:
    nobody = dataset_of(pd.DataFrame({"age": []}))
    with pytest.raises(NotComputable):
        assess(nobody, roles(nobody, ["age"]))


def test_roles_of_another_dataset_are_refused() -> None:
    with pytest.raises(RoleError, match="another dataset"):
        assess(teaching_table(), Roles.undecided(["age"]))


def test_a_hierarchy_that_lacks_a_value_is_refused() -> None:
    people = teaching_table()
    hierarchies = {"sexe": Hierarchy.of([("F", "*")], "sexe")}
    with pytest.raises(HierarchyError, match="sexe"):
        tabulate(people, ["sexe"], hierarchies)


def test_one_record_has_figures_but_no_pair() -> None:
    people = teaching_table().take(np.array([0]))
    found = as_json(assess(people, roles(people, ["age"])))
    assert (found["k"], found["attributes"]) == (1, [])


def said(dataset: Dataset, assigned: Roles) -> str:
    return " ".join(map(str, assess(dataset, assigned).caveats))


def test_caveats_say_what_the_figures_rest_on() -> None:
    people = dataset_of(pd.DataFrame({"q": ["a", None], "s": ["x", "y"], "n": ["1", "2"], "u": ["a", "b"]}))
    found = said(people, roles(people, ["q"], ("s", "n")))
    assert "who knows no more than these columns: q." in found
    assert "A missing value counts as a value of its own in these columns: q." in found
    assert "t_ordered is not computed for s:" in found
    assert "Columns without a role yet, which are not counted: 1." in found


def test_no_caveat_speaks_of_what_is_not_the_case() -> None:
    people = dataset_of(pd.DataFrame({"q": ["a", "b"], "n": ["1", "2"]}))
    found = said(people, roles(people, ["q"], ("n",)))
    assert not any(word in found for word in ("missing", "t_ordered", "no role"))


def test_a_column_that_lost_all_its_values_can_only_be_suppressed():
    nobody = teaching_table().take(np.array([], dtype=int))
    with pytest.raises(NotComputable):
        assess(nobody, roles(nobody, ["age"]))
