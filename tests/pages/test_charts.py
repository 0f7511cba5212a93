"""Charts as functions from figures to a Plotly figure or a picture."""

import re
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as draw
from hypothesis.extra import numpy as arrays

from analysis.dataset import column_of
from analysis.encoding import encode_column
from analysis.hierarchies.builders import Intervals
from analysis.risk.quasi_identifiers import Contribution, Distinctness
from analysis.speech import LANGUAGES
from analysis.utility.association import Associations
from pages.ui import language
from pages.ui.charts import (
    SIZE_BOUNDS,
    VisitedPoint,
    association_maps,
    before_after,
    class_sizes,
    contribution_bars,
    size_bars,
    visited,
)
from pages.ui.theme import DARK, LIGHT

HOSTILE = "<img src=x>"


@pytest.fixture(params=LANGUAGES)
def reader(request, monkeypatch):
    monkeypatch.setattr(language, "language", lambda: request.param)
    return request.param


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")


# Class sizes


def test_records_are_counted_by_the_size_of_their_class():
    bars = size_bars(np.array([1, 1, 2, 4, 10, 500]))
    assert [(bar.label, bar.records, bar.classes) for bar in bars] == [
        ("1", 2, 2),
        ("2", 2, 1),
        ("3–4", 4, 1),
        ("5–10", 10, 1),
        ("11–19", 0, 0),
        ("20–49", 0, 0),
        ("50–99", 0, 0),
        ("100–499", 0, 0),
        ("≥ 500", 500, 1),
    ]


def test_ranges_beyond_the_largest_class_are_left_out():
    assert [bar.label for bar in size_bars(np.array([3, 4]))] == ["1", "2", "3–4"]


@given(arrays.arrays(np.int64, draw.integers(1, 30), elements=draw.integers(1, 2000)))
def test_no_record_and_no_class_is_lost(sizes):
    bars = size_bars(sizes)
    assert sum(bar.records for bar in bars) == sizes.sum()
    assert sum(bar.classes for bar in bars) == len(sizes)
    assert [bar.smallest for bar in bars] == list(SIZE_BOUNDS[: len(bars)])


def test_a_unique_record_has_the_colour_of_the_highest_risk_and_a_class_of_20_that_of_the_lowest():
    colours = class_sizes(size_bars(np.array([1, 20])), 0.2, LIGHT).data[0].marker.color
    assert (colours[0], colours[-1]) == (LIGHT.ramp[-1], LIGHT.ramp[0])
    ranks = [LIGHT.ramp.index(colour) for colour in colours]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("threshold", "bars_at_risk"),
    [(0.5, 1), (0.33, 3), (0.2, 3), (0.05, 5)],  # above 0.2: classes of 1 to 4, because a class of 5 has a risk of 0.2
)
def test_a_line_stands_behind_the_last_bar_above_the_threshold(threshold, bars_at_risk):
    figure = class_sizes(size_bars(np.array([1, 500])), threshold, LIGHT)
    assert figure.layout.shapes[0].x0 == bars_at_risk - 0.5
    assert figure.layout.annotations[0].text == f"← above {threshold:.0%}"


def test_no_line_is_drawn_where_all_or_none_are_above_the_threshold():
    assert not class_sizes(size_bars(np.array([1, 2])), 0.05, LIGHT).layout.shapes
    assert not class_sizes(size_bars(np.array([1, 2])), 1, LIGHT).layout.shapes


def test_every_bar_says_its_share_and_all_shares_make_a_whole():
    texts = class_sizes(size_bars(np.array([1, 2, 3])), 0.2, LIGHT).data[0].text
    assert list(texts) == ["16.7%", "33.3%", "50.0%"]


# Contributions


def contribution(name, alone, without):
    return Contribution(Distinctness((name,), 0.1, 0.2), alone, 1, without)


def test_the_column_that_spares_most_people_stands_on_top():
    found = [contribution("age", 3, 2), contribution("sexe", 0, 9), contribution("ville", 1, 5)]
    figure = contribution_bars(found, 10, LIGHT)
    alone, spared = figure.data
    assert list(spared.y) == list(alone.y) == ["sexe", "ville", "age"]  # Plotly draws the last one on top
    assert list(spared.x) == [1, 5, 8]
    assert list(alone.x) == [0, 1, 3]


