"""Carrying a recipe out: the same release whoever asks, and what is said of another extract."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import tabulate
from analysis.dataset import column_as, dataset_of
from analysis.errors import DatasetError, RecodingError
from analysis.hierarchies.builders import Intervals, Suppress, suggest
from analysis.hierarchies.table import Table
from analysis.io import CsvStyle, Format, export, read
from analysis.kinds import Kind, understand_as
from analysis.models.conditions import DistinctLDiverse
from analysis.recipe.recipe import Cells, Origin, Recipe, Recoding, Refusals, from_json, to_json
from analysis.recipe.running import run
from analysis.recoding.generalise import GlobalRecoding, recode
from analysis.recoding.mondrian import Cuts
from analysis.release import release
from analysis.roles import Role, Roles
from analysis.samples import hospital_stays


@pytest.fixture(scope="module")
def stays():
    return hospital_stays(600, 1)


def roles_of(dataset, known, sensitive):
    roles = dict.fromkeys(dataset.names, Role.DIRECT_IDENTIFIER)
    return roles | dict.fromkeys(known, Role.QUASI_IDENTIFIER) | dict.fromkeys(sensitive, Role.SENSITIVE)


def recipe_on(dataset, levels, known, sensitive, **changes):
    made = {
        "origin": Origin.of(dataset),
        "roles": roles_of(dataset, known, sensitive),
        "hierarchies": {name: suggest(dataset[name]) for name in known},
        "recoding": Recoding(levels=levels, k=3, suppression_limit=1.0),
    }
    return Recipe(**made | changes)


PEOPLE = dataset_of(
    pd.DataFrame(
        {
            "nom": [f"Zoé {i}" for i in range(8)],
            "age": ["31", "32", "33", "41", "42", "43", "71", "72"],
            "ville": ["Lyon"] * 3 + ["Brest"] * 3 + ["Lyon", "Brest"],
            "maladie": ["a", "b", "c", "a", "b", "b", "a", "b"],
        }
    )
)


def people_recipe(**changes):
    hierarchies = {"age": Intervals((10.0, 50.0)), "ville": Suppress()}
    made = {"hierarchies": hierarchies, "recoding": Recoding(levels={"age": 1, "ville": 0}, k=3, suppression_limit=0.3)}
    return recipe_on(PEOPLE, {}, ("age", "ville"), ("maladie",), **made | changes)


def written(dataset):
    return export(dataset, Format.CSV, CsvStyle()).content


def test_the_release_is_that_of_the_library_bit_for_bit():
    outcome = run(from_json(to_json(people_recipe())), PEOPLE)
    roles = Roles.undecided(PEOPLE.names).assign(roles_of(PEOPLE, ("age", "ville"), ("maladie",)))
    hierarchies = {name: own.build(PEOPLE[name]) for name, own in people_recipe().hierarchies.items()}
    table = tabulate(PEOPLE, roles.quasi_identifiers, hierarchies)
    recoded = recode(table, GlobalRecoding((("age", 1), ("ville", 0)), 3, 0.3))
    assert written(outcome.release.dataset) == written(release(PEOPLE, roles, recoded).dataset)
    assert outcome.release.dataset.names == ("age", "ville", "maladie")
    assert (outcome.after.anonymity.k, outcome.release.n_suppressed) == (3, 2)
    assert (outcome.before.anonymity.k, outcome.differences, outcome.unmet) == (1, (), ())


def test_twice_is_the_same():
    one, two = (run(people_recipe(), PEOPLE) for _ in range(2))
    assert written(one.release.dataset) == written(two.release.dataset)
    assert one.release.dataset.fingerprint == two.release.dataset.fingerprint


def test_a_requirement_that_is_not_met_is_said_and_the_release_made():
    tight = Recoding(levels={"age": 1, "ville": 0}, k=3, suppression_limit=0.0)
    outcome = run(people_recipe(recoding=tight), PEOPLE)
    assert "k = 3 is not met" in str(outcome.unmet[0])
    assert outcome.release.n_suppressed == 2


def test_people_who_refused_are_left_out():
    outcome = run(people_recipe(refusals=Refusals(column="maladie", refused=("c",))), PEOPLE)
    assert outcome.dataset.n_records == 7


def test_local_recoding_suppresses_nobody():
    outcome = run(people_recipe(recoding=Recoding(levels={}, k=2, cuts=Cuts.STRICT)), PEOPLE)
    assert outcome.release.dataset.n_records == 8
    assert outcome.after.anonymity.k >= 2


def test_cells_may_go_instead_of_records():
    outcome = run(people_recipe(cells=Cells()), PEOPLE)
    assert outcome.release.dataset.n_records == 8
    assert outcome.release.n_suppressed == 0
    assert outcome.after.anonymity.k >= 3


@pytest.mark.parametrize("how", [{"cells": Cells()}, {}])
def test_what_a_recoding_did_not_seek_is_asked_of_what_it_left(how):
    cuts = None if how else Cuts.STRICT
    wanted = Recoding(levels={"age": 1}, k=2, cuts=cuts, conditions=(DistinctLDiverse("maladie", 4),))
    outcome = run(people_recipe(recoding=wanted, **how), PEOPLE)
    assert "Your requirements are not met" in str(outcome.unmet[-1])


# Another extract


def test_another_extract_runs_and_says_so():
    other = PEOPLE.take(np.arange(6))
    outcome = run(people_recipe(), other)
    assert "another dataset" in str(outcome.differences[0])
    assert outcome.release.dataset.n_records == 6


def test_values_that_a_hierarchy_made_by_hand_does_not_know_are_counted():
    by_hand = Table((("Lyon", "Sud", "France"),), "villes.csv")
    made = people_recipe(hierarchies={"age": Suppress(), "ville": by_hand}, recoding=Recoding(levels={"ville": 1}, k=1))
    outcome = run(made, PEOPLE)
    said = [str(own) for own in outcome.differences]
    assert said == ["Values of ville that its hierarchy does not know: 1. From level 1 on they become France."]
    assert set(outcome.release.dataset["ville"].values) == {"Sud", "France"}


def test_columns_that_the_recipe_does_not_know_stay_undecided():
    more = dataset_of(pd.DataFrame({c.name: c.values[c.codes] for c in PEOPLE} | {"note": ["x"] * 8}))
    outcome = run(people_recipe(), more)
    assert "stay undecided: note" in " ".join(map(str, outcome.differences))
    assert "note" not in outcome.release.dataset


def test_a_column_that_is_lacking_stops_it():
    with pytest.raises(DatasetError, match=r"lacks columns that the recipe names: ville"):
        run(people_recipe(), dataset_of(pd.DataFrame({c.name: c.values[c.codes] for c in PEOPLE if c.name != "ville"})))


def test_a_quasi_identifier_without_a_hierarchy_stops_it():
    with pytest.raises(RecodingError, match="no hierarchy for ville"):
        run(people_recipe(hierarchies={"age": Suppress()}), PEOPLE)


def test_kinds_that_the_user_corrected_are_those_of_the_recipe(stays):
    stay = stays["duree_sejour"]
    corrected = stays.with_column(
        column_as(stay.name, stay.values, stay.codes, understand_as(Kind.TEXT, stay.values, stay.name))
    )
    made = recipe_on(corrected, {}, ("sexe", "duree_sejour"), ())
    outcome = run(made, stays)
    assert outcome.dataset["duree_sejour"].kind is Kind.TEXT
    assert outcome.differences == ()


def test_the_hospital_sample_from_a_file(stays):
    known = ("sexe", "code_postal", "duree_sejour")
    content = written(stays)
    dataset = read(content, "stays.csv").dataset
    made = recipe_on(dataset, {"code_postal": 1, "duree_sejour": 1}, known, ())
    outcome = run(made, dataset)
    direct = {value for own in dataset if own.name in ("nir", "nom", "email") for value in own.values}
    assert not direct & {value for own in outcome.release.dataset for value in own.values}
    assert json.loads(to_json(made))["origin"]["fingerprint"] == dataset.fingerprint
