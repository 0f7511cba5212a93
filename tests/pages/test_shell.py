"""The frame, its colours, and what stays of the data when everything is erased."""

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from band_reading import figures, steps
from streamlit.testing.v1 import AppTest

from analysis.dataset import dataset_of
from pages.ui import theme
from pages.ui.band import Explanation, Figure, Progress, Step, Trend, band_html
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.theme import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "pages" / "ui"
HOSTILE = "<script>alert(1)</script>\"'&"

# Colours: a simulation of colour vision deficiencies (Machado, Oliveira and Fernandes 2009, severity 1)
VISION = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1, 1.08883])


def linear(colour: str) -> np.ndarray:
    coded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: np.ndarray) -> np.ndarray:
    relative = TO_XYZ @ np.clip(vision @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, vision: np.ndarray = VISION["normal"]) -> float:
    """CIE 1976 colour difference; 2.3 is just noticeable side by side."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    low, high = sorted((TO_XYZ[1] @ linear(one), TO_XYZ[1] @ linear(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measures_of_colour_give_the_published_values():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab("#ff0000", VISION["normal"]) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert difference("#ff0000", "#00a000", VISION["deuteranopia"]) < difference("#ff0000", "#00a000") / 2


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_steps_of_risk_are_told_apart(colours, vision):
    pairs = itertools.combinations(colours.ramp, 2)
    assert min(difference(*pair, VISION[vision]) for pair in pairs) > 15


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_before_and_after_are_told_apart_and_so_are_better_worse_and_cost(colours, vision):
    assert difference(colours.before, colours.after, VISION[vision]) > 25
    meanings = itertools.combinations((colours.better, colours.worse, colours.cost), 2)
    assert min(difference(*pair, VISION[vision]) for pair in meanings) > 25


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "signal", "better", "worse", "cost"])
def test_text_can_be_read_on_paper_and_on_mist(colours, name):
    assert contrast(getattr(colours, name), colours.paper) >= 4.5
    assert contrast(getattr(colours, name), colours.mist) >= 4.5


def test_the_theme_of_the_widgets_has_the_same_colours():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, colours in (("light", LIGHT), ("dark", DARK)):
        own = settings[name]
        assert own["primaryColor"] == own["linkColor"] == colours.signal
        assert (own["backgroundColor"], own["secondaryBackgroundColor"]) == (colours.paper, colours.mist)
        assert (own["textColor"], own["borderColor"]) == (colours.ink, colours.line)
        assert (own["greenTextColor"], own["redTextColor"], own["violetTextColor"]) == (
            colours.better,
            colours.worse,
            colours.cost,
        )


def test_the_style_sheet_has_the_same_colours():
    styles = (UI / "frame.css").read_text(encoding="utf-8")
    for name in ("ink", "paper", "mist", "line", "signal", "better", "worse", "cost"):
        assert f"--{name}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});" in styles


def test_a_higher_risk_never_gets_a_lower_step():
    found = [LIGHT.ramp.index(theme.risk_colour(risk, LIGHT)) for risk in np.linspace(0, 1, 101)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, len(LIGHT.ramp) - 1)


def test_charts_write_numbers_in_the_readers_form():
    french, english = (theme.template(dark=False, reader=reader).layout for reader in ("fr", "en"))
    assert (french.separators, english.separators) == (",\N{NARROW NO-BREAK SPACE}", ".,")
    assert french.font.color == french.xaxis.color == LIGHT.ink
    assert theme.config("fr")["modeBarButtons"] == [["toImage", "resetScale2d"]]


# Configuration


def test_the_configuration_keeps_everything_on_this_machine():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["runner"]["magicEnabled"] is False
    assert settings["logger"]["enableRich"] is False


def test_nothing_that_a_browser_loads_names_another_host():
    sources = [*UI.glob("*.css"), *UI.glob("*.svg"), ROOT / ".streamlit" / "config.toml"]
    hosts = {host for file in sources for host in re.findall(r"https?://([^/\"']+)", file.read_text(encoding="utf-8"))}
    assert hosts <= {"www.w3.org"}  # the name of SVG, which nothing fetches


# The band


def band(trend: Trend = Trend.BETTER, **changes: str | Explanation | Trend | None) -> str:
    figure = Figure("k", "5", "+4", "+2", trend, **changes)
    return band_html([Step("Risk", "pages/risk.py", Progress.BLOCKED, HOSTILE)], [figure])


def test_everything_put_into_the_band_is_escaped():
    hostile = Figure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Trend.COST, Explanation(*[HOSTILE] * 5))
    html = band_html([Step(HOSTILE, "pages/risk.py", Progress.BLOCKED, HOSTILE)], [hostile])
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 1 + 2 + 3 + 2 * 2 + 5
    assert "\"'&" not in html


@pytest.mark.parametrize("trend", list(Trend))
def test_what_a_change_means_is_said_in_words_and_not_by_colour_alone(trend):
    words = {"better": "better protected", "worse": "more at risk", "cost": "detail lost", "same": "unchanged"}
    html = band(trend)
    assert f'class="delta {trend.value}"' in html
    assert html.count(f"since the original, {words[trend.value]}") == 2
    assert f".delta.{trend.value} {{ color" in (UI / "frame.css").read_text(encoding="utf-8")


def test_the_last_step_may_mean_something_else_than_the_whole():
    html = band(Trend.BETTER, trend_step=Trend.WORSE)
    assert 'class="delta better"' in html
    assert 'class="delta worse"' in html


def test_a_figure_opens_its_explanation_and_leaves_out_what_is_empty():
    html = band(help=Explanation("What k is", limits="What k hides"))
    assert 'popovertarget="explain-0"' in html
    assert re.findall(r"<dd>(.*?)</dd>", html) == ["What k is", "What k hides"]
    assert "<button" not in band()


def test_a_blocked_step_says_what_is_missing():
    html = band_html([Step("Risk", "pages/risk.py", Progress.BLOCKED, "Open a file first.")], [])
    assert '<p class="band-missing">Open a file first.</p>' in html


def test_text_from_the_data_is_not_taken_for_markdown():
    escaped = literal("**a** [b](c) :red[d] :material/e: $f$ `g` http://h www.i j@k\n# l")
    assert all(f"\\{mark}" in escaped for mark in "*[]():$`#@")
    assert not re.search(r"(?<!\\)[*\[\]()$`#_~<>|]", escaped)
    assert all(f"{start}\N{WORD JOINER}" in escaped for start in (":", "www", "@"))
    assert "\n" not in escaped


# In the app


@pytest.fixture
def at() -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.context["locale"] = "fr-FR"
    return at


def test_every_page_says_where_you_are_and_what_is_missing(at):
    at.run()
    assert steps(at)["Données"] == "vous êtes ici"
    assert steps(at)["Risque"] == "pas encore possible"
    at.switch_page("pages/risk.py").run()
    assert steps(at)["Risque"] == "vous êtes ici"
    assert figures(at) == {}
    assert not at.exception


def test_erasing_everything_leaves_the_language_and_nothing_else(at):
    people = dataset_of(pd.DataFrame({"age": ["34", "35"]}), "people.csv")
    at.session_state["foule"] = Session(complete=people, assessed=people, dataset=people)
    at.run()
    at.segmented_control(key="language").set_value("en").run()
    assert any("people.csv" in element.proto.body for element in at.get("html"))
    at.button(key="frame_session_now").click().run()
    assert at.session_state["foule"].dataset is None
    assert at.segmented_control(key="language").value == "en"
    assert not any("people.csv" in element.proto.body for element in at.get("html"))
    assert [toast.value for toast in at.toast] == ["Everything has been erased from memory."]


PROBLEMS = """
from analysis.errors import DatasetError, HierarchyError, RequirementNotMet
from pages.ui.frame import problem

for kind in (DatasetError, HierarchyError, RequirementNotMet):
    problem(kind("The hierarchy of {column} is empty.", column="**age**"))
"""
A_PAGE_THAT_FAILS = """
import streamlit as st
from analysis.errors import NotComputable
from pages.ui.frame import page

with page("A question"):
    st.write("before")
    raise NotComputable("No record is left: k has no value.")
"""


def test_a_problem_is_titled_by_its_kind_and_shows_a_name_as_it_is():
    at = AppTest.from_string(PROBLEMS).run()
    assert [error.title for error in at.error] == [
        "This file cannot be used as it is",
        "This hierarchy cannot be used as it is",
    ]
    assert r"\*\*age\*\*" in at.error[0].value
    assert [warning.title for warning in at.warning] == ["The requirement is not met"]


def test_an_error_that_a_page_lets_through_is_said_and_the_page_goes_on():
    at = AppTest.from_string(A_PAGE_THAT_FAILS).run()
    assert not at.exception
    assert [info.value for info in at.info] == [literal("No record is left: k has no value.")]
    assert any("footer" in element.proto.body for element in at.get("html"))
