"""What a missing value stands for: against sdcMicro, and against comparing every two records."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import levels_of, tables

from analysis.assessment import tabulate
from analysis.dataset import dataset_of
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.missing import Missing, Reading, anonymity, frequencies, matching_totals, records_with_missing
from analysis.models.k_anonymity import k_anonymity

S1 = ["urbrur", "roof", "walls", "water", "sex"]
ALPHAS = st.sampled_from([0.0, 0.1, 0.5, 1.0])


def any_value(alpha: float = 1.0) -> Reading:
    return Reading(Missing.MATCHES_ANY, alpha)


def alike(frame: pd.DataFrame, known: list[str], weight: str | None, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Records and people like each record."""
    table = tabulate(dataset_of(frame), known, {})
    weights = None if weight is None else frame[weight].to_numpy(float)
    found = frequencies(table, table.classes(), weights, reading)
    return found.records[table.tuple_of_record], found.people[table.tuple_of_record]


# Against sdcMicro


@pytest.fixture(scope="module")
def sdcmicro(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))


def check(found: tuple[np.ndarray, np.ndarray], expected: Any) -> None:
    np.testing.assert_allclose(found[0], expected["fk"], rtol=1e-12)
    np.testing.assert_allclose(found[1], expected["Fk"], rtol=1e-12)


@pytest.mark.parametrize("alpha", [0, 0.1, 0.5, 1])
@pytest.mark.parametrize(("case", "weight"), [("w", "w"), ("now", None)])
def test_a_small_table_with_missing_values_has_the_frequencies_of_sdcmicro(
    shared: Path, sdcmicro: dict[str, Any], alpha: float, case: str, weight: str | None
) -> None:
    frame = pd.read_csv(shared / "data" / "francdat_na.csv")
    found = alike(frame, ["Key1", "Key2", "Key3", "Key4"], weight, any_value(alpha))
    check(found, sdcmicro[f"francdat_na.freqCalc.{case}.alpha{alpha}"])


@pytest.mark.parametrize(("case", "weight"), [("w", "w"), ("now", None)])
@pytest.mark.parametrize("missing", Missing)
def test_without_missing_values_both_readings_have_the_frequencies_of_sdcmicro(
    shared: Path, sdcmicro: dict[str, Any], case: str, weight: str | None, missing: Missing
) -> None:
    frame = pd.read_csv(shared / "data" / "francdat.csv")
    found = alike(frame, ["Key1", "Key2", "Key3", "Key4"], weight, Reading(missing))
    check(found, sdcmicro[f"francdat.freqCalc.{case}"])


@pytest.mark.parametrize("alpha", [0, 0.5, 1])
@pytest.mark.parametrize("toy", ["allna_toy", "singlekey_na_toy", "unittest8_na"])
def test_records_without_any_value_and_single_columns_are_counted_as_in_sdcmicro(
    sdcmicro: dict[str, Any], toy: str, alpha: float
) -> None:
    expected = sdcmicro[f"{toy}.alpha{alpha}"]
    frame = pd.DataFrame(expected["data"])
    *known, weight = frame.columns
    check(alike(frame, known, weight, any_value(alpha)), expected)


@pytest.mark.parametrize("alpha", ["0", "0.5", "1"])
def test_a_survey_with_missing_values_has_the_frequencies_of_sdcmicro(shared: Path, alpha: str) -> None:
    frame = pd.read_csv(shared / "data" / "testdata_na.csv")
    expected = pd.read_csv(shared / "cases" / "sdcmicro" / f"testdata_na_S1_a{alpha}.csv")
    check(alike(frame, S1, "sampling_weight", any_value(float(alpha))), expected)


@pytest.mark.parametrize("k", [2, 3, 5])
@pytest.mark.parametrize("known", [S1, ["urbrur", "roof", "walls", "water", "electcon", "relat", "sex"]])
def test_cells_suppressed_by_sdcmicro_reach_k_only_when_a_gap_matches_anything(
    shared: Path, sdcmicro: dict[str, Any], k: int, known: list[str]
) -> None:
    name = "S1" if known == S1 else "S3"
    frame = pd.read_csv(shared / "cases" / "sdcmicro" / f"testdata_{name}_kanon{k}.csv")
    table = tabulate(dataset_of(frame), known, {})
    classes = table.classes()
    after = sdcmicro[f"testdata.{name}.kAnon.k{k}.impNULL"]["after"]
    assert anonymity(table, classes, any_value()).k == after["min_fk_alpha1"]
    strictly = frequencies(table, classes, reading=any_value(0)).records
    assert classes.sizes[strictly < k].sum() == after["viol_k_alpha0"]
    assert anonymity(table, classes).k == k_anonymity(classes).k < k


