"""The editor of hierarchies, by keyboard and with a file from outside."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect
from window import act, choose, french, go, press, settle

pytestmark = pytest.mark.browser


def open_editor(page: Page, column: str) -> None:
    settle(page)
    press(page, "data_sample_make")
    go(page, "Roles")
    press(page, "roles_accept")
    go(page, "Anonymise")
    choose(page, "hierarchy_column", column)


def test_a_label_is_typed_over_by_keyboard_and_the_change_is_used(visit: Callable[..., Page]) -> None:
    page = visit()
    open_editor(page, "profession")
    choose(page, "hierarchy_way", french("by hand, or from a file"))
    sheet = page.locator("[data-testid=stDataFrame] .dvn-scroller")
    box = sheet.bounding_box()
    assert box is not None
    sheet.click(position={"x": box["width"] * 0.45, "y": 55})
    page.wait_for_timeout(500)  # a cell opens when nothing is being typed into another
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.keyboard.press("Control+A")
    page.keyboard.type("métiers", delay=40)
    act(page, lambda: page.keyboard.press("Enter"))
    act(page, page.locator(".st-key-hierarchy_view button").last.click)
    expect(page.locator("table").filter(has_text="métiers")).to_be_visible()
    press(page, "hierarchy_use")
    expect(page.locator("table").filter(has_text=french("made by hand"))).to_be_visible()


def test_a_file_that_lacks_values_is_completed_and_used(visit: Callable[..., Page]) -> None:
    page = visit()
    open_editor(page, "sexe")
    file = FilePayload(name="sexe.csv", mimeType="text/csv", buffer=b"F;personne;*\n")
    act(page, lambda: page.locator("[class*=st-key-hierarchy_file] input[type=file]").set_input_files(file))
    expect(page.locator(".st-key-hierarchy_use button")).to_be_disabled()
    press(page, "hierarchy_complete")
    press(page, "hierarchy_use")
    expect(page.locator("table").filter(has_text="sexe.csv")).to_be_visible()
