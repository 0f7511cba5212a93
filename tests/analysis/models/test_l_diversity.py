"""l-diversity, by hand, by the paper's tables and by the definitions written out."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitive_tables import counted, histograms

from analysis.errors import NotComputable
from analysis.models.l_diversity import (
    EntropyEstimator,
    class_entropies,
    distinct_l_diversity,
    entropy_l_diversity,
    recursive_bounds,
    recursive_cl_diversity,
)
from analysis.models.sensitive import SensitiveHistogram

# The inpatient records of Machanavajjhala et al. 2007, figure 1, in their order.
CONDITIONS = [
    "heart",
    "heart",
    "viral",
    "viral",
    "cancer",
    "heart",
    "viral",
    "viral",
    "cancer",
    "cancer",
    "cancer",
    "cancer",
]
FIGURE_2 = counted(["1"] * 4 + ["2"] * 4 + ["3"] * 4, CONDITIONS)
FIGURE_3 = counted(list("133122221133"), CONDITIONS)


def test_the_4_anonymous_table_of_the_paper_has_a_class_in_which_everyone_has_cancer() -> None:
    found = distinct_l_diversity(FIGURE_2)
    assert found.l == 1
    assert (found.worst.class_index, found.worst.class_size, found.worst.n_classes, found.worst.n_records) == (
        2,
        4,
        1,
        4,
    )


def test_the_3_diverse_table_of_the_paper_is_3_diverse() -> None:
    found = distinct_l_diversity(FIGURE_3)
    assert found.l == 3
    assert (found.worst.n_classes, found.worst.n_records) == (3, 12)


def test_the_3_diverse_table_of_the_paper_has_an_entropy_of_one_and_a_half_bits() -> None:
    # A half, a quarter, a quarter in each class.
    assert entropy_l_diversity(FIGURE_3).l == pytest.approx(2**1.5)


def test_the_3_diverse_table_of_the_paper_is_recursively_diverse_above_c_2_for_l_3() -> None:
    # 2 of 4 are the most frequent; without the two most frequent values, 1 is left.
    assert recursive_cl_diversity(FIGURE_3, 3).c == 2
    assert recursive_cl_diversity(FIGURE_3, 2).c == 1


def test_as_many_equally_frequent_values_have_that_entropy() -> None:
    assert entropy_l_diversity(counted("aaaaaa", "uvwuvw")).l == pytest.approx(3)


def test_the_bound_on_c_is_the_most_frequent_over_what_is_left_without_the_first_ones() -> None:
    # 5, 3, 2, 1 records: 5 / (2 + 1)
    assert recursive_bounds(counted("a" * 11, "u" * 5 + "v" * 3 + "w" * 2 + "x"), 3) == pytest.approx([5 / 3])


def test_no_c_is_enough_where_a_class_has_too_few_values() -> None:
    with pytest.raises(NotComputable, match="1 classes hold fewer than 2 distinct values of disease"):
        recursive_cl_diversity(counted("aab", "uvv"), 2)


def test_no_record_has_no_l() -> None:
    empty = counted("a", "u")
    none = SensitiveHistogram(empty.attribute, empty.sizes[:0], empty.starts[:0], empty.values[:0], empty.counts[:0])
    for measure in (distinct_l_diversity, entropy_l_diversity):
        with pytest.raises(NotComputable, match="No record is left"):
            measure(none)


def grassberger(n: int) -> float:
    """Grassberger 2003 by its recurrence: G(1), then 2 / (2m - 1) more at each even number 2m."""
    value = -np.euler_gamma - math.log(2)
    for even in range(2, n + 1, 2):
        value += 2 / (even - 1)
    return float(value)


@pytest.mark.parametrize(("classes", "values"), [("aaaa", "uuvw"), ("aaaaaaa", "uuuvvvw"), ("a" * 9, "u" * 9)])
def test_the_grassberger_estimate_is_that_of_the_paper(classes: str, values: str) -> None:
    counts = Counter(values).values()
    expected = grassberger(len(values)) - sum(count * grassberger(count) for count in counts) / len(values)
    assert class_entropies(counted(classes, values), EntropyEstimator.GRASSBERGER) == pytest.approx([expected])


def test_a_class_with_one_value_has_no_entropy_by_either_estimate() -> None:
    single = counted("aaaaa", "uuuuu")
    assert [entropy_l_diversity(single, estimator).l for estimator in EntropyEstimator] == pytest.approx([1, 1])


def test_both_estimates_agree_on_a_large_class() -> None:
    large = counted("a" * 6000, "uvw" * 2000)
    by_grassberger = entropy_l_diversity(large, EntropyEstimator.GRASSBERGER).l
    assert by_grassberger == pytest.approx(entropy_l_diversity(large).l, rel=1e-3)


@given(histograms())
def test_entropy_l_is_at_most_distinct_l(histogram: SensitiveHistogram) -> None:
    assert (np.exp(class_entropies(histogram, EntropyEstimator.SHANNON)) <= histogram.distinct + 1e-9).all()
    assert entropy_l_diversity(histogram).l >= 1 - 1e-9


@given(histograms(), st.integers(1, 5))
def test_figures_are_those_of_the_definitions_written_out(histogram: SensitiveHistogram, l: int) -> None:
    for row, entropy, bound in zip(
        histogram.dense().tolist(),
        class_entropies(histogram, EntropyEstimator.SHANNON),
        recursive_bounds(histogram, l),
        strict=True,
    ):
        present = sorted((count for count in row if count), reverse=True)
        shares = [count / sum(present) for count in present]
        assert entropy == pytest.approx(-sum(share * math.log(share) for share in shares), abs=1e-9)
        rest = sum(present[l - 1 :])
        assert bound == pytest.approx(present[0] / rest if rest else math.inf)
