"""Leaving out the records of people who refused."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from analysis.dataset import Dataset
from analysis.errors import NotComputable


def without_refusals(dataset: Dataset, column: str, refused: Collection[str]) -> Dataset:
    """Keep the records of people who did not refuse; a missing answer is no refusal.

    Args:
        column: The column that says so.
        refused: Its values that mean a refusal.

    Raises:
        DatasetError: There is no such column.
        NotComputable: Everybody refused.
    """
    answers = dataset[column]
    refusal = np.append(np.isin(answers.values.astype(str), list(refused)), False)
    stays = ~refusal[answers.codes]
    if not stays.any():
        raise NotComputable("Everybody refused according to {column}: no record is left.", column=column)
    return dataset.take(stays)
