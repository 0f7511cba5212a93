"""A recipe made on screen is carried out by the library, which gives the very bytes that the browser was given."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from window import act, choose, french, go, press, settle, slide

from analysis.io import CsvStyle, Format, export
from analysis.recipe.recipe import from_json
from analysis.recipe.running import run
from analysis.report.judging import verdict_of
from analysis.samples import Sample, make

pytestmark = pytest.mark.browser

ALSO_SUGGESTED = ["commune", "profession", "date_entree", "date_sortie"]
PEOPLE, DRAW = 5_000, 1


def downloaded(page: Page, key: str) -> bytes:
    with page.expect_download() as saved:
        page.locator(f".st-key-{key} button").click()
    return saved.value.path().read_bytes()


def test_the_recipe_of_the_browser_makes_the_release_of_the_browser_byte_for_byte(visit: Callable[..., Page]) -> None:
    page = visit()
    settle(page)
    press(page, "data_sample_make")
    go(page, "Roles")
    press(page, "roles_accept")
    for column in ALSO_SUGGESTED:
        choose(page, f"roles_of_{column}", french("direct identifier"))
    go(page, "Anonymise")
    slide(page, "anonymise_level_1", 4)
    slide(page, "anonymise_level_2", 3)
    slide(page, "anonymise_limit", 2)
    released = downloaded(page, "release_download")
    go(page, "Report")
    expect(page.locator(".st-key-report_download_recipe")).to_be_visible()
    press(page, "report_add")
    act(page, page.get_by_text(french("I declare that nothing was released of these people before.")).click)
    recipe = from_json(downloaded(page, "report_download_recipe"))
    outcome = run(recipe, make(Sample.PATIENTS, PEOPLE, DRAW))
    assert outcome.differences == ()
    assert export(outcome.release.dataset, Format.CSV, CsvStyle(";")).content == released
    assert hashlib.sha256(released).hexdigest() in page.locator("[data-testid=stMain]").inner_text()
    assert recipe.none_earlier
    assert french(verdict_of(outcome).opinion.sentence.template) in page.locator("[data-testid=stMain]").inner_text()
    assert downloaded(page, "report_download_pdf")[:5] == b"%PDF-"
    report = page.frame_locator("iframe").frame_locator("iframe")
    expect(report.locator("h1")).to_contain_text(french("Report on a release of personal data"))
