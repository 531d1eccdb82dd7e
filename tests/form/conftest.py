"""The books of the sample city, distributed once for all tests of the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.masters.load import Masters
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workflow.distribute import distribute

DIVISION = "市民協働課"


@pytest.fixture(scope="session")
def builder(masters: Masters) -> FormBuilder:
    return FormBuilder(masters.plan, masters.form)


@pytest.fixture(scope="session")
def distributed(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The distributed books by division."""
    paths = distribute(masters, tmp_path_factory.mktemp("distributed"))
    return {path.name.split("_")[0]: path for path in paths}


@pytest.fixture(scope="session")
def book(distributed: dict[str, Path]) -> Path:
    """The book of the division with most to do."""
    return distributed[DIVISION]
