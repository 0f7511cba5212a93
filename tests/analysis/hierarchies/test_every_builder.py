"""What holds of every builder, on random columns: its hierarchy nests, covers the column, and survives files and JSON."""

import importlib
import json
import pkgutil
from dataclasses import is_dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis import hierarchies
from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.builders import (
    Builder,
    CutPoints,
    Dates,
    Frequent,
    Granularity,
    GroupLabel,
    Intervals,
    Kept,
    Mask,
    Order,
    Padding,
    Suppress,
    Table,
)
from analysis.hierarchies.coverage import coverage
from analysis.hierarchies.dates import nests
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.intervals import equal_cuts, joined, quantile_cuts, round_widths
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.hierarchies.registry import KINDS, builder_from_dict, builder_to_dict
from analysis.io import read_hierarchy, write_hierarchy
from analysis.kinds import Kind

PACKAGE = "analysis.hierarchies."


def column(kind: Kind, texts: list[str], **options: str) -> Column:
    codes, values = pd.factorize(pd.Series(texts, dtype=object))
    return Column("c", kind, np.asarray(values, dtype=object), codes.astype(np.int32), **options)


words = st.lists(st.text("ab0é-*– ,;\"'", min_size=1, max_size=6), min_size=1, max_size=30)
whole = st.lists(st.integers(-(10**6), 10**6).map(str), min_size=1, max_size=30)
fractions = st.lists(
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(lambda number: str(number).replace(".", ",")),
    min_size=1,
    max_size=30,
)
days = st.lists(
    st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-12-31")).map(lambda d: d.strftime("%Y-%m-%dT%H:%M:%S")),
    min_size=1,
    max_size=30,
)
text_columns = words.map(lambda texts: column(Kind.TEXT, texts))
number_columns = whole.map(lambda texts: column(Kind.INTEGER, texts)) | fractions.map(
    lambda texts: column(Kind.DECIMAL, texts, decimal=",")
)
date_columns = days.map(lambda texts: column(Kind.DATE, texts, date_format="%Y-%m-%dT%H:%M:%S"))


@st.composite
def nested_widths(draw: st.DrawFn) -> tuple[float, ...]:
    widths = [draw(st.sampled_from([0.1, 0.5, 1.0, 2.0, 5.0, 37.0]))]
    for factor in draw(st.lists(st.integers(2, 5), max_size=3)):
        widths.append(widths[-1] * factor)
    return tuple(widths)


@st.composite
def intervals(draw: st.DrawFn) -> Intervals:
    ends = sorted(draw(st.lists(st.integers(-500, 500), min_size=2, max_size=2, unique=True)))
    return Intervals(
        draw(nested_widths()),
        float(draw(st.integers(-10, 10))),
        draw(st.sampled_from([None, float(ends[0])])),
        draw(st.sampled_from([None, float(ends[1])])),
    )


@st.composite
def cut_points(draw: st.DrawFn) -> CutPoints:
    cuts = draw(st.lists(st.integers(-1000, 1000) | st.sampled_from([0.5, 2.25]), min_size=1, max_size=12, unique=True))
    return CutPoints(joined(sorted(map(float, cuts)), draw(st.lists(st.integers(2, 4), max_size=3))))


@st.composite
def date_chains(draw: st.DrawFn) -> Dates:
    chain = [draw(st.sampled_from(Granularity))]
    while draw(st.booleans()):
        wider = [own for own in Granularity if nests(chain[-1], own)]
        if not wider:
            break
        chain.append(draw(st.sampled_from(wider)))
    return Dates(
        tuple(chain),
        earliest=draw(st.sampled_from(["", "1805-05-05"])),
        latest=draw(st.sampled_from(["", "2001-02-03"])),
    )


masks = st.builds(
    Mask,
    st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True).map(lambda kept: tuple(sorted(kept)[::-1])),
    st.sampled_from(Kept),
    st.sampled_from(Padding),
    st.sampled_from(["*", "x", "0"]),
)
rares = st.builds(
    Frequent,
    st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True).map(lambda least: tuple(sorted(least))),
    st.sampled_from(["Autres", "a"]),
)
orders = st.builds(
    Order,
    st.lists(st.integers(2, 5), min_size=1, max_size=3).map(tuple),
    st.just(()),
    st.sampled_from(GroupLabel),
)
for_text = st.one_of(masks, rares, orders, st.just(Suppress()), st.just(FrenchPlaces()))

