"""Files are read exactly, whatever their encoding, delimiter and format, or refused in words that quote no record."""

import csv as standard_csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Dataset
from analysis.errors import DatasetError
from analysis.io import SUPPORTED, Reading, ReadOptions, read
from analysis.kinds import Kind

HOSPITAL = """nir;prénom;code_postal;naissance;coût;région
185057800608436;Zoé;01000;31/12/1985;1 234,50;Île-de-France
285059934000012;Gaëlle;75001;01/02/1990;80,00;Auvergne-Rhône-Alpes
190062A00405621;Françoise;20000;15/03/1990;NA;Corse
"""
"""Made up."""


def csv(text: str | bytes, name: str = "made up.csv", **options: object) -> Reading:
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, name, ReadOptions(**options))


def texts(dataset: Dataset) -> dict[str, list[str | None]]:
    return {column.name: column.texts().tolist() for column in dataset}


def sentences(reading: Reading) -> str:
    return " ".join(map(str, (*reading.understood.notes, *reading.understood.doubts)))


# --- Real files


def test_adult_is_read_as_pandas_reads_its_texts(shared: Path) -> None:
    path = shared / "data" / "adult.csv"
    reading = read(path, path.name)
    expected = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(pd.DataFrame(texts(reading.dataset)), expected)
    assert {column.name for column in reading.dataset if column.kind is Kind.INTEGER} == {"age"}
    assert reading.understood.delimiter == ";"
    assert sentences(reading) == ""


def test_missing_values_are_counted_as_in_the_file(shared: Path) -> None:
    path = shared / "data" / "testdata_na.csv"
    dataset = read(path, path.name).dataset
    expected = pd.read_csv(path, dtype=str).isna().sum()
    assert {column.name: column.n_missing for column in dataset} == expected.to_dict()
    assert sum(column.n_missing for column in dataset) > 0
    assert all(column.kind.is_number for column in dataset)


# --- Text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_a_french_file_keeps_every_value_in_every_encoding(encoding: str) -> None:
    reading = csv(HOSPITAL.encode(encoding))
    assert (reading.understood.encoding, reading.understood.delimiter) == (encoding, ";")
    assert reading.understood.decimal == ","
    kinds = [Kind.CODE, Kind.TEXT, Kind.CODE, Kind.DATE, Kind.DECIMAL, Kind.TEXT]
    assert [column.kind for column in reading.dataset] == kinds
    assert texts(reading.dataset) == {
        "nir": ["185057800608436", "285059934000012", "190062A00405621"],
        "prénom": ["Zoé", "Gaëlle", "Françoise"],
        "code_postal": ["01000", "75001", "20000"],
        "naissance": ["31/12/1985", "01/02/1990", "15/03/1990"],
        "coût": ["1 234,50", "80,00", None],
        "région": ["Île-de-France", "Auvergne-Rhône-Alpes", "Corse"],
    }
    assert reading.dataset["coût"].numbers().tolist() == [1234.5, 80]
    assert "NA counts as missing in coût." in sentences(reading)


def test_a_file_of_two_encodings_is_read_and_the_line_that_shows_it_is_said() -> None:
    mixed = "nom;ville\nZoé;Sète\n".encode("cp1252") + "Gaëlle;Nîmes\n".encode()
    assert "it was read as cp1252, but line 3 is written in UTF-8" in sentences(csv(mixed))
    assert "mixes" not in sentences(csv("nom;ville\nZoé;SÃO\n".encode("cp1252")))


