"""The page where records are generalised and released. The figures of the teaching table are checked by hand."""

import io
import re

import pandas as pd
import pytest
from band_reading import deltas, figures
from screen import french, markup, plain, problems, session_of, texts
from sessions import PEOPLE, TEACHING_ROLES, csv, session_on, teaching

from analysis.io import read
from analysis.roles import Role
from analysis.samples import teaching_table

PAGE = "pages/anonymise.py"
KNOWN = ["age", "sexe", "code_postal"]
MET = {"k": 2, "limit": 0.2, "age": 3, "code_postal": 1}
"""Four classes of 3, 3, 2 and 2; the two people who stay alone are suppressed."""


def move(at, column, level):
    return at.select_slider(key=f"anonymise_level_{KNOWN.index(column)}").set_value(level).run()


def levels(at, column):
    """What a value of the column becomes at each level."""
    slider = at.select_slider(key=f"anonymise_level_{KNOWN.index(column)}")
    return [option.replace("\N{WORD JOINER}", "") for option in slider.options]


def press(at, name):
    return at.button(key=f"anonymise_{name}").click().run()


def shown(at):
    return tuple(figures(at).values())


@pytest.mark.parametrize(
    ("reader", "open_first", "roles_first"),
    [
        ("en", "Open a dataset first: it is then recoded here.", "they are the columns to generalise"),
        ("fr", "Ouvrez d’abord un jeu de données", "ce sont les colonnes à généraliser"),
    ],
)
def test_the_page_says_what_it_still_needs(open_page, reader, open_first, roles_first):
    assert open_first in texts(open_page(PAGE, reader=reader))
    at = open_page(PAGE, session_on(teaching_table()), reader=reader)
    assert roles_first in texts(at)
    assert not at.download_button


# Levels and figures


def test_a_level_moves_the_figures_and_says_against_what(open_page):
    at = open_page(PAGE, teaching())
    assert shown(at) == ("1", "41.7%", "66.7%", "100%", "0", "0")
    move(at, "age", 3)
    move(at, "code_postal", 1)  # six classes: 3, 3, 2, 2, 1, 1
    assert shown(at)[:5] == ("1", "16.7%", "50.0%", "100%", "0")
    assert deltas(at, "Unique records") == [("better", "−25.0 pts"), ("better", "−25.0 pts")]
    assert [kind for kind, _change in deltas(at, "Information loss")] == ["cost", "cost"]
    move(at, "code_postal", 0)
    kinds = [kind for kind, _change in deltas(at, "Average risk")]
    assert kinds == ["worse"]  # as in the original again, and more at risk than a step before


def test_the_slider_names_the_levels_by_what_a_value_becomes(open_page):
    at = open_page(PAGE, teaching())
    options = levels(at, "code_postal")
    assert (len(options), options[-1]) == (4, "*")
    assert re.fullmatch(r"\d{5}", options[0])
    assert re.fullmatch(r"(Ain|Rhône) \(\d\d\)", options[1])
    assert options[2] == "Auvergne-Rhône-Al…"
    strip = re.findall(r'<ol class="strip".*?</ol>', markup(at))[2]
    assert re.findall(r"<bdi>(.*?)</bdi>", strip) == options


def test_every_column_says_how_many_values_are_left_and_what_is_lost(open_page):
    at = open_page(PAGE, teaching(age=4))
    captions = [plain(caption.value) for caption in at.caption]
    assert "8 values → 1 · loss 1" in captions
    assert "2 values → 2 · loss 0" in captions


def test_records_are_shown_before_and_after_with_those_suppressed_struck_out(open_page):
    at = open_page(PAGE, teaching(**MET))
    assert '<ins title="was 34"><bdi>32–39</bdi></ins>' in markup(at)
    struck = re.findall(r'<tr class="out"><td>suppressed</td><td><s><bdi>(\d+)</bdi></s>', markup(at))
    assert struck == ["22", "68"]
    at.toggle(key="anonymise_only_suppressed").set_value(True).run()
    assert len(re.findall(r'<tr class="out">', markup(at))) == 2
    assert '<tr class="">' not in markup(at)


