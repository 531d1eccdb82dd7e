"""Shared by all tests: the repository's own masters, and what tests with LibreOffice need."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.merge import MergedCellRange

from zushi_xl.masters.load import Masters, load_masters

ROOT = Path(__file__).parent.parent

# How long an example takes depends on what else the machine does.
settings.register_profile("any_load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_load")


@pytest.fixture(scope="session")
def masters() -> Masters:
    """The plan master and form definition of the sample city."""
    folder = ROOT / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")


def open_book(source: Path | str | IO[bytes], **options: Any) -> Workbook:
    """Open with openpyxl, which says of every sparkline and data bar that it does not know it, and
    takes most of its time to draw the borders in merged cells again: no test looks at them."""
    with warnings.catch_warnings(), patch.object(MergedCellRange, "format", lambda _range: None):
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(source, **options)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in LibreOffice, with npm, in browsers run where these are installed; in CI they must."""
    if os.environ.get("CI"):
        return
    needs = {
        "office": _missing_for_office(),
        "npm": _missing_for_npm(),
        "browser": _missing_for_npm() or _missing_for_browsers(),
    }
    for marker, missing in needs.items():
        skip = pytest.mark.skip(reason=f"not installed: {missing}")
        for item in items if missing else ():
            if item.get_closest_marker(marker):
                item.add_marker(skip)


def _missing_for_npm() -> str:
    if not shutil.which("node"):
        return "node"
    return "" if (ROOT / "tests" / "node_modules").is_dir() else "npm install --prefix tests"


def _missing_for_browsers() -> str:
    from zushi_xl.page.runtime import FILE

    missing = [tool for tool in ("chromium", "firefox-esr") if not shutil.which(tool)]
    if not (ROOT / "tests" / FILE).is_file():
        missing.append(f"tests/{FILE}")
    return ", ".join(missing)


def _missing_for_office() -> str:
    missing = [tool for tool in ("soffice", "pdftotext", "pdftoppm") if not shutil.which(tool)]
    if not missing and not _has_font("BIZ UDゴシック"):
        missing.append("BIZ UDゴシック")
    return ", ".join(missing)


def _has_font(name: str) -> bool:
    if not shutil.which("fc-list"):
        return True  # Windows and macOS have no fontconfig
    listed = subprocess.run(
        ["fc-list", name], capture_output=True, text=True, check=False, timeout=600
    )
    return bool(listed.stdout.strip())
