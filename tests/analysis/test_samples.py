"""The made-up data: identifiers that validate, dependencies that hold, the facts the teaching table teaches."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.fr import nir

from analysis.dataset import Dataset
from analysis.errors import DatasetError
from analysis.kinds import Kind
from analysis.samples import Sample, hospital_stays, make, teaching_table
from analysis.samples.diagnoses import DIAGNOSES, PLACE_EFFECTS
from analysis.samples.places import PLACES
from analysis.wording import Sentence

QUASI_IDENTIFIERS = ["age", "sexe", "code_postal"]


def frame_of(dataset: Dataset) -> pd.DataFrame:
    return pd.concat([column.texts() for column in dataset], axis=1)


@pytest.fixture(scope="module")
def stays() -> Dataset:
    return hospital_stays(20_000, seed=1)


@pytest.fixture(scope="module")
def people(stays: Dataset) -> pd.DataFrame:
    """One row per stay, with the dates read and the age at admission in years."""
    frame = frame_of(stays)
    for name in ("date_naissance", "date_entree", "date_sortie"):
        frame[name] = pd.to_datetime(frame[name], format="%d/%m/%Y")
    frame["age"] = (frame["date_entree"] - frame["date_naissance"]).dt.days / 365.25
    frame["cout"] = frame["cout"].str.replace(",", ".").astype(float)
    frame["duree_sejour"] = frame["duree_sejour"].astype(int)
    return frame


def test_the_same_seed_gives_the_same_dataset_and_another_seed_another() -> None:
    first, again, other = (hospital_stays(300, seed).fingerprint for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_columns_have_the_kinds_their_contents_call_for(stays: Dataset) -> None:
    assert {column.name: column.kind for column in stays} == {
        "nir": Kind.CODE,
        "nom": Kind.TEXT,
        "prenom": Kind.TEXT,
        "email": Kind.TEXT,
        "sexe": Kind.TEXT,
        "date_naissance": Kind.DATE,
        "code_postal": Kind.CODE,
        "commune": Kind.TEXT,
        "profession": Kind.TEXT,
        "date_entree": Kind.DATE,
        "date_sortie": Kind.DATE,
        "diagnostic": Kind.CODE,
        "duree_sejour": Kind.INTEGER,
        "cout": Kind.DECIMAL,
        "consentement": Kind.TEXT,
    }


@pytest.mark.parametrize("dataset", [hospital_stays(100, seed=2), teaching_table()], ids=["patients", "teaching"])
def test_every_column_lists_exact_texts_each_once_and_each_held(dataset: Dataset) -> None:
    for column in dataset:
        assert column.values.dtype == object
        assert column.codes.dtype == np.int32
        assert {type(text) for text in column.values} == {str}
        assert len(set(column.values)) == len(column.values)
        assert column.counts.min() > 0


def test_every_number_and_every_date_is_read(stays: Dataset) -> None:
    for column in stays:
        if column.kind.is_number:
            assert not np.isnan(column.numbers()).any(), column.name
        if column.kind is Kind.DATE:
            assert not column.dates().isna().any(), column.name


def test_texts_are_written_as_a_french_system_writes_them(stays: Dataset) -> None:
    frame = frame_of(stays)
    assert frame["code_postal"].str.fullmatch(r"\d{5}").all()
    assert frame["code_postal"].str.startswith("0").any()
    assert frame["date_naissance"].str.fullmatch(r"\d\d/\d\d/\d{4}").all()
    assert frame["cout"].str.fullmatch(r"\d+,\d\d").all()
    assert frame["diagnostic"].str.fullmatch(r"[A-Z]\d\d(\.\d)?").all()
    assert set(frame["consentement"]) == {"oui", "non"}
    assert set(frame["sexe"]) == {"F", "M"}


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_whatever_the_seed_every_nir_is_valid_and_says_sex_birth_and_departement(seed: int) -> None:
    frame = frame_of(hospital_stays(100, seed))
    number, birth = frame["nir"], frame["date_naissance"]
    assert number.map(nir.is_valid).all()
    assert (number.str[0] == frame["sexe"].map({"M": "1", "F": "2"})).all()
    assert (number.str[1:3] == birth.str[8:]).all()
    assert (number.str[3:5] == birth.str[3:5]).all()
    assert (number.str[5:7].str.replace("2[AB]", "20", regex=True) == frame["code_postal"].str[:2]).all()


def test_people_of_corsica_have_a_letter_in_a_valid_nir(people: pd.DataFrame) -> None:
    corsican = people.loc[people["code_postal"].str.startswith("20"), "nir"]
    assert set(corsican.str[5:7]) == {"2A", "2B"}
    assert corsican.map(nir.is_valid).all()


def test_nobody_shares_a_nir_or_an_address(stays: Dataset) -> None:
    assert stays["nir"].counts.max() == 1
    assert stays["email"].counts.max() == 1


def test_addresses_are_on_domains_reserved_for_examples(stays: Dataset) -> None:
    addresses = pd.Series(stays["email"].values)
    assert addresses.str.fullmatch(r"[a-z.-]+\d*@example\.(com|net|org)").all()


def test_first_names_follow_sex_and_generation(people: pd.DataFrame) -> None:
    sexes = people.groupby("prenom")["sexe"].agg(set)
    assert sexes["Bernard"] == {"M"}
    assert sexes["Monique"] == {"F"}
    born = people.groupby("prenom")["date_naissance"].min()
    assert born["Kylian"] >= pd.Timestamp("1995-01-01") > born["Bernard"]


def test_everyone_is_born_before_admission_and_leaves_within_the_year(people: pd.DataFrame) -> None:
    assert (people["date_naissance"] <= people["date_entree"]).all()
    assert people["date_entree"].min() >= pd.Timestamp("2025-01-01")
    assert people["date_sortie"].max() <= pd.Timestamp("2025-12-31")
    assert ((people["date_sortie"] - people["date_entree"]).dt.days == people["duree_sejour"]).all()


def test_only_women_of_childbearing_age_are_in_hospital_for_a_pregnancy(people: pd.DataFrame) -> None:
    pregnant = people[people["diagnostic"].str.startswith("O")]
    assert len(pregnant) > 500
    assert (pregnant["sexe"] == "F").all()
    assert pregnant["age"].between(15, 50).all()


def test_only_men_from_50_have_prostate_cancer_and_few_men_breast_cancer(people: pd.DataFrame) -> None:
    prostate, breast = people[people["diagnostic"] == "C61"], people[people["diagnostic"] == "C50.9"]
    assert (prostate["sexe"] == "M").all()
    assert prostate["age"].min() >= 50
    assert 0 < (breast["sexe"] == "M").mean() < 0.05


def test_children_born_in_hospital_are_admitted_on_their_day_of_birth(people: pd.DataFrame) -> None:
    born = people[people["diagnostic"] == "Z38.0"]
    assert len(born) > 0
    assert (born["date_naissance"] == born["date_entree"]).all()


def test_diseases_of_the_old_and_of_the_young_differ_in_age(people: pd.DataFrame) -> None:
    age = people.groupby("diagnostic")["age"].median()
    assert age["J21.9"] < age["K35.8"] < age["S83.5"] < age["C50.9"] < age["J44.1"] < age["I50.1"]
    assert (people["age"] >= 100).any()
    assert people["age"].max() < 110


def test_broken_hips_are_those_of_old_women_and_knee_ligaments_those_of_young_men(people: pd.DataFrame) -> None:
    hip, knee = people[people["diagnostic"] == "S72.0"], people[people["diagnostic"] == "S83.5"]
    assert (hip["sexe"] == "F").mean() > 0.65
    assert hip["age"].median() > 75
    assert (knee["sexe"] == "M").mean() > 0.55
    assert knee["age"].median() < 40


def test_sickle_cell_disease_is_more_frequent_overseas_and_near_paris_and_lyme_disease_in_the_east() -> None:
    frame = frame_of(hospital_stays(100_000, seed=3))
    region = frame["code_postal"].map({place.postal_code: place.region for place in PLACES})
    overseas, paris = frame["code_postal"].str.startswith("97"), region == "Île-de-France"
    sickle, lyme = frame["diagnostic"] == "D57.0", frame["diagnostic"] == "A69.2"
    elsewhere = sickle[~overseas & ~paris].mean()
    assert sickle[overseas].mean() > 4 * elsewhere
    assert sickle[paris].mean() > 2 * elsewhere
    assert lyme[region == "Grand Est"].mean() > 3 * lyme[region != "Grand Est"].mean()


def test_the_old_stay_longer_for_the_same_disease_and_more_nights_cost_more(people: pd.DataFrame) -> None:
    pneumonia = people[people["diagnostic"] == "J18.9"]
    adults = pneumonia[pneumonia["age"] >= 18]
    assert adults.loc[adults["age"] > 85, "duree_sejour"].mean() > adults.loc[adults["age"] < 65, "duree_sejour"].mean()
    assert adults["duree_sejour"].corr(adults["cout"]) > 0.8
    assert people["cout"].min() > 0


def test_children_have_no_profession_and_nearly_everyone_above_67_is_retired(people: pd.DataFrame) -> None:
    known = people.dropna(subset="profession")
    assert set(known.loc[known["age"] < 16, "profession"]) == {"Sans activité"}
    assert (known.loc[known["age"] > 67, "profession"] == "Retraité(e)").mean() > 0.97
    assert (known.loc[known["age"].between(27, 56), "profession"] != "Retraité(e)").all()


def test_professions_depend_on_sex_and_some_are_rare(people: pd.DataFrame) -> None:
    share_of_men = people.groupby("profession")["sexe"].agg(lambda sexes: (sexes == "M").mean())
    assert share_of_men["Maçon(ne)"] > 0.9
    assert share_of_men["Secrétaire"] < 0.2
    assert people["profession"].value_counts().min() <= 5


def test_about_one_person_in_25_refuses_and_more_where_the_diagnosis_is_delicate(people: pd.DataFrame) -> None:
    refuses = people["consentement"] == "non"
    psychiatric = people["diagnostic"].str.startswith("F")
    assert 0.03 < refuses.mean() < 0.05
    assert refuses[psychiatric].mean() > 1.5 * refuses[~psychiatric].mean()


def test_a_few_values_are_missing_where_they_often_are(people: pd.DataFrame) -> None:
    missing = people.isna().mean()
    assert set(missing[missing > 0].index) == {"email", "commune", "profession"}
    assert missing[missing > 0].between(0.005, 0.03).all()


def test_postal_code_and_commune_belong_together(people: pd.DataFrame) -> None:
    known = people.dropna(subset="commune")
    pairs = {(place.postal_code, place.commune) for place in PLACES}
    assert set(zip(known["code_postal"], known["commune"], strict=True)) <= pairs


def test_places_cover_every_region_and_no_commune_is_too_small_to_be_made_up() -> None:
    assert len({place.region for place in PLACES}) == 18
    assert min(place.population for place in PLACES) >= 100
    assert len({place.insee for place in PLACES}) == len(PLACES)


def test_place_effects_name_diagnoses_and_regions_of_the_lists() -> None:
    assert set(PLACE_EFFECTS) <= {row.code for row in DIAGNOSES}
    assert {region for factors in PLACE_EFFECTS.values() for region in factors} <= {place.region for place in PLACES}


@pytest.mark.parametrize("n_records", [0, 99, 100_001])
def test_a_number_of_people_out_of_range_is_refused_in_words(n_records: int) -> None:
    with pytest.raises(DatasetError, match=f"{n_records} hospital stays cannot be made up. Ask for 100 to 100000."):
        hospital_stays(n_records, seed=1)


def test_a_negative_seed_is_refused_in_words() -> None:
    with pytest.raises(DatasetError, match="-1 cannot be a seed"):
        hospital_stays(100, seed=-1)


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    hospital_stays(100, seed=1, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("sample", Sample)
def test_every_sample_says_that_it_is_made_up(sample: Sample) -> None:
    assert isinstance(sample.title, Sentence)
    assert "made up" in str(sample.title)
    assert "fictif" in make(sample, 100).name


def test_samples_are_asked_for_by_name() -> None:
    assert make(Sample("patients"), 150, seed=4).fingerprint == hospital_stays(150, seed=4).fingerprint
    assert make(Sample("teaching")).n_records == 12


def test_teaching_table_has_5_unique_people_in_8_classes() -> None:
    table = frame_of(teaching_table())
    size = table.groupby(QUASI_IDENTIFIERS)["prenom"].transform("size")
    assert len(table.groupby(QUASI_IDENTIFIERS)) == 8
    assert set(table.loc[size == 1, "prenom"]) == {"Élina", "Fanch", "Ismaël", "Jonas", "Léonie"}


def test_teaching_table_has_a_class_of_3_that_betrays_its_disease() -> None:
    table = frame_of(teaching_table())
    classes = table.groupby(QUASI_IDENTIFIERS)["maladie"].agg(["size", "nunique"])
    assert classes[classes["size"] == 3].to_numpy().tolist() == [[3, 1]]
    assert (classes.loc[classes["size"] == 2, "nunique"] == 2).all()


def test_teaching_table_generalised_is_3_anonymous_and_1_diverse() -> None:
    table = frame_of(teaching_table())
    table["age"], table["code_postal"] = table["age"].str[0] + "0", table["code_postal"].str[:2]
    classes = table.groupby(QUASI_IDENTIFIERS)["maladie"].agg(["size", "nunique"])
    assert classes["size"].tolist() == [3, 3, 3, 3]
    assert classes["nunique"].min() == 1
    assert table.groupby(["age", "code_postal"]).size().tolist() == [3, 3, 3, 3]