cases = st.one_of(
    st.tuples(text_columns, for_text),
    st.tuples(number_columns, st.one_of(intervals(), cut_points(), orders, rares, masks)),
    st.tuples(date_columns, st.one_of(date_chains(), orders)),
)


@given(cases)
def test_the_hierarchy_of_every_builder_nests_covers_its_column_and_ends_in_one_label(
    case: tuple[Column, Builder],
) -> None:
    own, builder = case
    hierarchy = builder.build(own)
    Hierarchy.of(hierarchy.table)
    assert hierarchy.has_root
    found = coverage(builder, own)
    assert found.complete
    assert found.n_unused == 0
    sizes = [len(own.values), *(level.groups for level in found.levels)]
    assert sizes == sorted(sizes, reverse=True)
    assert found.levels[-1].smallest == own.counts.sum()


@given(cases)
def test_every_hierarchy_written_for_arx_is_read_as_it_was(case: tuple[Column, Builder]) -> None:
    own, builder = case
    hierarchy = builder.build(own)
    rows = read_hierarchy(write_hierarchy(hierarchy), "made up.csv", ";")
    assert rows == tuple(map(tuple, hierarchy.table))
    assert Table(rows).build(own).table.tolist() == hierarchy.table.tolist()


@given(cases)
def test_every_builder_survives_json(case: tuple[Column, Builder]) -> None:
    own, builder = case
    for written in (builder, Table(tuple(map(tuple, builder.build(own).table)), "made up")):
        again = builder_from_dict(json.loads(json.dumps(builder_to_dict(written))))
        assert again == written
        assert again.build(own).table.tolist() == written.build(own).table.tolist()


def test_every_builder_there_is_has_a_name_of_its_own_in_json() -> None:
    names = [own.name for own in pkgutil.walk_packages(hierarchies.__path__, PACKAGE)]
    modules = [importlib.import_module(name) for name in names if ".build_" not in name]
    classes = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    builders = {kind for kind in classes if is_dataclass(kind) and hasattr(kind, "build")}
    assert len(builders) >= 9
    assert sorted(kind.__name__ for kind in builders) == sorted(kind.__name__ for kind in KINDS.values())


@given(number_columns, st.integers(2, 8))
def test_automatic_cut_points_are_between_the_numbers_and_make_no_more_intervals_than_asked(
    own: Column, n_intervals: int
) -> None:
    numbers = own.numbers()
    assume(len(np.unique(numbers)) > 1)
    for automatic in (equal_cuts, quantile_cuts):
        cuts = automatic(own, n_intervals)
        assert 1 <= len(cuts) < n_intervals
        assert numbers.min() < cuts[0]
        assert cuts[-1] <= numbers.max()
        groups = coverage(CutPoints((cuts,)), own).levels[0].groups
        assert 2 <= groups <= len(cuts) + 1
    Intervals(round_widths(own)).build(own)


def test_the_tables_of_arx_survive_being_read_and_written(shared: Path) -> None:
    for path in sorted((shared / "data").glob("adult_hierarchy_*.csv")):
        rows = read_hierarchy(path, path.name)
        assert read_hierarchy(write_hierarchy(Hierarchy.of(rows)), path.name) == rows


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": "spell"}, "“spell” is no known way"),
        ({}, "“None” is no known way"),
        ({"kind": "mask", "kept": [2], "colour": "red"}, "has no parameter colour"),
        ({"kind": "mask"}, "lacks a parameter"),
        ({"kind": "mask", "kept": ["2"]}, "mask.kept must be a whole number"),
        ({"kind": "mask", "kept": 2}, "mask.kept must be a list"),
        ({"kind": "mask", "kept": [2], "side": "middle"}, "mask.side must be one of first, last"),
        ({"kind": "intervals", "widths": [True]}, "intervals.widths must be a number"),
        ({"kind": "mask", "kept": [1, 2]}, "must keep fewer"),
    ],
)
def test_json_that_is_no_builder_is_refused_in_words(data: dict, words: str) -> None:
    with pytest.raises(HierarchyError, match=words):
        builder_from_dict(data)


def test_json_without_a_parameter_takes_its_default() -> None:
    assert builder_from_dict({"kind": "intervals", "widths": [5, 10]}) == Intervals((5.0, 10.0))
