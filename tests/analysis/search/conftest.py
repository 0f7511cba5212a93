"""What tests of the search may use."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy


@pytest.fixture(scope="session")
def adult_table(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> FrequencyTable:
    """Adult by its 9 quasi-identifiers: 12,960 nodes."""
    return collapse(encode(adult, adult_hierarchies, adult.names))


@pytest.fixture(scope="session")
def arx_published(shared: Path) -> dict[str, Any]:
    """Figures of ARX's own tests."""
    return json.loads((shared / "cases" / "arx_published_tests.json").read_text(encoding="utf-8"))
