"""The page where every column gets its role."""

import re

import pytest
from band_reading import figures, steps
from screen import markup, plain, session_of, texts
from sessions import TEACHING_ROLES, csv, session_on, teaching

from analysis.io import read
from analysis.roles import Role
from analysis.samples import teaching_table

PAGE = "pages/roles.py"
FIRST_PAGE = ""
"""Address of the page where data are opened."""


@pytest.mark.parametrize(
    ("reader", "words", "link"),
    [
        ("en", "Open a dataset first: its columns are then listed here.", "Open a dataset"),
        ("fr", "Ouvrez d’abord un jeu de données", "Ouvrir un jeu de données"),
    ],
)
def test_without_data_the_page_says_what_is_missing_and_leads_there(open_page, reader, words, link):
    at = open_page(PAGE, reader=reader)
    assert words in texts(at)
    assert [(element.proto.label, element.proto.page) for element in at.get("page_link")] == [(link, FIRST_PAGE)]
    assert not at.selectbox


def test_nothing_is_taken_silently(open_page):
    at = open_page(PAGE, session_on(teaching_table()))
    assert {box.value for box in at.selectbox if box.key.startswith("roles_of_")} == {Role.UNDECIDED}
    assert "5 columns have no role yet" in texts(at)
    assert figures(at) == {}
    assert steps(at)["Risk"] == "not yet possible"


def test_every_column_has_a_suggestion_or_none_and_a_reason_for_it(open_page):
    at = open_page(PAGE, session_on(teaching_table()))
    reasons = re.findall(r'<p class="reason">(.*?)</p>', markup(at))
    assert len(reasons) == 5
    assert all(re.search(r"Suggested: [a-z -]+, \d+% sure\.|No suggestion\.", reason) for reason in reasons)
    assert all(len(re.sub(r"<strong>.*?</strong>|<[^>]+>", "", reason).strip()) > 20 for reason in reasons)


def test_accepting_the_suggestions_decides_only_what_was_undecided(open_page):
    at = open_page(PAGE, session_on(teaching_table(), {"age": Role.SENSITIVE}))
    at.button(key="roles_accept").click().run()
    decided = dict(session_of(at).roles.assigned)
    assert decided == {**TEACHING_ROLES, "age": Role.SENSITIVE}
    assert "roles_accept" not in [button.key for button in at.button]
    assert "Every column has a role." in texts(at)


def test_one_column_gets_its_role_and_the_figures_follow(open_page):
    at = open_page(PAGE, teaching())
    assert figures(at)["k (smallest group)"] == "1"
    for column in ("age", "code_postal"):
        at.selectbox(key=f"roles_of_{column}").set_value(Role.INSENSITIVE).run()
    assert session_of(at).quasi_identifiers == ("sexe",)
    assert figures(at)["k (smallest group)"] == "6"  # 6 women, 6 men
    at.selectbox(key="roles_of_sexe").set_value(Role.SENSITIVE).run()
    assert figures(at) == {}


def test_several_columns_get_their_role_at_once(open_page):
    at = open_page(PAGE, session_on(teaching_table()))
    at.multiselect(key="roles_chosen").set_value(["age", "sexe"])
    at.selectbox(key="roles_role").set_value(Role.QUASI_IDENTIFIER)
    at.button(key="roles_apply").click().run()
    assert session_of(at).quasi_identifiers == ("age", "sexe")
    assert "3 columns have no role yet" in texts(at)


def test_the_tally_counts_the_roles(open_page):
    at = open_page(PAGE, teaching())
    tally = re.search(r'<ul class="tally">(.*?)</ul>', markup(at)).group(1)
    counts = dict(re.findall(r"<span>([a-z -]+)</span><strong>(\d+)</strong>", tally))
    assert counts == {"to be decided": "0", "direct identifier": "1", "quasi-identifier": "3", "sensitive": "1"}


def test_undecided_columns_come_first(open_page):
    at = open_page(PAGE, teaching({**TEACHING_ROLES, "maladie": Role.UNDECIDED}))
    assert re.findall(r"<bdi>(\w+)</bdi><small>", markup(at))[0] == "maladie"


def test_an_undecided_column_blocks_the_release_and_is_named(open_page):
    at = open_page(PAGE, teaching({**TEACHING_ROLES, "maladie": Role.UNDECIDED}, k=1))
    at.switch_page("pages/anonymise.py").run()
    reason = "Nobody has decided what these columns are: maladie. They stay out of the release until then."
    assert reason in [plain(warning.value) for warning in at.warning]
    assert at.download_button(key="release_download").disabled
    at.switch_page(PAGE).run()
    at.selectbox(key="roles_of_maladie").set_value(Role.SENSITIVE).run()
    at.switch_page("pages/anonymise.py").run()
    assert not any("Nobody has decided" in warning.value for warning in at.warning)
    assert not at.download_button(key="release_download").disabled


def test_levels_are_kept_for_the_columns_that_stay_quasi_identifiers(open_page):
    at = open_page(PAGE, teaching(k=3, limit=0.1, age=2, code_postal=1))
    at.selectbox(key="roles_of_sexe").set_value(Role.INSENSITIVE).run()
    recoding = session_of(at).plan.recoding
    assert recoding.levels == (("age", 2), ("code_postal", 1))
    assert (recoding.k, recoding.suppression_limit) == (3, 0.1)


def test_the_reasons_name_no_value_that_few_people_hold(open_page):
    people = csv("nom;naissance", *(f"Quidam{i};{1 + i % 28:02}/0{1 + i % 9}/19{50 + i}" for i in range(40)))
    at = open_page(PAGE, session_on(read(people, "people.csv").dataset))
    assert "Quidam" not in texts(at)
    assert not re.search(r"\d\d/\d\d/19\d\d", texts(at))


def test_roles_and_reasons_are_said_in_french(open_page):
    at = open_page(PAGE, teaching(), reader="fr")
    said = texts(at)
    assert "Chaque colonne a un rôle." in said
    for word in ("quasi-identifiant", "sensible", "Suggestion"):
        assert word in said
    assert "sure." not in said
