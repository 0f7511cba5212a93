"""What the view of small cells asks, answered once per session and choice."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from analysis.recoding.generalise import Recoded
from analysis.risk.cell_rules import CellRules
from analysis.risk.cells import CellTable, all_tables, check_all_cells, check_cells
from analysis.risk.contributions import Contributions, Dimension, contributions
from analysis.roles import Role
from analysis.search.running import Progress, SearchCancelled
from pages.ui.choices import Session
from pages.ui.computed import CACHES
from pages.ui.jobs import Job
from pages.ui.risk.computed import state_key

MOST_LABELS: Final = 50
"""Distinct numbers of a sensitive column from which on they are amounts, and not labels of a table."""


@dataclass(frozen=True)
class Counted:
    """What the cells of a table count.

    Attributes:
        person: The column that says whose a record is; None where every record counts.
        amount: The column whose totals are published; None where only counts are.
    """

    person: str | None
    amount: str | None


def dimensions_of(now: Session) -> tuple[str, ...]:
    """The columns that tables can be made by: quasi-identifiers, then sensitive columns that are not amounts."""
    sensitive = [now.dataset[name] for name in now.roles.of(Role.SENSITIVE)]
    labels = [own.name for own in sensitive if not own.kind.is_number or len(own.values) <= MOST_LABELS]
    return (*now.quasi_identifiers, *labels)


def cells_of(
    now: Session, recoded: Recoded, counted: Counted, columns: tuple[str, ...], rules: CellRules
) -> CellTable:  # fmt: skip
    """The cells of the table of some columns.

    Raises:
        RoleError: A column cannot be used so.
        NotComputable: No record is left.
    """
    given = _contributions_of(now, recoded, counted, columns)
    key = repr((state_key(now, recoded), counted, columns, rules))
    return _cells(now.dataset.fingerprint, key, given, columns, rules)


def all_cells_of(now: Session, recoded: Recoded, counted: Counted, rules: CellRules) -> Job:
    """Every table of up to three columns; it is counted in the background, and gives a tuple of ``CellTable``."""
    key = repr((state_key(now, recoded), counted, rules))
    return _job(now.dataset.fingerprint, key, partial(_check_all, now, recoded, counted, rules))


def restart() -> None:
    """Forget what was stopped, so that it can be asked anew."""
    _job.clear()


def _contributions_of(now: Session, recoded: Recoded, counted: Counted, columns: tuple[str, ...]) -> Contributions:
    key = repr((state_key(now, recoded), counted, columns))
    return _contributions(now.dataset.fingerprint, key, now, recoded, counted, columns)


def _given(now: Session, recoded: Recoded, counted: Counted, columns: tuple[str, ...]) -> Contributions:
    suppressed = recoded.remaining.class_of_tuple[recoded.table.tuple_of_record] < 0
    dimensions = []
    for name in columns:
        if name in recoded.table.names:
            dimensions.append(Dimension.of_classes(name, recoded.table, recoded.remaining))
        else:
            dimensions.append(Dimension.of(now.dataset[name]).without(suppressed))
    person, amount = (None if name is None else now.dataset[name] for name in (counted.person, counted.amount))
    return contributions(dimensions, person, amount)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False)
def _contributions(
    fingerprint: str, key: str, _now: Session, _recoded: Recoded, _counted: Counted, _columns: tuple[str, ...]
) -> Contributions:
    return _given(_now, _recoded, _counted, _columns)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False)
def _cells(
    fingerprint: str, key: str, _own: Contributions, _columns: tuple[str, ...], _rules: CellRules
) -> CellTable:  # fmt: skip
    return check_cells(_own, _columns, _rules)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[tuple[CellTable, ...]]) -> Job:
    return Job(_work)


def _check_all(
    now: Session, recoded: Recoded, counted: Counted, rules: CellRules, progress: Progress, cancel: threading.Event
) -> tuple[CellTable, ...]:
    columns = dimensions_of(now)
    total, found = len(all_tables(columns)), []
    progress(0, total)
    for table in check_all_cells(_given(now, recoded, counted, columns), rules):
        found.append(table)
        progress(len(found), total)
        if cancel.is_set():
            raise SearchCancelled
    return tuple(found)


CACHES.extend([_contributions, _cells, _job])