def test_latin_9_is_told_from_windows_by_its_ligatures() -> None:
    text = "nom;organe\nZoé;cœur\n"
    assert csv(text.encode("iso8859-15")).understood.encoding == "iso8859-15"
    assert csv(text.encode("cp1252")).understood.encoding == "cp1252"
    assert texts(csv(text.encode("iso8859-15")).dataset)["organe"] == ["cœur"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_even_where_others_stand_in_quotes(delimiter: str) -> None:
    text = "name,with;all\tof|them\n"
    quoted = f'"{text.strip()}"{delimiter}b\n"1,5;2\t3|4"{delimiter}x\n"1,5;2\t3|4"{delimiter}y\n'
    reading = csv(quoted)
    assert reading.understood.delimiter == delimiter
    assert reading.understood.quote == '"'
    assert texts(reading.dataset) == {"name,with;all\tof|them": ["1,5;2\t3|4"] * 2, "b": ["x", "y"]}


def test_a_decimal_comma_does_not_pass_for_a_delimiter() -> None:
    assert texts(csv("a;b\n1,5;2,5\n3,5;4,5\n").dataset) == {"a": ["1,5", "3,5"], "b": ["2,5", "4,5"]}
    single = csv("poids\n70,5\n80,2\n")
    assert texts(single.dataset) == {"poids": ["70,5", "80,2"]}
    assert single.understood.delimiter == ""
    assert "Is the delimiter right?" in sentences(single)


def test_quotes_doubled_quotes_and_line_breaks_in_them_are_kept() -> None:
    text = 'a;b\r\n"line 1\r\nline 2";"say ""hi"""\r\n;5" pipe\r\n'
    assert texts(csv(text).dataset) == {"a": ["line 1\r\nline 2", None], "b": ['say "hi"', '5" pipe']}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_understood(ending: str) -> None:
    assert texts(csv(ending.join(["a;b", "1;2", "3;4", ""])).dataset) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_blanks_around_a_value_are_kept_and_those_around_a_name_are_not() -> None:
    assert texts(csv(" a ; b\n x ;y\n").dataset) == {"a": [" x "], "b": ["y"]}


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("sex;age\nM;30\nF;40\n", True),
        ("M;30\nF;40\n", False),
        ("sex;race\nM;W\nF;B\n", True),
        ("M;W\nM;B\nF;W\nF;B\n", False),
        ("id;2019\nx;a\n", True),
        ("Q1;Q2\n1;2\n3;4\n", True),
        ("day;x\n2024-01-05;a\n", True),
        ("2024-01-05;a\n2024-01-06;b\n", False),
    ],
)
def test_a_header_is_told_from_a_record(text: str, header: bool) -> None:
    reading = csv(text)
    assert reading.understood.header is header
    assert reading.dataset.n_records == text.count("\n") - header
    assert ("The first line was taken for a record" in sentences(reading)) is not header


def test_what_the_user_decides_goes_before_what_is_found() -> None:
    text = "a;b\n03/04/2024;1,5\n"
    assert csv(text, header=False).dataset.n_records == 2
    assert csv("a;b\n1;2\n", delimiter=",").dataset.names == ("a;b",)
    assert csv(text, decimal=".").dataset["b"].kind is Kind.TEXT
    assert csv(text, day_first=False).dataset["a"].date_format == "%m/%d/%Y"
    assert csv(text, kinds={"b": Kind.TEXT}).dataset["b"].kind is Kind.TEXT
    assert csv("é;b\n1;2\n".encode("cp850"), encoding="cp1252").dataset.names == ("‚", "b")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kinds": {"zap": Kind.TEXT}}, r"Not in the dataset: zap\. Its columns are a, b\."),
        ({"delimiter": ";;"}, "A delimiter is one character"),
        ({"delimiter": "\n"}, "A delimiter is one character"),
        ({"decimal": ";"}, "A decimal mark is a point or a comma"),
        ({"encoding": "zork"}, "No encoding is called zork"),
        ({"encoding": "hex"}, "No encoding is called hex"),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, object], words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        csv("a;b\n1;2\n", **options)


def test_a_first_line_that_declares_the_delimiter_is_no_record() -> None:
    reading = csv("sep=;\r\na;b\r\n1,2;3\r\n")
    assert texts(reading.dataset) == {"a": ["1,2"], "b": ["3"]}


