"""Conditional formats that can strike a text through or make it unseen.

Whether the condition holds is not worked out: that would need the formulas of the sheet. A cell
is marked where such a format may apply to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import UNSEEN_CONDITION, Area

from . import limits
from .cell_formats import is_struck, shows_nothing
from .merges import mark
from .part_xml import attribute, children, descendants, find
from .plain import PlainCell
from .reference import area
from .unreadable import Refused
from .visible_text import INK, PAPER, read_color, unseen_text

_QUOTED = regex(r"'[^']*'")  # the name of a sheet in a reference


def hiding_formats(styles: Element, theme: Sequence[int]) -> frozenset[str]:
    """Numbers of the differential formats of a styles part that hide or strike."""
    formats = children(find(styles, "dxfs"), "dxf")
    return frozenset(str(number) for number, dxf in enumerate(formats) if _hides(dxf, theme))


def _hides(dxf: Element, theme: Sequence[int]) -> bool:
    font, code = find(dxf, "font"), find(dxf, "numFmt")
    if code is not None:
        written = code.get("formatCode", "")
        if shows_nothing(written, 1) or shows_nothing(written, "a"):
            return True
    if font is None:
        return False
    ink = read_color(find(font, "color"), theme, INK)
    return is_struck(font) or bool(unseen_text(ink, _paper(dxf, theme)))


def _paper(dxf: Element, theme: Sequence[int]) -> int:
    fill = find(dxf, "fill")
    pattern = None if fill is None else find(fill, "patternFill")
    return PAPER if pattern is None else read_color(find(pattern, "bgColor"), theme, PAPER)


def hidden_areas(element: Element, hiding: frozenset[str], theme: Sequence[int]) -> Iterator[Area]:
    """Where the rules of a ``conditionalFormatting``, or of the newer ones in an ``extLst``, may
    hide what stands there."""
    for block in descendants(element, "conditionalFormatting"):
        rules = list(children(block, "cfRule"))
        if any(_rule_hides(rule, hiding, theme) for rule in rules):
            below = find(block, "sqref")
            places = attribute(block, "sqref") or ("" if below is None else below.text or "")
            yield from map(area, places.split())


def _rule_hides(rule: Element, hiding: frozenset[str], theme: Sequence[int]) -> bool:
    own = find(rule, "dxf")
    return rule.get("dxfId") in hiding or (own is not None and _hides(own, theme))


def areas_of_ods(table: Element, hiding: Collection[str]) -> Iterator[Area]:
    """Where conditions of a table of an .ods may give a style that hides."""
    for block in descendants(table, "conditional-format"):
        styles = (attribute(item, "apply-style-name") for item in block)
        if any(style in hiding for style in styles):
            places = attribute(block, "target-range-address") or ""
            for place in _QUOTED.sub("", places).split():
                yield area(":".join(end.rpartition(".")[2] for end in place.split(":")))


def mark_conditional(cells: list[PlainCell], areas: Sequence[Area]) -> None:
    """Mark the cells in the areas that do not hide in another way.

    Raises:
        Refused: more areas than a person could have made.
    """
    if not areas:
        return
    if len(areas) * len(cells) > limits.CONDITION_WORK:
        raise Refused("too_many", f"条件付き書式の範囲が{len(areas):,}か所あります")
    for number, cell in enumerate(cells):
        row, column = cell[:2]
        if any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas):
            mark(cells, number, UNSEEN_CONDITION)
