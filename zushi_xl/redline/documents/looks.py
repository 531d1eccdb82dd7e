"""How the documents of a revision look: the city's styles, and marks that stay marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zushi_xl.redline.house_style import HouseStyle, TableMarks
from zushi_xl.redline.pieces import Mark, Pieces
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Rich, Run
from zushi_xl.workbook.style import Style

_FONT = "BIZ UDゴシック"
MARKS = {
    Mark.KEPT: "redline_text",
    Mark.REMOVED: "redline_removed",
    Mark.ADDED: "redline_added",
    Mark.NOTE: "redline_note",
}
_GRID: Mapping[str, object] = {"border": "thin", "border_color": "7F7F7F", "number_format": "@"}
FALLBACK: Mapping[str, Style] = {
    style.name: style
    for style in (
        Style("title", _FONT, size=14, bold=True, align="center"),
        Style("note", _FONT, size=9, color="404040"),
        Style("table_head", _FONT, bold=True, fill="D9E2F0", align="center", **_GRID),  # type: ignore[arg-type]
        Style("table_text", _FONT, valign="top", **_GRID),  # type: ignore[arg-type]
        Style("redline_text", _FONT),
        Style("redline_removed", _FONT, color="D9000D"),
        Style("redline_added", _FONT, color="00208A"),
        Style("redline_note", _FONT),
    )
}


def list_styles(styles: Mapping[str, Style], house: HouseStyle | None = None) -> dict[str, Style]:
    """The city's own styles by name; a text that is neither struck nor underlined is no change.

    Struck and underlined tell the two apart in black and white; 体裁 may do without one.
    """
    own = house or HouseStyle()
    looks = {**FALLBACK, **{name: styles[name] for name in FALLBACK if name in styles}}
    size = looks["redline_text"].size
    looks.update(_mark_styles(looks, own))
    looks["table_head"] = replace(looks["table_head"], size=9, align="center")
    looks["table_text"] = replace(looks["table_text"], size=size, valign="top", number_format="@")
    looks["centre"] = replace(looks["table_text"], name="centre", align="center")
    looks["item"] = replace(looks["table_text"], name="item", size=9, locked=False)
    looks["key"] = replace(looks["table_text"], name="key", size=8, color="808080", wrap=False)
    looks["number"] = replace(looks["note"], name="number", size=11, align="right", bold=True)
    looks["band"] = replace(looks["table_text"], name="band", fill="F2F2F2", bold=True)
    return looks


def _mark_styles(looks: Mapping[str, Style], house: HouseStyle) -> dict[str, Style]:
    removed, added, note, text = (looks[name] for name in (
        MARKS[Mark.REMOVED], MARKS[Mark.ADDED], MARKS[Mark.NOTE], MARKS[Mark.KEPT]
    ))  # fmt: skip
    plain = {"strike": False, "underline": False, "bold": False}
    old, new = house.removed_color or removed.color, house.added_color or added.color
    found = (
        replace(text, **plain),  # type: ignore[arg-type]
        replace(removed, **plain | {"strike": house.is_removed_struck}, color=old),  # type: ignore[arg-type]
        replace(added, **plain | {"underline": house.is_added_underlined}, color=new),  # type: ignore[arg-type]
        replace(note, **plain | {"bold": True}),  # type: ignore[arg-type]
    )
    return {style.name: style for style in found}


def table_styles(styles: Mapping[str, Style], house: HouseStyle) -> dict[str, Style]:
    """As ``list_styles``; in a table with underlines only, the old column is underlined too."""
    looks = list_styles(styles, house)
    if house.lines is TableMarks.UNDERLINE:
        removed = looks[MARKS[Mark.REMOVED]]
        looks[removed.name] = replace(removed, strike=False, underline=True)
        added = looks[MARKS[Mark.ADDED]]
        looks[added.name] = replace(added, underline=True)
    return looks


def bare_colors(looks: Mapping[str, Style]) -> dict[str, Mark]:
    """The colours that are marks because there is no line."""
    styles = {mark: looks[MARKS[mark]] for mark in (Mark.REMOVED, Mark.ADDED)}
    return {s.color: m for m, s in styles.items() if not (s.strike or s.underline)}


def rich(pieces: Pieces) -> Rich:
    """A marked text as runs with the styles of the marks."""
    return Rich(tuple(Run(text, MARKS[mark]) for mark, text in pieces))


def plain(pieces: Pieces) -> str:
    """All that is printed of a marked text."""
    return "".join(piece.text for piece in pieces)


def height_of(text: str, width: int, size: float) -> float:
    """Points that a text needs in a column ``width`` pixels wide; no row may be that high."""
    return row_height(lines_needed(text, width, size), size)


def tallest(texts: Iterable[tuple[str, int]], size: float) -> float:
    """Points of a row that shows texts, each in its width in pixels, at most Excel's tallest."""
    lines = max(lines_needed(text, width, size) for text, width in texts)
    return min(TALLEST_ROW, row_height(lines, size))
