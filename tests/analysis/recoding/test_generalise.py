"""Global recoding, against brute force and against ARX."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode
from analysis.errors import RecodingError
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.k_anonymity import k_anonymity
from analysis.recoding.generalise import GlobalRecoding, generalise, recode, records_allowed, suppressed_records
from analysis.risk.reidentification import prosecutor_risk

frames = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(0, 9).map(str))] * width), min_size=1, max_size=50
    ).map(lambda rows: pd.DataFrame(rows, columns=[f"q{i}" for i in range(width)], dtype=object))
)


def collapsed(frame: pd.DataFrame) -> tuple[Dataset, FrequencyTable]:
    dataset = dataset_of(frame)
    return dataset, collapse(encode(dataset, {c.name: suggest(c).build(c) for c in dataset}, dataset.names))


def some_levels(data: st.DataObject, table: FrequencyTable) -> tuple[tuple[str, int], ...]:
    return tuple((column.name, data.draw(st.integers(0, column.top))) for column in table.columns)


@given(frames, st.data())
def test_classes_are_those_that_pandas_finds_in_the_generalised_records(
    frame: pd.DataFrame, data: st.DataObject
) -> None:
    dataset, table = collapsed(frame)
    levels = some_levels(data, table)
    released = generalise(dataset, table, dict(levels))
    records = pd.DataFrame({column.name: column.texts() for column in released})
    expected = sorted(records.groupby(list(records.columns), dropna=False).size())
    assert sorted(table.classes([level for _, level in levels]).sizes) == expected


@given(frames, st.data())
def test_generalising_never_lowers_k_and_never_lowers_the_loss_without_suppression(
    frame: pd.DataFrame, data: st.DataObject
) -> None:
    _, table = collapsed(frame)
    low = some_levels(data, table)
    high = tuple(
        (column.name, data.draw(st.integers(level, column.top)))
        for column, (_, level) in zip(table.columns, low, strict=True)
    )
    before, after = (recode(table, GlobalRecoding(levels, k=1)) for levels in (low, high))
    assert k_anonymity(after.classes).k >= k_anonymity(before.classes).k
    assert after.loss.loss >= before.loss.loss


@given(frames, st.integers(1, 6))
def test_what_is_released_is_k_anonymous_and_nobody_is_lost_from_the_count(frame: pd.DataFrame, k: int) -> None:
    _, table = collapsed(frame)
    recoded = recode(table, GlobalRecoding(tuple((name, 0) for name in table.names), k))
    assert recoded.n_suppressed == suppressed_records(recoded).sum()
    assert recoded.n_suppressed + recoded.remaining.n_records == len(frame)
    if len(recoded.remaining.sizes):
        assert k_anonymity(recoded.remaining).k >= k


@given(frames)
def test_the_order_of_records_and_columns_does_not_matter(frame: pd.DataFrame) -> None:
    _, table = collapsed(frame)
    _, shuffled = collapsed(frame.iloc[::-1, ::-1])
    assert sorted(table.classes().sizes) == sorted(shuffled.classes().sizes)
    assert prosecutor_risk(table.classes()) == prosecutor_risk(shuffled.classes())


@given(frames)
def test_another_quasi_identifier_never_raises_k(frame: pd.DataFrame) -> None:
    _, table = collapsed(frame)
    for name in table.names if len(table.names) > 1 else ():
        assert k_anonymity(table.without(name).classes()).k >= k_anonymity(table.classes()).k


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 2**9), min_size=9, max_size=9), min_size=1, max_size=30))
def test_keys_wider_than_64_bits_are_grouped_as_well(rows: list[list[int]]) -> None:
    wide = np.repeat(np.array(rows), 2, axis=1)
    frame = pd.DataFrame(wide).rename(columns=str).astype(str)
    rare = pd.DataFrame({f"r{i}": [f"v{(i + 1) * j % 1009}" for j in range(len(frame))] for i in range(9)})
    full = pd.concat([frame, rare], axis=1)
    dataset = dataset_of(full)
    table = collapse(encode(dataset, {c.name: suggest(c).build(c) for c in dataset}, dataset.names))
    assert sorted(table.counts) == sorted(full.groupby(list(full.columns)).size())


def test_a_suppression_limit_is_not_cut_short_by_floating_point() -> None:
    assert records_allowed(0.29, 100) == 29
    assert records_allowed(0.02, 30162) == 603


def test_levels_of_other_columns_are_refused() -> None:
    _, table = collapsed(pd.DataFrame({"a": ["1", "2"]}))
    with pytest.raises(RecodingError, match="other quasi-identifiers"):
        recode(table, GlobalRecoding((("b", 0),)))
    with pytest.raises(RecodingError, match="no level 99"):
        recode(table, GlobalRecoding((("a", 99),)))


@pytest.mark.parametrize(("k", "limit"), [(0, 0.1), (2, 1.5), (2, -0.1)])
def test_requirements_that_make_no_sense_are_refused(k: int, limit: float) -> None:
    with pytest.raises(RecodingError):
        GlobalRecoding((), k, limit)


def published(arx: dict[str, Any]) -> list[dict[str, Any]]:
    """Nodes for which ARX gives the Loss under k-anonymity alone."""
    order = arx["nodes"]["order"]
    nodes = [
        {
            "qis": order,
            "levels": n["transformation"],
            "k": arx["nodes"]["k"],
            "loss": n["loss_high"],
            "suppressed": n["suppressed"],
            "classes": n["classes"],
        }
        for n in arx["nodes"]["nodes"]
    ]
    for case in arx["optimum"]:
        models = case["config"].strip("[]").split(", ")
        only_k = all("anonymity" in model or "distinct-1-" in model for model in models)
        if only_k and case["metric"].startswith("Loss"):
            k = int(re.search(r"(\d+)-anonymity", case["config"]).group(1))
            nodes.append(
                {
                    "qis": case["qis"],
                    "levels": case["optimum"],
                    "k": k,
                    "loss": case["loss_highest"],
                    "suppressed": case["suppressed_records"],
                    "classes": case["num_classes"],
                }
            )
    return nodes


def test_every_node_that_arx_published_has_the_same_loss_suppression_and_classes(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    nodes = published(arx)
    assert len(nodes) > 130
    tables = {tuple(n["qis"]): collapse(encode(adult, adult_hierarchies, n["qis"])) for n in nodes}
    for node in nodes:
        levels = tuple(zip(node["qis"], node["levels"], strict=True))
        recoded = recode(tables[tuple(node["qis"])], GlobalRecoding(levels, node["k"]))
        assert recoded.loss.loss == pytest.approx(float(node["loss"]), abs=1e-9)
        assert recoded.n_suppressed == node["suppressed"]
        assert len(recoded.remaining.sizes) == node["classes"]
