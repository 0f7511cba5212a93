"""Kernels compiled ahead: every one of them, and nobody waits meanwhile."""

from contextlib import nullcontext
from unittest.mock import Mock, patch

from analysis import kernels, microaggregation_kernels, suppression_kernels, swapping_kernels
from analysis.warm_up import group_ahead, warm_up


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


def test_warming_up_compiles_what_steps_use() -> None:
    warm_up().join()
    used = (
        swapping_kernels.swap_ranks,
        microaggregation_kernels.mdav,
        suppression_kernels.pool,
        suppression_kernels.cover,
    )
    assert all(kernel.signatures for kernel in used)
