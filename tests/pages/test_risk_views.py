"""The views of the risk page, on tables small enough to count by hand."""

import re
from dataclasses import replace
from html import unescape
from importlib import import_module
from pkgutil import iter_modules

import pytest
from screen import french, markup, tables, texts
from sessions import csv, session_on, teaching

from analysis.io import read
from analysis.missing import Missing
from analysis.models.conditions import DistinctLDiverse
from analysis.risk.regions import region
from analysis.roles import Role
from analysis.search.running import SearchCancelled
from pages.ui.risk import column_sets, explained
from pages.ui.risk.topic import Topic

PAGE = "pages/risk.py"


@pytest.fixture
def open_view(open_page):
    """Opens a view of the page, ``open_view("sensitive", session)``."""

    def opened(view, session=None, reader="en"):
        at = open_page(PAGE, session or teaching(), reader=reader)
        at.segmented_control(key="risk_view").set_value(view).run()
        assert not at.exception
        return at

    return opened


def rows(at, head):
    """The rows of the first table of cells whose first column has a name."""
    table = next(table for table in re.findall(r"<table.*?</table>", markup(at), re.DOTALL) if f">{head}<" in table)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)[1:]]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


@pytest.fixture
def towns():
    """Four people of A with flu; of B three with flu and one with cancer; one person of C, with flu."""
    people = csv("ville;maladie", *["A;grippe"] * 4, *["B;grippe"] * 3, "B;cancer", "C;grippe")
    return session_on(read(people, "people.csv").dataset, {"ville": Role.QUASI_IDENTIFIER, "maladie": Role.SENSITIVE})


def test_views_that_make_no_sense_of_the_data_are_not_offered(open_page):
    with_sensitive = open_page(PAGE, teaching())
    assert "Sensitive columns" in with_sensitive.segmented_control(key="risk_view").options
    without = open_page(PAGE, teaching({"age": Role.QUASI_IDENTIFIER}))
    assert "Sensitive columns" not in without.segmented_control(key="risk_view").options


def test_the_view_is_kept_when_the_page_is_left(open_view):
    at = open_view("attackers")
    at.switch_page("pages/roles.py").run()
    at.switch_page(PAGE).run()
    assert at.segmented_control(key="risk_view").value == "attackers"


def test_attackers_have_the_risks_of_the_classes(open_view):
    # 12 people in 8 classes: five of one, two of two, one of three
    shown = texts(open_view("attackers"))
    assert "highest risk: 100%" in shown
    assert "average risk: 66.7%" in shown  # 8 classes ÷ 12 people
    assert "lowest risk: 33.3%" in shown


def test_the_distribution_of_risk_has_a_table_and_follows_the_threshold(open_view):
    at = open_view("attackers")
    found = tables(at)["Risk"]
    assert found.loc["above 50%, up to 100%"].tolist() == ["41.7%", "41.7%"]  # 5 of 12
    assert found.loc["above 33%, up to 50%"].tolist() == ["33.3%", "75.0%"]  # 4 of 12
    at.slider(key="risk_threshold").set_value(40).run()
    assert "above 40%: 75.0%" in texts(at)


def upload(at, content):
    (uploader,) = at.get("file_uploader")
    uploader.upload("register.csv", content, "text/csv").run()
    assert not at.exception
    return at


def test_a_register_of_the_population_tells_the_journalist_how_many_are_alike(open_view, towns):
    at = open_view("attackers", towns)
    assert "the data count as the whole population" in texts(at)
    assert "with a register, also who is known to be in the data (delta-presence)." in texts(at)
    upload(at, csv("ville;nom", *["A;x"] * 8, *["B;x"] * 4, *["C;x"] * 10, *["D;x"] * 2))
    shown = texts(at)
    assert "counted in the register" in shown
    # A 4 of 8, B 4 of 4, C 1 of 10: highest risk 1 ÷ 4, mean of the records (4/8 + 4/4 + 1/10) ÷ 9
    assert "highest risk: 25.0%" in shown
    assert "average risk: 17.8%" in shown
    assert "k of k-map is 4: 4 records are like so few people of the register, the others like more." in shown  # B
    assert "delta-presence, highest" in shown
    assert "4 people of the register are known to be in the data." in shown  # B
    assert "2 people are known not to be." in shown  # D
    at.button(key="risk_register_remove").click().run()
    assert "the data count as the whole population" in texts(at)


