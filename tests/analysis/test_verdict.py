"""The verdict: what makes each criterion stand or fall, and that nothing unmeasured is ever satisfied."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import assess
from analysis.dataset import dataset_of
from analysis.errors import RecodingError
from analysis.roles import Role, Roles
from analysis.verdict import (
    LIMITS,
    Audience,
    Criterion,
    Demand,
    Links,
    Opinion,
    Recipient,
    Standing,
    judge,
)

PUBLIC = Recipient(Audience.PUBLIC)
KNOWN = Links(none_earlier=True)


def released(sizes=(12, 11), values=("a", "b", "c")):
    """Classes of some sizes whose sensitive values go round."""
    town = np.repeat([f"v{i}" for i in range(len(sizes))], sizes)
    illness = [values[i % len(values)] for i in range(len(town))]
    dataset = dataset_of(pd.DataFrame({"town": town, "illness": illness}))
    roles = Roles.undecided(dataset.names).assign({"town": Role.QUASI_IDENTIFIER, "illness": Role.SENSITIVE})
    return assess(dataset, roles)


def standing(verdict):
    return {found.criterion: found.standing for found in verdict.findings}


def test_all_three_satisfied_leave_no_obstacle():
    verdict = judge(released(), Demand(11, 3, 0.3), [PUBLIC], KNOWN)
    assert set(standing(verdict).values()) == {Standing.SATISFIED}
    assert verdict.opinion is Opinion.NO_OBSTACLE


def test_k_is_compared_as_a_whole_number():
    assert judge(released((11, 20)), Demand(11, 3), [PUBLIC], KNOWN).recipients[0].within
    verdict = judge(released((10, 20)), Demand(11, 3), [PUBLIC], KNOWN)
    assert standing(verdict)[Criterion.SINGLING_OUT] is Standing.NOT_SATISFIED
    assert verdict.opinion is Opinion.DO_NOT_RELEASE


def test_a_partner_bears_the_average_risk_times_the_probability_of_an_attempt():
    partner = Recipient(Audience.PARTNER, "CHU", 0.5, "contract")
    (found,) = judge(released((2, 8)), Demand(10, 1), [partner], KNOWN).recipients
    assert (found.given_attempt, found.risk) == (pytest.approx(0.2), pytest.approx(0.1))
    assert found.within
    assert not judge(released((2, 8)), Demand(11, 1), [partner], KNOWN).recipients[0].within


def test_where_data_are_public_an_attempt_is_certain():
    with pytest.raises(RecodingError, match="an attempt is certain"):
        Recipient(Audience.PUBLIC, attempt=0.5)


def test_the_worst_recipient_decides():
    partner = Recipient(Audience.PARTNER, "CHU", 0.1)
    assert judge(released((2, 30)), Demand(5, 1), [partner], KNOWN).opinion is not Opinion.DO_NOT_RELEASE
    assert judge(released((2, 30)), Demand(5, 1), [partner, PUBLIC], KNOWN).opinion is Opinion.DO_NOT_RELEASE


def test_what_nobody_measured_is_not_assessed_and_asks_for_more():
    verdict = judge(released(), Demand(11), [PUBLIC], Links())
    assert standing(verdict) == {
        Criterion.SINGLING_OUT: Standing.SATISFIED,
        Criterion.LINKABILITY: Standing.NOT_ASSESSED,
        Criterion.INFERENCE: Standing.NOT_ASSESSED,
    }
    assert verdict.opinion is Opinion.DEEPER_ANALYSIS


def test_without_a_sensitive_column_inference_is_not_assessed():
    bare = replace(released(), sensitive=())
    assert standing(judge(bare, Demand(11, 2), [PUBLIC], KNOWN))[Criterion.INFERENCE] is Standing.NOT_ASSESSED


def test_a_class_in_which_everybody_has_the_same_value_fails_even_without_a_threshold():
    verdict = judge(released(values=("a",)), Demand(11), [PUBLIC], KNOWN)
    assert standing(verdict)[Criterion.INFERENCE] is Standing.NOT_SATISFIED
    assert verdict.opinion is Opinion.DEEPER_ANALYSIS


def test_a_threshold_of_l_or_t_that_is_missed_fails():
    assert standing(judge(released(), Demand(11, 4), [PUBLIC], KNOWN))[Criterion.INFERENCE] is Standing.NOT_SATISFIED
    exact = judge(released(), Demand(11, None, 0.0), [PUBLIC], KNOWN)
    assert standing(exact)[Criterion.INFERENCE] is Standing.NOT_SATISFIED


@pytest.mark.parametrize("links", [Links(pseudonyms=("code",)), Links(codes=("code",))])
def test_a_persistent_code_keeps_the_data_personal(links):
    verdict = judge(released(), Demand(11, 2), [PUBLIC], replace(links, none_earlier=True))
    assert verdict.pseudonymised == ("code",)
    assert standing(verdict)[Criterion.LINKABILITY] is Standing.NOT_SATISFIED
    assert verdict.opinion is Opinion.DO_NOT_RELEASE
    partner = Recipient(Audience.SECURE_ENVIRONMENT, "CASD", 0.1)
    assert judge(released(), Demand(11, 2), [partner], links).opinion is Opinion.DEEPER_ANALYSIS


def test_people_found_by_crossing_an_earlier_release_fail_linkability():
    assert standing(judge(released(), Demand(11, 2), [PUBLIC], Links(earlier_compared=1)))[Criterion.LINKABILITY] is (
        Standing.SATISFIED
    )
    crossed = judge(released(), Demand(11, 2), [PUBLIC], Links(earlier_compared=1, linked=3))
    assert standing(crossed)[Criterion.LINKABILITY] is Standing.NOT_SATISFIED


def test_an_obstacle_forbids_whatever_the_figures():
    (obstacle,) = LIMITS[:1]
    assert judge(released(), Demand(2, 2), [PUBLIC], KNOWN, [obstacle]).opinion is Opinion.DO_NOT_RELEASE


def test_without_a_recipient_there_is_no_verdict():
    with pytest.raises(RecodingError, match="to whom the release goes"):
        judge(released(), Demand(2), [], KNOWN)


def test_no_wording_calls_data_anonymous():
    assert not any("anonymous" in str(own.sentence).lower() for own in Opinion)
    assert len(LIMITS) == 8
