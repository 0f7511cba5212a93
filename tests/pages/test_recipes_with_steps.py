"""Steps, cells and keys in the recipe of a session, there and back."""

from dataclasses import replace

import pytest
from screen import session_of, texts
from sessions import teaching

from analysis.recipe.recipe import from_json, to_json
from analysis.recipe.running import roles_after
from analysis.recoding.pseudonyms import Pseudonyms, key_fingerprint, key_of, new_key
from analysis.recoding.rounding import Rounding
from analysis.recoding.steps import apply_steps
from pages.ui.choices import Cells
from pages.ui.recipes import needs_key, recipe_of

PAGE = "pages/report.py"


def stepped(now, steps, key=None):
    """A session whose plan has steps, which are done."""
    prepared = apply_steps(steps, now.assessed, key)
    plan = replace(now.plan, steps=steps)
    return replace(now, dataset=prepared, roles=roles_after(now.decided, steps, prepared), plan=plan, key=key)


def load(at, recipe):
    box = next(own for own in at.file_uploader if own.label == "A recipe of Foule")
    return box.upload("recipe.json", recipe.encode(), "application/json").run()


def with_cells(now):
    return replace(now, plan=replace(now.plan, cells=Cells((("age", 0.5),))))


def test_steps_and_cells_survive_the_recipe(open_page):
    now = with_cells(stepped(teaching(k=2, limit=0.2), (Rounding("age", 10.0),)))
    recipe = from_json(to_json(recipe_of(now)))
    assert recipe.steps == (Rounding("age", 10.0),)
    assert recipe.cells.importance == {"age": 0.5}
    assert recipe.origin.fingerprint == now.assessed.fingerprint
    at = open_page(PAGE, teaching(k=5))
    load(at, to_json(recipe))
    assert session_of(at).plan.steps == now.plan.steps
    assert session_of(at).plan.cells == now.plan.cells
    assert session_of(at).dataset.fingerprint == now.dataset.fingerprint


@pytest.fixture
def keyed():
    key = new_key()
    step = Pseudonyms(("prenom",), fingerprint=key_fingerprint(key_of(key)))
    return stepped(teaching(k=2, limit=0.2), (step,), key_of(key)), key


def test_a_recipe_asks_for_its_key_and_never_holds_it(open_page, keyed):
    now, key = keyed
    written = to_json(recipe_of(now))
    assert needs_key(recipe_of(now))
    assert key not in written
    at = open_page(PAGE, teaching(k=5))
    load(at, written)
    assert "type the key, which no recipe holds" in texts(at)
    at.text_input(key="recipe_key_typed").set_value(key)
    at.button(key="recipe_key_apply").click().run()
    assert session_of(at).plan.steps == now.plan.steps
    assert key not in repr(session_of(at))
