"""The type of an answer that a line of the headings says, where the name says little: Yes or No,
MM/DD/YYYY, 選択してください."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zushi_xl.text.regex import regex

from . import words
from .kinds import Kind
from .model import FieldType

_KNOWN = 0.85  # the weight of a figure that a rule or a unit says
_SAID = 0.85
_LONG = 200  # letters that may be written, from which they are sentences
_SHAPES: tuple[tuple[FieldType, re.Pattern[str]], ...] = (
    (
        "yesno",
        regex(
            r"(?<![a-z])[\"“'‘]?yes[\"”'’]?(?:/|,|、|or)?[\"“'‘]?no[\"”'’]?(?![a-z])|"
            r"はい[」』]?(?:・|/|か|、|または|又は)?[「『]?いいえ"
        ),
    ),
    (
        "choice",
        regex(
            r"predefinedresponses?|pick-?list|drop-?down|(?:select|choose)(?:one|from)|"
            r"(?:選択肢|リスト|一覧|プルダウン)から|のいずれかを|か[^。、]{1,12}かを?選"
        ),
    ),
    (
        "date",
        regex(
            r"(?:mm|dd)/(?:dd|mm)/yy|yyyy[-/.]?mm|validdate|西暦(?:の日付|で[^。]{0,9}\d+/\d+/\d+)"
        ),
    ),
    (
        "money",
        regex(r"currencyfield|dollar(?:value|amount)|円単位|金額[をは][^。]{0,9}(?:円|記入|入力)"),
    ),
    ("year", regex(r"(?:4|four)-?digit(?:number)?year|西暦4桁")),
    (
        "number",
        regex(
            r"(?:must|should)bean?(?:whole)?(?:number|integer)|"
            r"numericonly|整数|半角数字|人数を[^。]{0,4}(?:記|入)|件数を[^。]{0,4}(?:記|入)"
        ),
    ),
    ("code", regex(r"alpha-?numeric")),
)
_MOST_LETTERS = regex(
    r"max(?:imum)?\D{0,14}([\d,]++)|(?<![\d,])([\d,]++)characters?(?:max|limit)|(?<![\d,])([\d,]++)文字(?:以内|まで)"
)


def with_help(kind: Kind, lines: Iterable[str]) -> Kind:
    """The type of an answer, with what the lines over its column say of it where its own name is
    no clear word."""
    if kind.type not in ("text", "long") and (kind.type != "number" or kind.weight >= _KNOWN):
        return kind
    for line in lines:
        said = _said(words.folded(line))
        if said is not None:
            return Kind(said, _SAID)
    return kind


def _said(line: str) -> FieldType | None:
    for kind, shape in _SHAPES:
        if shape.search(line):
            return kind
    if match := _MOST_LETTERS.search(line):
        letters = int(next(filter(None, match.groups())).replace(",", "") or 0)
        return "long" if letters >= _LONG else "text"
    return None
