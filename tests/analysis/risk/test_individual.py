"""Risk by weight and household: against sdcMicro, against sums of high precision, and by its properties."""

import json
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from populations import classes_of

from analysis.assessment import tabulate
from analysis.dataset import Column, Dataset, dataset_of
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.missing import Frequencies, Missing, Reading, frequencies
from analysis.risk.individual import (
    HouseholdRisk,
    IndividualRisk,
    RiskForm,
    household_risk,
    individual_risk,
    risk_threshold,
)
from analysis.risk.weights import sampling_weights
from analysis.risk_kernels import expected_inverse

KNOWN = {
    "S1": ["urbrur", "roof", "walls", "water", "sex"],
    "S2": ["urbrur", "roof", "walls", "water", "electcon"],
    "S3": ["urbrur", "roof", "walls", "water", "electcon", "relat", "sex"],
}


@pytest.fixture(scope="module")
def sdcmicro(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def survey(shared: Path) -> Dataset:
    return dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str))


def measured(
    dataset: Dataset,
    known: list[str],
    weight: str | None,
    form: RiskForm = RiskForm.APPROXIMATE,
    reading: Reading | None = None,
) -> tuple[FrequencyTable, EquivalenceClasses, IndividualRisk]:
    table = tabulate(dataset, known, {})
    classes = table.classes()
    weights = None if weight is None else sampling_weights(dataset[weight]).of_record
    return table, classes, individual_risk(classes, frequencies(table, classes, weights, reading), form)


def of_record(table: FrequencyTable, found: IndividualRisk) -> np.ndarray:
    return found.risks[table.tuple_of_record]


# Against sdcMicro


@pytest.mark.parametrize("form", RiskForm)
def test_the_small_table_of_franconi_has_the_risks_of_sdcmicro(
    shared: Path, sdcmicro: dict[str, Any], form: RiskForm
) -> None:
    people = dataset_of(pd.read_csv(shared / "data" / "francdat.csv", dtype=str))
    name = {"approximate": "approx"}.get(form.value, form.value)
    for weight, case in (("w", name), (None, "now.survey")):
        table, _classes, found = measured(people, ["Key1", "Key2", "Key3", "Key4"], weight, form)
        np.testing.assert_allclose(of_record(table, found), sdcmicro[f"francdat.indivRisk.{case}"]["rk"], rtol=1e-12)
        if form is RiskForm.APPROXIMATE:
            measure = "w" if weight else "now"
            expected = pd.read_csv(shared / "cases" / "sdcmicro" / f"francdat_mr_{measure}.csv")
            np.testing.assert_allclose(of_record(table, found), expected["risk"], rtol=1e-12)
            figures = sdcmicro[f"francdat.measure_risk.{measure}"]
            assert found.expected_reidentifications == pytest.approx(figures["global_risk_ER"], rel=1e-12)
            assert found.global_risk == pytest.approx(figures["global_risk"], rel=1e-12)


@pytest.mark.parametrize("weight", ["sampling_weight", None])
@pytest.mark.parametrize("name", KNOWN)
def test_a_survey_has_the_individual_and_household_risks_of_sdcmicro(
    shared: Path, sdcmicro: dict[str, Any], survey: Dataset, name: str, weight: str | None
) -> None:
    case = "w" if weight else "now"
    table, classes, found = measured(survey, KNOWN[name], weight)
    homes = household_risk(table, classes, found, survey["ori_hid"])
    for suffix in ("", "_hid"):
        expected = pd.read_csv(shared / "cases" / "sdcmicro" / f"testdata_{name}_{case}{suffix}.csv")
        np.testing.assert_allclose(of_record(table, found), expected["risk"], rtol=1e-12)
    np.testing.assert_allclose(homes.risks[homes.household_of_record], expected["hier_risk"], rtol=1e-10)
    figures = sdcmicro[f"testdata.{name}.measure_risk.{case}.hid"]
    assert found.expected_reidentifications == pytest.approx(figures["global_risk_ER"], rel=1e-12)
    assert found.global_risk == pytest.approx(figures["global_risk"], rel=1e-12)
    assert homes.expected_reidentifications == pytest.approx(figures["hier_risk_ER"], rel=1e-12)
    assert homes.global_risk == pytest.approx(figures["hier_risk"], rel=1e-12)
    assert (homes.n_without, homes.n_records) == (0, 4580)
    assert len(homes.risks) == survey["ori_hid"].values.size


