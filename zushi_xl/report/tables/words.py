"""The Japanese words of the open data, and the empty cells' reasons."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.plan.model import ValueStatus
from zushi_xl.quantity import Quantity

KPI_STATUS = {
    ValueStatus.BASELINE: "基準値",
    ValueStatus.ACTUAL: "実績値",
    ValueStatus.PLANNED: "計画値",
    ValueStatus.TARGET: "目標値",
    ValueStatus.OPEN: "未確定",
}
QUALIFIERS = {
    None: "",
    "about": "約",
    "at_least": "以上",
    "more_than": "超",
    "at_most": "以下",
    "less_than": "未満",
}
MISSING = {
    "not_conducted": "未実施",
    "none": "該当なし",
    "not_applicable": "対象外",
    "pending": "集計中",
    "unknown": "不明",
    "suppressed": "秘匿",
    "discontinued": "廃止",
    "error": "エラー値",
    "blank": "未記入",
    "dash": "記号のみ（－）",
    "ditto": "前と同じ",
    "see_elsewhere": "別の欄を参照",
    "unreadable": "読み取り不能",
}
NOT_REPORTED = "未報告"
REFUSED = "読み取り保留"
IN_WORDS = "文章による記載"
ALL_REASONS = "、".join(dict.fromkeys((NOT_REPORTED, REFUSED, IN_WORDS, *MISSING.values())))


def reason_for_none(quantity: Quantity | None) -> str:
    """Why there is no figure; empty where there is one."""
    if quantity is None:
        return NOT_REPORTED
    if quantity.ambiguous:
        return REFUSED
    if quantity.missing_reason:
        return MISSING[quantity.missing_reason]
    return "" if quantity.has_value else IN_WORDS


def figure(quantity: Quantity | None) -> Decimal | None:
    """The one value, never one that a reader has refused."""
    return None if quantity is None or quantity.ambiguous else quantity.value
