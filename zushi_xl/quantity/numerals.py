"""Numerals: Arabic digits, kanji, 大字 and mixtures of them, read strictly.

The run must be one well-formed numeral from end to end.  What the reference readers disagree
about (三五十, 二〇〇十七, 1千1000, 一万五千億, 十〇) is refused rather than guessed.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.text.regex import regex

EXACT = decimal.Context(prec=2000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
"""Arithmetic without rounding: a cell is cut off long before 2,000 digits."""

_FORMAL = str.maketrans(
    "壱壹弌弐貳貮弍参參弎肆伍陸漆柒捌玖拾佰陌阡仟萬零",
    "一一一二二二二三三三四五六七七八九十百百千千万〇",
)
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_VALUES = {**{str(figure): figure for figure in range(10)}, **_DIGITS, **_SMALL, **_BIG}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}

KANJI_DIGITS = "〇零一二三四五六七八九壱壹弌弐貳貮弍参參弎肆伍陸漆柒捌玖"
SCALES = "十百千万億兆京拾佰陌阡仟萬廿卅卌"
RUN = rf"(?:[0-9.,{KANJI_DIGITS}{SCALES}]+(?:・[{KANJI_DIGITS}]+)?|ゼロ)"
"""Pattern of everything that could be one numeral."""

_ARABIC = regex(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?")
_KANJI_DECIMAL = regex("([〇一二三四五六七八九十百千]+)・([〇一二三四五六七八九]+)")
_SCALED = regex(f"[万億兆京]|[0-9][{SCALES}]")
_TOKEN = regex("([0-9.,]+)|([〇一二三四五六七八九]+)|([十百千])|([万億兆京])")
_HANGING = regex("[億兆][0-9一二三四五六七八九]千")
_DIGIT = "[一二三四五六七八九]"
_KANJI_SECTION = f"(?:{_DIGIT}?千)?(?:{_DIGIT}?百)?(?:{_DIGIT}?十)?{_DIGIT}?"
_IN_KANJI = f"(?=[一二三四五六七八九十百千]){_KANJI_SECTION}" + "".join(
    f"(?:(?<=[^兆億万]){big}{_KANJI_SECTION})?" for big in "兆億万"
)
_LEADING = "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
_SECTION = "(?:[1-9],[0-9]{3}|[1-9][0-9]{0,3})"
_IN_FIGURES = (
    f"{_LEADING}(?:兆(?:{_SECTION}億)?(?:{_SECTION}万)?|億(?:{_SECTION}万)?|万)(?:{_SECTION})?"
)
"""Patterns of numerals in the usual order: 二億三千四百五十六万, and 2億3,456万 in figures."""
_SECTIONS = regex(f"({_IN_FIGURES})|{_IN_KANJI}")
_TRAILING_SCALE = regex("[0-9〇一二三四五六七八九]([十百千]?[万億兆京]|[百千])$")

NUMERAL_WORDS = frozenset(("万一", "億万", "七五三"))
"""Words that happen to consist of numeral characters."""

VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip

GROUPING = "桁区切りの位置が不正です"
MALFORMED = "漢数字の書き方が不正です"
LEADING_ZERO = "0で始まる数字はコードの可能性があります"


class NumeralError(ValueError):
    """The run is not one well-formed numeral; the message is shown to people."""


class Numeral(NamedTuple):
    """A numeral's value and how it was written."""

    value: Decimal
    scaled: bool = False
    kanji: bool = False


def read_numeral(run: str) -> Numeral:
    """Read one whole numeral.

    Raises:
        NumeralError: grouping, leading zero or kanji order is wrong.
    """
    if run[-1:].isdecimal() and run.isascii():
        return Numeral(read_arabic(run))
    if sections := _read_sections(run):
        return sections
    if run == "ゼロ":
        return Numeral(Decimal(0), kanji=True)
    plain = run.translate(_FORMAL)
    for short, long in _TENS.items():
        plain = plain.replace(short, long)
    if decimals := _KANJI_DECIMAL.fullmatch(plain):
        return Numeral(Decimal(f"{_read_mixed(decimals[1])}.{_digits(decimals[2])}"), kanji=True)
    kanji = not any(char in "0123456789" for char in plain)
    return Numeral(_read_mixed(plain), bool(_SCALED.search(plain)), kanji)


def _read_sections(run: str) -> Numeral | None:
    """Read a numeral in the usual order, without the questions that others need."""
    match = _SECTIONS.fullmatch(run)
    if not match:
        return None
    value, in_figures = _add_sections(run), match[1] is not None
    return Numeral(Decimal(value), in_figures or value >= _BIG["万"], not in_figures)


def _add_sections(run: str) -> int:
    """Add up a run that is known to be in the usual order."""
    total = section = figure = 0
    for char in run.replace(",", ""):
        value = _VALUES[char]
        if value < 10:
            figure = figure * 10 + value
        elif value < 10000:
            section += (figure or 1) * value
            figure = 0
        else:
            total += (section + figure) * value
            section = figure = 0
    return total + section + figure


