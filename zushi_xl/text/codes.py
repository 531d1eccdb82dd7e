"""Codes of the plan (5-1-①-②) and of the strategy (4-2-①-1).

Both are rows of numbers; they differ in which numbers print in circles. People type them in any
width, with any dash, circled or plain, so parsing looks at the numbers only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from zushi_xl.text.regex import regex

# U+2460..2473 ①-⑳, U+3251..325F ㉑-㉟, U+32B1..32BF ㊱-㊿
_CIRCLED = (
    "".join(chr(c) for c in range(0x2460, 0x2474))
    + "".join(chr(c) for c in range(0x3251, 0x3260))
    + "".join(chr(c) for c in range(0x32B1, 0x32C0))
)
_DASHES = "-－‐‑‒–—―ー−─ｰ﹣"
_TO_PLAIN = str.maketrans(
    {
        **{c: f" {i}" for i, c in enumerate(_CIRCLED, 1)},
        **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    }
)
_LONGEST = 100  # letters of a code, however widely it is spaced
_SHAPE = regex(rf"\s*\d{{1,3}}(?:\s*[{_DASHES}]\s*\d{{1,3}}|\s+\d{{1,3}})*\s*", re.ASCII)
_BRACKETED = regex(r"[(（](\d{1,3})[)）]")
_SIGN = regex(r"\d{1,9}|[^\W\d]")
_DIGITS = regex(r"\d+")


_PLAIN = {ord(sign): str(number) for number, sign in enumerate(_CIRCLED, 1)}


def circled(number: int) -> str:
    """① for 1; numbers past 50 have no circled character and print as (51)."""
    return _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else f"({number})"


def uncircled(text: str) -> str:
    """A text with plain numbers for those in circles: 取り組み② and 取り組み2 say the same.

    >>> uncircled("取り組み②")
    '取り組み2'
    """
    return text.translate(_PLAIN)


def is_circled(sign: str) -> bool:
    """Whether a sign is a number in a circle."""
    return len(sign) == 1 and sign in _CIRCLED


@lru_cache(maxsize=1 << 15)  # a plan names each of its codes many times
def numbers(text: str) -> tuple[int, ...] | None:
    """The numbers of a code typed in any width, with any dash; None if it is no code.

    >>> numbers("５－１－①－②"), numbers("5-1-1-2"), numbers("市民協働課")
    ((5, 1, 1, 2), (5, 1, 1, 2), None)
    """
    plain = _BRACKETED.sub(r" \1", text.translate(_TO_PLAIN)).replace("　", " ")
    if len(plain) > _LONGEST or not _SHAPE.fullmatch(plain):
        return None
    return tuple(map(int, _DIGITS.findall(plain)))


def in_ascii(code: str) -> str:
    """A code as ASCII says it, which every tool and address takes; empty where it cannot.

    >>> in_ascii("5-1-①-②"), in_ascii("0086"), in_ascii("Ⅲ-5"), in_ascii("あ-1")
    ('5-1-1-2', '0086', 'III-5', '')
    """
    if code.isascii():
        return code
    parts = numbers(code)
    plain = "-".join(map(str, parts)) if parts else unicodedata.normalize("NFKC", code)
    return plain if plain.isascii() else ""


def plan_code(parts: tuple[int, ...], plain: int) -> str:
    """The printed code; its first ``plain`` numbers are plain, the others circled."""
    return "-".join(str(n) if i < plain else circled(n) for i, n in enumerate(parts))


def strategy_code(parts: tuple[int, ...]) -> str:
    """基本目標-基本的方向-具体的施策-主な取り組み; only the third number is circled."""
    return "-".join(circled(n) if i == 2 else str(n) for i, n in enumerate(parts))


def parse_strategy_code(text: str) -> str | None:
    """Canonical strategy code of one to four numbers, or None.

    >>> parse_strategy_code("４－２－①－１")
    '4-2-①-1'
    """
    parts = numbers(text)
    return strategy_code(parts) if parts and len(parts) <= 4 else None


@lru_cache(maxsize=1 << 15)
def sort_key(code: str) -> tuple[int, ...]:
    """Orders codes as the plan does: 5-1-②-③ before 5-1-②-⑩, Ⅱ-(2) before Ⅱ-(10); anything
    without a number comes last."""
    return numbers(code) or tuple(_signs(code)) or (10**6,)


def _signs(code: str) -> Iterator[int]:
    """The numbers in a code, and other letters by their place in Unicode, where Ⅱ follows Ⅰ."""
    if len(code) == 1 or any(map(str.isnumeric, code)):
        for match in _SIGN.finditer(code.translate(_TO_PLAIN)):
            yield int(match[0]) if match[0].isdecimal() else ord(match[0])


def code_above(code: str) -> str:
    """The code above one of the usual shape; empty at the top.

    >>> code_above("5-1-①"), code_above("5")
    ('5-1', '')
    """
    return code.rpartition("-")[0]


def is_within(code: str, ancestor: str) -> bool:
    """Whether ``code`` is ``ancestor`` or stands below it."""
    return code == ancestor or code.startswith(ancestor + "-")
