"""t-closeness, by hand, by the paper's salaries, and by moving earth in a linear programme."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog
from sensitive_tables import counted, histograms

from analysis.errors import NotComputable
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.kinds import Kind
from analysis.models.sensitive import SensitiveHistogram
from analysis.models.t_closeness import GroundDistance, class_distances, t_closeness

DISEASES = Hierarchy.of(
    [
        ["flu", "infection", "respiratory", "*"],
        ["bronchitis", "infection", "respiratory", "*"],
        ["pneumonia", "infection", "respiratory", "*"],
        ["embolism", "vascular", "respiratory", "*"],
        ["gastritis", "stomach", "digestive", "*"],
        ["ulcer", "stomach", "digestive", "*"],
    ]
)


def earth_moved(have: np.ndarray, want: np.ndarray, distance: np.ndarray) -> float:
    """The least work that turns one distribution into another: definition 1 of the paper's section 5."""
    n = len(have)
    rows = np.kron(np.eye(n), np.ones(n))
    columns = np.kron(np.ones(n), np.eye(n))
    found = linprog(distance.ravel(), A_eq=np.vstack([rows, columns]), b_eq=np.concatenate([have, want]))
    return float(found.fun)


def test_the_salaries_of_the_paper() -> None:
    # Li et al. 2007, table 3: 3K to 11K in three classes. Section 5.1 works out the first two.
    salaries = counted(list("111222333"), ["3", "4", "5", "6", "11", "8", "7", "9", "10"], kind=Kind.INTEGER)
    distances = class_distances(salaries, GroundDistance.ORDERED)
    assert distances[:2] == pytest.approx([0.375, 1 / 6])
    found = t_closeness(salaries, GroundDistance.ORDERED)
    assert (found.t, found.worst.class_index, found.worst.class_size) == (pytest.approx(0.375), 0, 3)


def test_the_recoded_salaries_of_the_paper_are_a_sixth_close() -> None:
    # Table 5 of the paper.
    salaries = counted(list("111222333"), ["3", "5", "9", "6", "11", "8", "4", "7", "10"], kind=Kind.INTEGER)
    assert t_closeness(salaries, GroundDistance.ORDERED).t == pytest.approx(1 / 6)


def test_equal_distance_is_half_the_sum_of_the_differences() -> None:
    # Half u and half v overall; the first class has u only.
    assert class_distances(counted("aabb", "uuvv"), GroundDistance.EQUAL) == pytest.approx([0.5, 0.5])


def test_a_value_costs_more_to_reach_the_further_up_the_hierarchy_they_meet() -> None:
    near = counted("ab", ["flu", "bronchitis"], DISEASES)
    further = counted("ab", ["flu", "embolism"], DISEASES)
    furthest = counted("ab", ["flu", "ulcer"], DISEASES)
    found = [t_closeness(each, GroundDistance.HIERARCHICAL).t for each in (near, further, furthest)]
    # Half the records move, over 1, 2 and 3 of 3 levels.
    assert found == pytest.approx([1 / 6, 2 / 6, 3 / 6])


def test_the_hierarchical_distance_needs_a_hierarchy() -> None:
    with pytest.raises(NotComputable, match="needs a hierarchy of disease"):
        t_closeness(counted("ab", "uv"), GroundDistance.HIERARCHICAL)


def test_a_single_value_is_at_distance_0() -> None:
    single = counted("ab", ["flu", "flu"], DISEASES)
    assert [t_closeness(single, distance).t for distance in GroundDistance] == [0, 0, 0]


@given(histograms())
def test_t_is_a_share_and_the_whole_table_is_at_distance_0(histogram: SensitiveHistogram) -> None:
    for distance in GroundDistance:
        found = class_distances(histogram, distance)
        assert ((found >= 0) & (found <= 1)).all()
        if histogram.n_classes == 1:
            assert found == pytest.approx([0], abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(histograms(max_records=12))
def test_distances_are_the_least_work_that_moves_a_class_to_all_records(histogram: SensitiveHistogram) -> None:
    n = histogram.attribute.n_values
    place = np.arange(n)
    ancestors = np.stack(histogram.attribute.ancestors)
    distances = {
        GroundDistance.EQUAL: 1.0 - np.eye(n),
        GroundDistance.ORDERED: np.abs(place[:, None] - place) / max(1, n - 1),
        # Labels nest, so the levels at which two values differ are those below the one where they meet.
        GroundDistance.HIERARCHICAL: (ancestors[:, :, None] != ancestors[:, None, :]).mean(axis=0),
    }
    shares = histogram.dense() / histogram.sizes[:, None]
    for kind, ground in distances.items():
        expected = [earth_moved(own, histogram.attribute.shares, ground) for own in shares]
        assert class_distances(histogram, kind) == pytest.approx(expected, abs=1e-8)
