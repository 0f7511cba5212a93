"""Local suppression: both readings by brute force, fewer cells than sdcMicro, importance, and what cannot be reached."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.dataset import Dataset, dataset_of
from analysis.errors import NotComputable, RecodingError
from analysis.recoding.local_suppression import (
    NEVER,
    LocalSuppression,
    Reading,
    SuppressedCells,
    find_cells,
    importance_by_rank,
)

S1 = ("urbrur", "roof", "walls", "water", "sex")
S2 = ("urbrur", "roof", "walls", "water", "electcon")
S3 = (*S2, "relat", "sex")

cells = st.one_of(st.none(), st.integers(0, 3).map(str))
frames = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), min_size=1, max_size=30).map(
        lambda rows: pd.DataFrame(rows, columns=[f"q{place}" for place in range(width)], dtype=object)
    )
)
readings = st.sampled_from(Reading)


def texts(dataset: Dataset, columns: tuple[str, ...]) -> np.ndarray:
    return np.stack([dataset[name].texts().to_numpy() for name in columns], axis=1)


def fewest_matched(values: np.ndarray) -> int:
    """Records that no value tells apart from a record, a missing one telling nothing: the fewest, pair by pair."""
    codes = np.stack([pd.factorize(column)[0] for column in values.T], axis=1)
    rows, counts = np.unique(codes, axis=0, return_counts=True)
    same = (rows[:, None] == rows[None]) | (rows < 0)[:, None] | (rows < 0)[None]
    return int((same.all(axis=2) * counts).sum(axis=1).min())


def fewest_alike(values: np.ndarray) -> int:
    """Records with the same values and the same gaps as a record: the fewest."""
    return int(pd.DataFrame(values).fillna("missing").groupby(list(range(values.shape[1]))).size().min())


def fewest_cells(values: np.ndarray, k: int) -> float:
    """The fewest cells without which every record has k with the same values and gaps, by integer programming.

    For each distinct record and each way to suppress its cells: how many records go that way. A class that is used has
    k records, and a record that stays has k like it.
    """
    rows, sizes = np.unique(values.astype(str), axis=0, return_counts=True)
    classes: dict[tuple[str, ...], int] = {}
    ways = [
        (row, classes.setdefault(tuple(np.where(gone, "", rows[row])), len(classes)), sum(gone))
        for row in range(len(rows))
        for gone in product((False, True), repeat=rows.shape[1])
    ]
    row, to, cells = (np.array(part) for part in zip(*ways, strict=True))
    way, n_ways = np.arange(len(ways)), len(ways)
    used = n_ways + np.arange(len(classes))
    ones, shape = np.ones(n_ways), (len(classes), n_ways + len(classes))
    large_enough = csr_array(
        (np.r_[ones, np.full(len(classes), -k)], (np.r_[to, used - n_ways], np.r_[way, used])), shape
    )
    everybody = csr_array((ones, (row, way)), (len(rows), shape[1]))
    only_used = csr_array((np.r_[ones, -sizes[row]], (np.r_[way, way], np.r_[way, used[to]])), (n_ways, shape[1]))
    found = milp(
        np.r_[cells, np.zeros(len(classes))],
        constraints=[
            LinearConstraint(large_enough, 0, np.inf),
            LinearConstraint(everybody, sizes, sizes),
            LinearConstraint(only_used, -np.inf, 0),
        ],
        integrality=np.ones(shape[1]),
        bounds=Bounds(0, np.r_[sizes[row], np.ones(len(classes))]),
    )
    return float(found.fun)


def check(dataset: Dataset, suppression: LocalSuppression) -> SuppressedCells:
    """Suppress, and count the records of each by brute force in both readings."""
    found = find_cells(dataset, suppression)
    before, released = texts(dataset, suppression.columns), suppression.apply(dataset)
    after = texts(released, suppression.columns)
    gone = pd.isna(after) & ~pd.isna(before)
    assert (gone == found.cells).all()
    assert (before[~pd.isna(after)] == after[~pd.isna(after)]).all()
    assert fewest_matched(after) >= suppression.k
    if suppression.reading is Reading.BOTH:
        assert fewest_alike(after) >= suppression.k
        assert found.n_cells == found.n_to_match + found.n_more_to_equal
    else:
        assert found.n_cells == found.n_to_match
    assert sum(count for _, count in found.by_column) == found.n_cells == gone.sum()
    assert found.n_records == gone.any(axis=1).sum()
    return found


@given(frames, st.integers(1, 6), readings, st.data())
@settings(max_examples=150)
def test_every_record_is_one_of_k_in_the_readings_asked_for(
    frame: pd.DataFrame, k: int, reading: Reading, data: st.DataObject
) -> None:
    dataset = dataset_of(frame)
    importance = tuple(data.draw(st.sampled_from((0.0, 0.3, 0.9))) for _ in dataset.names)
    suppression = LocalSuppression(dataset.names, k, importance, reading)
    if len(frame) < k:
        with pytest.raises(NotComputable, match="Choose a lower k"):
            find_cells(dataset, suppression)
    else:
        check(dataset, suppression)


@given(frames, st.integers(2, 5), readings, st.data())
def test_a_column_of_which_nothing_may_be_suppressed_keeps_all_its_values_or_the_search_says_so(
    frame: pd.DataFrame, k: int, reading: Reading, data: st.DataObject
) -> None:
    dataset = dataset_of(frame)
    importance = tuple(data.draw(st.sampled_from((0.0, NEVER))) for _ in dataset.names)
    kept = [name for name, weight in zip(dataset.names, importance, strict=True) if weight == NEVER]
    suppression = LocalSuppression(dataset.names, min(k, len(frame)), importance, reading)
    bare = texts(dataset, dataset.names)
    bare[:, [name not in kept for name in dataset.names]] = None
    fewest = fewest_alike(bare) if reading is Reading.BOTH else fewest_matched(bare)
    if fewest < suppression.k:
        with pytest.raises(RecodingError, match=kept[0]):
            find_cells(dataset, suppression)
        return
    found = find_cells(dataset, suppression)
    assert all(count == 0 for name, count in found.by_column if name in kept)
    after = texts(suppression.apply(dataset), dataset.names)
    assert (fewest_alike(after) if reading is Reading.BOTH else fewest_matched(after)) >= suppression.k


@given(frames, st.integers(2, 4))
def test_nothing_is_suppressed_where_nothing_need_be(frame: pd.DataFrame, k: int) -> None:
    dataset = dataset_of(pd.concat([frame] * k))
    assert check(dataset, LocalSuppression(dataset.names, k)).n_cells == 0


@given(frames, st.integers(2, 5))
def test_where_a_cell_matches_any_value_no_record_is_left_bare_for_others_to_hide_in(
    frame: pd.DataFrame, k: int
) -> None:
    dataset = dataset_of(pd.concat([frame.fillna("0"), pd.DataFrame("9", range(k), frame.columns)]))
    found = find_cells(dataset, LocalSuppression(dataset.names, k, reading=Reading.MATCHES_ANY))
    values = texts(dataset, dataset.names)
    for record, gone in enumerate(found.cells):
        for place in np.flatnonzero(gone):
            shown = ~gone
            shown[place] = True
            assert (values[:, shown] == values[record, shown]).all(axis=1).sum() < k


@pytest.fixture(scope="module")
def testdata(shared: Path) -> Dataset:
    return dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str), "testdata")


@pytest.fixture(scope="module")
def sdcmicro(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "cases" / "sdcmicro.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("columns", "case", "to_match", "to_equal"),
    [
        (S1, "S1.kAnon.k2", 8, 16),
        (S1, "S1.kAnon.k3", 16, 38),
        (S1, "S1.kAnon.k5", 40, 110),
        (S2, "S2.kAnon.k3", 6, 12),
        (S2, "S2.kAnon.k5", 34, 61),
        (S3, "S3.kAnon.k2", 95, 203),
        (S3, "S3.kAnon.k3", 164, 387),
        (S3, "S3.kAnon.k5", 294, 720),
    ],
)
def test_fewer_cells_than_sdcmicro_are_suppressed(
    testdata: Dataset, sdcmicro: dict[str, Any], columns: tuple[str, ...], case: str, to_match: int, to_equal: int
) -> None:
    theirs = sdcmicro[f"testdata.{case}.impNULL"]
    for reading in Reading:
        found = check(testdata, LocalSuppression(columns, theirs["k"], reading=reading))
        assert found.n_to_match <= to_match < theirs["newSupps"]
        assert found.n_to_match + found.n_more_to_equal <= to_equal


@pytest.mark.parametrize(
    ("columns", "k", "fewest"), [(S1, 2, 16), (S1, 3, 37), (S1, 5, 102), (S2, 2, 4), (S2, 3, 12), (S2, 5, 60)]
)
def test_where_a_gap_is_a_value_of_its_own_few_more_cells_are_suppressed_than_the_fewest_there_can_be(
    testdata: Dataset, columns: tuple[str, ...], k: int, fewest: int
) -> None:
    assert fewest_cells(texts(testdata, columns), k) == pytest.approx(fewest)
    assert fewest <= find_cells(testdata, LocalSuppression(columns, k)).n_cells < fewest * 1.09


def test_the_records_that_sdcmicro_suppresses_cells_of_are_not_alike_in_both_readings(
    shared: Path, testdata: Dataset
) -> None:
    released = pd.read_csv(shared / "cases" / "sdcmicro" / "testdata_S3_kanon5.csv", dtype=str)
    values = released[list(S3)].to_numpy(dtype=object)
    assert fewest_matched(values) >= 5
    assert fewest_alike(values) == 1
    ours = LocalSuppression(S3, 5).apply(testdata)
    assert fewest_alike(texts(ours, S3)) >= 5


def test_the_eight_records_of_sdcmicro_need_four_cells_in_its_reading(shared: Path, sdcmicro: dict[str, Any]) -> None:
    francdat = dataset_of(pd.read_csv(shared / "data" / "francdat.csv", dtype=str))
    found = check(francdat, LocalSuppression(("Key2", "Key3", "Key4"), 2, reading=Reading.MATCHES_ANY))
    assert found.n_cells < sdcmicro["francdat.kAnon.k2"]["newSupps"]


def test_values_that_are_missing_already_match_any_value(shared: Path, sdcmicro: dict[str, Any]) -> None:
    frame = pd.read_csv(shared / "data" / "testdata_na.csv", dtype=str)
    found = check(dataset_of(frame), LocalSuppression(S1, 3, reading=Reading.MATCHES_ANY))
    assert found.n_cells <= sdcmicro["testdata_na.S1.kAnon.k3"]["newSupps"] == 1


def test_the_more_important_a_column_the_fewer_of_its_cells_are_suppressed(testdata: Dataset) -> None:
    counts = []
    for weight in (0.0, 0.5, 0.9, NEVER):
        importance = tuple(weight if name == "water" else 0.0 for name in S1)
        found = check(testdata, LocalSuppression(S1, 5, importance))
        counts.append(dict(found.by_column)["water"])
    assert counts[0] > counts[1] >= counts[2] >= counts[3] == 0


@pytest.mark.parametrize(("order", "case"), [(S1, "imp12345"), (S1[::-1], "imp54321")])
def test_the_most_important_column_of_an_order_loses_least(
    testdata: Dataset, sdcmicro: dict[str, Any], order: tuple[str, ...], case: str
) -> None:
    importance = importance_by_rank(S1, order)
    assert importance[S1.index(order[0])] == max(importance) == 0.8
    assert importance[S1.index(order[-1])] == 0
    theirs = sdcmicro[f"testdata.S1.kAnon.k5.{case}"]
    found = check(testdata, LocalSuppression(S1, 5, importance, Reading.MATCHES_ANY))
    assert found.n_cells < theirs["newSupps"]
    by_column = dict(found.by_column)
    assert by_column[order[0]] <= theirs["supps"][order[0]]
    assert by_column[order[0]] <= min(by_column[name] for name in order[-2:])


def test_twelve_columns_of_random_values_are_brought_to_k() -> None:
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.integers(0, 4, (60, 12)).astype(str), columns=[f"q{place}" for place in range(12)])
    for reading in Reading:
        check(dataset_of(frame), LocalSuppression(tuple(frame.columns), 3, reading=reading))


def test_the_dataset_is_left_as_it_was_and_the_same_choice_is_made_again(testdata: Dataset) -> None:
    before = testdata.fingerprint
    released = LocalSuppression(S1, 3).apply(testdata)
    assert testdata.fingerprint == before != released.fingerprint
    assert released.names == testdata.names
    assert LocalSuppression(S1, 3).apply(testdata).fingerprint == released.fingerprint


def test_a_value_that_nobody_holds_any_more_is_left_out() -> None:
    dataset = dataset_of(pd.DataFrame({"city": ["a", "a", "a", "b"], "sex": ["F"] * 4}))
    released = LocalSuppression(("city", "sex"), 2, reading=Reading.MATCHES_ANY).apply(dataset)
    assert list(released["city"].values) == ["a"]
    assert released["city"].n_missing == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: LocalSuppression((), 3),
        lambda: LocalSuppression(("a",), 0),
        lambda: LocalSuppression(("a", "b"), 3, (0.5,)),
        lambda: LocalSuppression(("a",), 3, (1.5,)),
        lambda: importance_by_rank(("a", "b"), ("a",)),
    ],
)
def test_wrong_choices_are_refused(wrong: Any) -> None:
    with pytest.raises(RecodingError):
        wrong()
