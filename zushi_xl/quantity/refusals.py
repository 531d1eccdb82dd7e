"""Texts that are no quantity: names and sentences pass as text, damaged figures are flagged."""

from __future__ import annotations

import re

from zushi_xl.quantity.model import Refusal
from zushi_xl.quantity.note_words import changes_value
from zushi_xl.quantity.numerals import KANJI_DIGITS, NUMERAL_WORDS, SCALES
from zushi_xl.quantity.units import MEASURE, UNITS, find_unit
from zushi_xl.text.regex import regex

_DIGIT = regex("[0-9]")
_CODES = regex(
    r"""
      (?:[^0-9]*[:：]?)?\(?0[0-9]{1,4}\)?[-(]?[0-9]{1,4}[-)][0-9]{3,4}     # telephone
    | \+[0-9]{1,3}(?:-[0-9]{1,4}){2,4}
    | 〒?[0-9]{3}-[0-9]{4} | [0-9]{5}-[0-9]                              # post code, city code
    | [0-9①-⑳]{1,3}(?:-[0-9①-⑳]{1,3}){2,5}                               # plan codes 4-2-①-1
    | [0-9]{1,2}-[①-⑳]
    | (?:午前|午後|AM|PM)?[0-9]{1,2}:[0-5][0-9](?:[~-][0-9]{1,2}:[0-5][0-9])?.*   # time of day
    | [0-9][GKDSRP] | [0-9][A-Z][0-9][A-Z]                               # 5G, 4K, 3D, 5W1H
    | [A-Za-z][A-Za-z0-9+.,/_@&-]*(?:://.*)?                                     # ISO14001, v2, p12
    """,
    re.VERBOSE,
)
_DATE_SHAPES = regex(r"[0-9]{1,4}[/-][0-9]{1,2}(?:[/-][0-9]{1,2})?")
_ORDINAL = regex("第[0-9]|[^0-9]第|^第|[①-⑳].|No\\.|№|丁目|番地|号$")
_ITEM = regex(r"(?:\([0-9]{1,2}\)|[0-9]{1,2}[.)、])[^0-9.,%].*", re.DOTALL)
_ITEM_ALONE = regex(r"\(?[0-9]{1,2}[.)]")
_MALFORMED = regex(
    rf"[-+▲△▼▽(ー―±=→⇒・○※*:~_¥$€£]*[0-9{KANJI_DIGITS}{SCALES}]"
    rf"[-0-9.,:/・、。'\"~_+▲△▼▽×()\[\]%? {KANJI_DIGITS}{SCALES}]*"
)
_LETTERS_IN = regex(r"[-+▲△]?[0-9][0-9.,]*[A-Za-z][0-9A-Za-z.,+-]*[^0-9A-Za-z]{0,4}")
_VAGUE = regex(rf"([{KANJI_DIGITS}{SCALES}0-9,]*)[数何幾]([{SCALES}]*)(.*)", having="数何幾")
_KANJI_MARKS = regex(rf"[{KANJI_DIGITS}{SCALES}、,.・ ]+")
_KANJI_LIST = regex(rf"[{KANJI_DIGITS}]、[{KANJI_DIGITS}](.*)")
_PLACEHOLDER = regex(r"[○●□■◇◆△▲▽▼×〇xX＊*]+(.*)")
_KANJI_RUN = regex(rf"[{KANJI_DIGITS}{SCALES}]+([^0-9]*)")
_INFINITE = regex("[-+]?(?:inf|Inf|INF|infinity|Infinity|∞)")
_SENTENCE = regex(
    "(?:。|(?:する|した|いる|ある|れた|れる|えた|ない|です|ます|ました)[。)]?)$|。.|^・|[。]"
)
_MEASURED = regex(
    r"(?<![第0-9.,])[0-9][0-9.,]*[十百千万億]*"
    rf"(?:{'|'.join(sorted(map(re.escape, MEASURE | {'%'}), key=len, reverse=True))})"
    "(?=$|[^一-龥ァ-ヴー]|以|未満|超|程度|弱|強|前後|男|女|中|台|注|達成|目標|予定|見込|増|減|実施|開催)"
)
_MISREAD = regex(
    rf"[-+▲△%]?[0-9OoSIlZBgq.,{KANJI_DIGITS}{SCALES}]{{1,8}}(?:人|件|回|円|％|%|団体|か所|世帯|校)?"
)
_MISREAD_SIGN = regex(
    r"[0-9十百千万.,][OoSIlZBgq]|^[%％][0-9]|^[OoSIlZ][0-9]*[人件回円％%]|[0-9]\.[人件回円％%]"
)
"""Letters and dots where digits belong (1O件, 0.S, 76.%)."""
_VAGUE_WORDS = frozenset(("多数", "大多数", "大勢", "数多く", "九分九厘"))
_BEHIND_FIGURE = regex("[0-9]([^0-9.,]{1,2})")
_COUNTS = frozenset(word for word in UNITS if len(word) <= 2) - frozenset("年月日時分秒歳才階点-")
_CLOCK = regex("(?:午前|午後|正午)?[0-9]{1,2}時(?:半|[0-9]{1,2}分)?")
_LABELLED_BARE = regex("(?:[一-龥]{1,3}[0-9]{1,6}){2,6}")
_PADDED_CODE = regex("0[0-9](?:-[0-9]{1,2}){1,3}")
_COUNTED = regex("約?[0-9][0-9.,]*(?:人|名|件|回|団体|か所|世帯|校|施設|%|円)([^0-9]{1,8})")
_FIGURES = regex("[0-9][0-9,.]*")