@pytest.mark.parametrize("text", ["a;b;\n1;2;\n3;4;\n", "a;b\n1;2;\n3;4;\n", "a;b;\n1;2\n3;4\n"])
def test_a_delimiter_at_the_end_of_lines_makes_no_column(text: str) -> None:
    assert texts(csv(text).dataset) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_what_is_left_out_or_renamed_is_said() -> None:
    reading = csv("a;a;;a_2;\n1;2;3;4;\n\n5;6;7;8;\n;;;;\n;;;;\n\n")
    assert texts(reading.dataset) == {"a": ["1", "5"], "a_3": ["2", "6"], "column_3": ["3", "7"], "a_2": ["4", "8"]}
    assert [str(note) for note in reading.understood.notes] == [
        "Empty lines skipped: 1.",
        "Columns left out, as they have neither name nor value: 1.",
        "Records left out at the end, as they have no value at all: 2.",
        "Columns without a name are called column_3.",
        "Repeated names are numbered: a_3.",
    ]


def test_records_without_any_value_stay_between_others_and_in_a_single_column() -> None:
    assert csv("a;b\n;\n1;2\n").dataset["a"].texts().tolist() == [None, "1"]
    assert csv("a\n1\n\n3\n").dataset["a"].texts().tolist() == ["1", None, "3"]


def test_a_column_without_values_a_constant_one_and_very_many_are_read() -> None:
    dataset = csv("a;b\n;x\n;x\n").dataset
    assert [column.kind for column in dataset] == [Kind.EMPTY, Kind.TEXT]
    assert csv("a;b\n;\n;\n").dataset.n_records == 2
    wide = csv("\n".join(";".join(f"{prefix}{i}" for i in range(300)) for prefix in ("v", "1", "2")) + "\n").dataset
    assert (len(wide.names), wide.n_records) == (300, 2)


# --- Bad text files


CELL = "Dupont"
"""Stands for a value of a record in the files below."""

