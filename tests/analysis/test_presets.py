"""Published thresholds: their arithmetic at the edges, and what each says of itself."""

import pytest

from analysis.errors import RecodingError
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.t_closeness import GroundDistance
from analysis.presets import Confirmed, Use, preset, presets, unset


def said(sentences):
    return [str(own) for own in sentences]


def test_every_preset_has_a_source_a_date_and_a_title_in_both_languages():
    assert len({own.id for own in presets()}) == len(presets()) >= 15
    assert all(own.source and own.date and own.title.fr and own.title.en for own in presets())
    assert all(bool(own.note.fr) == bool(own.note.en) for own in presets())


@pytest.mark.parametrize(
    ("name", "k", "risk"), [("ca_ipc_low", 11, 0.09), ("ca_ipc_medium", 15, 0.075), ("ca_ipc_high", 20, 0.05)]
)
def test_whole_k_is_compared_and_not_the_rounded_risk(name, k, risk):
    own = preset(name)
    assert (own.k, own.value("max_risk")) == (k, risk)
    assert own.meets_k(k)
    assert not own.meets_k(k - 1)


def test_the_printed_risks_would_mislead():
    low, medium = preset("ca_ipc_low"), preset("ca_ipc_medium")
    assert low.meets_k(11)
    assert low.value("max_risk") < 1 / 11  # the risk of k = 11 looks too high
    assert not medium.meets_k(14)
    assert medium.value("max_risk") > 1 / 14  # and that of k = 14 low enough


def test_a_figure_that_no_text_confirms_is_marked():
    assert {own.confirmed for own in preset("eu_ema_0070").figures} == {Confirmed.USAGE}
    assert {own.confirmed for own in preset("ca_ipc_high").figures} == {Confirmed.SOURCE}


def test_l_and_t_become_requirements_on_every_sensitive_column():
    assert preset("fr_open_data_sante").requirements(["a", "b"]) == (
        DistinctLDiverse("a", 3), TClose("a", 0.3, GroundDistance.EQUAL),
        DistinctLDiverse("b", 3), TClose("b", 0.3, GroundDistance.EQUAL),
    )  # fmt: skip


def test_what_a_preset_does_not_set_is_said():
    health = said(unset(preset("fr_open_data_sante"), ["a"]))
    assert any("20000" in text for text in health)
    assert any("90" in text for text in health)
    assert "It says nothing of what can be inferred of sensitive columns." in said(unset(preset("ca_ipc_low"), ["a"]))
    assert "Its l and t need a sensitive column: none has that role." in said(unset(preset("fr_snds_hdh"), []))


@pytest.mark.parametrize("own", [own for own in presets() if own.use is not Use.RELEASE], ids=lambda own: own.id)
def test_what_is_no_preset_for_records_sets_no_k_and_says_so(own):
    assert own.k is None
    assert "It sets no smallest class: k stays what you choose." in said(unset(own, []))


def test_an_unknown_preset_is_refused_with_the_known_ones():
    with pytest.raises(RecodingError, match=r"no preset k11: choose one of fr_insee_menages"):
        preset("k11")
