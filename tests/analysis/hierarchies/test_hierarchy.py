"""A hierarchy nests, covers its column, or says by name what is wrong."""

import pandas as pd
import pytest

from analysis.dataset import dataset_of
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import Hierarchy


def test_rows_become_levels() -> None:
    hierarchy = Hierarchy.of([["34", "30–39", "*"], ["51", "50–59", "*"]])
    assert hierarchy.n_levels == 3
    assert hierarchy.example("51") == ("51", "50–59", "*")
    assert hierarchy.has_root


def test_a_hierarchy_without_a_common_last_label_has_no_root() -> None:
    assert not Hierarchy.of([["a", "x"], ["b", "y"]]).has_root


def test_a_label_with_two_parents_is_named() -> None:
    with pytest.raises(HierarchyError, match=r"sex.*young.*level 1.*two parents"):
        Hierarchy.of([["1", "young", "a"], ["2", "young", "b"]], "sex")


def test_a_value_with_two_rows_is_named() -> None:
    with pytest.raises(HierarchyError, match="gives 1 twice"):
        Hierarchy.of([["1", "*"], ["1", "*"]], "age")


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(HierarchyError, match="2 to 3 levels"):
        Hierarchy.of([["1", "*"], ["2", "x", "*"]], "age")


def test_no_row_at_all_is_refused() -> None:
    with pytest.raises(HierarchyError, match="empty"):
        Hierarchy.of([], "age")


def test_a_value_it_lacks_is_named_only_when_five_records_share_it() -> None:
    column = dataset_of(pd.DataFrame({"town": ["Lyon"] * 5 + ["Sein"] + ["Paris"]}))["town"]
    with pytest.raises(HierarchyError) as raised:
        Hierarchy.of([["Paris", "*"]], "town").check_covers(column)
    assert "lacks 2 of its values (Lyon)" in str(raised.value)
    assert "Sein" not in str(raised.value)
