"""The compiled loops of microaggregation: arrays in, arrays out.

Records are points with *measures* (numbers, or ranks of ordered categories, scaled) and *labels* (codes of categories
without order). Those not yet in a group are kept side by side, at the front.
"""

from __future__ import annotations

import numpy as np

from analysis.kernels import compiled


@compiled
def measure_from(
    measures: np.ndarray, labels: np.ndarray, centre: np.ndarray, own: np.ndarray, squared: bool, far: np.ndarray
) -> None:
    """Write the distance of the records left from a point to ``far``.

    Args:
        measures: Shape (n_measures, n_records).
        labels: Shape (n_labels, n_records).
        centre, own: Measures and labels of the point.
        squared: Whether distances of measures are squared (Euclidean distance) or not (Gower's).
        far: Shape (n_left,).
    """
    far[:] = 0.0
    for column in range(measures.shape[0]):
        row, middle = measures[column], centre[column]
        if squared:
            for record in range(far.size):
                far[record] += (row[record] - middle) * (row[record] - middle)
        else:
            for record in range(far.size):
                far[record] += abs(row[record] - middle)
    for column in range(labels.shape[0]):
        row_of_labels, label = labels[column], own[column]
        for record in range(far.size):
            far[record] += 0.0 if row_of_labels[record] == label else 1.0


@compiled
def farthest(far: np.ndarray, order: np.ndarray) -> int:
    """Find the place of the record that is farthest; of several, the first in record order."""
    best = 0
    for place in range(1, far.size):
        if far[place] > far[best] or (far[place] == far[best] and order[place] < order[best]):
            best = place
    return best


@compiled
def nearest(far: np.ndarray, order: np.ndarray, k: int) -> np.ndarray:
    """Find the places of the k records that are nearest; of several, the first in record order."""
    found, count = np.empty(k, np.int64), 0
    for place in range(far.size):
        if count == k:
            last = found[k - 1]
            if far[place] > far[last] or (far[place] == far[last] and order[place] > order[last]):
                continue
        at = min(count, k - 1)
        while at > 0:
            before = found[at - 1]
            if far[before] < far[place] or (far[before] == far[place] and order[before] < order[place]):
                break
            found[at] = before
            at -= 1
        found[at] = place
        count = min(count + 1, k)
    return found


@compiled
def take_out(
    places: np.ndarray,
    left: int,
    group: int,
    measures: np.ndarray,
    labels: np.ndarray,
    order: np.ndarray,
    far: np.ndarray,
    totals: np.ndarray,
    counts: np.ndarray,
    group_of_record: np.ndarray,
) -> int:
    """Put records in a group: those left at the end take their places.

    Args:
        places: Where the records are, in any order; ascending afterwards.
        left: Records that are in no group.
        totals: Sum of each measure over the records in no group; lowered.
        counts: Records in no group that have each label; shape (n_labels, most labels); lowered.

    Returns:
        Records that are still in no group.
    """
    for at in range(1, places.size):
        place, before = places[at], at - 1
        while before >= 0 and places[before] > place:
            places[before + 1] = places[before]
            before -= 1
        places[before + 1] = place
    for at in range(places.size - 1, -1, -1):
        place = places[at]
        left -= 1
        group_of_record[order[place]] = group
        for column in range(measures.shape[0]):
            totals[column] -= measures[column, place]
            measures[column, place] = measures[column, left]
        for column in range(labels.shape[0]):
            counts[column, labels[column, place]] -= 1
            labels[column, place] = labels[column, left]
        order[place], far[place] = order[left], far[left]
    return left


@compiled
def find_centre(totals: np.ndarray, counts: np.ndarray, left: int, centre: np.ndarray, own: np.ndarray) -> None:
    """Write the means of the measures and the commonest labels (of several, the first) of the records left."""
    for column in range(totals.size):
        centre[column] = totals[column] / left
    for column in range(counts.shape[0]):
        own[column] = 0
        for label in range(counts.shape[1]):
            if counts[column, label] > counts[column, own[column]]:
                own[column] = label


@compiled
def mdav(measures: np.ndarray, labels: np.ndarray, n_labels: int, k: int, squared: bool) -> np.ndarray:
    """Group records by maximum distance to the average vector.

    While 3 k records are left, those nearest to the record farthest from the centre form a group, and so do those
    nearest to the record farthest from that one. The rest is one group, or two where there are 2 k.

    Args:
        measures: Shape (n_measures, n_records); moved about.
        labels: int32; shape (n_labels, n_records); moved about.
        n_labels: More than the largest label.
        k: Fewest records of a group; at most the number of records.
        squared: See :func:`measure_from`.

    Returns:
        The group of each record, from 0; int32, shape (n_records,). Each has k to 2 k - 1 records.
    """
    n_records, group = measures.shape[1], 0
    order, far, group_of_record = np.arange(n_records), np.empty(n_records), np.zeros(n_records, np.int32)
    totals, counts = np.zeros(measures.shape[0]), np.zeros((labels.shape[0], n_labels), np.int64)
    centre, own = np.zeros(measures.shape[0]), np.zeros(labels.shape[0], np.int32)
    for record in range(n_records):
        for column in range(measures.shape[0]):
            totals[column] += measures[column, record]
        for column in range(labels.shape[0]):
            counts[column, labels[column, record]] += 1
    left = n_records
    while left >= 2 * k:
        find_centre(totals, counts, left, centre, own)
        measure_from(measures, labels, centre, own, squared, far[:left])
        for _side in range(2 if left >= 3 * k else 1):
            seed = farthest(far[:left], order)
            for column in range(measures.shape[0]):
                centre[column] = measures[column, seed]
            for column in range(labels.shape[0]):
                own[column] = labels[column, seed]
            measure_from(measures, labels, centre, own, squared, far[:left])
            places = nearest(far[:left], order, k)
            left = take_out(places, left, group, measures, labels, order, far, totals, counts, group_of_record)
            group += 1
    for place in range(left):
        group_of_record[order[place]] = group
    return group_of_record
