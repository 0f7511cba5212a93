"""k^m-anonymity: whoever knows up to m events of a person finds at least k persons who have them.

Source: M. Terrovitis, N. Mamoulis, P. Kalnis, "Privacy-preserving anonymization of set-valued data", PVLDB 1(1), 2008,
definition 1 (doi:10.14778/1453856.1453874). A transaction is a person, an item one of their distinct events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import group
from analysis.risk.histories import Histories

MOST_ITEMSETS = 20_000_000
"""Choices of events, over all persons, up to which they are counted: they take some 40 bytes each."""


@dataclass(frozen=True)
class KmAnonymity:
    """Which sets of so many events too few persons have. Fewer is safer.

    Attributes:
        m: Events in a set.
        k: Persons who must have all of its events.
        n_itemsets: Distinct sets of exactly ``m`` events that somebody has.
        n_violating: Those that fewer than ``k`` persons have.
        smallest: Fewest persons who have the same set of ``m`` events; None where nobody has so many events.
        n_people_exposed: Persons who have a violating set of at most ``m`` events.
        n_people: All persons.
    """

    m: int
    k: int
    n_itemsets: int
    n_violating: int
    smallest: int | None
    n_people_exposed: int
    n_people: int

    @property
    def holds(self) -> bool:
        """Whether the data are k^m-anonymous: nobody is exposed by at most ``m`` events."""
        return self.n_people_exposed == 0


def km_anonymity(own: Histories, k: int, most: int = 3) -> Iterator[KmAnonymity]:
    """Count, for sets of 1, 2, … events, those that fewer than ``k`` persons have.

    Args:
        own: The persons and their events.
        k: Persons who must have every set.
        most: Events in a set, at most.

    Raises:
        NotComputable: The persons have more than ``MOST_ITEMSETS`` sets of a size.
    """
    exposed = np.zeros(own.n_people, dtype=bool)
    for m in range(1, most + 1):
        people, number, counts = _itemsets(own, m)
        is_violating = counts < k
        exposed[people[is_violating[number]]] = True
        smallest = int(counts.min()) if len(counts) else None
        yield KmAnonymity(m, k, len(counts), int(is_violating.sum()), smallest, int(exposed.sum()), own.n_people)


def _itemsets(own: Histories, m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Person and number of every set of ``m`` events that a person has, and the persons who have each number."""
    lengths = np.unique(own.lengths[own.lengths >= m])
    total = sum(comb(int(length), m) * int((own.lengths == length).sum()) for length in lengths)
    if total > MOST_ITEMSETS:
        raise NotComputable(
            "The people have {total} choices of {m} events, more than the {most} that can be counted: generalise the events.",
            total=total,
            m=m,
            most=MOST_ITEMSETS,
        )
    if not total:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    people = np.empty(total, dtype=np.int32)
    items = np.empty((m, total), dtype=np.int32)
    end = 0
    for length in lengths:
        alike = np.flatnonzero(own.lengths == length)
        places = np.array(list(combinations(range(length), m)))
        begin, end = end, end + len(alike) * len(places)
        people[begin:end] = np.repeat(alike, len(places))
        for item in range(m):
            items[item, begin:end] = own.events[own.starts[alike, None] + places[:, item]].ravel()
    number, first = group(list(items), [own.n_events] * m)
    return people, number, np.bincount(number, minlength=len(first))
