"""Microaggregation: a second MDAV written from the paper, groups of k, mixed columns, and how values are written."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset, column_as, dataset_of
from analysis.errors import NotComputable, RecodingError
from analysis.kinds import Kind, Understanding
from analysis.recoding.microaggregation import Method, Microaggregation, aggregate, find_groups
from analysis.recoding.microaggregation_values import Aggregation

MONEY = ("expend", "income", "savings")

numbers = st.one_of(st.none(), st.integers(-5, 5).map(str))
words = st.one_of(st.none(), st.sampled_from(["oak", "ash", "elm"]))
mixed = st.lists(st.tuples(numbers, words, numbers), min_size=1, max_size=40).map(
    lambda rows: pd.DataFrame(rows, columns=["age", "tree", "size"], dtype=object)
)


def mdav_of_the_paper(points: np.ndarray, k: int) -> list[np.ndarray]:
    """MDAV as Domingo-Ferrer and Torra 2005 state it, one step after another, on standardised columns."""
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    left, groups = np.arange(len(points)), []

    def far(point: np.ndarray) -> np.ndarray:
        return ((scaled[left] - point) ** 2).sum(axis=1)

    def close(seed: int) -> None:
        nonlocal left
        near = left[np.argsort(far(scaled[seed]), kind="stable")[:k]]
        groups.append(near)
        left = np.setdiff1d(left, near)

    while len(left) >= 3 * k:
        first = left[np.argmax(far(scaled[left].mean(axis=0)))]
        second = left[np.argmax(far(scaled[first]))]
        close(first)
        close(second)
    if len(left) >= 2 * k:
        close(left[np.argmax(far(scaled[left].mean(axis=0)))])
    groups.append(left)
    return groups


def error_of(points: np.ndarray, groups: list[np.ndarray]) -> float:
    scaled = (points - points.mean(axis=0)) / points.std(axis=0)
    return float(sum(((scaled[own] - scaled[own].mean(axis=0)) ** 2).sum() for own in groups) / (scaled**2).sum())


def as_frame(dataset: Dataset) -> pd.DataFrame:
    return pd.DataFrame({column.name: column.texts() for column in dataset})


@pytest.mark.parametrize("k", [2, 3, 5])
@pytest.mark.parametrize("n_records", [5, 23, 60, 200])
def test_groups_are_those_of_the_paper(k: int, n_records: int) -> None:
    points = np.random.default_rng(n_records + k).normal(size=(n_records, 3)).round(6)
    dataset = dataset_of(pd.DataFrame(points.astype(str), columns=["a", "b", "c"]))
    groups = find_groups(dataset, Microaggregation(("a", "b", "c"), k))
    expected = mdav_of_the_paper(points, k)
    found = {frozenset(np.flatnonzero(groups.group_of_record == group).tolist()) for group in range(len(groups.sizes))}
    assert found == {frozenset(own.tolist()) for own in expected}
    assert groups.error == pytest.approx(error_of(points, expected), rel=1e-9)


@given(mixed, st.integers(1, 6), st.sampled_from(Method), st.sampled_from(Aggregation))
@settings(max_examples=60)
def test_no_group_is_too_small_and_nothing_missing_appears_or_is_told(
    frame: pd.DataFrame, k: int, method: Method, aggregation: Aggregation
) -> None:
    dataset = dataset_of(frame)
    choices = Microaggregation(dataset.names, k, method, aggregation)
    if len(frame) < k:
        with pytest.raises(NotComputable):
            find_groups(dataset, choices)
        return
    groups = find_groups(dataset, choices)
    assert groups.sizes.min() >= k
    assert groups.sizes.max() < 2 * k
    before = dataset.fingerprint
    released = as_frame(aggregate(dataset, groups))
    assert dataset.fingerprint == before
    assert as_frame(choices.apply(dataset)).equals(released)
    assert not (released.notna() & as_frame(dataset).isna()).any(axis=None)
    for name in frame.columns:
        held = released[name].groupby(groups.group_of_record)
        assert (held.nunique() <= 1).all()
        assert not held.count().between(1, k - 1).any()


@given(mixed.map(lambda frame: frame.fillna("0")), st.integers(1, 5))
@settings(max_examples=30)
def test_without_missing_values_every_record_is_alike_k(frame: pd.DataFrame, k: int) -> None:
    if len(frame) >= k:
        released = as_frame(Microaggregation(("age", "tree", "size"), k).apply(dataset_of(frame)))
        assert released.groupby(list(released.columns)).size().min() >= k


@pytest.fixture(scope="module")
def testdata(shared: Path) -> Dataset:
    return dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str))


@pytest.mark.parametrize("k", [3, 10])
def test_the_error_on_real_data_is_that_of_the_paper_and_blocks_add_little(testdata: Dataset, k: int) -> None:
    points = np.stack([testdata[name].numbers()[testdata[name].codes] for name in MONEY], axis=1)
    groups = find_groups(testdata, Microaggregation(MONEY, k))
    assert groups.error <= error_of(points, mdav_of_the_paper(points, k)) * (1 + 1e-9)
    blocks = find_groups(testdata, Microaggregation(MONEY, k, Method.MDAV_IN_BLOCKS))
    assert blocks.error < groups.error * 1.1


def test_means_are_kept_and_numbers_are_written_as_the_column_writes_them() -> None:
    frame = pd.DataFrame(
        {"age": ["1", "2", "4", "40", "41", "42"], "weight": ["1,5", "2,25", "2,5", "60,0", "61,0", "62,0"]}
    )
    dataset = dataset_of(frame)
    assert dataset["weight"].decimal == ","
    released = Microaggregation(("age", "weight"), 3).apply(dataset)
    assert released["age"].texts().tolist() == ["2"] * 3 + ["41"] * 3
    assert released["weight"].texts().tolist() == ["2,08"] * 3 + ["61,00"] * 3
    assert (released["age"].kind, released["weight"].kind) == (Kind.INTEGER, Kind.DECIMAL)
    exact = Microaggregation(("age", "weight"), 3, whole=False).apply(dataset)
    assert exact["age"].texts().tolist() == ["2.33"] * 3 + ["41.00"] * 3
    assert exact["age"].kind is Kind.DECIMAL


@pytest.mark.parametrize(
    ("aggregation", "age", "size", "tree", "day"),
    [
        (Aggregation.MEAN, "6", "small", "ash", "2020-01-02"),
        (Aggregation.MEDIAN, "4", "small", "ash", "2020-01-02"),
        (Aggregation.MODE, "0", "large", "ash", "2020-01-01"),
    ],
)
def test_each_kind_of_column_has_its_own_middle(
    aggregation: Aggregation, age: str, size: str, tree: str, day: str
) -> None:
    frame = pd.DataFrame(
        {
            "age": ["0", "0", "8", "16"],
            "size": ["large", "large", "tiny", "small"],
            "tree": ["oak", "ash", "ash", "oak"],
            "day": ["2020-01-03", "2020-01-01", "2020-01-02", "2020-01-04"],
        }
    )
    orders = (("size", ("tiny", "small", "medium", "large")),)
    released = as_frame(
        Microaggregation(tuple(frame.columns), 4, aggregation=aggregation, orders=orders).apply(dataset_of(frame))
    )
    assert released.drop_duplicates().iloc[0].tolist() == [age, size, tree, day]
    assert len(released.drop_duplicates()) == 1


def test_categories_count_like_the_whole_range_of_a_number() -> None:
    frame = pd.DataFrame({"age": ["0", "9", "1", "10"], "tree": ["oak", "oak", "elm", "elm"]})
    group = find_groups(dataset_of(frame), Microaggregation(("age", "tree"), 2)).group_of_record
    assert group[0] == group[1] != group[2] == group[3], "nine tenths of the range are less than another tree"
    frame["size"] = frame["age"]
    group = find_groups(dataset_of(frame), Microaggregation(("age", "tree", "size"), 2)).group_of_record
    assert group[0] == group[2] != group[1] == group[3], "nine tenths of two ranges are more"
    words_only = pd.DataFrame({"a": list("xxyyxy"), "b": list("uuvvuv")})
    groups = find_groups(dataset_of(words_only), Microaggregation(("a", "b"), 3))
    assert pd.crosstab(groups.group_of_record, words_only["a"]).min(axis=1).eq(0).all()
    with pytest.raises(NotComputable):
        assert groups.error


def test_a_value_that_fewer_than_k_of_a_group_have_is_not_told() -> None:
    frame = pd.DataFrame({"age": ["1", "2", "3"], "income": ["900", None, None]})
    released = as_frame(Microaggregation(("age", "income"), 3).apply(dataset_of(frame)))
    assert released["income"].isna().all()
    assert released["age"].tolist() == ["2"] * 3


def test_records_that_lack_a_value_come_together() -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(60, 2)).round(3).astype(str), columns=["a", "b"])
    frame.loc[::10, "b"] = None
    released = as_frame(Microaggregation(("a", "b"), 3).apply(dataset_of(frame)))
    assert (released["b"].isna() == frame["b"].isna()).all()


def test_the_order_of_records_among_equals_decides_and_always_alike() -> None:
    dataset = dataset_of(pd.DataFrame({"a": ["1"] * 7 + ["2"] * 7}))
    first, again = (find_groups(dataset, Microaggregation(("a",), 3)).group_of_record for _ in range(2))
    assert (first == again).all()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Microaggregation((), 3),
        lambda: Microaggregation(("a",), 0),
        lambda: Microaggregation(("a",), 3, orders=(("b", ("x",)),)),
        lambda: Microaggregation(("a",), 1, orders=(("a", ("x",)),)).apply(dataset_of(pd.DataFrame({"a": ["x", "y"]}))),
        lambda: Microaggregation(("a",), 1).apply(
            Dataset(
                "d",
                (
                    column_as(
                        "a",
                        np.array(["x", "1"], dtype=object),
                        np.arange(2, dtype=np.int32),
                        Understanding(Kind.INTEGER),
                    ),
                ),
            )
        ),
    ],
)
def test_wrong_choices_are_refused(wrong: Any) -> None:
    with pytest.raises(RecodingError):
        wrong()
