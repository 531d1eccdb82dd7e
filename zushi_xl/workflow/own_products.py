"""Books that this package wrote and nobody filled in: met among the returns, they are left out."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from zushi_xl.form.answers import Submission
from zushi_xl.returned.rules import REMARK
from zushi_xl.workbook.cells import UNTOLD, Workbook

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
    """A book that is no return, why, and whose it is where it is a form; ``is_blank``: the form as
    it was sent out."""

    reason: str
    division: str = ""
    is_blank: bool = False


def product(book: Workbook) -> LeftOutFile | None:
    """What a book that is not a form is, if this package writes such books."""
    names: Collection[str] = {sheet.name for sheet in book.sheets}
    for name, sheets in _PRODUCTS.items():
        if sheets.issubset(names):
            return LeftOutFile(f"この道具が書き出した{name}です。")
    return None


def unfilled(book: Workbook, submission: Submission, first_round: int) -> LeftOutFile | None:
    """A form in which nobody has written, whatever program has saved it since; None for a return.

    What a correction held when it was sent out is not known here: one that was saved is a return.
    """
    division = submission.identity.division
    if submission.identity.round > first_round:
        told = "差し戻したままのブックです（直されていません）。"
        return LeftOutFile(told, division) if book.as_written else None
    if book.as_written or _is_as_sent(submission):
        return LeftOutFile("配布したままの様式です（未記入）。", division, is_blank=True)
    return None


def _is_as_sent(submission: Submission) -> bool:
    """Whether every field says what it said when the form was sent out, and nothing stands beside
    them: whatever does is a finding."""
    answers, findings = submission.answers.values(), submission.findings
    is_untouched = all(f.rule == REMARK.id and f.given == UNTOLD for f in findings)
    return is_untouched and bool(answers) and all(answer.is_as_sent for answer in answers)