def test_a_single_column_spares_everybody_it_singles_out():
    (_alone, spared) = contribution_bars([contribution("age", 4, None)], 4, LIGHT).data
    assert list(spared.x) == [4]


def test_a_column_name_is_no_html_in_a_chart():
    figure = contribution_bars([contribution(HOSTILE, 1, 1)], 4, LIGHT)
    assert HOSTILE not in figure.to_json()
    found = Associations((HOSTILE, "b"), np.eye(2), np.eye(2), (), 0)
    assert HOSTILE not in association_maps(found, LIGHT).to_json()


# The way through risk and utility


def test_the_last_point_is_the_current_one_and_is_ringed():
    points = [VisitedPoint(0.0, 0.9, "first"), VisitedPoint(0.4, 0.3, "second")]
    way, ring = visited(points, LIGHT).data
    assert (list(way.x), list(way.y), list(way.text)) == ([0.0, 0.4], [90, 30], ["first", "second"])
    assert (list(ring.x), list(ring.y), list(ring.hovertext)) == ([0.4], [30], ["second"])
    assert ring.marker.line.color == LIGHT.signal


@given(draw.lists(draw.tuples(draw.floats(0, 1), draw.floats(0, 1)), min_size=1, max_size=5))
def test_every_point_lies_within_the_axes(pairs):
    figure = visited([VisitedPoint(loss, risk, "") for loss, risk in pairs], LIGHT)
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert all(left < loss < right and low < 100 * risk < high for loss, risk in pairs)


# Associations


def test_associations_are_drawn_by_their_strength_before_and_after():
    before, after = np.array([[1, -0.8], [-0.8, 1]]), np.array([[1, 0.2], [0.2, 1]])
    maps = association_maps(Associations(("a", "b"), before, after, (), 0), LIGHT)
    assert [one.z[0][1] for one in maps.data] == [0.8, 0.2]
    assert (maps.layout.coloraxis.cmin, maps.layout.coloraxis.cmax) == (0, 1)


# Before and after in a small picture


def drawn(before, after, level=0, widths=(10,)):
    """(heights of the bars, heights of the line) in the picture of a column of numbers 0, 1, 2 …"""
    texts = [str(value) for value, count in enumerate(before) for _record in range(count)]
    column = column_of("n", texts)
    encoded = encode_column(column, Intervals(widths).build(column))
    image = before_after(encoded, level, np.array(before), np.array(after), LIGHT)
    picture = b64decode(re.search(r'base64,([^"]+)"', image).group(1)).decode()
    bars = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', picture)]
    line = [48 - float(pair.split(",")[1]) for pair in re.search(r'points="([^"]+)"', picture).group(1).split()]
    return bars, line[::2]


def test_bars_show_the_records_before_and_the_line_those_released():
    bars, line = drawn([2, 4, 1], [2, 2, 0])
    assert bars == [24, 48, 12]
    assert line == [24, 24, 0]


def test_the_records_under_a_label_are_spread_over_the_values_it_stands_for():
    bars, line = drawn([4, 2, 2, 4], [4, 6], level=1, widths=(2,))  # 0–1 has lost two records
    assert bars == [48, 24, 24, 48]
    assert line == [24, 24, 36, 36]


def test_many_values_share_bars_and_no_record_is_lost():
    bars, line = drawn([1] * 100, [1] * 100)
    assert len(bars) == 40
    assert sum(bars) == pytest.approx(sum(line))
    assert {round(bar) for bar in bars} == {32, 48}  # two or three values to a bar


def test_the_picture_says_in_words_what_it_shows(reader):
    column = column_of("n", ["1", "2"])
    encoded = encode_column(column, Intervals((10,)).build(column))
    image = before_after(encoded, 0, np.array([1, 1]), np.array([1, 1]), DARK)
    said = {"en": "Records by value before (bars) and after (line)", "fr": "Enregistrements par valeur"}[reader]
    assert f'alt="{said}' in image
    assert DARK.after in b64decode(re.search(r'base64,([^"]+)"', image).group(1)).decode()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_before_and_after_have_the_colours_they_have_everywhere(colours):
    alone, spared = contribution_bars([contribution("age", 1, 1)], 2, colours).data
    assert (alone.marker.color, spared.marker.color) == (colours.before, colours.signal)
    assert visited([VisitedPoint(0, 0, "")], colours).data[0].marker.color == colours.before
