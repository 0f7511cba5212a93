"""Trees that Amnesia saved in its own format are read."""

import pytest

from analysis.errors import DatasetError
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.io import read_hierarchy

HEAD = "distinct\nname profession\ntype string\nheight 3\n\n"


def read(text: str) -> tuple[tuple[str, ...], ...]:
    return read_hierarchy(text.encode(), "made up.txt")


def test_a_tree_becomes_a_table() -> None:
    rows = read(HEAD + "Care has nurse doctor \nTrade has baker \n\nAll has Care Trade \n\n")
    assert rows == (("nurse", "Care", "All"), ("doctor", "Care", "All"), ("baker", "Trade", "All"))
    assert Hierarchy.of(rows).has_root


def test_a_value_higher_in_the_tree_stays_what_it_is_until_its_parent() -> None:
    rows = read(HEAD + "Care has nurse\n\nAll has Care pilot\n")
    assert rows == (("nurse", "Care", "All"), ("pilot", "pilot", "All"))
    assert Hierarchy.of(rows).n_levels == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("range\nname age\ntype int\nheight 2\n\n0,99 has 0,49 50,99\n", "describes ranges"),
        (HEAD + "Care nurse doctor\n", "line 6 is not “parent has child child …”"),
        (HEAD + "Care has nurse\nTrade has nurse\n", "label of line 7 already has another parent"),
        (HEAD + "a has b\n\nb has a\n", "describes no value"),
        (HEAD + "a has b c\n\nb has a\n", "its own ancestor"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        read(text)


def test_a_table_whose_first_value_is_called_like_the_format_is_still_a_table() -> None:
    assert read("distinct;*\nname;*\n") == (("distinct", "*"), ("name", "*"))