_OUT_OF = regex("[0-9].{1,8}(?:のうち|中)[0-9]")
_TWO_LABELLED = regex("(?:[^0-9:]{1,15}:[0-9][0-9.,]*){2,}[^0-9:]{0,5}")
_POST_CODE = regex("[0-9]{3}-[0-9]{4}|[0-9]{5}-[0-9]")
_QUOTIENT = regex("[0-9.,]+(?:/[0-9.,]+)+")
_COUNTED_QUOTIENT = regex("[0-9][0-9.,]*([^-0-9/:.]{1,6})/[0-9][0-9.,]*\\1")
_YEAR_DAMAGED = regex("^[0-9 ]+年度|^[RHS][0-9]{1,2}$")
NOT_ONE = "一つの値として読めません"


def is_quotient(folded: str) -> bool:
    """Whether the text is two numbers with a slash (1/2, 7/18, 120.5/100)."""
    return bool(_QUOTIENT.fullmatch(folded) or _COUNTED_QUOTIENT.fullmatch(folded))


def explain(folded: str) -> Refusal | None:
    """Say why a text that is no quantity must be looked at; ``None`` for plain text."""
    if _MISREAD.fullmatch(folded) and _MISREAD_SIGN.search(folded):
        return Refusal("数字の中に文字があります")
    if not _DIGIT.search(folded):
        return _explain_kanji(folded)
    if _INFINITE.fullmatch(folded):
        return Refusal("数ではありません")
    if _YEAR_DAMAGED.search(folded):
        return Refusal("年の書き方が不正です")
    if _PADDED_CODE.fullmatch(folded) or _CLOCK.fullmatch(folded):
        return Refusal("日付・時刻か番号か数か決められません")
    return None if is_name(folded) else _explain_figures(folded)


def _explain_figures(folded: str) -> Refusal | None:
    if _ITEM_ALONE.fullmatch(folded):
        return Refusal("項目の番号か値か決められません")
    if _MALFORMED.fullmatch(folded) or _malformed_with_unit(folded):
        return Refusal("数の書き方が不正です")
    if _LETTERS_IN.fullmatch(folded):
        return Refusal("数字の中に文字があります")
    if _VAGUE.fullmatch(folded) and _vague(folded):
        return Refusal("概数です")
    return _explain_words(folded)


def is_name(folded: str) -> bool:
    """Whether the figures of a text are a code, a telephone number, an ordinal or a heading."""
    if _DATE_SHAPES.fullmatch(folded):
        return folded.count("-") == 2 or _POST_CODE.fullmatch(folded) is not None
    if _YEAR_DAMAGED.search(folded):
        return False
    if _CODES.fullmatch(folded) or _ITEM.fullmatch(folded):
        return True
    return bool(_ORDINAL.search(folded)) and not _MEASURED.search(folded)


