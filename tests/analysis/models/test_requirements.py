"""Requirements: what they let pass, that they are monotone where they say so, and the optima of ARX."""

import itertools
import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_tables import levels_of
from sensitive_tables import counted, merged, tables_with_attribute

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.conditions import (
    AlphaK,
    BasicBetaLike,
    DeltaDisclosure,
    DistinctLDiverse,
    EnhancedBetaLike,
    EntropyLDiverse,
    Logarithm,
    RecursiveCLDiverse,
    TClose,
)
from analysis.models.l_diversity import EntropyEstimator
from analysis.models.requirements import (
    MODELS,
    AverageRisk,
    KAnonymous,
    Requirement,
    ShareAtRisk,
    classes_kept,
    from_dict,
    to_dict,
)
from analysis.models.sensitive import SensitiveAttribute, histogram, sensitive_attribute
from analysis.models.t_closeness import GroundDistance
from analysis.utility.loss import information_loss

ONE_OF_EACH: list[Requirement] = [
    KAnonymous(3),
    AverageRisk(0.4),
    ShareAtRisk(0.4, 0.2),
    DistinctLDiverse("s", 2),
    EntropyLDiverse("s", 1.8),
    EntropyLDiverse("s", 1.8, EntropyEstimator.GRASSBERGER),
    RecursiveCLDiverse("s", 2.0, 2),
    TClose("s", 0.4),
    TClose("s", 0.3, GroundDistance.ORDERED),
    TClose("s", 0.3, GroundDistance.HIERARCHICAL),
    AlphaK("s", 0.6, 2),
    BasicBetaLike("s", 1.0),
    EnhancedBetaLike("s", 1.0),
    DeltaDisclosure("s", 1.0),
    DeltaDisclosure("s", 1.0, Logarithm.NATURAL),
]


def test_classes_below_k_fail() -> None:
    assert KAnonymous(3).passing(np.array([2, 3, 4])).tolist() == [False, True, True]


def test_the_fewest_small_classes_go_until_the_average_risk_is_met() -> None:
    # 5 classes of 13 records; without one of size 1, 4 of 12.
    kept = AverageRisk(1 / 3).passing(np.array([1, 1, 5, 4, 2]))
    assert kept.tolist() == [False, True, True, True, True]
    assert AverageRisk(0.01).passing(np.array([1, 50])).tolist() == [False, False]


def test_the_fewest_small_classes_go_until_few_enough_records_are_at_risk() -> None:
    # Risks above 0.4 are those of sizes 1 and 2: 4 of 8 records; 3 of 7 and 2 of 6 are left as the first two go.
    kept = ShareAtRisk(0.4, 1 / 3).passing(np.array([1, 1, 2, 4]))
    assert kept.tolist() == [False, False, True, True]


def test_conditions_on_the_whole_are_asked_of_what_the_others_leave() -> None:
    by_class = counted("abbbccc", "uuvwuuu")
    requirements = [AverageRisk(1 / 3), DistinctLDiverse("disease", 2)]
    assert classes_kept(requirements, by_class.sizes, {"disease": by_class}).tolist() == [False, True, False]


def test_a_class_exactly_at_the_limit_passes() -> None:
    thirds = counted("aaabbb", "uvwuvw")
    assert EntropyLDiverse("disease", 3).passing(thirds).all()
    # Class a has two thirds u where all records have half: 1/6 of the share moves, a relative gain of a third.
    uneven = counted("aaabbb", "uuvuvv")
    assert TClose("disease", 1 / 6).passing(uneven).all()
    assert BasicBetaLike("disease", 1 / 3).passing(uneven).all()
    assert AlphaK("disease", 2 / 3, 3).passing(uneven).all()


def test_recursive_l_and_delta_exclude_their_limit() -> None:
    uneven = counted("aaabbb", "uuvuvv")
    assert not RecursiveCLDiverse("disease", 2, 2).passing(uneven).any()
    assert RecursiveCLDiverse("disease", 2.1, 2).passing(uneven).all()
    assert not DeltaDisclosure("disease", np.log(1.5), Logarithm.NATURAL).passing(uneven).any()
    assert DeltaDisclosure("disease", np.log2(1.51)).passing(uneven).all()


def test_a_requirement_on_a_column_without_that_role_is_refused() -> None:
    with pytest.raises(NotComputable, match="names zap"):
        classes_kept([TClose("zap", 0.2)], np.array([2]), {})


