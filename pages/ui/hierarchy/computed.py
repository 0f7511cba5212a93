"""What the editor asks of a hierarchy, answered once per session and way of making it; see :mod:`pages.ui.computed`."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from analysis.dataset import Dataset, natural_order
from analysis.encoding import depth_first_order
from analysis.hierarchies.builders import Builder, Table
from analysis.hierarchies.coverage import Coverage, coverage
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.computed import CACHES, hierarchy_by
from pages.ui.nomenclatures import classifications


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of a hierarchy as the editor lays them out: depth first, siblings in the order of their kind.

    Attributes:
        cells: The values and their labels; shape (n_values, n_levels), dtype object.
        records: Records that hold each value; shape (n_values,).
    """

    cells: np.ndarray
    records: np.ndarray


def coverage_by(now: Session, column: str, builder: Builder) -> Coverage:
    """Whether what a builder makes can be used for a column."""
    return _coverage(now.dataset.fingerprint, column, repr(builder), builder, now.dataset)


def sheet_of(now: Session, column: str, builder: Builder) -> Sheet:
    """The rows of a hierarchy; those of a table also where it does not fit yet.

    Raises:
        HierarchyError: A builder does not fit the column.
    """
    cells = (
        np.array(builder.rows, dtype=object) if isinstance(builder, Table) else hierarchy_by(now, column, builder).table
    )
    return _sheet(now.dataset.fingerprint, column, repr(builder), cells, now.dataset)


def classifications_for(now: Session, column: str) -> tuple[Builder, ...]:
    """The official classifications that the values of a column fit, in the reader's language."""
    return _classifications(now.dataset.fingerprint, column, repr(state.words()), now.dataset)


@st.cache_resource(scope="session", max_entries=64, show_spinner=False)
def _classifications(fingerprint: str, name: str, key: str, _dataset: Dataset) -> tuple[Builder, ...]:
    return classifications(_dataset, _dataset[name])


@st.cache_resource(scope="session", max_entries=256, show_spinner=False)
def _coverage(fingerprint: str, name: str, key: str, _builder: Builder, _dataset: Dataset) -> Coverage:
    return coverage(_builder, _dataset[name])


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _sheet(fingerprint: str, name: str, key: str, _cells: np.ndarray, _dataset: Dataset) -> Sheet:
    column = _dataset[name]
    order = depth_first_order(_cells, natural_order(column, _cells[:, 0]))
    row = pd.Index(column.values).get_indexer(pd.Index(_cells[:, 0]))
    records = np.where(row < 0, 0, np.append(column.counts, 0)[row])
    return Sheet(_cells[order], records[order])


CACHES.extend([_classifications, _coverage, _sheet])
