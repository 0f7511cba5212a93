"""Unsafe cells: the handbook's example, tables counted by hand, and brute force."""

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import tabulate
from analysis.dataset import dataset_of
from analysis.errors import NotComputable, RoleError
from analysis.risk.cell_rules import USAGES, CellRules, Reason
from analysis.risk.cells import GroupDisclosure, all_tables, check_all_cells, check_cells
from analysis.risk.contributions import Dimension, contributions


def given_by(rows, columns, dimensions, person=None, amount=None):
    dataset = dataset_of(pd.DataFrame(rows, columns=columns, dtype=str))
    return contributions(
        [Dimension.of(dataset[name]) for name in dimensions],
        dataset[person] if person else None,
        dataset[amount] if amount else None,
    )


def firms(*amounts):
    return given_by([("A", amount) for amount in amounts], ["branch", "turnover"], ["branch"], amount="turnover")


def reasons(given, rules):
    return [cell.reasons for cell in check_cells(given, given.names, rules).listed]


def test_the_handbooks_cell_is_safe_by_dominance_and_unsafe_by_p_percent():
    # 100,000 in all, 50,000 and 49,000 by the two largest: the first can tell the second's amount to 2 %
    cell = firms(50_000, 49_000, 1_000)
    assert reasons(cell, CellRules(1, dominance=(1, 0.9))) == []
    assert reasons(cell, CellRules(1, p=0.1)) == [(Reason.P_PERCENT,)]
    assert reasons(cell, CellRules(1, p=0.02)) == []  # 1,000 is exactly 2 % of 50,000
    assert reasons(cell, CellRules(1, dominance=(2, 0.9))) == [(Reason.DOMINANCE,)]


def test_a_firm_that_makes_exactly_85_percent_is_no_dominant_one():
    rules = USAGES[2].rules
    assert reasons(firms(85, 10, 5), rules) == []
    assert reasons(firms(86, 10, 4), rules) == [(Reason.DOMINANCE,)]
    assert reasons(firms(50, 50), rules) == [(Reason.FEW,)]


def test_the_smallest_cells_are_listed_first_with_what_they_break():
    rows = [("A", 90), ("A", 5), ("A", 5), ("B", 1), ("C", 4), ("C", 6)]
    given = given_by(rows, ["branch", "turnover"], ["branch"], amount="turnover")
    found = check_cells(given, ["branch"], CellRules(3, (1, 0.85)))
    assert [(cell.labels, cell.contributors, cell.largest_share) for cell in found.listed] == [
        (("B",), 1, 1.0),
        (("C",), 2, 0.6),
        (("A",), 3, 0.9),
    ]
    assert dict(found.by_reason) == {Reason.FEW: 2, Reason.DOMINANCE: 2}
    assert (found.n_unsafe, found.n_cells, found.records_unsafe, found.n_records) == (3, 3, 6, 6)
    assert len(check_cells(given, ["branch"], CellRules(3), most=1).listed) == 1


def test_who_has_several_records_contributes_once_with_all_their_amounts():
    rows = [("A", "x", 10), ("A", "x", 80), ("A", "y", 5), ("A", "z", 5), ("A", None, 0)]
    given = given_by(rows, ["ward", "person", "cost"], ["ward"], "person", "cost")
    found = check_cells(given, ["ward"], CellRules(5, (1, 0.85)))
    (cell,) = found.listed
    assert (cell.contributors, cell.largest_share) == (4, 0.9)  # x, y, z, and one whom the data do not name
    assert cell.reasons == (Reason.FEW, Reason.DOMINANCE)


def test_without_an_amount_only_contributors_are_counted():
    found = check_cells(given_by([("A",)] * 3, ["a"], ["a"]), ["a"], CellRules(3, (1, 0.85), 0.1))
    assert dict(found.by_reason) == {Reason.FEW: 0}


def test_amounts_count_by_their_size_and_missing_ones_as_nothing():
    assert reasons(firms(-90, 5, 5), CellRules(1, (1, 0.85))) == [(Reason.DOMINANCE,)]
    (cell,) = check_cells(firms(None, None, "0"), ["branch"], CellRules(4, (1, 0.85), 0.1)).listed
    assert (cell.reasons, cell.largest_share) == ((Reason.FEW,), None)


def test_everyone_of_a_row_in_one_cell_is_told_with_whom_it_concerns():
    # every woman of the table has flu; two of the men do not
    rows = [("F", "flu")] * 4 + [("M", "flu")] * 3 + [("M", "cancer")] * 2
    found = check_cells(given_by(rows, ["sex", "disease"], ["sex", "disease"]), ["sex", "disease"], CellRules(1))
    assert found.full_rows == (GroupDisclosure("sex", 1, 2), GroupDisclosure("disease", 1, 4))
    assert (found.n_cells, found.n_possible, found.n_empty) == (3, 4, 1)


