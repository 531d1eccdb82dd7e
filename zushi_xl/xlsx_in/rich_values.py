"""Pictures that stand in a cell instead of a value: Excel stores them as an error value."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex

from .package import Package, Relation
from .part_xml import children, descendants, parse

_IMAGES = ("_localImage", "_webimage")
_FORMULA = regex(r"=\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\(")  # DISPIMG is that of WPS
_PARTS = ("sheetmetadata", "rdrichvalue", "rdrichvaluestructure")


def is_picture_formula(formula: str | None) -> bool:
    """Whether a formula shows a picture in its cell."""
    return formula is not None and _FORMULA.match(formula) is not None


def picture_values(package: Package, relations: dict[str, Relation]) -> frozenset[str]:
    """The ``vm`` numbers of cells whose rich value is a picture."""
    found = {
        relation.kind.lower(): parse(package.read(relation.target), relation.target)
        for relation in relations.values()
        if relation.kind.lower() in _PARTS and relation.target in package
    }
    if len(found) < len(_PARTS):
        return frozenset()
    metadata, values, structures = (found[name] for name in _PARTS)
    names = [item.get("t", "") for item in children(structures, "s")]
    kinds = [_at(names, item.get("s", "")) for item in children(values, "rv")]
    blocks = [_at(kinds, item.get("i", "")) for item in descendants(metadata, "rvb")]
    return frozenset(
        str(number)
        for number, value in enumerate(_value_blocks(metadata), 1)
        if _at(blocks, value) in _IMAGES
    )


def _value_blocks(metadata: Element) -> Iterator[str]:
    """For each block of value metadata the number of the rich value's block."""
    for values in children(metadata, "valueMetadata"):
        for block in children(values, "bk"):
            yield next((rc.get("v", "") for rc in children(block, "rc")), "")


def _at(items: list[str], number: str) -> str:
    is_there = number.isdecimal() and len(number) < 8 and int(number) < len(items)
    return items[int(number)] if is_there else ""
