"""What a reader sees in the browser, and how a reader moves through the app."""

from __future__ import annotations

from playwright.sync_api import Page, expect

QUIET_MS = 400

SETTLED = """quiet => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!window.__watched) {
        window.__watched = true;
        window.__moved = performance.now();
        new MutationObserver(() => { window.__moved = performance.now(); })
            .observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});
    }
    return app && ['notRunning', 'stopped'].includes(app.dataset.testScriptState)
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]')
        && performance.now() - window.__moved > quiet;
}"""


def settle(page: Page) -> None:
    """Wait until the script has run and nothing moves any more."""
    page.wait_for_function(SETTLED, arg=QUIET_MS, polling=50)
    assert page.get_by_test_id("stException").count() == 0


def press(page: Page, key: str) -> None:
    """Press the button with a key, and wait for what it does."""
    page.locator(f".st-key-{key} button").first.click()
    settle(page)


def go(page: Page, label: str) -> None:
    """Go to a page by its name in the top bar."""
    page.get_by_test_id("stTopNavLink").filter(has_text=label).click()
    expect(page.locator(".band-steps [aria-current=step]")).to_contain_text(label)
    settle(page)


def choose(page: Page, key: str, label: str) -> None:
    """Choose an answer of a select box by typing it."""
    box = page.locator(f".st-key-{key} input").first
    box.click()
    box.fill(label)
    box.press("Enter")
    settle(page)


def slide(page: Page, key: str, steps: int) -> None:
    """Move a slider with the arrow keys."""
    handle = page.locator(f".st-key-{key} input[type=range], .st-key-{key} [role=slider]").first
    handle.focus()
    for _step in range(abs(steps)):
        page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
    settle(page)


def figures(page: Page) -> dict[str, str]:
    """The figures of the band, value by label."""
    labels = page.locator(".band .figure .label").all_inner_texts()
    values = page.locator(".band .figure .value").all_inner_texts()
    return dict(zip(labels, values, strict=True))
