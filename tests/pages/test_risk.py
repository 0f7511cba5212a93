"""The page that says who could be recognised. The figures of the teaching table are checked by hand.

On age, sex and postal code its 12 people form 8 classes: five of one person, two of two, one of three.
"""

import re
from html import unescape

import pytest
from band_reading import figures
from screen import markup, plain, session_of, tables, texts
from sessions import TEACHING_ROLES, csv, session_on, teaching

from analysis.io import read
from analysis.roles import Role
from analysis.samples import teaching_table

PAGE = "pages/risk.py"


@pytest.mark.parametrize(
    ("reader", "open_first", "roles_first"),
    [
        ("en", "Open a dataset first: its risk is then measured here.", "Choose the quasi-identifiers first"),
        ("fr", "Ouvrez d’abord un jeu de données", "Choisissez d’abord les quasi-identifiants"),
    ],
)
def test_the_page_says_what_it_still_needs(open_page, reader, open_first, roles_first):
    assert open_first in texts(open_page(PAGE, reader=reader))
    at = open_page(PAGE, session_on(teaching_table()), reader=reader)
    assert roles_first in texts(at)
    assert not at.get("plotly_chart")


def test_the_answer_counts_those_who_are_alone_of_their_kind(open_page):
    at = open_page(PAGE, teaching())
    assert "41.7% of the people (5) are the only one of their kind on age, sexe, code_postal." in texts(at)
    shown = figures(at)
    assert (shown["k (smallest group)"], shown["Unique records"]) == ("1", "41.7%")
    assert (shown["Average risk"], shown["Highest risk"]) == ("66.7%", "100%")  # 8 classes ÷ 12 people


def test_the_answer_is_written_the_french_way(open_page):
    at = open_page(PAGE, teaching(), reader="fr")
    assert "41,7\N{NO-BREAK SPACE}% des personnes (5) sont seules de leur espèce sur age, sexe, code_postal." in texts(
        at
    )


def test_a_dataset_without_anybody_alone_names_its_smallest_group(open_page):
    at = open_page(PAGE, teaching({"sexe": Role.QUASI_IDENTIFIER}))
    assert "Nobody is the only one of their kind on sexe: the smallest group has 6 members." in texts(at)


@pytest.mark.parametrize(
    ("threshold", "share"),
    [(20, "100%"), (33, "100%"), (34, "75.0%"), (49, "75.0%"), (50, "41.7%")],  # above 1/3: 9 of 12; above 1/2: 5
)
def test_the_share_at_risk_follows_the_threshold_and_counts_only_what_is_above_it(open_page, threshold, share):
    at = open_page(PAGE, teaching())
    at.slider(key="risk_threshold").set_value(threshold).run()
    assert f"Records at risk  \n{share}" in texts(at)
    assert session_of(at).threshold == threshold / 100


def test_the_threshold_is_kept_when_the_page_is_left(open_page):
    at = open_page(PAGE, teaching())
    at.slider(key="risk_threshold").set_value(34).run()
    at.switch_page("pages/roles.py").run()
    at.switch_page(PAGE).run()
    assert at.slider(key="risk_threshold").value == 34


def test_the_records_in_small_classes_are_counted(open_page):
    at = open_page(PAGE, teaching())
    assert "5" in tables(at)["Fewer than"].loc["2"].tolist()
    assert tables(at)["Fewer than"].loc["3", "Records"] == "9"
    assert tables(at)["Fewer than"].loc["5"].tolist() == ["12", "100%"]


def test_the_plot_of_class_sizes_has_a_table(open_page):
    sizes = tables(open_page(PAGE, teaching()))["Class size"]
    assert sizes.loc["1"].tolist() == ["5", "5"]
    assert sizes.loc["2"].tolist() == ["2", "4"]
    assert sizes.loc["3–4"].tolist() == ["1", "3"]


