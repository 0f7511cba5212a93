"""(α, k), β and δ, by hand and by the definitions written out."""

import numpy as np
import pytest
from hypothesis import given
from sensitive_tables import counted, histograms

from analysis.models.alpha_k import alpha_k_anonymity, largest_shares
from analysis.models.beta_likeness import (
    basic_beta_likeness,
    enhanced_beta_likeness,
    enhanced_bounds,
    largest_gains,
)
from analysis.models.delta_disclosure import delta_disclosure_privacy, largest_log_ratios
from analysis.models.sensitive import SensitiveHistogram

# u: 3 of 8 overall and 3 of 4 in class a; v: 4 of 8 and 1 of 4; w: 1 of 8 and none.
UNEVEN = counted("aaaabbbb", "uuuvvvvw")


def test_alpha_is_the_largest_share_of_one_value_in_one_class() -> None:
    found = alpha_k_anonymity(UNEVEN)
    assert (found.alpha, found.k) == (0.75, 4)
    assert (found.worst.n_classes, found.worst.n_records) == (2, 8)


def test_basic_beta_is_the_largest_relative_gain() -> None:
    # u in class a: (3/4 - 3/8) / (3/8) = 1; w in class b: (1/4 - 1/8) / (1/8) = 1
    assert basic_beta_likeness(UNEVEN).beta == pytest.approx(1)


def test_a_value_may_gain_no_more_than_its_logarithm_allows() -> None:
    # u may gain -ln(3/8) = 0.98, and gains 1: no beta is enough for class a. w may gain -ln(1/8) = 2.08.
    found = enhanced_beta_likeness(UNEVEN)
    assert (found.beta, found.n_classes_beyond, found.n_records_beyond) == (pytest.approx(1), 1, 4)
    assert enhanced_bounds(UNEVEN) == pytest.approx([np.inf, 1])


def test_delta_is_the_largest_log_ratio_of_values_that_are_there() -> None:
    # v in class a: ln((1/4) / (1/2)); u and w are twice as frequent as overall somewhere.
    found = delta_disclosure_privacy(UNEVEN)
    assert found.delta == pytest.approx(np.log(2))
    assert found.bits == pytest.approx(1)
    assert found.n_classes_lacking == 2


def test_one_class_gives_nothing_away() -> None:
    whole = counted("aaaa", "uuvw")
    assert basic_beta_likeness(whole).beta == pytest.approx(0)
    assert enhanced_beta_likeness(whole).n_classes_beyond == 0
    assert delta_disclosure_privacy(whole).delta == pytest.approx(0)


def test_a_value_that_everyone_has_gains_nothing() -> None:
    everyone = counted("aab", "uuu")
    assert enhanced_beta_likeness(everyone).beta == 0
    assert enhanced_bounds(everyone).tolist() == [0, 0]


@given(histograms())
def test_figures_are_those_of_the_definitions_written_out(histogram: SensitiveHistogram) -> None:
    overall = histogram.attribute.shares
    for row, alpha, gain, bound, ratio in zip(
        histogram.dense(),
        largest_shares(histogram),
        largest_gains(histogram),
        enhanced_bounds(histogram),
        largest_log_ratios(histogram),
        strict=True,
    ):
        own = row / row.sum()
        gains = (own - overall) / overall
        present = row > 0
        assert alpha == pytest.approx(own.max())
        assert gain == pytest.approx(max(gains.max(), 0), abs=1e-9)
        assert ratio == pytest.approx(np.abs(np.log(own[present] / overall[present])).max(), abs=1e-9)
        beyond = (gains > -np.log(overall) + 1e-9).any()
        assert bound == pytest.approx(np.inf if beyond else max(gains.max(), 0), abs=1e-9)


@given(histograms())
def test_enhanced_beta_is_never_above_the_basic_one(histogram: SensitiveHistogram) -> None:
    assert enhanced_beta_likeness(histogram).beta <= basic_beta_likeness(histogram).beta
