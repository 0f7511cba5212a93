"""Presence of the people of a population in the data."""

import numpy as np
import pandas as pd

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.delta_presence import DeltaPresence, delta_presence, people_outside
from analysis.models.k_map import match_population

PUBLIC = pd.DataFrame(
    {
        "zip": ["47906", "47903", "47906", "47630", "47630", "47633", "48973", "48972", "48970"],
        "nationality": ["USA", "Canada", "USA", "Brazil", "Brazil", "Peru", "Spain", "Bulgaria", "France"],
    }
)
"""Nergiz 2007, table 2: the public table, without names and ages."""
PRIVATE = [1, 2, 5, 7, 8]
"""Nergiz 2007: Bob, Christine, Frank, Harry and Iris are in the private table."""
ZIP = Hierarchy.of(np.array([[code, f"{code[:2]}*"] for code in sorted(set(PUBLIC["zip"]))], dtype=object))
EUROPE = {"Spain", "Bulgaria", "France"}
NATIONALITY = Hierarchy.of(
    np.array([[n, "Europe" if n in EUROPE else "America"] for n in sorted(set(PUBLIC["nationality"]))], dtype=object)
)


def table(dataset: Dataset) -> FrequencyTable:
    return collapse(encode(dataset, {"zip": ZIP, "nationality": NATIONALITY}, dataset.names))


def test_the_published_generalisation_has_the_published_presence() -> None:
    private, public = table(dataset_of(PUBLIC.iloc[PRIVATE])), table(dataset_of(PUBLIC))
    match = match_population(private, private.classes((1, 1)), public)
    assert delta_presence(match) == DeltaPresence(1 / 2, 2 / 3, 0, 0, 0)
    assert people_outside(match, 1 / 2, 2 / 3) == 0
    assert people_outside(match, 0, 0.6) == 3
    assert people_outside(match, 0.6, 1) == 6


def test_the_table_as_it_is_tells_who_is_in_it_and_who_is_not() -> None:
    private, public = table(dataset_of(PUBLIC.iloc[PRIVATE])), table(dataset_of(PUBLIC))
    found = delta_presence(match_population(private, private.classes(), public))
    assert found == DeltaPresence(0.0, 1.0, n_people_certain=4, n_people_absent=3, n_unmatched=0)
