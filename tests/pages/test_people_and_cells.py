"""The views of people over time and of small cells, on tables small enough to count by hand."""

import re
from dataclasses import replace
from html import unescape

import pytest
from people import stays
from screen import markup, tables, texts
from sessions import csv, session_on, teaching

from analysis.io import read
from analysis.roles import Role
from pages.ui.language import CHOSEN

PAGE = "pages/risk.py"
ROLES = {
    "id_patient": Role.DIRECT_IDENTIFIER,
    "sexe": Role.QUASI_IDENTIFIER,
    "annee_naissance": Role.QUASI_IDENTIFIER,
    "mois": Role.QUASI_IDENTIFIER,
    "service": Role.SENSITIVE,
}


@pytest.fixture
def open_view(open_page):
    """Opens a view of the page, ``open_view("people", session)``."""

    def opened(view, session):
        at = open_page(PAGE, session)
        at.segmented_control(key="risk_view").set_value(view).run()
        assert not at.exception
        return at

    return opened


@pytest.fixture
def patients():
    """300 made-up patients who come back."""
    return session_on(stays(300), ROLES)


@pytest.fixture
def four():
    """P1 and P2, men, in January and March each; P3, a man, in January twice; P4, a woman, in January."""
    rows = ["P1;M;jan", "P1;M;mar", "P2;M;jan", "P2;M;mar", "P3;M;jan", "P3;M;jan", "P4;F;jan"]
    roles = {"code": Role.DIRECT_IDENTIFIER, "sex": Role.QUASI_IDENTIFIER, "month": Role.QUASI_IDENTIFIER}
    return session_on(read(csv("code;sex;month", *rows), "visits.csv").dataset, roles)


def rows(at, head):
    """The rows of the first table of cells that has a column of a name."""
    table = next(table for table in re.findall(r"<table.*?</table>", markup(at), re.DOTALL) if f">{head}<" in table)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)[1:]]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


def test_where_people_have_several_records_the_answer_counts_records_and_people(open_page, four):
    shown = texts(open_page(PAGE, four))
    assert (
        "14.3% of the records (1) are the only one of their kind on sex, month. They are of 1 of the 4 people." in shown
    )
    assert "Here each record counts as a person" in shown


def test_people_over_time_are_offered_where_a_code_repeats(open_page, patients):
    assert "People over time" in open_page(PAGE, patients).segmented_control(key="risk_view").options
    assert "People over time" not in open_page(PAGE, teaching()).segmented_control(key="risk_view").options


def test_a_code_that_stays_is_warned_of_and_people_are_counted(open_view, four):
    at = open_view("people", four)
    shown = texts(at)
    assert "code ties 6 records to 3 people" in shown
    assert "SAN-2024-013" in shown
    assert "4 people with 1.8 records on average, 2 at most. 75.0% of them have several." in shown
    assert tables(at)["Records of the person"].loc["2"].tolist() == ["3", "6"]


def test_people_who_are_alone_of_their_kind_are_counted_by_what_is_known(open_view, four):
    shown = texts(open_view("people", four))
    assert "1 person of 4 is the only one of their kind" in shown  # P4, the only woman
    assert "constant: sex" in shown
    # P1 and P2 have the same events; P3 January only, and P4 as a woman
    assert shown.count("2 people of 4 are the only ones of their kind") == 2


def test_the_curve_has_a_table_and_follows_the_columns_of_an_event(open_view, four):
    at = open_view("people", four)
    assert at.multiselect[0].value == ["month"]
    found = tables(at)["Events known"]
    # month alone: January is everybody's; January and March are those of P1 and P2
    assert found["Unique"].tolist() == ["0%", "0%"]
    assert found["Among fewer than 5"].tolist() == ["100%", "100%"]
    at.multiselect[0].set_value(["sex", "month"]).run()
    assert tables(at)["Events known"]["Unique"].tolist() == ["25.0%", "25.0%"]  # P4


def test_sets_of_events_that_too_few_people_have_are_counted(open_view, four):
    at = open_view("people", four)
    at.slider(key="risk_threshold").set_value(50).run()  # k = 2
    assert rows(at, "Sets of events") == [["1", "2", "0", "2", "0 (0%)"], ["2", "1", "0", "2", "0 (0%)"]]
    assert "Whichever 2 events are known of a person, at least 2 people have them all." in texts(at)


def test_no_code_of_a_person_is_shown(open_view, four):
    at = open_view("people", four)
    assert not re.search(r"\bP[1-4]\b", texts(at) + markup(at))
    assert all("P1" not in str(table) for table in tables(at).values())
    at.segmented_control(key="risk_view").set_value("cells").run()
    at.selectbox(key="risk_cells_person").set_value("code").run()
    assert not re.search(r"\bP[1-4]\b", texts(at) + markup(at))


def test_no_column_of_an_event_is_asked_for_in_words(open_view, four):
    at = open_view("people", four)
    at.multiselect[0].set_value([]).run()
    assert "Choose the columns of an event, in the panel." in texts(at)


@pytest.mark.parametrize(
    ("view", "heading"), [("people", "Les personnes et leurs enregistrements"), ("cells", "Cases à risque")]
)
def test_both_views_speak_french(open_view, patients, view, heading):
    at = open_view(view, patients)
    at.segmented_control(key=CHOSEN).set_value("fr").run()
    shown = texts(at)
    assert heading in shown
    assert not {"records", "people", "cells", "with"} & set(shown.lower().split())


