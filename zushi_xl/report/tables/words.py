"""The Japanese words of the open data, and the empty cells' reasons."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.plan.model import ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.report.review import Review

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
DOUBTFUL = f"{REFUSED}・{Review.ERROR.label}"
IN_WORDS = "文章による記載"
EMPTY, NONE, NOT_YET, UNREADABLE = "空欄", "なし", "まだ", "読めない"
_CLASSES = {
    EMPTY: (NOT_REPORTED, MISSING["blank"], "様式にない"),
    NOT_YET: (MISSING["pending"],),
    UNREADABLE: (
        REFUSED,
        DOUBTFUL,
        *(MISSING[reason] for reason in ("error", "unreadable", "ditto", "see_elsewhere")),
    ),
}
_CLASS_OF = {reason: name for name, reasons in _CLASSES.items() for reason in reasons}
ALL_REASONS = "、".join(
    dict.fromkeys((NOT_REPORTED, REFUSED, DOUBTFUL, IN_WORDS, *MISSING.values()))
)


def reason_for_none(quantity: Quantity | None, review: Review = Review.NONE) -> str:
    """Why there is no figure; empty where there is one. One with an open error is none."""
    if review is Review.ERROR:
        return DOUBTFUL
    if quantity is None:
        return NOT_REPORTED
    if quantity.ambiguous:
        return REFUSED
    if quantity.missing_reason:
        return MISSING[quantity.missing_reason]
    return "" if quantity.has_value else IN_WORDS


def missing_class(reason: str) -> str:
    """One of the four classes in which there is no figure; empty where there is one (also 0), and
    where the answer is in words. What is not asked, not done or kept back is none.

    >>> missing_class("集計中"), missing_class("該当なし"), missing_class("")
    ('まだ', 'なし', '')
    """
    return "" if reason in ("", IN_WORDS) else _CLASS_OF.get(reason, NONE)


def usable(quantity: Quantity | None, review: Review = Review.NONE) -> Quantity | None:
    """What may be published as a figure: not what a reader refused, not what is an open error."""
    if quantity is None or quantity.ambiguous or review is Review.ERROR:
        return None
    return quantity


def figure(quantity: Quantity | None, review: Review = Review.NONE) -> Decimal | None:
    """The one value that may be published."""
    found = usable(quantity, review)
    return found.value if found else None