def test_undo_redo_and_reset_go_through_the_steps(open_page):
    at = open_page(PAGE, teaching())
    assert [at.button(key=f"anonymise_{name}").disabled for name in ("undo", "redo", "reset")] == [True] * 3
    start = shown(at)
    first = shown(move(at, "age", 3))
    second = shown(move(at, "code_postal", 1))
    assert shown(press(at, "undo")) == first
    assert shown(press(at, "undo")) == start
    assert at.button(key="anonymise_undo").disabled
    assert shown(press(at, "redo")) == first
    assert shown(press(at, "redo")) == second
    assert shown(press(at, "reset")) == start
    assert at.select_slider(key="anonymise_level_0").value == 0
    assert shown(press(at, "undo")) == second
    assert at.select_slider(key="anonymise_level_0").value == 3


def test_levels_are_kept_when_the_page_is_left(open_page):
    at = open_page(PAGE, teaching())
    move(at, "age", 3)
    before = shown(at)
    at.switch_page("pages/risk.py").run()
    at.switch_page(PAGE).run()
    assert shown(at) == before
    assert at.select_slider(key="anonymise_level_0").value == 3


# The requirement


def test_what_is_too_rare_is_suppressed_within_the_limit(open_page):
    at = open_page(PAGE, teaching(**MET))
    assert shown(at)[:5] == ("2", "0%", "40.0%", "50.0%", "2")  # 4 classes of 10 people
    assert "Met. Records suppressed: 2 of 2 allowed." in [plain(element.value) for element in at.success]
    assert "2 records too rare (16.7%) leave the release." in texts(at)
    assert not at.warning


def test_beyond_the_limit_nothing_is_suppressed_and_the_release_is_blocked(open_page):
    at = open_page(PAGE, teaching(**MET))
    at.number_input(key="anonymise_k").set_value(3).run()
    assert shown(at)[:5] == ("1", "16.7%", "50.0%", "100%", "0")
    reason = "k = 3 is not met: 6 records are in smaller classes, and the limit allows 2 to be suppressed."
    assert reason in [plain(element.value) for element in at.warning]
    assert at.download_button(key="release_download").disabled
    at.slider(key="anonymise_limit").set_value(5.0).run()
    at.number_input(key="anonymise_k").set_value(1).run()
    assert not at.download_button(key="release_download").disabled


def test_passing_over_a_reason_is_recorded_and_lasts_until_something_changes(open_page, downloads):
    at = open_page(PAGE, teaching(**{**MET, "k": 3}))
    at.checkbox(key="release_override").set_value(True).run()
    assert "Recorded: this release passes over the reasons above." in texts(at)
    assert not at.download_button(key="release_download").disabled
    assert shown(at)[0] == "3"  # now the six people are suppressed, beyond the limit
    assert smallest_class(downloads[-1]()) == (3, 6)
    move(at, "age", 2)
    assert not at.checkbox(key="release_override").value
    assert at.download_button(key="release_download").disabled


def test_when_nobody_is_left_there_is_nothing_to_release(open_page):
    at = open_page(PAGE, teaching(k=7, limit=0.2))
    assert ": Every record is suppressed: there is nothing to release." in problems(at)
    assert not at.download_button
    assert shown(at)[0] == "1"


# The release


def smallest_class(content, delimiter=";"):
    """(k, records) of a release, read by pandas alone."""
    frame = pd.read_csv(io.BytesIO(content), sep=delimiter, dtype=str, keep_default_na=False)
    return int(frame.groupby(KNOWN).size().min()), len(frame)


def test_the_file_has_the_k_that_the_page_shows(open_page, downloads):
    at = open_page(PAGE, teaching(**MET))
    assert smallest_class(downloads[-1]()) == (int(shown(at)[0]), 12 - int(shown(at)[4]))
    frame = pd.read_csv(io.BytesIO(downloads[-1]()), sep=";", dtype=str)
    assert list(frame) == ["age", "sexe", "code_postal", "maladie"]
    assert "left out: prenom" in texts(at)
    assert frame["code_postal"].unique().tolist() == ["Rhône (69)", "Ain (01)"]


