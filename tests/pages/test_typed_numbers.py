"""Numbers as people type them, in either language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import HierarchyError
from pages.ui.hierarchy import typed as module
from pages.ui.hierarchy.typed import number_in, numbers_in, typed, whole_numbers_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5; 10;20", (5, 10, 20)),
        ("5 10 20", (5, 10, 20)),
        ("18, 25, 65", (18, 25, 65)),
        ("1,5; 2.25", (1.5, 2.25)),
        ("-3;+4", (-3, 4)),
        (" ; ", ()),
        ("", ()),
    ],
)
def test_numbers_are_parted_by_semicolons_or_blanks(text, expected):
    assert numbers_in(text) == expected


@pytest.mark.parametrize("text", ["18,25,65", "1e999", "nan", "inf", "12 ans", "--3"])
def test_what_is_no_number_is_refused_in_words(text):
    with pytest.raises(HierarchyError, match="is not a number"):
        numbers_in(text)


def test_one_number_or_none():
    assert number_in("  ") is None
    assert number_in(" 2,5 ") == 2.5


def test_fractions_are_refused_where_whole_numbers_are_needed():
    assert whole_numbers_in("3;2;1") == (3, 2, 1)
    with pytest.raises(HierarchyError, match="Only whole numbers"):
        whole_numbers_in("2,5")


@given(st.lists(st.integers(-(10**6), 10**6) | st.sampled_from([0.5, 1.25, -7.125])), st.sampled_from(["fr", "en"]))
def test_what_is_shown_is_read_as_what_it_was(numbers, reader):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "language", lambda: reader)
        assert numbers_in(typed(numbers)) == tuple(numbers)
