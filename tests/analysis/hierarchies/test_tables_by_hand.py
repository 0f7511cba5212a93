"""A table that is changed by hand stays a hierarchy, whatever is done to it; and what it lacks is said."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import hierarchies

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.builders import Intervals, Table
from analysis.hierarchies.coverage import coverage
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.table import add_level, blank, complete, group, remove_level, rename, table_of
from analysis.kinds import Kind


def column(*texts: str, kind: Kind = Kind.TEXT) -> Column:
    codes, values = pd.factorize(pd.Series(texts, dtype=object))
    return Column("c", kind, np.asarray(values, dtype=object), codes.astype(np.int32))


JOBS = column("nurse", "doctor", "baker", "tailor")
BLANK = blank(JOBS)
GROUPED = group(group(BLANK, 1, ["nurse", "doctor"], "care"), 1, ["baker", "tailor"], "trade")


def level(table: Table, number: int) -> dict[str, str]:
    return {row[0]: row[number] for row in table.rows}


def test_nothing_is_grouped_at_first() -> None:
    assert BLANK.rows[0] == ("nurse", "nurse", "*")
    assert BLANK.build(JOBS).n_levels == 3


def test_values_come_together_under_a_new_name() -> None:
    assert level(GROUPED, 1) == {"nurse": "care", "doctor": "care", "baker": "trade", "tailor": "trade"}


def test_a_value_moves_to_a_group_and_follows_it() -> None:
    wide = group(add_level(GROUPED, 1), 2, ["care"], "health")
    moved = group(wide, 1, ["tailor"], "care")
    assert level(moved, 1)["tailor"] == "care"
    assert level(moved, 2)["tailor"] == "health"


def test_a_group_is_renamed_everywhere() -> None:
    assert set(level(rename(GROUPED, 1, "care", "soins"), 1).values()) == {"soins", "trade"}


def test_two_groups_of_one_name_are_one_and_take_the_levels_of_the_one_that_was_there() -> None:
    wide = group(group(add_level(GROUPED, 1), 2, ["care"], "A"), 2, ["trade"], "B")
    assert set(level(rename(wide, 1, "care", "trade"), 2).values()) == {"B"}


def test_members_from_several_groups_take_the_later_levels_of_the_first() -> None:
    wide = group(group(add_level(GROUPED, 1), 2, ["care"], "A"), 2, ["trade"], "B")
    torn = group(wide, 1, ["tailor", "doctor"], "both")
    assert {value: level(torn, 2)[value] for value in ("doctor", "tailor", "baker")} == {
        "doctor": "A", "tailor": "A", "baker": "B",
    }  # fmt: skip


def test_levels_are_added_and_removed() -> None:
    assert add_level(GROUPED, 1).rows[0] == ("nurse", "care", "care", "*")
    assert remove_level(GROUPED, 1).rows[0] == ("nurse", "*")
    with pytest.raises(HierarchyError, match="at least one level"):
        remove_level(remove_level(GROUPED, 1), 1)


def test_values_that_have_no_row_are_put_into_one_group() -> None:
    more = column("nurse", "doctor", "baker", "tailor", "pilot", "diver")
    done = complete(GROUPED, more, "other")
    assert level(done, 1)["pilot"] == "other"
    assert {row[-1] for row in done.rows} == {"*"}
    assert coverage(done, more).complete
    assert level(complete(GROUPED, more, "care"), 1)["diver"] == "care"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: group(BLANK, 0, ["nurse"], "x"), "There is no level 0: the levels are 1 to 2"),
        (lambda: group(BLANK, 3, ["nurse"], "x"), "There is no level 3"),
        (lambda: group(BLANK, 1, ["nurse"], "  "), "Give the group a name"),
        (lambda: group(BLANK, 1, ["pilot"], "x"), "at least one value"),
        (lambda: rename(BLANK, 1, "pilot", "x"), "at least one value"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(change, words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        change()


@given(hierarchies(), st.data())
def test_a_table_stays_a_hierarchy_of_the_same_values_whatever_is_done_to_it(hierarchy: Hierarchy, data) -> None:
    table = table_of(hierarchy if hierarchy.n_levels > 1 else Hierarchy.of(np.repeat(hierarchy.table, 2, axis=1)))
    values = {row[0] for row in table.rows}
    for _change in range(data.draw(st.integers(1, 6))):
        number = data.draw(st.integers(1, len(table.rows[0]) - 1))
        below = sorted({row[number - 1] for row in table.rows})
        there = sorted({row[number] for row in table.rows})
        match data.draw(st.sampled_from(["group", "rename", "add", "remove"])):
            case "group":
                members = data.draw(st.lists(st.sampled_from(below), min_size=1, unique=True))
                table = group(table, number, members, data.draw(st.sampled_from([*there, "new"])))
            case "rename":
                table = rename(
                    table, number, data.draw(st.sampled_from(there)), data.draw(st.sampled_from([*there, "n"]))
                )
            case "add":
                table = add_level(table, number - 1)
            case "remove" if len(table.rows[0]) > 2:
                table = remove_level(table, number)
        Hierarchy.of(table.rows)
        assert {row[0] for row in table.rows} == values


# Coverage


def test_a_hierarchy_that_fits_is_described_level_by_level() -> None:
    ages = column("31", "32", "38", "71", kind=Kind.INTEGER)
    found = coverage(Intervals((5.0, 10.0)), ages)
    assert found.complete
    assert [(own.groups, own.smallest, own.changes) for own in found.levels] == [
        (3, 1, True), (2, 1, True), (1, 4, True),
    ]  # fmt: skip


def test_a_level_that_joins_nothing_is_noticed() -> None:
    assert [own.changes for own in coverage(BLANK, JOBS).levels] == [False, True]


def test_what_is_missing_is_counted_and_named_only_when_five_records_share_it() -> None:
    town = column(*["Lyon"] * 6, *["Nice"] * 5, "Sein", "Paris")
    found = coverage(Table((("Paris", "*"), ("Brest", "*"))), town)
    assert not found.complete
    assert (found.n_values, found.n_lacking, found.n_records_lacking, found.n_unused) == (4, 3, 12, 1)
    assert found.named == ("Lyon", "Nice")
    assert found.fault is None


def test_a_table_with_two_parents_says_so_and_still_what_it_lacks() -> None:
    found = coverage(Table((("nurse", "x", "a"), ("baker", "x", "b"))), JOBS)
    assert "two parents" in str(found.fault)
    assert (found.n_lacking, found.levels, found.complete) == (2, (), False)


def test_values_with_several_rows_are_named_only_when_five_records_share_them() -> None:
    town = column(*["Lyon"] * 5, "Sein")
    rows = (("Lyon", "*"), ("Lyon", "*"), ("Sein", "*"), ("Sein", "*"))
    assert str(coverage(Table(rows), town).fault) == "Values with several rows: 2 (Lyon). Keep one row for each."
    only_rare = coverage(Table(rows[1:]), town).fault
    assert str(only_rare).startswith("Values with several rows: 1 (each held by fewer than 5 records)")


def test_a_builder_that_does_not_fit_is_a_fault() -> None:
    found = coverage(Intervals((5.0,)), JOBS)
    assert "4 values of c are not numbers" in str(found.fault)
    assert not found.complete