BAD = {
    "empty": (b"", "The file is empty"),
    "blank": (b"\n \r\n", "The file is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "The file is empty"),
    "header only": (b"nom;age\n", "a header and no record"),
    "one word": (b"nom", "a header and no record"),
    "zeros": (b"nom;age\nDupont;\x0040\n", "not text: it holds binary data"),
    "random": (
        bytes(np.random.default_rng(1).integers(1, 256, 5000, dtype=np.uint8)),
        "not text: it holds binary data",
    ),
    "zip": (b"PK\x03\x04Dupont", r"looks like Excel \(\.xlsx\) or ZIP"),
    "open quote": (b'nom;age\na;1\nb;"Dupont\nc;3\n', "quote on line 3, .*is not closed"),
    "open quote, long": (
        b'nom;age\na;1\nb;"Dupont\n' + b"c;3\n" * 50_000,
        "quote on line 3, .*is not closed",
    ),
    "open quote, much longer": (b'nom;age\na;1\nb;"Dupont\n' + b"c;3\n" * 2_000_000, "quote on line 3,"),
    "open quote in the header": (b'nom;"age\n' + b"Dupont;3\n" * 50_000, "quote on line 1,"),
    "open quote that meets another": (
        b'nom;age\n"a";1\n"Dupont;2\n"c";3\n',
        "quote on line 3, .*is not closed",
    ),
    "too many fields": (
        b"nom;age\na;1\nDupont;2;3\nc;4;5\nd;6\ne;7\n",
        r"Line 3: 3 fields instead of 2\. .*differ: 2\.",
    ),
    "too few fields": (b'nom;age\n"a\nb";1\nDupont\nc;4\n', r"Line 4: 1 fields instead of 2\. .*differ: 1\."),
    "first lines empty": (b"\n\nnom;age\na;1\nDupont\nc;2\n", "Line 5: 1 fields instead of 2"),
    "title line": (b"Dupont\nnom;age;x\na;1;2\nb;2;3\n", "Line 1: 1 fields instead of 3"),
    "header too short": (b"nom;age\nDupont;1;2\nb;1;2\n", "Line 1: 2 fields instead of 3"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_in_words_that_say_where_and_quote_no_record(content: bytes, words: str) -> None:
    with pytest.raises(DatasetError, match=words) as caught:
        csv(content)
    assert CELL not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@given(st.one_of(st.binary(max_size=60), st.text('ab1,;"\n\r\té ', max_size=40).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for extension in (".csv", ".jsonl"):
        try:
            reading = read(content, f"made up{extension}")
        except DatasetError:
            continue
        assert reading.dataset.n_records > 0


@given(
    st.lists(st.lists(st.text('a1,;"\n ', max_size=4), min_size=2, max_size=2), min_size=1, max_size=6),
    st.sampled_from(",;"),
)
def test_text_that_another_writer_made_is_read_cell_for_cell(rows: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    writer = standard_csv.writer(stream, delimiter=delimiter)
    writer.writerows([["x y", "z"], *rows, ["end", "end"]])
    dataset = csv(stream.getvalue(), delimiter=delimiter, header=True, kinds={"x y": Kind.TEXT, "z": Kind.TEXT}).dataset
    expected = [[cell if cell.strip() else None for cell in row] for row in rows]
    assert [list(record) for record in zip(*texts(dataset).values(), strict=True)][:-1] == expected


def test_the_wrong_encoding_is_refused_with_the_line_that_shows_it() -> None:
    with pytest.raises(DatasetError, match="Line 3 is not written in utf-8"):
        csv("nom;âge".encode("ascii", "ignore") + b"\nA;1\n" + "Zoé;2\n".encode("cp1252"), encoding="utf-8")


def test_binary_data_stay_so_under_any_encoding() -> None:
    with pytest.raises(DatasetError, match="binary data"):
        csv(b"a;b\n\x00\x01\x02;\xff\n", encoding="iso8859-1")


def test_a_long_text_in_quotes_is_no_mistake() -> None:
    long = "é" * 300_000
    assert csv(f'a;b\n\n1;"{long}"\n').dataset["b"].values.tolist() == [long]
    with pytest.raises(DatasetError, match="Line 3: 1 fields instead of 2"):
        csv(f'a;b\n1;"{long}"\n2\n3;4\n')


# --- Formats


def test_the_format_is_that_of_the_extension_and_others_are_refused() -> None:
    assert {".csv", ".tsv", ".xlsx", ".ods", ".parquet", ".jsonl", ".sav", ".dta", ".sas7bdat", ".xpt"} <= set(
        SUPPORTED
    )
    assert csv("a\tb\n1\t2\n", "MADE UP.TSV").dataset.name == "MADE UP.TSV"
    with pytest.raises(DatasetError, match=r"cannot be read: notes\.pdf\. Use one of \.csv"):
        read(b"a;b\n1;2\n", "folder/notes.pdf")


def test_bytes_streams_and_paths_are_the_same(tmp_path: Path) -> None:
    content = HOSPITAL.encode()
    path = tmp_path / "made up.csv"
    path.write_bytes(content)
    read_from = [read(source, path.name).dataset.fingerprint for source in (content, io.BytesIO(content), path)]
    assert len(set(read_from)) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"gone\.csv: there is no such file or folder"):
        read(tmp_path / "gone.csv", "gone.csv")


@pytest.mark.parametrize("extension", [name for name in SUPPORTED if name not in (".csv", ".tsv", ".txt")])
def test_a_file_that_is_not_what_its_extension_says_is_refused(extension: str) -> None:
    with pytest.raises(DatasetError):
        read(b"Dupont;1\n", f"made up{extension}")


def sheet(rows: list[list[object]], **more: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for name, content in {"data": rows, **more}.items():
        page = book.create_sheet(name)
        for row in content:
            page.append(row)
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_sheet_keeps_its_texts_and_its_whole_numbers_lose_nothing() -> None:
    rows = [
        ["cp", "age", "poids", "entrée", "arrivée", "accord", None],
        ["01000", 40, 70.5, dt.date(2024, 1, 5), dt.datetime(2024, 1, 5, 10, 30), True, None],
        ["75001", None, 80, None, dt.datetime(2024, 1, 6), False, None],
        [None, 123456789012345, 0.1, dt.date(2023, 12, 31), None, None, None],
        [None] * 7,
    ]
    reading = read(sheet(rows), "made up.xlsx")
    assert texts(reading.dataset) == {
        "cp": ["01000", "75001", None],
        "age": ["40", None, "123456789012345"],
        "poids": ["70.5", "80", "0.1"],
        "entrée": ["2024-01-05", None, "2023-12-31"],
        "arrivée": ["2024-01-05 10:30:00", "2024-01-06 00:00:00", None],
        "accord": ["true", "false", None],
    }
    kinds = [Kind.CODE, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.DATE, Kind.TEXT]
    assert [column.kind for column in reading.dataset] == kinds


def test_a_decimal_mark_is_for_texts_and_not_for_the_numbers_of_a_sheet() -> None:
    reading = read(sheet([["a", "b"], [1.5, "2,5"]]), "made up.xlsx", ReadOptions(decimal=","))
    assert [column.kind for column in reading.dataset] == [Kind.DECIMAL, Kind.DECIMAL]


def test_the_first_sheet_that_is_filled_is_read_unless_another_is_asked_for() -> None:
    content = sheet([], Été=[["a"], [1]], other=[["b"], [2]])
    reading = read(content, "made up.xlsx")
    assert (reading.understood.sheet, reading.understood.other_sheets) == ("Été", ("data", "other"))
    assert "Été was read" in sentences(reading)
    assert read(content, "made up.xlsx", ReadOptions(sheet="other")).dataset.names == ("b",)
    with pytest.raises(DatasetError, match=r"no sheet zap\. Its sheets are data, Été, other\."):
        read(content, "made up.xlsx", ReadOptions(sheet="zap"))
    with pytest.raises(DatasetError, match="no cell that is filled in"):
        read(content, "made up.xlsx", ReadOptions(sheet="data"))
    with pytest.raises(DatasetError, match="The sheet data has a header and no record"):
        read(sheet([["nom", "age"]]), "made up.xlsx")


def test_an_open_document_sheet_is_read() -> None:
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>" for a, b in (("cp", "x"), ("01000", "é"))
    )
    table = f'<table:table table:name="t">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    assert texts(read(stream.getvalue(), "made up.ods").dataset) == {"cp": ["01000"], "x": ["é"]}


def parquet(**columns: object) -> Reading:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return read(stream.getvalue(), "made up.parquet")


def test_typed_values_become_their_shortest_exact_texts() -> None:
    moment = dt.datetime(2024, 1, 5, 10, 30, 0, 250_000)
    reading = parquet(
        integer=[1, None],
        whole=[40.0, float("nan")],
        mixed=[1.5, 2.0],
        single=pa.array([0.1, 3], pa.float32()),
        large=pa.array([2**63, 1], pa.uint64()),
        text=["01000", ""],
        boolean=[True, None],
        day=[dt.date(1890, 1, 5), None],
        moment=[moment, dt.datetime(2024, 1, 6)],
        midnight=[dt.datetime(2024, 1, 6), None],
        paris=pa.array([dt.datetime(2024, 7, 5, 22)] * 2, pa.timestamp("ns", "Europe/Paris")),
        category=pa.array(["a", "b"]).dictionary_encode(),
        nothing=pa.nulls(2),
        raw=pa.array(["é".encode(), None]),
    )
    assert texts(reading.dataset) == {
        "integer": ["1", None],
        "whole": ["40", None],
        "mixed": ["1.5", "2"],
        "single": ["0.1", "3"],
        "large": ["9223372036854775808", "1"],
        "text": ["01000", None],
        "boolean": ["true", None],
        "day": ["1890-01-05", None],
        "moment": ["2024-01-05 10:30:00.25", "2024-01-06 00:00:00"],
        "midnight": ["2024-01-06", None],
        "paris": ["2024-07-06"] * 2,
        "category": ["a", "b"],
        "nothing": [None, None],
        "raw": ["é", None],
    }
    assert reading.dataset["moment"].kind is Kind.DATE


def test_parquet_whose_texts_are_damaged_is_refused_without_quoting_them() -> None:
    stream = io.BytesIO()
    pq.write_table(
        pa.table({"nom": ["Dupont"]}), stream, compression="none", use_dictionary=False, write_statistics=False
    )
    with pytest.raises(DatasetError, match="not Parquet, or it is damaged") as caught:
        read(stream.getvalue().replace(b"Dupont", b"Dup\xffnt"), "made up.parquet")
    assert "Dup" not in str(caught.value)


def test_equal_texts_of_different_values_are_one() -> None:
    assert parquet(x=[0.0, -0.0, 1.0]).dataset["x"].values.tolist() == ["0", "1"]


@pytest.mark.parametrize("cells", [[[1], [2]], [{"a": 1}, None], [b"\xff", None]])
def test_values_that_are_no_single_text_are_refused_with_the_name_of_the_column(cells: list[object]) -> None:
    with pytest.raises(DatasetError, match="Column bad holds lists, objects or binary data"):
        parquet(good=[1, 2], bad=pa.array(cells))


def json_lines(*lines: str) -> Reading:
    return read("\n".join(lines).encode(), "made up.jsonl")


def test_json_lines_keep_texts_and_numbers_as_they_are_written() -> None:
    reading = json_lines(
        '{"day": "2024-01-05", "cost": 1.50, "id": 12345678901234567890, "yes": true}',
        "",
        '{"day": null, "cost": "2", "new": "01000", "id": 1}',
    )
    assert texts(reading.dataset) == {
        "day": ["2024-01-05", None],
        "cost": ["1.50", "2"],
        "id": ["12345678901234567890", "1"],
        "yes": ["true", None],
        "new": [None, "01000"],
    }
    assert [column.kind for column in reading.dataset] == [Kind.DATE, Kind.DECIMAL, Kind.CODE, Kind.TEXT, Kind.CODE]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (['{"nom": "a"}', "", "Dupont"], "Line 3 is not JSON"),
        (['[{"nom": "Dupont"}]'], "not all JSON objects"),
        (['{"nom": ["Dupont"]}'], "Column nom holds lists, objects or binary data"),
        (['{"nom": {"x": "Dupont"}}'], "Column nom holds lists, objects or binary data"),
        (["{}"], "no record"),
    ],
)
def test_json_that_is_not_flat_lines_is_refused(lines: list[str], words: str) -> None:
    with pytest.raises(DatasetError, match=words) as caught:
        json_lines(*lines)
    assert CELL not in str(caught.value)


STATISTICS: dict[str, Callable[[pd.DataFrame, str], None]] = {
    ".sav": pyreadstat.write_sav,
    ".zsav": lambda frame, path: pyreadstat.write_sav(frame, path, compress=True),
    ".dta": pyreadstat.write_dta,
    ".xpt": lambda frame, path: pyreadstat.write_xport(frame, path, file_format_version=8),
    ".por": lambda frame, path: pyreadstat.write_por(frame.rename(columns=str.upper), path),
}


@pytest.mark.parametrize("extension", STATISTICS)
def test_files_of_statistics_packages_keep_codes_and_dates(extension: str, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "sex": [1.0, 2.0, None],
            "weight": [70.5, 80.0, 0.25],
            "dep": ["01", "2A", ""],
            "born": [dt.date(1990, 1, 5), None, dt.date(1890, 2, 3)],
        }
    )
    path = tmp_path / f"made up{extension}"
    STATISTICS[extension](frame, str(path))
    dataset = read(path.read_bytes(), path.name).dataset
    assert [column.name.lower() for column in dataset] == list(frame.columns)
    assert [column.texts().tolist() for column in dataset] == [
        ["1", "2", None],
        ["70.5", "80", "0.25"],
        ["01", "2A", None],
        ["1990-01-05", None, "1890-02-03"],
    ]


def test_reading_an_upload_opens_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "made up.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0]}), str(path))
    content = path.read_bytes()
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("a file was opened"))
    monkeypatch.setattr("io.open", lambda *_: pytest.fail("a file was opened"))
    assert read(content, path.name).dataset.n_records == 1
