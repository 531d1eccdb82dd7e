"""The parts of a book, parsed, and the addresses in them: what the checks of a package share.

Only the standard library is used, so that the checks do not share faults with a reader.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
X14 = "{http://schemas.microsoft.com/office/excel/2006/main}"

ROWS, COLUMNS = 1_048_576, 16_384
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
NAME = re.compile(r"(?:[^\W\d]|[_\\])[\w.\\]*")


class Relation(NamedTuple):
    """``target`` is the part's name, or an address where it is outside the package."""

    target: str
    outside: bool
    kind: str


@dataclass
class Package:
    """The parts of one book, parsed."""

    parts: dict[str, bytes]
    trees: dict[str, ET.Element] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by id."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, Relation] = {}
        for relation in [] if tree is None else tree.iter(f"{PACKAGE_REL}Relationship"):
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(target, outside, kind)
        return found


def open_package(path: Path) -> Package:
    """The package with what cannot be parsed among its ``faults``."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        package = Package({name: archive.read(name) for name in names})
    package.faults += [f"part twice: {name}" for name in set(names) if names.count(name) > 1]
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                package.trees[name] = ET.fromstring(data)
            except ET.ParseError as error:
                package.faults.append(f"{name}: not XML: {error}")
    return package


def sheets_of(package: Package) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    relations = package.relations("xl/workbook.xml")
    tree = package.trees["xl/workbook.xml"]
    return {
        sheet.get("name", ""): relations[sheet.get(f"{REL}id", "")].target
        for sheet in tree.iter(f"{MAIN}sheet")
    }


def shared_strings(package: Package) -> list[str]:
    """The texts that cells point to by number."""
    tree = package.trees.get("xl/sharedStrings.xml")
    items = [] if tree is None else tree.iter(f"{MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Box(NamedTuple):
    """Rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int


def box(reference: str) -> Box:
    """The corners of ``B2:D5``."""
    corners = CELL.findall(reference)
    (left, top), (right, bottom) = corners[0], corners[-1]
    return Box(int(top), _number(left), int(bottom), _number(right))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """The letters of a column from 1."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
