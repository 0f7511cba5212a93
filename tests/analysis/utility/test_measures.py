"""Measures of what a recoding costs: by hand, as properties, and the figures of ARX."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import levels_of, tables
from sensitive_tables import column

from analysis.dataset import Dataset
from analysis.encoding import encode, encode_column
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.conditions import TClose
from analysis.models.requirements import KAnonymous, classes_kept
from analysis.models.sensitive import histogram, sensitive_attribute
from analysis.models.t_closeness import GroundDistance
from analysis.utility.ambiguity import ambiguity
from analysis.utility.class_size import average_class_size
from analysis.utility.discernibility import discernibility
from analysis.utility.entropy import non_uniform_entropy
from analysis.utility.precision import precision_loss

CITIES = Hierarchy.of([["a", "north", "*"], ["b", "north", "*"], ["c", "south", "*"], ["d", "south", "*"]])
SEXES = Hierarchy.of([["f", "*"], ["m", "*"]])
TABLE = collapse([encode_column(column("city", "aaabcc"), CITIES), encode_column(column("sex", "ffmmfm"), SEXES)])
"""Six people; at levels (1, 0) north f 2, north m 2, south f 1, south m 1."""
NORTH = TABLE.classes((1, 0))
LARGE = NORTH.sizes >= 2


def test_discernibility_charges_a_suppressed_record_with_all_records() -> None:
    found = discernibility(NORTH, LARGE)
    assert (found.penalty, found.without_suppression) == (2 * 2 + 2 * 2 + 2 * 6, 4 + 4 + 1 + 1)


def test_suppressed_records_are_one_class_more() -> None:
    assert average_class_size(NORTH, LARGE).mean == 6 / 3
    assert average_class_size(NORTH, NORTH.sizes >= 1).mean == 6 / 4


def test_entropy_is_what_it_takes_to_tell_the_original_values() -> None:
    # City in the north: three a, one b; in the south two c. Then south is told from nothing: all suppressed are south.
    north = -(3 * np.log2(3 / 4) + np.log2(1 / 4))
    found = non_uniform_entropy(TABLE, NORTH, LARGE)
    assert dict(found.columns) == {"city": pytest.approx(north), "sex": pytest.approx(2)}
    assert found.bits == pytest.approx(north + 2)
    assert found.without_suppression == pytest.approx(north)


def test_precision_is_the_share_of_the_height() -> None:
    found = precision_loss(TABLE, NORTH, LARGE)
    # City: 4 of 6 at 1 of 2 levels, 2 of 6 at the top. Sex: 4 of 6 exact.
    assert dict(found.columns) == {"city": pytest.approx(4 / 6 / 2 + 2 / 6), "sex": pytest.approx(2 / 6)}
    assert (found.loss, found.height) == (pytest.approx(0.5), 1)
    assert found.without_suppression == 0.25


def test_ambiguity_counts_the_combinations_of_the_whole_hierarchy() -> None:
    # Two cities for each of 4 records; 4 x 2 combinations for each of 2 suppressed ones.
    found = ambiguity(TABLE, NORTH, LARGE)
    assert (found.combinations, found.without_suppression) == (4 * 2 + 2 * 8, 6 * 2)


def test_no_record_has_no_average_class_size() -> None:
    nothing = EquivalenceClasses((0,), np.array([], dtype=np.int64), (np.array([], dtype=np.uint32),), np.array([-1]))
    with pytest.raises(NotComputable, match="no class has a size"):
        average_class_size(nothing, np.array([], dtype=bool))


def costs(table: FrequencyTable, levels: tuple[int, ...], k: int) -> list[tuple[float, float]]:
    """Each measure with suppression and without."""
    classes = table.classes(levels)
    kept = classes.sizes >= k
    entropy, precision = non_uniform_entropy(table, classes, kept), precision_loss(table, classes, kept)
    told, combinations = discernibility(classes, kept), ambiguity(table, classes, kept)
    return [
        (entropy.bits, entropy.without_suppression),
        (precision.loss, precision.without_suppression),
        (told.penalty, told.without_suppression),
        (combinations.combinations, combinations.without_suppression),
    ]


@given(tables(), st.integers(1, 4), st.data())
def test_suppression_only_adds_and_generalising_never_costs_less_without_it(
    table: FrequencyTable, k: int, data: st.DataObject
) -> None:
    low = data.draw(levels_of(table))
    high = tuple(data.draw(st.integers(level, own.top)) for own, level in zip(table.columns, low, strict=True))
    for (with_it, without), (_, without_higher) in zip(costs(table, low, k), costs(table, high, k), strict=True):
        assert with_it >= without - 1e-9
        assert without_higher >= without - 1e-9


@given(tables())
def test_nothing_done_costs_nothing(table: FrequencyTable) -> None:
    (bits, _), (precision, _), (told, _), _ = costs(table, table.base, 1)
    assert (bits, precision) == (0, 0)
    assert told == (table.classes().sizes ** 2).sum()


MEASURES = {
    "createAECSMetric": lambda table, classes, kept, _: average_class_size(classes, kept).mean,
    "createHeightMetric": lambda table, classes, kept, _: precision_loss(table, classes, kept).height,
    "createDiscernabilityMetric": lambda table, classes, kept, monotone: (
        discernibility(classes, kept).without_suppression if monotone else discernibility(classes, kept).penalty
    ),
    "createEntropyMetric": lambda table, classes, kept, monotone: (
        non_uniform_entropy(table, classes, kept).without_suppression
        if monotone
        else non_uniform_entropy(table, classes, kept).bits
    ),
    "createPrecisionMetric": lambda table, classes, kept, monotone: (
        precision_loss(table, classes, kept).without_suppression
        if monotone
        else precision_loss(table, classes, kept).loss
    ),
}
"""ARX's names; their argument says whether the measure is to be monotone."""


