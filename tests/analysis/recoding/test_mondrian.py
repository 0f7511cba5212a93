"""Local recoding: the paper's table, properties, and less loss than any global recoding."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sensitive_tables import column

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode, encode_column
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import ROOT, Hierarchy
from analysis.kinds import Kind
from analysis.models.k_anonymity import k_anonymity
from analysis.models.sensitive import histogram, sensitive_attribute
from analysis.recoding.mondrian import Cuts, LocallyRecoded, LocalRecoding, generalise_locally, recode_locally

CITIES = Hierarchy.of(
    [["a", "north", "land", "*"], ["b", "north", "land", "*"], ["c", "south", "land", "*"], ["d", "isle", "sea", "*"]]
)
SEXES = Hierarchy.of([["F", "*"], ["M", "*"]])


def counted(low: int, high: int) -> Hierarchy:
    return Hierarchy.of([[str(number), "any", "*"] for number in range(low, high + 1)])


def recoded(
    frame: pd.DataFrame, hierarchies: dict[str, Hierarchy], k: int, cuts: Cuts = Cuts.STRICT
) -> tuple[LocallyRecoded, pd.DataFrame]:
    dataset = dataset_of(frame)
    result = recode_locally(dataset, collapse(encode(dataset, hierarchies, list(hierarchies))), LocalRecoding(k, cuts))
    return result, pd.DataFrame({column.name: column.texts() for column in generalise_locally(dataset, result)})


def test_the_patients_of_the_paper_are_cut_as_in_its_figure() -> None:
    # The patients of LeFevre et al. 2006, and their multidimensional 2-anonymisation.
    frame = pd.DataFrame(
        {
            "age": ["25", "25", "26", "27", "27", "28"],
            "sex": list("MFMMFM"),
            "zip": ["53711", "53712", "53711", "53710", "53712", "53711"],
            "disease": ["flu", "hepatitis", "bronchitis", "broken arm", "aids", "hang nail"],
        }
    )
    zips = Hierarchy.of([[str(code), "537**", "*"] for code in range(53710, 53713)])
    result, released = recoded(frame, {"age": counted(25, 28), "sex": SEXES, "zip": zips}, k=2)
    assert released["age"].tolist() == ["25–26", "25–27", "25–26", "27–28", "25–27", "27–28"]
    assert released["sex"].tolist() == list("MFMMFM")
    assert released["disease"].tolist() == frame["disease"].tolist()
    assert k_anonymity(result.classes).k == 2


def test_categories_are_cut_between_the_labels_of_their_hierarchy_and_named_by_what_they_share() -> None:
    _, released = recoded(pd.DataFrame({"city": list("aabccd")}), {"city": CITIES}, k=3)
    assert released["city"].tolist() == ["north"] * 3 + [ROOT] * 3
    _, released = recoded(pd.DataFrame({"city": list("aabcccdd")}), {"city": CITIES}, k=2)
    assert released["city"].tolist() == ["north"] * 3 + ["c"] * 3 + ["d"] * 2


def test_the_loss_is_that_of_the_leaves_below_each_label() -> None:
    # 3 records of 2 of 4 leaves, 3 and 2 exact: (3 * 2/4 + 5 * 1/4 - 8/4) / (8 - 8/4)
    result, _ = recoded(pd.DataFrame({"city": list("aabcccdd")}), {"city": CITIES}, k=2)
    assert result.loss.loss == pytest.approx(0.75 / 6, abs=1e-9)


def test_relaxed_cuts_part_records_that_are_alike() -> None:
    frame = pd.DataFrame({"age": ["30", "31", "31", "31", "31", "32"]})
    strict, _ = recoded(frame, {"age": counted(30, 32)}, k=3)
    assert strict.classes.sizes.tolist() == [6]
    relaxed, released = recoded(frame, {"age": counted(30, 32)}, 3, Cuts.RELAXED)
    assert sorted(released["age"]) == ["30–31"] * 3 + ["31–32"] * 3
    assert k_anonymity(relaxed.classes).k == 3


def test_a_range_does_not_hide_a_missing_value() -> None:
    frame = pd.DataFrame({"age": ["30", "31", None, "32", "33", None]})
    _, released = recoded(frame, {"age": counted(30, 33)}, k=6)
    assert released["age"].tolist() == [ROOT] * 6
    _, released = recoded(frame, {"age": counted(30, 33)}, k=2)
    assert released["age"].isna().tolist() == [False, False, True, False, False, True]


def test_decimals_and_dates_are_ranges_in_brackets() -> None:
    frame = pd.DataFrame({"cost": ["1.5", "2.5"], "day": ["2024-01-03", "2024-02-01"]})
    one_level = {name: Hierarchy.of([[value] for value in frame[name]]) for name in frame}
    _, released = recoded(frame, one_level, k=2)
    assert released.iloc[0].tolist() == ["[1.5 ; 2.5]", "[2024-01-03 ; 2024-02-01]"]


def test_a_column_of_numbers_with_a_text_among_them_has_no_ranges() -> None:
    ages = column("age", ["30", "31", "over 90"], Kind.INTEGER)
    table = collapse([encode_column(ages, Hierarchy.of([[text, "*"] for text in ages.values]))])
    result = recode_locally(Dataset("ages", (ages,)), table, LocalRecoding(3))
    assert result.table.columns[0].labels[0].tolist() == [ROOT]


def test_fewer_records_than_k_have_no_class() -> None:
    with pytest.raises(NotComputable, match="no class can have 3"):
        recoded(pd.DataFrame({"age": ["30", "31"]}), {"age": counted(30, 31)}, k=3)
    with pytest.raises(RecodingError, match="k is 0"):
        LocalRecoding(0)


frames = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(0, 9).map(str))] * width, st.sampled_from(["f", "m", "f1", None])),
        min_size=5,
        max_size=60,
    ).map(lambda rows: pd.DataFrame(rows, columns=[f"q{place}" for place in range(len(rows[0]))], dtype=object))
)


def covers(label: str | None, value: str | None, hierarchy: Hierarchy) -> bool:
    if label is None or value is None:
        return label in (value, ROOT)
    if label in (value, ROOT) or label in hierarchy.example(value):
        return True
    low, _, high = label.strip("[]").replace(" ; ", "–").partition("–")
    return float(low) <= float(value) <= float(high)


@settings(max_examples=60, deadline=None)
@given(frames, st.integers(1, 5), st.sampled_from(Cuts))
def test_every_class_has_k_records_and_every_label_covers_its_values(frame: pd.DataFrame, k: int, cuts: Cuts) -> None:
    hierarchies = {column.name: suggest(column).build(column) for column in dataset_of(frame)}
    result, released = recoded(frame, hierarchies, k, cuts)
    sizes = released.groupby(list(released.columns), dropna=False).size()
    assert sorted(sizes) == sorted(result.classes.sizes)
    assert sizes.min() >= k
    assert 0 <= result.loss.loss <= 1
    for name, hierarchy in hierarchies.items():
        values = frame[name].where(frame[name].notna(), None)
        labels = released[name].where(released[name].notna(), None)
        assert all(covers(label, value, hierarchy) for label, value in zip(labels, values, strict=True))


@settings(max_examples=30, deadline=None)
@given(frames)
def test_k_of_1_changes_nothing_and_strict_cuts_keep_alike_records_together(frame: pd.DataFrame) -> None:
    hierarchies = {column.name: suggest(column).build(column) for column in dataset_of(frame)}
    _, released = recoded(frame, hierarchies, 1)
    assert released.fillna("").equals(frame.fillna("").astype(object))
    _, released = recoded(frame, hierarchies, 3)
    together = pd.concat([frame, released.add_prefix("new ")], axis=1)
    assert len(together.drop_duplicates()) == len(frame.drop_duplicates())


@pytest.mark.parametrize("cuts", Cuts)
@pytest.mark.parametrize("k", [5, 100])
def test_less_is_lost_than_at_the_best_global_recoding_of_arx(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any], cuts: Cuts, k: int
) -> None:
    table = adult_table(adult, adult_hierarchies)
    result = recode_locally(adult, table, LocalRecoding(k, cuts))
    optima = [
        case for case in arx["optimum"] if case["case"].startswith(f"k{k}_") and case["case"].endswith("loss_geomean")
    ]
    assert k_anonymity(result.classes).k >= k
    assert optima
    assert all(result.loss.loss < 0.7 * float(case["loss_highest"]) for case in optima)


def test_the_same_figures_are_computed_as_after_a_global_recoding(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy]
) -> None:
    result = recode_locally(adult, adult_table(adult, adult_hierarchies), LocalRecoding(20))
    spread = histogram(sensitive_attribute(result.table, adult["occupation"]), result.classes)
    assert spread.sizes.tolist() == result.classes.sizes.tolist()
    released = generalise_locally(adult, result)
    assert released["age"].values[0] != ""
    assert np.array_equal(
        np.sort(pd.DataFrame({c.name: c.codes for c in released}).groupby(list(released.names)).size()),
        np.sort(result.classes.sizes),
    )


def adult_table(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> FrequencyTable:
    return collapse(encode(adult, adult_hierarchies, list(adult_hierarchies)))
