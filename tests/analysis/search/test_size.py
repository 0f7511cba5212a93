import tracemalloc
from contextlib import nullcontext
from unittest.mock import Mock, patch

from analysis import kernels
from analysis.frequency import FrequencyTable
from analysis.search import lattice, search_size, warm_up
from analysis.search.size import group_ahead


def test_the_size_of_a_search_is_said_before_it_starts(adult_table: FrequencyTable) -> None:
    size = search_size(adult_table)
    assert (size.n_nodes, size.n_rows) == (12960, 19502)
    assert search_size(adult_table, {"age": 0}).n_nodes == 12960 // 5


def test_a_search_takes_no_more_memory_than_was_said(adult_table: FrequencyTable) -> None:
    lattice(adult_table, 5)
    tracemalloc.start()
    lattice(adult_table, 5)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = search_size(adult_table).memory
    assert said / 3 < peak < said


def test_warming_up_ends_and_leaves_the_kernels_ready() -> None:
    warm_up().join()
    assert kernels.ready()


def test_while_kernels_are_loaded_other_threads_do_without() -> None:
    with kernels.warming():
        assert kernels.ready()
        kernels._warming[-1] += 1
        assert not kernels.ready()
        kernels._warming[-1] -= 1
    assert kernels.ready()


def test_warming_up_takes_every_way_to_group() -> None:
    with (
        patch.object(kernels, "warming", nullcontext),
        patch.multiple(
            kernels,
            number_by_bitmap=(bitmap := Mock(wraps=kernels.number_by_bitmap)),
            number_by_sorting=(sorting := Mock(wraps=kernels.number_by_sorting)),
            number_sorted=(apart := Mock(wraps=kernels.number_sorted)),
            translate=(lookup := Mock(wraps=kernels.translate)),
            total_by_number=(totals := Mock(wraps=kernels.total_by_number)),
        ),
    ):
        group_ahead()
    assert all(kernel.called for kernel in (bitmap, sorting, apart, lookup, totals))
