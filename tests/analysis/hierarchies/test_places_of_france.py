"""French postal codes and codes of communes, against the table of Etalab and facts of INSEE and La Poste."""

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from columns import column
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import HierarchyError, NotComputable
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.nomenclatures.french_places import (
    COLLECTIVITIES,
    DATA,
    UNITS,
    PlaceCode,
    Unit,
    inhabited,
    places,
    population_of,
    spelt,
)
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces, place_code
from analysis.kinds import Kind

POSTAL, COMMUNE, NAME = PlaceCode
BELOW_FRANCE = (Unit.PLACE, Unit.EPCI, Unit.DEPARTEMENT, Unit.REGION)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pq.read_table(DATA).to_pandas()


def example(code: PlaceCode, text: str, **options: object) -> tuple[str, ...]:
    return FrenchPlaces(code, **options).build(column(Kind.CODE, text)).example(text)[1:-1]


def test_the_data_are_small() -> None:
    assert DATA.stat().st_size < 1_500_000


def test_france_has_34969_communes_in_18_regions_and_101_departements_and_overseas_collectivities() -> None:
    assert [len(inhabited(unit)) for unit in UNITS] == [34_969, 1_255, 101 + 8, 18 + 8, 1]


def test_every_commune_and_every_postal_code_is_placed_as_the_table_says(table: pd.DataFrame) -> None:
    communes = table[table["kind"] != "postal"]
    built = FrenchPlaces(COMMUNE).build(column(Kind.CODE, *communes["code"])).table
    assert (built[:, 1:4] == communes[["epci_label", "departement_label", "region_label"]].to_numpy()).all()
    served = table.explode("postal_codes").dropna(subset="postal_codes")
    codes = column(Kind.CODE, *served["postal_codes"])
    coverage = FrenchPlaces(POSTAL).coverage(codes)
    assert (coverage.n_known, coverage.n_values) == (len(served), 6_310)


def test_a_postal_code_in_two_departements_goes_with_its_most_populous_commune_and_it_is_said(
    table: pd.DataFrame,
) -> None:
    communes = table[(table["kind"] == "commune") & (table["postal_codes"].str.len() > 0)].explode("postal_codes")
    largest = communes.sort_values("population").drop_duplicates("postal_codes", keep="last")
    built = FrenchPlaces(POSTAL).build(column(Kind.CODE, *largest["postal_codes"])).table
    assert (built[:, 2] == largest["departement_label"]).all()
    straddling = communes.groupby("postal_codes")["departement"].nunique() > 1
    coverage = FrenchPlaces(POSTAL).coverage(column(Kind.CODE, *straddling.index))
    assert dict(coverage.notes[0].details) == {"count": straddling.sum()} == {"count": 16}
    assert example(POSTAL, "01410")[1] == "Ain (01)"  # Lajoux in the Jura has 287 inhabitants, Chézery-Forens 433
    assert FrenchPlaces(POSTAL).coverage(column(Kind.CODE, "75001")).notes == ()


