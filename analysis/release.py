"""The release: what leaves, and what speaks against letting it leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.dataset import Dataset
from analysis.errors import NotComputable
from analysis.recoding.cell_suppression import CellSuppressed, generalise_and_suppress
from analysis.recoding.generalise import Recoded, generalise, records_allowed, suppressed_records
from analysis.recoding.mondrian import LocallyRecoded, generalise_locally
from analysis.roles import Role, Roles
from analysis.traces import traces_of
from analysis.wording import Sentence, sentence

WITHHELD = (Role.DIRECT_IDENTIFIER, Role.UNDECIDED)
"""Columns of these roles never leave."""


@dataclass(frozen=True, eq=False)
class Release:
    """A dataset made to leave, with what was done to it.

    Attributes:
        dataset: Its records and columns.
        dropped: Columns that were left out.
        n_suppressed: Records that were left out.
        passed_over: Reasons against it that somebody decided to pass over.
    """

    dataset: Dataset
    dropped: tuple[str, ...]
    n_suppressed: int
    passed_over: tuple[Sentence, ...]


def obstacles(roles: Roles, recoded: Recoded) -> tuple[Sentence, ...]:
    """Say what speaks against releasing the recoded records, by roles and classes; empty when nothing does.

    What the records themselves hold is told by :func:`traces_left`, which reads them.
    """
    found = list(_undecided(roles))
    if not recoded.within_limit and recoded.recoding.conditions:
        found.append(
            sentence(
                "Your requirements are not met: {suppressed} records are in classes that fail them, and the limit allows "
                "{allowed} to be suppressed.",
                suppressed=recoded.n_suppressed,
                allowed=records_allowed(recoded.recoding.suppression_limit, recoded.classes.n_records),
            )
        )
    elif not recoded.within_limit:
        found.append(
            sentence(
                "k = {k} is not met: {suppressed} records are in smaller classes, and the limit allows {allowed} to be suppressed.",
                k=recoded.recoding.k,
                suppressed=recoded.n_suppressed,
                allowed=records_allowed(recoded.recoding.suppression_limit, recoded.classes.n_records),
            )
        )
    return tuple(found)


def traces_left(dataset: Dataset, roles: Roles) -> tuple[Sentence, ...]:
    """Say where direct identifiers stand inside columns that leave as they are; empty when nothing was found."""
    return tuple(trace.reason for trace in traces_of(dataset, roles))


def _undecided(roles: Roles) -> tuple[Sentence, ...]:
    undecided = roles.of(Role.UNDECIDED)
    if not undecided:
        return ()
    return (
        sentence(
            "Nobody has decided what these columns are: {columns}. They stay out of the release until then.",
            columns=", ".join(undecided),
        ),
    )


def release(dataset: Dataset, roles: Roles, recoded: Recoded) -> Release:
    """Make the release of a global recoding: quasi-identifiers generalised, rare records and withheld columns left out.

    Obstacles do not stop it: whoever calls has decided to pass over them, and they are written into the release.

    Raises:
        NotComputable: No record or no column is left.
    """
    if not len(recoded.sizes):
        raise NotComputable("Nothing is left to release: every record is suppressed.")
    leaving, dropped = _allowed(dataset, roles)
    generalised = generalise(leaving, recoded.table, dict(recoded.recoding.levels))
    stays = ~suppressed_records(recoded)
    passed_over = (*obstacles(roles, recoded), *traces_left(dataset, roles))
    return Release(generalised.take(stays), dropped, recoded.n_suppressed, passed_over)


def release_locally(dataset: Dataset, roles: Roles, recoded: LocallyRecoded) -> Release:
    """Make the release of a local recoding: quasi-identifiers relabelled, withheld columns left out, no record suppressed.

    Raises:
        NotComputable: No column is left.
    """
    leaving, dropped = _allowed(dataset, roles)
    passed_over = (*_undecided(roles), *traces_left(dataset, roles))
    return Release(generalise_locally(leaving, recoded), dropped, 0, passed_over)


def release_with_cells_suppressed(dataset: Dataset, roles: Roles, result: CellSuppressed) -> Release:
    """Make the release of a global recoding and of cells suppressed: no record is left out, withheld columns are.

    Where k holds only as long as a suppressed cell matches any value, the release says how many records are in smaller
    classes otherwise.

    Raises:
        NotComputable: No column is left.
    """
    leaving, dropped = _allowed(dataset, roles)
    passed_over = (*obstacles_with_cells_suppressed(roles, result), *traces_left(dataset, roles))
    return Release(generalise_and_suppress(leaving, result), dropped, 0, passed_over)


def obstacles_with_cells_suppressed(roles: Roles, result: CellSuppressed) -> tuple[Sentence, ...]:
    """Say what speaks against releasing records of which cells are suppressed; empty when nothing does."""
    return (*_undecided(roles), *_only_by_gaps(result))


def _only_by_gaps(result: CellSuppressed) -> tuple[Sentence, ...]:
    k, sizes = result.cells.k, result.classes.sizes
    rare = int(sizes[sizes < k].sum())
    if not rare:
        return ()
    return (
        sentence(
            "k = {k} is met only where a suppressed cell matches any value. Records in smaller classes where it is a value "
            "of its own: {records}.",
            k=k,
            records=rare,
        ),
    )


def withheld(roles: Roles) -> tuple[str, ...]:
    """The columns that never leave, whatever is done to them."""
    return tuple(name for role in WITHHELD for name in roles.of(role))


def _allowed(dataset: Dataset, roles: Roles) -> tuple[Dataset, tuple[str, ...]]:
    """The columns that may leave, and the names of those that may not."""
    dropped = withheld(roles)
    kept = tuple(column for column in dataset if column.name not in dropped)
    if not kept:
        raise NotComputable("Nothing is left to release: every column is withheld.")
    return replace(dataset, columns=kept), dropped
