import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from random_tables import levels_of
from sensitive_tables import column, counted, grouped, tables_with_attribute

from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.kinds import Kind
from analysis.models.sensitive import SensitiveAttribute, histogram, sensitive_attribute


def test_counts_of_every_value_in_every_class() -> None:
    counted_by_hand = counted(["a", "a", "a", "b", "b"], ["flu", "flu", "cold", "cold", "ulcer"])
    assert counted_by_hand.attribute.labels.tolist() == ["cold", "flu", "ulcer"]
    assert counted_by_hand.dense().tolist() == [[1, 2, 0], [1, 0, 1]]
    assert counted_by_hand.distinct.tolist() == [2, 2]
    assert counted_by_hand.attribute.shares.tolist() == [0.4, 0.4, 0.2]


def test_numbers_are_in_their_own_order_and_missing_is_one_value_and_the_last() -> None:
    salaries = sensitive_attribute(grouped(["a"] * 4), column("salary", ["10", "9", None, None], Kind.INTEGER))
    assert salaries.labels.tolist() == ["9", "10", None]
    assert salaries.totals.tolist() == [1, 1, 2]


def test_suppressed_records_leave_the_classes_and_stay_in_the_overall_distribution() -> None:
    table = grouped(["a", "a", "b"])
    attribute = sensitive_attribute(table, column("disease", ["flu", "cold", "ulcer"]))
    remaining = EquivalenceClasses((0,), np.array([2]), (np.array([0]),), np.array([0, -1]))
    assert histogram(attribute, remaining).dense().tolist() == [[1, 1, 0]]
    assert attribute.shares.tolist() == [1 / 3] * 3


def test_no_class_is_an_empty_histogram() -> None:
    table = grouped(["a"])
    nothing = EquivalenceClasses((0,), np.array([], dtype=np.int64), (np.array([], dtype=np.uint32),), np.array([-1]))
    empty = histogram(sensitive_attribute(table, column("disease", ["flu"])), nothing)
    assert empty.dense().shape == (0, 1)
    assert empty.sums(empty.counts).tolist() == []


@given(tables_with_attribute(), st.data())
def test_every_record_is_counted_once(drawn: tuple[FrequencyTable, SensitiveAttribute], data: st.DataObject) -> None:
    table, attribute = drawn
    classes = table.classes(data.draw(levels_of(table)))
    dense = histogram(attribute, classes).dense()
    assert dense.sum(axis=1).tolist() == classes.sizes.tolist()
    assert dense.sum(axis=0).tolist() == attribute.totals.tolist()
