"""Codes in depth-first order of the hierarchy."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import dataset_of
from analysis.encoding import encode, encode_column
from analysis.hierarchies.builders import Suppress, suggest
from analysis.hierarchies.hierarchy import Hierarchy


def encoded(values: list[str | None], rows: list[list[str]]):
    return encode_column(dataset_of(pd.DataFrame({"c": values}))["c"], Hierarchy.of(rows))


def test_values_that_no_record_holds_have_no_code_but_count_as_leaves() -> None:
    column = encoded(["b", "a"], [["a", "x", "*"], ["b", "x", "*"], ["z", "x", "*"]])
    assert list(column.labels[0]) == ["a", "b"]
    assert list(column.leaves[1]) == [3]
    assert column.n_leaves == 3


def test_siblings_are_neighbours() -> None:
    rows = [["a", "odd", "*"], ["b", "even", "*"], ["c", "odd", "*"], ["d", "even", "*"]]
    assert list(encoded(["a", "b", "c", "d"], rows).labels[0]) == ["a", "c", "b", "d"]


def test_numbers_are_in_the_order_of_their_size() -> None:
    values = ["9", "10", "100", "11"]
    assert list(encoded(values, [[value, "*"] for value in values]).labels[0]) == ["9", "10", "11", "100"]


def test_a_missing_value_is_a_value_of_its_own_until_the_root() -> None:
    column = encoded(["a", None, "a"], [["a", "x", "*"], ["b", "x", "*"]])
    assert list(column.labels[1]) == ["x", None]
    assert list(column.labels[2]) == ["*"]
    assert list(column.codes) == [0, 1, 0]
    assert column.n_leaves == 3


def test_a_column_of_missing_values_has_one_code() -> None:
    empty = dataset_of(pd.DataFrame({"c": pd.Series([None, None], dtype=object)}))["c"]
    column = encode_column(empty, Suppress().build(empty))
    assert list(column.codes) == [0, 0]
    assert list(column.labels[0]) == [None]


@given(st.lists(st.one_of(st.none(), st.integers(0, 500).map(str), st.sampled_from("abc")), min_size=1, max_size=60))
def test_generalising_is_a_monotone_map_and_keeps_every_value(values: list[str | None]) -> None:
    dataset = dataset_of(pd.DataFrame({"c": pd.Series(values, dtype=object)}))
    column = encode(dataset, {"c": suggest(dataset["c"]).build(dataset["c"])}, ["c"])[0]
    for lookup in column.lookup:
        assert (np.diff(lookup.astype(int)) >= 0).all()
    assert list(column.labels[0][column.codes]) == list(dataset["c"].texts())
    assert sum(column.leaves[-1]) == column.n_leaves