def _malformed_with_unit(folded: str) -> bool:
    match = re.match(r"[-+▲△▼▽('\"0-9.,:/・、。~ ー―±=→⇒○※*_]+", folded)
    if not match or not _DIGIT.search(match[0]):
        return False
    rest = folded[match.end() :].strip("()")
    return not rest or rest in UNITS or bool(find_unit(rest.lstrip("十百千万億兆")))


def _explain_words(folded: str) -> Refusal | None:
    figures = _FIGURES.findall(folded)
    if _OUT_OF.search(folded) or _TWO_LABELLED.fullmatch(folded):
        return Refusal(NOT_ONE)
    if _counts_many(folded) or _LABELLED_BARE.fullmatch(folded):
        return Refusal(NOT_ONE)
    if (counted := _COUNTED.fullmatch(folded)) and changes_value(counted[1]):
        return Refusal(NOT_ONE)
    if _MEASURED.search(folded):
        starts = folded[0] in "0123456789"
        if not _SENTENCE.search(folded) or (starts and len(figures) > 1):
            return Refusal(NOT_ONE)
        return None
    if len(figures) > 1 and folded[0] in "0123456789" and not _SENTENCE.search(folded):
        return Refusal(NOT_ONE) if _counts_twice(folded) else None
    if _starts_like_value(folded) and not _SENTENCE.search(folded):
        return Refusal(NOT_ONE)
    return None


def _counts_many(folded: str) -> bool:
    """Whether a sentence states two or more counts (12回発行し、各28,000部を配布した)."""
    words = _BEHIND_FIGURE.findall(folded)
    return sum(any(word[:size] in _COUNTS for size in (1, 2)) for word in words) > 1


def _counts_twice(folded: str) -> bool:
    """Whether two figures carry units (3泊4日, 1年2ヶ月) or stand against each other (3対1)."""
    words = [word for word in re.split("[0-9.,]+", folded) if word]
    return any(find_unit(word) or word in ("対", "と", "か", "中", "/") for word in words)


def _starts_like_value(folded: str) -> bool:
    match = re.match(r"[-+▲△▼▽~約]?[0-9][0-9.,]*(.*)", folded)
    if not match:
        return bool(re.fullmatch(r"[^0-9]{0,12}[:：=][0-9.,]+.{0,6}", folded))
    rest = match[1]
    return bool(re.match(r"[^一-龥ァ-ヴーぁ-んA-Za-z]|年度", rest))


def _explain_kanji(folded: str) -> Refusal | None:
    if folded in _VAGUE_WORDS:
        return Refusal("概数です")
    if folded in ("▲", "△", "▼", "▽", "+", "±"):
        return Refusal("数のない符号です")
    if re.fullmatch("[①-⑳⑴-⒇]", folded):
        return Refusal("丸数字だけです")
    if any(char.isdigit() and not char.isascii() and char not in "①②③" for char in folded[:8]):
        return _foreign_digits(folded)
    if _INFINITE.fullmatch(folded):
        return Refusal("数ではありません")
    if folded[0] == "ー" and find_unit(folded[1:]):
        return Refusal("長音か「－」か決められません")
    if (match := _PLACEHOLDER.fullmatch(folded)) and find_unit(match[1]):
        return Refusal("伏せ字か空欄のままです")
    if _vague(folded):
        return Refusal("概数です")
    return _malformed_kanji(folded)


def _foreign_digits(folded: str) -> Refusal | None:
    if folded[0].isdecimal() or (folded[0] in "+-" and folded[1:2].isdecimal()):
        return Refusal("日本語で使わない数字です")
    return None


def _vague(folded: str) -> bool:
    match = _VAGUE.fullmatch(folded)
    if match and (match[1] or match[2] or find_unit(match[3])):
        return bool(find_unit(match[3])) or (not match[3] and bool(match[2]))
    listed = _KANJI_LIST.fullmatch(folded)
    return bool(listed and find_unit(listed[1]))


def _malformed_kanji(folded: str) -> Refusal | None:
    if folded in NUMERAL_WORDS:
        return None
    match = _KANJI_RUN.fullmatch(folded)
    if match and not match[1]:
        return Refusal("漢数字の書き方が不正です")
    return Refusal(NOT_ONE) if len(folded) > 2 and _KANJI_MARKS.fullmatch(folded) else None
