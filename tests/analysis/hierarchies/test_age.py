"""Ages on a day, and their bands."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from columns import column
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Dataset
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.nomenclatures.age import Ages, ages_on, last_year
from analysis.kinds import Kind

ISO = "%Y-%m-%d"


def example(birth: str, **options: object) -> tuple[str, ...]:
    reference = str(options.pop("reference", "2025-12-31"))
    return Ages(reference, **options).build(column(Kind.DATE, birth, date_format=ISO)).example(birth)[1:-1]


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("1990-06-15", "2025-06-14", "34"),
        ("1990-06-15", "2025-06-15", "35"),
        ("2000-02-29", "2023-02-28", "22"),
        ("2000-02-29", "2023-03-01", "23"),
        ("2000-02-29", "2024-02-28", "23"),
        ("2000-02-29", "2024-02-29", "24"),
        ("2025-12-31", "2025-12-31", "0"),
    ],
)
def test_a_year_is_completed_on_the_birthday(birth: str, day: str, age: str) -> None:
    assert example(birth, reference=day, widths=(1,)) == (age,)


def test_ages_become_bands_that_contain_each_other() -> None:
    assert example("1988-05-02") == ("37", "35–39", "30–39", "20–39")


def test_the_oldest_are_together_on_every_level_and_the_band_before_ends_where_they_begin() -> None:
    assert example("1930-01-01") == ("90 ans et plus",) * 4
    assert example("1940-01-01") == ("85", "85–89", "80–89", "80–89")
    assert example("1940-01-01", top=80, older="80 and over") == ("80 and over",) * 4


def test_who_is_born_after_the_day_is_other() -> None:
    assert example("2026-01-01", other="?") == ("?",) * 4


def test_dates_that_are_none_are_counted_and_not_shown() -> None:
    with pytest.raises(HierarchyError, match="1 values of c are not dates") as raised:
        Ages("2025-12-31").build(column(Kind.DATE, "1990-01-01", "Dupont", date_format=ISO))
    assert "Dupont" not in str(raised.value)


def test_a_day_and_bands_that_cannot_be_are_refused() -> None:
    with pytest.raises(HierarchyError, match="YYYY-MM-DD"):
        Ages("31/12/2025")
    for widths in ((), (0, 5), (10, 15), (5, 5)):
        with pytest.raises(HierarchyError, match=r"[Bb]and"):
            Ages("2025-12-31", widths)


BIRTHS = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))


@given(st.lists(BIRTHS, min_size=1), st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)))
def test_ages_are_those_that_counting_birthdays_finds_and_nest(births: list[dt.date], day: dt.date) -> None:
    counted = [day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)) for birth in births]
    assert ages_on(pd.DatetimeIndex(births), day).tolist() == counted
    values = column(Kind.DATE, *(birth.isoformat() for birth in births), date_format=ISO)
    Hierarchy.of(Ages(day.isoformat(), (1, 7, 35), top=83).build(values).table)


def test_the_last_year_is_that_of_the_latest_date_of_all_columns() -> None:
    births = column(Kind.DATE, "1990-01-01", date_format=ISO)
    stays = replace(column(Kind.DATE, "2024-03-01", date_format=ISO), name="stay")
    names = replace(column(Kind.TEXT, "2030"), name="name")
    assert last_year(Dataset("made up", (births, stays, names))) == 2024
    assert last_year(Dataset("made up", (names,))) is None
