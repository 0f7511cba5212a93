"""The page of the report: the verdict, the questions, the recipients, and what can be taken away."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from screen import problems, session_of, tables, texts
from sessions import PEOPLE, session_on, teaching

from analysis.audit import from_json as trail_from_json
from analysis.io import CsvStyle, Format, ReadOptions, export, read
from analysis.recipe.recipe import from_json, to_json
from analysis.recipe.running import run
from analysis.recoding.mondrian import Cuts
from analysis.report.form import FIELDS
from analysis.roles import Role
from analysis.samples import teaching_table
from analysis.verdict import Audience, Recipient
from pages.ui import jobs
from pages.ui.recipes import recipe_of

PAGE = "pages/report.py"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr(jobs, "PATIENCE", 60)


def hidden(**changes):
    """The teaching table at k = 2: six women and men of the Rhône and two couples of the Ain stay."""
    return replace(teaching(k=2, limit=0.2, age=3, code_postal=1), **changes)


def offered(downloads, key):
    """What the download button of a key would give, in the order in which the page offers them."""
    keys = ["pdf", "html", "figures", "csv", "json", "recipe", "trail"]
    return downloads[-len(keys) :][keys.index(key)]()


def upload(at, label, content, name="recipe.json"):
    box = next(own for own in at.file_uploader if own.label == label)
    return box.upload(name, content if isinstance(content, bytes) else content.encode(), "application/json").run()


def section(at, letter):
    at.session_state[f"report_section_{letter}"] = True
    return at.run()


@pytest.mark.parametrize(
    ("reader", "open_first", "roles_first"),
    [
        ("en", "Open a dataset first: the report", "without them nothing can be said of the risk"),
        ("fr", "Ouvrez d’abord un jeu de données", "sans eux, rien ne peut être dit du risque"),
    ],
)
def test_the_page_says_what_it_still_needs(open_page, reader, open_first, roles_first):
    assert open_first in texts(open_page(PAGE, reader=reader))
    assert roles_first in texts(open_page(PAGE, session_on(teaching_table()), reader=reader))


def test_the_three_criteria_stand_with_their_evidence(open_page):
    said = texts(open_page(PAGE, hidden()))
    assert "k = 2, 2 asked." in said
    assert "No earlier release was compared, and nobody declared that there is none." in said
    assert "maladie: distinct values in a class, 1 at least" in said


def test_people_in_small_classes_forbid_the_release(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.0))
    assert problems(at)[0].startswith("Do not release as it stands: For the public. Asked: k = 2.")
    assert "k = 2 is not met" in texts(at)


def test_what_is_still_missing_is_named(open_page):
    said = texts(open_page(PAGE, hidden()))
    assert "Nobody has said to whom the release goes" in said
    assert f"{len(FIELDS)} questions of the report are not answered" in said


def test_a_recipient_is_named_judged_and_removed(open_page):
    at = open_page(PAGE, hidden())
    at.selectbox(key="report_audience").set_value("a partner under contract").run()
    at.text_input(key="report_name").set_value("Hospice *of* nowhere")
    at.slider(key="report_attempt").set_value(40)
    at.text_area(key="report_reason").set_value("a contract").run()
    at.button(key="report_add").click().run()
    assert session_of(at).recipients == (Recipient(Audience.PARTNER, "Hospice *of* nowhere", 0.4, "a contract"),)
    assert "Hospice *of* nowhere (a partner under contract)" in texts(at)
    assert "Nobody has said to whom" not in texts(at)
    at.button(key="report_remove_0").click().run()
    assert session_of(at).recipients == ()


def test_the_name_of_a_recipient_and_an_answer_stay_out_of_the_trail(open_page, downloads):
    at = open_page(PAGE, hidden(recipients=(Recipient(Audience.PARTNER, "Nowhere", 0.5),)))
    section(at, "A").text_input(key="report_answer_title").set_value("Stays of nobody").run()
    at.button(key="report_remove_0").click().run()
    trail = offered(downloads, "trail")
    assert [own.event for own in trail_from_json(trail).entries][-2:] == ["answer", "recipients"]
    assert "nobody" not in trail.lower()
    assert "Nowhere" not in trail


def test_answers_of_every_kind_are_kept_by_their_value(open_page):
    at = section(open_page(PAGE, hidden()), "A")
    at.text_input(key="report_answer_title").set_value(" Stays ").run()
    section(at, "A").selectbox(key="report_answer_status").select_index(1).run()
    section(at, "K").date_input(key="report_answer_review_date").set_value(dt.date(2027, 1, 31)).run()
    answers = dict(session_of(at).answers)
    assert answers == {"title": "Stays", "status": "submitted", "review_date": "2027-01-31"}
    section(at, "A").text_input(key="report_answer_title").set_value("").run()
    assert "title" not in dict(session_of(at).answers)


def test_the_recipe_that_is_taken_away_makes_the_release_again(open_page, downloads):
    open_page(PAGE, hidden(none_earlier=True, population_size=10_000))
    recipe = from_json(offered(downloads, "recipe"))
    again = run(recipe, teaching_table())
    assert again.differences == ()
    assert again.after.anonymity.k == 2
    assert (recipe.none_earlier, recipe.population_size) == (True, 10_000)


def test_every_file_can_be_taken_away(open_page, downloads):
    open_page(PAGE, hidden())
    assert bytes(offered(downloads, "pdf"))[:4] == b"%PDF"
    assert "<html" in offered(downloads, "html")
    assert json.loads(offered(downloads, "figures"))["after"]["k"] == 2
    assert b"maladie" in offered(downloads, "csv")
    assert [own["name"] for own in json.loads(offered(downloads, "json"))["var"]] == [
        "age",
        "sexe",
        "code_postal",
        "maladie",
    ]


def test_the_page_speaks_french(open_page):
    at = open_page(PAGE, hidden(), reader="fr")
    said = texts(at)
    assert "Que peut-on diffuser" in at.title[0].value
    assert "Individualisation" in said
    assert "Analyse approfondie requise" in said + "".join(str(own.title) for own in (*at.warning, *at.error))


def test_a_recipe_is_taken_and_what_differs_is_said(open_page):
    recipe = recipe_of(hidden(answers=(("title", "Stays"),), recipients=(Recipient(Audience.PUBLIC),)))
    at = open_page(PAGE, teaching())
    upload(at, "A recipe of Foule", to_json(recipe))
    now = session_of(at)
    assert recipe_of(now) == recipe
    assert "The recipe was applied: the dataset is the one it was made on." in texts(at)
    assert now.trail.entries[-2].event == "recipe"
    other = recipe.model_copy(update={"origin": recipe.origin.model_copy(update={"fingerprint": "0" * 64})})
    upload(at, "A recipe of Foule", to_json(other))
    assert "This is another dataset than the one the recipe was made on" in texts(at)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nothing", "This is not a recipe: it is not JSON."),
        (b"{}", "This is not a recipe of Foule."),
        (b'{"format": "foule-recipe", "version": 99}', "use a newer one"),
        (to_json(recipe_of(hidden())).replace("code_postal", "commune").encode(), "The dataset lacks columns"),
    ],
)
def test_what_is_no_recipe_for_these_data_is_refused_in_words_and_the_session_stays(open_page, content, words):
    at = open_page("pages/data.py", teaching(age=1))
    at.session_state["data_recipe"] = True
    at.run()
    upload(at, "A recipe of Foule", content)
    assert words in problems(at)[0]
    assert dict(session_of(at).plan.recoding.levels) == {"age": 1, "sexe": 0, "code_postal": 0}


@pytest.mark.parametrize(("encoding", "role"), [("cp850", Role.UNDECIDED), ("cp850", Role.DIRECT_IDENTIFIER)])
def test_a_file_is_read_again_the_way_the_recipe_says(open_page, encoding, role):
    at = open_page("pages/data.py")
    at.file_uploader[0].upload("people.csv", PEOPLE, "text/csv").run()
    own = session_on(read(PEOPLE, "people.csv").dataset, {"prénom": role, "age": Role.QUASI_IDENTIFIER})
    recipe = recipe_of(replace(own, options=ReadOptions(encoding=encoding)))
    at.session_state["data_recipe"] = True
    at.run()
    upload(at, "A recipe of Foule", to_json(recipe))
    if role is Role.UNDECIDED:
        assert session_of(at).options.encoding == "cp850"
        assert "prénom" not in session_of(at).dataset
    else:
        assert "The dataset lacks columns that the recipe names: prénom." in problems(at)[0]
        assert session_of(at).options.encoding is None
        assert "prénom" in session_of(at).dataset


def test_an_earlier_release_is_compared(open_page):
    now = hidden()
    outcome = run(recipe_of(now), now.complete)
    content = export(outcome.release.dataset, Format.CSV, CsvStyle(";")).content
    at = open_page(PAGE, now)
    upload(at, "An earlier release to compare with", content, "release.csv")
    said = texts(at)
    assert "Records found in both" in said
    assert "Compared with earlier releases: 1." in said
    assert at.checkbox(key="report_none_earlier").disabled
    at.button(key="report_earlier_drop").click().run()
    at.checkbox(key="report_none_earlier").check().run()
    assert "Declared: nothing was released of these people before." in texts(at)
    assert session_of(at).none_earlier


def test_an_earlier_release_of_something_else_is_refused_in_words(open_page):
    at = open_page(PAGE, hidden())
    upload(at, "An earlier release to compare with", b"a;b\n1;2\n3;4\n", "other.csv")
    assert "The earlier release has none of the quasi-identifiers" in texts(at)
    upload(at, "An earlier release to compare with", b"", "empty.csv")
    assert "This file cannot be used as it is" in problems(at)[-1]


def test_the_audit_finds_the_same_release_byte_for_byte(open_page):
    now = hidden()
    outcome = run(recipe_of(now), now.complete)
    content = export(outcome.release.dataset, Format.CSV, CsvStyle(";")).content
    at = audited(open_page, now, to_json(recipe_of(now)), content)
    assert "The release is the same as then, byte for byte." in texts(at)
    figures = next(own for own in tables(at).values() if "Then" in own.columns)
    assert (figures["Then"] == figures["Now"]).drop("Information loss").all()
    other = audited(open_page, now, to_json(recipe_of(now)), content.replace(b"Rh", b"rh"))
    assert "The release is not the same as then." in texts(other)


def test_a_local_recoding_is_judged_and_said_not_to_be_comparable(open_page):
    now = hidden()
    local = replace(now, plan=replace(now.plan, cuts=Cuts.STRICT))
    at = open_page(PAGE, local)
    assert "k = 2, 2 asked." in texts(at) or "k = 3, 2 asked." in texts(at)
    upload(at, "An earlier release to compare with", b"age;sexe\n16-23;F\n16-23;F\n", "release.csv")
    assert "A local recoding has labels of no level" in texts(at)
    assert "No earlier release was compared" in texts(at)


def test_what_a_recipe_did_to_one_dataset_is_not_said_of_another(open_page):
    at = open_page("pages/data.py", teaching())
    at.session_state["data_recipe"] = True
    at.run()
    upload(at, "A recipe of Foule", to_json(recipe_of(hidden())))
    at.session_state["data_another"] = True
    at.run()
    next(own for own in at.file_uploader if own.label.startswith("A file")).upload(
        "people.csv", PEOPLE, "text/csv"
    ).run()
    at.session_state["data_recipe"] = True
    at.run()
    assert "The recipe was applied" not in texts(at)


def test_a_file_that_was_freed_is_not_used_again(open_page):
    at = open_page(PAGE, hidden())
    upload(at, "A recipe of Foule", to_json(recipe_of(hidden())))
    upload(at, "An earlier release to compare with", b"a;b\n1;2\n3;4\n", "other.csv")
    at.run()
    assert not at.exception
    assert [own.event for own in session_of(at).trail.entries].count("recipe") == 1


def audited(open_page, now, recipe, release):
    at = open_page(PAGE, now)
    at.session_state["report_audit"] = True
    at.run()
    upload(at, "Recipe of then", recipe)
    return upload(at, "Release of then", release, "release.csv")


def test_everything_that_was_given_is_erased(open_page):
    at = open_page(PAGE, hidden(recipients=(Recipient(Audience.PUBLIC),), none_earlier=True))
    at.session_state["frame_erase"] = True
    at.run()
    at.button(key="frame_erase_now").click().run()
    now = session_of(at)
    assert (now.recipients, now.none_earlier, now.answers, now.earlier) == ((), False, (), None)
