"""Postal codes, départements and régions of France, against facts of INSEE and La Poste."""

import numpy as np
import pytest

from analysis.hierarchies.nomenclatures.french_geography import REGIONS, departement_of, region_of

COLLECTIVITIES = "Collectivités d'outre-mer"


def place(postal_code: str) -> tuple[str, str]:
    departement = departement_of(np.array([postal_code], dtype=object), "?")
    return departement[0], region_of(departement, "?")[0]


def test_france_has_18_regions_and_101_departements() -> None:
    proper = {region: departements for region, departements in REGIONS.items() if region != COLLECTIVITIES}
    codes = [code for departements in proper.values() for code in departements]
    assert len(proper) == 18
    assert len(codes) == len(set(codes)) == 101
    metropolitan = {f"{number:02}" for number in range(1, 96)} - {"20"} | {"2A", "2B"}
    assert metropolitan == {code for code in codes if len(code) == 2}


@pytest.mark.parametrize(
    ("postal_code", "departement", "region"),
    [
        ("75001", "Paris (75)", "Île-de-France"),
        ("69003", "Rhône (69)", "Auvergne-Rhône-Alpes"),
        ("01000", "Ain (01)", "Auvergne-Rhône-Alpes"),
        ("20000", "Corse-du-Sud (2A)", "Corse"),  # Ajaccio
        ("20137", "Corse-du-Sud (2A)", "Corse"),  # Porto-Vecchio
        ("20200", "Haute-Corse (2B)", "Corse"),  # Bastia
        ("20600", "Haute-Corse (2B)", "Corse"),  # Furiani
        ("97100", "Guadeloupe (971)", "Guadeloupe"),  # Basse-Terre
        ("97200", "Martinique (972)", "Martinique"),  # Fort-de-France
        ("97300", "Guyane (973)", "Guyane"),  # Cayenne
        ("97400", "La Réunion (974)", "La Réunion"),  # Saint-Denis
        ("97600", "Mayotte (976)", "Mayotte"),  # Mamoudzou
        ("97133", "Saint-Barthélemy (977)", COLLECTIVITIES),
        ("97150", "Saint-Martin (978)", COLLECTIVITIES),
        ("97500", "Saint-Pierre-et-Miquelon (975)", COLLECTIVITIES),
        ("98714", "Polynésie française (987)", COLLECTIVITIES),  # Papeete
        ("98800", "Nouvelle-Calédonie (988)", COLLECTIVITIES),  # Nouméa
        ("94390", "Essonne (91)", "Île-de-France"),  # the air terminals of Orly, in Paray-Vieille-Poste
    ],
)
def test_a_postal_code_belongs_to_its_departement_and_region(postal_code: str, departement: str, region: str) -> None:
    assert place(postal_code) == (departement, region)


def test_a_code_that_lost_its_leading_zero_is_understood_and_blanks_do_not_count() -> None:
    assert place("1000") == place(" 01000 ") == ("Ain (01)", "Auvergne-Rhône-Alpes")


@pytest.mark.parametrize(
    "text", ["", "Lyon", "100", "690030", "00100", "20900", "96000", "97900", "1 000", "2A004", "６９００３"]
)
def test_what_is_no_french_postal_code_is_called_other(text: str) -> None:
    assert place(text) == ("?", "?")


def test_every_departement_is_reached_by_the_codes_that_start_with_its_number() -> None:
    every = np.array([f"{number:05}" for number in range(100_000)], dtype=object)
    reached = set(departement_of(every, "?")) - {"?"}
    assert reached == {f"{name} ({code})" for own in REGIONS.values() for code, name in own.items()}
    assert set(region_of(np.array(sorted(reached), dtype=object), "?")) == set(REGIONS)


def test_there_is_an_answer_for_no_code_at_all() -> None:
    assert len(departement_of(np.array([], dtype=object), "?")) == 0
