"""Workbooks written part by part, so that a test can say exactly what is in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def rels(*targets: tuple[str, str], strict: bool = False) -> str:
    """Relations as (kind, target); ids are rId1, rId2, …; a target with ``://`` is external."""
    base = STRICT_RELS if strict else RELS
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if "://" in target else "")
        + "/>"
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{items}</Relationships>'
    )


def sheet(cells: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A sheet part: ``cells`` is what stands inside its sheetData."""
    return (
        f'{HEAD}<worksheet xmlns="{main}" xmlns:r="{RELS}">{before}'
        f"<sheetData>{cells}</sheetData>{after}</worksheet>"
    )


def row(cells: str, number: int = 1, more: str = "") -> str:
    return f'<row r="{number}"{more}>{cells}</row>'


def styles(
    fonts: Iterable[str] = (), formats: Mapping[int, str] | None = None, xfs: str = ""
) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in (formats or {}).items()
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f"<fonts><font/>{''.join(fonts)}</fonts><cellXfs><xf/>{xfs}</cellXfs></styleSheet>"
    )


def strings(*items: str, count: int | None = None) -> str:
    """Shared strings; each item is what stands inside its ``si``."""
    number = len(items) if count is None else count
    inner = "".join(f"<si>{item}</si>" for item in items)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{number}" uniqueCount="{number}">{inner}</sst>'


def workbook(names: Iterable[str] = ("様式",), more: str = "", main: str = MAIN) -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    space = STRICT_RELS if main == STRICT_MAIN else RELS
    return (
        f'{HEAD}<workbook xmlns="{main}" xmlns:r="{space}">{more}'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def minimal(cells: str, **replaced: str | bytes) -> dict[str, str | bytes]:
    """The parts of a book of one sheet; ``replaced`` adds or replaces parts by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": rels(
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet(cells),
        "xl/styles.xml": styles(),
        "xl/sharedStrings.xml": strings("<t>文言</t>"),
    }
    return parts | replaced


def write(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


A1 = row('<c r="A1" t="inlineStr"><is><t>記入</t></is></c>')
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
