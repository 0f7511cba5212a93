"""What a reader sees in the browser, and how a reader moves through the app."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from playwright.sync_api import Error, Page, expect

from analysis.speech import catalogue

french = catalogue("fr").gettext
"""What the app says in French for a text of the code."""

QUIET_MS, NOTICE_MS = 300, 3_000

WATCH = """() => {
    window.moved = performance.now();
    window.runs = 0;
    const state = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
    let last;
    new MutationObserver(() => {
        window.moved = performance.now();
        const now = state();
        if (now !== last && now === 'running') window.runs += 1;
        last = now;
    }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
}"""
"""Notices when the script runs and when something moves on the page."""

SETTLED = """quiet => {
    const state = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
    return ['notRunning', 'stopped'].includes(state)
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]')
        && performance.now() - window.moved > quiet;
}"""


def settle(page: Page) -> None:
    """Wait until the script has run and nothing moves any more."""
    page.wait_for_function(SETTLED, arg=QUIET_MS, polling=50)
    assert page.get_by_test_id("stException").count() == 0


def act(page: Page, action: Callable[[], object]) -> None:
    """Do something that makes the script run, and wait for the end of the run."""
    before = page.evaluate("window.runs")
    action()
    with contextlib.suppress(Error):  # a run that is too short to be painted is not noticed
        page.wait_for_function("before => window.runs > before", arg=before, timeout=NOTICE_MS, polling=20)
    settle(page)


def press(page: Page, key: str) -> None:
    """Press the button with a key."""
    act(page, page.locator(f".st-key-{key} button:visible").first.click)


def go(page: Page, name: str) -> None:
    """Go to a page of the French app by its English name in the top bar."""
    label = french(name)
    act(page, page.get_by_test_id("stTopNavLink").filter(has_text=label).click)
    expect(page.locator(".band-steps [aria-current=step]")).to_contain_text(label)


def choose(page: Page, key: str, label: str) -> None:
    """Choose an answer of a select box by typing it."""
    box = page.locator(f".st-key-{key} input").first
    box.click()
    box.fill(label)
    act(page, lambda: box.press("Enter"))
    expect(page.locator(f".st-key-{key} input").first).to_have_value(label)


def slide(page: Page, key: str, steps: int) -> None:
    """Move a slider to the right with the arrow keys."""
    handle = page.locator(f".st-key-{key} input[type=range]").first
    before = handle.input_value()
    handle.focus()
    act(page, lambda: [page.keyboard.press("ArrowRight") for _step in range(steps)])
    assert handle.input_value() != before


def figures(page: Page) -> dict[str, str]:
    """The figures of the band, value by label."""
    labels = page.locator(".band .figure .label").all_inner_texts()
    values = page.locator(".band .figure .value").all_inner_texts()
    return dict(zip(labels, values, strict=True))