@pytest.mark.parametrize(
    ("code", "text", "departement", "region"),
    [
        (POSTAL, "75001", "Paris (75)", "Île-de-France"),
        (POSTAL, "69003", "Rhône (69)", "Auvergne-Rhône-Alpes"),
        (POSTAL, "20000", "Corse-du-Sud (2A)", "Corse"),  # Ajaccio
        (POSTAL, "20137", "Corse-du-Sud (2A)", "Corse"),  # Porto-Vecchio
        (POSTAL, "20200", "Haute-Corse (2B)", "Corse"),  # Bastia
        (POSTAL, "20600", "Haute-Corse (2B)", "Corse"),  # Furiani
        (POSTAL, "97100", "Guadeloupe (971)", "Guadeloupe"),  # Basse-Terre
        (POSTAL, "97200", "Martinique (972)", "Martinique"),  # Fort-de-France
        (POSTAL, "97300", "Guyane (973)", "Guyane"),  # Cayenne
        (POSTAL, "97400", "La Réunion (974)", "La Réunion"),  # Saint-Denis
        (POSTAL, "97600", "Mayotte (976)", "Mayotte"),  # Mamoudzou
        (POSTAL, "97133", "Saint-Barthélemy (977)", COLLECTIVITIES),
        (POSTAL, "97150", "Saint-Martin (978)", COLLECTIVITIES),
        (POSTAL, "97500", "Saint-Pierre-et-Miquelon (975)", COLLECTIVITIES),
        (POSTAL, "98714", "Polynésie française (987)", COLLECTIVITIES),  # Papeete
        (POSTAL, "98800", "Nouvelle-Calédonie (988)", COLLECTIVITIES),  # Nouméa
        (POSTAL, "94390", "Essonne (91)", "Île-de-France"),  # the air terminals of Orly, in Paray-Vieille-Poste
        (POSTAL, " 1000 ", "Ain (01)", "Auvergne-Rhône-Alpes"),
        (POSTAL, "75380", "Paris (75)", "Île-de-France"),  # CEDEX
        (POSTAL, "20980", "Autres", "Autres"),
        (POSTAL, "2A004", "Autres", "Autres"),
        (COMMUNE, "2A004", "Corse-du-Sud (2A)", "Corse"),
        (COMMUNE, "2b033", "Haute-Corse (2B)", "Corse"),
        (COMMUNE, "20004", "Corse-du-Sud (2A)", "Corse"),  # Ajaccio before 1976
        (COMMUNE, "75056", "Paris (75)", "Île-de-France"),
        (COMMUNE, "75115", "Paris (75)", "Île-de-France"),
        (COMMUNE, "13201", "Bouches-du-Rhône (13)", "Provence-Alpes-Côte d'Azur"),
        (COMMUNE, "01015", "Ain (01)", "Auvergne-Rhône-Alpes"),  # Arbignieu, in Arboys en Bugey now
        (COMMUNE, "1053", "Ain (01)", "Auvergne-Rhône-Alpes"),
        (COMMUNE, "98411", "Terres australes et antarctiques françaises (984)", COLLECTIVITIES),
    ],
)
def test_a_code_belongs_to_its_departement_and_region(
    code: PlaceCode, text: str, departement: str, region: str
) -> None:
    assert example(code, text)[1:] == (departement, region)


@pytest.mark.parametrize("text", ["Lyon", "100", "690030", "00100", "20900", "96000", "97900", "1 000", "６９００３"])
def test_what_is_no_code_of_france_is_called_other(text: str) -> None:
    assert example(POSTAL, text, other="?") == ("?", "?", "?")


def test_an_epci_that_crosses_a_border_is_cut_at_it() -> None:
    # Redon Agglomération lies in Ille-et-Vilaine, Morbihan and Loire-Atlantique
    assert example(COMMUNE, "35236") == ("CA Redon Agglomération (35)", "Ille-et-Vilaine (35)", "Bretagne")
    assert example(COMMUNE, "44185") == ("CA Redon Agglomération (44)", "Loire-Atlantique (44)", "Pays de la Loire")


def test_islands_outside_any_epci_say_so() -> None:
    assert example(COMMUNE, "29155")[0] == "Sans EPCI (29)"  # Ouessant


def test_a_code_that_is_not_listed_is_placed_by_its_departement_and_counted() -> None:
    coverage = FrenchPlaces().coverage(column(Kind.CODE, "75001", "75380", "75380", "nowhere", None))
    assert (coverage.n_records, coverage.n_known, coverage.n_approximate, coverage.n_other) == (4, 1, 2, 1)
    assert coverage.share == 0.75
    assert example(POSTAL, "75380")[0] == "Paris (75)"


def test_the_units_of_the_levels_are_chosen_and_rise() -> None:
    chosen = (Unit.PLACE, Unit.REGION, Unit.COUNTRY)
    assert example(COMMUNE, "69123", units=chosen) == ("Lyon (69123)", "Auvergne-Rhône-Alpes", "France")
    for wrong in ((), (Unit.REGION, Unit.EPCI), (Unit.EPCI, Unit.EPCI)):
        with pytest.raises(HierarchyError, match="larger unit"):
            FrenchPlaces(units=wrong)


def test_postal_codes_and_codes_of_communes_are_told_apart_by_the_whole_column() -> None:
    both = ("13001", "75112")  # Marseille 1er and Aix-en-Provence; 75112 is the 12th arrondissement and no postal code
    assert place_code(column(Kind.CODE, both[0], "69003", "33000")) is POSTAL
    assert place_code(column(Kind.CODE, both[0], "69383", "33063")) is COMMUNE
    assert place_code(column(Kind.CODE, *both)) is COMMUNE
    assert place_code(column(Kind.CODE, "13001")) is POSTAL


def test_every_list_of_codes_is_recognised_as_itself(table: pd.DataFrame) -> None:
    assert place_code(column(Kind.CODE, *table.loc[table["kind"] == "commune", "code"])) is COMMUNE
    assert place_code(column(Kind.CODE, *table.loc[table["kind"] == "postal", "code"])) is POSTAL


