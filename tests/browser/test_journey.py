"""From made-up data to a file on disk, as a person goes that way, in French."""

import io
import re
from collections.abc import Callable

import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from window import choose, figures, french, go, press, settle, slide

pytestmark = pytest.mark.browser

KNOWN = ["sexe", "date_naissance", "code_postal"]
ALSO_SUGGESTED = ["commune", "profession", "date_entree", "date_sortie"]
PEOPLE = 5_000


def whole(written: str) -> int:
    """A whole number as the page writes it."""
    return int(re.sub(r"\D", "", written))


def open_sample(page: Page) -> None:
    settle(page)
    press(page, "data_sample_make")
    expect(page.locator(".footer")).to_contain_text(re.compile(r"5\s000"))


def decide(page: Page) -> None:
    go(page, "Roles")
    press(page, "roles_accept")
    for column in ALSO_SUGGESTED:
        choose(page, f"roles_of_{column}", french("direct identifier"))
    expect(page.locator(".st-key-frame_head")).to_contain_text(", ".join(KNOWN) + ".")


def test_from_the_sample_to_a_file_whose_k_is_what_the_screen_said(visit: Callable[..., Page]) -> None:
    page = visit()
    open_sample(page)
    decide(page)
    go(page, "Risk")
    alone = figures(page)[french("Unique records")]
    expect(page.locator(".st-key-frame_head")).to_contain_text(alone)
    go(page, "Anonymise")
    assert figures(page)[french("k (smallest group)")] == "1"
    expect(page.locator(".st-key-release_download button:enabled")).to_have_count(0)
    slide(page, "anonymise_level_1", 4)
    slide(page, "anonymise_level_2", 3)
    slide(page, "anonymise_limit", 2)
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()
    shown = figures(page)
    with page.expect_download() as saved:
        page.locator(".st-key-release_download button").click()
    release = pd.read_csv(io.BytesIO(saved.value.path().read_bytes()), sep=";", dtype=str, keep_default_na=False)
    sizes = release.groupby(KNOWN).size()
    assert saved.value.suggested_filename == "diffusion.csv"
    assert sizes.min() == whole(shown[french("k (smallest group)")]) >= 5
    assert len(release) == PEOPLE - whole(shown[french("Suppressed records")])
    assert not {"nir", "nom", "prenom", "email", *ALSO_SUGGESTED} & set(release)
    assert f"{100 * len(sizes) / len(release):.1f}".replace(".", ",") in shown[french("Average risk")]
