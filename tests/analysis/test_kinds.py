import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.kinds import Kind, is_figure, parse_numbers, understand, understand_as

NNBSP, NBSP = "\u202f", "\u00a0"


def texts(*values: str) -> np.ndarray:
    return np.array(values, dtype=object)


def kind(*values: str, name: str = "x") -> Kind:
    return understand(texts(*values), name).kind


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("1", "-20", "+3"), Kind.INTEGER),
        (("1 234", f"12{NNBSP}345{NBSP}678"), Kind.INTEGER),
        (("1.5", "2"), Kind.DECIMAL),
        (("1e-5", ".5", "2."), Kind.DECIMAL),
        (("75001", "75002"), Kind.INTEGER),
        (("01000", "75001"), Kind.CODE),
        (("001.1", "250.00"), Kind.CODE),
        (("185057800608436",), Kind.CODE),
        (("1 85 05 78 006 084 36",), Kind.CODE),
        (("123 456 789",), Kind.CODE),
        (("06 12 34 56 78", "01 23 45 67 89"), Kind.CODE),
        (("+33612345678",), Kind.CODE),
        (("1", "12345678901234567"), Kind.CODE),
        (("2A004", "75056"), Kind.CODE),
        (("E11.9", "J45", "E11.90"), Kind.CODE),
        (("01", "2A", "971"), Kind.CODE),
        (("11th", "9th"), Kind.TEXT),
        (("5-9", "10-14"), Kind.TEXT),
        (("1990-1999", "2000-2009"), Kind.TEXT),
        (("FR", "NA"), Kind.TEXT),
        (("1.5", "2,5"), Kind.TEXT),
        (("1.2.10", "1.2.3"), Kind.TEXT),
        (("12 34", "5"), Kind.TEXT),
        ((), Kind.EMPTY),
        (("", "  "), Kind.EMPTY),
        (("NA", "-"), Kind.EMPTY),
    ],
)
def test_a_column_is_what_all_of_its_values_are(values: tuple[str, ...], expected: Kind) -> None:
    assert kind(*values) is expected


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        (("2024-01-05",), "%Y-%m-%d"),
        (("2024/1/5", "2023/12/31"), "%Y/%m/%d"),
        (("31/12/2023", "05/01/2024"), "%d/%m/%Y"),
        (("5/1/2024", "31/12/2023"), "%d/%m/%Y"),
        (("01/31/2024", "02/01/2024"), "%m/%d/%Y"),
        (("05.01.2024",), "%d.%m.%Y"),
        (("31-12-23",), "%d-%m-%y"),
        (("31/12/2023 10:30",), "%d/%m/%Y %H:%M"),
        (("2024-01-05T10:00:00Z",), "%Y-%m-%dT%H:%M:%SZ"),
        (("2024-01-05 10:00:00.25",), "%Y-%m-%d %H:%M:%S.%f"),
        (("2024-01-05", "2024-01-05 10:00:00"), "ISO8601"),
    ],
)
def test_dates_are_known_in_the_forms_that_french_and_english_files_use(values: tuple[str, ...], pattern: str) -> None:
    found = understand(texts(*values))
    assert (found.kind, found.date_format) == (Kind.DATE, pattern)


@pytest.mark.parametrize(
    "values",
    [
        ("31/02/2024",),
        ("2024-01-05", "9999-12-31"),
        ("2024-01-05", "05/01/2024"),
        ("2024-01-05T10:00+01:00", "2024-07-05T10:00+02:00"),
    ],
)
def test_what_is_no_date_or_not_written_like_the_others_leaves_a_column_of_text(values: tuple[str, ...]) -> None:
    assert kind(*values) is Kind.TEXT


def test_days_and_months_that_could_be_swapped_are_read_day_first_and_doubted() -> None:
    found = understand(texts("03/04/2024", "05/06/2024"), "entry")
    assert found.date_format == "%d/%m/%Y"
    assert [dict(doubt.details)["column"] for doubt in found.doubts] == ["entry"]
    assert understand(texts("03/04/2024"), day_first=False).date_format == "%m/%d/%Y"
    assert not understand(texts("03/04/2024"), day_first=True).doubts
    assert not understand(texts("03/04/2024", "30/04/2024")).doubts


def test_years_of_two_digits_are_doubted() -> None:
    assert any("two digits" in doubt.template for doubt in understand(texts("31/12/45")).doubts)


def test_eight_digits_are_dates_only_when_the_name_says_so_or_all_of_many_are() -> None:
    days = [f"202401{day:02d}" for day in range(1, 13)]
    assert kind("20240105", name="date_naissance") is Kind.DATE
    assert kind("20240105", name="amount") is Kind.INTEGER
    assert kind(*days, name="amount") is Kind.DATE
    assert kind(*days, "20241301", name="date") is Kind.INTEGER