def read_arabic(run: str) -> Decimal:
    """Read digits with well-placed commas and at most one decimal point.

    Raises:
        NumeralError: the digits are not well formed, with the reason.
    """
    match = _ARABIC.fullmatch(run)
    if not match or not run:
        raise NumeralError(GROUPING if "," in run else "小数点の位置が不正です")
    whole = (match[1] or "0").replace(",", "")
    if len(whole) > 1 and whole[0] == "0" and (whole.strip("0") or match[2] or "," in run):
        raise NumeralError(LEADING_ZERO)
    return Decimal(f"{whole}.{match[2]}" if match[2] else whole)


def _digits(kanji: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in kanji)


def _positional(kanji: str) -> str:
    """Return the digits of 二〇二四; a leading 〇 makes it a placeholder or a code."""
    if len(kanji) > 1 and kanji[0] == "〇":
        raise NumeralError(MALFORMED)
    return _digits(kanji)


def _read_mixed(plain: str) -> Decimal:
    if _HANGING.fullmatch(plain[-3:]) and not plain[:-2].strip("0123456789.,億兆"):
        raise NumeralError("「千」が千万の意味か決められません")
    if len(plain) > 1 and plain[0] == "〇":
        raise NumeralError(MALFORMED)
    total = Decimal(0)
    section: list[str] = []
    ceiling: Decimal | None = None
    for token in _tokens(plain):
        if token not in _BIG:
            section.append(token)
            continue
        scale = Decimal(_BIG[token])
        coefficient, step = _read_section(section)
        typed_zero = bool(section) and section[0][0] in "0123456789"
        if not (coefficient or (typed_zero and not total)) or (
            ceiling is not None and scale * coefficient >= ceiling
        ):
            raise NumeralError(MALFORMED)
        total = EXACT.add(total, EXACT.multiply(coefficient, scale))
        ceiling = EXACT.multiply(step, scale)
        section = []
    return _add_tail(total, section, ceiling)


def _add_tail(total: Decimal, section: list[str], ceiling: Decimal | None) -> Decimal:
    if not section:
        return total
    tail, _ = _read_section(section)
    if ceiling is not None and (tail >= ceiling or not tail):
        raise NumeralError(MALFORMED)
    return EXACT.add(total, tail)


def _tokens(plain: str) -> list[str]:
    tokens = []
    end = 0
    for match in _TOKEN.finditer(plain):
        if match.start() != end:
            break
        tokens.append(match[0])
        end = match.end()
    if end != len(plain):
        raise NumeralError(MALFORMED)
    return tokens


def _read_section(tokens: list[str]) -> tuple[Decimal, Decimal]:
    """Read what stands before 万, 億 …; return it and the size of its last step."""
    if len(tokens) == 1 and tokens[0] not in _SMALL:
        return _plain_part(tokens[0])
    total, ceiling = Decimal(0), None
    coefficient: str | None = None
    for token in [*tokens, ""]:
        if token and token not in _SMALL:
            if coefficient is not None:
                raise NumeralError(MALFORMED)
            coefficient = token
            continue
        scale = _SMALL.get(token, 1)
        if not token and coefficient is None:
            break
        part, step = _coefficient(
            coefficient, first=ceiling is None, last=not token, after_ten=ceiling == 10
        )
        part *= scale
        if ceiling is not None and part >= ceiling:
            raise NumeralError(MALFORMED)
        total = EXACT.add(total, part)
        ceiling, coefficient = step * scale, None
    return total, ceiling or Decimal(1)


def _coefficient(
    token: str | None, *, first: bool, last: bool, after_ten: bool
) -> tuple[Decimal, Decimal]:
    """Read what stands before 十百千; 〇 may fill a gap (百〇五), but not after 十."""
    if token is None:
        return Decimal(1), Decimal(1)
    if token[0] in _DIGITS:
        if token[0] == "〇" and not (first or after_ten):
            token = token[1:]
        if len(token) != 1 or token == "〇":
            raise NumeralError(MALFORMED)
    part, step = _plain_part(token)
    if not part and not (first and last):
        if first and token[0] in "0123456789":
            return part, step
        raise NumeralError(MALFORMED)
    return part, step


def _plain_part(token: str) -> tuple[Decimal, Decimal]:
    """Return a digit string's value and the weight of its last digit (1, 0.1, 0.01 …)."""
    if token[0] in _DIGITS:
        if len(token) > 1 and token[0] == "〇" and token[1] != "〇":
            token = token[1:]
        return Decimal(_positional(token)), Decimal(1)
    value = read_arabic(token)
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent))


def without_zeros(value: Decimal) -> Decimal:
    """Drop the zeros that scaling leaves behind a decimal point (1.2百万 → 1200000)."""
    return value.quantize(1, context=EXACT) if value == value.to_integral_value() else value


def trailing_scale(run: str) -> Decimal | None:
    """Return the scale that a run ends in (6万 → 10000), for ranges like 5～6万円."""
    match = _TRAILING_SCALE.search(run.translate(_FORMAL))
    if not match:
        return None
    scale = Decimal(1)
    for char in match[1]:
        scale *= _SMALL.get(char) or _BIG[char]
    return scale
