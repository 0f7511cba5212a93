"""k-anonymity: every record shares its quasi-identifiers with at least k - 1 others.

Source: L. Sweeney, "k-anonymity: a model for protecting privacy", Int. J. Uncertainty, Fuzziness and Knowledge-Based
Systems 10(5), 2002, definition 3 (doi:10.1142/S0218488502001648).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses


@dataclass(frozen=True)
class KAnonymity:
    """The size of the smallest class, with how many records are in so small a one. Higher is better; from 1.

    Attributes:
        k: Records in the smallest class.
        n_at_k: Records that are in a class of that size.
        n_records: Records that were counted.
    """

    k: int
    n_at_k: int
    n_records: int


def k_anonymity(classes: EquivalenceClasses) -> KAnonymity:
    """Find the largest k for which the records are k-anonymous.

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: k has no value.")
    k = int(classes.sizes.min())
    return KAnonymity(k, int(classes.sizes[classes.sizes == k].sum()), classes.n_records)


def records_in_classes_below(classes: EquivalenceClasses, size: int) -> int:
    """Count the records whose class has fewer than ``size`` records."""
    return int(classes.sizes[classes.sizes < size].sum())
