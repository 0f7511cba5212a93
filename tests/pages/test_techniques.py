"""Steps before generalising on the page where records are recoded: tried, applied, taken back."""

import dataclasses
import io
from collections import Counter

import pandas as pd
import pytest
from band_reading import deltas, figures
from screen import edit, french, problems, session_of, tables, texts
from sessions import csv, session_on, teaching

from analysis.audit import to_json
from analysis.io import CsvStyle, Format, export, read
from analysis.kinds import Kind
from analysis.models.conditions import DistinctLDiverse
from analysis.recipe.recipe import Cells as RecipeCells
from analysis.recipe.recipe import Origin, Recipe, Recoding
from analysis.recipe.running import run
from analysis.recoding.local_suppression import Reading
from analysis.recoding.masking import Masking
from analysis.recoding.pseudonyms import key_fingerprint, key_of
from analysis.recoding.removal import ColumnRemoval, RareClasses
from analysis.recoding.rounding import Rounding
from analysis.recoding.steps import STEPS
from analysis.roles import Role
from analysis.samples import teaching_table
from pages.ui.choices import Cells
from pages.ui.risk.panel import CURRENT
from pages.ui.techniques.families import TECHNIQUES, Family

PAGE = "pages/anonymise.py"
KEY = "a key of many random letters 7f3a"


def add(at, kind):
    """Open the form of a new step."""
    family = TECHNIQUES[kind].family
    at.button(key="technique_add").click().run()
    at.session_state["technique_family"] = family
    at.session_state[f"technique_kind_{family.value}"] = kind
    at.run()
    assert not at.exception
    return at


def press(at, name):
    at.button(key=f"technique_{name}").click().run()
    assert not at.exception
    return at


def kinds(at):
    return [step.kind for step in session_of(at).plan.steps]


def hospital():
    """60 made-up stays of 30 people, with a direct identifier, dates and numbers."""
    lines = [
        f"{i % 30:04d};{20 + i % 30};{'FM'[i % 2]};{i % 9};{100 + i * 3};{1 + i % 28:02d}/0{1 + i % 9}/2024"
        for i in range(60)
    ]
    roles = {
        "ipp": Role.DIRECT_IDENTIFIER,
        "age": Role.QUASI_IDENTIFIER,
        "sexe": Role.QUASI_IDENTIFIER,
        "service": Role.SENSITIVE,
        "cout": Role.INSENSITIVE,
        "entree": Role.QUASI_IDENTIFIER,
    }
    return session_on(read(csv("ipp;age;sexe;service;cout;entree", *lines), "stays.csv").dataset, roles, k=1)


# The catalogue


def test_every_step_of_the_library_has_a_form_and_an_explanation():
    assert set(TECHNIQUES) == set(STEPS)
    for own in TECHNIQUES.values():
        assert own.topic.definition.template
        assert own.topic.limits.template
    assert {own.family for own in TECHNIQUES.values()} == set(Family)


FILLED = {
    "additive_noise": {"names": ["cout"]},
    "correlated_noise": {"names": ["cout", "age"]},
    "microaggregation": {"columns": ["cout"]},
    "rank_swapping": {"names": ["cout"]},
    "data_swapping": {"names": ["service"]},
    "leave_out_columns": {"names": ["service"]},
    "date_shift": {"names": ["entree"]},
    "leave_out_rare_classes": {"among": ["service"], "k": 7},
    "leave_out_values": {"column": "service", "fewer_than": 7},
    "local_suppression": {"columns": ["age", "sexe"]},
}
"""What to choose where a form starts with no column, or with what changes nothing."""


def fill(at, kind, **values):
    """Choose and type into the form of a technique."""
    for name, value in values.items():
        key = f"technique_{kind}_{name}"
        ways = (at.selectbox, at.multiselect, at.number_input, at.text_input, at.text_area)
        widget = next(own for way in ways for own in way if own.key == key)
        widget.set_value(list(value) if isinstance(value, tuple) else value)
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("kind", list(TECHNIQUES))
def test_every_technique_can_be_tried_and_applied(open_page, kind):
    at = add(open_page(PAGE, hospital()), kind)
    fill(at, kind, **FILLED.get(kind, {}))
    assert not problems(at)
    assert "What becomes of each column" in texts(at) or "would be left out" in texts(at) or "Left out:" in texts(at)
    assert "Figures with the levels in use" in texts(at)
    assert not session_of(at).plan.steps
    before = session_of(at).dataset.fingerprint
    press(at, "apply")
    assert kinds(at) == [kind]
    assert session_of(at).dataset.fingerprint != before
    assert session_of(at).assessed.fingerprint == before
    press(at, "remove_0")
    assert session_of(at).dataset.fingerprint == before


