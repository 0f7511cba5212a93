"""Hierarchy tables of ARX and Amnesia are read as they are."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DatasetError
from analysis.io import read_hierarchy


def test_the_tables_published_with_adult_are_read_as_pandas_reads_them(shared: Path) -> None:
    paths = sorted((shared / "data").glob("adult_hierarchy_*.csv"))
    assert len(paths) == 9
    for path in paths:
        expected = pd.read_csv(path, sep=";", header=None, dtype=str, keep_default_na=False)
        assert read_hierarchy(path, path.name) == tuple(map(tuple, expected.to_numpy()))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_delimiter_and_encoding_is_understood(delimiter: str, encoding: str) -> None:
    rows = (("Ajaccio", "Corse", "*"), ("Évry", "Île-de-France", "*"))
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert read_hierarchy(content, "made up.csv") == rows


def test_labels_in_quotes_may_hold_the_delimiter_and_empty_lines_do_not_count() -> None:
    assert read_hierarchy(b'5;"[0; 10[";*\n\n15;"[10; 20[";*\n\n', "made up.csv") == (
        ("5", "[0; 10[", "*"),
        ("15", "[10; 20[", "*"),
    )


def test_intervals_with_commas_do_not_pass_for_columns() -> None:
    assert read_hierarchy(b"5;[0, 10[;*\n15;[10, 20[;*\n", "made up.csv")[0] == ("5", "[0, 10[", "*")


def test_the_first_row_is_a_value_like_the_others() -> None:
    assert len(read_hierarchy(b"age;*\n", "made up.csv")) == 1


def test_a_delimiter_that_is_given_is_used() -> None:
    assert read_hierarchy(b"a b;*\n", "made up.csv", " ") == (("a", "b;*"),)
    with pytest.raises(DatasetError, match="A delimiter is one character"):
        read_hierarchy(b"a;b\n", "made up.csv", "::")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"a\nb\n", r"made up\.csv has one column"),
        (b"a;x;*\n\nb;*\nc;y;*\n", r"made up\.csv: line 3 has 2 fields, 3 are expected"),
        (b'a;x;*\nb;"y;*\n', r"made up\.csv: a quote on line 2 is not closed"),
        (b"a;\x00\n", "not text"),
    ],
)
def test_a_table_that_is_none_is_refused_with_the_line(content: bytes, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        read_hierarchy(content, "made up.csv")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"gone\.csv: there is no such file or folder"):
        read_hierarchy(tmp_path / "gone.csv", "gone.csv")