def test_a_register_without_a_quasi_identifier_is_refused(open_view, towns):
    at = upload(open_view("attackers", towns), csv("town", "A"))
    assert "The register has no column ville: name its columns as in the data." in texts(at)


def test_another_dataset_begins_without_the_register_and_with_its_own_columns(open_view, towns):
    at = open_view("attackers", towns)
    upload(at, csv("ville", *["A"] * 8, *["B"] * 4, *["C"] * 10))
    at.segmented_control(key="risk_view").set_value("sensitive").run()
    assert at.selectbox(key="risk_sensitive").value == "maladie"
    people = csv("ville;revenu", *["A;1"] * 3)
    roles = {"ville": Role.QUASI_IDENTIFIER, "revenu": Role.SENSITIVE}
    at.session_state["foule"] = session_on(read(people, "other.csv").dataset, roles)
    at.run()
    assert at.selectbox(key="risk_sensitive").value == "revenu"
    at.segmented_control(key="risk_view").set_value("attackers").run()
    assert "the data count as the whole population" in texts(at)


def test_without_a_population_the_view_asks_for_it(open_view):
    assert "Give the number of people in the population" in texts(open_view("population"))


@pytest.fixture
def sample():
    """200 people of 91 towns: 60 alone, 30 pairs, and one of 80."""
    rows = [f"T{i};a" for i in range(60)] + [f"U{i // 2};a" for i in range(60)] + ["V;a"] * 80
    roles = {"ville": Role.QUASI_IDENTIFIER}
    return session_on(read(csv("ville;x", *rows), "people.csv").dataset, roles)


def test_a_population_typed_gives_estimates_with_intervals_and_the_chosen_one(open_view, sample):
    at = open_view("population", sample)
    at.number_input(key="risk_population_size").set_value(10_000).run()
    shown = texts(at)
    assert "Sampling fraction: 2.00%" in shown
    assert "are probably unique in the population of 10,000." in shown
    assert shown.count("95% interval") >= 3
    assert "2.00% of the population is in the data, at most 10%: Pitman." in shown


def test_a_region_gives_its_population_and_a_number_typed_leaves_the_region(open_view, sample):
    at = open_view("population", sample)
    at.selectbox(key="risk_population_region").set_value("FR-20R").run()
    assert at.number_input(key="risk_population_size").value == region("FR-20R").population
    at.number_input(key="risk_population_size").set_value(5000).run()
    assert at.selectbox(key="risk_population_region").value is None


def test_regions_are_listed_by_kind_and_by_name_whatever_their_accents(open_view, sample):
    at = open_view("population", sample)
    names = at.selectbox(key="risk_population_region").options
    assert names[1:3] == ["France", "European Union"]
    assert names.index("Grand Est") < names.index("Île-de-France") < names.index("La Réunion") < names.index("Ain (01)")
    assert names.index("Drôme (26)") < names.index("Eure (27)")


def test_a_departement_gives_its_population_with_its_source(open_view, sample):
    at = open_view("population", sample)
    at.selectbox(key="risk_population_region").set_value("FR-48").run()
    assert at.number_input(key="risk_population_size").value == 76_486
    assert "INSEE, 2023" in texts(at)


def test_a_population_smaller_than_the_data_is_said(open_view, sample):
    at = open_view("population", sample)
    at.number_input(key="risk_population_size").set_value(10).run()
    assert "fewer than the 200 records" in texts(at)


def test_attackers_fall_back_on_the_data_where_the_population_is_smaller(open_view, sample):
    at = open_view("attackers", sample)
    at.number_input(key="risk_population_size").set_value(10).run()
    assert "fewer than the 200 records" in texts(at)
    assert "highest risk: 100%" in texts(at)
    assert "k-map is then found" in texts(at)


def test_the_population_is_kept_for_the_other_views(open_view, sample):
    at = open_view("population", sample)
    at.number_input(key="risk_population_size").set_value(10_000).run()
    at.segmented_control(key="risk_view").set_value("attackers").run()
    assert "estimated from the class sizes" in texts(at)


