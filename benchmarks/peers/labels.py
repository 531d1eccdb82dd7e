"""Label look-up, the same for all peers: the value beside a label, or below it."""

from __future__ import annotations

Grid = list[list[str]]
BESIDE = ("具体的施策", "進捗状況評価")
BELOW = ("2024年度", "補足説明（反省点・問題点、工夫している点）", "今後の対応")
INITIATIVE = ("2024年度実施内容", "【参考】予算事業名", "【参考】実績額")


def rows_of(file: str, sheet: str, grid: Grid) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The row of a measure, and those of its initiatives."""
    measure = {"ファイル": file, "シート": sheet}
    done: list[dict[str, str]] = []
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in BESIDE:
                measure[text] = beside(texts, column)
            elif text in BELOW:
                measure[text] = grid[row + 1][column] if row + 1 < len(grid) else ""
            elif text == INITIATIVE[0]:
                done.append({"ファイル": file, "シート": sheet, text: beside(texts, column)})
            elif text in INITIATIVE and done:
                done[-1][text] = beside(texts, column)
    for label in (*BESIDE, *BELOW):
        measure.setdefault(label, "")
    measure["未記入"] = "、".join(label for label in (*BESIDE, *BELOW) if not measure[label])
    return measure, [dict.fromkeys(INITIATIVE, "") | row for row in done]


def beside(texts: list[str], column: int) -> str:
    """The next cell that holds something."""
    return next((text for text in texts[column + 1 :] if text), "")
