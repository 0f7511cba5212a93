"""Small tables for property tests: random columns, nested hierarchies, missing values, labels that no record holds."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from analysis.dataset import Column
from analysis.encoding import EncodedColumn, encode_column
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.kinds import Kind


@st.composite
def hierarchies(draw: st.DrawFn, max_levels: int = 4, max_values: int = 6) -> Hierarchy:
    """A hierarchy that nests, its rows in no particular order, with or without a root."""
    group = np.arange(draw(st.integers(1, max_values)))
    levels = [np.array([f"v{value}" for value in group], dtype=object)]
    for level in range(1, draw(st.integers(1, max_levels))):
        starts = np.array([draw(st.booleans()) for _ in range(group[-1] + 1)])
        starts[0] = True
        group = (np.cumsum(starts) - 1)[group]
        levels.append(np.array([f"{level}.{number}" for number in group], dtype=object))
    table = np.stack(levels, axis=1)
    return Hierarchy.of(table[draw(st.permutations(range(len(table))))])


@st.composite
def encoded_columns(draw: st.DrawFn, name: str, n_records: int, max_levels: int = 4) -> EncodedColumn:
    """A column of random values, some of them missing."""
    hierarchy = draw(hierarchies(max_levels))
    drawn = np.array(draw(st.lists(st.integers(-1, len(hierarchy.values) - 1), min_size=n_records, max_size=n_records)))
    held, codes = np.unique(drawn, return_inverse=True)
    missing = int(held[0] < 0)
    column = Column(name, Kind.TEXT, hierarchy.values[held[missing:]], (codes - missing).astype(np.int32))
    return encode_column(column, hierarchy)


@st.composite
def tables(draw: st.DrawFn, max_columns: int = 4, max_records: int = 40, max_levels: int = 4) -> FrequencyTable:
    """A frequency table of a few records."""
    n_records = draw(st.integers(1, max_records))
    n_columns = draw(st.integers(1, max_columns))
    return collapse([draw(encoded_columns(f"q{place}", n_records, max_levels)) for place in range(n_columns)])


@st.composite
def levels_of(draw: st.DrawFn, table: FrequencyTable) -> tuple[int, ...]:
    """One level for each quasi-identifier of a table."""
    return tuple(draw(st.integers(0, column.top)) for column in table.columns)