@pytest.mark.parametrize("requirement", ONE_OF_EACH)
def test_a_requirement_survives_json(requirement: Requirement) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(requirement)))) == requirement


@pytest.mark.parametrize("requirement", ONE_OF_EACH)
def test_a_requirement_says_what_it_asks_and_of_which_column(requirement: Requirement) -> None:
    words = str(requirement.sentence())
    assert words.endswith(".")
    assert "{" not in words
    assert getattr(requirement, "column", "") in words


def test_every_model_is_tested_here() -> None:
    assert {requirement.model for requirement in ONE_OF_EACH} == set(MODELS)


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ({"model": "zap"}, "no privacy model zap"),
        ({"k": 2}, "no privacy model None"),
        ({"model": "k_anonymity"}, "parameters of k_anonymity are k"),
        ({"model": "k_anonymity", "k": 0}, "k is 0: it must be at least 1"),
        ({"model": "t_closeness", "column": "s", "t": 2}, "t is 2: it is a share"),
        (
            {"model": "t_closeness", "column": "s", "t": 0.2, "distance": "far"},
            "parameters of t_closeness are column, t, d",
        ),
        ({"model": "basic_beta_likeness", "column": "s", "beta": 0}, "beta is 0: it must be above 0"),
        ({"model": "k_anonymity", "k": float("nan")}, "k is nan"),
    ],
)
def test_a_requirement_that_makes_no_sense_is_refused_in_words(plain: dict[str, Any], message: str) -> None:
    with pytest.raises(RecodingError, match=message):
        from_dict(plain)


def suppressed(
    requirement: Requirement, table: FrequencyTable, attribute: SensitiveAttribute, levels: tuple[int, ...]
) -> tuple[int, np.ndarray]:
    classes = table.classes(levels)
    kept = classes_kept([requirement], classes.sizes, {"s": histogram(attribute, classes)})
    return int(classes.sizes[~kept].sum()), kept


@pytest.mark.parametrize("requirement", ONE_OF_EACH)
@settings(max_examples=50, deadline=None)
@given(drawn=tables_with_attribute(), data=st.data())
def test_monotone_is_true_of_every_random_table(
    requirement: Requirement, drawn: tuple[FrequencyTable, SensitiveAttribute], data: st.DataObject
) -> None:
    table, attribute = drawn
    low = data.draw(levels_of(table))
    high = tuple(data.draw(st.integers(level, column.top)) for column, level in zip(table.columns, low, strict=True))
    before, kept_before = suppressed(requirement, table, attribute, low)
    after, kept_after = suppressed(requirement, table, attribute, high)
    if requirement.monotone_with_suppression:
        assert after <= before
    if requirement.monotone:
        assert before > 0 or after == 0
    if requirement.monotone_with_suppression and not isinstance(requirement, AverageRisk):
        container = merged(table.classes(low), table, high)
        assert kept_after[container[kept_before]].all()


@pytest.mark.parametrize(
    ("requirement", "classes", "values"),
    [
        # Class a meets each condition and b does not; merged, they fail: more records to suppress than before.
        (EntropyLDiverse("s", 1.8), "aabbbbbbbb", "uvuuuuuuuu"),
        (RecursiveCLDiverse("s", 2.0, 2), "aabbbbbbbb", "uvuuuuuuuu"),
        (AlphaK("s", 0.6, 2), "aabbbbbbbb", "uvuuuuuuuu"),
    ],
)
def test_a_class_that_meets_a_condition_can_fail_once_merged(
    requirement: Requirement, classes: str, values: str
) -> None:
    apart, together = counted(classes, values), counted("a" * len(classes), values)
    assert requirement.passing(apart).tolist() == [True, False]
    assert requirement.passing(together).tolist() == [False]


def test_an_estimated_entropy_can_fail_once_two_passing_classes_are_merged() -> None:
    condition = EntropyLDiverse("disease", 2, EntropyEstimator.GRASSBERGER)
    assert condition.passing(counted("aabb", "uvuv")).tolist() == [True, True]
    assert condition.passing(counted("aaaa", "uvuv")).tolist() == [False]
    assert not condition.monotone


def test_share_at_risk_can_cost_more_records_once_classes_are_merged() -> None:
    condition = ShareAtRisk(0.4, 0.2)
    assert condition.passing(np.array([1, 1, 1, 1, 3])).tolist() == [False] * 4 + [True]
    apart, merged_ones = np.array([1, 1, 1, 1, 4]), np.array([2, 2, 4])
    assert apart[~condition.passing(apart)].sum() == 3
    assert merged_ones[~condition.passing(merged_ones)].sum() == 4