def test_where_nothing_can_be_estimated_attackers_fall_back_on_the_data(open_view):
    people = csv("ville", *(f"T{i}" for i in range(30)))
    at = open_view("attackers", session_on(read(people, "people.csv").dataset, {"ville": Role.QUASI_IDENTIFIER}))
    at.number_input(key="risk_population_size").set_value(10_000).run()
    shown = texts(at)
    assert "Every record is unique" in shown
    assert "the data count as the whole population" in shown


def test_the_classes_that_give_a_value_away_are_listed_with_what_is_learnt(open_view, towns):
    at = open_view("sensitive", towns)
    assert rows(at, "What an attacker learns") == [["All 4 have grippe", "A"]]
    assert "4 people are in classes where at least 90% have the same value: 44.4% of the people." in texts(at)
    assert "Beside them, 1 person is alone in their class" in texts(at)


def test_the_certainty_from_which_a_value_is_learnt_can_be_moved(open_view, towns):
    at = open_view("sensitive", towns)
    at.slider(key="risk_certainty").set_value(75).run()
    assert [row[0] for row in rows(at, "What an attacker learns")] == ["All 4 have grippe", "3 of 4 have grippe"]


def test_values_that_become_more_likely_are_listed_with_their_factor(open_view, towns):
    at = open_view("sensitive", towns)
    at.slider(key="risk_factor").set_value(2).run()
    assert "1 of 4 have cancer, 2.2 times as frequent as in all records" in texts(at)  # 1/4 against 1/9


def test_a_column_whose_values_are_nearly_all_held_once_is_told(open_view, towns):
    assert "held by a single record" not in texts(open_view("sensitive", towns))
    incomes = csv("ville;revenu", *(f"{town};{1000 + place}" for place, town in enumerate("AABBCC")))
    roles = {"ville": Role.QUASI_IDENTIFIER, "revenu": Role.SENSITIVE}
    at = open_view("sensitive", session_on(read(incomes, "incomes.csv").dataset, roles))
    assert "Most values of revenu are held by a single record: in any class they seem raised." in texts(at)


def test_every_model_has_its_figure_words_and_explanation(open_view, towns):
    shown = markup(open_view("sensitive", towns))
    assert shown.count('class="explanation"') == 6 + 9  # the band, and the models of a column without an order
    assert "In some class everyone has the same value." in shown
    assert "decided by 2 classes, 5 people in all" in shown  # A and C


def test_a_requirement_lists_the_classes_that_break_it(open_view):
    people = csv("ville;maladie", *["A;grippe"] * 4, *["B;grippe"] * 3, "B;cancer")
    session = session_on(
        read(people, "people.csv").dataset, {"ville": Role.QUASI_IDENTIFIER, "maladie": Role.SENSITIVE}
    )
    asked = (DistinctLDiverse("maladie", 2),)
    at = open_view("sensitive", with_conditions(session, asked))
    assert "4 people are in classes that break it." in texts(at)


def with_conditions(session, conditions):
    recoding = replace(session.plan.recoding, conditions=conditions)
    return replace(session, plan=replace(session.plan, recoding=recoding))


def test_pycanon_can_be_asked_about_every_model(open_page):
    pytest.importorskip("pycanon")
    at = open_page(PAGE, teaching())
    at.toggle(key="risk_second_opinion_all").set_value(True).run()
    at.button(key="risk_second_opinion").click().run()
    found = tables(at)["Question"]
    assert len(found) == 9
    assert found["Verdict"].tolist()[:8] == ["✓ the same"] * 8
    assert found.loc["recursive (c, l)-diversity (c)", "Verdict"].startswith(
        "not asked: some class holds a single value"
    )


HOMES = csv("ville;poids;menage;sexe", *["A;50;1;F"] * 3, "A;50;2;M", "B;20;2;M", "C;20;3;", "B;20;3;F", "B;20;;M")
"""Eight people of four households, the last of one without a name; one does not say their sex."""


def homes(**roles):
    """The eight people, with two quasi-identifiers and some other roles."""
    known = {"ville": Role.QUASI_IDENTIFIER, "sexe": Role.QUASI_IDENTIFIER}
    return session_on(read(HOMES, "homes.csv").dataset, {**known, **roles})


