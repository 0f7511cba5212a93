"""What a larger k costs: the least loss that can be had for each k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import records_allowed
from analysis.search.columns import per_level
from analysis.search.lattice import Lattice
from analysis.search.measures import column_weights, covered, join_losses, losses
from analysis.search.optimum import TIE


@dataclass(frozen=True)
class Price:
    """The least loss for one k.

    Attributes:
        k: Records in smaller classes are suppressed.
        loss: Least loss of a node within the limit, 0 to 1; None where no node is.
        levels: Levels of that node; empty where there is none.
        suppressed: Records it suppresses.
    """

    k: int
    loss: float | None
    levels: tuple[int, ...] = ()
    suppressed: int = 0


def prices(
    lattice: Lattice,
    suppression_limit: float,
    ks: Sequence[int] = range(2, 51),
    weights: Mapping[str, float] | None = None,
) -> tuple[Price, ...]:
    """Find the least loss for each k.

    How many records each node suppresses at each k is known from the lattice. Nodes are looked at again from the least
    loss that suppression could leave them (none), until that exceeds the best found; one look settles all k.

    Args:
        lattice: All nodes, classes counted size by size up to the largest k.
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.
        weights: Weights of columns, 1 for those without.

    Raises:
        NotComputable: The lattice was cut short, or did not count classes up to there.
    """
    if not lattice.known.all():
        raise NotComputable("What each k costs can only be told once all combinations of levels are known.")
    table, allowed = lattice.table, records_allowed(suppression_limit, lattice.n_records)
    own_weights = column_weights(table.names, weights)
    lost = np.stack([lattice.suppressed_at(k) for k in ks], axis=1)
    at_least = _loss_without_suppression(lattice, own_weights)
    found, where = np.full(len(ks), np.inf), np.full(len(ks), -1)
    for node in np.argsort(at_least, kind="stable"):
        open_ks = (lost[node] <= allowed) & (at_least[node] < found - TIE)
        if open_ks.any():
            own = losses_by_k(table, lattice.levels_of(node), ks, own_weights)
            better = open_ks & (own < found - TIE)
            found[better], where[better] = own[better], node
        elif at_least[node] > found.max():
            break
    return tuple(
        Price(k, float(found[place]), lattice.levels_of(where[place]), int(lost[where[place], place]))
        if where[place] >= 0
        else Price(k, None)
        for place, k in enumerate(ks)
    )


def losses_by_k(table: FrequencyTable, levels: tuple[int, ...], ks: Sequence[int], weights: np.ndarray) -> np.ndarray:
    """Loss of one node for several k; shape (n_ks,)."""
    classes = table.classes(levels)
    small = classes.sizes < max(ks)
    sizes, largest = classes.sizes[small], max(ks)
    rows = np.minimum(sizes, largest)
    suppressed = np.cumsum(np.bincount(rows, weights=sizes, minlength=largest + 1))
    kept = np.empty((len(ks), len(levels)))
    for place, codes in enumerate(classes.codes_of(small)):
        leaves = table.columns[place].leaves[levels[place]]
        gone = np.cumsum(np.bincount(rows, weights=sizes * leaves[codes], minlength=largest + 1))
        kept[:, place] = table.marginal(place, levels[place]) @ leaves - gone[np.asarray(ks) - 1]
    n_leaves = [column.n_leaves for column in table.columns]
    by_column = losses(kept, suppressed[np.asarray(ks) - 1], n_leaves, table.n_records)
    return join_losses(by_column, weights)


def _loss_without_suppression(lattice: Lattice, weights: np.ndarray) -> np.ndarray:
    table = lattice.table
    all_covered = per_level(lattice.levels, [covered(table, place) for place in range(len(table.columns))])
    n_leaves = [column.n_leaves for column in table.columns]
    return join_losses(losses(all_covered, np.zeros(lattice.n_nodes), n_leaves, table.n_records), weights)
