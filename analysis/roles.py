"""What each column is for: the one decision that every figure depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from analysis.dataset import Dataset
from analysis.errors import RoleError
from analysis.wording import Sentence, sentence


class Role(Enum):
    """The part a column plays in the assessment."""

    DIRECT_IDENTIFIER = "direct_identifier"
    """Names a person on its own (name, NIR, e-mail); leaves the release."""
    QUASI_IDENTIFIER = "quasi_identifier"
    """May be known to others and singles people out in combination (age, sex, postal code)."""
    SENSITIVE = "sensitive"
    """What an attacker wants to learn (diagnosis, income)."""
    INSENSITIVE = "insensitive"
    WEIGHT = "weight"
    """Sampling weight: how many people of the population the record stands for."""
    HOUSEHOLD = "household"
    """Names the household of the person; records with the same value are exposed together."""
    UNDECIDED = "undecided"
    """Nobody has decided yet; blocks the release."""


ROLE_NAMES: Final[Mapping[Role, Sentence]] = {
    Role.UNDECIDED: sentence("to be decided"),
    Role.DIRECT_IDENTIFIER: sentence("direct identifier"),
    Role.QUASI_IDENTIFIER: sentence("quasi-identifier"),
    Role.SENSITIVE: sentence("sensitive"),
    Role.INSENSITIVE: sentence("not sensitive"),
    Role.WEIGHT: sentence("sampling weight"),
    Role.HOUSEHOLD: sentence("household"),
}
"""What a role is called."""
SINGLE = (Role.WEIGHT, Role.HOUSEHOLD)
"""Roles that at most one column may have."""


@dataclass(frozen=True)
class Roles:
    """The role of every column of a dataset.

    Attributes:
        assigned: (column, role) in the order of the dataset's columns.
    """

    assigned: tuple[tuple[str, Role], ...]

    @classmethod
    def undecided(cls, columns: Iterable[str]) -> Roles:
        """Every column still to be decided."""
        return cls(tuple((name, Role.UNDECIDED) for name in columns))

    def __getitem__(self, column: str) -> Role:
        return dict(self.assigned)[column]

    def assign(self, changes: Mapping[str, Role]) -> Roles:
        """The same roles with some columns decided anew.

        Raises:
            RoleError: A column is unknown.
        """
        known = {name for name, _ in self.assigned}
        unknown = [name for name in changes if name not in known]
        if unknown:
            raise RoleError(
                "Not in the dataset: {columns}. Its columns are {known}.",
                columns=", ".join(unknown),
                known=", ".join(sorted(known)),
            )
        return Roles(tuple((name, changes.get(name, role)) for name, role in self.assigned))

    def of(self, role: Role) -> tuple[str, ...]:
        """Columns that have a role, in the dataset's order."""
        return tuple(name for name, own in self.assigned if own is role)

    @property
    def quasi_identifiers(self) -> tuple[str, ...]:
        return self.of(Role.QUASI_IDENTIFIER)

    def check(self, dataset: Dataset) -> None:
        """Make sure that the roles belong to the dataset and do not contradict each other.

        Raises:
            RoleError: The columns differ, or two columns claim a role that only one may have.
        """
        if tuple(name for name, _ in self.assigned) != dataset.names:
            raise RoleError("The roles are those of another dataset: its columns differ.")
        for role in SINGLE:
            if len(self.of(role)) > 1:
                raise RoleError(
                    "Only one column can be the {role}: choose between {columns}.",
                    role=ROLE_NAMES[role],
                    columns=", ".join(self.of(role)),
                )