# Trying


def test_the_effect_is_shown_before_anything_changes(open_page):
    at = add(open_page(PAGE, teaching()), "rounding")
    at.number_input(key="technique_rounding_base").set_value(10.0).run()
    said = texts(at)
    assert "k (smallest group)    1    1" in said
    assert "43.25 → 43.33" in said
    assert session_of(at).plan.steps == ()
    press(at, "cancel")
    assert session_of(at).plan.steps == ()
    assert not [key for key in at.session_state.to_dict() if key.startswith("technique_rounding")]


def test_what_is_refused_is_said_in_words_and_cannot_be_applied(open_page):
    at = add(open_page(PAGE, teaching()), "rounding")
    at.number_input(key="technique_rounding_base").set_value(0.0).run()
    assert any("The base is 0" in own for own in problems(at))
    assert at.button(key="technique_apply").disabled
    at.number_input(key="technique_rounding_base").set_value(2.5).run()
    assert any("the base 2.5 must be whole too" in own for own in problems(at))
    assert at.button(key="technique_apply").disabled


def test_with_many_records_the_effect_is_measured_when_it_is_asked_for(open_page, monkeypatch):
    monkeypatch.setattr("pages.ui.techniques.panel.LARGE", 1)
    at = add(open_page(PAGE, teaching()), "rounding")
    assert "What becomes of each column" not in texts(at)
    assert at.button(key="technique_apply").disabled
    press(at, "measure")
    assert "What becomes of each column" in texts(at)
    fill(at, "rounding", base=10.0)
    assert at.button(key="technique_apply").disabled
    press(press(at, "measure"), "apply")
    assert session_of(at).plan.steps == (Rounding("age", 10.0),)


def test_a_kind_that_a_step_cannot_take_is_refused_and_the_step_stays(open_page):
    at = press(add(open_page(PAGE, teaching()), "rounding"), "apply")
    at.switch_page("pages/data.py").run()
    edit(at, session_of(at).assessed.names.index("age"), kind="text")
    assert any("age" in own for own in problems(at))
    assert kinds(at) == ["rounding"]
    assert session_of(at).dataset["age"].kind is Kind.INTEGER


def test_a_technique_without_a_fitting_column_says_so(open_page):
    at = add(open_page(PAGE, teaching()), "date_shift")
    assert any("No column is of the kind that this technique needs" in own for own in problems(at))


def test_without_a_quasi_identifier_left_the_step_is_refused(open_page):
    at = add(open_page(PAGE, teaching()), "leave_out_columns")
    at.multiselect(key="technique_leave_out_columns_names").set_value(["age", "sexe", "code_postal"]).run()
    assert any("No column is a quasi-identifier any more" in own for own in problems(at))
    assert at.button(key="technique_apply").disabled


# The list


def test_steps_are_put_in_order_changed_and_taken_back(open_page):
    at = press(add(open_page(PAGE, hospital()), "rounding"), "apply")
    at = add(at, "leave_out_values")
    at.selectbox(key="technique_leave_out_values_column").set_value("service").run()
    at.number_input(key="technique_leave_out_values_fewer_than").set_value(7).run()
    press(at, "apply")
    assert kinds(at) == ["rounding", "leave_out_values"]
    press(at, "up_1")
    assert kinds(at) == ["leave_out_values", "rounding"]
    press(at, "edit_1")
    assert at.number_input(key="technique_rounding_base").value == 5
    at.number_input(key="technique_rounding_base").set_value(20.0).run()
    press(at, "apply")
    assert session_of(at).plan.steps[1] == Rounding("age", 20.0)
    for expected in (["leave_out_values", "rounding"], ["rounding", "leave_out_values"], ["rounding"], []):
        at.button(key="anonymise_undo").click().run()
        assert kinds(at) == expected
    assert session_of(at).dataset is session_of(at).assessed
    at.button(key="anonymise_redo").click().run()
    at.button(key="anonymise_redo").click().run()
    assert kinds(at) == ["rounding", "leave_out_values"]


