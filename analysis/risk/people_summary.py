"""What a persistent code of persons gives away, in one result under stable names, for the command line."""

from __future__ import annotations

from typing import Any

from analysis.dataset import Column
from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.risk.histories import histories
from analysis.risk.km_anonymity import KmAnonymity, km_anonymity
from analysis.risk.longitudinal import persistent_code, person_risk
from analysis.risk.unicity import unicity_curve

K = 5
"""Persons who should share what is known of one."""


def summarise(person: Column, table: FrequencyTable, k: int = K, seed: int = 0) -> dict[str, Any]:
    """Measure persons who have several records. Shares are of the persons, 0 to 1.

    Args:
        person: The column whose value says which person a record is about.
        table: The records. An event is made of the columns that change within a person, or of all if none does.
        k: Persons who should share what is known of one.
        seed: Of the persons and events drawn.

    Raises:
        NotComputable: No record names a person.
    """
    classes = table.classes()
    found = person_risk(person, table, classes)
    columns = [name for name in table.names if name not in found.constant] or list(table.names)
    own = histories(person, table, classes, columns)
    caveats = list(found.caveats)
    sets: list[KmAnonymity] = []
    try:
        sets.extend(km_anonymity(own, k))  # those counted before the error stay
    except NotComputable as error:
        caveats.append(error.sentence)
    warning = persistent_code(found)
    alike = {
        "by_constant_columns": found.alike_by_constant,
        "by_events": found.alike_by_events,
        "by_counted_events": found.alike_by_counted_events,
    }
    return {
        "person": found.person,
        "people": found.n_people,
        "records_without_person": found.n_without_code,
        "records_per_person": {"mean": float(found.records.mean()), "largest": int(found.records.max())},
        "people_with_several_records": found.n_followed,
        "constant_columns": list(found.constant),
        "event_columns": columns,
        "unique_people": {name: None if sizes is None else float((sizes == 1).mean()) for name, sizes in alike.items()},
        "unicity": [
            {
                "events": point.events,
                "unique": point.unique.share,
                "interval": None if point.is_exact else [point.unique.low, point.unique.high],
                "people": point.n_people,
            }
            for point in unicity_curve(own, seed=seed)
        ],
        "k": k,
        "km_anonymity": [
            {
                "m": one.m,
                "itemsets": one.n_itemsets,
                "violating": one.n_violating,
                "people_exposed": one.n_people_exposed,
            }
            for one in sets
        ],
        "caveats": [str(caveat) for caveat in (*([warning] if warning else []), *caveats)],
    }
