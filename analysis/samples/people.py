"""Made-up people: names, e-mail addresses and national identification numbers (NIR).

Any likeness with a person who lives or lived is chance: names are drawn apart from each other and from the rest.
Addresses are on the domains that RFC 2606 reserves for examples, so that no message sent to one reaches anybody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from faker import Faker

RECENT_BIRTH = 1995
"""Year of birth from which most first names are those in fashion since."""

# fmt: off
_RECENT_MEN = [
    "Adam", "Arthur", "Enzo", "Ethan", "Gabriel", "Hugo", "Ibrahim", "Jules", "Kylian", "Léo", "Liam", "Louis", "Lucas",
    "Maël", "Malo", "Mathis", "Mohamed", "Nathan", "Noah", "Nolan", "Raphaël", "Rayan", "Sacha", "Théo", "Timéo", "Tom",
    "Yanis",
]
_RECENT_WOMEN = [
    "Agathe", "Alice", "Ambre", "Anna", "Camille", "Chloé", "Emma", "Inaya", "Inès", "Jade", "Julia", "Juliette", "Léa",
    "Lina", "Lola", "Lou", "Louise", "Maëlys", "Manon", "Mila", "Nina", "Romane", "Rose", "Sarah", "Zoé",
]
# fmt: on

_DRAWN = 1500
"""Names asked of Faker for each pool; it knows some hundreds."""

_DOUBLE = 400
"""Double family names asked of Faker."""


@dataclass(frozen=True, eq=False)
class Names:
    """Names of people, one entry per person, dtype object.

    Attributes:
        first: Given names.
        last: Family names.
        emails: Addresses, each held by one person; that of a child under 15 bears a parent's first name.
    """

    first: np.ndarray
    last: np.ndarray
    emails: np.ndarray


def pick(rng: np.random.Generator, weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Choose once per person, with the chances of the person's row.

    Args:
        rng: Source of chance.
        weights: Chances up to a factor; shape (n_rows, n_choices).
        rows: Row of ``weights`` for each person; shape (n_people,).

    Returns:
        Position of the choice; shape (n_people,).
    """
    n_rows, n_choices = weights.shape
    shares = weights.cumsum(axis=1)
    stacked = (shares / shares[:, -1:] + np.arange(n_rows)[:, None]).ravel()
    choice = np.searchsorted(stacked, rows + rng.random(len(rows)), side="right") - rows * n_choices
    return np.minimum(choice, n_choices - 1)


def names_of(
    rng: np.random.Generator, faker: Faker, is_man: np.ndarray, birth: np.ndarray, is_child: np.ndarray
) -> Names:
    """Name people after their sex and the fashion of the years they were born in.

    Args:
        rng: Source of chance.
        faker: Source of the names, seeded.
        is_man: Sex; shape (n_people,).
        birth: Dates of birth; dtype datetime64[D].
        is_child: Who has a parent's address.
    """
    given, given_chances = _given_names(faker)
    family, family_chances = _family_names(faker)
    is_recent = birth >= np.datetime64(f"{RECENT_BIRTH}-01-01")
    first = pick(rng, given_chances, 2 * is_man + is_recent)
    parent = pick(rng, given_chances, 2 * rng.integers(0, 2, len(first)))
    last = pick(rng, family_chances[None, :], np.zeros(len(first), dtype=int))
    emails = _addresses(rng, faker, _plain(given)[np.where(is_child, parent, first)], _plain(family)[last])
    return Names(given[first], family[last], emails)


