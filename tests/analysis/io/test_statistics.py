"""Stata, SPSS and SAS files hold codes, labels, dates and missing values, and say what they cannot hold."""

import datetime as dt
import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Column, Dataset, column_of, dataset_of
from analysis.errors import DatasetError
from analysis.io import PACKAGES, Format, export, naming, read
from analysis.io.naming import Naming, mended
from analysis.io.statistics import Package
from analysis.kinds import Kind

FORMATS = [Format.STATA, Format.SPSS, Format.SAS]

STAYS = dataset_of(
    pd.DataFrame(
        {
            "cp": ["01000", "75001", None, "01000"],
            "sex": ["1", "2", "2", None],
            "cost": ["1 234,5", "3", None, "0,25"],
            "entry": ["31/12/2023", "01/02/1740", None, "31/12/2023"],
            "seen": ["2024-01-05 10:30:00", None, "2024-01-06 00:00:00", "2024-01-05 10:30:00"],
            "name": ['Zoé; dite "Zo"', "line 1\nline 2", "Œuvré", None],
            "none": [None] * 4,
        },
        dtype=object,
    ),
    "made up",
)
"""Made up."""


def back(dataset: Dataset, format_: Format) -> Dataset:
    return read(export(dataset, format_).content, f"made up{format_.value}").dataset


def notes(dataset: Dataset, format_: Format) -> list[str]:
    return [str(note) for note in export(dataset, format_).notes]


def meaning(dataset: Dataset) -> list[list[object]]:
    """The values of each record: numbers and dates as such, texts without the blanks at their end."""
    return [np.append(_values(column), None)[column.codes].tolist() for column in dataset]


def _values(column: Column) -> np.ndarray:
    if column.kind.is_number:
        return column.numbers().astype(object)
    if column.kind is Kind.DATE:
        return column.dates().astype(object).to_numpy()
    return np.array([text.rstrip(" ") for text in column.values], dtype=object)


def labelled(dataset: Dataset, column: str, label: str = "", **value_labels: str) -> Dataset:
    return dataset.with_column(
        replace(
            dataset[column], label=label, value_labels={key.lstrip("_"): text for key, text in value_labels.items()}
        )
    )


# --- Round trips


