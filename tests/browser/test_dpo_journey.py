"""From "k = 1" to which column, which values and which people's class, as a data protection officer goes, in French."""

import re
from collections.abc import Callable

import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from window import act, choose, figures, french, go, press, settle

from analysis.samples import hospital_stays

pytestmark = pytest.mark.browser

KNOWN = ["sexe", "code_postal", "profession"]
NOT_KNOWN = ["date_naissance", "commune", "date_entree", "date_sortie"]
SENSITIVE = "diagnostic"
CELLS = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.trim()))"


def whole(written: str) -> int:
    """A whole number as the page writes it."""
    return int(re.sub(r"\D", "", written))


def look_at(page: Page, view: str) -> None:
    """Choose a view by its English name."""
    act(page, page.locator(".st-key-risk_view button").filter(has_text=french(view)).click)


def table(page: Page, *heads: str) -> list[list[str]]:
    """The rows of the table whose first heads have these English names."""
    names = [french(head) for head in heads]
    own = next(
        cells
        for cells in page.locator("table.cells").evaluate_all(f"all => all.map({CELLS})")
        if cells[0][: len(names)] == names
    )
    return own[1:]


def people() -> pd.DataFrame:
    """The sample as texts, missing values as the page writes them."""
    stays = hospital_stays(5_000, 1)
    return pd.DataFrame({name: stays[name].texts() for name in [*KNOWN, SENSITIVE]}).fillna(french("missing"))


def uniques(frame: pd.DataFrame, columns: list[str]) -> int:
    """Records that nobody else is like on some columns."""
    return int((frame.groupby(columns).size() == 1).sum())


def test_from_k_to_the_column_the_values_and_the_class(visit: Callable[..., Page]) -> None:
    page, frame = visit(), people()
    settle(page)
    press(page, "data_sample_make")
    go(page, "Roles")
    press(page, "roles_accept")
    for column in NOT_KNOWN:
        choose(page, f"roles_of_{column}", french("direct identifier"))

    go(page, "Risk")
    alone = uniques(frame, KNOWN)
    assert figures(page)[french("k (smallest group)")] == "1"
    said = page.locator(".st-key-frame_head").inner_text()
    assert whole(re.search(r"\(([\d\s]+)\)", said)[1]) == alone

    page.get_by_text(french("The same as a table")).nth(1).click()
    expect(page.locator("table.cells").filter(has_text=french("Unique without it"))).to_be_visible()
    contributed = {row[0]: [whole(row[1]), whole(row[5])] for row in table(page, "Column", "Unique by it alone")}
    assert contributed == {
        column: [uniques(frame, [column]), uniques(frame, [other for other in KNOWN if other != column])]
        for column in KNOWN
    }
    worst = min(contributed, key=lambda column: contributed[column][1])

    look_at(page, "Special uniques")
    singled = table(page, "Reason", "Score")
    for reason, _score, _dis, *labels in singled:
        columns = re.search(r"\{(.*)\}", reason)[1].split(", ")
        same = (frame[columns] == pd.Series(dict(zip(KNOWN, labels, strict=True)))[columns]).all(axis=1)
        assert same.sum() == 1
    assert any(worst in reason for reason, *_others in singled)
    assert sum(whole(row[1]) for row in table(page, "Columns needed", "People")) == alone

    look_at(page, "Sensitive columns")
    expect(page.locator(".st-key-risk_sensitive input").first).to_have_value(SENSITIVE)
    classes = frame.groupby(KNOWN)[SENSITIVE].agg(["size", "nunique", "first"])
    given_away = classes[(classes["size"] > 1) & (classes["nunique"] == 1)]
    learnt = table(page, "What an attacker learns")
    assert learnt
    for told, *labels in learnt:
        own = given_away.loc[tuple(labels)]
        assert re.findall(r"\d+", told)[0] == str(own["size"])
        assert own["first"] in told
    told = page.get_by_test_id("stMain").inner_text()
    assert f"{given_away['size'].sum():,}".replace(",", "\N{NARROW NO-BREAK SPACE}") in told
    assert f"{alone:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") in told
