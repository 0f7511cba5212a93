"""Samples and what is left out, by hand and by frequency."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Dataset, dataset_of
from analysis.errors import NotComputable, RecodingError
from analysis.recoding.removal import ColumnRemoval, RareClasses, RareValues
from analysis.recoding.sampling import Sampling, allocation


def of(**columns: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame(columns, dtype=object))


LETTERS = of(a=["x", "x", "y", "y", "z", None, None], b=["1", "1", "1", "2", "1", "1", "1"])


def test_records_of_rare_classes_are_left_out_and_missing_is_a_value() -> None:
    found = RareClasses(("a", "b"), 2).apply(LETTERS)
    assert found["a"].texts().tolist() == ["x", "x", None, None]
    assert RareClasses(("b",), 2).apply(LETTERS)["b"].texts().tolist() == ["1"] * 6
    with pytest.raises(NotComputable, match="every record"):
        RareClasses(("a", "b"), 3).apply(LETTERS)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40), st.integers(2, 5))
def test_what_is_left_is_k_anonymous_and_nobody_is_left_out_for_nothing(rows: list[tuple[int, int]], k: int) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"]).astype(str)
    expected = frame[frame.groupby(["a", "b"])["a"].transform("size") >= k]
    if len(expected):
        found = RareClasses(("a", "b"), k).apply(dataset_of(frame))
        assert [tuple(row) for row in zip(found["a"].texts(), found["b"].texts(), strict=True)] == [
            tuple(row) for row in expected.to_numpy()
        ]


def test_records_with_rare_or_named_values_are_left_out_and_those_without_stay() -> None:
    assert RareValues("a", fewer_than=2).apply(LETTERS)["a"].texts().tolist() == ["x", "x", "y", "y", None, None]
    assert RareValues("a", ("x", "absent")).apply(LETTERS)["a"].texts().tolist() == ["y", "y", "z", None, None]
    assert RareValues("a", ("x",), 2).apply(LETTERS)["a"].texts().tolist() == ["y", "y", None, None]
    with pytest.raises(RecodingError, match="Name the values"):
        RareValues("a")


def test_columns_are_left_out_but_never_all() -> None:
    assert ColumnRemoval(("a",)).apply(LETTERS).names == ("b",)
    with pytest.raises(NotComputable, match="every column"):
        ColumnRemoval(("a", "b")).apply(LETTERS)


def test_every_record_is_as_likely_to_be_drawn() -> None:
    dataset = of(a=[str(i) for i in range(20)])
    drawn = np.zeros(20)
    for seed in range(600):
        found = Sampling(share=0.25, seed=seed).apply(dataset)
        assert found.n_records == 5
        drawn[found["a"].numbers()[found["a"].codes].astype(int)] += 1
    assert drawn / 600 == pytest.approx(0.25, abs=0.08)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.floats(0.01, 0.99))
def test_a_sample_is_shared_out_in_proportion(sizes: list[int], share: float) -> None:
    size = round(share * sum(sizes))
    found = allocation(np.array(sizes), size)
    exact = np.array(sizes) * size / sum(sizes)
    assert found.sum() == size
    assert (np.abs(found - exact) < 1 + 1e-9).all()
    assert (found <= sizes).all()


def test_strata_are_sampled_in_proportion() -> None:
    dataset = of(s=["a"] * 60 + ["b"] * 30 + [None] * 10)
    for seed in range(5):
        found = Sampling(size=20, strata=("s",), seed=seed).apply(dataset)["s"].texts()
        assert found.value_counts(dropna=False).tolist() == [12, 6, 2]


def test_all_records_of_a_person_stay_or_go_together() -> None:
    people = [f"p{i // 3}" for i in range(90)] + [None] * 10
    dataset = of(p=people, n=[str(i) for i in range(100)])
    found = Sampling(share=0.5, person="p", seed=1).apply(dataset)
    counts = found["p"].texts().value_counts()
    assert (counts == 3).all()
    assert len(counts) + found["p"].n_missing == 20
    assert 0 < found["p"].n_missing < 10


def test_people_are_sampled_in_proportion_to_the_stratum_of_their_first_record() -> None:
    people = [f"p{i // 2}" for i in range(80)]
    dataset = of(p=people, s=["a", "x"] * 30 + ["b", "x"] * 10)
    found = Sampling(size=8, strata=("s",), person="p", seed=1).apply(dataset)
    assert found["s"].texts().value_counts().to_dict() == {"x": 8, "a": 6, "b": 2}


def test_a_sample_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(NotComputable, match="sample of 9"):
        Sampling(size=9).apply(LETTERS)
    with pytest.raises(NotComputable, match="sample of 0"):
        Sampling(share=0.01).apply(LETTERS)
    for wrong in ({}, {"share": 0.5, "size": 3}, {"share": 1.0}, {"size": 0}):
        with pytest.raises(RecodingError):
            Sampling(**wrong)
