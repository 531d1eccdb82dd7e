"""Shared by all tests: the repository's own masters and inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.workflow.masters import Masters, load_masters

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def masters() -> Masters:
    """The plan master and form definition of the sample city."""
    folder = ROOT / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