def test_every_node_that_arx_published_scores_the_same(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], shared: Path
) -> None:
    arx_published = json.loads((shared / "cases" / "arx_published_tests.json").read_text(encoding="utf-8"))
    names = [name for name in arx_published["reading"]["adult_columns"] if name != "occupation"]
    table = collapse(encode(adult, adult_hierarchies, names))
    attribute = sensitive_attribute(table, adult["occupation"], adult_hierarchies["occupation"])
    models = {
        "KAnonymity": KAnonymous,
        "HierarchicalDistanceTCloseness": lambda name, t, _: TClose(name, t, GroundDistance.HIERARCHICAL),
    }
    n_scores = 0
    for case in arx_published["utility_scores"]:
        metric, asked = case["config"].get("metric"), case["config"].get("privacy_models", [])
        if (
            not case["data_in_repo"]
            or metric["name"] not in MEASURES
            or any(own["model"] not in models for own in asked)
        ):
            continue
        requirements = [models[own["model"]](*own["args"]) for own in asked]
        for node in case["expected_scores"]:
            levels = node["transformation"]
            if case["test"] == "TestUtilityMetrics2" and levels[names.index("native-country")] == 1:
                continue  # published with another hierarchy of countries than the one in its repository
            classes = table.classes(levels)
            kept = classes_kept(requirements, classes.sizes, {"occupation": histogram(attribute, classes)})
            found = MEASURES[metric["name"]](table, classes, kept, metric["args"] == [True])
            assert found == pytest.approx(float(node["score"]), rel=1e-9, abs=1e-9), (
                case["test"],
                case["index"],
                levels,
            )
            n_scores += 1
    assert n_scores > 400, n_scores


@pytest.mark.parametrize("case", ["k5_s0.0_dm", "k5_s0.0_precision", "k5_s0.0_nuentropy", "k5_s0.05_aecs"])
def test_optima_of_other_measures_have_the_value_that_arx_gives(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any], case: str
) -> None:
    expected = next(own for own in arx["optimum"] if own["case"] == case)
    table = collapse(encode(adult, adult_hierarchies, expected["qis"]))
    classes = table.classes(expected["optimum"])
    kept = classes.sizes >= 5
    found = {
        "dm": discernibility(classes, kept).penalty,
        "precision": precision_loss(table, classes, kept).loss,
        "nuentropy": non_uniform_entropy(table, classes, kept).bits,
        "aecs": average_class_size(classes, kept).mean,
    }[case.rsplit("_", maxsplit=1)[-1]]
    assert found == pytest.approx(float(expected["loss_highest"]), rel=1e-9)
