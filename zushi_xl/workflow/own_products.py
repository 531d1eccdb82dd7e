"""Books that this package wrote and nobody filled in: met among the returns, they are left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from zushi_xl.returned.submission import Submission
from zushi_xl.workbook.cells import Workbook

# By the sheets that such a book has, whatever it is called.
_PRODUCTS = {
    "評価書": {"表紙", "目次", "総括"},
    "点検結果": {"概要", "点検一覧", "提出状況"},
    "計画マスタ": {"設定", "柱", "具体的施策", "KPI", "取り組み", "担当課"},
    "計画マスタ（階層のシートのあるもの）": {"設定", "階層", "KPI", "担当課"},
    "様式定義": {"設定", "項目", "体裁"},
    "空の様式": {"柱", "取り組みの方向", "具体的施策", "識別"},
    "改定内容一覧": {"改定内容一覧"},
}


class LeftOutFile(NamedTuple):
    """A book that is no return, why, and whose it is where it is a form."""

    reason: str
    division: str = ""


def product(book: Workbook) -> LeftOutFile | None:
    """What a book that is not a form is, if this package writes such books."""
    names: Collection[str] = {sheet.name for sheet in book.sheets}
    for name, sheets in _PRODUCTS.items():
        if sheets.issubset(names):
            return LeftOutFile(f"この道具が書き出した{name}です。")
    return None


def unfilled(book: Workbook, submission: Submission, first_round: int) -> LeftOutFile | None:
    """A form that is as it was sent out; None where somebody has saved it."""
    if not book.as_written:
        return None
    division = submission.identity.division
    if submission.identity.round > first_round:
        return LeftOutFile("差し戻したままのブックです（直されていません）。", division)
    return LeftOutFile("配布したままの様式です（未記入）。", division)
