"""Two packages side by side: which parts differ, and in what."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed_parts(old: bytes, new: bytes) -> tuple[set[str], set[str], set[str]]:
    """Names of parts that are gone, new, or not the same bytes."""
    before, after = parts_of(old), parts_of(new)
    other = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    return before.keys() - after.keys(), after.keys() - before.keys(), other


def changed_cells(old: bytes, new: bytes) -> set[str]:
    """Addresses of the cells of a sheet whose content or format differs; asserts that nothing
    else of the sheet does."""
    before, after = _without_cells(old), _without_cells(new)
    assert before[0] == after[0]
    ours, theirs = before[1], after[1]
    return {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}


def _without_cells(text: bytes) -> tuple[str, dict[str, str]]:
    root = ElementTree.fromstring(text)
    cells: dict[str, str] = {}
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child) == "c":
                cells[child.get("r", "")] = ElementTree.tostring(child, encoding="unicode")
                parent.remove(child)
        for child in list(parent):
            if _local(child) == "row" and not len(child) and not (child.keys() - {"r", "spans"}):
                parent.remove(child)
            if _local(child) == "legacyDrawing":
                parent.remove(child)
    return ElementTree.canonicalize(ElementTree.tostring(root, encoding="unicode")), cells


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def sheet_names(content: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(parts_of(content)["xl/workbook.xml"])
    yield from (e.get("name", "") for e in root.iter() if _local(e) == "sheet")
