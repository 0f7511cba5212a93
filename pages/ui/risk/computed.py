"""What the views of the Risk page ask, answered once per session and choice; see :mod:`pages.ui.computed`."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import streamlit as st

from analysis.dataset import Dataset
from analysis.encoding import encode_column
from analysis.errors import NotComputable, RoleError
from analysis.frequency import collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.missing import Reading, anonymity
from analysis.models.alpha_k import AlphaKAnonymity, alpha_k_anonymity
from analysis.models.beta_likeness import (
    BasicBetaLikeness,
    EnhancedBetaLikeness,
    basic_beta_likeness,
    enhanced_beta_likeness,
)
from analysis.models.delta_disclosure import DeltaDisclosurePrivacy, delta_disclosure_privacy
from analysis.models.k_anonymity import KAnonymity
from analysis.models.k_map import PopulationMatch, match_population
from analysis.models.l_diversity import (
    DistinctLDiversity,
    EntropyLDiversity,
    RecursiveCLDiversity,
    distinct_l_diversity,
    entropy_l_diversity,
    recursive_cl_diversity,
)
from analysis.models.sensitive import SensitiveHistogram, histogram, sensitive_attribute
from analysis.models.t_closeness import GroundDistance, TCloseness, t_closeness
from analysis.recoding.generalise import Recoded
from analysis.risk.attackers import Register, register_estimated, register_of_dataset, register_of_population
from analysis.risk.correctness import Correctness, correctness
from analysis.risk.population.decision import PopulationUniqueness, population_uniqueness
from analysis.risk.survey import SurveyRisk, survey_risk
from analysis.roles import Role
from pages.ui.choices import Session
from pages.ui.computed import CACHES, attributes_of, table_of


@dataclass(frozen=True, eq=False)
class Disclosed:
    """What the classes give away of one sensitive column, by every model.

    Attributes:
        counted: Its values over the classes.
        recursive: For l = 2; None where a class holds a single value.
        t_ordered: None where the values have no order.
    """

    counted: SensitiveHistogram
    distinct: DistinctLDiversity
    entropy: EntropyLDiversity
    recursive: RecursiveCLDiversity | None
    t_equal: TCloseness
    t_ordered: TCloseness | None
    t_hierarchical: TCloseness
    alpha: AlphaKAnonymity
    basic_beta: BasicBetaLikeness
    enhanced_beta: EnhancedBetaLikeness
    delta: DeltaDisclosurePrivacy


def state_key(now: Session, recoded: Recoded) -> str:
    """What tells one state of the data from another, beside their fingerprint."""
    return repr((now.plan, recoded.recoding, recoded.table is table_of(now)))


def disclosed_of(now: Session, recoded: Recoded, column: str) -> Disclosed:
    """What the classes that a recoding leaves give away of a column.

    Raises:
        NotComputable: No record is left.
    """
    return _disclosed(now.dataset.fingerprint, state_key(now, recoded), column, now, recoded)


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _disclosed(fingerprint: str, key: str, column: str, _now: Session, _recoded: Recoded) -> Disclosed:
    if _recoded.table is table_of(_now):
        attribute = attributes_of(_now, (column,))[column]
    else:
        attribute = sensitive_attribute(_recoded.table, _now.dataset[column], _hierarchy(_now.dataset, column))
    counted = histogram(attribute, _recoded.remaining)
    recursive = t_ordered = None
    with suppress(NotComputable):
        recursive = recursive_cl_diversity(counted, 2)
    if _now.dataset[column].kind.has_order:
        t_ordered = t_closeness(counted, GroundDistance.ORDERED)
    return Disclosed(
        counted,
        distinct_l_diversity(counted),
        entropy_l_diversity(counted),
        recursive,
        t_closeness(counted, GroundDistance.EQUAL),
        t_ordered,
        t_closeness(counted, GroundDistance.HIERARCHICAL),
        alpha_k_anonymity(counted),
        basic_beta_likeness(counted),
        enhanced_beta_likeness(counted),
        delta_disclosure_privacy(counted),
    )


def _hierarchy(dataset: Dataset, column: str) -> Hierarchy:
    return suggest(dataset[column]).build(dataset[column])


def match_of(now: Session, recoded: Recoded, people: Dataset | None) -> PopulationMatch | None:
    """The people of a register who are like each class; None where there is no register.

    Raises:
        RoleError: The register lacks a quasi-identifier, or the recoding is local.
        HierarchyError: A hierarchy lacks a value of the register.
    """
    if people is None:
        return None
    if recoded.table is not table_of(now):
        raise RoleError("A local recoding cannot be applied to a register: look at the original data.")
    return _match(now.dataset.fingerprint, state_key(now, recoded), people.fingerprint, now, recoded, people)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _match(
    fingerprint: str, key: str, register: str, _now: Session, _recoded: Recoded, _people: Dataset
) -> PopulationMatch:
    lacking = [name for name in _recoded.table.names if name not in _people]
    if lacking:
        raise RoleError(
            "The register has no column {columns}: name its columns as in the data.", columns=", ".join(lacking)
        )
    builders = dict(_now.plan.builders)
    population = collapse(
        [encode_column(_people[name], builders[name].build(_people[name])) for name in _recoded.table.names]
    )
    return match_population(_recoded.table, _recoded.remaining, population)


def register_of(now: Session, recoded: Recoded, size: int | None, match: PopulationMatch | None) -> Register:
    """What an attacker compares the records with: the population table, else an estimate, else the data.

    Args:
        size: People in the population; None if it is not known.
        match: The classes matched with a population table; None if there is none.

    Raises:
        NotComputable: No record is left, or there are more records than people.
    """
    if match is not None:
        return register_of_population(recoded.remaining, match)
    if size is None:
        return register_of_dataset(recoded.remaining)
    return _estimated(now.dataset.fingerprint, state_key(now, recoded), size, recoded)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _estimated(fingerprint: str, key: str, size: int, _recoded: Recoded) -> Register:
    return register_estimated(_recoded.remaining, size)


def uniqueness_of(now: Session, recoded: Recoded, size: int) -> PopulationUniqueness:
    """Estimates of the share of records that are unique in a population of some size.

    Raises:
        NotComputable: No record is left, or there are more records than people.
    """
    return _uniqueness(now.dataset.fingerprint, state_key(now, recoded), size, recoded)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _uniqueness(fingerprint: str, key: str, size: int, _recoded: Recoded) -> PopulationUniqueness:
    return population_uniqueness(_recoded.remaining.sizes, size)


def correctness_of(now: Session, recoded: Recoded, size: int) -> Correctness:
    """How surely records are unique in a population of some size, by a model of it.

    Raises:
        NotComputable: There are too few records, or more records than people.
    """
    return _correctness(now.dataset.fingerprint, state_key(now, recoded), size, recoded)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _correctness(fingerprint: str, key: str, size: int, _recoded: Recoded) -> Correctness:
    return correctness(_recoded.remaining, size)


def survey_of(now: Session, recoded: Recoded, reading: Reading) -> SurveyRisk:
    """The risk by sampling weight and household, by a reading of missing values.

    Raises:
        RoleError: The column of weights holds something else.
        NotComputable: No record is left.
    """
    key = repr((state_key(now, recoded), now.roles.of(Role.WEIGHT), now.roles.of(Role.HOUSEHOLD), reading))
    return _survey(now.dataset.fingerprint, key, reading, now, recoded)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _survey(fingerprint: str, key: str, _reading: Reading, _now: Session, _recoded: Recoded) -> SurveyRisk:
    return survey_risk(_now.dataset, _now.roles, _recoded.table, _recoded.remaining, _reading)


def anonymity_of(now: Session, recoded: Recoded, reading: Reading) -> KAnonymity:
    """Find k by a reading of missing values.

    Raises:
        NotComputable: No record is left.
    """
    return _anonymity(now.dataset.fingerprint, repr((state_key(now, recoded), reading)), reading, recoded)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _anonymity(fingerprint: str, key: str, _reading: Reading, _recoded: Recoded) -> KAnonymity:
    return anonymity(_recoded.table, _recoded.remaining, _reading)


def labels_of(recoded: Recoded, rows: np.ndarray) -> list[tuple[str | None, ...]]:
    """The labels of some classes in each quasi-identifier; None where missing.

    Args:
        rows: Positions among the classes that remain.
    """
    classes = recoded.remaining
    labels = [column.labels[level] for column, level in zip(recoded.table.columns, classes.levels, strict=True)]
    codes = classes.codes_of(rows)
    return list(zip(*(own[code] for own, code in zip(labels, codes, strict=True)), strict=True))


CACHES.extend([_disclosed, _match, _estimated, _uniqueness, _correctness, _survey, _anonymity])
