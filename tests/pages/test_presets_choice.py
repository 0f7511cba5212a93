"""Thresholds that a preset sets on the Anonymise page, and what it says of itself."""

from dataclasses import replace

from screen import session_of, texts
from sessions import teaching

from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.presets import preset

PAGE = "pages/anonymise.py"


def choose(at, name):
    return at.selectbox(key="anonymise_preset").select(preset(name).title.en).run()


def test_a_preset_sets_k_and_requirements_and_can_be_undone(open_page):
    at = open_page(PAGE, teaching(k=2))
    choose(at, "fr_open_data_sante")
    asked = session_of(at).plan.recoding
    assert asked.k == 11
    assert {type(own) for own in asked.conditions} == {DistinctLDiverse, TClose}
    said = texts(at)
    assert "This threshold is not a proof of anonymity." in said
    assert "Usage, not confirmed by a text." in said
    assert "Places of at least 20,000 inhabitants." in said
    at.button(key="anonymise_undo").click().run()
    assert session_of(at).plan.recoding.k == 2


def test_another_k_than_the_presets_is_said(open_page):
    at = choose(open_page(PAGE, teaching(k=2)), "ca_ipc_high")
    assert "these thresholds ask for" not in texts(at)
    at.number_input(key="anonymise_k").set_value(19).run()
    assert "You ask for k = 19; these thresholds ask for 20." in texts(at)
    at.selectbox(key="anonymise_preset").select("your own").run()
    assert "these thresholds ask for" not in texts(at)


def test_titles_and_notes_are_in_the_readers_language(open_page):
    at = open_page(PAGE, replace(teaching(k=11), preset="ca_ipc_low"), reader="fr")
    assert "Pédagogie, k = 3" in at.selectbox(key="anonymise_preset").options
    assert "Ce seuil n’est pas une preuve d’anonymat." in texts(at)
