"""Non-uniform entropy: how many bits it takes to say what the original values were, given the recoded ones.

Source: A. Gionis, T. Tassa, "k-anonymization with minimal loss of information", IEEE TKDE 21(2), 2009
(doi:10.1109/TKDE.2008.129), summed over columns as ARX does. Suppression is one more step of generalisation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable


@dataclass(frozen=True)
class NonUniformEntropy:
    """Bits needed to restore what recoding took away. Lower is better; 0 where nothing was.

    Attributes:
        bits: Over all records and quasi-identifiers; a suppressed record must be restored in every column.
        without_suppression: As if none were suppressed: this one never falls when a recoding is made more general.
        columns: (name, bits) of each quasi-identifier.
    """

    bits: float
    without_suppression: float
    columns: tuple[tuple[str, float], ...]


def non_uniform_entropy(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> NonUniformEntropy:
    """Measure the non-uniform entropy of a recoding.

    Args:
        table: The records.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not table.n_records:
        raise NotComputable("There are no records: nothing to restore.")
    generalised = [
        _bits_of_generalisation(column, level, codes, table.counts)
        for column, level, codes in zip(table.columns, classes.levels, table.codes, strict=True)
    ]
    suppressed = [_bits_of_suppression(codes[~kept], classes.sizes[~kept]) for codes in classes.codes]
    columns = [own + more for own, more in zip(generalised, suppressed, strict=True)]
    return NonUniformEntropy(sum(columns), sum(generalised), tuple(zip(table.names, columns, strict=True)))


def _bits_of_generalisation(column: EncodedColumn, level: int, codes: np.ndarray, counts: np.ndarray) -> float:
    original = np.bincount(codes, weights=counts, minlength=column.width(0))
    label = column.lookup[level]
    return _bits(original, np.bincount(label, weights=original)[label])


def _bits_of_suppression(codes: np.ndarray, sizes: np.ndarray) -> float:
    return _bits(np.bincount(codes, weights=sizes), sizes.sum())


def _bits(mass: np.ndarray, merged: np.ndarray | np.integer) -> float:
    """Bits to tell which of the values merged into one a record had, for all records that had one of them."""
    share = np.divide(mass, merged, out=np.ones(len(mass)), where=mass > 0)
    return float(-(mass * np.log2(share)).sum())