@pytest.fixture
def wards():
    """Ward A: four people, 10 € each; ward B: three, one of whom makes 90 of 100 €; ward C: one. All of A are ill."""
    people = ["A;oui;10"] * 4 + ["B;oui;90", "B;non;5", "B;non;5", "C;oui;7"]
    roles = {"ward": Role.QUASI_IDENTIFIER, "ill": Role.SENSITIVE}
    return session_on(read(csv("ward;ill;cost", *people), "wards.csv").dataset, roles)


def test_cells_below_the_threshold_are_listed_with_their_reason(open_view, wards):
    at = open_view("cells", wards)
    at.multiselect(key="risk_cells_columns").set_value(["ward"]).run()
    at.number_input(key="risk_cells_threshold").set_value(3).run()
    assert rows(at, "Why") == [["1", "too few", "C"]]
    assert "1 cell of 3 is unsafe (33.3%); it holds 12.5% of the records." in texts(at)
    assert tables(at)["Contributors"]["Cells"].tolist() == ["1", "0", "2"]


def test_a_total_asks_for_dominance_and_the_p_percent_rule(open_view, wards):
    at = open_view("cells", wards)
    at.multiselect(key="risk_cells_columns").set_value(["ward"]).run()
    at.selectbox(key="risk_cells_usage").set_value(2).run()
    assert at.number_input(key="risk_cells_threshold").value == 3
    at.selectbox(key="risk_cells_amount").set_value("cost").run()
    assert rows(at, "Why") == [
        ["1", "100%", "too few, dominated, p% rule", "C"],
        ["3", "90.0%", "dominated, p% rule", "B"],
    ]


def test_rows_that_tell_everything_are_counted_by_what_they_tell(open_view, wards):
    # everyone of A is ill; both who are well are in B
    assert rows(open_view("cells", wards), "What is told") == [["ward", "1", "2"], ["ill", "1", "4"]]


def test_every_table_is_looked_at_on_demand(open_view, wards):
    at = open_view("cells", wards)
    at.number_input(key="risk_cells_threshold").set_value(2).run()
    at.toggle(key="risk_cells_every").set_value(True).run()
    assert "2 tables of 3 have unsafe cells." in texts(at)
    assert rows(at, "Table") == [
        ["ward × ill", "4", "2 (50.0%)", "25.0%"],
        ["ward", "3", "1 (33.3%)", "12.5%"],
    ]


def test_amounts_are_no_columns_of_a_table(open_view, patients):
    at = open_view("cells", replace(patients, roles=patients.roles.assign({"cout": Role.SENSITIVE})))
    assert at.multiselect(key="risk_cells_columns").options == ["sexe", "annee_naissance", "mois", "service"]


def test_secondary_secrecy_is_said_not_to_be_done(open_view, wards):
    assert "secondary secrecy" in texts(open_view("cells", wards))


def test_no_column_is_asked_for_in_words(open_view, wards):
    at = open_view("cells", wards)
    at.multiselect(key="risk_cells_columns").set_value([]).run()
    assert "Choose one to three columns, in the panel." in texts(at)


def test_suppressed_records_are_in_no_cell(open_view, four):
    recoding = replace(four.plan.recoding, k=2, suppression_limit=0.5)
    at = open_view("cells", replace(four, plan=replace(four.plan, recoding=recoding)))
    at.number_input(key="risk_cells_threshold").set_value(2).run()
    assert "1 cell of 3 is unsafe" in texts(at)  # the woman
    at.segmented_control(key="risk_which").set_value("current").run()
    assert "None of the 2 cells is unsafe." in texts(at)


def test_columns_that_lose_their_role_leave_the_choices(open_view, patients):
    at = open_view("people", patients)
    assert at.multiselect[0].value == ["mois"]
    fewer = {**ROLES, "mois": Role.UNDECIDED, "service": Role.QUASI_IDENTIFIER}
    at.session_state["foule"] = session_on(patients.dataset, fewer)
    at.run()
    assert not at.exception
    assert set(at.multiselect[0].value) <= {"sexe", "annee_naissance", "service"}
    at.segmented_control(key="risk_view").set_value("cells").run()
    at.multiselect(key="risk_cells_columns").set_value(["sexe", "service"]).run()
    at.session_state["foule"] = session_on(patients.dataset, {**ROLES, "service": Role.UNDECIDED})
    at.run()
    assert not at.exception
    assert "service" not in at.multiselect(key="risk_cells_columns").value


def test_another_dataset_begins_with_its_own_columns(open_view, patients, four):
    at = open_view("people", patients)
    at.segmented_control(key="risk_view").set_value("cells").run()
    at.selectbox(key="risk_cells_amount").set_value("cout").run()
    at.selectbox(key="risk_cells_person").set_value("id_patient").run()
    at.session_state["foule"] = four
    at.run()
    assert not at.exception
    assert at.selectbox(key="risk_cells_amount").value is None
    at.segmented_control(key="risk_view").set_value("people").run()
    assert not at.exception
    assert "code ties 6 records to 3 people" in texts(at)
