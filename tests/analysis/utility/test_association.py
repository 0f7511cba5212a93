"""Associations before and after, by hand and against scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr
from scipy.stats.contingency import association as scipy_association

from analysis.dataset import dataset_of
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.utility import association as module
from analysis.utility.association import Association, Associations, associations

AGES = Hierarchy.of([[str(age), f"{age // 2 * 2}–{age // 2 * 2 + 1}", "*"] for age in range(20, 26)])
CITIES = Hierarchy.of([["a", "north", "*"], ["b", "north", "*"], ["c", "south", "*"]])


def measured(frame: pd.DataFrame, levels: tuple[int, int] = (0, 0), k: int = 1) -> Associations:
    dataset = dataset_of(frame)
    table = collapse(encode(dataset, {"age": AGES, "city": CITIES}, ["age", "city"]))
    classes = table.classes(levels)
    return associations(
        dataset, table, classes, classes.sizes >= k, [name for name in frame if name not in table.names]
    )


FRAME = pd.DataFrame(
    {
        "age": ["20", "21", "22", "23", "24", "25"],
        "city": list("aabbcc"),
        "cost": ["1", "2", "2", "4", "5", "7"],
        "sex": list("fmfmfm"),
    }
)


def test_each_pair_is_measured_by_what_its_columns_are() -> None:
    found = {each.columns: each.measure for each in measured(FRAME).changes}
    assert found["age", "cost"] is Association.CORRELATION
    assert found["age", "city"] is Association.CORRELATION_RATIO
    assert found["city", "sex"] is Association.CRAMERS_V


def test_the_share_of_the_spread_between_groups() -> None:
    # Means 20.5, 22.5, 24.5 around 22.5: 2 * (4 + 0 + 4) of 17.5.
    assert measured(FRAME).before[0, 1] == pytest.approx(np.sqrt(16 / 17.5))


def test_a_label_of_numbers_stands_for_its_middle() -> None:
    found = measured(FRAME, (1, 0)).after[0, 2]
    assert found == pytest.approx(pearsonr([20.5, 20.5, 22.5, 22.5, 24.5, 24.5], [1, 2, 2, 4, 5, 7])[0])


def test_nothing_is_left_of_the_associations_of_a_column_at_the_root() -> None:
    found = measured(FRAME, (2, 0))
    assert found.after[0].tolist() == [0, 0, 0, 0]
    assert found.changes[0].columns[0] == "age"
    assert found.changes[0].change == -found.changes[0].before


def test_suppressed_records_are_lost_and_counted() -> None:
    frame = FRAME.assign(age=["20", "20", "22", "22", "24", "25"])
    found = measured(frame, k=2)
    assert found.n_suppressed == 2
    assert found.after[0, 2] == pytest.approx(pearsonr([20, 20, 22, 22], [1, 2, 2, 4])[0])


def test_a_column_with_one_value_has_no_association() -> None:
    found = measured(FRAME.assign(sex="f"))
    assert np.isnan(found.before[3]).all()
    assert all("sex" not in each.columns for each in found.changes)


def test_a_record_without_a_number_is_left_out_of_what_is_measured_on_numbers() -> None:
    found = measured(FRAME.assign(cost=["1", "2", "2", "4", "5", None]))
    assert found.before[0, 2] == pytest.approx(pearsonr([20, 21, 22, 23, 24], [1, 2, 2, 4, 5])[0])


def test_no_record_has_no_association() -> None:
    with pytest.raises(NotComputable, match="No record is left"):
        measured(FRAME, k=3)


@pytest.mark.parametrize("dense_up_to", [0, 1 << 20])
@given(
    data=st.lists(st.tuples(st.integers(20, 25), st.sampled_from("abc"), st.integers(0, 3)), min_size=2, max_size=30)
)
def test_figures_are_those_of_scipy(data: list[tuple[int, str, int]], dense_up_to: int) -> None:
    frame = (
        pd.DataFrame(data, columns=["age", "city", "cost"])
        .astype(str)
        .assign(sex=["f", "m"] * (len(data) // 2) + ["f"] * (len(data) % 2))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DENSE_UP_TO", dense_up_to)
        found = measured(frame)
    assert found.before == pytest.approx(found.before.T, nan_ok=True)
    age, cost = frame["age"].astype(float), frame["cost"].astype(float)
    if age.nunique() > 1 and cost.nunique() > 1:
        assert found.before[0, 2] == pytest.approx(pearsonr(age, cost)[0], abs=1e-9)
    if frame["city"].nunique() > 1:
        table = pd.crosstab(frame["city"], frame["sex"]).to_numpy()
        assert found.before[1, 3] == pytest.approx(scipy_association(table, method="cramer"), abs=1e-9)
    assert found.before == pytest.approx(np.where(np.isnan(found.before), np.nan, found.after), nan_ok=True)
