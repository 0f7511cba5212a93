"""Cells suppressed after a global recoding: classes, loss and the released records, on random tables and on Adult."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_tables import levels_of, tables

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.k_anonymity import k_anonymity
from analysis.recoding.cell_suppression import generalise_and_suppress, suppress_cells
from analysis.recoding.generalise import GlobalRecoding, generalise, recode, unsuppressed
from analysis.recoding.local_suppression import NEVER, Reading
from analysis.release import obstacles, release_with_cells_suppressed
from analysis.roles import Role, Roles


@given(tables(max_columns=3), st.integers(2, 5), st.data())
@settings(max_examples=60)
def test_every_class_has_k_and_no_label_is_changed_but_those_suppressed(
    table: FrequencyTable, k: int, data: st.DataObject
) -> None:
    levels = data.draw(levels_of(table))
    recoded = recode(table, GlobalRecoding(tuple(zip(table.names, levels, strict=True)), k))
    if table.n_records < k:
        with pytest.raises(NotComputable):
            suppress_cells(recoded)
        return
    result = suppress_cells(recoded)
    assert k_anonymity(result.classes).k >= k
    assert result.classes.n_records == table.n_records
    for place, (old, new) in enumerate(zip(table.columns, result.table.columns, strict=True)):
        labels = old.labels[levels[place]][old.lookup[levels[place]][old.codes]]
        gone = result.cells.cells[:, place]
        assert (new.labels[0][new.codes][~gone] == labels[~gone]).all()
        assert not new.labels[0][new.codes][gone].astype(bool).any()
    bare = unsuppressed(recoded).loss
    assert result.loss.loss >= bare.loss - 1e-12
    assert result.cells.n_cells or result.loss == bare
    assert result.loss.n_suppressed == 0


@pytest.fixture(scope="module")
def adult_at(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> tuple[FrequencyTable, GlobalRecoding]:
    table = collapse(encode(adult, adult_hierarchies, adult.names))
    levels = {"sex": 0, "age": 3, "race": 1, "marital-status": 1, "education": 2, "native-country": 2}
    chosen = tuple((name, levels.get(name, 1)) for name in adult.names)
    return table, GlobalRecoding(chosen, 5, 0.0)


def test_cells_cost_less_detail_than_whole_records(adult_at: tuple[FrequencyTable, GlobalRecoding]) -> None:
    recoded = recode(*adult_at)
    result = suppress_cells(recoded)
    assert k_anonymity(result.classes).k >= 5
    assert result.cells.n_cells < recoded.n_suppressed * len(recoded.table.columns) / 4
    assert result.loss.loss < recoded.loss.loss


def test_an_important_column_keeps_its_labels(adult_at: tuple[FrequencyTable, GlobalRecoding]) -> None:
    names = adult_at[0].names
    result = suppress_cells(recode(*adult_at), tuple(NEVER if name == "sex" else 0.0 for name in names))
    assert dict(result.cells.by_column)["sex"] == 0
    assert k_anonymity(result.classes).k >= 5


def test_the_release_holds_what_is_left_of_the_labels_of_every_record(
    adult: Dataset, adult_at: tuple[FrequencyTable, GlobalRecoding]
) -> None:
    recoded = recode(*adult_at)
    roles = Roles(tuple((name, Role.QUASI_IDENTIFIER) for name in adult.names))
    result = suppress_cells(recoded)
    released = release_with_cells_suppressed(adult, roles, result)
    assert released.n_suppressed == 0
    assert released.passed_over == ()
    assert obstacles(roles, recoded), "k = 5 was not met before"
    generalised = generalise(adult, recoded.table, dict(recoded.recoding.levels))
    frame = pd.DataFrame({column.name: column.texts() for column in released.dataset})
    before = pd.DataFrame({column.name: column.texts() for column in generalised})
    assert ((frame == before) | result.cells.cells).all(axis=None)
    assert frame.isna().to_numpy().sum() == result.cells.n_cells
    assert frame.groupby(list(frame.columns), dropna=False).size().min() >= 5
    assert frame.equals(
        pd.DataFrame({column.name: column.texts() for column in generalise_and_suppress(adult, result)})
    )


def test_gaps_that_match_any_value_leave_smaller_classes_which_the_release_says() -> None:
    dataset = dataset_of(pd.DataFrame({"city": list("aaab"), "sex": list("FFFF")}))
    hierarchies = {name: Hierarchy.of([[text] for text in np.unique(dataset[name].values)]) for name in dataset.names}
    table = collapse(encode(dataset, hierarchies, dataset.names))
    recoded = recode(table, GlobalRecoding((("city", 0), ("sex", 0)), 2, 1.0))
    result = suppress_cells(recoded, reading=Reading.MATCHES_ANY)
    assert result.cells.n_cells == 1
    assert sorted(result.classes.sizes) == [1, 3]
    roles = Roles(tuple((name, Role.QUASI_IDENTIFIER) for name in dataset.names))
    (said,) = release_with_cells_suppressed(dataset, roles, result).passed_over
    assert str(said).endswith("of its own: 1.")
