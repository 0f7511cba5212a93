"""A hierarchy by hand and one by inhabitants, as a person makes them in French: what the screen says, counted by pandas."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from playwright.sync_api import FilePayload, Page
from window import act, choose, figures, french, go, press, settle, slide

from analysis.dataset import Dataset, dataset_of
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.io import Format, export
from analysis.samples import hospital_stays

pytestmark = pytest.mark.browser

KNOWN = ["code_postal", "profession"]
AGENTS, TOGETHER = "agent", "agents"


def people() -> Dataset:
    """2,000 stays of the hospital that is made up, of which others may know two columns."""
    stays = hospital_stays(2000, 1)
    return dataset_of(pd.DataFrame({name: stays[name].texts() for name in (*KNOWN, "duree_sejour")}))


def said(page: Page) -> tuple[str, float]:
    """k and the percentage of unique records, by the band."""
    shown = figures(page)
    unique = shown[french("Unique records")].removesuffix("\N{NO-BREAK SPACE}%").replace(",", ".")
    return shown[french("k (smallest group)")], float(unique)


def counted(frame: pd.DataFrame) -> tuple[str, float]:
    """The same by pandas, to the decimal that the band shows."""
    sizes = frame.groupby(KNOWN, dropna=False).size()
    return str(sizes.min()), pytest.approx(100 * (sizes == 1).sum() / len(frame), abs=0.0501)


def open_people(page: Page, dataset: Dataset) -> None:
    settle(page)
    file = FilePayload(name="sejours.csv", mimeType="text/csv", buffer=export(dataset, Format.CSV).content)
    act(page, lambda: page.locator("input[type=file]").first.set_input_files(file))
    go(page, "Roles")
    for column in KNOWN:
        choose(page, f"roles_of_{column}", french("quasi-identifier"))
    choose(page, "roles_of_duree_sejour", french("not sensitive"))
    go(page, "Anonymise")


def group_the_agents(page: Page) -> None:
    choose(page, "hierarchy_column", "profession")
    for way in (
        "suppress only",
        "by hand, or from a file",
    ):  # by hand one goes on from what there is: here from nothing
        choose(page, "hierarchy_way", french(way))
    for key, text in (("hierarchy_find", AGENTS), ("hierarchy_label", TOGETHER)):
        box = page.locator(f".st-key-{key} input")
        box.fill(text)
        act(page, lambda box=box: box.press("Enter"))
    press(page, "hierarchy_group_found")
    press(page, "hierarchy_use")


def merge_places(page: Page) -> None:
    choose(page, "hierarchy_column", "code_postal")
    choose(page, "hierarchy_way", french("an official classification"))
    least = page.locator(".st-key-hierarchy_parameter_least input")
    least.fill("20000")
    act(page, lambda: least.press("Enter"))
    press(page, "hierarchy_use")


def test_k_follows_a_hierarchy_by_hand_and_one_by_inhabitants_and_both_are_undone(visit: Callable[..., Page]) -> None:
    dataset = people()
    frame = pd.DataFrame({name: dataset[name].texts() for name in KNOWN})
    page = visit()
    open_people(page, dataset)
    assert said(page) == counted(frame)

    group_the_agents(page)
    slide(page, "anonymise_level_1", 1)
    agents = frame["profession"].str.contains(AGENTS, case=False, na=False).astype(bool)
    assert agents.sum() > 10
    by_hand = frame.assign(profession=frame["profession"].where(~agents, TOGETHER))
    assert said(page) == counted(by_hand)

    merge_places(page)
    slide(page, "anonymise_level_0", 1)
    rows = FrenchPlaces(least=20_000, other="Autre", rest="reste").build(dataset["code_postal"]).table
    merged = by_hand.assign(code_postal=by_hand["code_postal"].map(dict(rows[:, :2])))
    assert said(page) == counted(merged)
    assert said(page) not in (counted(frame), counted(by_hand))

    slide(page, "anonymise_level_1", 1)  # no profession is told: smaller groups are suppressed within the limit
    sizes = merged.groupby("code_postal").size()
    assert figures(page)[french("k (smallest group)")] == str(sizes[sizes >= 5].min()) != "1"

    press(page, "anonymise_undo")
    assert said(page) == counted(merged)
    press(page, "anonymise_undo")
    assert said(page) == counted(by_hand)