@pytest.mark.parametrize("chosen", ["Excel", "Parquet", "SPSS", "Stata", "SAS"])
def test_every_format_holds_the_same_records(open_page, downloads, chosen):
    at = open_page(PAGE, teaching(**MET))
    expected = read(downloads[-1](), "release.csv").dataset
    at.segmented_control(key="release_format").set_value(chosen).run()
    suffix = {"Excel": "xlsx", "Parquet": "parquet", "SPSS": "sav", "Stata": "dta", "SAS": "xpt"}[chosen]
    found = read(downloads[-1](), f"release.{suffix}").dataset
    assert found.names == expected.names
    assert [column.texts().tolist() for column in found] == [column.texts().tolist() for column in expected]


def test_the_delimiter_is_that_of_the_input_unless_another_is_chosen(open_page, downloads):
    at = open_page()
    at.file_uploader[0].upload("people.csv", PEOPLE.replace(b";", b"|"), "text/csv").run()
    at.switch_page("pages/roles.py").run()
    at.multiselect(key="roles_chosen").set_value(list(session_of(at).dataset.names))
    at.selectbox(key="roles_role").set_value(Role.INSENSITIVE)
    at.button(key="roles_apply").click().run()
    at.selectbox(key="roles_of_sexe").set_value(Role.QUASI_IDENTIFIER).run()
    at.switch_page(PAGE).run()
    assert downloads[-1]().decode().splitlines()[0] == "prénom|age|sexe|code_postal|cout|accord"
    at.selectbox(key="release_delimiter").set_value("tab").run()
    assert downloads[-1]().decode().splitlines()[0].split("\t")[0] == "prénom"


def test_cells_that_a_spreadsheet_would_run_are_neutralised(open_page, downloads):
    people = csv("sexe;note", *["F;=1+1", "M;@SUM(A1)"] * 5)
    roles = {"sexe": Role.QUASI_IDENTIFIER, "note": Role.INSENSITIVE}
    open_page(PAGE, session_on(read(people, "people.csv").dataset, roles))
    assert {line.split(";")[1] for line in downloads[-1]().decode().splitlines()[1:]} == {"'=1+1", "'@SUM(A1)"}


def test_the_file_is_not_made_before_it_is_asked_for_and_needs_no_session(open_page, downloads):
    at = open_page(PAGE, teaching(**MET))
    assert at.download_button(key="release_download").proto.deferred_file_id
    open_page(PAGE, teaching(k=1))
    assert [smallest_class(make()) for make in (downloads[0], downloads[-1])] == [(2, 10), (1, 12)]


# What is kept, local recoding, French


def test_what_is_kept_is_computed_when_it_is_asked_for(open_page):
    at = open_page(PAGE, teaching(**MET))
    assert "Hellinger distance" not in "".join(str(list(table.value)) for table in at.table)
    at.session_state["anonymise_utility"] = True
    at.run()
    assert not at.exception
    assert "The 2 suppressed records count as lost in every figure below." in texts(at)
    distributions = next(table.value for table in at.table if "Hellinger distance" in table.value)
    assert list(distributions.index.map(plain)) == ["age", "sexe", "code_postal", "maladie"]


def test_local_recoding_meets_k_without_suppression_and_says_what_it_leaks(open_page):
    at = open_page(PAGE, teaching(k=3))
    at.segmented_control(key="anonymise_method").set_value("strict").run()
    assert not at.exception
    assert int(shown(at)[0]) >= 3
    assert shown(at)[4] == "0"
    assert "Global recoding is the safer choice for publication." in texts(at)
    at.segmented_control(key="anonymise_method").set_value("global").run()
    assert shown(at) == ("1", "41.7%", "66.7%", "100%", "0", "0")


def test_the_page_is_written_in_french(open_page):
    at = open_page(PAGE, teaching(**MET), reader="fr")
    said = texts(at)
    assert "Chaque personne ressemble désormais à au moins 1 autre." in said
    assert figures(at)[french("Average risk")] == "40,0\N{NO-BREAK SPACE}%"
    assert "Enregistrements supprimés" in at.success[0].value
    assert "<td>supprimé</td>" in markup(at)


def test_roles_that_leave_no_column_to_release_are_said(open_page):
    roles = dict.fromkeys(TEACHING_ROLES, Role.DIRECT_IDENTIFIER)
    at = open_page(PAGE, teaching(roles))
    assert "Choose the quasi-identifiers first" in texts(at)
