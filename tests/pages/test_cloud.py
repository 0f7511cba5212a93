"""The cloud as a function from figures to a Plotly figure."""

import numpy as np
import pytest

from pages.ui import cloud as clouds
from pages.ui import language
from pages.ui.cloud import Cloud, cloud_figure, cost_of_k, drawn_rows
from pages.ui.theme import LIGHT


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")


def cloud(n=6, **changes) -> Cloud:
    given = {
        "nodes": np.arange(n) * 10,
        "cost": np.linspace(0, 1, n),
        "risk": np.linspace(1, 0, n),
        "meets": np.arange(n) > 2,
        "smallest": np.arange(n) + 1,
        "suppressed": np.arange(n),
        "labels": lambda rows: [f"age : level {row}" for row in rows],
        "front": np.array([0, n - 1]),
        "current": 1,
        "flags": [("A", 2)],
        "cost_title": "loss",
        "risk_title": "risk",
    }
    return Cloud(**{**given, **changes})


def test_each_point_hands_back_its_node_and_says_its_levels():
    figure = cloud_figure(cloud(), LIGHT)
    points = [trace for trace in figure.data if trace.type == "scattergl"]
    assert sorted(node for trace in points for node in trace.customdata) == [0, 10, 20, 30, 40, 50]
    assert points[1].text[0] == "k = 4, records suppressed: 3, cost 0.6<br>age : level 3"


def test_what_meets_the_requirements_has_a_colour_of_its_own():
    excluded, meeting, *_ = cloud_figure(cloud(), LIGHT).data
    assert (len(excluded.x), len(meeting.x)) == (3, 3)
    assert excluded.marker.color != meeting.marker.color


def test_a_risk_of_nothing_is_drawn_on_a_line_of_its_own_below_the_others():
    figure = cloud_figure(cloud(), LIGHT)
    lowest = min(min(trace.y) for trace in figure.data if trace.type == "scattergl")
    assert figure.layout.yaxis.tickvals[0] == lowest
    assert figure.layout.yaxis.ticktext[0] == "0"
    assert 0 < lowest < 0.2


def test_the_region_beyond_the_limit_is_shaded_only_where_the_limit_is_about_the_risk_shown():
    assert not cloud_figure(cloud(), LIGHT).layout.shapes
    (shaded,) = cloud_figure(cloud(limit=0.05), LIGHT).layout.shapes
    assert shaded.y0 == pytest.approx(max(0.05, clouds._floor(cloud().risk)))


def test_a_third_figure_can_colour_the_points():
    (points, *_) = cloud_figure(cloud(colour=np.arange(6.0), colour_title="classes"), LIGHT).data
    assert list(points.marker.color) == list(range(6))
    assert points.marker.colorbar.title.text == "classes"


def test_of_very_many_points_the_front_the_flags_and_the_current_one_are_always_drawn(monkeypatch):
    monkeypatch.setattr(clouds, "DRAWN", 50)
    many = cloud(1000, front=np.array([3, 500, 999]), current=777, flags=[("A", 123)])
    drawn = drawn_rows(many)
    assert {3, 500, 999, 777, 123} <= set(drawn.tolist())
    assert len(drawn) <= 55
    assert np.array_equal(drawn, drawn_rows(many))


def test_the_price_of_k_marks_the_current_k():
    figure = cost_of_k(np.array([2, 3, 4]), np.array([0.1, 0.2, 0.2]), 3, LIGHT)
    assert list(figure.data[0].y) == [0.1, 0.2, 0.2]
    assert figure.layout.shapes[0].x0 == 3
    assert not cost_of_k(np.array([2, 3]), np.array([0.1, 0.2]), 9, LIGHT).layout.shapes
