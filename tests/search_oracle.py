"""Searches done the slow way: every node on its own, by the modules that define the figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.frequency import FrequencyTable
from analysis.models.requirements import Requirement, classes_kept
from analysis.models.sensitive import SensitiveAttribute, histogram
from analysis.search.measures import Measure
from analysis.utility.ambiguity import ambiguity
from analysis.utility.class_size import average_class_size
from analysis.utility.discernibility import discernibility
from analysis.utility.entropy import non_uniform_entropy
from analysis.utility.loss import information_loss
from analysis.utility.precision import precision_loss


def all_levels(table: FrequencyTable) -> Iterator[tuple[int, ...]]:
    """Levels of every node, the last column running fastest."""
    return itertools.product(*(range(column.n_levels) for column in table.columns))


def kept_classes(
    table: FrequencyTable,
    levels: tuple[int, ...],
    requirements: Sequence[Requirement],
    attributes: Mapping[str, SensitiveAttribute] | None = None,
) -> np.ndarray:
    """Which classes of a node stay."""
    classes = table.classes(levels)
    histograms = {name: histogram(own, classes) for name, own in (attributes or {}).items()}
    return classes_kept(requirements, classes.sizes, histograms)


def measured(table: FrequencyTable, levels: tuple[int, ...], kept: np.ndarray) -> dict[Measure, float]:
    """Every measure of one node."""
    classes = table.classes(levels)
    apart, bits = discernibility(classes, kept), non_uniform_entropy(table, classes, kept)
    height, combinations = precision_loss(table, classes, kept), ambiguity(table, classes, kept)
    return {
        Measure.LOSS: information_loss(table, classes, kept).loss,
        Measure.DISCERNIBILITY: apart.penalty,
        Measure.DISCERNIBILITY_MONOTONE: apart.without_suppression,
        Measure.AVERAGE_CLASS_SIZE: average_class_size(classes, kept).mean,
        Measure.ENTROPY: bits.bits,
        Measure.ENTROPY_MONOTONE: bits.without_suppression,
        Measure.PRECISION: height.loss,
        Measure.PRECISION_MONOTONE: height.without_suppression,
        Measure.HEIGHT: height.height,
        Measure.AMBIGUITY: combinations.combinations,
    }