@pytest.mark.parametrize("alpha", ["0", "0.5", "1"])
def test_a_survey_with_missing_values_has_the_risks_of_sdcmicro(shared: Path, alpha: str) -> None:
    survey = dataset_of(pd.read_csv(shared / "data" / "testdata_na.csv", dtype=str))
    reading = Reading(Missing.MATCHES_ANY, float(alpha))
    table, _classes, found = measured(survey, KNOWN["S1"], "sampling_weight", reading=reading)
    expected = pd.read_csv(shared / "cases" / "sdcmicro" / f"testdata_na_S1_a{alpha}.csv")
    np.testing.assert_allclose(of_record(table, found), expected["risk"], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "weight", "case"),
    [
        ("S1", None, "now"),
        ("S2", None, "now"),
        ("S3", None, "now"),
        ("S1", "sampling_weight", "w.mg0.0001"),
        ("S1", "sampling_weight", "w"),
    ],
)
def test_the_threshold_that_reaches_a_global_target_is_that_of_sdcmicro(
    survey: Dataset, sdcmicro: dict[str, Any], name: str, weight: str | None, case: str
) -> None:
    _table, _classes, found = measured(survey, KNOWN[name], weight)
    figures = sdcmicro[f"testdata.{name}.measure_risk.{case}"]
    reached = risk_threshold(found, figures["max_global_risk"])
    if figures["global_threshold"] is None:  # the target is met as it is
        assert (reached.n_above, reached.threshold) == (0, found.highest)
        assert reached.reached == pytest.approx(found.global_risk)
    else:
        assert reached.threshold == pytest.approx(figures["global_threshold"], rel=1e-12)
        assert reached.n_above > 0


# The exact form, against sums of high precision


def by_summing(f: int, p: float, terms: int) -> float:
    """The sum over h of 1/h times the negative binomial probability that h people are like the f records."""
    with localcontext() as context:
        context.prec = 50
        share, rest = Decimal(p), 1 - Decimal(p)
        probability, total = share**f, Decimal(0)
        for h in range(f, f + terms):
            total += probability / h
            probability *= rest * h / (h + 1 - f)
        return float(total)


@pytest.mark.parametrize("f", [1, 2, 3, 7, 31, 32, 33, 60, 449])
@pytest.mark.parametrize("p", [0.02, 0.1, 0.3, 1 / 3, 0.34, 0.5, 0.9, 0.999, 1.0])
def test_the_exact_form_is_the_sum_over_all_populations(f: int, p: float) -> None:
    (found,) = expected_inverse(np.array([float(f)]), np.array([p]))
    assert found == pytest.approx(by_summing(f, p, int((60 + 1.6 * f) / p)), rel=1e-13)


def by_recurrence(f: int, p: float) -> float:
    """The same for whole f by parts, from ln(1/p) on; loses digits only where p is near 1."""
    with localcontext() as context:
        context.prec = 80
        share, rest = Decimal(p), 1 - Decimal(p)
        value = -share.ln() / rest
        for at in range(1, f):
            value = (Decimal(1) / at - share * value) / rest
        return float(share * value)


@pytest.mark.parametrize("f", [1, 2, 3, 10, 32, 33, 100, 2000])
@pytest.mark.parametrize("p", [1e-12, 1e-9, 1e-6, 1e-3, 0.1, 1 / 3, 0.49])
def test_the_exact_form_holds_where_the_records_stand_for_many_people(f: int, p: float) -> None:
    (found,) = expected_inverse(np.array([float(f)]), np.array([p]))
    assert found == pytest.approx(by_recurrence(f, p), rel=1e-13)