def test_one_person_alone_and_a_column_of_one_value_are_no_group_disclosure():
    given = given_by([("A", "x"), ("B", "x"), ("B", "x")], ["a", "b"], ["a", "b"])
    assert check_cells(given, ["a", "b"], CellRules(1)).full_rows == (
        GroupDisclosure("a", 0, 0),
        GroupDisclosure("b", 0, 0),
    )


def test_records_left_out_are_in_no_cell():
    codes = np.array([0, 0, -1, 1])
    given = contributions([Dimension("a", codes, np.array(["x", "y"], dtype=object))])
    found = check_cells(given, ["a"], CellRules(2))
    assert (found.n_records, found.n_unsafe, found.listed[0].labels) == (3, 1, ("y",))


def test_quasi_identifiers_are_crossed_as_they_are_recoded_without_suppressed_records():
    postal = ["69001", "69002", "69002", "01000"]
    dataset = dataset_of(pd.DataFrame({"postal": postal, "ill": ["a", "b", "b", "b"]}))
    table = tabulate(dataset, ["postal"], {})
    classes = table.classes([1])  # the Rhône and the Ain
    place = Dimension.of_classes("postal", table, classes.only(classes.sizes > 1))
    given = contributions([place, Dimension.of(dataset["ill"])])
    assert [(cell.labels, cell.contributors) for cell in check_cells(given, ["ill"], CellRules(2)).listed] == [
        (("a",), 1)
    ]
    (rhone,) = check_cells(given, ["postal"], CellRules(4)).listed
    assert rhone.contributors == 3


def test_every_table_of_one_to_three_columns_is_looked_at():
    assert len(all_tables("abcd")) == 4 + 6 + 4
    given = given_by([("x", "y")], ["a", "b"], ["a", "b"])
    assert [table.columns for table in check_all_cells(given, CellRules(2))] == [("a",), ("b",), ("a", "b")]


VALUES = st.sampled_from("xyz")
ROWS = st.lists(st.tuples(VALUES, VALUES, st.sampled_from("pqrs"), st.integers(0, 20)), min_size=1, max_size=25)


@given(ROWS, st.integers(1, 4), st.booleans())
def test_cells_are_those_that_brute_force_finds(rows, threshold, by_person):
    given = given_by(rows, ["a", "b", "who", "amount"], ["a", "b"], "who" if by_person else None, "amount")
    rules = CellRules(threshold, (1, 0.6), 0.2)
    cells = defaultdict(lambda: defaultdict(int))
    for number, (a, b, who, amount) in enumerate(rows):
        cells[a, b][who if by_person else number] += amount
    expected = {}
    for cell, own in cells.items():
        first, second, *_rest = [*sorted(own.values(), reverse=True), 0, 0]
        total = sum(own.values())
        broken = {
            Reason.FEW: len(own) < threshold,
            Reason.DOMINANCE: 10 * first > 6 * total,
            Reason.P_PERCENT: 10 * (total - first - second) < 2 * first,
        }
        if any(broken.values()):
            expected[cell] = (len(own), tuple(reason for reason, own in broken.items() if own))
    found = check_cells(given, ["a", "b"], rules, most=100)
    assert {cell.labels: (cell.contributors, cell.reasons) for cell in found.listed} == expected
    assert found.n_unsafe == len(expected)
    assert found.n_cells == len(cells)
    for place, told in enumerate(found.full_rows):
        groups = defaultdict(set)
        members = defaultdict(set)
        for cell, own in cells.items():
            groups[cell[1 - place]].add(cell[place])
            members[cell[1 - place]] |= set(own)
        several = len({cell[place] for cell in cells}) > 1
        full = [key for key, inside in groups.items() if several and len(inside) == 1 and len(members[key]) > 1]
        assert (told.n_groups, told.contributors) == (len(full), sum(len(members[key]) for key in full))


def test_what_cannot_be_asked_is_said():
    with pytest.raises(RoleError, match="No column is chosen"):
        contributions([])
    with pytest.raises(RoleError, match="a is not a column of numbers"):
        given_by([("x",)], ["a"], ["a"], amount="a")
    with pytest.raises(NotComputable, match="No record is left"):
        contributions([Dimension("a", np.array([-1]), np.array(["x"], dtype=object))])
    with pytest.raises(RoleError, match="Choose 1 to 3 columns among a"):
        check_cells(given_by([("x",)], ["a"], ["a"]), ["b"], CellRules(1))
