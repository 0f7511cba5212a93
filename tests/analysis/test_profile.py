"""What a column looks like, and what is not shown of it."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import SHOWN_FROM, Dataset, column_of, dataset_of
from analysis.kinds import Kind
from analysis.profile import BARS, distribution, profile


def dataset(**columns: list[str | None]) -> Dataset:
    return Dataset("made up", tuple(column_of(name, texts) for name, texts in columns.items()))


def test_a_column_is_described_by_its_counts() -> None:
    (found,) = profile(dataset(city=["Lyon"] * 6 + ["Metz"] * 5 + ["Brest"] * 4 + [None] * 2))
    assert (found.name, found.kind, found.n_records) == ("city", Kind.TEXT, 17)
    assert (found.n_distinct, found.n_missing, found.n_rare_values) == (3, 2, 1)
    assert found.frequent == (("Lyon", 6), ("Metz", 5))
    assert found.distribution == (6, 5, 4)


def test_a_value_is_named_from_five_records_on() -> None:
    (found,) = profile(dataset(city=["Lyon"] * SHOWN_FROM + ["Metz"] * (SHOWN_FROM - 1)))
    assert SHOWN_FROM == 5
    assert [value for value, _count in found.frequent] == ["Lyon"]


def test_no_more_values_are_named_than_asked() -> None:
    (found,) = profile(dataset(letter=[letter for letter in "abcdefgh" for _record in range(9)]), most=3)
    assert len(found.frequent) == 3


def test_numbers_are_counted_in_equal_steps_from_the_smallest_to_the_largest() -> None:
    column = column_of("n", [str(number) for number in (0, 0, 0, 1, 99, 100)])
    bars = distribution(column)
    assert bars == (4, 0, 0, 2)  # four distinct numbers, so four steps of 25


def test_dates_are_counted_along_the_calendar_however_they_are_written() -> None:
    days = pd.date_range("2024-01-01", "2024-01-10").strftime("%d/%m/%Y").tolist()
    column = column_of("day", days + ["10/01/2024"] * 3)
    assert column.kind is Kind.DATE
    assert distribution(column) == (1,) * 9 + (4,)


def test_a_text_among_numbers_has_no_place_on_the_axis() -> None:
    assert distribution(column_of("n", ["1"] * 60 + ["2"] * 39)) == (60, 39)


def test_a_column_without_values_has_no_distribution() -> None:
    (found,) = profile(dataset_of(pd.DataFrame({"nothing": [None, None]})))
    assert (found.kind, found.n_distinct, found.n_missing, found.frequent, found.distribution) == (
        Kind.EMPTY,
        0,
        2,
        (),
        (),
    )


def test_a_constant_column_is_one_bar() -> None:
    assert distribution(column_of("n", ["7"] * 5)) == (5,)


@given(st.lists(st.one_of(st.none(), st.integers(-50, 50).map(str), st.sampled_from(["x", "y", "01/02/2024"]))))
def test_distinct_missing_and_rare_add_up_whatever_the_column_holds(texts: list[str | None]) -> None:
    column = column_of("any", texts)
    (found,) = profile(Dataset("made up", (column,)))
    assert found.n_missing + int(column.counts.sum()) == found.n_records == len(texts)
    assert all(count >= SHOWN_FROM for _value, count in found.frequent)
    assert found.n_rare_values == sum(count < SHOWN_FROM for count in column.counts)
    assert len(found.distribution) <= BARS
    placed = int(column.counts.sum())
    if column.kind in (Kind.INTEGER, Kind.DECIMAL):
        placed = int(column.counts[np.isfinite(column.numbers())].sum())
    if column.kind is not Kind.DATE and found.n_distinct <= BARS:
        assert sum(found.distribution) == placed
