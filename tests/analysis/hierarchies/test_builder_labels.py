"""What single builders make of single values: labels checked by hand."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Column, column_of
from analysis.errors import HierarchyError
from analysis.hierarchies.builders import (
    CutPoints,
    Dates,
    Granularity,
    GroupLabel,
    Intervals,
    Kept,
    Mask,
    Order,
    Padding,
)
from analysis.hierarchies.dates import GRANULARITY_NAMES, nests
from analysis.hierarchies.intervals import equal_cuts, joined, quantile_cuts, round_widths
from analysis.kinds import Kind


def column(kind: Kind, *texts: str, **options: str) -> Column:
    codes, values = pd.factorize(pd.Series(texts, dtype=object))
    return Column("c", kind, np.asarray(values, dtype=object), codes.astype(np.int32), **options)


# Intervals and cut points

AGES = column(Kind.INTEGER, "3", "17", "18", "64", "65", "89", "90", "104")


def test_ages_from_ninety_on_are_one_interval_at_every_level() -> None:
    built = Intervals((5, 20), highest=90).build(AGES)
    assert built.example("104") == ("104", "≥ 90", "≥ 90", "*")
    assert built.example("89") == ("89", "85–89", "80–89", "*")


def test_an_interval_that_an_open_end_cuts_says_what_is_left_of_it() -> None:
    built = Intervals((10,), lowest=15).build(AGES)
    assert [built.example(age)[1] for age in ("3", "17", "18")] == ["< 15", "15–19", "15–19"]


def test_typed_cut_points_make_the_legal_ages() -> None:
    built = CutPoints(((18, 65, 90), (18, 65))).build(AGES)
    assert [built.example(age)[1] for age in ("3", "17", "18", "64", "65", "89", "90")] == [
        *("< 18", "< 18", "18–64", "18–64", "65–89", "65–89", "≥ 90")
    ]
    assert built.example("104")[2] == "≥ 65"


def test_intervals_of_one_year_are_called_by_it_and_fractions_by_their_bounds() -> None:
    assert CutPoints(((18, 19),)).build(AGES).example("18")[1] == "18"
    costs = column(Kind.DECIMAL, "1,5", "2,25", decimal=",")
    assert CutPoints(((1.5, 2.5),)).build(costs).example("2,25")[1] == "[1,5 ; 2,5["


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: CutPoints(()), "at least one level"),
        (lambda: CutPoints(((),)), "Cut points: give at least one"),
        (lambda: CutPoints(((2, 1),)), "each greater than the one before"),
        (lambda: CutPoints(((1, 2), (3,))), "Level 2 is cut at 3, where level 1 is not"),
        (lambda: Intervals((5,), lowest=10, highest=10), "must end below"),
        (lambda: joined((1, 2), (1,)), "Join at least 2"),
        (lambda: quantile_cuts(column(Kind.INTEGER, "7", "7"), 4), "less than two distinct"),
        (lambda: Intervals((5,)).build(column(Kind.DECIMAL, "1e999", "1")), "1 values of c are not numbers"),
    ],
)
def test_intervals_that_make_no_sense_are_refused_in_words(make, words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        make()


def test_each_level_joins_neighbours_of_the_one_before() -> None:
    assert joined((10, 20, 30, 40, 50), (2, 2)) == ((10, 20, 30, 40, 50), (20, 40), (40,))
    assert joined((10,), (2, 2)) == ((10,),)


def test_quantiles_hold_about_the_same_number_of_records() -> None:
    many = column(Kind.INTEGER, *map(str, range(100)))
    assert quantile_cuts(many, 4) == (25, 50, 75)
    skewed = column(Kind.INTEGER, *["0"] * 90, *map(str, range(1, 11)))
    assert quantile_cuts(skewed, 4) == (1,)


def test_equal_cuts_have_the_same_width() -> None:
    assert equal_cuts(column(Kind.INTEGER, "0", "100"), 4) == (25, 50, 75)
    assert equal_cuts(column(Kind.DECIMAL, "0", "1"), 3) == (0.3333, 0.6667)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=200).filter(lambda own: len(set(own)) > 1), st.integers(2, 6))
def test_no_single_cut_splits_the_records_more_evenly_than_the_median(numbers: list[int], n_intervals: int) -> None:
    own = column(Kind.INTEGER, *map(str, numbers))
    (cut,) = quantile_cuts(own, 2)
    array = np.array(numbers)
    uneven = {other: abs((array < other).sum() - len(array) / 2) for other in np.unique(array)[1:]}
    assert uneven[int(cut)] == min(uneven.values())
    assert len(quantile_cuts(own, n_intervals)) < n_intervals


# Dates

MOMENT = "2024-12-30 13:45:59"


@pytest.mark.parametrize(
    ("granularity", "label"),
    [
        (Granularity.SECOND, "2024-12-30 13:45:59"),
        (Granularity.MINUTE, "2024-12-30 13:45"),
        (Granularity.HOUR, "2024-12-30 13 h"),
        (Granularity.DAY, "2024-12-30"),
        (Granularity.WEEK_OF_MONTH, "2024-12-S6"),
        (Granularity.WEEK, "2025-S01"),
        (Granularity.MONTH, "2024-12"),
        (Granularity.QUARTER, "2024-T4"),
        (Granularity.HALF_YEAR, "2024-S2"),
        (Granularity.YEAR, "2024"),
        (Granularity.FIVE_YEARS, "2020–2024"),
        (Granularity.DECADE, "2020–2029"),
        (Granularity.CENTURY, "2000–2099"),
        (Granularity.MILLENNIUM, "2000–2999"),
        (Granularity.WEEKDAY, "lundi"),
        (Granularity.WEEK_OF_YEAR, "S01"),
        (Granularity.QUARTER_OF_YEAR, "T4"),
    ],
)
def test_every_granularity_has_its_label_and_its_name(granularity: Granularity, label: str) -> None:
    own = column(Kind.DATE, MOMENT, date_format="%Y-%m-%d %H:%M:%S")
    assert Dates((granularity,)).build(own).example(MOMENT) == (MOMENT, label, "*")
    assert str(GRANULARITY_NAMES[granularity])


EVERY_DAY = pd.date_range("1998-12-25", "2012-01-10", freq="D")


@pytest.mark.parametrize("narrow", Granularity)
@pytest.mark.parametrize("wide", Granularity)
def test_what_is_said_to_nest_nests_on_every_day_and_what_is_refused_does_not(
    narrow: Granularity, wide: Granularity
) -> None:
    moments = EVERY_DAY.append(pd.date_range("2001-02-27 22:30:15", periods=4000, freq="1901s"))
    labels = {own: pd.Index(Dates()._labels(moments, own)) for own in (narrow, wide)}
    parents = pd.DataFrame({"own": labels[narrow], "parent": labels[wide]}).drop_duplicates()
    single = not parents["own"].duplicated().any()
    if narrow is wide or nests(wide, narrow):
        return
    if nests(narrow, wide):
        assert single
    elif wide not in (Granularity.MILLENNIUM, Granularity.CENTURY):
        assert not single


def test_weeks_before_months_are_refused_with_the_reason() -> None:
    with pytest.raises(HierarchyError, match="“week” cannot come before “month”: one week can lie in several of them"):
        Dates((Granularity.WEEK, Granularity.MONTH))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)))
def test_a_week_within_a_month_starts_on_monday(day: dt.date) -> None:
    own = column(Kind.DATE, day.isoformat(), date_format="%Y-%m-%d")
    first = day.replace(day=1)
    mondays = sum((first + dt.timedelta(i)).weekday() == 0 for i in range(1, day.day))
    label = Dates((Granularity.WEEK_OF_MONTH,)).build(own).example(day.isoformat())[1]
    assert label == f"{day:%Y-%m}-S{mondays + 1}"


def test_dates_before_and_after_are_open_spans() -> None:
    own = column(Kind.DATE, "01/02/1929", "01/02/1931", "05/05/2020", date_format="%d/%m/%Y")
    built = Dates((Granularity.YEAR,), earliest="1930-01-01", latest="2020-05-05").build(own)
    assert built.table[:, 1].tolist() == ["< 1930-01-01", "1931", "≥ 2020-05-05"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"granularities": ()}, "at least one granularity"),
        ({"earliest": "31/12/2020"}, "write year-month-day"),
        ({"earliest": "2020-01-02", "latest": "2020-01-01"}, "must end before"),
        ({"weekdays": ("a",) * 7}, "seven different names"),
    ],
)
def test_dates_that_make_no_sense_are_refused_in_words(options: dict, words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        Dates(**options).build(column(Kind.DATE, "2020-01-01", date_format="%Y-%m-%d"))


# Masks

CODES = column(Kind.CODE, "75013", "2A004", "974")


@pytest.mark.parametrize(
    ("side", "padding", "expected"),
    [
        (Kept.FIRST, Padding.LONGEST, ["75***", "2A***", "97***"]),
        (Kept.FIRST, Padding.OWN, ["75***", "2A***", "97*"]),
        (Kept.FIRST, Padding.NONE, ["75", "2A", "97"]),
        (Kept.LAST, Padding.LONGEST, ["***13", "***04", "***74"]),
        (Kept.LAST, Padding.OWN, ["***13", "***04", "*74"]),
        (Kept.LAST, Padding.NONE, ["13", "04", "74"]),
    ],
)
def test_codes_are_masked_from_either_side(side: Kept, padding: Padding, expected: list[str]) -> None:
    assert Mask((2,), side, padding).build(CODES).table[:, 1].tolist() == expected


def test_a_mark_of_two_characters_is_refused() -> None:
    with pytest.raises(HierarchyError, match="one character"):
        Mask((1,), mark="**")


# Order

GRADES = column(Kind.TEXT, "bac", "licence", "brevet", "master", "bac")


def test_neighbours_of_a_typed_order_come_together_level_by_level() -> None:
    order = ("brevet", "bac", "BTS", "licence", "master", "doctorat")
    built = Order((2, 2), order).build(GRADES)
    assert built.example("licence") == ("licence", "BTS – licence", "brevet – licence", "*")
    assert built.example("master") == ("master", "master – doctorat", "master – doctorat", "*")


def test_numbers_are_ordered_by_size_and_a_group_can_list_its_values() -> None:
    own = column(Kind.INTEGER, "10", "9", "100")
    assert Order((2,), label=GroupLabel.LIST).build(own).table[:, 1].tolist() == ["9, 10", "9, 10", "100"]


def test_groups_that_would_be_called_alike_are_told_apart() -> None:
    own = column(Kind.TEXT, "a", "b", "a – b", "c")
    assert Order((2,), ("a", "b", "c", "a – b")).build(own).example("c")[1] == "c – a – b"
    assert Order((2,), ("a", "b", "a – b")).build(column(Kind.TEXT, "a", "b", "a – b")).table[:, 1].tolist() == [
        *("a – b", "a – b", "a – b (2)")
    ]


def test_an_order_that_lacks_a_value_names_it_only_when_five_records_share_it() -> None:
    own = column(Kind.TEXT, *["bac"] * 5, "agrégation", "licence")
    with pytest.raises(HierarchyError, match=r"lacks 2 of its values \(bac\)"):
        Order((2,), ("licence",)).build(own)


@pytest.mark.parametrize(
    ("sizes", "order", "words"),
    [((1,), (), "at least 2"), ((), (), "at least 2"), ((2,), ("a", "a"), "more than once")],
)
def test_an_order_that_makes_no_sense_is_refused_in_words(
    sizes: tuple[int, ...], order: tuple[str, ...], words: str
) -> None:
    with pytest.raises(HierarchyError, match=words):
        Order(sizes, order)


@pytest.mark.parametrize(
    ("name", "widths"), [("age", (5, 10, 20)), ("Âge à l'entrée", (5, 10, 20)), ("cout", (1, 2, 4))]
)
def test_ages_go_by_5_10_and_20_years_whatever_their_range(name, widths):
    assert round_widths(column_of(name, [str(age) for age in range(18, 40)])) == widths