def test_the_original_of_every_comparison_is_before_the_steps(open_page):
    at = add(open_page(PAGE, teaching()), "rounding")
    press(fill(at, "rounding", base=50.0), "apply")
    press(fill(add(at, "masking"), "masking", column="code_postal"), "apply")
    frame = pd.DataFrame({column.name: column.texts() for column in session_of(at).dataset})
    sizes = frame.groupby(["age", "sexe", "code_postal"]).size()
    unique = 100 * int((sizes == 1).sum()) / 12
    assert unique < 10
    assert figures(at)["Unique records"] == f"{unique:.1f}%"
    assert deltas(at, "Unique records")[0] == ("better", f"−{500 / 12 - unique:.1f} pts")
    assert '<ins title="was 34"><bdi>50</bdi></ins>' in "".join(own.proto.body for own in at.get("html"))
    at.switch_page("pages/risk.py").run()
    assert any("41.7%" in own.value for own in at.markdown)
    at.segmented_control(key="risk_which").set_value(CURRENT).run()
    assert not at.exception


def test_a_hierarchy_that_no_longer_fits_is_made_anew_and_comes_back(open_page):
    now = teaching(age=2, code_postal=2)
    at = fill(add(open_page(PAGE, now), "masking"), "masking", column="age", first=1)
    assert "no longer fit and would be made anew, from level 0: age." in texts(at)
    press(at, "apply")
    plan = session_of(at).plan
    assert dict(plan.builders)["code_postal"] == dict(now.plan.builders)["code_postal"]
    assert dict(plan.builders)["age"] != dict(now.plan.builders)["age"]
    assert plan.recoding.levels == (("age", 0), ("sexe", 0), ("code_postal", 2))
    at.button(key="anonymise_undo").click().run()
    assert session_of(at).plan == now.plan


def test_a_column_left_out_leaves_the_plan_and_the_release_but_not_the_roles_page(open_page, downloads):
    at = add(open_page(PAGE, teaching(k=1)), "leave_out_columns")
    press(fill(at, "leave_out_columns", names=["code_postal"]), "apply")
    assert session_of(at).quasi_identifiers == ("age", "sexe")
    assert downloads[-1]().decode().splitlines()[0] == "age;sexe;maladie"
    at.switch_page("pages/roles.py").run()
    assert not at.exception
    at.selectbox(key="roles_of_code_postal").set_value(Role.INSENSITIVE).run()
    assert not at.exception
    assert kinds(at) == ["leave_out_columns"]


def test_the_trail_names_kinds_and_columns_only(open_page):
    at = add(open_page(PAGE, hospital()), "leave_out_values")
    press(fill(at, "leave_out_values", column="cout", values="103", fewer_than=0), "apply")
    (entry,) = [own for own in session_of(at).trail.entries if own.event == "plan"]
    assert dict(entry.details)["steps"] == [{"kind": "leave_out_values", "columns": []}]
    assert "103" not in repr(entry.details)


# The key


def pseudonymised(open_page, key=KEY):
    at = add(open_page(PAGE, hospital()), "pseudonyms")
    at.session_state["technique_pseudonyms_key_from"] = "typed"
    at.run()
    at.text_input(key="technique_pseudonyms_key").set_value(key).run()
    return at


def test_a_key_that_is_drawn_is_shown_once_and_is_nowhere_afterwards(open_page):
    at = add(open_page(PAGE, hospital()), "pseudonyms")
    (shown,) = [own.value for own in at.code]
    assert len(shown) == 64
    at.run()
    assert [own.value for own in at.code] == [shown]
    press(at, "apply")
    now = session_of(at)
    assert not at.code
    assert now.key == key_of(shown)
    state = {key: value for key, value in at.session_state.to_dict().items() if key != "foule"}
    for held in (repr(now), repr(state), to_json(now.trail), repr(now.plan)):
        assert shown not in held
    assert key_fingerprint(now.key) in repr(now.plan)


