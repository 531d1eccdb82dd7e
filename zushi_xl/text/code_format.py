"""How the codes of one level are printed, told by an example: ``Ⅲ-5-31-(2)``, ``06-21-02``, ①.

A code is parts with a separator between them; a part is a running number in a style, with what
stands around it. People type codes in any width, with any dash, circled or plain: reading looks at
the numbers, printing follows the example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.text.codes import circled, numbers
from zushi_xl.text.folding import NARROW_DIGITS, fold_label
from zushi_xl.text.regex import regex

SEPARATORS = "-－‐‑‒–—―−─ｰ.．"
FORBIDDEN = "/／｜|:*?[]\\\"'"  # they part tags and foot lines, or no sheet or file can be so named
_LONGEST = 60
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROMAN_SMALL = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_ROWS = (
    _ROMAN,
    _ROMAN_SMALL,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ",
    "甲乙丙丁戊己庚辛壬癸",
)  # running numbers that are no figures; a row counts from 1
_ROMAN_LETTERS = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CIRCLED = "".join(circled(n) for n in range(1, 51))
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SEPARATOR = regex(f"[{re.escape(SEPARATORS)}]")
_ZEROS = regex(r"(?<!\d)0\d")
_PART = regex(
    rf"\A(?P<before>[^0-9０-９{_CIRCLED}]*)(?P<number>[0-9０-９]++|[{_CIRCLED}])(?P<after>.*)"
)


class _Style(StrEnum):
    FIGURES = "figures"
    CIRCLED = "circled"
    ROMAN = "roman"  # in letters: III
    ROW = "row"  # a place in one of _ROWS


class CodePart(NamedTuple):
    """One running number of a code: ``before`` and ``after`` stand around it, (2) or 第5節.

    ``digits``: how many a number is filled up to with zeros; 0: as many as it has.
    """

    style: str
    before: str = ""
    after: str = ""
    digits: int = 0
    shown: int = 0  # digits in the example
    wide: bool = False
    row: str = ""

    def printed(self, number: int) -> str | None:
        """The part for a number; None where its style has no such number."""
        text = self._number(number)
        return None if text is None else f"{self.before}{text}{self.after}"

    def is_like(self, other: CodePart) -> bool:
        """Whether both print every number alike, whatever number their examples show."""
        return self._replace(shown=0) == other._replace(shown=0)

    def _number(self, number: int) -> str | None:
        if self.style == _Style.CIRCLED:
            return circled(number) if number > 0 else None
        if self.style == _Style.ROMAN:
            return _roman(number) if 0 < number < 400 else None
        if self.style == _Style.ROW:
            return self.row[number - 1] if 0 < number <= len(self.row) else None
        text = str(number).zfill(self.digits)
        if self.digits and len(text) > self.digits:
            return None
        return text.translate(_WIDE) if self.wide else text

    def read(self, text: str) -> int | None:
        """The number of a typed part, with or without what stands around it."""
        bare = _without(text, self.before, self.after)
        if self.style == _Style.ROW:
            for sign in (bare, bare.upper(), bare.lower()):
                if len(sign) == 1 and sign in self.row:
                    return self.row.index(sign) + 1
        if self.style in (_Style.ROMAN, _Style.ROW) and (value := _from_roman(bare, self)):
            return value
        plain = bare.translate(NARROW_DIGITS)
        if plain.isdecimal() and len(plain) <= 9:
            return None if self._has_strange_zeros(plain) else int(plain)
        return _CIRCLED.index(bare) + 1 if len(bare) == 1 and bare in _CIRCLED else None

    def _has_strange_zeros(self, plain: str) -> bool:
        """05 is no 5, 00861 no 0861: a code is kept as it is printed. Zeros that Excel took away
        are put back."""
        return plain.startswith("0") and len(plain) > max(self.digits, 1)


class CodeFormat(NamedTuple):
    """The parts of a level's codes, and what stands between them."""

    parts: tuple[CodePart, ...]
    separators: tuple[str, ...]
    example: str

    def code(self, values: tuple[int, ...]) -> str | None:
        """The printed code of the numbers; None where a part cannot print its own."""
        texts = [part.printed(value) for part, value in zip(self.parts, values, strict=True)]
        if any(text is None for text in texts):
            return None
        between = ("", *self.separators)
        return "".join(f"{s}{text}" for s, text in zip(between, texts, strict=True))

    def values(self, text: str) -> tuple[int, ...] | None:
        """The numbers of a typed code; None if it is no code of this level.

        >>> read_format("Ⅲ-5-31-(2)").values("iii－５－３１－２")
        (3, 5, 31, 2)
        """
        if len(text) > _LONGEST:
            return None
        typed = list(_split(text))
        if len(typed) == len(self.parts):
            found = [part.read(t) for part, t in zip(self.parts, typed, strict=True)]
            if all(value is not None for value in found):
                return tuple(value for value in found if value is not None)
        plain = None if _ZEROS.search(text.translate(NARROW_DIGITS)) else numbers(text)
        return plain if plain and len(plain) == len(self.parts) else None

    def begins_with(self, above: CodeFormat) -> bool:
        """Whether a code of this format is one of another and more.

        >>> read_format("Ⅲ-5-31-(2)").begins_with(read_format("Ⅲ-5"))
        True
        """
        first = self.parts[: len(above.parts)]
        return len(self.parts) > len(above.parts) and all(
            own.is_like(part) for own, part in zip(first, above.parts, strict=True)
        )

    def canonical(self, text: str) -> str | None:
        """A typed code as it is printed, or None."""
        values = self.values(text)
        return self.code(values) if values else None


