"""The five values apart: empty, 0, none (－, 該当なし), not yet (集計中) and unreadable.

A figure, also 0, has no reason; where there is none, the reason is one word and its class one of
four. CSV, pages, charts and totals ask here and nowhere else.
"""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.form.answers import Answer
from zushi_xl.quantity import Quantity, why_missing
from zushi_xl.report.review import Review

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
NOT_ASKED = "様式にない"
NOT_DUE = "測定しない年度"
LEFT_OUT = "記入不要"
EMPTY, NONE, NOT_YET, UNREADABLE = "空欄", "なし", "まだ", "読めない"
_CLASSES = {
    EMPTY: (NOT_REPORTED, MISSING["blank"], NOT_ASKED),
    NOT_YET: (MISSING["pending"],),
    UNREADABLE: (
        REFUSED,
        DOUBTFUL,
        *(MISSING[reason] for reason in ("error", "unreadable", "ditto", "see_elsewhere")),
    ),
}
_CLASS_OF = {reason: name for name, reasons in _CLASSES.items() for reason in reasons}
ALL_REASONS = "、".join(
    dict.fromkeys((NOT_REPORTED, NOT_DUE, LEFT_OUT, REFUSED, DOUBTFUL, IN_WORDS, *MISSING.values()))
)
IN_PROSE = {EMPTY: NOT_REPORTED, NONE: "値なし", NOT_YET: "未確定", UNREADABLE: "読み取れない"}
"""The classes in sentences of people: 未報告 2件、未確定 1件."""


def as_read(answer: Answer | None) -> Quantity | None:
    """How a cell was read, None where nothing stands there. An error value, and copies that
    contradict each other, are refused: unreadable is not empty."""
    if answer is None or answer.quantity is not None:
        return answer.quantity if answer else None
    if answer.refused:
        return Quantity(answer.text, "text", ambiguous=True, reason=answer.refused)
    return Quantity(answer.text, "text") if answer.text.strip() else None


def reason_for_none(quantity: Quantity | None, review: Review = Review.NONE) -> str:
    """Why there is no figure; empty where there is one. A figure or a text with an open error is
    held back; an empty cell, － and 集計中 are what they are, whatever is asked about them."""
    if quantity is None:
        return NOT_REPORTED
    if quantity.missing_reason and not quantity.ambiguous:
        return MISSING[quantity.missing_reason]
    if review is Review.ERROR:
        return DOUBTFUL
    if quantity.ambiguous:
        return REFUSED
    return "" if quantity.has_value else IN_WORDS


def missing_class(reason: str) -> str:
    """One of the four classes in which there is no figure; empty where there is one (also 0), and
    where the answer is in words. What is not asked, not done or kept back is none.

    >>> missing_class("集計中"), missing_class("該当なし"), missing_class("")
    ('まだ', 'なし', '')
    """
    return "" if reason in ("", IN_WORDS) else _CLASS_OF.get(reason, NONE)


def class_of_words(text: str) -> str:
    """The class of what is written where no figure is asked for: － and 該当なし are none, 未確定
    is not yet; empty for all other words.

    >>> class_of_words("該当なし"), class_of_words("未確定"), class_of_words("B")
    ('なし', 'まだ', '')
    """
    if not text.strip():
        return EMPTY
    reason = why_missing(text)
    return missing_class(MISSING[reason]) if reason else ""


def usable(quantity: Quantity | None, review: Review = Review.NONE) -> Quantity | None:
    """What may be published as a figure: not what a reader refused, not what is an open error."""
    if quantity is None or quantity.ambiguous or review is Review.ERROR:
        return None
    return quantity


def figure(quantity: Quantity | None, review: Review = Review.NONE) -> Decimal | None:
    """The one value that may be published."""
    found = usable(quantity, review)
    return found.value if found else None
