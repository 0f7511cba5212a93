"""Files in and out: the only part of the library that touches disk.

    reading = read(Path("patients.csv"), "patients.csv")
    save(export(reading.dataset, Format.PARQUET).content, Path("patients.parquet"))

Read ``grid`` first (what the user may decide, what the reader reports), then ``reading``.
"""

from analysis.io.grid import ReadOptions, Understood
from analysis.io.hierarchy_file import read_hierarchy, write_hierarchy
from analysis.io.reading import SUPPORTED, Reading, read
from analysis.io.writing import PACKAGES, CsvStyle, Export, Format, export, format_of, save, save_together

__all__ = [
    "PACKAGES",
    "SUPPORTED",
    "CsvStyle",
    "Export",
    "Format",
    "ReadOptions",
    "Reading",
    "Understood",
    "export",
    "format_of",
    "read",
    "read_hierarchy",
    "save",
    "save_together",
    "write_hierarchy",
]