def own_part(code: str, above: str) -> str:
    """What a code says beyond the one above it, which it may hold.

    >>> own_part("5-1-①", "5-1"), own_part("06.21.02", "06.21"), own_part("0086", "06")
    ('①', '02', '0086')
    """
    rest = code.removeprefix(above) if above else code
    own = rest.lstrip(SEPARATORS)
    return own if own and own != rest else code


@lru_cache(maxsize=64)
def read_format(example: str) -> CodeFormat | None:
    """The format that an example shows; None where it holds no running number in each part.

    >>> read_format("0086").canonical("86"), read_format("①").canonical("3")
    ('0086', '③')
    """
    text = example.strip()
    if not text or len(text) > _LONGEST or set(text) & set(FORBIDDEN):
        return None
    parts = [_part(each) for each in _split(text)]
    found = tuple(part for part in parts if part is not None)
    between = tuple(sign for sign in text if sign in SEPARATORS)
    if len(found) != len(parts) or len(between) != len(parts) - 1:
        return None
    return CodeFormat(tuple(_with_zeros(found)), between, text)


def _with_zeros(parts: tuple[CodePart, ...]) -> Iterator[CodePart]:
    """In 06-21-02 every part has two digits, also the one that needs no zero in the example."""
    filled = {part.digits for part in parts if part.digits}
    for part in parts:
        is_alike = part.style == _Style.FIGURES and part.shown in filled
        yield part._replace(digits=part.shown) if is_alike else part


def _split(text: str) -> Iterator[str]:
    return (part.strip() for part in _SEPARATOR.split(text.strip()))


def _part(text: str) -> CodePart | None:
    folded = fold_label(text)
    inner = folded[1:-1] if folded[:1] == "(" and folded[-1:] == ")" else folded
    before, after = ("(", ")") if inner is not folded else ("", "")
    row = next((row for row in _ROWS if len(inner) == 1 and inner in row), "")
    if row and inner not in "IVX":
        return CodePart(_Style.ROW, before, after, row=row)
    if inner and _from_letters(inner) and inner.isupper():
        return CodePart(_Style.ROMAN, before, after)
    match = _PART.fullmatch(text)
    return _figures(match) if match and not _PART.fullmatch(match["after"]) else None


def _figures(match: re.Match[str]) -> CodePart:
    number = match["number"]
    before, after = fold_label(match["before"]), fold_label(match["after"])
    if number in _CIRCLED:
        return CodePart(_Style.CIRCLED, before, after)
    plain = number.translate(NARROW_DIGITS)
    digits = len(plain) if plain[0] == "0" and len(plain) > 1 else 0
    return CodePart(_Style.FIGURES, before, after, digits, len(plain), wide=plain != number)


def _without(text: str, before: str, after: str) -> str:
    bare = fold_label(text)
    bare = bare.removeprefix(before).removesuffix(after)
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = bare[1:-1]
    return bare


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN_LETTERS:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _from_roman(text: str, part: CodePart) -> int | None:
    """A Roman number in letters or in one sign, where the part prints Roman numbers."""
    if part.style == _Style.ROW and part.row not in (_ROMAN, _ROMAN_SMALL):
        return None
    for row in (_ROMAN, _ROMAN_SMALL):
        if len(text) == 1 and text in row:
            return row.index(text) + 1
    return _from_letters(text.upper())


@lru_cache(maxsize=512)
def _from_letters(text: str) -> int | None:
    return next((n for n in range(1, 400) if _roman(n) == text), None) if text else None
