"""Hierarchies made from the values of a column."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Column, dataset_of
from analysis.errors import HierarchyError
from analysis.hierarchies.builders import (
    Builder,
    Dates,
    Frequent,
    Granularity,
    Intervals,
    Mask,
    Suppress,
    Table,
    Words,
    suggest,
)
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.nomenclatures.cim10 import Diagnoses
from analysis.hierarchies.nomenclatures.countries import Countries
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.kinds import Kind


def column(kind: Kind, *texts: str | None, **options: str) -> Column:
    codes, values = pd.factorize(pd.Series(texts, dtype=object))
    return Column("c", kind, np.asarray(values, dtype=object), codes.astype(np.int32), **options)


def test_ages_become_bands_of_five_ten_and_twenty_years() -> None:
    ages = column(Kind.INTEGER, "34", "0", "101")
    assert suggest(ages) == Intervals((5.0, 10.0, 20.0))
    assert suggest(ages).build(ages).example("34") == ("34", "30–34", "30–39", "20–39", "*")


def test_decimals_become_half_open_intervals_in_the_files_own_decimal_mark() -> None:
    costs = column(Kind.DECIMAL, "1,5", "2,25", decimal=",")
    assert Intervals((0.5, 1.0)).build(costs).example("2,25") == ("2,25", "[2 ; 2,5[", "[2 ; 3[", "*")


def test_numbers_below_zero_are_written_as_intervals() -> None:
    assert Intervals((5,)).build(column(Kind.INTEGER, "-3", "4")).example("-3") == ("-3", "[-5 ; 0[", "*")


def test_a_width_that_does_not_contain_the_one_before_is_refused() -> None:
    with pytest.raises(HierarchyError, match="15 does not contain whole intervals of 10"):
        Intervals((10, 15))


def test_dates_become_months_quarters_years_and_decades() -> None:
    dates = column(Kind.DATE, "05/11/1987", date_format="%d/%m/%Y")
    expected = ("05/11/1987", "1987-11", "1987-T4", "1987", "1980–1989", "*")
    assert suggest(dates).build(dates).example("05/11/1987") == expected


def test_dates_stop_at_the_granularities_that_are_wanted() -> None:
    dates = column(Kind.DATE, "2025-02-28", date_format="%Y-%m-%d")
    assert Dates((Granularity.YEAR,)).build(dates).example("2025-02-28") == ("2025-02-28", "2025", "*")


def test_values_of_an_official_classification_are_generalised_by_it() -> None:
    codes = column(Kind.CODE, "01000", "75013", "20200")
    assert suggest(codes, Words("Other")) == FrenchPlaces(other="Other")
    assert suggest(column(Kind.CODE, "E11.9", "C50", "I10")) == Diagnoses()
    assert suggest(column(Kind.TEXT, "France", "Maroc"), Words("Other", language="en")) == Countries("en", "Other")


def test_whole_numbers_are_amounts_even_where_a_postal_code_has_the_same_digits() -> None:
    assert isinstance(suggest(column(Kind.INTEGER, "12000", "15000", "31000", "33000")), Intervals)


def test_codes_are_masked_from_the_right() -> None:
    codes = column(Kind.CODE, "E119", "C50")
    assert Mask((3, 1)).build(codes).example("E119") == ("E119", "E11*", "E***", "*")
    assert Mask((3, 1)).build(codes).example("C50") == ("C50", "C50*", "C***", "*")


def test_rare_texts_are_grouped() -> None:
    jobs = column(Kind.TEXT, *["nurse"] * 60, *["baker"] * 37, "falconer", "diver", "luthier")
    hierarchy = suggest(jobs, Words("Other")).build(jobs)
    assert hierarchy.example("falconer") == ("falconer", "Other", "*")
    assert hierarchy.example("nurse") == ("nurse", "nurse", "*")


def test_a_text_that_is_called_like_the_group_does_not_break_the_hierarchy() -> None:
    jobs = column(Kind.TEXT, *["Autres"] * 60, *["baker"] * 20, *["x", "y"] * 2)
    assert Frequent((5, 30), "Autres").build(jobs).example("baker") == ("baker", "baker", "Autres", "*")


def test_a_table_must_cover_the_column() -> None:
    with pytest.raises(HierarchyError, match="lacks 1 of its values"):
        Table((("a", "*"),)).build(column(Kind.TEXT, "a", "b"))


def test_texts_among_numbers_are_counted_and_not_shown() -> None:
    with pytest.raises(HierarchyError, match="1 values of c are not numbers") as raised:
        Intervals((5,)).build(column(Kind.INTEGER, "12", "Dupont"))
    assert "Dupont" not in str(raised.value)


def test_a_column_without_values_can_only_be_suppressed() -> None:
    empty = column(Kind.EMPTY, None, None)
    assert suggest(empty) == Suppress()
    assert suggest(empty).build(empty).n_levels == 2


texts = st.text("abc019,-é ", min_size=1, max_size=6)


@given(st.lists(st.one_of(texts, st.integers(-(10**9), 10**9).map(str)), min_size=1, max_size=40))
def test_every_suggested_hierarchy_nests_covers_its_column_and_ends_in_one_label(values: list[str]) -> None:
    built = dataset_of(pd.DataFrame({"c": values}))["c"]
    hierarchy = suggest(built).build(built)
    Hierarchy.of(hierarchy.table)
    assert not hierarchy.uncovered(built).any()
    assert hierarchy.has_root


@pytest.mark.parametrize("builder", [Suppress(), Frequent((2,)), Mask((1,))])
def test_builders_for_any_text_accept_a_single_value(builder: Builder) -> None:
    assert builder.build(column(Kind.TEXT, "only")).has_root
