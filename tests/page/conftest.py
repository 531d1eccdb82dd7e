"""The page, built once, in both browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.driver import Browser
from zushi_xl.page import make
from zushi_xl.page.runtime import FILE

RUNTIME = ROOT / "tests" / FILE
TEMPLATES = ROOT / "templates_xlsx"
MASTERS = (TEMPLATES / "計画マスタ.xlsx", TEMPLATES / "様式定義.xlsx")


@pytest.fixture(scope="session")
def toolkit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page for the planning division."""
    path = tmp_path_factory.mktemp("page") / "zushi-xl.html"
    make.write_page(path, make.page_bytes(make.toolkit(), RUNTIME))
    return path


@pytest.fixture(scope="session")
def self_check(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page for those who fill in the form."""
    kind, year = make.self_check_of(*MASTERS)
    path = tmp_path_factory.mktemp("page") / make.self_check_file(year)
    make.write_page(path, make.page_bytes(kind, RUNTIME))
    return path


@pytest.fixture(scope="session", params=["chrome", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Each of the two."""
    driven = Browser(request.param)
    yield driven
    driven.close()