def test_what_each_column_contributes(open_page):
    found = tables(open_page(PAGE, teaching()))["Column"].rename(index=plain)
    # Without the postal code the classes are (34,F) 2, (47,M) 3, (63,F) 2 and five alone; without the age,
    # (F,69003) 2, (M,69100) 3, (F,01200) 2 and five alone; the sex changes nothing.
    assert found["Unique without it"].to_dict() == {"age": "5", "sexe": "5", "code_postal": "5"}
    assert found["k without it"].to_dict() == {"age": "1", "sexe": "1", "code_postal": "1"}
    assert found["Unique by it alone"].to_dict() == {"age": "5", "sexe": "0", "code_postal": "3"}
    assert found.loc["sexe", "Distinction"] == "16.67%"  # 2 values ÷ 12 records
    assert found.loc["sexe", "Separation"] == "54.5%"  # 36 of 66 pairs


def test_the_most_exposed_classes_are_listed_with_the_values_that_expose_them(open_page):
    people = csv("age;ville", *["30;Lyon"] * 6, "99;Lyon", *["99;Metz"] * 2)
    roles = {"age": Role.QUASI_IDENTIFIER, "ville": Role.QUASI_IDENTIFIER}
    at = open_page(PAGE, session_on(read(people, "people.csv").dataset, roles))
    rows = re.findall(r'<tr class="">(.*?)</tr>', markup(at))
    assert [re.search(r"<strong>(.*?)</strong>", row).group(1) for row in rows] == ["1 person", "2 people", "6 people"]
    exposing = [re.findall(r'<mark title="(.*?)"><bdi>(.*?)</bdi>', row) for row in rows]
    assert exposing == [
        [("7 people without it", "99")],
        [("3 people without it", "Metz")],
        [("7 people without it", "30")],
    ]


def test_the_current_recoding_can_be_looked_at_instead_of_the_original(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2, age=3, code_postal=1))
    assert "Average risk  \n66.7%" in texts(at)
    at.segmented_control(key="risk_which").set_value("current").run()
    assert "Average risk  \n40.0%" in texts(at)  # 4 classes ÷ 10 people who stay
    assert tables(at)["Fewer than"].loc["2"].tolist() == ["0", "0%"]
    assert "32–39" in unescape(markup(at))


def test_pycanon_agrees_on_the_teaching_table(open_page):
    pytest.importorskip("pycanon")
    at = open_page(PAGE, teaching())
    assert "Question" not in tables(at)
    at.button(key="risk_second_opinion").click().run()
    found = tables(at)["Question"]
    assert found["Verdict"].tolist() == ["✓ the same"] * 3
    assert found["Foule"].tolist()[:2] == ["1", "1"]
    assert found["Foule"].tolist() == found["pyCANON"].tolist()


def test_pycanon_is_asked_about_the_release_when_the_recoding_is_shown(open_page):
    pytest.importorskip("pycanon")
    at = open_page(PAGE, teaching(k=2, limit=0.2, age=3, code_postal=1))
    at.segmented_control(key="risk_which").set_value("current").run()
    at.button(key="risk_second_opinion").click().run()
    found = tables(at)["Question"]
    assert found["Verdict"].tolist() == ["✓ the same"] * 3
    assert found.loc["k-anonymity (k)", "pyCANON"] == "2"


def test_an_answer_of_pycanon_is_not_shown_for_other_records(open_page):
    pytest.importorskip("pycanon")
    at = open_page(PAGE, teaching())
    at.button(key="risk_second_opinion").click().run()
    at.switch_page("pages/roles.py").run()
    at.selectbox(key="roles_of_sexe").set_value(Role.INSENSITIVE).run()
    at.switch_page(PAGE).run()
    assert "Question" not in tables(at)


def test_every_figure_can_open_its_explanation(open_page):
    at = open_page(PAGE, teaching())
    explained = [element.value for element in at.markdown if element.value.startswith("**What it is**")]
    assert len(explained) >= 7
    assert all("**How to read it**" in text for text in explained)
    assert markup(at).count("<dt>What it is</dt>") == 6


def test_a_column_of_one_value_exposes_nobody(open_page):
    roles = {**dict.fromkeys(TEACHING_ROLES, Role.INSENSITIVE), "constante": Role.QUASI_IDENTIFIER}
    people = csv(";".join(roles), *["a;34;F;69003;Asthme;x"] * 4)
    at = open_page(PAGE, session_on(read(people, "people.csv").dataset, roles))
    assert figures(at)["k (smallest group)"] == "4"
    assert "the smallest group has 4 members" in texts(at)
