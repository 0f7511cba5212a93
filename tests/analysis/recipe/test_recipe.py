"""The recipe as a document: what it holds, that it survives JSON, and what is said of a wrong one."""

import json
from pathlib import Path

import pandas as pd
import pytest

import analysis.recipe.recipe as module
from analysis.dataset import dataset_of
from analysis.errors import DatasetError
from analysis.hierarchies.builders import Frequent, Intervals, Suppress
from analysis.hierarchies.table import Table
from analysis.io import ReadOptions
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.t_closeness import GroundDistance
from analysis.recipe.recipe import Cells, Origin, Reading, Recipe, Recoding, Refusals, from_json, schema, to_json
from analysis.recoding.local_suppression import Reading as CellReading
from analysis.recoding.mondrian import Cuts
from analysis.roles import Role
from analysis.verdict import Audience, Demand, Recipient

PEOPLE = dataset_of(
    pd.DataFrame({"âge": ["34", "35", "71"], "ville": ["Lyon", "Brest", "Lyon"], "maladie": ["grippe", "VIH", "VIH"]})
)
ROLES = {"âge": Role.QUASI_IDENTIFIER, "ville": Role.QUASI_IDENTIFIER, "maladie": Role.SENSITIVE}
BUILDERS = {"âge": Intervals((5.0, 10.0)), "ville": Suppress()}

FIRST = """{
 "format": "foule-recipe", "version": 1, "made_by": "foule 0.1.0",
 "origin": {"fingerprint": "00", "n_records": 3,
            "columns": [{"name": "âge", "kind": "integer", "decimal": ".", "date_format": ""}]},
 "roles": {"âge": "quasi_identifier", "ville": "quasi_identifier"},
 "hierarchies": {"âge": {"kind": "intervals", "widths": [5, 10]}, "ville": {"kind": "suppress"}},
 "recoding": {"levels": {"âge": 1, "ville": 0}, "k": 2, "suppression_limit": 0.1,
              "conditions": [{"model": "distinct_l_diversity", "column": "maladie", "l": 2}]}
}"""
"""A recipe as version 1 wrote it: it must be readable for ever."""


def recipe(**changes):
    made = {
        "origin": Origin.of(PEOPLE),
        "roles": ROLES,
        "hierarchies": BUILDERS,
        "recoding": Recoding(levels={"âge": 1, "ville": 0}, k=2),
    }
    return Recipe(**made | changes)


def full():
    return recipe(
        reading=Reading.of(ReadOptions(delimiter=";", decimal=",")),
        refusals=Refusals(column="accord", refused=("non",)),
        hierarchies=BUILDERS | {"ville": Table((("Lyon", "Sud", "*"), ("Brest", "Ouest", "*")), "villes.csv")},
        recoding=Recoding(
            levels={"âge": 2, "ville": 1}, k=3, suppression_limit=0.2, cuts=Cuts.STRICT,
            conditions=(DistinctLDiverse("maladie", 2), TClose("maladie", 0.3, GroundDistance.EQUAL)),
        ),
        cells=Cells(importance={"âge": 0.5}, reading=CellReading.MATCHES_ANY),
        population_size=66_000_000, preset="fr_open_data_sante", none_earlier=True, passed_over=True,
        recipients=(Recipient(Audience.PARTNER, "CHU", 0.2, "convention"),), answers={"purpose": "Étude « X »"},
    )  # fmt: skip


@pytest.mark.parametrize("make", [recipe, full])
def test_a_recipe_survives_json(make):
    assert from_json(to_json(make())) == make()
    assert to_json(from_json(to_json(make()))) == to_json(make())


def test_a_recipe_holds_no_record():
    written = to_json(recipe(hierarchies=BUILDERS | {"ville": Frequent((5,))}))
    assert not any(value in written for value in ("Lyon", "Brest", "grippe", "VIH", "71"))


def test_the_published_schema_is_that_of_the_recipe():
    published = Path(module.__file__).with_name("recipe.schema.json").read_text(encoding="utf-8")
    assert published == schema()


def test_a_recipe_of_version_1_is_read_for_ever():
    read = from_json(FIRST)
    assert read.hierarchies == {"âge": Intervals((5.0, 10.0)), "ville": Suppress()}
    assert read.recoding.choices.conditions == (DistinctLDiverse("maladie", 2),)
    assert read.roles["âge"] is Role.QUASI_IDENTIFIER


def test_the_demand_of_the_verdict_is_the_strictest_of_each():
    conditions = (
        DistinctLDiverse("a", 2), DistinctLDiverse("b", 4), TClose("a", 0.3, GroundDistance.EQUAL),
        TClose("a", 0.1, GroundDistance.ORDERED),
    )  # fmt: skip
    assert recipe(recoding=Recoding(levels={}, k=7, conditions=conditions)).demand == Demand(7, 4, 0.3)
    assert recipe().demand == Demand(2, None, None)


def changed(**changes):
    return json.dumps(json.loads(to_json(recipe())) | changes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "not a recipe of Foule"),
        ('{"format": "other"}', "not a recipe of Foule"),
        (changed(version=99), "version 99, and this program reads up to 1"),
        (changed(version="x"), "version x"),
        (changed(secret=1), r"wrong at secret: this field is not known"),
        (changed(roles={"âge": "king"}), r"wrong at roles\.âge"),
        (changed(hierarchies={"âge": {"kind": "magic"}}), r"wrong at hierarchies\.âge: .*magic"),
        (changed(hierarchies={"âge": 3}), r"wrong at hierarchies\.âge: an object"),
        (changed(steps=[{"kind": "magic"}]), r"wrong at steps\.0: There is no step magic"),
        (changed(recoding={"levels": {}, "k": 0}), r"wrong at recoding\.k"),
        (changed(recoding={"levels": {}, "conditions": [{"model": "magic"}]}), r"no privacy model magic"),
    ],
)
def test_a_wrong_recipe_says_where_and_why(text, said):
    with pytest.raises(DatasetError, match=said):
        from_json(text)
