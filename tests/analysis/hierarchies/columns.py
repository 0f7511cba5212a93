"""Columns of a few texts, for the tests of hierarchies."""

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.kinds import Kind


def column(kind: Kind, *texts: str | None, **options: str) -> Column:
    """A column of one text per record."""
    codes, values = pd.factorize(pd.Series(texts, dtype=object))
    return Column("c", kind, np.asarray(values, dtype=object), codes.astype(np.int32), **options)