def test_weights_and_households_are_offered_only_where_a_column_has_them(open_page):
    without = open_page(PAGE, homes())
    assert "Weights and households" not in without.segmented_control(key="risk_view").options
    for role, column in ((Role.WEIGHT, "poids"), (Role.HOUSEHOLD, "menage")):
        at = open_page(PAGE, homes(**{column: role}))
        assert "Weights and households" in at.segmented_control(key="risk_view").options


def test_weights_and_households_have_the_risks_counted_by_hand(open_view):
    shown = texts(open_view("survey", homes(menage=Role.HOUSEHOLD)))
    assert "5.0 of 8 records are expected to be re-identified: 62%." in shown  # five classes
    assert "each record stands for itself" in shown
    assert "4 households, highest risk 100%" in shown
    assert "Records without a household, each counted as one of its own: 1." in shown


def test_a_weight_lowers_the_risk_and_says_for_whom_the_records_stand(open_view):
    shown = texts(open_view("survey", homes(poids=Role.WEIGHT)))
    # three of A: 0.0099 each; one of A: 0.0798; two of B: 0.0443 each; one of B, one of C: 0.1577 each
    assert "0.51 6.4% of the records" in " ".join(shown.split())
    assert "280 2.86% of them are in the data" in " ".join(shown.split())
    assert "no column names the household" in shown


def test_a_target_says_from_which_risk_on_records_are_to_be_treated(open_view):
    at = open_view("survey", homes(menage=Role.HOUSEHOLD))
    at.select_slider(key="risk_target").set_value(0.2).run()
    assert "8 records have a risk above 20%" in texts(at)
    at = open_view("survey", homes(poids=Role.WEIGHT))
    at.select_slider(key="risk_target").set_value(0.1).run()
    assert "The target of 10% is met as it is: 6.4% of the records" in texts(at)


def test_the_classes_at_highest_risk_are_listed_with_their_values(open_view):
    at = open_view("survey", homes(poids=Role.WEIGHT))
    listed = rows(at, "Individual risk")
    # one of C stands for 20 people, one woman of B too, two men of B for 40, one man of A for 50, three women of A for 150
    assert [row[1:] for row in listed] == [
        ["1", "B", "F"], ["1", "C", "missing"], ["1", "A", "M"], ["2", "B", "M"], ["3", "A", "F"],
    ]  # fmt: skip
    assert [row[0] for row in listed] == ["15.77%", "15.77%", "7.98%", "4.43%", "0.99%"]
    assert "0 records have an individual risk above 20%" in texts(at)


def test_both_readings_of_missing_values_stand_side_by_side(open_view):
    at = open_view("survey", homes(menage=Role.HOUSEHOLD))
    assert "1 record lacks a quasi-identifier." in texts(at)
    found = tables(at)["A missing value"]
    assert found.index.tolist() == ["is a value of its own", "matches anything"]
    assert found["k"].tolist() == ["1", "1"]
    at.radio(key="risk_missing").set_value(Missing.MATCHES_ANY).run()
    assert at.slider(key="risk_alpha").value == 1
    assert "matches anything in the risk by weight and household" in texts(at)


def test_the_risk_is_that_of_a_record_or_of_a_household(open_view):
    at = open_view("survey", homes(menage=Role.HOUSEHOLD))
    assert tables(at)["Risk"].loc["above 50%, up to 100%"].tolist() == ["37.5%", "37.5%"]
    at.segmented_control(key="risk_bearer").set_value("household").run()
    assert tables(at)["Risk"].loc["above 50%, up to 100%"].tolist() == ["87.5%", "87.5%"]


def test_a_column_that_holds_no_weights_is_refused_in_words(open_view):
    at = open_view("survey", homes(ville=Role.WEIGHT))
    assert "ville cannot be the sampling weight: records whose weight is not a number: 8." in texts(at)


VIEWS = {
    "overview": "Most exposed classes", "attackers": "Who bears which risk", "population": "Unique in the population",
    "special": "Who stands out most", "together": "Smallest sets of columns that single people out",
    "survey": "Individual risk by sampling weights", "sensitive": "What becomes more likely",
    "people": "People and their records", "cells": "Unsafe cells",
}  # fmt: skip
"""A section of each view."""
ENGLISH = {
    "records", "people", "person", "with", "which", "are", "has", "unknown", "column", "columns", "value", "choose", "class",
}  # fmt: skip
"""Words that no French sentence and no title of a source has."""


