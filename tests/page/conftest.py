"""The page, built once, in both browsers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.page.driver import Browser
from zushi_xl.cli.commands import main
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


def told_by_the_command(*files: Path) -> list[dict[str, str]]:
    """What ``zushi-xl check`` finds in files, as the page shows it in its data attributes."""
    given = ["--json", "--plan", str(MASTERS[0]), "--form", str(MASTERS[1])]
    result = CliRunner().invoke(main, ["check", *map(str, files), *given])
    keys = ("rule", "severity", "division", "file", "sheet", "cell")
    return [{key: found[key] or "" for key in keys} for found in json.loads(result.output)]


@pytest.fixture(scope="session", params=["chrome", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Each of the two."""
    driven = Browser(request.param)
    yield driven
    driven.close()
