import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Column, Dataset, column_of, dataset_of
from analysis.errors import DatasetError
from analysis.kinds import Kind

CELLS = st.lists(st.one_of(st.none(), st.text(max_size=3)), min_size=1, max_size=20)


def example(**columns: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame(columns, dtype=object), "example")


def relisted(column: Column, order: list[int]) -> Column:
    """The same column with its distinct values listed in another order."""
    position = np.append(np.argsort(order), -1).astype(np.int32)
    return Column(
        column.name, column.kind, column.values[order], position[column.codes], column.decimal, column.date_format
    )


def test_a_column_keeps_its_texts_exactly_and_in_record_order() -> None:
    column = column_of("cp", ["01000", None, "75001", "01000"])
    assert column.kind is Kind.CODE
    assert column.texts().tolist() == ["01000", None, "75001", "01000"]
    assert (column.n_missing, column.counts.tolist()) == (1, [2, 1])
    assert column.codes.dtype == np.int32


@given(CELLS)
def test_texts_come_back_as_they_were_but_for_blanks_and_marks_of_missing(cells: list[str | None]) -> None:
    column = column_of("x", cells)
    held = set(column.values)
    assert column.texts().tolist() == [cell if cell in held else None for cell in cells]
    assert sum(column.counts) + column.n_missing == len(cells)
    assert (column.counts > 0).all()
    lost = {cell for cell in cells if cell is not None} - held
    assert all(not cell.strip() or column.kind is not Kind.TEXT for cell in lost)


def test_marks_of_missing_become_missing_in_a_column_of_numbers() -> None:
    column = column_of("age", ["40", "NA", "", "41", None])
    assert column.kind is Kind.INTEGER
    assert column.texts().tolist() == ["40", None, None, "41", None]
    assert column.values.tolist() == ["40", "41"]


def test_numbers_and_dates_are_read_from_the_distinct_texts() -> None:
    data = example(cost=["1 234,5", "3", None], day=["31/12/2023", "01/02/2024", "31/12/2023"])
    assert data["cost"].numbers().tolist() == [1234.5, 3]
    assert data["day"].dates().tolist() == [pd.Timestamp(2023, 12, 31), pd.Timestamp(2024, 2, 1)]


@given(CELLS, st.data())
def test_taking_records_is_what_it_is_on_a_list_and_leaves_no_value_without_a_record(
    cells: list[str | None], data: st.DataObject
) -> None:
    column = column_of("x", cells)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells))))
    taken = column.take(mask)
    assert taken.texts().tolist() == [text for text, kept in zip(column.texts(), mask, strict=True) if kept]
    assert (taken.counts > 0).all()
    assert column.take(np.flatnonzero(mask)).texts().tolist() == taken.texts().tolist()


def test_taking_records_of_a_dataset_takes_them_in_every_column() -> None:
    data = example(a=["x", "y", "z"], b=["1", None, "3"]).take(np.array([2, 0]))
    assert data.name == "example"
    assert [column.texts().tolist() for column in data] == [["z", "x"], ["3", "1"]]


def test_one_column_is_replaced_and_the_others_stay() -> None:
    data = example(a=["x", "y"], b=["1", "2"])
    changed = data.with_column(column_of("a", ["*", "*"]))
    assert changed.names == ("a", "b")
    assert changed["a"].texts().tolist() == ["*", "*"]
    assert changed["b"] is data["b"]
    with pytest.raises(DatasetError, match=r"Not in the dataset: zap\. Its columns are a, b\."):
        data.with_column(column_of("zap", ["1", "2"]))


def test_a_dataset_says_what_is_wrong_with_it() -> None:
    one = column_of("a", ["x"])
    with pytest.raises(DatasetError, match="no column"):
        Dataset("d", ())
    with pytest.raises(DatasetError, match="the same name: a"):
        Dataset("d", (one, one))
    with pytest.raises(DatasetError, match="different numbers of records"):
        Dataset("d", (one, column_of("b", ["x", "y"])))
    with pytest.raises(DatasetError, match=r"Not in the dataset: zap\. Its columns are a\."):
        Dataset("d", (one,))["zap"]
    assert "a" in Dataset("d", (one,))
    assert "zap" not in Dataset("d", (one,))


BASE = {"a": ["x", "y", None, "x"], "b": ["1", "2", "3", "3"]}


@pytest.mark.parametrize(
    "other",
    [
        {"a": ["x", "z", None, "x"], "b": ["1", "2", "3", "3"]},
        {"a": ["y", "x", None, "x"], "b": ["1", "2", "3", "3"]},
        {"a": ["x", "y", "x", "x"], "b": ["1", "2", "3", "3"]},
        {"a": ["x", "y", None], "b": ["1", "2", "3"]},
        {"a": ["x", "y", None, "x"], "c": ["1", "2", "3", "3"]},
        {"b": ["1", "2", "3", "3"], "a": ["x", "y", None, "x"]},
        {"a": ["x", "y", None, "x"]},
        {"a": ["x", "y", None, "x"], "b": ["1", "2", "3", "3.0"]},
    ],
    ids=["value", "order", "missing", "records", "name", "columns swapped", "column gone", "text of a number"],
)
def test_a_fingerprint_changes_with_the_content(other: dict[str, list[str | None]]) -> None:
    assert example(**other).fingerprint != example(**BASE).fingerprint


def test_a_fingerprint_changes_with_what_a_column_is_taken_for() -> None:
    data = example(**BASE)
    b = data["b"]
    for changed in (
        Column("b", Kind.CODE, b.values, b.codes),
        Column("b", b.kind, b.values, b.codes, ","),
        Column("b", b.kind, b.values, b.codes, ".", "%Y"),
    ):
        assert data.with_column(changed).fingerprint != data.fingerprint


def test_a_fingerprint_does_not_depend_on_the_name_nor_on_how_values_are_listed() -> None:
    data = example(**BASE)
    assert Dataset("other", data.columns).fingerprint == data.fingerprint
    assert data.with_column(relisted(data["b"], [2, 0, 1])).fingerprint == data.fingerprint
    unheld = Column("a", data["a"].kind, np.append(data["a"].values, "never"), data["a"].codes)
    assert data.with_column(unheld).fingerprint == data.fingerprint


@given(CELLS, CELLS)
def test_fingerprints_are_equal_exactly_when_the_texts_are(first: list[str | None], second: list[str | None]) -> None:
    one, other = (
        Column("x", Kind.TEXT, column.values, column.codes)
        for column in (column_of("x", first), column_of("x", second))
    )
    same = one.texts().tolist() == other.texts().tolist()
    assert (Dataset("d", (one,)).fingerprint == Dataset("d", (other,)).fingerprint) is same


def test_texts_cannot_move_between_values_unseen() -> None:
    assert example(a=["ab", "c"]).fingerprint != example(a=["a", "bc"]).fingerprint
    assert example(a=["x"], b=["y"]).fingerprint != example(a=["xby"]).fingerprint
