"""Sessions on which a page may open, and files that a reader may bring. Every person in them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.dataset import Dataset
from analysis.hierarchies.builders import Intervals, Words, suggest
from analysis.hierarchies.nomenclatures.french_places import Unit
from analysis.hierarchies.nomenclatures.geography import FrenchPlaces
from analysis.recoding.generalise import GlobalRecoding
from analysis.roles import Role, Roles
from analysis.samples import teaching_table
from pages.ui.choices import Plan, Session, Source

TEACHING_ROLES = {
    "prenom": Role.DIRECT_IDENTIFIER,
    "age": Role.QUASI_IDENTIFIER,
    "sexe": Role.QUASI_IDENTIFIER,
    "code_postal": Role.QUASI_IDENTIFIER,
    "maladie": Role.SENSITIVE,
}


def session_on(
    dataset: Dataset, roles: Mapping[str, Role] | None = None, *, k: int = 5, limit: float = 0.05, **levels: int
) -> Session:
    """A session in which a dataset is open, some columns have their roles, and the rest is undecided.

    Args:
        levels: Level of a quasi-identifier; 0 unless given.
    """
    assigned = Roles.undecided(dataset.names).assign(roles or {})
    known = assigned.quasi_identifiers
    plan = Plan(
        tuple((name, suggest(dataset[name], Words("Other", "Q"))) for name in known),
        GlobalRecoding(tuple((name, levels.get(name, 0)) for name in known), k, limit),
    )
    return Session(
        Source(dataset.name),
        complete=dataset,
        assessed=dataset,
        dataset=dataset,
        decided=assigned,
        roles=assigned,
        plan=plan if known else None,
    )


def teaching(roles: Mapping[str, Role] = TEACHING_ROLES, **plan: float) -> Session:
    """A session on the 12 people of the teaching table: ages by 2, 4 and 8 years, postal codes by département and région.

    At age 3 (eight years) and code_postal 1 (département) they form six classes: three women of 32–39 and three men of
    40–47 in the Rhône; in the Ain one man of 16–23, two of 24–31, two women of 56–63, one of 64–71.
    """
    own = session_on(teaching_table(), roles, **plan)
    if own.plan is None:
        return own
    by_departement = FrenchPlaces(units=(Unit.DEPARTEMENT, Unit.REGION), other="Other")
    made = {"code_postal": by_departement, "age": Intervals((2.0, 4.0, 8.0))}
    builders = tuple((name, made.get(name, builder)) for name, builder in own.plan.builders)
    return replace(own, plan=replace(own.plan, builders=builders))


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """A file of some lines."""
    return "\n".join([*lines, ""]).encode(encoding)


PEOPLE = csv(
    "prénom;age;sexe;code_postal;cout;accord",
    *(
        f"Zoé {i};{30 + i % 5};{'FM'[i % 2]};0{1000 + 100 * (i % 3)};{i},50;{'non' if i % 6 == 0 else 'oui'}"
        for i in range(30)
    ),
    encoding="cp1252",
)
"""30 people, of whom 5 refused."""
