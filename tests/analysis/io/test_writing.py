"""What is written reads back the same, cannot run as a formula, and reaches the disk whole or not at all."""

import csv
import datetime as dt
import io
import os
import stat
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example as example_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Column, Dataset, column_of, dataset_of
from analysis.errors import DatasetError
from analysis.io import CsvStyle, Export, Format, ReadOptions, export, format_of, read, save
from analysis.kinds import Kind

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
CONTROL = "".join(map(chr, range(32))).translate({9: None, 10: None, 13: None})
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROL), min_size=1, max_size=6).filter(
    lambda text: bool(text.strip()) and text[0] not in FORMULA_STARTS
)
NAMES = st.text("abcéïœ 12,;\"'|\n=", min_size=1, max_size=4).map(lambda text: f"n{text}n")


NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15).map(str), st.floats(-1e9, 1e9).map(lambda x: repr(x).replace(".", ","))
)
DATES = st.dates(dt.date(1700, 1, 1), dt.date(2200, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y").zfill(10))
FAMILIES = st.sampled_from([(TEXTS, "a b"), (NUMBERS, "7"), (DATES, "31/12/2023")])


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Columns of any texts, numbers or dates; the last record has a value in each."""
    n_records = draw(st.integers(0, 5))
    columns = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        cells, last = draw(FAMILIES)
        drawn = draw(st.lists(st.one_of(st.none(), cells), min_size=n_records, max_size=n_records))
        columns.append(column_of(name, [*drawn, last]))
    return Dataset("made up", tuple(columns))


def example(**columns: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame(columns, dtype=object), "made up")


def alone(*cells: str | None) -> Dataset:
    return example(a=list(cells))


def texts(dataset: Dataset) -> dict[str, list[str | None]]:
    return {column.name: column.texts().tolist() for column in dataset}


def meaning(dataset: Dataset) -> dict[str, list[object]]:
    """The values of each record: numbers and dates as such, however they are written."""
    return {column.name: np.append(_values(column), None)[column.codes].tolist() for column in dataset}


def _values(column: Column) -> np.ndarray:
    if column.kind.is_number:
        return column.numbers().astype(object)
    return column.dates().astype(object).to_numpy() if column.kind is Kind.DATE else column.values


def back(written: Export, format_: Format, **options: object) -> Dataset:
    return read(written.content, f"made up{format_.value}", ReadOptions(**options)).dataset


PATIENTS = example(
    cp=["01000", "75001", None, "01000"],
    age=["40", "41", "-3", None],
    cost=["1 234,5", "3", None, "0,25"],
    entry=["31/12/2023", "01/02/2024", None, "31/12/2023"],
    seen=["2024-01-05 10:30:00", None, "2024-01-06 00:00:00", "2024-01-05 10:30:00"],
    name=['Zoé; dite "Zo"', "line 1\nline 2", "Œuvré", None],
    none=[None, None, None, None],
)


# --- Round trips


@pytest.mark.parametrize(
    "style", [CsvStyle(), CsvStyle(";", "cp1252"), CsvStyle("\t", "utf-8-sig"), CsvStyle("|", "utf-16")]
)
def test_a_csv_file_reads_back_with_every_text_as_it_was(style: CsvStyle) -> None:
    written = export(PATIENTS, Format.CSV, style)
    again = read(written.content, "made up.csv")
    assert texts(again.dataset) == texts(PATIENTS)
    assert again.dataset.fingerprint == PATIENTS.fingerprint
    assert (again.understood.delimiter, again.understood.encoding) == (style.delimiter, style.encoding)
    assert written.neutralised == 0


@pytest.mark.parametrize("format_", [Format.EXCEL, Format.PARQUET])
def test_a_typed_file_reads_back_with_the_same_values(format_: Format) -> None:
    again = back(export(PATIENTS, format_), format_)
    assert meaning(again) == meaning(PATIENTS)
    assert [column.kind for column in again] == [column.kind for column in PATIENTS]


@given(datasets(), st.sampled_from(",;\t|"))
def test_any_dataset_reads_back_from_csv(dataset: Dataset, delimiter: str) -> None:
    written = export(dataset, Format.CSV, CsvStyle(delimiter))
    assert texts(back(written, Format.CSV, delimiter=delimiter, header=True)) == texts(dataset)


@given(datasets())
def test_any_csv_file_is_read_alike_by_another_reader(dataset: Dataset) -> None:
    content = export(dataset, Format.CSV).content.decode()
    header, *records = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert tuple(header) == dataset.names
    expected = zip(*(["" if text is None else text for text in column.texts()] for column in dataset), strict=True)
    assert list(map(tuple, records)) == list(expected)


@settings(max_examples=50, deadline=None)
@given(datasets())
@example_of(alone("3,1853547129575603e-25", "7"))
@example_of(alone("1000000000000000", "0,0"))
@example_of(alone("01/01/2193", "31/12/2023"))
@example_of(alone("01/01/1700", "31/12/2023"))
def test_any_dataset_reads_back_from_excel_and_parquet(dataset: Dataset) -> None:
    for format_ in (Format.EXCEL, Format.PARQUET):
        again = back(export(dataset, format_), format_, header=True)
        assert meaning(again) == meaning(dataset)


def test_a_missing_value_of_a_single_column_is_not_an_empty_line() -> None:
    single = alone("x", None, None)
    assert export(single, Format.CSV).content == b'a\nx\n""\n""\n'
    assert texts(back(export(single, Format.CSV), Format.CSV)) == texts(single)


# --- Types


def test_numbers_and_dates_have_their_types_and_codes_stay_texts_in_parquet() -> None:
    table = pq.read_table(io.BytesIO(export(PATIENTS, Format.PARQUET).content))
    assert table.schema.types == [
        pa.string(),
        pa.int64(),
        pa.float64(),
        pa.date32(),
        pa.timestamp("ns"),
        pa.string(),
        pa.string(),
    ]
    assert table.column("cost").to_pylist() == [1234.5, 3, None, 0.25]
    assert table.column("cp").to_pylist() == ["01000", "75001", None, "01000"]


def test_numbers_and_dates_have_their_types_and_codes_stay_texts_in_excel() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export(PATIENTS, Format.EXCEL).content)).active
    header, first, *_ = sheet.iter_rows()
    assert [cell.value for cell in header] == list(PATIENTS.names)
    assert [cell.value for cell in first[:5]] == [
        "01000",
        40,
        1234.5,
        dt.datetime(2023, 12, 31),
        dt.datetime(2024, 1, 5, 10, 30),
    ]
    assert [cell.data_type for cell in first[:5]] == ["s", "n", "n", "d", "d"]
    assert first[3].number_format == "yyyy-mm-dd"


def test_two_texts_of_one_number_stay_apart() -> None:
    twice = example(a=["1,0", "1", "2,5"], b=["5/1/2024", "05/01/2024", "31/01/2024"])
    for format_ in (Format.EXCEL, Format.PARQUET):
        assert texts(back(export(twice, format_), format_)) == texts(twice)


def test_dates_that_a_sheet_counts_wrongly_stay_texts_there() -> None:
    old = example(born=["1899-12-31", "1990-01-05"])
    assert texts(back(export(old, Format.EXCEL), Format.EXCEL)) == texts(old)
    sheet = openpyxl.load_workbook(io.BytesIO(export(old, Format.EXCEL).content)).active
    assert [cell.value for cell in sheet["A"]] == ["born", "1899-12-31", "1990-01-05"]


@pytest.mark.parametrize("text", ["#N/A", "_x000D_", "a\rb", "\x01", " edge ", "_x005F_x000D_"])
def test_texts_that_mean_something_to_excel_are_kept(text: str) -> None:
    assert texts(back(export(example(a=[text, "b c"]), Format.EXCEL), Format.EXCEL)) == {"a": [text, "b c"]}


def test_a_number_beyond_all_floats_stays_a_text() -> None:
    huge = example(a=["1e400", "2"])
    for format_ in Format:
        assert texts(back(export(huge, format_), format_)) == texts(huge)


def test_a_sheet_of_many_columns_and_blocks_is_read_by_others_and_is_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("analysis.io.workbook.BLOCK", 10)
    codes = np.arange(26, dtype=np.int32) % 3 - 1
    wide = Dataset(
        "made up",
        tuple(
            Column(f"c{place}", Kind.TEXT, np.array([f"<{place}>", "a & b"], dtype=object), codes)
            for place in range(28)
        ),
    )
    content = export(wide, Format.EXCEL).content
    assert export(wide, Format.EXCEL).content == content
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    assert (sheet.max_row, sheet.max_column) == (27, 28)
    assert [cell.value for cell in next(sheet.iter_rows(min_row=13, max_row=13))] == [
        column.texts()[11] for column in wide
    ]
    assert texts(back(Export(content), Format.EXCEL)) == texts(wide)


# --- Formulas


FORMULAS = ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "=" + "'x'!A1"]
HARMLESS = ["-5", "+3.5", "-1,5", "-1 234", "a=1", "'=1", "1e-5", "*"]


@pytest.mark.parametrize("format_", [Format.CSV, Format.EXCEL])
def test_a_text_that_would_run_gets_an_apostrophe_and_is_counted_once_per_record(format_: Format) -> None:
    for formula in FORMULAS:
        written = export(example(a=[formula, None, formula, "x y"]), format_)
        assert written.neutralised == 2
        assert texts(back(written, format_, header=True)) == {"a": ["'" + formula, None, "'" + formula, "x y"]}


@pytest.mark.parametrize("format_", [Format.CSV, Format.EXCEL])
def test_signed_numbers_and_texts_that_cannot_run_are_left_alone(format_: Format) -> None:
    dataset = example(a=[*HARMLESS, "x y"])
    written = export(dataset, format_)
    assert written.neutralised == 0
    assert texts(back(written, format_)) == texts(dataset)


def test_names_of_columns_are_neutralised_too() -> None:
    dataset = Dataset("made up", (column_of("=1+1", ["x", "y"]), column_of("b", ["1", "2"])))
    for format_ in (Format.CSV, Format.EXCEL):
        written = export(dataset, format_)
        assert written.neutralised == 1
        assert back(written, format_).names == ("'=1+1", "b")


def test_parquet_has_no_formulas_and_keeps_every_text() -> None:
    written = export(example(a=FORMULAS), Format.PARQUET)
    assert written.neutralised == 0
    assert texts(back(written, Format.PARQUET)) == {"a": FORMULAS}


@given(st.lists(st.text("=+-@\t 1a", max_size=4), min_size=1))
def test_no_cell_of_a_csv_file_starts_a_formula_unless_it_is_a_number(cells: list[str]) -> None:
    content = export(Dataset("d", (column_of("a", [*cells, "x"]),)), Format.CSV).content.decode()
    for (cell,) in list(csv.reader(io.StringIO(content)))[1:]:
        assert cell[:1] not in tuple(FORMULA_STARTS) or np.isfinite(float(cell.strip().replace(" ", "")))


# --- What a format cannot hold


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (CsvStyle(encoding="cp1252"), "cannot be written in cp1252. Choose utf-8"),
        (CsvStyle(encoding="zork"), "No encoding is called zork"),
        (CsvStyle(delimiter=""), "A delimiter is one character"),
        (CsvStyle(delimiter='"'), "A delimiter is one character"),
    ],
)
def test_a_style_that_cannot_be_is_refused(style: CsvStyle, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        export(example(a=["→ x"]), Format.CSV, style)


def test_a_sheet_that_would_be_too_large_is_refused() -> None:
    long = Column("a", Kind.TEXT, np.array(["x"], dtype=object), np.zeros(1_048_576, dtype=np.int32))
    with pytest.raises(DatasetError, match="A sheet holds 1048575 records and 16384 columns at most"):
        export(Dataset("d", (long,)), Format.EXCEL)
    with pytest.raises(DatasetError, match="A cell holds 32767 characters at most"):
        export(example(a=["x" * 32_768]), Format.EXCEL)


def test_the_extension_decides_the_format() -> None:
    assert [format_of(name) for name in ("a.csv", "A.XLSX", "x/a.parquet", "a.dta", "a.sav", "a.xpt")] == list(Format)
    with pytest.raises(DatasetError, match=r"a\.doc\. Use one of \.csv \.xlsx \.parquet \.dta \.sav \.xpt"):
        format_of("a.doc")


# --- Disk


def test_a_file_is_saved_whole_and_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "release.csv"
    save(b"old and longer", path)
    save(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_save_leaves_what_was_there_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "release.csv"
    save(b"old", path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "the disk is full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DatasetError, match=r"release\.csv: the disk is full\. Nothing was written\."):
        save(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"gone.release\.csv: there is no such file or folder"):
        save(b"new", tmp_path / "gone" / "release.csv")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_saved_file_has_the_permissions_of_any_other_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    save(b"new", tmp_path / "release.csv")
    assert stat.S_IMODE((tmp_path / "release.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)
