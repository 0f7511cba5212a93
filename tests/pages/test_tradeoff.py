"""The page where every combination of levels is a point. The figures of the teaching table are checked by hand."""

from dataclasses import replace

import pytest
from band_reading import figures
from screen import session_of, texts
from sessions import TEACHING_ROLES, session_on, teaching

from analysis.models.conditions import DistinctLDiverse
from analysis.roles import Role
from analysis.samples import teaching_table
from pages.ui import jobs

PAGE = "pages/tradeoff.py"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """On a fresh machine the first search waits for the compiler."""
    monkeypatch.setattr(jobs, "PATIENCE", 60)


def levels(at):
    return dict(session_of(at).plan.recoding.levels)


def press(at, name):
    return at.button(key=f"tradeoff_{name}").click().run()


@pytest.mark.parametrize(
    ("reader", "open_first", "roles_first"),
    [
        ("en", "Open a dataset first: its possible recodings", "they are the columns to generalise"),
        ("fr", "Ouvrez d’abord un jeu de données", "ce sont les colonnes à généraliser"),
    ],
)
def test_the_page_says_what_it_still_needs(open_page, reader, open_first, roles_first):
    assert open_first in texts(open_page(PAGE, reader=reader))
    assert roles_first in texts(open_page(PAGE, session_on(teaching_table()), reader=reader))


def test_every_combination_is_counted_and_those_that_meet_the_requirements(open_page):
    at = open_page(PAGE, teaching(k=3, limit=0.0))
    # 5 levels of age, 2 of sex, 4 of the postal code; levels that keep nobody are counted and not drawn
    assert "40 combinations" in texts(at)
    assert "meet your requirements (k ≥ 3, at most 0% suppressed). Yours does not." in texts(at)


def test_the_same_is_said_in_french(open_page):
    at = open_page(PAGE, teaching(k=3, limit=0.0), reader="fr")
    assert "Que coûte chaque degré de protection" in at.title[0].value
    assert "respectent vos exigences" in texts(at)


def test_a_suggestion_is_applied_and_can_be_undone(open_page):
    at = open_page(PAGE, teaching(k=3, limit=0.0))
    press(at, "apply_most_useful")
    assert levels(at) != {"age": 0, "sexe": 0, "code_postal": 0}
    assert int(figures(at)["k (smallest group)"]) >= 3
    assert "the least costly" in texts(at)
    at.switch_page("pages/anonymise.py").run()
    at.button(key="anonymise_undo").click().run()
    assert levels(at) == {"age": 0, "sexe": 0, "code_postal": 0}


def test_a_combination_of_the_front_is_applied_without_the_chart(open_page):
    at = open_page(PAGE, teaching(k=3, limit=0.0))
    press(at, "apply_front")
    assert int(figures(at)["k (smallest group)"]) >= 3


def test_the_front_is_filtered(open_page):
    at = open_page(PAGE, teaching(k=2, limit=1.0))
    at.number_input(key="tradeoff_k_from").set_value(1000).run()
    assert "Nothing on the front is left by these filters." in texts(at)


def test_another_requirement_is_another_search(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.0))
    at.number_input(key="tradeoff_k").set_value(12).run()
    assert session_of(at).plan.recoding.k == 12
    assert "(k ≥ 12, at most 0% suppressed)" in texts(at)
    press(at, "apply_most_useful")
    assert figures(at)["k (smallest group)"] == "12"


def test_a_condition_on_the_sensitive_column_leaves_fewer_combinations(open_page):
    session = teaching(k=2, limit=0.0)
    plain = texts(open_page(PAGE, session))
    asked = (DistinctLDiverse("maladie", 2),)
    plan = replace(session.plan, recoding=replace(session.plan.recoding, conditions=asked))
    at = open_page(PAGE, replace(session, plan=plan))
    assert "1 more requirements" in texts(at)
    assert "Every class has at least 2 distinct values of maladie." in texts(at)
    assert meeting(texts(at)) < meeting(plain)
    press(at, "drop_condition_0")
    assert session_of(at).plan.recoding.conditions == ()


def meeting(said: str) -> int:
    return int(said.split(" meet your requirements", maxsplit=1)[0].rsplit(maxsplit=1)[-1].replace(",", ""))


def test_a_condition_is_added_from_the_list_of_models(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2))
    at.session_state["tradeoff_add_condition"] = True
    at.run()
    press(at, "model_add")
    assert session_of(at).plan.recoding.conditions == (DistinctLDiverse("maladie", 2),)


def test_without_a_sensitive_column_only_risk_can_be_limited(open_page):
    at = open_page(PAGE, session_on(teaching_table(), {**TEACHING_ROLES, "maladie": Role.INSENSITIVE}))
    at.session_state["tradeoff_add_condition"] = True
    at.run()
    assert at.selectbox(key="tradeoff_model").options == ["average risk", "share at risk"]


def test_a_column_that_may_not_go_further_is_not_generalised_further(open_page):
    at = open_page(PAGE, teaching(k=12, limit=0.0))
    at.session_state["tradeoff_wishes"] = True
    at.run()
    at.selectbox(key="tradeoff_max_2").set_value(1).run()
    assert session_of(at).wishes.max_levels == (("code_postal", 1),)
    assert "20 combinations" in texts(at)
    assert "No combination" in texts(at)


def test_scenarios_are_kept_compared_and_taken_again(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2))
    at.text_input(key="tradeoff_scenario_name").set_value("as it was <b>").run()
    press(at, "scenario_keep")
    press(at, "apply_most_useful")
    changed = levels(at)
    at.text_input(key="tradeoff_scenario_name").set_value("useful").run()
    press(at, "scenario_keep")
    table = next(own.value for own in at.table if "now" in own.value.columns)
    assert list(table.columns) == ["now", "A · as it was \\<b\\>", "B · useful"]
    assert (
        table.loc["k (smallest group)", "now"]
        == table.loc["k (smallest group)"].iloc[2]
        != table.loc["k (smallest group)"].iloc[1]
    )
    press(at, "apply_A")
    assert levels(at) != changed
    press(at, "remove_A")
    assert [own.name for own in session_of(at).scenarios] == ["useful"]


def test_every_risk_cost_and_colour_can_be_drawn(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2))
    for key in ("tradeoff_risk", "tradeoff_cost", "tradeoff_colour"):
        for option in range(len(at.selectbox(key=key).options)):
            at.selectbox(key=key).select_index(option).run()
            assert not at.exception
            assert not at.error


def test_what_a_larger_k_costs_is_told_in_a_table_too(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2))
    prices = next(own.value for own in at.table if "Least loss" in own.value.columns)
    assert list(prices.index)[:2] == ["2", "3"]
    losses = [float(loss) for loss in prices["Least loss"]]
    assert losses == sorted(losses)
