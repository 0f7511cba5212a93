"""The cloud of Adult: it appears, a click applies a point, undo and the way back work, and all of it by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from window import act, figures, french, go, press, settle

pytestmark = pytest.mark.browser

FRONT_POINT = """() => {
    const chart = document.querySelector('.st-key-tradeoff_cloud .js-plotly-plot');
    const line = chart._fullData.find(trace => trace.mode === 'lines');
    const { xaxis, yaxis } = chart._fullLayout;
    const box = chart.getBoundingClientRect();
    const place = Math.floor(line.x.length / 2);
    return [box.left + xaxis._offset + xaxis.d2p(line.x[place]), box.top + yaxis._offset + yaxis.d2p(line.y[place])];
}"""
"""Where on the screen a point in the middle of the front is."""


@pytest.fixture
def on_adult(visit: Callable[..., Page], shared: Path) -> Page:
    """Adult, its suggested roles accepted, at the trade-off page with the cloud drawn."""
    page = visit()
    settle(page)
    act(page, lambda: page.set_input_files("input[type=file]", shared / "data" / "adult.csv"))
    expect(page.locator(".footer")).to_contain_text("adult.csv")
    go(page, "Roles")
    press(page, "roles_accept")
    go(page, "Trade-off")
    expect(page.locator(".st-key-tradeoff_cloud .js-plotly-plot")).to_be_visible(timeout=60_000)
    settle(page)
    return page


def k_of(page: Page) -> str:
    return figures(page)[french("k (smallest group)")]


def test_a_click_applies_a_point_and_undo_takes_it_back(on_adult: Page) -> None:
    page = on_adult
    assert k_of(page) == "1"
    x, y = page.evaluate(FRONT_POINT)
    page.mouse.move(x, y)
    act(page, lambda: page.mouse.click(x, y))
    assert int(k_of(page)) >= 5
    go(page, "Anonymise")
    assert int(k_of(page)) >= 5
    press(page, "anonymise_undo")
    assert k_of(page) == "1"


def test_the_way_back_of_the_browser_keeps_what_was_applied(on_adult: Page) -> None:
    page = on_adult
    press(page, "tradeoff_apply_balanced")
    applied = k_of(page)
    act(page, page.go_back)
    expect(page.locator(".band-steps [aria-current=step]")).to_contain_text(french("Roles"))
    assert k_of(page) == applied
    act(page, page.go_forward)
    assert k_of(page) == applied


def test_a_point_of_the_front_is_applied_by_keyboard_alone(on_adult: Page) -> None:
    page = on_adult
    page.locator(".st-key-tradeoff_apply_front button").focus()
    act(page, lambda: page.keyboard.press("Enter"))
    assert int(k_of(page)) >= 5
