from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import encoded_columns, levels_of, tables

from analysis import frequency, kernels
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable, collapse, group


def records_at(table: FrequencyTable, levels: tuple[int, ...]) -> pd.DataFrame:
    """The generalised code of every record, from the columns themselves."""
    return pd.DataFrame(
        {column.name: column.lookup[level][column.codes] for column, level in zip(table.columns, levels, strict=True)}
    )


def grouped_by_pandas(frame: pd.DataFrame) -> pd.Series:
    return frame.groupby(list(frame.columns), sort=True).size()


def check_classes(table: FrequencyTable, levels: tuple[int, ...]) -> None:
    records = records_at(table, levels)
    expected = grouped_by_pandas(records)
    classes = table.classes(levels)
    assert classes.sizes.tolist() == expected.tolist()
    assert pd.DataFrame(dict(zip(table.names, classes.codes, strict=True))).to_numpy().tolist() == [
        list(np.atleast_1d(key)) for key in expected.index
    ]
    of_record = classes.class_of_tuple[table.tuple_of_record]
    for column, codes in zip(table.names, classes.codes, strict=True):
        assert codes[of_record].tolist() == records[column].tolist()


def wide_column(name: str, codes: np.ndarray, width: int) -> EncodedColumn:
    """A column of two levels whose code space is as wide as one likes."""
    labels = (np.arange(width).astype(str).astype(object), np.array(["*"], dtype=object))
    lookup = (np.arange(width, dtype=np.uint32), np.zeros(width, dtype=np.uint32))
    return EncodedColumn(name, codes.astype(np.uint32), labels, lookup, (np.ones(width), np.array([width])), width)


def wide_table(seed: int, n_columns: int, width: int, n_records: int = 300) -> FrequencyTable:
    rng = np.random.default_rng(seed)
    values = rng.integers(0, width, (n_columns, 40))
    return collapse(
        [wide_column(f"q{place}", own[rng.integers(0, 40, n_records)], width) for place, own in enumerate(values)]
    )


@given(tables(), st.data())
def test_classes_are_those_of_grouping_the_records(table: FrequencyTable, data: st.DataObject) -> None:
    check_classes(table, data.draw(levels_of(table)))


@given(tables(), st.data())
def test_classes_are_the_same_while_the_kernels_are_being_compiled(table: FrequencyTable, data: st.DataObject) -> None:
    with patch.object(kernels, "ready", lambda: False):
        check_classes(table, data.draw(levels_of(table)))


@pytest.mark.parametrize("levels", [(0, 0, 0, 0, 0), (0, 1, 0, 0, 1), (1, 0, 1, 1, 0), (1, 1, 1, 1, 1)])
@pytest.mark.parametrize("width", [3, 1000, 70_000], ids=["bitmap", "sorted", "more than 64 bits"])
def test_every_way_to_number_gives_the_same_classes(levels: tuple[int, ...], width: int) -> None:
    table = wide_table(0, 5, width)
    assert (table.key_bits > frequency.KEY_BITS) == (width == 70_000)
    check_classes(table, levels)


def test_the_three_widths_above_take_three_ways() -> None:
    assert frequency.BITMAP_UP_TO > 3**5
    assert frequency.BITMAP_PER_ROW * 300 < 1000**5
    assert (1 << frequency.KEY_BITS) < 70_000**5


def test_columns_of_one_value_above_64_full_bits_do_not_disturb() -> None:
    one, wide = np.zeros(50), np.random.default_rng(3).integers(0, 1 << 16, (4, 50))
    columns = [wide_column("one", one, 1)] + [wide_column(f"q{place}", own, 1 << 16) for place, own in enumerate(wide)]
    table = collapse(columns)
    assert table.key_bits == 64
    check_classes(table, (0, 1, 0, 1, 0))


@given(tables(max_columns=3))
def test_rows_are_distinct_and_ascending(table: FrequencyTable) -> None:
    rows = list(zip(*(own.tolist() for own in table.codes), strict=True))
    assert rows == sorted(set(rows))
    assert table.keys.tolist() == sorted(set(table.keys.tolist()))


