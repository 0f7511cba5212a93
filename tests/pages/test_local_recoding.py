"""Mondrian on the page of levels: the same figures, no suppression, and a release that is what the screen said."""

import io

import pandas as pd
from band_reading import figures
from screen import session_of, texts
from sessions import teaching

from analysis.recoding.mondrian import Cuts

PAGE = "pages/anonymise.py"
KNOWN = ["age", "sexe", "code_postal"]


def choose(at, method):
    return at.segmented_control(key="anonymise_method").set_value(method).run()


def test_local_recoding_reaches_k_without_suppression_and_says_what_it_leaks(open_page):
    at = choose(open_page(PAGE, teaching(k=3)), "strict")
    assert session_of(at).plan.cuts is Cuts.STRICT
    shown = figures(at)
    assert int(shown["k (smallest group)"]) >= 3
    assert shown["Suppressed records"] == "0"
    assert "Global recoding is the safer choice" in texts(at)
    assert not at.select_slider


def test_the_file_has_the_k_that_was_shown(open_page, downloads):
    at = choose(open_page(PAGE, teaching(k=3)), "relaxed")
    released = pd.read_csv(io.BytesIO(downloads[-1]()), sep=None, engine="python", dtype=str, keep_default_na=False)
    assert len(released) == 12
    assert "prenom" not in released
    assert str(released.groupby(KNOWN).size().min()) == figures(at)["k (smallest group)"]


def test_going_back_to_levels_is_an_undo_away(open_page):
    at = choose(open_page(PAGE, teaching(k=3)), "strict")
    at.button(key="anonymise_undo").click().run()
    assert session_of(at).plan.cuts is None
    assert figures(at)["k (smallest group)"] == "1"


def test_too_few_people_for_k_are_told_in_words(open_page):
    at = choose(open_page(PAGE, teaching(k=13)), "strict")
    assert "There are 12 records: no class can have 13. Choose a lower k." in texts(at)
    at.number_input(key="anonymise_k").set_value(4).run()
    assert int(figures(at)["k (smallest group)"]) >= 4


def test_the_risk_page_shows_the_classes_of_the_new_labels(open_page):
    at = choose(open_page(PAGE, teaching(k=3)), "strict")
    at.switch_page("pages/risk.py").run()
    at.segmented_control(key="risk_which").set_value("current").run()
    assert not at.exception
    assert "33.3%" in texts(at)
