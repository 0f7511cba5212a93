"""Records of the very old: ages, dates of birth and bands of ages that tell more than "90 and over" does."""

import pytest

from analysis.dataset import Column
from analysis.detection import suggest
from analysis.detection.concepts import Concept
from analysis.detection.rarity import rare
from analysis.io import read

NO_YEAR = float("nan")


def column(*ages: str, name: str = "age") -> Column:
    return read("\n".join([name, *ages, ""]).encode(), "people.csv").dataset[name]


@pytest.mark.parametrize(
    ("bands", "records", "values"),
    [
        (["80-89", "90-94", "90-94", "95-99"], 3, 2),
        (["[80;90[", "[90;95[", "[95;100["], 2, 2),
        (["80 à 89 ans", "90 ans et plus", "90 ans et plus"], 0, 0),
        (["75+", "90+"], 0, 0),
        (["75+", "95+"], 1, 1),
        (["90 ans et plus", "100 ans et plus"], 2, 2),
        (["moins de 1 an", "1 à 4 ans", "85 ans et plus"], 0, 0),
        (["80 ans", "91 ans", "102 ans"], 2, 2),
        (["dossier 412", "dossier 500"], 0, 0),
    ],
)
def test_bands_tell_an_age_over_89_unless_one_group_holds_them_all(bands: list[str], records: int, values: int) -> None:
    found = rare(column(*bands), Concept.AGE, NO_YEAR)
    assert (found.records, found.values) == (records, values) if records else found is None


def test_numbers_and_dates_of_birth_tell_it_too() -> None:
    assert rare(column("30", "89", "90", "101", "999"), Concept.AGE, NO_YEAR).records == 2
    births = column("01/02/1930", "03/04/1935", "05/06/2001", name="naissance")
    assert rare(births, Concept.BIRTH_DATE, 2025.0).records == 2
    assert rare(births, Concept.EVENT_DATE, 2025.0) is None


def test_a_column_of_bands_says_it_on_its_suggestion() -> None:
    lines = ["tranche_age", *["20-29", "30-39", "90-94", "95 et plus"] * 10, ""]
    (own,) = suggest(read("\n".join(lines).encode(), "people.csv").dataset)
    assert own.rare is not None
    assert own.rare.records == 20
    assert "age bands above 89: 20" in " ".join(map(str, own.reasons))
