"""By which clock a book tells its time of saving."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from zushi_xl.workbook.cells import Workbook
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_in.clock import with_zone

from .parts_of import A1, minimal, rels

CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dcterms="urn:t">'
    "<dcterms:modified>2025-05-30T18:20:05Z</dcterms:modified></cp:coreProperties>"
)
META = (
    '<office:document-meta xmlns:office="urn:o" xmlns:dc="urn:dc"><office:meta>'
    "<dc:date>2025-05-30T18:20:05.25</dc:date></office:meta></office:document-meta>"
)
CONTENT = (
    '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x">'
    '<office:body><office:spreadsheet><table:table table:name="a"><table:table-row>'
    '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


@pytest.mark.parametrize(
    ("saved", "packed", "told"),
    [
        ("2025-05-30T18:20:05", (2025, 5, 30, 9, 20, 6), "2025-05-30T18:20:05+09:00"),
        ("2025-05-30T18:20:05", (2025, 5, 30, 18, 20, 6), "2025-05-30T18:20:05+00:00"),
        ("2025-05-30T18:20:05Z", (2025, 5, 30, 9, 20, 6), "2025-05-30T18:20:05Z"),
        ("2025-05-30T18:20:05", (2025, 5, 30, 9, 50, 6), "2025-05-30T18:20:05"),
        ("2025-05-30T18:20:05", (2025, 6, 2, 9, 20, 6), "2025-05-30T18:20:05"),
        ("2025-05-30T18:20:05", (1980, 1, 1, 0, 0, 0), "2025-05-30T18:20:05"),
        ("昨日", (2025, 5, 30, 9, 20, 6), "昨日"),
        ("2025-05-30T18:20:05", None, "2025-05-30T18:20:05"),
    ],
)
def test_the_package_tells_the_zone(saved: str, packed: tuple[int, ...] | None, told: str) -> None:
    assert with_zone(saved, packed and datetime(*packed)) == told  # type: ignore[arg-type,misc]


def written(path: Path, parts: dict[str, str | bytes], packed: tuple[int, ...]) -> str:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, packed), data)  # type: ignore[arg-type]
    book = read_workbook(path)
    assert isinstance(book, Workbook), book
    return book.properties["modified"]


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("LibreOffice/24.8$Windows_X86_64", "2025-05-30T18:20:05+09:00"),
        ("Microsoft Excel", "2025-05-30T18:20:05Z"),
    ],
)
def test_the_z_of_libreoffice_is_not_meant(tmp_path: Path, program: str, told: str) -> None:
    parts = minimal(A1) | {
        "_rels/.rels": rels(
            ("officeDocument", "xl/workbook.xml"),
            ("core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": CORE,
        "docProps/app.xml": f"<Properties><Application>{program}</Application></Properties>",
    }
    assert written(tmp_path / "a.xlsx", parts, (2025, 5, 30, 9, 20, 6)) == told


def test_an_ods_tells_its_zone(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts: dict[str, str | bytes] = {"mimetype": kind, "content.xml": CONTENT, "meta.xml": META}
    told = written(tmp_path / "a.ods", parts, (2025, 5, 30, 9, 20, 8))
    assert told == "2025-05-30T18:20:05.25+09:00"
