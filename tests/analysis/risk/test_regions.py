"""The list of populations."""

import pytest

from analysis.errors import NotComputable
from analysis.risk.regions import RegionKind, region, regions


def test_every_region_has_one_code_a_date_and_a_source() -> None:
    assert len({one.code for one in regions()}) == len(regions())
    assert all(one.population > 0 and one.year >= 2014 and one.source for one in regions())


def test_the_countries_of_the_union_add_up_to_it() -> None:
    countries = [one for one in regions() if one.kind is RegionKind.COUNTRY and one.source == "Eurostat"]
    assert len(countries) == 26
    # France by Eurostat, on 1 January 2024; INSEE's legal population of 2023 is 0.1 % below
    others, eurostat = sum(one.population for one in countries), 68_402_000
    assert others + eurostat == pytest.approx(region("EU").population, abs=100 * 27 / 2)
    assert region("FR").population == pytest.approx(eurostat, rel=0.001)


def test_the_regions_and_the_departements_of_france_add_up_to_its_census() -> None:
    french = [one for one in regions() if one.kind is RegionKind.FRENCH_REGION]
    departements = [one for one in regions() if one.kind is RegionKind.FRENCH_DEPARTEMENT]
    overseas = [one for one in french if one.code[3:].isdigit()]
    assert (len(french), len(departements), len(overseas)) == (18, 96, 5)
    assert sum(one.population for one in french) == region("FR").population
    assert sum(one.population for one in (*departements, *overseas)) == region("FR").population


def test_figures_of_france_are_those_that_insee_published() -> None:
    assert region("FR-75").population == 2_103_778
    assert region("FR-2A").name == "Corse-du-Sud (2A)"
    assert (region("FR-976").population, region("FR-976").year) == (256_518, 2017)  # décret n° 2017-1688


def test_the_figure_of_arx_is_kept_apart_from_todays() -> None:
    assert region("US-2014").population == 317_238_626
    assert region("US").population > region("US-2014").population


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(NotComputable, match="no region XX"):
        region("XX")
