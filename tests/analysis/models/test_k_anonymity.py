"""The size of the smallest equivalence class."""

import pandas as pd
import pytest

from analysis.dataset import dataset_of
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.models.k_anonymity import KAnonymity, k_anonymity, records_in_classes_below

SWEENEY = pd.DataFrame(
    {
        "race": ["Black"] * 4 + ["White"] * 3 + ["White"] * 4,
        "birth": ["1965", "1965", "1964", "1964", "1964", "1964", "1964", "1965", "1965", "1967", "1967"],
        "gender": ["m", "m", "f", "f", "f", "m", "m", "m", "m", "m", "m"],
        "zip": ["0214*", "0214*", "0213*", "0213*", "0213*", "0213*", "0213*", "0213*", "0213*", "0213*", "0213*"],
    }
)
"""Sweeney 2002, figure 2 (k = 2) but for its fifth record, which stands alone here."""


def table(frame: pd.DataFrame) -> FrequencyTable:
    dataset = dataset_of(frame)
    return collapse(encode(dataset, {c.name: suggest(c).build(c) for c in dataset}, dataset.names))


def test_the_published_table_is_two_anonymous() -> None:
    published = SWEENEY.drop(index=4)
    assert k_anonymity(table(published).classes()) == KAnonymity(k=2, n_at_k=10, n_records=10)


def test_one_record_alone_makes_k_one() -> None:
    assert k_anonymity(table(SWEENEY).classes()) == KAnonymity(k=1, n_at_k=1, n_records=11)


def test_records_in_small_classes_are_counted_and_not_the_classes() -> None:
    classes = table(SWEENEY).classes()
    assert records_in_classes_below(classes, 2) == 1
    assert records_in_classes_below(classes, 3) == 11


def test_k_of_no_records_has_no_value() -> None:
    nothing = table(SWEENEY).classes().sizes[:0]
    with pytest.raises(NotComputable):
        k_anonymity(EquivalenceClasses((0,), nothing, (nothing,), nothing))
