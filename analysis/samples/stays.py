"""Who is in hospital where, for what and for how long: the dependencies of the made-up stays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.samples.diagnoses import DELICATE, DIAGNOSES, PLACE_EFFECTS
from analysis.samples.people import pick
from analysis.samples.places import PLACES
from analysis.samples.professions import PROFESSIONS, RETIRED, STUDENT, WITHOUT_ACTIVITY

SMALL_COMMUNE = 5_000
"""Inhabitants below which a commune counts as rural."""

TOWN = 20_000
"""Inhabitants from which a commune has a maternity ward."""

FIRST_DAY, LAST_DAY = np.datetime64("2025-01-01"), np.datetime64("2025-12-31")
"""Between them lie every admission and every discharge."""

EUROS_A_NIGHT = 480
MOST_NIGHTS = 180


@dataclass(frozen=True, eq=False)
class Stays:
    """Who is in hospital for what, one entry per person.

    Attributes:
        place: Position in ``PLACES``.
        diagnosis: Position in ``DIAGNOSES``.
        is_man: Sex.
        birth: Date of birth; dtype datetime64[D].
        admission: First day; dtype datetime64[D].
        nights: Nights in hospital.
    """

    place: np.ndarray
    diagnosis: np.ndarray
    is_man: np.ndarray
    birth: np.ndarray
    admission: np.ndarray
    nights: np.ndarray

    @property
    def age(self) -> np.ndarray:
        """Age at admission in years, not rounded."""
        return (self.admission - self.birth).astype(int) / 365.25


def draw_stays(rng: np.random.Generator, n_records: int) -> Stays:
    """Draw the place of each person, then the diagnosis there, then sex, age and nights from the diagnosis."""
    population = np.array([place.population for place in PLACES]) ** 0.7
    place = rng.choice(len(PLACES), n_records, p=population / population.sum())
    diagnosis = pick(rng, _diagnosis_weights(), place)
    is_man = rng.random(n_records) < np.array([row.men for row in DIAGNOSES])[diagnosis]
    age = _ages(rng, diagnosis)
    nights = _nights(rng, diagnosis, age)
    admission = FIRST_DAY + rng.integers(0, (LAST_DAY - FIRST_DAY).astype(int) - nights, endpoint=True)
    birth = admission - np.ceil(age * 365.25).astype(int)
    return Stays(place, diagnosis, is_man, birth, admission, nights)


def _diagnosis_weights() -> np.ndarray:
    """How frequent each diagnosis is in each place, up to a factor; shape (n_places, n_diagnoses).

    Diseases of the old are 1.6 times as frequent in small communes, where people are older.
    """
    regions = np.array([place.region for place in PLACES])
    is_small = np.array([place.population < SMALL_COMMUNE for place in PLACES])
    codes = np.array([row.code for row in DIAGNOSES])
    is_of_the_old = np.array([row.ages[1] > 65 for row in DIAGNOSES])
    weights = np.array([row.frequency for row in DIAGNOSES]) * np.where(is_small[:, None] & is_of_the_old, 1.6, 1)
    for code, factors in PLACE_EFFECTS.items():
        for region, factor in factors.items():
            weights[np.ix_(regions == region, codes == code)] *= factor
    return weights


def _ages(rng: np.random.Generator, diagnosis: np.ndarray) -> np.ndarray:
    """Ages in years between the youngest and the oldest of the diagnosis (PERT: a beta distribution on that range)."""
    youngest, typical, oldest = np.array([row.ages for row in DIAGNOSES]).T
    span = oldest - youngest
    peak = (typical - youngest) / np.maximum(span, 1e-9)
    share = rng.beta((1 + 4 * peak)[diagnosis], (5 - 4 * peak)[diagnosis])
    return youngest[diagnosis] + span[diagnosis] * share


def _nights(rng: np.random.Generator, diagnosis: np.ndarray, age: np.ndarray) -> np.ndarray:
    """Nights in hospital: the mean of the diagnosis, 1.5 % more for each year of age from 60."""
    mean = np.array([row.nights for row in DIAGNOSES])[diagnosis] * (1 + 0.015 * np.maximum(age - 60, 0))
    return np.minimum(np.rint(mean * rng.gamma(4, 1 / 4, len(mean))), MOST_NIGHTS).astype(int)


def birthplaces() -> np.ndarray:
    """INSEE code of the commune where people of each place are born: theirs, or the largest of the département."""
    largest = {place.departement: place.insee for place in sorted(PLACES, key=lambda place: place.population)}
    return np.array(
        [place.insee if place.population >= TOWN else largest[place.departement] for place in PLACES], dtype=object
    )


def draw_professions(rng: np.random.Generator, stays: Stays) -> np.ndarray:
    """Profession of each person: children have none, the young study, the old are retired; dtype object."""
    is_small = np.array([place.population < SMALL_COMMUNE for place in PLACES])[stays.place]
    by_sex = np.array([[row.women for row in PROFESSIONS], [row.men for row in PROFESSIONS]])
    in_small = by_sex * np.array([row.rural for row in PROFESSIONS])
    titles = np.array([row.title for row in PROFESSIONS], dtype=object)
    working = titles[pick(rng, np.vstack([by_sex, in_small]), 2 * is_small + stays.is_man)]
    draw, age = rng.random(len(working)), stays.age
    studies = draw < np.interp(age, [16, 18, 19, 26], [0.98, 0.8, 0.6, 0])
    is_retired = draw < np.interp(age, [57, 61, 64, 67, 75], [0, 0.1, 0.85, 0.97, 1])
    return np.select([age < 16, studies, is_retired], [WITHOUT_ACTIVITY, STUDENT, RETIRED], working)


def draw_costs(rng: np.random.Generator, stays: Stays) -> np.ndarray:
    """Cost of each stay in euros, from its diagnosis and nights."""
    base = np.array([row.base_cost for row in DIAGNOSES])[stays.diagnosis]
    return (base + EUROS_A_NIGHT * stays.nights) * rng.lognormal(0, 0.15, len(base))


def draw_refusals(rng: np.random.Generator, stays: Stays) -> np.ndarray:
    """Who refuses that the data be used again: 3.5 %, and 10 % of the patients of a ``DELICATE`` diagnosis."""
    is_delicate = np.array([row.code.startswith(DELICATE) for row in DIAGNOSES])[stays.diagnosis]
    return rng.random(len(is_delicate)) < np.where(is_delicate, 0.1, 0.035)
