"""Which sets of columns are measured, and in which order, where there are too many for all of them.

Those of few columns are all measured, size by size, and of larger ones the most promising: the best sets of one column less
(most unique records, then fewest alike pairs), with one more.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from math import comb

import numpy as np

from analysis import subset_kernels
from analysis.risk.column_sets import Layout, masks_up_to, sizes_of
from analysis.search.running import Progress, run_together


@dataclass(eq=False)
class SubsetSearch:
    """One search.

    Attributes:
        layout: The rows to group, each once.
        counts: Records of each row; int64, shape (n_rows,).
        most_sets: Sets to measure, at most; each column alone and all together are measured in any case.
        progress: Told how many sets are measured, and how many will be.
        cancel: Stops the search when it is set; None where nobody can.
        n_measured: Sets measured so far.
        total: Sets that will be measured, at most.
    """

    layout: Layout
    counts: np.ndarray
    most_sets: int
    progress: Progress
    cancel: threading.Event | None
    n_measured: int = 0
    total: int = 0

    def run(self) -> tuple[np.ndarray, np.ndarray]:
        """Measure.

        Returns:
            The masks, bit i for column i, in ascending order of size, and for each its groups, its unique records and its
            ordered pairs of alike records, shape (3, n_sets).

        Raises:
            SearchCancelled: ``cancel`` was set.
        """
        n_columns = len(self.layout.columns)
        planned = _planned(n_columns, self.most_sets)
        self.total = sum(planned)
        whole = next((size for size in range(1, n_columns) if planned[size] < comb(n_columns, size + 1)), n_columns)
        masks = masks_up_to(n_columns, whole)
        figures = self._measure(masks)
        found = [(masks, figures)]
        for size in range(whole + 1, n_columns + 1):
            below = sizes_of(masks) == size - 1
            masks = _grown(masks[below], figures[:, below], n_columns, planned[size - 1])
            figures = self._measure(masks)
            found.append((masks, figures))
        masks, figures = (np.concatenate([pair[part] for pair in found], axis=-1) for part in (0, 1))
        order = np.argsort(sizes_of(masks), kind="stable")
        return self.layout.translate(masks[order]), figures[:, order]

    def _measure(self, masks: np.ndarray) -> np.ndarray:
        """Groups, unique records and alike pairs of some sets; shape (3, n_sets)."""
        figures, before = [], self.n_measured

        def work(control: np.ndarray) -> None:
            figures.append(
                subset_kernels.crowd_sizes(self.layout.codes, self.counts, masks, self.layout.width, control)
            )

        run_together([work], len(masks), lambda done, _total: self.progress(before + done, self.total), self.cancel)
        self.n_measured += len(masks)
        return np.stack(figures[0])


def _planned(n_columns: int, most: int) -> list[int]:
    """Sets to measure of each size from 1 on: all of the small sizes while they fit, then an even part of what is left."""
    planned, left = [], most
    for size in range(1, n_columns + 1):
        still = n_columns - size
        wanted = comb(n_columns, size)
        fits = wanted + still <= left
        planned.append(wanted if fits or size == 1 else max(1, min(wanted, left // (still + 1))))
        left -= planned[-1]
    return planned


def _grown(masks: np.ndarray, figures: np.ndarray, n_columns: int, most: int) -> np.ndarray:
    """The sets with one column more that grow from the best of some sets; ascending."""
    order = np.lexsort([figures[2], -figures[1]])
    parents = masks[order]
    larger = (parents[:, None] | (1 << np.arange(n_columns, dtype=np.int32))).astype(np.int32).ravel()
    larger = larger[sizes_of(larger) > sizes_of(parents[:1])[0]]
    _, first = np.unique(larger, return_index=True)
    return np.sort(larger[np.sort(first)[:most]])
