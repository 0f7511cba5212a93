"""What one reader does is neither seen by another, nor by another host, nor by the log, nor by the disk."""

from collections.abc import Callable

import pytest
from conftest import Server
from playwright.sync_api import Page, expect
from window import act, french, go, press, settle

pytestmark = pytest.mark.browser

PLANTED = "Hildegarde-Quodvultdeus"
"""A name that nobody has, to be looked for where it must not be."""


def people(records: int) -> bytes:
    lines = ["nom;sexe;ville", *(f"{PLANTED};{'FM'[i % 2]};Ville{i % 3}" for i in range(records))]
    return "\n".join([*lines, ""]).encode()


def upload(page: Page, content: bytes, name: str = f"{PLANTED}.csv") -> None:
    settle(page)
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    act(page, lambda: page.locator("input[type=file]").first.set_input_files(file))


def test_two_readers_do_not_see_each_others_data(visit: Callable[..., Page]) -> None:
    one, other = visit(), visit()
    upload(one, people(30))
    expect(one.locator(".footer")).to_contain_text(f"{PLANTED}.csv · 30")
    settle(other)
    expect(other.get_by_role("heading", name=french("Open a file"))).to_be_visible()
    upload(other, b"ville;sexe\n" + b"Lyon;F\n" * 45, "other.csv")
    expect(other.locator(".footer")).to_contain_text("other.csv · 45")
    assert PLANTED not in other.content()
    go(one, "Roles")
    expect(one.locator(".footer")).to_contain_text(f"{PLANTED}.csv · 30")


def test_no_value_reaches_the_log_the_disk_the_address_or_the_browsers_store_and_erasing_leaves_none(
    visit: Callable[..., Page], server: Server
) -> None:
    page = visit()
    upload(page, people(60_000))  # more than a megabyte, which Streamlit alone would write to a temporary file
    expect(page.locator(".footer")).to_contain_text(PLANTED)
    act(page, page.locator(".st-key-data_another summary").click)
    upload(page, people(3) + f"{PLANTED};too;many;fields\n".encode())
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    go(page, "Roles")
    press(page, "roles_accept")
    assert PLANTED not in page.url
    assert PLANTED not in str(page.context.storage_state())
    log = server.log.read_text(encoding="utf-8", errors="replace")
    assert PLANTED not in log
    assert "Traceback" not in log
    assert [path for path in server.scratch.rglob("*") if path.is_file() and path.stat().st_size] == []
    act(page, page.locator(".st-key-frame_erase button").first.click)
    press(page, "frame_erase_now")
    expect(page.get_by_role("link", name=french("Open a dataset"))).to_be_visible()
    assert PLANTED not in page.content()


def test_the_page_says_in_which_language_it_is_written(visit: Callable[..., Page]) -> None:
    page = visit(locale="fr-FR")
    settle(page)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator(".st-key-language button").filter(has_text="EN").click()
    expect(page.get_by_role("heading", name="Open a file")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
