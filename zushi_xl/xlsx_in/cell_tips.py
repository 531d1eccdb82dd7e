"""Texts that show where a cell is chosen or pointed at: messages, tips, targets of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from . import limits
from .package import Relation
from .part_xml import attribute, descendants, local
from .plain import PlainRemark
from .strings import unescape

PROMPT, LINK, TIP, NAME = "prompt", "link", "link_tip", "name"
_SHOWN = ("promptTitle", "prompt"), ("errorTitle", "error")


class Tips:
    """Tips of all sheets of a book: each text once, at the first place that shows it.

    A form repeats its own input messages in every block; told one by one, they would use up what a
    book may have remarks.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], PlainRemark] = {}

    def add(self, kind: str, parts: Iterable[str | None], sheet: str, cell: str) -> None:
        """A text that is shown at ``cell``, in parts that stand below each other."""
        text = "\n".join(filter(None, (unescape(part or "").strip() for part in parts)))
        if text and len(self._first) < limits.REMARKS:
            self._first.setdefault((kind, text), (kind, text, sheet, cell))

    def __iter__(self) -> Iterator[PlainRemark]:
        return iter(self._first.values())


def named_text(definition: str) -> str:
    """The text that a name stands for; empty where it stands for cells or a formula."""
    text = definition.strip().removeprefix("=")
    is_text = len(text) > 1 and text.startswith('"') and text.endswith('"')
    return text[1:-1].replace('""', '"') if is_text else ""


def add_prompts(tips: Tips, element: Element, sheet: str) -> None:
    """The messages of the ``dataValidation`` elements in a part of a sheet."""
    for item in descendants(element, "dataValidation"):
        for names in _SHOWN:
            parts = [item.get(name) for name in names]
            if any(parts):
                tips.add(PROMPT, parts, sheet, _first_cell(_range_of(item)))


def _range_of(validation: Element) -> str:
    """Where it holds: an attribute, or an element of what Excel 2010 added."""
    inner = (item.text for item in validation if local(item.tag) == "sqref")
    return validation.get("sqref") or next(inner, "") or ""


def add_links(tips: Tips, element: Element, sheet: str, relations: Mapping[str, Relation]) -> None:
    """Tips and outside addresses of the ``hyperlink`` elements in a part of a sheet."""
    for item in descendants(element, "hyperlink"):
        cell = _first_cell(item.get("ref") or "")
        tips.add(TIP, [item.get("tooltip")], sheet, cell)
        relation = relations.get(attribute(item, "id") or "")
        if relation is not None and relation.external:
            tips.add(LINK, [relation.target], sheet, cell)


def _first_cell(ranges: str) -> str:
    first = ranges.split(maxsplit=1)[:1]
    return first[0].partition(":")[0].replace("$", "") if first else ""