@given(tables(max_columns=3))
def test_every_record_has_the_row_of_its_own_values(table: FrequencyTable) -> None:
    for column, own in zip(table.columns, table.codes, strict=True):
        assert own[table.tuple_of_record].tolist() == column.codes.tolist()
    assert np.bincount(table.tuple_of_record).tolist() == table.counts.tolist()


@given(tables(), st.data())
def test_without_a_column_is_the_table_of_the_others(table: FrequencyTable, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(table.names))
    others = [column for column in table.columns if column.name != name]
    if not others:
        with pytest.raises(NotComputable):
            table.without(name)
        return
    without, expected = table.without(name), collapse(others)
    assert without.counts.tolist() == expected.counts.tolist()
    assert without.tuple_of_record.tolist() == expected.tuple_of_record.tolist()
    assert [own.tolist() for own in without.codes] == [own.tolist() for own in expected.codes]


@given(tables(), st.data())
def test_marginals_count_the_records_of_each_label(table: FrequencyTable, data: st.DataObject) -> None:
    for position, level in enumerate(data.draw(levels_of(table))):
        column = table.columns[position]
        expected = np.bincount(column.lookup[level][column.codes], minlength=column.width(level))
        assert table.marginal(position, level).tolist() == expected.tolist()


@given(tables(), st.data())
def test_only_keeps_some_classes_in_their_order(table: FrequencyTable, data: st.DataObject) -> None:
    classes = table.classes(data.draw(levels_of(table)))
    kept = np.array([data.draw(st.booleans()) for _ in classes.sizes])
    remaining = classes.only(kept)
    assert remaining.sizes.tolist() == classes.sizes[kept].tolist()
    assert [own.tolist() for own in remaining.codes] == [own[kept].tolist() for own in classes.codes]
    in_none = ~kept[classes.class_of_tuple]
    assert (remaining.class_of_tuple < 0).tolist() == in_none.tolist()
    assert (
        np.flatnonzero(kept)[remaining.class_of_tuple[~in_none]].tolist() == classes.class_of_tuple[~in_none].tolist()
    )


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=30))
def test_group_numbers_combinations_in_ascending_order(pairs: list[tuple[int, int]]) -> None:
    codes = [np.array(own, dtype=np.uint32) for own in zip(*pairs, strict=True)]
    number, first = group(codes, [6, 3])
    distinct = sorted(set(pairs))
    assert [distinct[position] for position in number] == pairs
    assert [pairs[position] for position in first] == distinct


@given(st.integers(1, 4).flatmap(lambda n: encoded_columns("q", n)))
def test_one_column_has_as_many_rows_as_values(column: EncodedColumn) -> None:
    assert collapse([column]).counts.tolist() == np.bincount(column.codes).tolist()


def test_a_table_needs_columns_and_records() -> None:
    column = wide_column("q", np.zeros(0), 1)
    with pytest.raises(NotComputable, match="No quasi-identifier is chosen"):
        collapse([])
    with pytest.raises(NotComputable, match="no records"):
        collapse([column])


@pytest.mark.parametrize(
    ("levels", "message"), [((0, 2), "q1 has no level 2"), ((-1, 0), "q0 has no level -1"), ((0,), "1 levels for 2")]
)
def test_a_level_that_does_not_exist_is_refused(levels: tuple[int, ...], message: str) -> None:
    table = collapse([replace(wide_column("q0", np.zeros(3), 2)), wide_column("q1", np.zeros(3), 2)])
    with pytest.raises(RecodingError, match=message):
        table.classes(levels)


@given(tables())
def test_rows_can_be_had_sorted_by_the_narrowest_column_first(table: FrequencyTable) -> None:
    widths = [column.width(0) for column in table.columns]
    assert [widths[position] for position in table.widest_first] == sorted(widths, reverse=True)
    keys, counts = table.rows_widest_last
    assert keys.tolist() == sorted(set(keys.tolist()))
    rows = zip(*(table.codes[position].tolist() for position in reversed(table.widest_first)), strict=True)
    assert counts.tolist() == [count for _, count in sorted(zip(rows, table.counts.tolist(), strict=True))]