@pytest.mark.parametrize("name", ["code_postal", "CP", "zipCode", "Numéro", "code INSEE", "patientId", "tél"])
def test_five_digits_are_a_code_where_the_name_says_so(name: str) -> None:
    assert kind("75001", "75002", name=name) is Kind.CODE
    assert kind("75001", "750", name=name) is Kind.INTEGER


@pytest.mark.parametrize("name", ["cost", "income", "population", "", "âge"])
def test_five_digits_are_an_amount_where_the_name_says_nothing(name: str) -> None:
    assert kind("75001", "75002", name=name) is Kind.INTEGER


def test_missing_has_marks_only_where_the_rest_are_numbers_or_dates() -> None:
    assert understand(texts("1", "NA", "", ".")).missing == {"NA", "", "."}
    assert understand(texts("2024-01-05", "NULL", " ? ")).missing == {"NULL", " ? "}
    assert understand(texts("01000", "ND")).missing == {"ND"}
    assert understand(texts("FR", "NA", " ")).missing == {" "}
    assert understand(texts("E11.9", "J45")).missing == set()


def test_a_decimal_comma_is_found_and_a_thousands_comma_doubted() -> None:
    comma = understand(texts("1 234,5", "-3"))
    assert (comma.kind, comma.decimal, comma.doubts) == (Kind.DECIMAL, ",", ())
    assert len(understand(texts("1,234", "12,500"), "x").doubts) == 1
    assert understand(texts("1,234,567"), "x").kind is Kind.TEXT
    assert len(understand(texts("1,234,567"), "x").doubts) == 1


def test_the_mark_given_is_the_only_one_accepted() -> None:
    assert understand(texts("1,5"), decimal=".").kind is Kind.TEXT
    assert understand(texts("1,5"), decimal=",").kind is Kind.DECIMAL


def test_a_column_that_is_numbers_but_for_a_few_says_how_many_without_quoting_them() -> None:
    found = understand(texts(*map(str, range(40)), "secret"), "age")
    assert found.kind is Kind.TEXT
    assert dict(found.doubts[0].details) == {"column": "age", "count": 1}
    assert "secret" not in str(found.doubts[0])


def test_the_user_decides_over_what_was_found() -> None:
    assert understand_as(Kind.CODE, texts("1", "2")).kind is Kind.CODE
    assert understand_as(Kind.TEXT, texts("1", "")).missing == {""}
    number = understand_as(Kind.DECIMAL, texts("1,5", "about 2", "NA"), "x")
    assert (number.decimal, number.missing) == (",", {"NA"})
    assert dict(number.doubts[0].details)["count"] == 1
    date = understand_as(Kind.DATE, texts("31/12/2023", "unknown"), "x")
    assert date.date_format == "%d/%m/%Y"
    assert understand_as(Kind.DATE, texts("20240105"), "amount").date_format == "%Y%m%d"
    assert understand_as(Kind.DATE, texts("never"), "x").date_format == ""


def test_numbers_are_read_with_blanks_between_thousands_and_the_mark_of_the_file() -> None:
    read = parse_numbers(
        np.array(["1 234,5", f"-12{NNBSP}345", "+3", ",5", "12,", "1.5", "1 23", "x", None], dtype=object), ","
    )
    np.testing.assert_equal(read, [1234.5, -12345, 3, 0.5, 12, np.nan, np.nan, np.nan, np.nan])


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_every_float_written_by_python_is_read_exactly(numbers: list[float]) -> None:
    written = texts(*map(repr, numbers))
    np.testing.assert_array_equal(parse_numbers(written), numbers)
    np.testing.assert_array_equal(parse_numbers(texts(*(text.replace(".", ",") for text in written)), ","), numbers)


@given(st.lists(st.integers(10**5, 10**9), min_size=1, unique=True))
def test_whole_numbers_with_and_without_blanks_are_the_same(numbers: list[int]) -> None:
    grouped = parse_numbers(texts(*(f"{number:,}".replace(",", NNBSP) for number in numbers)))
    np.testing.assert_array_equal(grouped, numbers)


@given(st.permutations(["03/04/2024", "31/12/2023", "NA", ""]))
def test_the_order_of_the_values_does_not_matter(values: list[str]) -> None:
    assert understand(texts(*values)) == understand(texts("03/04/2024", "31/12/2023", "NA", ""))


def test_figures_are_numbers_and_dates() -> None:
    np.testing.assert_array_equal(
        is_figure(texts("1,5", " 3 ", "31/12/2023", "Q1", "")), [True, True, True, False, False]
    )
