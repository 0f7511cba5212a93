from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import tables

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.models.requirements import KAnonymous
from analysis.search import Measure, lattice, meeting, optimum, prices

KS = (2, 3, 5, 8)


@given(tables(), st.sampled_from([0.0, 0.1, 0.3]), st.integers(1, 4), st.booleans())
def test_the_price_of_each_k_is_the_loss_of_its_optimum(
    table: FrequencyTable, limit: float, own_k: int, weighted: bool
) -> None:
    weights = {table.names[0]: 3.0} if weighted else None
    for price in prices(lattice(table, own_k), limit, KS, weights):
        if price.loss is None:
            with pytest.raises(NotComputable):
                optimum(table, [KAnonymous(price.k)], limit)
            continue
        found = optimum(table, [KAnonymous(price.k)], limit, Measure.LOSS, weights)
        assert price.loss == pytest.approx(found.value, abs=1e-12)
        node = found.lattice.space.number(price.levels)
        assert price.suppressed == found.lattice.suppressed[node]
        assert found.lattice.utility(Measure.LOSS, weights)[node] == pytest.approx(price.loss, abs=1e-12)


def test_a_larger_k_never_costs_less(adult_table: FrequencyTable) -> None:
    found = prices(lattice(adult_table, 5), 0.02)
    losses = [price.loss for price in found if price.loss is not None]
    assert [price.k for price in found] == list(range(2, 51))
    assert losses == sorted(losses)
    assert losses[0] == pytest.approx(0.2093709911332433, abs=1e-12)
    assert losses[3] == pytest.approx(0.3137130352819242, abs=1e-12)
    assert losses[8] == pytest.approx(0.34233670356549895, abs=1e-12)


def test_a_search_that_was_cut_short_has_no_prices(adult_table: FrequencyTable) -> None:
    found = meeting(adult_table, [KAnonymous(5)], 0.02)
    with pytest.raises(NotComputable, match="all combinations"):
        prices(found, 0.02)
    whole = lattice(adult_table, 5)
    uncounted = replace(whole, tally=replace(whole.tally, counts_failing=False))
    with pytest.raises(NotComputable, match="not counted"):
        prices(uncounted, 0.02, [2])