@pytest.fixture
def followed():
    """Ten patients, five of whom were there twice; their visits are survey data with weights and households."""
    rows = [
        f"P{10 + i % 10};{'ABC'[i % 3]};{30 + i % 4};{'grippe' if i % 4 else 'asthme'};{10 + i};{i % 5}"
        for i in range(15)
    ]
    roles = {
        "patient": Role.DIRECT_IDENTIFIER, "ville": Role.QUASI_IDENTIFIER, "age": Role.QUASI_IDENTIFIER,
        "maladie": Role.SENSITIVE, "poids": Role.WEIGHT, "menage": Role.HOUSEHOLD,
    }  # fmt: skip
    return session_on(read(csv("patient;ville;age;maladie;poids;menage", *rows), "visites.csv").dataset, roles)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_speaks_french(open_page, followed, view):
    at = open_page(PAGE, followed, reader="fr", risk_view=view, risk_population_size=500)
    shown = texts(at)
    assert french(VIEWS[view]) in shown
    controls = [
        own for kind in ("slider", "selectbox", "multiselect", "number_input", "toggle") for own in at.get(kind)
    ]
    asked = [text for own in controls for text in (own.label, own.help, getattr(own, "placeholder", None)) if text]
    found = ENGLISH & set(re.findall(r"[a-zà-ÿ]+", " ".join([shown, *asked]).lower()))
    assert not found, [line for line in shown.splitlines() if found & set(line.lower().split())]


def test_a_name_or_value_of_the_data_is_shown_as_it_is(open_view):
    people = csv("a*b*;c_d_", *["**x**;<b>y</b>"] * 3)
    roles = {"a*b*": Role.QUASI_IDENTIFIER, "c_d_": Role.SENSITIVE}
    at = open_view("sensitive", session_on(read(people, "people.csv").dataset, roles))
    assert "<bdi>**x**</bdi>" in markup(at)
    assert "&lt;b&gt;y&lt;/b&gt;" in markup(at)


# Sets of columns


@pytest.fixture
def trades():
    """Eight people: one baker, one of town C; the last two alike but for their age."""
    people = csv(
        "ville;metier;age;note",
        *["A;nurse;30;x"] * 2, *["B;nurse;30;y"] * 2, "A;baker;30;x", "C;nurse;30;y", "B;nurse;40;x", "A;nurse;40;y",
    )  # fmt: skip
    roles = dict.fromkeys(("ville", "metier", "age"), Role.QUASI_IDENTIFIER)
    return session_on(read(people, "people.csv").dataset, roles)


def test_who_stands_out_is_listed_with_the_columns_that_do_it(open_view, trades):
    at = open_view("special", trades)
    shown = texts(at)
    assert "4 people are the only ones of their kind on some set of columns: 50.0% of the people." in shown
    assert "A single column is enough for 2 of them." in shown
    found = {tuple(row[3:]): row[:2] for row in rows(at, "Reason")}
    assert found["A", "baker", "30"] == ["unique because of {metier}", "2"]
    assert found["C", "nurse", "30"] == ["unique because of {ville}", "2"]
    assert found["B", "nurse", "40"] == ["unique because of {ville, age}", "1"]
    assert tables(at)["Columns needed"].loc["1"].tolist() == ["2", "50.0%"]


def test_columns_and_values_are_listed_by_what_they_contribute(open_view, trades):
    at = open_view("special", trades)
    # sets {metier} of weight 2, {ville} of weight 2, {ville, age} of weight 1 twice
    shares = tables(at)["Column"]["Share of the total score"]
    assert shares.to_dict() == {"ville": "66.7%", "metier": "33.3%", "age": "33.3%"}
    assert rows(at, "Value")[0] == ["C", "50.0%", "1"]
    at.selectbox(key="risk_special_column").set_value("age").run()
    assert rows(at, "Value") == [["40", "100%", "2"]]


def test_only_sets_of_the_size_asked_for_are_looked_at(open_view, trades):
    at = open_view("special", trades)
    at.selectbox(key="risk_special_largest").set_value(1).run()
    assert "2 people are the only ones of their kind" in texts(at)
    assert "only single columns were looked at; larger sets are not counted" in texts(at)


