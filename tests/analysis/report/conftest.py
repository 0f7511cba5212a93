"""One release, made once, that the tests of a report read."""

import pytest

from analysis.audit import Trail
from analysis.recipe.running import run
from tests.analysis.report.released import NOW, people, recipe_on


@pytest.fixture(scope="session")
def outcome():
    dataset = people()
    return run(recipe_on(dataset), dataset)


@pytest.fixture(scope="session")
def trail():
    return Trail().add("roles", {"columns": 5}, NOW).add("levels", {"k": 5}, NOW)
