"""What every test may use."""

import json
from pathlib import Path
from typing import Any

import hypothesis
import pandas as pd
import pytest

from analysis.dataset import Dataset, dataset_of
from analysis.hierarchies.hierarchy import Hierarchy

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real data and figures of other tools, kept beside the project and not in it."""

hypothesis.settings.register_profile("foule", deadline=None)  # the first call of a kernel compiles it
hypothesis.settings.load_profile("foule")

ADULT = (
    "sex",
    "age",
    "race",
    "marital-status",
    "education",
    "native-country",
    "workclass",
    "occupation",
    "salary-class",
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; skips the test where it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"needs the reference data beside the project, in {SHARED.name}/data and {SHARED.name}/cases")
    return SHARED


@pytest.fixture(scope="session")
def adult(shared: Path) -> Dataset:
    """The Adult census extract, 30,162 records, 9 columns."""
    return dataset_of(pd.read_csv(shared / "data" / "adult.csv", sep=";", dtype=str), "adult")


@pytest.fixture(scope="session")
def adult_hierarchies(shared: Path) -> dict[str, Hierarchy]:
    """The hierarchies published with Adult, by column."""
    files = {name: shared / "data" / f"adult_hierarchy_{name}.csv" for name in ADULT}
    return {
        name: Hierarchy.of(pd.read_csv(file, sep=";", header=None, dtype=str).to_numpy(), name)
        for name, file in files.items()
    }


@pytest.fixture(scope="session")
def arx(shared: Path) -> dict[str, Any]:
    """Figures of ARX on Adult."""
    return json.loads((shared / "cases" / "arx_adult.json").read_text(encoding="utf-8"))
