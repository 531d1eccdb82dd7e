"""A city of twelve divisions, and what a run in one process makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.books import FORM, INPUTS, PLAN, make_city
from tests.workflow.digests import digests
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.workflow.collect import collect


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_city(tmp_path_factory.mktemp("city") / "12", divisions=12, measures=1)


@pytest.fixture(scope="session")
def city_masters(city: Path) -> Masters:
    return load_masters(city / PLAN, city / FORM)


@pytest.fixture(scope="session")
def expected(
    city: Path, city_masters: Masters, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The outputs of ``collect``, each with its digest."""
    output = tmp_path_factory.mktemp("alone")
    collect(city_masters, [city / INPUTS], output)
    return digests(output)