def test_the_sampling_fraction_moves_dis_and_nothing_else(open_view, trades):
    at = open_view("special", trades)
    before = rows(at, "Reason")
    at.number_input(key="risk_special_fraction").set_value(50.0).run()
    after = rows(at, "Reason")
    assert [row[:2] for row in before] == [row[:2] for row in after]
    assert [row[2] for row in before] != [row[2] for row in after]
    assert "if the data are 50.00% of the population" in texts(at)


def test_where_nobody_is_singled_out_that_is_said(open_view):
    people = csv("ville;x", *["A;a"] * 3, *["B;b"] * 3)
    at = open_view("special", session_on(read(people, "people.csv").dataset, {"ville": Role.QUASI_IDENTIFIER}))
    assert "No column singles anybody out by itself." in texts(at)


def test_more_than_fifteen_quasi_identifiers_are_refused_in_words(open_view):
    names = [f"q{place}" for place in range(16)]
    people = csv(";".join(names), *[";".join("a" * 16)] * 3)
    at = open_view("special", session_on(read(people, "p.csv").dataset, dict.fromkeys(names, Role.QUASI_IDENTIFIER)))
    assert "at most 15 columns, not 16" in texts(at)


def test_the_smallest_sets_that_single_people_out_follow_the_threshold(open_view, trades):
    at = open_view("together", trades)
    assert "A single column is enough to single out more than 5% of the people: ville (12.5%)." in texts(at)
    assert [row[0] for row in rows(at, "Columns")] == ["ville", "metier"]
    at.slider(key="risk_together_above").set_value(13).run()
    assert "2 columns are enough to single out more than 13% of the people: ville and age (37.5%)." in texts(at)
    at.slider(key="risk_together_above").set_value(60).run()
    assert "all together they single out 50.00%" in texts(at)
    assert "All 7 sets of columns were measured." in texts(at)


def test_the_more_columns_are_known_the_more_people_are_unique(open_view, trades):
    at = open_view("together", trades)
    known = tables(at)["Columns known"]
    assert known.loc["1"].tolist() == ["3 of 3", "0%", "8.33%", "12.50%"]
    assert known.loc["3"].tolist() == ["1 of 1", "50.00%", "50.00%", "50.00%"]


def test_any_columns_can_be_taken_together(open_view, trades):
    at = open_view("together", trades)
    at.multiselect(key="risk_together_columns").set_value(["note", "age"]).run()
    assert "All 3 sets of columns were measured." in texts(at)
    at.multiselect(key="risk_together_columns").set_value([]).run()
    assert "Choose columns in the panel" in texts(at)


def test_sets_of_columns_are_measured_as_they_are_recoded(open_view):
    session = teaching(k=2, age=3, code_postal=1, limit=1.0)
    at = open_view("together", session)
    at.segmented_control(key="risk_which").set_value("current").run()
    assert tables(at)["Columns known"].loc["3", "Worst set"] == "0%"  # whoever is left has company


def test_a_search_that_was_stopped_can_be_started_again(open_view, trades, monkeypatch):
    def stopped(*_question, **_hooks):
        raise SearchCancelled

    with monkeypatch.context() as patch:
        patch.setattr(column_sets, "subsets", stopped)
        at = open_view("together", trades)
        assert "The search was stopped." in texts(at)
    at.button(key="risk_together_stop_again").click().run()
    assert "All 7 sets of columns were measured." in texts(at)


def test_a_new_dataset_brings_its_own_candidates(open_view, trades):
    at = open_view("together", trades)
    people = csv("revenu;x", *["1;a"] * 3)
    at.session_state["foule"] = session_on(read(people, "other.csv").dataset, {"revenu": Role.QUASI_IDENTIFIER})
    at.run()
    assert at.multiselect(key="risk_together_columns").value == ["revenu"]


# Explanations


def topics():
    """Every topic of the page's views, by its key."""
    modules = [import_module(f"{explained.__name__}.{own.name}") for own in iter_modules(explained.__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Topic)]
    return {topic.key: topic for topic in found}


@pytest.mark.parametrize("key", topics())
def test_every_figure_says_what_it_is_how_to_read_it_its_formula_its_source_and_what_it_does_not_say(key):
    topic = topics()[key]
    parts = {name: getattr(topic, name).template for name in ("definition", "reading", "formula", "source", "limits")}
    assert [name for name, text in parts.items() if not text] == []
