"""Special uniques: against their definition by brute force, and against sdcMicro."""

from __future__ import annotations

import json
import threading
from itertools import combinations
from math import factorial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import subset_kernels
from analysis.assessment import tabulate
from analysis.dataset import dataset_of
from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.risk.suda import (
    MOST_COLUMNS,
    SpecialUniques,
    largest_set_within,
    special_uniques,
)
from analysis.risk.suda_scores import Weighting
from analysis.search.running import SearchCancelled
from tests.random_tables import levels_of, tables

SETS = {
    "S1": ["urbrur", "roof", "walls", "water", "sex"],
    "S2": ["urbrur", "roof", "walls", "water", "electcon"],
    "S3": ["urbrur", "roof", "walls", "water", "electcon", "relat", "sex"],
}


def table_of(*rows: str) -> FrequencyTable:
    """A table of one-letter values, a column for each letter of a row."""
    frame = pd.DataFrame([list(row) for row in rows], columns=[f"q{place}" for place in range(len(rows[0]))])
    return tabulate(dataset_of(frame), list(frame.columns), {})


def found_in(table: FrequencyTable, **choices: Any) -> SpecialUniques:
    return special_uniques(table.names, table.classes(), **choices)


def by_definition(codes: np.ndarray, sizes: np.ndarray, largest: int) -> dict[int, set[frozenset[int]]]:
    """Minimal sample uniques of each class, set by set and class by class."""
    n_classes, n_columns = codes.shape
    found: dict[int, set[frozenset[int]]] = {}
    for own in range(n_classes):
        minimal: set[frozenset[int]] = set()
        for size in range(1, largest + 1):
            for columns in combinations(range(n_columns), size):
                alike = sizes[(codes[:, columns] == codes[own, columns]).all(axis=1)].sum()
                if alike == 1 and not any(part <= set(columns) for part in minimal):
                    minimal.add(frozenset(columns))
        if minimal:
            found[own] = minimal
    return found


@settings(max_examples=60)
@given(st.data())
def test_every_minimal_sample_unique_is_found_and_nothing_else(data: st.DataObject) -> None:
    table = data.draw(tables(max_columns=6, max_records=30))
    classes = table.classes(data.draw(levels_of(table)))
    largest = data.draw(st.integers(1, len(table.names)))
    expected = by_definition(np.stack(list(classes.codes), axis=1), classes.sizes, largest)
    found = special_uniques(table.names, classes, largest)
    listed = {int(own): found.reasons(place) for place, own in enumerate(found.classes)}
    assert {own: {frozenset(columns) for columns in sets} for own, sets in listed.items()} == expected
    n_columns = len(table.names)
    for own, score in zip(found.classes, found.scores, strict=True):
        assert score == sum(factorial(n_columns - len(columns)) for columns in expected[int(own)])


@given(tables(max_columns=5))
def test_special_uniques_are_the_unique_records_and_risks_stay_risks(table: FrequencyTable) -> None:
    found = found_in(table)
    assert found.classes.tolist() == np.flatnonzero(table.counts == 1).tolist()
    assert ((found.dis() > 0) & (found.dis() <= 1)).all()
    for place in range(len(found.scores)):
        assert ((found.contributions_of(place) >= 0) & (found.contributions_of(place) <= 1 + 1e-12)).all()
    for column in range(len(table.names)):
        if found.contributions and found.contributions[column]:
            assert found.value_contributions(column).sum() == pytest.approx(1)


@given(tables(max_columns=4))
def test_the_order_of_the_columns_does_not_matter(table: FrequencyTable) -> None:
    classes = table.classes()
    turned = type(classes)(
        classes.levels[::-1], classes.sizes, tuple(list(classes.codes)[::-1]), classes.class_of_tuple
    )
    ours, theirs = found_in(table), special_uniques(table.names[::-1], turned)
    assert ours.scores.tolist() == theirs.scores.tolist()
    assert (ours.contributions or ()) == pytest.approx((theirs.contributions or ())[::-1])


def test_a_table_that_can_be_counted_by_hand() -> None:
    # the third record is alone with z, and with (a, y) no other; the rest only by all they are
    found = found_in(table_of("axp", "axq", "azp", "bxp", "bxp"))
    reasons = {int(own): found.reasons(place) for place, own in enumerate(found.classes)}
    assert reasons == {0: ((0, 1, 2),), 1: ((2,),), 2: ((1,),)}
    assert found.scores.tolist() == [1, 2, 2]
    assert found.contributions == pytest.approx((1 / 5, 3 / 5, 3 / 5))
    assert found.contributions_of(0).tolist() == [1, 1, 1]
    assert found.smallest.tolist() == [3, 1, 1]
    assert found.value_contributions(1).tolist() == pytest.approx([1 / 3, 2 / 3])


def test_larger_sets_are_left_out_where_that_is_asked_for() -> None:
    found = found_in(table_of("axp", "axq", "azp", "bxp", "bxp"), largest_set=1)
    assert not found.is_complete
    assert found.scores.tolist() == [2, 2]


