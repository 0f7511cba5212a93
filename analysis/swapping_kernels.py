"""The compiled loop of rank swapping: arrays in, arrays out."""

from __future__ import annotations

import numpy as np

from analysis.kernels import compiled

TRIES = 64
"""Draws of a partner before the window is searched from its near end."""


@compiled
def swap_ranks(n: int, window: int, seed: np.uint64) -> np.ndarray:
    """Pair each rank with one at most a window away, both not yet paired.

    Args:
        n: Number of ranks.
        window: Largest distance of two partners.
        seed: Of the draws (SplitMix64).

    Returns:
        The partner of each rank, itself where none was left; int64, shape (n,).
    """
    partner = np.arange(n)
    paired = np.zeros(n, dtype=np.bool_)
    state = seed
    for rank in range(n - 1):
        if paired[rank]:
            continue
        reach = min(window, n - 1 - rank)
        found = -1
        for _ in range(TRIES):
            state += np.uint64(0x9E3779B97F4A7C15)
            mixed = state
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed ^= mixed >> np.uint64(31)
            share = (mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)
            tried = rank + 1 + min(int(share * reach), reach - 1)
            if not paired[tried]:
                found = tried
                break
        if found < 0:
            for tried in range(rank + 1, rank + reach + 1):
                if not paired[tried]:
                    found = tried
                    break
        if found >= 0:
            partner[rank], partner[found] = found, rank
            paired[rank] = paired[found] = True
    return partner