@pytest.mark.parametrize("format_", FORMATS)
def test_codes_numbers_dates_and_missing_values_read_back_the_same(format_: Format) -> None:
    again = back(STAYS, format_)
    assert again.names == STAYS.names
    assert meaning(again) == meaning(STAYS)
    assert [column.kind for column in again] == [column.kind for column in STAYS]
    assert notes(STAYS, format_) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8).filter(
    lambda text: bool(text.strip())
)
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: repr(number).replace(".", ",")),
)
DATES = st.dates(dt.date(1700, 1, 1), dt.date(2200, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y").zfill(10))
MOMENTS = st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0).isoformat(" ")
)
LABELS = st.text("abé ’1", min_size=1, max_size=20).map(lambda text: f"l{text}l")
NAMES = st.text("abAcéïœ 12,.$\"'|\n=_", min_size=1, max_size=40).filter(lambda name: name == name.strip())
FAMILIES = st.sampled_from(
    [(TEXTS, "a b"), (NUMBERS, "7"), (DATES, "31/12/2023"), (MOMENTS, "2023-12-31 10:30:00"), (TEXTS, "é" * 400)]
)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Columns with labels of any texts, numbers or dates; the last record has a value in each."""
    n_records = draw(st.integers(0, 5))
    columns = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        cells, last = draw(FAMILIES)
        drawn = draw(st.lists(st.one_of(st.none(), cells), min_size=n_records, max_size=n_records))
        column = column_of(name, [*drawn, last])
        meant = {text: draw(LABELS) for text in column.values.tolist() if draw(st.booleans())}
        columns.append(replace(column, label=draw(LABELS), value_labels=meant))
    return Dataset("made up", tuple(columns))


@settings(max_examples=60, deadline=None)
@given(datasets(), st.sampled_from(FORMATS))
def test_any_dataset_reads_back_with_its_labels(dataset: Dataset, format_: Format) -> None:
    again = back(dataset, format_)
    assert meaning(again) == meaning(dataset)
    assert [column.label for column in again] == [column.label for column in dataset]
    if format_ is Format.SPSS:
        for column, found in zip(dataset, again, strict=True):
            if not column.kind.has_order and not any(text.endswith(" ") for text in column.values):
                assert found.value_labels == column.value_labels


def test_pandas_reads_the_same_from_stata() -> None:
    dataset = labelled(STAYS, "sex", "Sexe", _1="Homme", _2="Femme")
    frame = pd.read_stata(io.BytesIO(export(dataset, Format.STATA).content))
    assert frame["cp"].tolist() == ["01000", "75001", "", "01000"]
    assert frame["sex"].astype(object).where(frame["sex"].notna(), None).tolist() == ["Homme", "Femme", "Femme", None]
    assert frame["cost"].tolist()[:2] == [1234.5, 3]
    assert frame["entry"].tolist()[:2] == [pd.Timestamp(2023, 12, 31), pd.Timestamp(1740, 2, 1)]
    assert frame["seen"].tolist()[0] == pd.Timestamp(2024, 1, 5, 10, 30)


# --- Labels


WRITERS: dict[str, Callable[..., None]] = {".sav": pyreadstat.write_sav, ".dta": pyreadstat.write_dta}


@pytest.mark.parametrize("extension", WRITERS)
def test_labels_of_a_file_survive_reading_and_writing(extension: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"sexe": pd.array([1, 2, None, 1], dtype="Int32"), "poids": [70.5, None, 80.0, 81.0]})
    path = tmp_path / f"made up{extension}"
    WRITERS[extension](
        frame,
        str(path),
        column_labels={"sexe": "Sexe à l’état civil"},
        variable_value_labels={"sexe": {1: "Homme", 2: "Femme", 3: "Autre"}},
    )
    dataset = read(path, path.name).dataset
    assert (dataset["sexe"].label, dataset["poids"].label) == ("Sexe à l’état civil", "")
    assert dataset["sexe"].value_labels == {"1": "Homme", "2": "Femme", "3": "Autre"}
    again = pyreadstat.read_sav if extension == ".sav" else pyreadstat.read_dta
    _, about = again(io.BytesIO(export(dataset, Format(extension)).content))
    assert about.column_names_to_labels == {"sexe": "Sexe à l’état civil", "poids": None}
    assert about.variable_value_labels == {"sexe": {1: "Homme", 2: "Femme"}}


def test_the_label_of_a_value_that_left_with_its_records_leaves_too() -> None:
    dataset = labelled(STAYS, "name", _Œuvré="the only one", **{'_Zoé; dite "Zo"': "another"})
    released = export(dataset.take(np.array([0, 1, 3])), Format.SPSS).content
    assert b"the only one" not in released
    assert back(dataset.take(np.array([0, 1, 3])), Format.SPSS)["name"].value_labels == {'Zoé; dite "Zo"': "another"}


def test_values_that_spss_declares_missing_are_missing_and_lose_their_labels(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.0, -9.0, 98.0, 2.0], "b": ["x", "NSP", "y", "x"]})
    path = tmp_path / "made up.sav"
    pyreadstat.write_sav(
        frame,
        str(path),
        missing_ranges={"a": [-9, {"lo": 90, "hi": 99}], "b": ["NSP"]},
        variable_value_labels={"a": {1: "yes", 2: "no", -9: "refused"}},
    )
    dataset = read(path, path.name).dataset
    assert [column.texts().tolist() for column in dataset] == [["1", None, None, "2"], ["x", None, "y", "x"]]
    assert back(dataset, Format.SPSS)["a"].value_labels == {"1": "yes", "2": "no"}


def test_letters_that_mark_a_missing_value_in_stata_are_missing(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1, "b", 3]}, dtype=object)
    path = tmp_path / "made up.dta"
    pyreadstat.write_dta(
        frame, str(path), missing_user_values={"a": ["b"]}, variable_value_labels={"a": {1: "yes", "b": "refused"}}
    )
    column = read(path, path.name).dataset["a"]
    assert column.texts().tolist() == ["1", None, "3"]
    assert column.value_labels == {"1": "yes"}


def test_labels_count_neither_in_the_fingerprint_nor_when_a_column_is_made_without_them() -> None:
    assert labelled(STAYS, "sex", "Sexe", _1="Homme").fingerprint == STAYS.fingerprint
    column = Column("a", Kind.TEXT, np.array(["x"], dtype=object), np.zeros(1, dtype=np.int32), ".", "")
    assert (column.label, column.value_labels) == ("", {})


# --- What a format cannot hold


@pytest.mark.parametrize(
    ("rules", "names", "expected"),
    [
        (naming.STATA, ["âge", "if", "2x", "a b", "a_b", "a-b", "str12"], "âge v_if v_2x a_b_2 a_b a_b_3 v_str12"),
        (naming.STATA, ["age", "AGE", "é" * 33, "é" * 34], f"age AGE {'é' * 32} {'é' * 30}_2"),
        (naming.SPSS, ["âge", "AND", "x.", "Age", "age", "a.b", "_n"], "âge v_AND x Age age_2 a.b v__n"),
        (naming.SPSS, ["é" * 33, "=1+1"], f"{'é' * 32} v__1_1"),
        (naming.SAS, ["âge", "code postal", "Œuvre", "日", "AGE"], "age_2 code_postal v__uvre v__ AGE"),
    ],
)
def test_names_are_mended_as_each_package_wants_them(rules: Naming, names: list[str], expected: str) -> None:
    assert " ".join(mended(names, rules)) == expected


@given(st.lists(st.text("aAéŒ_1 .$b", max_size=40), unique=True, min_size=1), st.sampled_from(list(PACKAGES.values())))
def test_mended_names_are_unique_short_and_stay_when_mended_again(names: list[str], package: Package) -> None:
    found = mended(names, package.naming)
    folded = found if package.naming.case_matters else [name.lower() for name in found]
    assert len(set(folded)) == len(names)
    assert max(len(name.encode() if package.naming.in_bytes else name) for name in found) <= package.naming.longest
    assert mended(found, package.naming) == found
    assert not package.naming.ascii_only or all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) for name in found)


def test_a_name_that_was_changed_is_said_and_becomes_the_label() -> None:
    dataset = Dataset("made up", (column_of("code postal", ["01000", "75001"]),))
    assert notes(dataset, Format.SAS) == [
        "SAS does not take the names of some columns, which were changed: code postal → code_postal."
    ]
    assert back(dataset, Format.SAS)["code_postal"].label == "code postal"


def test_labels_that_cannot_be_held_are_said() -> None:
    dataset = labelled(STAYS, "cp", "é" * 200, _01000="Bourg-en-Bresse " * 9)
    assert notes(dataset, Format.SAS) == [
        "SAS cannot hold the labels of the values of cp.",
        "Labels of cp are longer than SAS allows, and were shortened.",
    ]
    assert notes(dataset, Format.SPSS) == ["Labels of cp are longer than SPSS allows, and were shortened."]
    assert back(dataset, Format.SPSS)["cp"].label == "é" * 128
    assert back(dataset, Format.STATA)["cp"].label == "é" * 80


def test_blanks_at_the_end_of_texts_are_said() -> None:
    dataset = Dataset("made up", (column_of("a", ["x ", None, " y"]),))
    for format_ in FORMATS:
        assert back(dataset, format_)["a"].texts().tolist() == ["x", None, " y"]
        assert notes(dataset, format_) == [
            f"{PACKAGES[format_].name} does not keep the blanks at the end of texts of a."
        ]


def test_records_without_a_value_at_the_end_are_lost_in_sas_only_and_said() -> None:
    dataset = Dataset("made up", (column_of("a", ["x", None, "y", None]), column_of("b", ["x", None, "y", None])))
    said = "SAS does not hold the records at the end that have no value at all."
    assert [back(dataset, format_).n_records for format_ in FORMATS] == [4, 4, 3]
    assert [notes(dataset, format_) for format_ in FORMATS] == [[], [], [said]]
    numbered = Dataset("made up", (*dataset.columns, column_of("c", ["1", None, "2", None])))
    assert back(numbered, Format.SAS).n_records == 4
    assert notes(numbered, Format.SAS) == []


def test_numbers_and_moments_that_a_format_cannot_count_stay_texts() -> None:
    dataset = Dataset(
        "made up",
        (column_of("a", ["1e80", "2", None]), column_of("b", ["2024-01-05 10:30:00.5", None, "2024-01-05 10:30:00.6"])),
    )
    again = back(dataset, Format.SAS)
    assert [column.texts().tolist() for column in again] == [column.texts().tolist() for column in dataset]


@pytest.mark.parametrize("format_", FORMATS)
def test_texts_that_a_format_would_cut_are_refused(format_: Format) -> None:
    with pytest.raises(DatasetError, match="A text of a has a null character"):
        export(Dataset("made up", (column_of("a", ["x\0y", "z"]),)), format_)
    long = Dataset("made up", (column_of("a", ["x" * 32_768, None]),))
    if format_ is Format.STATA:
        assert back(long, format_)["a"].texts().tolist() == ["x" * 32_768, None]
    else:
        with pytest.raises(DatasetError, match="holds texts of 32767 bytes at most, and one of a is longer"):
            export(long, format_)


def test_too_many_columns_are_refused() -> None:
    wide = Dataset("made up", tuple(column_of(f"a{place}", ["x"]) for place in range(10_000)))
    with pytest.raises(DatasetError, match="SAS holds 9999 columns at most"):
        export(wide, Format.SAS)


# --- Disk


@pytest.mark.parametrize("format_", FORMATS)
def test_where_files_need_a_name_they_are_private_and_removed(
    format_: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = export(STAYS, format_).content
    monkeypatch.delattr("os.memfd_create", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    content = export(STAYS, format_).content
    assert len(content) == len(expected)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="This system has no files without a name")
def test_elsewhere_nothing_reaches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.io.statistics.TemporaryDirectory", lambda: pytest.fail("a folder was made"))
    for format_ in FORMATS:
        assert export(STAYS, format_).content
