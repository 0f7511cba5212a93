"""The list of populations."""

import pytest

from analysis.errors import NotComputable
from analysis.risk.regions import REGIONS, RegionKind, region


def test_every_region_has_one_code_a_date_and_a_source() -> None:
    assert len({one.code for one in REGIONS}) == len(REGIONS)
    assert all(one.population > 0 and one.year >= 2014 and one.source for one in REGIONS)


def test_the_countries_of_the_union_add_up_to_it() -> None:
    countries = [one for one in REGIONS if one.kind is RegionKind.COUNTRY and one.source == "Eurostat"]
    assert len(countries) == 27
    assert sum(one.population for one in countries) == pytest.approx(region("EU").population, abs=100 * 27 / 2)


def test_the_regions_of_france_add_up_to_its_census() -> None:
    french = [one for one in REGIONS if one.kind is RegionKind.FRENCH_REGION]
    assert len(french) == 18
    assert sum(one.population for one in french if one.year == 2021) == 67_408_052


def test_the_figure_of_arx_is_kept_apart_from_todays() -> None:
    assert region("US-2014").population == 317_238_626
    assert region("US").population > region("US-2014").population


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(NotComputable, match="no region XX"):
        region("XX")
