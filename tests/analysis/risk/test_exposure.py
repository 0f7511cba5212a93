"""Who is most exposed, and by which values."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import levels_of, tables

from analysis.assessment import tabulate
from analysis.dataset import Dataset, dataset_of
from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.risk.exposure import most_exposed
from analysis.samples import teaching_table


def table_of(*rows: tuple[str | None, ...]) -> FrequencyTable:
    frame = pd.DataFrame(rows, dtype=object).add_prefix("q")
    return tabulate(dataset_of(frame), tuple(frame), {})


def test_the_value_without_which_a_person_would_be_hidden_is_the_one_that_exposes() -> None:
    table = table_of(*[("30", "Lyon")] * 6, ("99", "Lyon"))
    first = most_exposed(table, table.classes())[0]
    assert (first.size, first.values) == (1, ("99", "Lyon"))
    assert first.size_without == (7, 1)  # without the age, all of Lyon; without the town, still the only one of 99
    assert first.exposing == (0,)


def test_several_values_may_expose_alike_and_none_does_where_leaving_one_out_changes_nothing() -> None:
    table = table_of(("1", "a"), ("1", "b"), ("2", "a"), ("3", "c"))
    found = {exposed.values: exposed for exposed in most_exposed(table, table.classes())}
    assert found["1", "a"].size_without == (2, 2)
    assert found["1", "a"].exposing == (0, 1)
    assert found["3", "c"].size_without == (1, 1)
    assert found["3", "c"].exposing == ()


def test_the_smallest_classes_come_first_and_among_them_those_that_one_value_exposes_most() -> None:
    table = table_of(*[("1", "a")] * 4, ("1", "b"), ("2", "c"), *[("3", "a")] * 2)
    found = most_exposed(table, table.classes())
    assert [(one.size, max(one.size_without)) for one in found] == [(1, 5), (1, 1), (2, 6), (4, 6)]


def test_no_more_classes_are_listed_than_asked() -> None:
    table = tabulate(teaching_table(), ("age", "sexe", "code_postal"), {})
    assert len(most_exposed(table, table.classes())) == 8
    assert [one.size for one in most_exposed(table, table.classes(), most=3)] == [1, 1, 1]


def test_a_single_quasi_identifier_is_compared_with_everybody() -> None:
    table = table_of(("a",), ("b",), ("b",))
    assert most_exposed(table, table.classes())[0].size_without == (3,)


def test_a_missing_value_is_a_value_of_its_own() -> None:
    table = table_of(("1", None), ("1", "a"), ("1", "a"))
    assert most_exposed(table, table.classes())[0].values == ("1", None)


def test_values_are_shown_at_the_level_of_the_classes() -> None:
    table = tabulate(teaching_table(), ("age", "sexe", "code_postal"), {})
    shown = {one.values for one in most_exposed(table, table.classes((3, 0, 2)))}
    assert ("60–79", "F", "Ain (01)") in shown


def test_without_records_nobody_is_exposed() -> None:
    table = table_of(("a",), ("b",))
    classes = table.classes()
    with pytest.raises(NotComputable):
        most_exposed(table, classes.only(classes.sizes > 5))


@given(st.data())
def test_what_is_listed_is_what_counting_finds(data: st.DataObject) -> None:
    table = data.draw(tables(max_columns=3))
    levels = data.draw(levels_of(table))
    classes = table.classes(levels)
    records = pd.DataFrame(
        {
            column.name: pd.Series(column.labels[level][column.lookup[level][column.codes]], dtype=object).fillna(
                "missing"
            )
            for column, level in zip(table.columns, levels, strict=True)
        }
    )
    for found in most_exposed(table, classes, most=1000):
        values = dict(zip(records, ("missing" if value is None else value for value in found.values), strict=True))
        same = {name: records[name] == value for name, value in values.items()}
        assert found.size == pd.DataFrame(same).all(axis=1).sum()
        for name, expected in zip(records, found.size_without, strict=True):
            others = pd.DataFrame({other: own for other, own in same.items() if other != name}, index=records.index)
            assert expected == others.all(axis=1).sum()


def test_adult_lists_as_many_unique_people_as_arx_counts(adult: Dataset) -> None:
    table = tabulate(adult, ("sex", "age", "race", "marital-status"), {})
    assert sum(one.size == 1 for one in most_exposed(table, table.classes(), most=1000)) == 543
