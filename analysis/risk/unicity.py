"""How few events of a person are enough to tell them from everybody else.

Source: Y.-A. de Montjoye, C. A. Hidalgo, M. Verleysen, V. D. Blondel, "Unique in the crowd: the privacy bounds of human
mobility", Scientific Reports 3:1376, 2013 (doi:10.1038/srep01376): unicity is the share of persons who are the only ones to
have p events drawn at random from their own. Intervals are those of E. B. Wilson, JASA 22(158), 1927, for a share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from scipy.special import ndtri

from analysis.risk.histories import Histories

CONFIDENCE = 0.95
"""Probability that an interval holds the share of all persons."""
EXACT_UP_TO = 200_000
"""Choices of events, over all persons, up to which every one is looked at instead of one drawn for each of some persons."""
CANDIDATES = 1 << 20
"""Persons compared at once, to bound memory."""
UNKNOWN = -1
"""Of how many others have the events of a person drawn: not yet counted."""


@dataclass(frozen=True)
class Share:
    """A share of persons, 0 to 1, with its interval (of no width where it is exact)."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Unicity:
    """What ``events`` known events of a person say. Lower is safer.

    Attributes:
        events: Events that the attacker knows of a person, drawn at random; all of them where a person has fewer.
        unique: Share of persons nobody else has those events of.
        few: Share of persons of whom fewer than ``k`` persons, themselves among them, have those events.
        k: That number.
        is_exact: Whether every choice of events of every person was looked at.
        n_people: Persons whose events were looked at.
        n_with_fewer: Persons of the data who have fewer events than that.
    """

    events: int
    unique: Share
    few: Share
    k: int
    is_exact: bool
    n_people: int
    n_with_fewer: int


@dataclass(frozen=True, eq=False)
class _Drawn:
    """Some persons, and their events in random order.

    Attributes:
        people: The persons; shape (n,).
        events: Their events, one person's after another's.
        starts: Where each person's begin; shape (n,).
    """

    people: np.ndarray
    events: np.ndarray
    starts: np.ndarray


def unicity_curve(own: Histories, k: int = 2, most: int = 10, sampled: int = 5000, seed: int = 0) -> Iterator[Unicity]:
    """Measure unicity for 1, 2, … events known, up to the events that the richest person has.

    Args:
        own: The persons and their events.
        k: Persons who must share the events known; 2 asks for uniqueness alone.
        most: Events known, at most.
        sampled: Persons whose events are drawn where there are too many choices to look at all.
        seed: Of the persons and events drawn. A person's events for p + 1 hold those for p.
    """
    drawn = _draw(own, sampled, np.random.default_rng(seed))
    others = np.full(len(drawn.people), UNKNOWN)
    for events in range(1, min(most, int(own.lengths.max())) + 1):
        is_exact = events == 1 or _choices(own, events) <= EXACT_UP_TO
        if is_exact:
            people, known, weights = _every_choice(own, events)
            found = others_with(own, people, known, k - 1)
        else:
            _look_again(own, drawn, events, k - 1, others)
            found, weights = others, np.full(len(others), 1 / len(others))
        unique, few = (_share(found < limit, weights, is_exact) for limit in (1, k - 1))
        looked_at = own.n_people if is_exact else len(others)
        yield Unicity(events, unique, few, k, is_exact, looked_at, int((own.lengths < events).sum()))


def _look_again(own: Histories, drawn: _Drawn, events: int, limit: int, others: np.ndarray) -> None:
    """Count the others anew for the persons whom one more event may tell from somebody; changes ``others``."""
    lengths = own.lengths[drawn.people]
    again = np.flatnonzero((others != 0) & ((others == UNKNOWN) | (lengths >= events)))
    places = np.arange(events)
    held = places < lengths[again, None]
    known = np.where(held, drawn.events[np.where(held, drawn.starts[again, None] + places, 0)], -1)
    others[again] = others_with(own, drawn.people[again], known, limit)


