"""What the page of the roles says of identifiers: the treatment, the lists of the law, and what digests hide."""

from __future__ import annotations

import hashlib
import re

import pytest
from screen import french, markup, plain, texts
from sessions import csv, session_on, teaching
from streamlit.testing.v1 import AppTest

from analysis.dataset import Dataset
from analysis.io import read
from pages.ui.choices import Session
from pages.ui.digests import duration

PAGE = "pages/roles.py"
DAYS = [f"{1 + i % 28:02}/0{1 + i % 9}/19{50 + i % 40}" for i in range(60)]


def opened(*lines: str) -> Session:
    return session_on(dataset(*lines))


def dataset(*lines: str) -> Dataset:
    return read(csv(*lines), "people.csv").dataset


def with_digests() -> Session:
    """Dates of birth behind digests without a key, and codes that no list holds."""
    rows = [
        f"{hashlib.sha256(day.encode()).hexdigest()};{hashlib.md5(f'{i}§'.encode(), usedforsecurity=False).hexdigest()}"
        for i, day in enumerate(DAYS)
    ]
    return opened("naissance_hash;code", *rows)


def row_of_list(at: AppTest, key: str) -> list[str]:
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", markup(at))
    (found,) = [row for row in rows if re.match(rf"<bdi>{key}\. ", row)]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.split(r"</th>|</td>", found) if cell]


def test_every_suggestion_says_what_to_do(open_page):
    at = open_page(PAGE, teaching())
    said = texts(at)
    assert "What to do:" in said
    assert "Leave it out of the release." in said
    assert "Make it coarser, until enough people share each value." in said


def test_the_lists_say_what_was_found_and_where(open_page):
    at = open_page(PAGE, teaching())
    assert [header.value for header in at.header] == ["What the law lists"]
    labels = [plain(expander.label) for expander in at.expander]
    assert labels == [
        "HIPAA Safe Harbor: 2 categories found, 2 that cannot be told, of 18",
        "MR-004: 1 category found, 1 that cannot be told, of 7",
    ]
    assert row_of_list(at, "A") == ["A. Names", "✗ found", "prenom"]
    assert row_of_list(at, "F") == ["F. E-mail addresses", "✓ not found", "–"]
    assert row_of_list(at, "P")[1:] == ["? cannot be told", "a table does not show it"]


def test_what_nobody_understands_could_hold_anything(open_page):
    at = open_page(PAGE, opened("zzz;sexe", *(f"{'abcd'[i % 4]}{i % 4};{'HF'[i % 2]}" for i in range(40))))
    assert row_of_list(at, "H")[1:] == ["? cannot be told", "could be in: zzz"]


def test_adversarial_columns_are_in_no_list(open_page):
    rows = [f"{600_000_000 + 7_919 * i};{20_190_101 + i % 28};{1_000.5 + i}" for i in range(60)]
    at = open_page(PAGE, opened("quantite;jour;total", *rows))
    assert "Suggested: direct identifier" not in texts(at)
    assert row_of_list(at, "D")[1] != "✗ found"


def test_digests_without_a_key_are_shown_to_be_reversible_and_no_value_is_shown(open_page):
    at = open_page(PAGE, with_digests())
    button = at.button(key="roles_attack_0")
    assert button.label == "Try to find the values behind it"
    button.click().run()
    (error,) = at.error
    said = plain(error.value)
    assert "100% of the records with a value gave theirs away" in said
    assert "SHA-256" in said
    assert "days of 120 years, written in four ways" in texts(at)
    assert not any(day in texts(at) for day in DAYS)


def test_finding_nothing_is_not_called_a_proof(open_page):
    at = open_page(PAGE, with_digests())
    at.button(key="roles_attack_1").click().run()
    while any(button.key == "roles_attack_stop" for button in at.button):
        at.run()
    assert not at.error
    assert any("This is no proof of a secret key" in info.value for info in at.info)


def test_only_columns_of_digests_can_be_attacked(open_page):
    at = open_page(PAGE, teaching())
    assert not any((button.key or "").startswith("roles_attack") for button in at.button)


def test_lists_and_attack_are_said_in_french(open_page):
    at = open_page(PAGE, with_digests(), reader="fr")
    said = texts(at)
    assert french("What the law lists") in said
    assert "Que faire" in said
    assert at.button(key="roles_attack_0").label == "Chercher les valeurs cachées"
    assert row_of_list(at, "P")[1:] == ["? on ne peut le dire", "un tableau ne le montre pas"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "less than a second"),
        (1.2, "1 second"),
        (75, "75 seconds"),
        (600, "10 minutes"),
        (7_000, "2 hours"),
        (10**6, "12 days"),
    ],
)
def test_a_length_of_time_is_said_in_one_unit(seconds, said):
    assert duration(seconds) == said