def test_a_direct_identifier_leaves_only_as_a_pseudonym(open_page, downloads):
    at = press(pseudonymised(open_page), "apply")
    assert session_of(at).roles["ipp"] is Role.INSENSITIVE
    assert session_of(at).decided["ipp"] is Role.DIRECT_IDENTIFIER
    at.number_input(key="anonymise_k").set_value(1).run()
    released = pd.read_csv(io.BytesIO(downloads[-1]()), sep=";", dtype=str)
    assert set(released["ipp"].str.len()) == {32}
    assert set(Counter(released["ipp"]).values()) == {2}
    assert not any(KEY in str(value) for key, value in at.session_state.to_dict().items() if key != "foule")
    at.button(key="anonymise_undo").click().run()
    assert "left out: ipp" in texts(at)


def test_the_key_is_asked_once_and_a_short_one_is_refused(open_page):
    at = pseudonymised(open_page, "short")
    assert any("The key is too short" in own for own in problems(at))
    assert at.button(key="technique_apply").disabled
    at.text_input(key="technique_pseudonyms_key").set_value(KEY).run()
    press(at, "apply")
    at = add(at, "date_shift")
    at.multiselect(key="technique_date_shift_names").set_value(["entree"]).run()
    assert f"its fingerprint is {key_fingerprint(key_of(KEY))}" in texts(at)
    press(at, "apply")
    assert kinds(at) == ["pseudonyms", "date_shift"]


def test_erasing_forgets_the_key(open_page):
    at = press(pseudonymised(open_page), "apply")
    at.session_state["frame_erase"] = True
    at.run()
    at.button(key="frame_erase_now").click().run()
    assert session_of(at).key is None


def test_a_caveat_says_that_pseudonyms_do_not_anonymise(open_page):
    at = pseudonymised(open_page)
    assert any("Pseudonymised data are still personal data" in own.value for own in at.info)


# The release is that of the recipe


def recipe_of(now):
    plan = now.plan
    return Recipe(
        origin=Origin.of(now.complete),
        roles=dict(now.decided.assigned),
        steps=plan.steps,
        hierarchies=dict(plan.builders),
        recoding=Recoding(
            levels=dict(plan.recoding.levels),
            k=plan.recoding.k,
            suppression_limit=plan.recoding.suppression_limit,
            conditions=plan.recoding.conditions,
            cuts=plan.cuts,
        ),
        cells=plan.cells and RecipeCells(importance=dict(plan.cells.importance), reading=plan.cells.reading),
    )


def written(release):
    return export(release.dataset, Format.CSV, CsvStyle(delimiter=";")).content


STEPS_BEFORE = (Rounding("age", 2.0), Masking("maladie", 3), ColumnRemoval(("sexe",)), RareClasses(("maladie",), 2))


@pytest.mark.parametrize("reading", list(Reading))
@pytest.mark.parametrize("steps", [(), STEPS_BEFORE[:1], STEPS_BEFORE])
def test_the_release_is_byte_for_byte_that_of_the_recipe(open_page, downloads, steps, reading):
    now = teaching(k=2, age=1, code_postal=1)
    conditions = (DistinctLDiverse("maladie", 2),)
    plan = dataclasses.replace(
        now.plan,
        cells=Cells((("age", 0.5),), reading),
        recoding=dataclasses.replace(now.plan.recoding, conditions=conditions),
    )
    at = open_page(PAGE, dataclasses.replace(now, plan=plan))
    if steps:
        at.session_state["foule"] = dataclasses.replace(session_of(at), plan=plan)
        at = with_steps(at, steps)
    now = session_of(at)
    outcome = run(recipe_of(now), teaching_table())
    if outcome.release.passed_over:
        at.checkbox(key="release_override").check().run()
    assert downloads[-1]() == written(outcome.release)
    warned = [own.value for own in at.warning]
    assert len(outcome.release.passed_over) == sum(
        "Your requirements" in own or "is met only where" in own for own in warned
    )


TYPED = ("column", "names", "among", "base", "first", "k")


