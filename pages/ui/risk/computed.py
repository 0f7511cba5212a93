"""What the views of the Risk page ask, answered once per session and choice; see :mod:`pages.ui.computed`."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from analysis.dataset import Dataset
from analysis.errors import NotComputable
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.alpha_k import AlphaKAnonymity, alpha_k_anonymity
from analysis.models.beta_likeness import (
    BasicBetaLikeness,
    EnhancedBetaLikeness,
    basic_beta_likeness,
    enhanced_beta_likeness,
)
from analysis.models.delta_disclosure import DeltaDisclosurePrivacy, delta_disclosure_privacy
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
from pages.ui.computed import CACHES, attributes_of, table_of
from pages.ui.state import Session


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


CACHES.append(_disclosed)
