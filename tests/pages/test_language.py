import datetime as dt
import time
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from analysis import speech
from analysis.speech import LANGUAGES
from analysis.wording import sentence
from pages.ui import catalogue, language
from pages.ui.language import _, date, ngettext, number, percent, points, preferred, say, signed

ROOT = Path(__file__).resolve().parents[2]
NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


@pytest.fixture(params=LANGUAGES)
def reader(request, monkeypatch):
    monkeypatch.setattr(language, "language", lambda: request.param)
    return request.param


@pytest.fixture
def french(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "fr")


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")


def named(messages):
    return sorted(" / ".join(catalogue.texts(message)) for message in messages)


# The catalogues. To see what to add: python -m pages.ui.catalogue


def test_every_text_asked_for_is_a_literal():
    assert [place.place for place in catalogue.asked() if not place.texts] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_text_is_translated(name):
    assert named(catalogue.missing(catalogue.read(name))) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_translation_has_the_fields_of_its_text(name):
    assert named(catalogue.misfilled(catalogue.read(name))) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_translation_is_left_that_nothing_asks_for(name):
    assert named(catalogue.unused(catalogue.read(name))) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_catalogue_is_as_the_update_command_writes_it(name):
    assert catalogue.catalogue_file(name).read_text(encoding="utf-8") == catalogue.po(catalogue.tidied(name))


def test_french_writes_its_marks_after_no_break_spaces_and_its_apostrophes_curly():
    assert catalogue.typeset("L'âge : {n} % ? « x »") == (f"L’âge{NBSP}: {{n}}{NBSP}%{NNBSP}? «{NBSP}x{NBSP}»")
    assert catalogue.typeset("à :material/check: %{x}, 'x'") == "à :material/check: %{x}, 'x'"


def test_a_text_inside_an_f_string_is_found():
    found = {text for place in catalogue.asked() for text in place.texts}
    assert {"Steps", "fingerprint"} <= found


def test_a_missing_translation_and_a_lost_field_are_noticed():
    broken = catalogue.Catalog(locale="fr")
    broken.add("Next: {step}", "Suivante")
    broken.add(("{n} record", "{n} records"), ("{n} ligne", "{m} lignes"))
    assert "Explanation" in named(catalogue.missing(broken))
    assert named(catalogue.misfilled(broken)) == ["Next: {step}", "{n} record / {n} records"]


def test_reading_a_catalogue_takes_less_than_a_second():
    speech.catalogue.cache_clear()
    start = time.process_time()
    speech.catalogue("fr")
    assert time.process_time() - start < 1


# Numbers and dates


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (12506, None, f"12{NNBSP}506"),
        (np.int64(1234567), None, f"1{NNBSP}234{NNBSP}567"),
        (0.6543, None, "0,654"),
        (0.5, None, "0,5"),
        (0.5, 2, "0,50"),
        (12.345, None, "12,34"),
        (1234.5, None, f"1{NNBSP}234"),
        (0, None, "0"),
        (0.0, 2, "0,00"),
        (0.00001, None, "< 0,001"),
        (0.001, 2, "< 0,01"),
        (-3.5, None, "−3,5"),
    ],
)
def test_a_number_is_written_the_french_way(french, value, digits, expected):
    assert number(value, digits) == expected


def test_a_number_is_written_the_english_way(english):
    assert (number(12506), number(0.6543), percent(0.514)) == ("12,506", "0.654", "51.4%")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.514, f"51,4{NBSP}%"),
        (0, f"0{NBSP}%"),
        (1, f"100{NBSP}%"),
        (np.float64(1.0), f"100{NBSP}%"),
        (0.00001, f"< 0,1{NBSP}%"),
        (0.99999, f"> 99,9{NBSP}%"),
    ],
)
def test_a_percentage_never_reads_as_none_or_all_unless_it_is(french, share, expected):
    assert percent(share) == expected


@pytest.mark.parametrize(
    ("change", "expected"), [(4, "+4"), (-0.2, "−0,2"), (0, "0"), (0.0, "0"), (1e-6, "≈ 0"), (-1e-6, "≈ 0")]
)
def test_a_change_has_a_sign_that_is_read_aloud(french, change, expected):
    assert signed(change) == expected


def test_a_difference_of_shares_is_in_points(french):
    assert points(-0.514) == "−51,4 pts"


def test_a_date_is_written_day_first(reader):
    assert date(dt.date(2026, 11, 24)) == "24/11/2026"


# Sentences


def test_a_sentence_of_the_library_is_said_with_its_details_in_the_readers_form(french):
    said = say(sentence("Next: {step}", step=12506))
    assert said == f"Étape suivante{NBSP}: 12{NNBSP}506"


def test_a_detail_that_is_a_sentence_is_translated_and_a_list_enumerated(french):
    assert say(sentence("Next: {step}", step=sentence("Risk"))) == f"Étape suivante{NBSP}: Risque"
    assert speech.Speech("fr").written(["age", "sex", 1.5]) == "age, sex et 1,5"


def test_braces_in_what_fills_a_field_are_left_alone(reader):
    assert "{0.__class__}" in _("Next: {step}", step="{0.__class__}")


def test_the_plural_is_that_of_the_language(monkeypatch):
    for name, expected in (("fr", ["0 enregistrement", "1 enregistrement"]), ("en", ["0 records", "1 record"])):
        monkeypatch.setattr(language, "language", lambda name=name: name)
        assert [ngettext("{n} record", "{n} records", n) for n in (0, 1)] == expected


def test_a_text_without_translation_is_said_in_english(french):
    assert say(sentence("{x} is not in any catalogue", x=1)) == "1 is not in any catalogue"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("fr-FR,en;q=0.5", "fr"), ("de-DE,en-US;q=0.7,fr;q=0.3", "en"), ("de", "en"), ("", "en"), ("frr", "en")],
)
def test_the_language_is_the_first_accepted_that_the_app_speaks(accepted, expected):
    assert preferred(accepted) == expected


# In the app


def opened(locale: str = "", **query: str) -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    if locale:
        at.context["locale"] = locale
    at.query_params.update(query)
    return at.run()


def switch(at: AppTest):
    return at.segmented_control(key=language.CHOSEN)


def address_script(at: AppTest) -> str:
    """The script that says the language in the address and to screen readers."""
    (script,) = [own.proto.body for own in at.get("html") if "history.replaceState" in own.proto.body]
    return script


@pytest.mark.parametrize(("locale", "expected"), [("fr-CA", "fr"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_app_speaks_the_browsers_language_and_says_so_in_the_address(locale, expected):
    at = opened(locale)
    assert switch(at).value == expected
    assert f"const spoken = '{expected}'" in address_script(at)


def test_the_address_goes_before_the_browser():
    assert switch(opened("en-GB", lang="fr")).value == "fr"


def test_an_unknown_language_in_the_address_is_ignored():
    assert switch(opened("fr-FR", lang="../../etc")).value == "fr"


def test_the_switch_changes_the_language_and_the_choice_survives_a_change_of_page():
    at = opened("fr-FR")
    switch(at).set_value("en").run()
    at.switch_page("pages/risk.py").run()
    assert switch(at).value == "en"
    assert "const spoken = 'en'" in address_script(at)
    assert switch(at).label == "Language"