def test_delta_disclosure_can_fail_once_two_passing_classes_are_merged() -> None:
    # v: 0.45 of all records; 0.5 of a and none of b pass, 0.125 of their union does not.
    values = "uv" + "uuuuuu" + "uuu" + "v" * 8
    apart, together = counted("aa" + "b" * 6 + "c" * 11, values), counted("a" * 8 + "c" * 11, values)
    condition = DeltaDisclosure("disease", 1.5)
    assert condition.passing(apart).tolist()[:2] == [True, True]
    assert condition.passing(together).tolist()[0] is False


ASKED = {
    r"distinct-(\d)-diversity": lambda column, l: DistinctLDiverse(column, int(l)),
    r"shannon-entropy-([\d.]+)-": lambda column, l: EntropyLDiverse(column, float(l)),
    r"grassberger-entropy-([\d.]+)-": lambda column, l: EntropyLDiverse(column, float(l), EntropyEstimator.GRASSBERGER),
    r"recursive-\(([\d.]+),(\d)\)": lambda column, c, l: RecursiveCLDiverse(column, float(c), int(l)),
    r"([\d.]+)-closeness with equal": lambda column, t: TClose(column, float(t)),
    r"([\d.]+)-closeness with ordered": lambda column, t: TClose(column, float(t), GroundDistance.ORDERED),
    r"([\d.]+)-closeness with hierarchical": lambda column, t: TClose(column, float(t), GroundDistance.HIERARCHICAL),
    r"([\d.]+)-disclosure": lambda column, delta: DeltaDisclosure(column, float(delta)),
    r"basic-([\d.]+)-likeness": lambda column, beta: BasicBetaLike(column, float(beta)),
    r"enhanced-([\d.]+)-likeness": lambda column, beta: EnhancedBetaLike(column, float(beta)),
}
"""How ARX writes its models."""


def asked_by_arx(case: dict[str, Any]) -> list[Requirement]:
    found: list[Requirement] = [KAnonymous(int(re.search(r"(\d+)-anonymity", case["config"])[1]))]
    for pattern, make in ASKED.items():
        match = re.search(pattern, case["config"])
        if match:
            found.append(make(case["sensitive"], *match.groups()))
    return found


def optimum(
    table: FrequencyTable, attribute: SensitiveAttribute, requirements: list[Requirement], limit: float
) -> tuple[float, tuple[int, ...], int, int]:
    """Loss, levels, records suppressed and classes kept of the best node, by looking at all."""
    best = (np.inf, table.base, 0, 0)
    for levels in itertools.product(*[range(column.n_levels) for column in table.columns]):
        classes = table.classes(levels)
        kept = classes_kept(requirements, classes.sizes, {attribute.name: histogram(attribute, classes)})
        gone = int(classes.sizes[~kept].sum())
        if gone <= int(limit * table.n_records):
            best = min(best, (information_loss(table, classes, kept).loss, levels, gone, int(kept.sum())))
    return best


def test_optima_with_a_sensitive_attribute_are_those_of_arx(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    cases = [case for case in arx["optimum"] if case["sensitive"]]
    assert len(cases) == 39
    prepared: dict[tuple[str, ...], tuple[FrequencyTable, SensitiveAttribute]] = {}
    for case in cases:
        key = (*case["qis"], case["sensitive"])
        if key not in prepared:
            table = collapse(encode(adult, adult_hierarchies, case["qis"]))
            name = case["sensitive"]
            prepared[key] = table, sensitive_attribute(table, adult[name], adult_hierarchies[name])
        requirements, limit = asked_by_arx(case), case["suppression_limit"]
        if limit and any(getattr(own, "estimator", None) is EntropyEstimator.GRASSBERGER for own in requirements):
            # ARX breaks off a sum whose terms for single records are negative, so its verdict on a class depends on
            # the order of its hash table: 492 records fail at its optimum where 427 do.
            continue
        loss, levels, gone, n_classes = optimum(*prepared[key], requirements, limit)
        assert list(levels) == case["optimum"], case["case"]
        assert loss == pytest.approx(float(case["loss_highest"]), abs=1e-9), case["case"]
        if case["num_classes"]:
            # It counts a record with everything generalised as suppressed once suppression is allowed at all.
            assert (gone, n_classes) == (case["suppressed_records"], case["num_classes"]), case["case"]
