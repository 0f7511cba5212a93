"""No value of a direct identifier is in the file of a release, whatever is done to the columns; or the release says so."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset, dataset_of
from analysis.hierarchies.builders import suggest
from analysis.io import Format, export
from analysis.recipe.recipe import Origin, Recipe, Recoding
from analysis.recipe.running import Outcome, run
from analysis.recoding.mondrian import Cuts
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.recoding.removal import ColumnRemoval
from analysis.recoding.sampling import Sampling
from analysis.roles import Role
from analysis.samples import hospital_stays

KEY = b"a key for tests, of made-up bytes"
DIRECT = ("nir", "nom", "prenom", "email")
KNOWN = ("sexe", "code_postal", "profession")
LEVELS = {"sexe": 0, "code_postal": 3, "profession": 0}
KEPT = ("date_entree", "diagnostic", "duree_sejour", "note")


@pytest.fixture(scope="module")
def stays() -> Dataset:
    """Made-up stays with a comment, in which one of ten names the person."""
    people = hospital_stays(300, 1)
    frame = pd.DataFrame({column.name: column.texts() for column in people})
    named = [f"sortie de {name} prévue" for name in frame["nom"]]
    return dataset_of(frame.assign(note=np.where(np.arange(300) % 10 == 0, named, "sortie prévue")))


def recipe_on(stays: Dataset, **changes: object) -> Recipe:
    roles = {
        **dict.fromkeys(stays.names, Role.UNDECIDED),
        **dict.fromkeys(DIRECT, Role.DIRECT_IDENTIFIER),
        **dict.fromkeys(KNOWN, Role.QUASI_IDENTIFIER),
        **dict.fromkeys(KEPT, Role.INSENSITIVE),
    }
    hierarchies = {name: suggest(stays[name]) for name in KNOWN}
    made = {
        "origin": Origin.of(stays),
        "roles": roles,
        "hierarchies": hierarchies,
        "recoding": Recoding(levels=LEVELS, k=1),
    }
    return Recipe(**made | changes)


def leaks(outcome: Outcome, stays: Dataset) -> int:
    """Cells of the file that hold a value of a direct identifier as a word, found by pandas alone."""
    frame = pd.read_csv(
        io.BytesIO(export(outcome.release.dataset, Format.CSV).content), dtype=str, keep_default_na=False
    )
    values = {value for name in DIRECT for value in stays[name].values}
    cells = frame.drop(columns=[name for name in KNOWN if name in frame]).to_numpy().ravel()
    return sum(not values.isdisjoint(cell.split()) for cell in cells)


def warnings(outcome: Outcome) -> list[str]:
    return [str(reason) for reason in outcome.unmet if "direct identifier" in str(reason)]


PSEUDONYMS = Pseudonyms(("nir", "nom", "prenom", "email"))
STEPS = {
    "nothing": (),
    "pseudonyms": (PSEUDONYMS,),
    "a sample with pseudonyms": (Sampling(0.5, seed=1), PSEUDONYMS),
    "a column left out": (ColumnRemoval(("nom",)),),
}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_name_left_in_a_comment_is_said_whatever_hides_the_identifier(stays: Dataset, steps: tuple) -> None:
    outcome = run(recipe_on(stays, steps=steps), stays, KEY)
    (said,) = [text for text in warnings(outcome) if text.endswith("mask it.") and "identifier nom" in text]
    assert f"Records where it does: {leaks(outcome, stays)}." in said


@settings(max_examples=12, deadline=None)
@given(
    steps=st.sampled_from(list(STEPS.values())),
    cuts=st.sampled_from([None, *Cuts]),
    withheld=st.sets(st.sampled_from(KEPT[:-1])),
)
def test_no_value_of_a_direct_identifier_leaves_when_nothing_is_said(
    stays: Dataset, steps: tuple, cuts: Cuts | None, withheld: set[str]
) -> None:
    own = recipe_on(
        stays,
        steps=(*steps, ColumnRemoval(("note", *withheld))),
        recoding=Recoding(levels={} if cuts else LEVELS, k=2, suppression_limit=1, cuts=cuts),
    )
    outcome = run(own, stays, KEY)
    assert warnings(outcome) == []
    assert leaks(outcome, stays) == 0
    assert not set(outcome.release.dataset.names) & (set(DIRECT) - {name for step in steps for name in step.columns})