def _given_names(faker: Faker) -> tuple[np.ndarray, np.ndarray]:
    """First names and their chances; the rows are women born before and since ``RECENT_BIRTH``, then men."""
    women = _distinct(faker.first_name_female() for _ in range(_DRAWN))
    men = _distinct(faker.first_name_male() for _ in range(_DRAWN))
    pools = (women, _RECENT_WOMEN, men, _RECENT_MEN)
    shares = np.array([[1, 0, 0, 0], [0.25, 0.75, 0, 0], [0, 0, 1, 0], [0, 0, 0.25, 0.75]])
    chances = [_common_first(len(pool)) for pool in pools]
    rows = [np.concatenate([share * chance for share, chance in zip(row, chances, strict=True)]) for row in shares]
    return np.array([name for pool in pools for name in pool], dtype=object), np.array(rows)


def _family_names(faker: Faker) -> tuple[np.ndarray, np.ndarray]:
    """Family names and their chances; double names come last and are rare."""
    simple = _distinct(faker.last_name() for _ in range(_DRAWN))
    double = _distinct(f"{faker.last_name()}-{faker.last_name()}" for _ in range(_DOUBLE))
    chances = np.concatenate([0.95 * _common_first(len(simple)), 0.05 * _common_first(len(double))])
    return np.array(simple + double, dtype=object), chances


def _common_first(n_names: int) -> np.ndarray:
    """Chances that fall from the first name to the last as those of names do; they sum to 1."""
    chances = 1 / (10 + np.arange(n_names))
    return chances / chances.sum()


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _addresses(rng: np.random.Generator, faker: Faker, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    domains = np.array(sorted({faker.safe_domain_name() for _ in range(50)}), dtype=object)
    local = first + "." + last
    holders = pd.Series(local).groupby(local).cumcount().to_numpy() + 1
    number = np.where(holders > 1, holders.astype(str).astype(object), "")
    return local + number + "@" + domains[rng.integers(0, len(domains), len(local))]


def _plain(names: np.ndarray) -> np.ndarray:
    """Names as an address writes them: no accent, no capital, no blank."""
    unaccented = [unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower() for name in names]
    return np.array([name.replace(" ", "").replace("'", "") for name in unaccented], dtype=object)


def nir(rng: np.random.Generator, is_man: np.ndarray, birth: np.ndarray, birthplace: np.ndarray) -> np.ndarray:
    """National identification numbers: sex, year and month of birth, commune of birth, order, key.

    The key is 97 - N mod 97, where N is the number with 2A (southern Corsica) read as 19 and 2B (northern) as 18.

    Args:
        rng: Source of chance.
        is_man: Sex; shape (n_people,).
        birth: Dates of birth; dtype datetime64[D].
        birthplace: INSEE code of the commune of birth; dtype object.

    Returns:
        15 characters per person, dtype object; no two alike while fewer than 1,000 people share the first ten.
    """
    months = birth.astype("datetime64[M]").astype(int)
    born = np.where(is_man, 1, 2) * 10_000 + (1970 + months // 12) % 100 * 100 + months % 12 + 1
    places, place = np.unique(birthplace.astype(str), return_inverse=True)
    order = _order_numbers(rng, born * len(places) + place)
    numeric = np.array([int(code.replace("2A", "19").replace("2B", "18")) for code in places])
    key = 97 - (born * 10**8 + numeric[place] * 1_000 + order) % 97
    return _digits(born, 5) + places.astype(object)[place] + _digits(order, 3) + _digits(key, 2)


def _order_numbers(rng: np.random.Generator, groups: np.ndarray) -> np.ndarray:
    """Numbers from 1 to 999, different within each group of fewer than 1,000 people, in no visible order."""
    group = np.unique(groups, return_inverse=True)[1]
    start = rng.integers(0, 999, group.max() + 1)
    rank = pd.Series(group).groupby(group).cumcount().to_numpy()
    step = 71  # shares no factor with 999, so that all 999 numbers are reached
    return (start[group] + step * rank) % 999 + 1


def _digits(numbers: np.ndarray, width: int) -> np.ndarray:
    """Non-negative whole numbers as texts with leading zeros."""
    distinct, position = np.unique(numbers, return_inverse=True)
    return np.array([f"{number:0{width}d}" for number in distinct], dtype=object)[position]
