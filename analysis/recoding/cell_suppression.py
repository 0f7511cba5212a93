"""Global recoding, then single cells suppressed where classes are still too small, instead of whole records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dataset import Dataset
from analysis.encoding import EncodedColumn
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.recoding.generalise import Recoded, generalise
from analysis.recoding.local_suppression import LocalSuppression, Reading, SuppressedCells, search_cells, without_cells
from analysis.recoding.suppression_matches import Rows
from analysis.utility.loss import InformationLoss, information_loss


@dataclass(frozen=True, eq=False)
class CellSuppressed:
    """What suppressing cells does to generalised records. No record leaves.

    Attributes:
        recoded: The records after generalising.
        cells: What is taken out.
        table: The records by what is left of their labels, at the only level there is: every figure of a global
            recoding can be computed from it and from ``classes`` in the same way.
        classes: Records alike in all quasi-identifiers, a missing cell being a value of its own. Each has at least k
            unless ``cells`` is for the other reading.
        loss: What it costs in detail, comparable with the loss of a global recoding. A suppressed cell counts as lost,
            and so does a missing one that it cannot be told from.
    """

    recoded: Recoded
    cells: SuppressedCells
    table: FrequencyTable
    classes: EquivalenceClasses
    loss: InformationLoss


def suppress_cells(
    recoded: Recoded, importance: tuple[float, ...] = (), reading: Reading = Reading.BOTH
) -> CellSuppressed:
    """Reach k after a global recoding by suppressing cells instead of the records in small classes.

    What else the recoding asks of the classes (l-diversity, t-closeness) is not sought: ask it of the result's classes.

    Args:
        importance: As in :class:`LocalSuppression`, in the order of the quasi-identifiers.
        reading: How a missing cell is read.

    Raises:
        NotComputable: There are fewer than k records.
        RecodingError: The columns of which nothing may be suppressed single records out.
    """
    suppression = LocalSuppression(recoded.table.names, recoded.recoding.k, importance, reading)
    levels, columns = recoded.classes.levels, recoded.table.columns
    labels = [column.labels[level] for column, level in zip(columns, levels, strict=True)]
    known = [np.array([label is not None for label in own]) for own in labels]
    positions = [np.where(own, np.cumsum(own), 0).astype(np.uint32) for own in known]
    codes = tuple(position[own] for position, own in zip(positions, recoded.classes.codes, strict=True))
    widths = tuple(int(own.sum()) + 1 for own in known)
    class_of_record = recoded.classes.class_of_tuple[recoded.table.tuple_of_record]
    found = search_cells(Rows(codes, widths, recoded.classes.sizes), class_of_record, suppression)
    table = collapse(
        [
            _without(column, level, codes[class_of_record], gone)
            for column, level, codes, gone in zip(columns, levels, recoded.classes.codes, found.cells.T, strict=True)
        ]
    )
    classes = table.classes()
    loss = information_loss(table, classes, np.ones(len(classes.sizes), dtype=bool))
    return CellSuppressed(recoded, found, table, classes, loss)


def generalise_and_suppress(dataset: Dataset, result: CellSuppressed) -> Dataset:
    """Replace the values of every quasi-identifier by what is left of their labels; no record is left out."""
    levels = dict(result.recoded.recoding.levels)
    return without_cells(generalise(dataset, result.recoded.table, levels), result.cells)


def _without(column: EncodedColumn, level: int, codes: np.ndarray, gone: np.ndarray) -> EncodedColumn:
    """The labels of a level as the only level, without those of some records, which count as the whole hierarchy."""
    labels, leaves = column.labels[level], column.leaves[level].astype(np.float64)
    if gone.any():
        if labels[-1] is not None:
            labels, leaves = np.append(labels, np.array([None], dtype=object)), np.append(leaves, 0.0)
        leaves[-1] = column.n_leaves
        codes = np.where(gone, len(labels) - 1, codes)
    held, new = np.unique(codes, return_inverse=True)
    return EncodedColumn(
        name=column.name,
        codes=new.astype(np.uint32),
        labels=(labels[held],),
        lookup=(np.arange(len(held), dtype=np.uint32),),
        leaves=(leaves[held],),
        n_leaves=column.n_leaves,
    )
