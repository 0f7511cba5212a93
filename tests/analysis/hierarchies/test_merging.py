"""What becomes of places when areas need 20,000 inhabitants; populations are summed from the data file by pandas."""

import pandas as pd
import pytest

from analysis.dataset import dataset_of
from analysis.errors import HierarchyError, NotComputable
from analysis.hierarchies.nomenclatures.french_places import DATA, UNITS, PlaceCode, Unit
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.nomenclatures.merging import merging
from analysis.hierarchies.nomenclatures.nuts import Nuts, NutsLevel
from analysis.samples import hospital_stays

ALL_UNITS = UNITS[:-1]


def by_commune(least: int, units: tuple[Unit, ...] = ALL_UNITS) -> FrenchPlaces:
    return FrenchPlaces(PlaceCode.COMMUNE, units, least)


@pytest.fixture(scope="module")
def communes() -> pd.DataFrame:
    table = pd.read_parquet(DATA)
    return table[table["kind"].astype(str) == "commune"]


def test_all_communes_below_the_threshold_are_joined_and_every_area_is_above_it(communes: pd.DataFrame) -> None:
    column = dataset_of(pd.DataFrame({"insee": communes["code"].astype(str)}))["insee"]
    found = merging(by_commune(20_000), column)
    assert found.n_values == len(communes) == sum(standing.values for standing in found.standings)
    assert found.n_small == (communes["population"] < 20_000).sum()
    assert found.n_joined >= found.n_small
    inhabited = [standing for standing in found.standings if standing.unit is not Unit.COUNTRY]
    assert [standing.unit for standing in inhabited] == [
        unit for unit in ALL_UNITS if unit in {own.unit for own in inhabited}
    ]
    assert all(standing.fewest >= 20_000 for standing in inhabited)


def test_the_labels_of_an_area_stand_for_the_people_that_are_said(communes: pd.DataFrame) -> None:
    column = dataset_of(pd.DataFrame({"insee": communes["code"].astype(str)}))["insee"]
    table = by_commune(20_000).build(column).table
    people = communes["population"].groupby(pd.Series(dict(table[:, :2]))[communes["code"]].to_numpy()).sum()
    found = merging(by_commune(20_000), column)
    assert people.min() == min(standing.fewest for standing in found.standings)


def test_records_of_the_hospital_are_counted(communes: pd.DataFrame) -> None:
    column = hospital_stays(500, 1)["code_postal"]
    own = FrenchPlaces(units=ALL_UNITS, least=20_000)
    found = merging(own, column)
    assert sum(standing.records for standing in found.standings) == column.counts.sum()
    changed = own.build(column).table[:, 1] != FrenchPlaces(units=ALL_UNITS).build(column).table[:, 1]
    assert found.n_joined == changed.sum()


def test_units_that_are_taken_as_they_are_join_nothing() -> None:
    with pytest.raises(NotComputable, match="as they are"):
        merging(FrenchPlaces(), hospital_stays(100, 1)["code_postal"])


def test_levels_of_nuts_are_chosen_from_small_to_large() -> None:
    column = dataset_of(pd.DataFrame({"region": ["FRK24", "DE212"]}))["region"]
    rows = Nuts(regions=(NutsLevel.ONE, NutsLevel.COUNTRY)).build(column).table
    assert [list(row[1:3]) for row in rows] == [["FRK Auvergne-Rhône-Alpes", "France"], ["DE2", "Allemagne"]]
    with pytest.raises(HierarchyError, match="larger unit"):
        Nuts(regions=(NutsLevel.COUNTRY, NutsLevel.ONE))
    with pytest.raises(HierarchyError, match="larger unit"):
        Nuts(regions=())
