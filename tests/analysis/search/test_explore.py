import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_tables import levels_of
from search_oracle import all_levels, kept_classes
from sensitive_tables import tables_with_attribute

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.requirements import AverageRisk, KAnonymous, Requirement
from analysis.models.sensitive import SensitiveAttribute
from analysis.recoding.generalise import records_allowed
from analysis.search import Measure, explore, front, lattice, optimum
from analysis.search.measures import Risk

ASKED: list[Requirement] = [KAnonymous(3), AverageRisk(0.4), DistinctLDiverse("s", 2), TClose("s", 0.4)]


@settings(max_examples=100)
@given(
    tables_with_attribute(),
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=2, unique=True),
    st.sampled_from([0.0, 0.2]),
    st.data(),
)
def test_with_time_enough_every_node_that_meets_the_requirements_is_known(
    drawn: tuple[FrequencyTable, SensitiveAttribute],
    requirements: list[Requirement],
    limit: float,
    data: st.DataObject,
) -> None:
    table, attribute = drawn
    limits = dict(zip(table.names, data.draw(levels_of(table)), strict=True))
    found = explore(table, requirements, limit, 60, limits, {"s": attribute})
    assert found.complete
    meet = set()
    for levels in all_levels(table):
        classes, kept = table.classes(levels), kept_classes(table, levels, requirements, {"s": attribute})
        inside = all(own <= most for own, most in zip(levels, limits.values(), strict=True))
        if inside and classes.sizes[~kept].sum() <= records_allowed(limit, table.n_records):
            meet.add(levels)
    known = found.lattice.levels[found.lattice.known]
    assert {tuple(levels) for levels in known.tolist()} == meet
    assert len(known) == len(meet)


def test_what_is_known_when_the_time_is_up_is_exact_and_says_so(adult_table: FrequencyTable) -> None:
    found = explore(adult_table, [KAnonymous(5)], 0.02, 0.3)
    assert not found.complete
    assert 0 < found.n_evaluated < 12960
    assert f"{found.n_evaluated} of 12960 combinations were evaluated" in str(found.sentence())
    assert "not known" in str(found.sentence())
    whole, costs = lattice(adult_table, 5), found.lattice.utility(Measure.LOSS)
    same = found.lattice.levels[found.lattice.known].astype(int) @ whole.space.strides
    assert costs[found.lattice.known] == pytest.approx(whole.utility(Measure.LOSS)[same], abs=1e-12)
    assert len(front(found.lattice.risk(Risk.AVERAGE), costs).nodes) > 3


def test_the_best_of_adult_is_found_long_before_all_is_known(adult_table: FrequencyTable) -> None:
    best = optimum(adult_table, [KAnonymous(5)], 0.02).value
    found = explore(adult_table, [KAnonymous(5)], 0.02, 2.0)
    assert np.nanmin(found.lattice.utility(Measure.LOSS)) == pytest.approx(best, abs=1e-12)


def test_a_finished_exploration_says_that_all_is_known(adult_table: FrequencyTable) -> None:
    found = explore(adult_table, [KAnonymous(5)], 0.0, 60)
    assert found.complete
    assert int(found.lattice.known.sum()) == optimum(adult_table, [KAnonymous(5)], 0.0).n_meeting
    assert str(found.sentence()).startswith("Every combination that meets")


def test_an_exploration_stops_when_told(adult_table: FrequencyTable) -> None:
    cancel, told = threading.Event(), []

    def stop(done: int, total: int) -> None:
        told.append(done)
        cancel.set()

    found = explore(adult_table, [KAnonymous(5)], 0.02, 60, progress=stop, cancel=cancel)
    assert found.n_evaluated == len(told) == 1
    assert not found.complete


def test_a_requirement_on_a_column_that_is_not_given_is_refused(adult_table: FrequencyTable) -> None:
    with pytest.raises(NotComputable, match="names disease"):
        explore(adult_table, [DistinctLDiverse("disease", 2)], 0.1, 1)
