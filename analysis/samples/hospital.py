"""Made-up hospital stays of the year 2025 in France, one person each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from faker import Faker

from analysis.dataset import Column, Dataset
from analysis.errors import DatasetError
from analysis.kinds import Kind
from analysis.samples.diagnoses import DIAGNOSES
from analysis.samples.people import Names, names_of, nir
from analysis.samples.places import PLACES
from analysis.samples.stays import Stays, birthplaces, draw_costs, draw_professions, draw_refusals, draw_stays

FEWEST, MOST = 100, 100_000
"""How many people a sample may have."""

DATE_FORMAT = "%d/%m/%Y"


def hospital_stays(n_records: int, seed: int, progress: Callable[[float], None] | None = None) -> Dataset:
    """Make up one hospital stay for each of some people in France, as an information system would export them.

    Nobody in it exists, and any likeness is chance. The same number and seed give the same dataset; a larger sample
    does not begin with the smaller one. The diagnosis follows from the place; age, sex and length of stay from the
    diagnosis; the cost from both; the profession from age, sex and place. Everyone is born in the département they
    live in. Communes are drawn by their population to the power 0.7, so that the villages of the list stand for the
    many left out.

    Args:
        n_records: People, 100 to 100,000.
        seed: Whole number of 0 or more.
        progress: Called with the share done, 0 to 1.

    Raises:
        DatasetError: The number of people or the seed is out of range.
    """
    _check(n_records, seed)
    report = progress or _nobody_waits
    rng = np.random.default_rng(seed)
    faker = Faker("fr_FR")
    faker.seed_instance(seed)
    stays = draw_stays(rng, n_records)
    report(0.2)
    names = names_of(rng, faker, stays.is_man, stays.birth, stays.age < 15)
    report(0.5)
    identifiers = nir(rng, stays.is_man, stays.birth, birthplaces()[stays.place])
    report(0.7)
    dataset = Dataset("Séjours hospitaliers (fictif)", _columns(rng, stays, names, identifiers))
    report(1.0)
    return dataset


def _nobody_waits(_share: float) -> None:
    """Stand in for ``progress`` where nobody follows it."""


def _check(n_records: int, seed: int) -> None:
    if not FEWEST <= n_records <= MOST:
        raise DatasetError(
            "{records} hospital stays cannot be made up. Ask for {fewest} to {most}.",
            records=n_records,
            fewest=FEWEST,
            most=MOST,
        )
    if seed < 0:
        raise DatasetError("{seed} cannot be a seed. Give a whole number of 0 or more.", seed=seed)


def _columns(rng: np.random.Generator, stays: Stays, names: Names, identifiers: np.ndarray) -> tuple[Column, ...]:
    postal_codes = _texts(place.postal_code for place in PLACES)[stays.place]
    communes = _texts(place.commune for place in PLACES)[stays.place]
    codes = _texts(row.code for row in DIAGNOSES)[stays.diagnosis]
    costs = _texts(f"{cost:.2f}".replace(".", ",") for cost in draw_costs(rng, stays))
    return (
        _column("nir", Kind.CODE, identifiers),
        _column("nom", Kind.TEXT, names.last),
        _column("prenom", Kind.TEXT, names.first),
        _column("email", Kind.TEXT, _with_missing(rng, names.emails, 0.02)),
        _column("sexe", Kind.TEXT, _either(stays.is_man, "M", "F")),
        _dates("date_naissance", stays.birth),
        _column("code_postal", Kind.CODE, postal_codes),
        _column("commune", Kind.TEXT, _with_missing(rng, communes, 0.01)),
        _column("profession", Kind.TEXT, _with_missing(rng, draw_professions(rng, stays), 0.015)),
        _dates("date_entree", stays.admission),
        _dates("date_sortie", stays.admission + stays.nights),
        _column("diagnostic", Kind.CODE, codes),
        _column("duree_sejour", Kind.INTEGER, stays.nights.astype(str).astype(object)),
        replace(_column("cout", Kind.DECIMAL, costs), decimal=","),
        _column("consentement", Kind.TEXT, _either(draw_refusals(rng, stays), "non", "oui")),
    )


def _column(name: str, kind: Kind, texts: np.ndarray) -> Column:
    codes, values = pd.factorize(texts)
    return Column(name, kind, values, codes.astype(np.int32))


def _dates(name: str, days: np.ndarray) -> Column:
    distinct, codes = np.unique(days, return_inverse=True)
    texts = pd.DatetimeIndex(distinct).strftime(DATE_FORMAT).to_numpy(dtype=object)
    return Column(name, Kind.DATE, texts, codes.astype(np.int32), date_format=DATE_FORMAT)


def _texts(texts: Iterable[str]) -> np.ndarray:
    return np.array(list(texts), dtype=object)


def _either(condition: np.ndarray, if_true: str, if_false: str) -> np.ndarray:
    return _texts((if_false, if_true))[condition.astype(int)]


def _with_missing(rng: np.random.Generator, texts: np.ndarray, share: float) -> np.ndarray:
    kept = texts.copy()
    kept[rng.random(len(texts)) < share] = None
    return kept
