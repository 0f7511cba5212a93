"""Sensitive values spread over classes, for tests: given by hand or drawn at random."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from random_tables import hierarchies, levels_of, tables

from analysis.dataset import Column
from analysis.encoding import encode_column
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.kinds import Kind
from analysis.models.sensitive import SensitiveAttribute, SensitiveHistogram, histogram, sensitive_attribute


def column(name: str, texts: Sequence[str | None], kind: Kind = Kind.TEXT) -> Column:
    codes, values = pd.factorize(pd.Series(list(texts), dtype=object))
    return Column(name, kind, np.asarray(values, dtype=object), codes.astype(np.int32))


def grouped(classes: Sequence[str]) -> FrequencyTable:
    """Records whose only quasi-identifier names their class."""
    own = column("class", classes)
    return collapse([encode_column(own, Hierarchy(own.values[:, np.newaxis]))])


def counted(
    classes: Sequence[str],
    values: Sequence[str | None],
    hierarchy: Hierarchy | None = None,
    kind: Kind = Kind.TEXT,
) -> SensitiveHistogram:
    """One class and one sensitive value per record; classes are in alphabetical order."""
    table = grouped(classes)
    return histogram(sensitive_attribute(table, column("disease", values, kind), hierarchy), table.classes())


@st.composite
def histograms(draw: st.DrawFn, max_records: int = 30) -> SensitiveHistogram:
    """A few classes of a few sensitive values, some missing, with a hierarchy."""
    table, attribute = draw(tables_with_attribute(max_records))
    return histogram(attribute, table.classes(draw(levels_of(table))))


@st.composite
def tables_with_attribute(draw: st.DrawFn, max_records: int = 30) -> tuple[FrequencyTable, SensitiveAttribute]:
    """A frequency table and a sensitive attribute of its records."""
    table = draw(tables(max_columns=3, max_records=max_records, max_levels=3))
    hierarchy = draw(hierarchies())
    drawn = draw(
        st.lists(
            st.integers(-1, len(hierarchy.values) - 1),
            min_size=len(table.tuple_of_record),
            max_size=len(table.tuple_of_record),
        )
    )
    texts = [None if code < 0 else hierarchy.values[code] for code in drawn]
    return table, sensitive_attribute(table, column("s", texts), hierarchy)


def merged(classes: EquivalenceClasses, table: FrequencyTable, higher: tuple[int, ...]) -> np.ndarray:
    """For each class, the class that contains it at higher levels."""
    above = table.classes(higher).class_of_tuple
    container = np.empty(len(classes.sizes), dtype=np.int64)
    container[classes.class_of_tuple] = above
    return container