def with_steps(at, steps):
    for step in steps:
        kind = step.kind
        add(at, kind)
        fill(at, kind, **{name: value for name, value in vars(step).items() if name in TYPED})
        press(at, "apply")
    assert session_of(at).plan.steps == steps
    return at


# Cells


def test_cells_go_instead_of_records_and_k_is_said_by_both_readings(open_page, downloads):
    at = open_page(PAGE, teaching(k=2, age=1, code_postal=1))
    at.toggle(key="anonymise_cells").set_value(True).run()
    assert not at.exception
    shown = figures(at)
    assert (shown["k (smallest group)"], shown["Suppressed records"]) == ("2", "0")
    said = texts(at)
    assert "cells are suppressed, and no record" in said
    counts = next(own for own in tables(at).values() if "Cells needed" in own)
    assert counts["k now"].tolist()[1] == "2"
    released = pd.read_csv(io.BytesIO(downloads[-1]()), sep=";", dtype=str, keep_default_na=False)
    assert len(released) == 12
    assert released.groupby(["age", "sexe", "code_postal"]).size().min() == 2
    gaps = int((released[["age", "sexe", "code_postal"]] == "").sum().sum())
    assert f"{gaps} cells suppressed" in said
    struck = [own.proto.body.count("<s>") for own in at.get("html") if "Records before and after" in own.proto.body]
    assert struck == [gaps]


def test_importance_and_reading_decide_which_cells_go(open_page):
    at = open_page(PAGE, teaching(k=2, age=1, code_postal=1))
    at.toggle(key="anonymise_cells").set_value(True).run()
    at.session_state["anonymise_cells_weights"] = True
    at.run()
    at.select_slider(key="anonymise_cells_importance_1").set_value(1.0).run()
    assert session_of(at).plan.cells.importance == (("sexe", 1.0),)
    counts = next(own for own in tables(at).values() if "Cells suppressed" in own)
    assert counts.loc["sexe"].tolist() == ["0"]
    at.selectbox(key="anonymise_cells_reading").set_value(Reading.MATCHES_ANY).run()
    assert not at.exception
    assert session_of(at).plan.cells.reading is Reading.MATCHES_ANY
    for _undo in range(3):
        at.button(key="anonymise_undo").click().run()
    assert session_of(at).plan.cells is None


def test_importance_that_leaves_no_way_is_said(open_page):
    now = teaching(k=2)
    cells = Cells(tuple((name, 1.0) for name in ("age", "sexe", "code_postal")))
    at = open_page(PAGE, dataclasses.replace(now, plan=dataclasses.replace(now.plan, cells=cells)))
    assert any("columns of which nothing may be suppressed" in own for own in problems(at))


def test_other_pages_stand_with_steps_and_cells(open_page):
    now = teaching(k=2, age=1, code_postal=1)
    at = open_page(PAGE, dataclasses.replace(now, plan=dataclasses.replace(now.plan, cells=Cells())))
    at = press(add(at, "rounding"), "apply")
    for page in ("pages/data.py", "pages/roles.py", "pages/risk.py", "pages/tradeoff.py", PAGE):
        at.switch_page(page).run()
        assert not at.exception
    at.switch_page("pages/risk.py").run()
    at.segmented_control(key="risk_which").set_value(CURRENT).run()
    assert not at.exception


# French


def test_the_techniques_are_said_in_french(open_page):
    at = press(add(open_page(PAGE, teaching(k=2, age=1, code_postal=1)), "rounding"), "apply")
    now = session_of(at)
    with_cells = dataclasses.replace(now, plan=dataclasses.replace(now.plan, cells=Cells()))
    assert "cellules sont supprimées, et aucun enregistrement" in texts(open_page(PAGE, with_cells, reader="fr"))
    at = open_page(PAGE, now, reader="fr")
    at.session_state["technique_open"] = 1
    at.run()
    assert not at.exception
    said = texts(at)
    for text in ("Other techniques", "A new step", "Effect", "What becomes of each column"):
        assert french(text) != text
        assert french(text) in said
    assert "Arrondi de age au multiple de 5 le plus proche." in said
    assert at.selectbox(key="technique_kind_numbers").options[0] == french("Top and bottom coding")