def by_integrating(f: float, p: float) -> float:
    """p × the integral over v = -ln u from 0 to infinity, by Gauss and Legendre on short pieces."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    end = (40 - np.log(p)) / min(f - 0.99, 1)
    edges = np.linspace(0, end, int(end) + 1)
    half = np.diff(edges)[:, None] / 2
    v = edges[:-1, None] + half * (nodes + 1)
    return float(p * (half * weights * np.exp(-f * v) / (p + (1 - p) * np.exp(-v))).sum())


@pytest.mark.parametrize("f", [1.1, 1.5, 1.9, 2.5, 7.25, 31.5, 40.5])
@pytest.mark.parametrize("p", [1e-6, 1e-3, 0.1, 0.3, 0.4, 0.95])
def test_the_exact_form_holds_between_whole_numbers_of_records(f: float, p: float) -> None:
    (found,) = expected_inverse(np.array([f]), np.array([p]))
    assert found == pytest.approx(by_integrating(f, p), rel=1e-11)


def test_a_number_of_records_that_rounding_moves_off_a_whole_one_has_its_risk() -> None:
    f = np.array([1.0, 1.0 + 2e-16, 3.0, 3.0 - 4e-16, 3.0 + 5e-16])
    found = expected_inverse(f, np.full(5, 0.01))
    assert found[:2].tolist() == [found[0]] * 2
    np.testing.assert_allclose(found[2:], found[2], rtol=1e-14)


# Properties

SIZES = st.lists(st.integers(1, 2000), min_size=1, max_size=20).map(np.array)


def risk_of(sizes: np.ndarray, people: np.ndarray, form: RiskForm) -> IndividualRisk:
    return individual_risk(classes_of(sizes), Frequencies(Reading(), sizes.astype(float), people), form)


@given(SIZES, st.floats(1, 1e9), st.sampled_from(RiskForm))
def test_the_risk_is_between_that_of_the_estimated_people_and_that_of_the_records(
    sizes: np.ndarray, weight: float, form: RiskForm
) -> None:
    risks = risk_of(sizes, sizes * weight, form).risks
    assert (risks <= 1 / sizes * (1 + 1e-12)).all()
    assert (risks >= 1 / (sizes * weight) * (1 - 1e-12)).all()  # Jensen: the mean of 1/F is at least 1 over its mean


@given(SIZES, st.floats(1, 1e9))
def test_the_approximation_is_the_closer_the_more_records_are_alike(sizes: np.ndarray, weight: float) -> None:
    close = risk_of(sizes, sizes * weight, RiskForm.APPROXIMATE).risks
    exact = risk_of(sizes, sizes * weight, RiskForm.EXACT).risks
    assert (np.abs(close / exact - 1) <= np.where(sizes > 2, 1 / sizes, 1e-12)).all()


@given(SIZES, st.sampled_from(RiskForm))
def test_a_census_has_the_risk_of_the_prosecutor(sizes: np.ndarray, form: RiskForm) -> None:
    np.testing.assert_allclose(risk_of(sizes, sizes.astype(float), form).risks, 1 / sizes, rtol=1e-14)
    few = risk_of(sizes, sizes * 0.5, form)  # fewer people than records: as many
    np.testing.assert_allclose(few.risks, 1 / sizes, rtol=1e-14)
    assert few.expected_reidentifications == pytest.approx(len(sizes))


@given(SIZES, st.floats(1, 1000), st.floats(1, 1000), st.sampled_from(RiskForm))
def test_more_people_mean_less_risk(sizes: np.ndarray, weight: float, other: float, form: RiskForm) -> None:
    fewer, more = sorted([weight, other])
    lower, higher = risk_of(sizes, sizes * more, form).risks, risk_of(sizes, sizes * fewer, form).risks
    assert (lower <= higher * (1 + 1e-12)).all()


@given(SIZES, st.floats(1, 100), st.floats(1e-5, 1))
def test_records_brought_down_to_the_threshold_meet_the_target(sizes: np.ndarray, weight: float, target: float) -> None:
    found = risk_of(sizes, sizes * weight, RiskForm.EXACT)
    reached = risk_threshold(found, target)
    after = np.minimum(found.risks, reached.threshold) @ sizes / sizes.sum()
    assert after == pytest.approx(reached.reached, rel=1e-9)
    assert reached.reached <= target
    assert reached.n_above == sizes[found.risks > reached.threshold].sum()
    higher = found.risks[found.risks > max(reached.threshold, target)]
    if len(higher):  # no higher risk of a record would do
        assert np.minimum(found.risks, higher.min()) @ sizes / sizes.sum() > target * (1 - 1e-9)


@pytest.mark.parametrize("target", [0, -0.1, 1.1])
def test_a_target_is_a_share(target: float) -> None:
    with pytest.raises(NotComputable, match="target"):
        risk_threshold(risk_of(np.array([1, 2]), np.array([10.0, 20.0]), RiskForm.EXACT), target)


# Households


def households(names: list[str | None], kept: list[bool] | None = None) -> HouseholdRisk:
    """Six people, three alone of their kind and three alike, without weights: risks 1, 1, 1, 1/3, 1/3, 1/3."""
    people = dataset_of(pd.DataFrame({"q": list("abcddd"), "home": names}, dtype=object))
    table = tabulate(people, ["q"], {})
    classes = table.classes()
    if kept is not None:
        classes = classes.only(np.array(kept))
    found = individual_risk(classes, frequencies(table, classes))
    return household_risk(table, classes, found, people["home"])


def test_one_member_found_exposes_the_household() -> None:
    found = households(["1", "2", "2", "2", "3", "3"])
    assert found.risks.tolist() == pytest.approx([1, 1, 1 - (2 / 3) ** 2])
    assert found.members.tolist() == [1, 3, 2]
    assert found.expected_reidentifications == pytest.approx(4 + 2 * 5 / 9)
    assert found.highest == 1
    assert found.distribution.above(0.9) == pytest.approx(4 / 6)


def test_a_record_without_a_household_is_one_of_its_own() -> None:
    found = households(["1", None, "1", None, None, "1"])
    assert found.n_without == 3
    assert sorted(found.members.tolist()) == [1, 1, 1, 3]
    assert found.risks[found.household_of_record].tolist() == pytest.approx([1, 1, 1, 1 / 3, 1 / 3, 1])


def test_records_that_leave_the_release_expose_nobody() -> None:
    found = households(["1", "2", "2", "2", "3", "3"], kept=[False, False, False, True])
    assert found.household_of_record.tolist() == [-1, -1, -1, 0, 1, 1]
    assert found.members.tolist() == [1, 2]
    assert found.risks.tolist() == pytest.approx([1 / 3, 5 / 9])


@given(st.data())
def test_the_risk_of_a_household_is_that_of_any_member(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 30))
    frame = pd.DataFrame({"q": data.draw(st.lists(st.sampled_from("abcdef"), min_size=n, max_size=n))})
    table = tabulate(dataset_of(frame), ["q"], {})
    classes = table.classes()
    risks = individual_risk(classes, frequencies(table, classes, np.full(n, 3.0)))
    codes = np.array(data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)))
    names, codes = np.unique(codes, return_inverse=True)
    home = Column("home", frame_kind(), names.astype(str).astype(object), codes.astype(np.int32))
    found = household_risk(table, classes, risks, home)
    alone = risks.risks[table.tuple_of_record]
    expected = [1 - np.prod(1 - alone[codes == own]) for own in range(len(names))]
    np.testing.assert_allclose(found.risks, expected, rtol=1e-12)
    assert found.expected_reidentifications >= risks.expected_reidentifications * (1 - 1e-12)


def frame_kind() -> Any:
    return dataset_of(pd.DataFrame({"a": ["x"]}))["a"].kind


def test_without_records_there_is_no_risk() -> None:
    nobody = classes_of(np.array([], dtype=int))
    with pytest.raises(NotComputable):
        individual_risk(nobody, Frequencies(Reading(), np.array([]), np.array([])))
