"""What in the texts of a label was not understood, or names nothing."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.text.regex import regex
from zushi_xl.workbook.metrics import text_width

from . import series, words
from .kinds import says_what
from .model import Region

_DIGIT = regex(r"[0-9一二三四五六七八九十①-⑨]")
_SPACE = 10.0  # characters between a text and its answer that part them for no reader
_NAME = 15  # letters of a name at most
_SHORT = 4  # letters of a bracket that may be a unit


def only_asks(part: Region) -> bool:
    """Whether a text is a unit or says how to answer, and names nothing."""
    return bool(words.unit_of(part.text)) or words.is_placeholder(part.text)


def has_unread_bracket(parts: Iterable[Region], dated: bool) -> bool:
    """Whether a short word in a bracket is no unit, number or instruction that is known.
    ``dated``: of a date, for which 年, 月, 日 are known too."""
    texts = (
        text
        for part in parts
        if not series.is_period(part.text)
        for text in words.brackets(part.text)
    )
    return any(0 < len(text) <= _SHORT and not _is_known(text, dated) for text in texts)


def _is_known(text: str, dated: bool) -> bool:
    known = words.is_instruction(text) or words.is_enumerator(text)
    return known or (dated and bool(words.unit_of(text)))


def without_digits(text: str) -> str:
    """A heading with # for each of its digits: 第#期."""
    return _DIGIT.sub("#", words.folded(text))


def runs_up_to(text: Region, answer: Region) -> bool:
    """Whether a text runs over the empty cells between it and its answer."""
    span = (answer.area.left - text.area.left) * answer.width / answer.columns
    return span - text_width(text.text.strip()) <= _SPACE


def is_name(text: Region) -> bool:
    """Whether a short framed text says what is asked, and so is no note: 電話番号."""
    return text.boxed and len(text.text.strip()) <= _NAME and says_what(text.text)
