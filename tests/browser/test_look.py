"""Every page at three widths, in French: nothing sticks out, nothing is cut off, nothing is left in English."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from window import act, figures, french, go, press, settle, slide

from pages.ui.language import catalogue_file
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
            if (element.getAttribute(name)?.trim() && element.checkVisibility()) seen.add(element.getAttribute(name).trim());
    return [...seen];
}"""
"""What is read or heard on the page."""
