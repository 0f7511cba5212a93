"""Latitude and longitude in two columns that go together, whatever they are called."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from analysis.dataset import Dataset
from analysis.detection.values import Values
from analysis.kinds import Kind

DECIMALS = 4
"""Decimals from which a number may be a coordinate: they place a person within about ten metres."""
_FRANCE = ((41.0, 51.6), (-5.6, 9.8))
"""Latitudes and longitudes of metropolitan France."""


def coordinate_pairs(dataset: Dataset) -> frozenset[str]:
    """Columns that hold coordinates in France: exactly two, next to each other, one of latitudes, one of longitudes.

    Amounts with four decimals that happen to lie in both ranges are not told apart from coordinates: a person decides.
    """
    candidates = [(Values(one), Values(two)) for one, two in pairwise(dataset) if one.kind is two.kind is Kind.DECIMAL]
    found = [pair for pair in candidates if _is_pair(*pair) or _is_pair(*reversed(pair))]
    return frozenset(values.column.name for pair in found for values in pair)


def _is_pair(latitudes: Values, longitudes: Values) -> bool:
    return all(_lies_within(values, *limits) for values, limits in zip((latitudes, longitudes), _FRANCE, strict=True))


def _lies_within(values: Values, low: float, high: float) -> bool:
    precise = pc.match_substring_regex(values.sample, rf"[.,][0-9]{{{DECIMALS},}}$").to_numpy(zero_copy_only=False)
    if values.n_distinct < 10 or precise.mean() < 0.8:
        return False
    numbers = replace(values.column, values=values.column.values[values.sampled]).numbers()
    return bool(np.nanmean((numbers >= low) & (numbers <= high)) >= 0.98 and np.ptp(numbers[~np.isnan(numbers)]) > 0.01)
