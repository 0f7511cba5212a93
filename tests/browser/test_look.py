"""Every page at three widths, in French: nothing sticks out, nothing is cut off, nothing is left in English."""

import re
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page
from window import act, choose, figures, french, go, press, settle, slide

from analysis.speech import catalogue_file
from pages.ui.steps import PAGES

pytestmark = pytest.mark.browser

WIDTHS = {1440: 900, 768: 1024, 390: 844}

STICKS_OUT = """() => {
    const scrolls = element => {
        for (let e = element.parentElement; e && e.dataset.testid !== 'stMain'; e = e.parentElement)
            if (/(auto|scroll|hidden|clip)/.test(getComputedStyle(e).overflowX)) return true;
        return false;
    };
    return [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e);
    }).map(e => (e.className?.baseVal ?? e.className) + ' ' + e.textContent.slice(0, 40));
}"""
CUT_OFF = """() => [...document.querySelectorAll('.band .label, .band .value, .band .name, .band .delta')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && getComputedStyle(e).visibility === 'visible' && e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).overflowX !== 'visible';
}).map(e => e.textContent)"""
SEEN = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), seen = new Set();
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
        if (text && element.checkVisibility() && !/^(STYLE|SCRIPT|NOSCRIPT)$/.test(element.tagName)
            && parseFloat(getComputedStyle(element).fontSize) > 0) seen.add(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
        for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
            if (element.getAttribute(name) && element.checkVisibility()) seen.add(element.getAttribute(name).trim());
    return [...seen];
}"""
"""What is read or heard on the page."""


def english() -> tuple[set[str], list[re.Pattern[str]]]:
    """Texts of the code that are another in French: those without fields, and a pattern for each with some."""
    plain, patterns = set(), []
    with catalogue_file("fr").open("rb") as source:
        messages = [message for message in read_po(source, locale="fr") if message.id]
    spoken = {part for message in messages for text in texts(message.string) for part in parts(text)}
    for message in messages:
        for part in (part for text in texts(message.id) for part in parts(text) if part not in spoken):
            words = re.split(r"\{\w+\}", part)
            if len(words) == 1:
                plain.add(part)
            elif len(re.findall(r"[A-Za-z]{3,}", " ".join(words))) >= 2:
                patterns.append(re.compile(".+?".join(map(re.escape, words))))
    return plain, patterns


def texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def parts(text: str) -> list[str]:
    """What Markdown puts into elements of their own."""
    return [part.strip() for part in re.split(r"\*\*|`|\n", text) if len(part.strip()) > 2]


def left_in_english(page: Page) -> list[str]:
    plain, patterns = ENGLISH
    seen = [text.replace("\N{WORD JOINER}", "") for text in page.evaluate(SEEN)]
    return [text for text in seen if text in plain or any(pattern.fullmatch(text) for pattern in patterns)]


ENGLISH = english()


def faults(page: Page, name: str) -> list[str]:
    """What is wrong with the page that is shown, at each width."""
    found = [f"{name}: in English: {text}" for text in left_in_english(page)]
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        found += [f"{name} at {width}: sticks out: {what}" for what in page.evaluate(STICKS_OUT)[:3]]
        found += [f"{name} at {width}: cut off: {text}" for text in page.evaluate(CUT_OFF)]
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)
    return found


def test_no_page_is_wider_than_the_screen_cut_off_or_in_english(visit: Callable[..., Page]) -> None:
    page = visit()
    settle(page)
    found = faults(page, "empty")
    press(page, "data_sample_make")
    found += faults(page, "Data")
    for name in map(str, list(PAGES.values())[1:]):
        go(page, name)
        if name == "Roles":
            press(page, "roles_accept")
        if name == "Anonymise":
            slide(page, "anonymise_level_1", 2)
            choose(page, "hierarchy_column", "date_naissance")
        found += faults(page, name)
    assert len(figures(page)) == 6
    assert found == []


def test_every_figure_of_the_band_opens_its_explanation(visit: Callable[..., Page]) -> None:
    page = visit(width=390, height=844)
    settle(page)
    page.locator(".st-key-data_sample button").last.click()
    settle(page)
    press(page, "data_sample_make")
    act(page, page.locator(".st-key-frame_next a").click)
    press(page, "roles_accept")
    explained = page.locator(".band button.figure")
    assert explained.count() == 6
    for position in range(6):
        explained.nth(position).click()
        shown = page.locator(f"#explain-{position}")
        assert shown.is_visible()
        box = shown.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert french("What it is") in shown.inner_text()
        page.keyboard.press("Escape")
        assert not shown.is_visible()