# By comparing every two records


def by_pairs(table: FrequencyTable, classes: EquivalenceClasses, weights: np.ndarray, alpha: float) -> np.ndarray:
    """People like those of each class."""
    labels = [column.labels[level] for column, level in zip(table.columns, classes.levels, strict=True)]
    rows = [
        tuple(own[code] for own, code in zip(labels, codes, strict=True)) for codes in zip(*classes.codes, strict=True)
    ]
    number = classes.class_of_tuple[table.tuple_of_record]
    people = [weights[number == place].sum() for place in range(len(rows))]
    found = []
    for i, one in enumerate(rows):
        if all(value is None for value in one):
            found.append(sum(people))
            continue
        total = people[i]
        for j, other in enumerate(rows):
            agree = all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
            if i == j or not agree:
                continue
            blank = all(value is None for value in other) and None not in one and len(one) > 1
            total += people[j] * (0 if blank else alpha if None in other else 1)
        found.append(total)
    return np.array(found)


@given(st.data())
def test_frequencies_are_those_of_comparing_every_two_records(data: st.DataObject) -> None:
    table = data.draw(tables())
    classes = table.classes(data.draw(levels_of(table)))
    if data.draw(st.booleans()):
        classes = classes.only(np.array([data.draw(st.booleans()) for _ in classes.sizes], dtype=bool))
    alpha = data.draw(ALPHAS)
    weights = np.array(data.draw(st.lists(st.floats(0.5, 100), min_size=table.n_records, max_size=table.n_records)))
    found = frequencies(table, classes, weights, any_value(alpha))
    np.testing.assert_allclose(found.people, by_pairs(table, classes, weights, alpha), rtol=1e-12)
    ones = np.ones(table.n_records)
    np.testing.assert_allclose(found.records, by_pairs(table, classes, ones, alpha), rtol=1e-12)


@given(st.data())
def test_a_gap_that_matches_anything_hides_no_record_less(data: st.DataObject) -> None:
    table = data.draw(tables())
    classes = table.classes(data.draw(levels_of(table)))
    found = [frequencies(table, classes, reading=any_value(alpha)).records for alpha in (0, 0.5, 1)]
    for fewer, more in zip([classes.sizes, *found], found, strict=False):
        assert (fewer <= more + 1e-9).all()
    assert (found[-1] <= classes.n_records).all()
    if not records_with_missing(table, classes):
        assert (found[-1] == classes.sizes).all()


@given(st.data())
def test_columns_of_more_codes_than_fit_into_a_word_are_compared_whole(data: st.DataObject) -> None:
    n, wide = 12, 1 << 30
    columns = [np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))) for _ in range(4)]
    distinct = np.unique(np.stack(columns, axis=1), axis=0).astype(np.uint32).T
    totals = np.arange(1.0, distinct.shape[1] + 1)[:, None]
    gaps = [0, -1, 0, 0]
    narrow = matching_totals(list(distinct), [4] * 4, gaps, totals)
    spread = np.where(distinct > 0, wide - distinct, 0).astype(np.uint32)
    assert (matching_totals(list(spread), [wide] * 4, gaps, totals) == narrow).all()


def test_a_frequency_that_alpha_makes_fractional_counts_as_the_whole_number_below() -> None:
    frame = pd.DataFrame({"a": ["x", "x", None], "b": ["1", "2", "1"]}, dtype=object)
    table = tabulate(dataset_of(frame), ["a", "b"], {})
    found = anonymity(table, table.classes(), any_value(0.5))
    assert (found.k, found.n_at_k, found.n_records) == (1, 2, 3)


def test_records_that_lack_a_value_are_counted_until_it_is_generalised_away() -> None:
    frame = pd.DataFrame({"a": ["x", "x", None, "y"], "b": ["1", None, None, "1"]}, dtype=object)
    table = tabulate(dataset_of(frame), ["a", "b"], {})
    assert records_with_missing(table, table.classes()) == 2
    assert records_with_missing(table, table.classes([table.columns[0].top, 0])) == 2
    assert records_with_missing(table, table.classes([0, table.columns[1].top])) == 1
    assert records_with_missing(table, table.classes([column.top for column in table.columns])) == 0


def test_alpha_is_a_share() -> None:
    with pytest.raises(NotComputable, match="between 0 and 1"):
        Reading(Missing.MATCHES_ANY, 1.5)


def test_without_records_k_has_no_value() -> None:
    table = tabulate(dataset_of(pd.DataFrame({"a": ["x"]})), ["a"], {})
    with pytest.raises(NotComputable):
        anonymity(table, table.classes().only(np.array([False])), any_value())