@pytest.mark.parametrize(
    ("name", "departement"),
    [
        ("Lyon", "Rhône (69)"),
        ("LYON 3E ARRONDISSEMENT", "Rhône (69)"),
        ("st etienne", "Loire (42)"),
        ("Valence", "Drôme (26)"),  # 64,000 of the 69,000 people of two Valence
        ("L’Île-d’Yeu", "Vendée (85)"),
        ("Hœnheim", "Bas-Rhin (67)"),
        ("Saint-Denis", "Autres"),  # as many people in the Seine-Saint-Denis as in La Réunion
        ("Parfondeval", "Autres"),
        ("69003", "Autres"),
    ],
)
def test_a_name_is_that_of_the_commune_that_is_meant_or_of_none(name: str, departement: str) -> None:
    assert example(NAME, name)[1] == departement


def test_a_name_is_taken_for_a_commune_only_where_hardly_anybody_lives_in_its_namesakes(table: pd.DataFrame) -> None:
    today = table[table["kind"].isin(["commune", "arrondissement"])]
    spelling = today["name"].map(spelt)
    share = today["population"] / today.groupby(spelling)["population"].transform("sum").clip(lower=1)
    alone = spelling.map(spelling.value_counts()) == 1
    assert (today["known_as"].notna() == (alone | (share >= 0.9))).all()
    assert (today["known_as"].dropna() == spelling[today["known_as"].notna()]).all()


def test_names_are_told_from_codes() -> None:
    assert place_code(column(Kind.TEXT, "Lyon", "Bastia", "13001")) is NAME
    assert place_code(column(Kind.TEXT, "13001", "2A004", "Lyon")) is COMMUNE


def people_by_label(builder: FrenchPlaces) -> list[pd.Series]:
    """The inhabitants of all that a label stands for, at each level, over every place of France."""
    known = places(builder.code)
    levels = builder.read(column(Kind.CODE, *known.codes[: known.n])).levels
    return [pd.Series(known.weights[: known.n]).groupby(level).sum() for level in levels]


@pytest.mark.parametrize("code", PlaceCode)
@pytest.mark.parametrize("least", [1_000, 20_000, 100_000, 250_000])
def test_every_label_stands_for_at_least_so_many_people(code: PlaceCode, least: int) -> None:
    divided = {"Paris (75056)", "Lyon (69123)", "Marseille (13055)"}  # counted by their arrondissements
    for people in people_by_label(FrenchPlaces(code, BELOW_FRANCE, least)):
        assert people.drop(divided & set(people.index)).min() >= least
        assert people.sum() == places(code).weights.sum()


@settings(max_examples=40)
@given(st.sampled_from(PlaceCode), st.integers(0, 3_000_000))
def test_areas_of_enough_people_nest_whatever_the_threshold(code: PlaceCode, least: int) -> None:
    known = places(code)
    some = column(Kind.CODE, *known.codes[: known.n : 7], "75380", "nowhere")
    hierarchy = FrenchPlaces(code, UNITS, least).build(some)
    Hierarchy.of(hierarchy.table)


def test_what_is_left_of_a_unit_is_named_as_its_rest() -> None:
    levels = example(POSTAL, "48000", units=BELOW_FRANCE, least=100_000)
    assert levels == ("Occitanie, reste", "Occitanie, reste", "Occitanie, reste", "Occitanie")  # the Lozère has 76,000
    assert example(POSTAL, "48000", units=BELOW_FRANCE, least=20_000)[0] == "Lozère (48)"
    assert example(COMMUNE, "75115", units=BELOW_FRANCE, least=20_000)[0] == "Paris 15e Arrondissement (75115)"


def test_populations_are_those_of_the_census() -> None:
    assert population_of(Unit.COUNTRY, "FR") == 68_350_798
    assert population_of(Unit.COUNTRY, "FR") - population_of(Unit.REGION, "06") == 68_094_280
    assert population_of(Unit.REGION, "06") == population_of(Unit.DEPARTEMENT, "976") == 256_518  # Mayotte, 2017
    assert population_of(Unit.PLACE, "75056") == 2_103_778
    with pytest.raises(NotComputable, match="no area 99"):
        population_of(Unit.DEPARTEMENT, "99")


def test_there_is_an_answer_for_no_code_at_all() -> None:
    empty = column(Kind.CODE, None)
    assert FrenchPlaces(least=20_000).build(empty).n_levels == 2
    assert FrenchPlaces().coverage(empty).share == 0.0
    assert not FrenchPlaces().coverage(empty).fits
    assert place_code(empty) is POSTAL
    assert len(np.unique(empty.codes)) == 1
