"""What Excel accepts: every kind of output without one fault, by three judges.

The package check knows Excel's documented limits; Microsoft's own Open XML SDK, compiled to
WebAssembly (npm, ``tests/package.json``), knows the schema of each version; LibreOffice
calculates every formula anew. One process of each judges all books.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.every_output.made import COPIED, KINDS, ORIGINAL, make
from tests.xlsx_out.office import formula_differences_of
from tests.xlsx_out.package_check import check_package, table_headers_match

SDK = Path(__file__).with_name("open_xml_sdk.mjs")
VERSIONS = "Office2010,Microsoft365"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    return make(tmp_path_factory.mktemp("every_output"))


def test_every_kind_is_made(books: dict[str, list[Path]]) -> None:
    assert [kind for kind in KINDS if not books[kind]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_package_has_no_fault(books: dict[str, list[Path]], kind: str) -> None:
    for book in books[kind]:
        assert (book.name, check_package(book)) == (book.name, [])
        assert (book.name, table_headers_match(book)) == (book.name, [])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in COPIED])
def test_no_whole_number_is_shown_with_a_point(books: dict[str, list[Path]], kind: str) -> None:
    """Excel shows 1,234. for 1234 in the format #,##0.##."""
    for path in books[kind]:
        with ZipFile(path) as package:
            styles = package.read("xl/styles.xml").decode()
        assert not re.findall(r'formatCode="[^"]*0\.#[^"]*"', styles), path.name


def sdk_faults(paths: list[Path]) -> list[tuple[str, str, str]]:
    """File, version and fault, by one process over all files."""
    command = [shutil.which("node") or "node", str(SDK), VERSIONS, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    judged = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(judged) == len(paths) * len(VERSIONS.split(",")), run.stderr
    return [(Path(j["file"]).name, j["version"], fault) for j in judged for fault in j["faults"]]


@pytest.mark.npm
def test_open_xml_sdk_finds_no_error(books: dict[str, list[Path]]) -> None:
    """A copy of the city's own workbook has no fault that this workbook does not have itself."""
    copies = [path for kind in COPIED for path in books[kind]]
    original = books["form"][0].parents[3] / ORIGINAL
    others = [p for kind, paths in books.items() if kind not in COPIED for p in paths]
    found = sdk_faults([*others, *copies, original])
    known = {(version, fault) for file, version, fault in found if file == original.name}
    mine = {path.name for path in copies} | {original.name}
    odd = [f for f in found if f[0] not in mine or f[1:] not in known]
    assert odd == []


@pytest.mark.npm
def test_open_xml_sdk_would_notice(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text("no book")
    assert [fault for _, _, fault in sdk_faults([tmp_path / "x.xlsx"])] == [
        "cannot be opened: File contains corrupted data."
    ] * 2


@pytest.mark.office
def test_cached_values_equal_recalculation(books: dict[str, list[Path]], tmp_path: Path) -> None:
    assert formula_differences_of([p for paths in books.values() for p in paths], tmp_path) == []
