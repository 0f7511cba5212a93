"""The lists of HIPAA and of MR-004 say what was found, what was not, and what nobody can tell from a table."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.dataset import Dataset, dataset_of
from analysis.detection import CHECKLISTS, HIPAA, MR_004, Checked, Checklist, Status, checklist, suggest
from analysis.samples.hospital import hospital_stays


def gone_through(dataset: Dataset, rules: Checklist) -> dict[str, Checked]:
    return {one.category.key: one for one in checklist(dataset, suggest(dataset), rules)}


def made(**columns: list[str]) -> Dataset:
    return dataset_of(pd.DataFrame(columns))


def test_hipaa_has_its_eighteen_categories() -> None:
    assert [category.key for category in HIPAA.categories] == list("ABCDEFGHIJKLMNOPQR")


@pytest.mark.parametrize(
    ("rules", "key", "columns"),
    [
        (HIPAA, "A", ("nom", "prenom")),
        (HIPAA, "B", ("code_postal", "commune")),
        (HIPAA, "C", ("date_naissance", "date_entree", "date_sortie")),
        (HIPAA, "F", ("email",)),
        (HIPAA, "G", ("nir",)),
        (MR_004, "1", ("nom", "prenom")),
        (MR_004, "2", ("nir",)),
        (MR_004, "3", ("date_naissance",)),
        (MR_004, "4", ("email",)),
    ],
)
def test_hospital_stays_hold_what_they_hold(rules: Checklist, key: str, columns: tuple[str, ...]) -> None:
    one = gone_through(hospital_stays(500, 1), rules)[key]
    assert (one.status, one.columns) == (Status.FOUND, columns)


@pytest.mark.parametrize("rules", CHECKLISTS)
def test_what_a_table_cannot_show_is_never_said_to_be_absent(rules: Checklist) -> None:
    unseen = [one for one in gone_through(made(sexe=["H", "F"]), rules).values() if not one.category.concepts]
    assert unseen
    assert {one.status for one in unseen} == {Status.UNTOLD}


def test_a_column_that_nobody_understands_may_hold_anything() -> None:
    table = gone_through(made(sexe=["H", "F"] * 20, zzz=["a1", "b2", "c3", "d4"] * 10), HIPAA)
    assert (table["H"].status, table["H"].columns) == (Status.UNTOLD, ("zzz",))
    assert gone_through(made(sexe=["H", "F"] * 20), HIPAA)["H"].status is Status.NOT_FOUND


def test_numbers_that_nobody_understands_are_no_names() -> None:
    table = gone_through(made(zzz=[str(number) for number in range(2_000, 9_000, 97)]), HIPAA)
    assert table["A"].status is table["F"].status is Status.NOT_FOUND
    assert table["H"].columns == ("zzz",)


def test_identifiers_inside_texts_count() -> None:
    texts = [f"Rappeler le patient au 06 12 34 56 {number} dès que possible" for number in range(10, 70)]
    table = gone_through(made(commentaire=texts), HIPAA)
    assert (table["D"].status, table["D"].columns) == (Status.FOUND, ("commentaire",))
    assert table["F"].status is Status.NOT_FOUND
    assert table["A"].status is Status.UNTOLD


@pytest.mark.parametrize(
    ("birth", "hipaa", "mr_004"),
    [
        ([f"{year}-05-12" for year in range(1960, 2000)], Status.FOUND, Status.FOUND),
        ([str(year) for year in range(1960, 2000)], Status.NOT_FOUND, Status.NOT_FOUND),
    ],
)
def test_a_year_of_birth_may_stay_and_a_day_may_not(birth: list[str], hipaa: Status, mr_004: Status) -> None:
    dataset = made(annee_naissance=birth)
    assert gone_through(dataset, HIPAA)["C"].status is hipaa
    assert gone_through(dataset, MR_004)["3"].status is mr_004


@pytest.mark.parametrize(("oldest", "status"), [("89", Status.NOT_FOUND), ("90", Status.FOUND)])
def test_an_age_counts_above_89(oldest: str, status: Status) -> None:
    assert gone_through(made(age=["30", "40", oldest]), HIPAA)["C"].status is status
