import tracemalloc

from analysis.frequency import FrequencyTable
from analysis.search import lattice, search_size


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
