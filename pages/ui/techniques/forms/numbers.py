"""The forms of the techniques for numbers. Each raises a RecodingError that says what is wrong with what was typed."""

from __future__ import annotations

from typing import Final

from analysis.kinds import Kind
from analysis.recoding.laplace import LaplaceNoise
from analysis.recoding.microaggregation import Method, Microaggregation
from analysis.recoding.microaggregation_values import Aggregation
from analysis.recoding.noise import AdditiveNoise, CorrelatedNoise
from analysis.recoding.rounding import Rounding, RoundingMethod
from analysis.recoding.tails import Replacement, Tail, TailCoding
from analysis.wording import sentence
from pages.ui.language import _
from pages.ui.techniques.fields import Fields, has_order, is_number

TAILS: Final = {Tail.TOP: sentence("the highest values"), Tail.BOTTOM: sentence("the lowest values")}
REPLACEMENTS: Final = {
    Replacement.THRESHOLD: sentence("the threshold"),
    Replacement.LABEL: sentence("a label"),
    Replacement.MEAN: sentence("their mean"),
}
METHODS: Final = {
    RoundingMethod.NEAREST: sentence("to the nearest"),
    RoundingMethod.RANDOM: sentence("at random, without bias"),
    RoundingMethod.CONTROLLED: sentence("at random, the total kept"),
}
SEARCHES: Final = {
    Method.MDAV: sentence("among all records (slow beyond some ten thousand)"),
    Method.MDAV_IN_BLOCKS: sentence("in blocks of 4,096 records"),
}
AGGREGATIONS: Final = {
    Aggregation.MEAN: sentence("the mean"),
    Aggregation.MEDIAN: sentence("the median"),
    Aggregation.MODE: sentence("the commonest value"),
}
SHARE, THRESHOLD = "share", "threshold"
FEW_RECORDS: Final = 20_000
"""Records up to which groups are sought among all of them unless another way is chosen."""


def tail_coding(own: Fields) -> TailCoding:
    """The form of top and bottom coding."""
    column = own.column(_("Column"), fits=has_order)
    tail = own.choice(_("Which end"), "tail", Tail.TOP, TAILS)
    by_threshold = own.given("threshold", None) is not None
    ways = {SHARE: _("by share"), THRESHOLD: _("by value")}
    threshold: float | str | None = None
    quantile = None
    if own.option(_("Cut"), "cut", THRESHOLD if by_threshold else SHARE, ways) == SHARE:
        at = f"quantile_{tail.value}"
        start = own.given("quantile", None) if own.given("tail", None) is tail else None
        quantile = own.percent(_("Records up to the threshold (%)"), at, start or (0.95 if tail is Tail.TOP else 0.05))
    elif own.dataset[column].kind is Kind.DATE:
        threshold = own.text(_("Threshold (year-month-day)"), "threshold").strip()
    else:
        threshold = own.number(_("Threshold"), "threshold", 0.0)
    replacement = own.choice(_("They become"), "replacement", Replacement.THRESHOLD, REPLACEMENTS)
    label = own.text(_("Label"), "label") if replacement is Replacement.LABEL else ""
    return TailCoding(column, tail, threshold, quantile, replacement, label)


def rounding(own: Fields) -> Rounding:
    """The form of rounding."""
    column = own.column(_("Column"), fits=is_number)
    base = own.number(_("Multiples of"), "base", 5.0)
    method = own.choice(_("How"), "method", RoundingMethod.NEAREST, METHODS)
    return Rounding(column, base, method, 0 if method is RoundingMethod.NEAREST else own.seed())


def additive_noise(own: Fields) -> AdditiveNoise:
    """The form of additive noise."""
    names = own.columns(_("Columns of numbers"), fits=is_number)
    return AdditiveNoise(names, _amount(own), own.seed())


def correlated_noise(own: Fields) -> CorrelatedNoise:
    """The form of correlated noise."""
    names = own.columns(_("Two or more columns of numbers"), fits=is_number)
    amount = _amount(own)
    return CorrelatedNoise(names, amount, own.switch(_("Keep variances too"), "rescaled", True), own.seed())


def _amount(own: Fields) -> float:
    return own.percent(_("Noise (% of the standard deviation)"), "amount", 0.1)


def laplace_noise(own: Fields) -> LaplaceNoise:
    """The form of Laplace noise."""
    column = own.column(_("Column of counts or amounts"), fits=is_number)
    epsilon = own.number("ε", "epsilon", 1.0, _("The smaller, the more noise."))
    sensitivity = own.number(
        _("Sensitivity"), "sensitivity", 1.0, _("By how much one person can change a number of the column.")
    )
    return LaplaceNoise(
        column, epsilon, sensitivity, own.switch(_("Nothing below 0"), "at_least_zero", False), own.seed()
    )


def microaggregation(own: Fields) -> Microaggregation:
    """The form of microaggregation; orders of categories are those of the step that is changed."""
    columns = own.columns(_("Columns aggregated together"), "columns")
    k = own.whole(_("Smallest group (k)"), "k", 3)
    whole = own.dataset.n_records <= FEW_RECORDS
    method = own.choice(_("Groups are sought"), "method", Method.MDAV if whole else Method.MDAV_IN_BLOCKS, SEARCHES)
    aggregation = own.choice(_("A group becomes"), "aggregation", Aggregation.MEAN, AGGREGATIONS)
    orders = tuple(pair for pair in own.given("orders", ()) if pair[0] in columns)
    return Microaggregation(
        columns, k, method, aggregation, orders, own.switch(_("Whole numbers stay whole"), "whole", True)
    )
