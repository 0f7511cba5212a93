"""Write ``data/french_geography.parquet`` from Etalab's « Découpage administratif ».

    npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
    python -m analysis.hierarchies.nomenclatures.build_french_geography package

One row per code, of these kinds:

- ``commune``: a commune of today;
- ``arrondissement``: a municipal arrondissement of Paris, Lyon or Marseille;
- ``former``: a commune that is part of another now, in the row of ``code`` ``within``;
- ``postal``: a postal code, in the units of its most populous commune; the people of a commune are shared equally
  among its postal codes.

``known_as`` is the name of a place as ``french_places.spelt`` spells it, where it is the only one of that name or at least
nine in ten of the people in places of that name live there.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.hierarchies.nomenclatures.french_places import COLLECTIVITIES, DATA, NO_EPCI, spelt

Row = dict[str, Any]

DOMINANT = 0.9
"""Share of the people in places of the same name that makes one of them the place that is meant."""

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("kind", "code", "name", "within")),
        ("population", pa.int32()),
        *((name, pa.string()) for name in ("epci", "departement", "region")),
        *((name, pa.string()) for name in ("epci_name", "departement_name", "region_name")),
        *((name, pa.string()) for name in ("epci_label", "departement_label", "region_label")),
        ("known_as", pa.string()),
        ("straddles", pa.bool_()),
        ("postal_codes", pa.list_(pa.string())),
    ]
)


def build(package: Path) -> pa.Table:
    """Put the files of the unpacked package into one table.

    Args:
        package: Folder that holds the package's ``data``.
    """
    units: dict[str, list[Row]] = {
        name: json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("communes", "departements", "regions", "epci")
    }
    rows = list(_communes(units))
    _name(rows)
    rows += _postal_codes(rows)
    return pa.Table.from_pylist(sorted(rows, key=lambda row: (row["kind"], row["departement"], row["code"])), SCHEMA)


def _communes(units: dict[str, list[Row]]) -> Iterator[Row]:
    names = {unit: {row["code"]: row["nom"] for row in units[unit]} for unit in ("departements", "regions", "epci")}
    epci = {member["code"]: group["code"] for group in units["epci"] for member in group["membres"]}

    def row_of(kind: str, code: str, place: Row, within: str = "") -> Row:
        group, number = epci.get(within or code), place["departement"]
        return {
            "kind": kind,
            "code": code,
            "name": place["nom"],
            "within": within,
            "population": place.get("population", 0) if kind != "former" else 0,
            "epci": group,
            "departement": number,
            "region": place["region"],
            "epci_name": names["epci"].get(group),
            "departement_name": names["departements"][number],
            "region_name": names["regions"][place["region"]],
            "epci_label": f"{names['epci'].get(group, NO_EPCI)} ({number})",
            "departement_label": f"{names['departements'][number]} ({number})",
            "region_label": COLLECTIVITIES if place["zone"] == "com" else names["regions"][place["region"]],
            "known_as": None,
            "straddles": False,
            "postal_codes": place.get("codesPostaux", []) if kind != "former" else [],
        }

    today = {row["code"]: row for row in units["communes"] if row["type"] == "commune-actuelle"}
    for code, commune in today.items():
        yield row_of("commune", code, commune)
    for place in units["communes"]:
        if place["type"] == "arrondissement-municipal":
            yield row_of("arrondissement", place["code"], place, place["commune"])
    for code, commune in _former(units["communes"], today).items():
        yield row_of("former", code, commune, commune["code"])


def _name(rows: list[Row]) -> None:
    """Say which places are known by their name alone."""
    namesakes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] != "former":
            namesakes[spelt(row["name"])].append(row)
    for name, own in namesakes.items():
        largest = max(own, key=lambda row: row["population"])
        if len(own) == 1 or largest["population"] >= DOMINANT * sum(row["population"] for row in own):
            largest["known_as"] = name


def _former(communes: list[Row], today: dict[str, Row]) -> dict[str, Row]:
    """Codes that are in use no more, or for a part of a commune only, and the commune they are in today."""
    found: dict[str, Row] = {}
    for commune in sorted(today.values(), key=lambda row: -row.get("population", 0)):
        for code in commune.get("anciensCodes", ()):
            found.setdefault(code, commune)
    for part in communes:
        if "chefLieu" in part and part["chefLieu"] in today:
            found.setdefault(part["code"], today[part["chefLieu"]])
    return {code: commune for code, commune in found.items() if code not in today}


def _postal_codes(communes: Iterable[Row]) -> Iterator[Row]:
    served: dict[str, list[Row]] = defaultdict(list)
    divided = {row["within"] for row in communes if row["kind"] == "arrondissement"}
    for row in communes:
        if row["code"] not in divided:
            for code in row["postal_codes"]:
                served[code].append(row)
    for code, own in served.items():
        largest = max(own, key=lambda row: row["population"])
        yield {
            **largest,
            "kind": "postal",
            "code": code,
            "name": code,
            "within": "",
            "known_as": None,
            "population": round(sum(row["population"] / len(row["postal_codes"]) for row in own)),
            "straddles": len({row["departement"] for row in own}) > 1,
            "postal_codes": [],
        }


if __name__ == "__main__":
    pq.write_table(build(Path(sys.argv[1])), DATA, compression="zstd", compression_level=19)
