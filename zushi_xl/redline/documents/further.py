"""The sheets beside the list: 改正項目, 対応の確認, 比べていない違い and the hidden 控え."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zushi_xl.redline.listed import MEMORY
from zushi_xl.redline.not_compared import Difference
from zushi_xl.redline.remarks import CheckRemark
from zushi_xl.workbook.metrics import TALLEST_ROW
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.running_heads import sized
from zushi_xl.workbook.sheet import Placed, PrintSetup, Sheet
from zushi_xl.workbook.style import Style

_LONGEST = 16_000  # characters; Excel takes 32,767 units
CLASSES, CHECKS, NOT_COMPARED = "改正項目", "対応の確認", "比べていない違い"


def classes_sheet(classes: Sequence[str], looks: Mapping[str, Style]) -> Sheet:
    """The words that the column 改正項目 of the list offers."""
    placed = PlacedRows((640,), looks)
    placed.band(CLASSES, "table_head", 24.0)
    for text in classes:
        line = [(text, "table_text", 1)]
        placed.line(line, min(TALLEST_ROW, placed.height(line)))
    if not classes:
        placed.put(0, "新しい計画マスタのシート「改正項目」に加えると、ここに並びます。", "note")
    return Sheet(
        CLASSES,
        tuple(placed.cells),
        widths=placed.widths,
        heights=placed.heights,
        print=PrintSetup(landscape=True, header=f"&R&9{CLASSES}", footer="&C&9&P"),
        tab_color="A6A6A6",
    )


def checks_sheet(checks: Sequence[CheckRemark], looks: Mapping[str, Style]) -> Sheet:
    """How rows of the two versions were matched where a person should look."""
    rows = ((check.what, check.old, check.new, check.how) for check in checks)
    headers = ("種類", "現計画", "改定案", "見分け方")
    widths = (110, 300, 300, 330)
    return _table(CHECKS, headers, widths, rows, "確かめることはありません。", looks, "C55A11")


def not_compared_sheet(differences: Sequence[Difference], looks: Mapping[str, Style]) -> Sheet:
    """Every cell that differs and is in no row of the list, with the reason."""
    rows = ((d.sheet, d.place, d.header, d.old, d.new, d.reason) for d in differences)
    headers = ("シート", "セル（旧／新）", "列", "現計画", "改定案", "一覧に載せない理由")
    widths = (110, 110, 110, 240, 240, 250)
    nothing = "一覧に載せていない違いはありません。"
    return _table(NOT_COMPARED, headers, widths, rows, nothing, looks, "7F6000")


def memory_sheet(lines: Iterable[tuple[str, ...]]) -> Sheet:
    """What the next run must know; hidden, and nothing for people to read."""
    cells = tuple(
        Placed(row, column, text, "key")
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    )
    return Sheet(MEMORY, cells, widths=(200, 300), visible=False)


def _table(
    name: str,
    headers: Sequence[str],
    widths: tuple[int, ...],
    rows: Iterable[tuple[str, ...]],
    nothing: str,
    looks: Mapping[str, Style],
    color: str,
) -> Sheet:
    placed = PlacedRows(widths, looks)
    placed.line([(header, "table_head", 1) for header in headers], 24.0)
    for texts in rows:
        line = [(_within_a_cell(text), "table_text", 1) for text in texts]
        placed.line(line, min(TALLEST_ROW, placed.height(line)))
    if placed.row == 1:
        placed.put(0, nothing, "table_text", len(headers))
    return Sheet(
        name,
        tuple(placed.cells),
        widths=placed.widths,
        heights=placed.heights,
        print=PrintSetup(
            landscape=True, header=f"&R{sized(9, name)}", footer="&C&9&P", repeat_rows=(0, 0)
        ),
        freeze=(1, 0),
        tab_color=color,
    )


def _within_a_cell(text: str) -> str:
    """What a cell can hold of a text, and that it is not all."""
    return (
        text
        if len(text) <= _LONGEST
        else f"{text[:_LONGEST]}…（長いので途中までです。元のセルで確かめてください。）"
    )
