"""How what is written hides from the person who looks at a sheet, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.workbook.cells import (
    UNSEEN_COLOR,
    UNSEEN_CONDITION,
    UNSEEN_FORMAT,
    UNSEEN_LINE,
    UNSEEN_MERGE,
    UNSEEN_SIZE,
    Cell,
)

UNSEEN_SHEET = "sheet"
# How a text hides: where it stands, and how to get to see it.
UNSEEN = {
    UNSEEN_SHEET: ("非表示のシート", "シート見出しを右クリックし、［再表示］で出せます。"),
    UNSEEN_LINE: ("隠れた行・列", "前後の行・列を選んで右クリックし、［再表示］で出せます。"),
    UNSEEN_MERGE: ("結合したセルの下", "セルの結合を解除すると出ます。"),
    UNSEEN_FORMAT: (
        "値を見せない表示形式（;;; など）のセル",
        "セルの書式設定で表示形式を「標準」にすると出ます。",
    ),
    UNSEEN_COLOR: ("背景と同じ色の文字", "文字の色を「自動」にすると出ます。"),
    UNSEEN_SIZE: ("見えない大きさの文字", "文字の大きさを 11 にすると出ます。"),
    UNSEEN_CONDITION: (
        "条件付き書式で見えなくなるか取り消し線の付くことがあるセル",
        "［条件付き書式］→［ルールの管理］で確かめられます。",
    ),
}


def told_of_hidden(unseen: str, cells: Iterable[Cell]) -> tuple[str, str]:
    """What is said of answers that hide in one way, one of ``UNSEEN``, and how to get to see
    them."""
    where, way = UNSEEN[unseen]
    places = "、".join(cell.address for cell in cells)
    return (
        f"{where}に記入があり、見た目では分かりません（{places}）。ほかの欄と同じに読みました。",
        f"報告する内容か確かめてください。{way}",
    )