def test_where_nobody_is_unique_nothing_is_scored() -> None:
    found = found_in(table_of("ax", "ax", "by", "by"))
    assert len(found.scores) == 0
    assert found.contributions is None
    with pytest.raises(NotComputable, match="q1 singles nobody out"):
        found.value_contributions(1)


def test_one_record_is_singled_out_by_every_column() -> None:
    assert found_in(table_of("ax")).reasons(0) == ((0,), (1,))


def test_without_pairs_in_the_data_every_match_is_right() -> None:
    found = found_in(table_of("axp", "byq", "czr"))
    assert found.dis().tolist() == [1, 1, 1]
    assert "tells nothing here" in str(found.dis_caveat)
    assert found_in(table_of("ax", "ax", "by")).dis_caveat is None


def test_codes_beyond_sixteen_bits_are_told_apart() -> None:
    frame = pd.DataFrame({"id": [f"{i:05d}" for i in range(70_000)], "x": ["a", "b"] * 35_000})
    table = tabulate(dataset_of(frame), ["id", "x"], {})
    found = found_in(table)
    assert len(found.scores) == 70_000
    assert found.contributions == (1, 0)


# Against sdcMicro


@pytest.fixture(scope="module")
def sdcmicro(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def households(shared: Path) -> dict[str, FrequencyTable]:
    """The frequency tables of sdcMicro's test data."""
    people = dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str))
    return {name: tabulate(people, columns, {}) for name, columns in SETS.items()}


@pytest.mark.parametrize("case", SETS)
@pytest.mark.parametrize("fraction", [0.01, 0.1])
@pytest.mark.parametrize("weighting", Weighting)
def test_scores_dis_and_contributions_are_those_of_sdcmicro(
    shared: Path,
    sdcmicro: dict[str, Any],
    households: dict[str, FrequencyTable],
    case: str,
    fraction: float,
    weighting: Weighting,
) -> None:
    table, original = households[case], "TRUE" if weighting is Weighting.FACTORIAL else "FALSE"
    expected = pd.read_csv(shared / "cases" / "sdcmicro" / f"testdata_{case}_suda_{fraction:g}_{original}.csv")
    found = found_in(table, weighting=weighting)
    scores, dis = np.zeros(len(table.counts)), np.zeros(len(table.counts))
    scores[found.classes], dis[found.classes] = found.scores, found.dis(fraction)
    np.testing.assert_allclose(scores[table.tuple_of_record], expected["score"], atol=1e-12)
    np.testing.assert_allclose(dis[table.tuple_of_record], expected["dis"], atol=1e-6)
    by_record = np.zeros((len(table.counts), len(table.names)))
    by_record[found.classes] = [found.contributions_of(place) for place in range(len(found.scores))]
    theirs = expected[[f"{name}_contribution" for name in table.names]]
    np.testing.assert_allclose(by_record[table.tuple_of_record], theirs, atol=1e-12)
    by_column = sdcmicro[f"testdata.{case}.suda2.dis{fraction:g}.orig{original}"]["attribute_contributions"]
    assert found.contributions == pytest.approx([one["contribution"] / 100 for one in by_column], abs=1e-12)


# What cannot be answered


def test_more_than_fifteen_columns_are_refused() -> None:
    with pytest.raises(NotComputable, match="at most 15 columns, not 16"):
        found_in(table_of("a" * (MOST_COLUMNS + 1)))


@pytest.mark.parametrize("largest", [0, 3])
def test_sets_larger_than_the_columns_are_refused(largest: int) -> None:
    with pytest.raises(NotComputable, match="Sets of 1 to 2 columns"):
        found_in(table_of("ax", "by"), largest_set=largest)


@pytest.mark.parametrize("fraction", [0.0, 1.5])
def test_a_fraction_that_is_none_is_refused(fraction: float) -> None:
    with pytest.raises(NotComputable, match="above 0 and at most 1"):
        found_in(table_of("ax", "by")).dis(fraction)


def test_more_sets_than_memory_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_codes: Any, _watched: Any, _masks: Any, _width: int, control: np.ndarray) -> None:
        control[0] = subset_kernels.FULL

    monkeypatch.setattr(subset_kernels, "minimal_uniques", full)
    with pytest.raises(NotComputable, match="look for smaller sets"):
        found_in(table_of("ax", "by"))


def test_the_search_can_be_stopped() -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(SearchCancelled):
        found_in(table_of("ax", "by"), cancel=cancel)


def test_progress_is_told_in_sets_of_columns() -> None:
    told: list[tuple[int, int]] = []
    found_in(table_of("ax", "by"), progress=lambda done, total: told.append((done, total)))
    assert told
    assert all(total == 3 for _done, total in told)


def test_the_size_that_an_effort_allows_grows_with_it() -> None:
    assert largest_set_within(9, 1_000_000, 150_000_000) == 3
    assert largest_set_within(7, 1_000_000, 150_000_000) == 7
    assert largest_set_within(15, 10_000_000, 1) == 1