def others_with(own: Histories, people: np.ndarray, known: np.ndarray, limit: int) -> np.ndarray:
    """Count the other persons who have some events of a person, up to a limit; shape (n,).

    Args:
        own: The persons and their events.
        people: Whose events they are; shape (n,).
        known: The events, -1 where there are fewer than columns; shape (n, most events).
        limit: Where to stop counting, at least 1.
    """
    starts, owners = own.people_by_event
    rarity = np.where(known < 0, own.n_people + 1, own.supports[known])
    known = np.take_along_axis(known, np.argsort(rarity, axis=1, kind="stable"), axis=1)
    rarest, others = known[:, 0], np.zeros(len(people), dtype=np.int64)
    if known.shape[1] == 1:
        return np.minimum(own.supports[rarest] - 1, limit)
    pending, done = np.arange(len(people)), 0
    while len(pending):
        block = max(1, CANDIDATES // len(pending))
        for part in np.array_split(pending, -(-len(pending) // CANDIDATES)):
            left = np.minimum(own.supports[rarest[part]] - done, block)
            query = np.repeat(part, left)
            within = np.arange(len(query)) - np.repeat(np.cumsum(left) - left, left)
            candidate = owners[starts[rarest[query]] + done + within]
            query, candidate = _holding(own, query, candidate, people, known)
            others += np.bincount(query, minlength=len(others))
        done += block
        pending = pending[(others[pending] < limit) & (own.supports[rarest[pending]] > done)]
    return np.minimum(others, limit)


def _holding(
    own: Histories, query: np.ndarray, candidate: np.ndarray, people: np.ndarray, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The candidates, other than the person, who have all events of their query beside the first."""
    kept = candidate != people[query]
    query, candidate = query[kept], candidate[kept]
    for place in range(1, known.shape[1]):
        event = known[query, place]
        wanted = candidate * own.n_events + event
        found = np.minimum(np.searchsorted(own.keys, wanted), len(own.keys) - 1)
        kept = (event < 0) | (own.keys[found] == wanted)
        query, candidate = query[kept], candidate[kept]
    return query, candidate


def _choices(own: Histories, events: int) -> int:
    """Ways to choose so many events of a person, over all persons."""
    counts = np.bincount(own.lengths)
    return sum(comb(length, min(events, length)) * int(counts[length]) for length in np.flatnonzero(counts))


def _every_choice(own: Histories, events: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every choice of so many events of every person, and its probability times that of the person."""
    people, known, weights = [], [], []
    for length in np.unique(own.lengths):
        alike = np.flatnonzero(own.lengths == length)
        places = np.array(list(combinations(range(length), min(events, length))))
        chosen = own.events[own.starts[alike, None, None] + places].reshape(-1, places.shape[1])
        people.append(np.repeat(alike, len(places)))
        known.append(np.pad(chosen, [(0, 0), (0, events - places.shape[1])], constant_values=-1))
        weights.append(np.full(len(chosen), 1 / len(places) / own.n_people))
    return np.concatenate(people), np.concatenate(known), np.concatenate(weights)


def _draw(own: Histories, sampled: int, rng: np.random.Generator) -> _Drawn:
    people = np.sort(rng.permutation(own.n_people)[:sampled])
    lengths = own.lengths[people]
    starts = np.cumsum(lengths) - lengths
    place = np.repeat(own.starts[people] - starts, lengths) + np.arange(lengths.sum())
    order = np.lexsort([rng.random(len(place)), np.repeat(np.arange(len(people)), lengths)])
    return _Drawn(people, own.events[place[order]], starts)


def _share(chosen: np.ndarray, weights: np.ndarray, is_exact: bool) -> Share:
    share = min(float(weights[chosen].sum()), 1.0)
    if is_exact:
        return Share(share, share, share)
    n, z = len(weights), float(ndtri((1 + CONFIDENCE) / 2))
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return Share(share, float(max(middle - half, 0.0)), float(min(middle + half, 1.0)))
