"""Texts with a figure that are no amount of yen: 390人, 205,158円ほか, 205.158円, 205,15円.

A figure is not enough: the reader asks about these, so the form does before the book is sent. Only
what stands before a bracket counts: 205,158円（3件） is an amount. The formula and the function
beside it agree on every text.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal

from zushi_xl.sheets.live_help.plain_number import DIGITS, TO_HALF, digit_formula, has_digit

_COUNTED = "人名団件回かヶ箇個台冊部校本枚世戸社組時日年%％"  # behind a figure of something else
_FIGURES = f"{DIGITS}万億"
_WORDS = (
    *("ほか", "円他", "円外", "円など", "円等", "円台", "円と", "円及", "円お", "円か", "円、"),
    *("うち", "上記", "同じ", "未定", "未確定", "集計中", "ドル", "$", "＄", "€"),
    *("～", "〜", "~", "×", "÷", "＋", "+", "円-", "円－", "→", "/", "／", "=", "＝", "?", "？"),
)
_DIGITS = "0123456789"
_NUMBERED = "①②③④⑤⑥⑦⑧⑨⑩"
_SIGNS = "E%$"  # Excel reads 1E5, 5% and $205 as figures
_DECIMALS = 3  # 205.158 may be 205,158


def odd_amount_formula(cell: str) -> str:
    """The condition of ``is_odd_amount`` for the text in ``cell``."""
    head = f'LEFT({cell},FIND("(",SUBSTITUTE({cell}&"(","（","("))-1)'
    counted = f"SUMPRODUCT(--ISNUMBER(FIND({_row(_FIGURES)}&{_column(_COUNTED)},{head})))>0"
    no_yen = f'ISERROR(FIND("円",{cell}))'
    words = f"SUMPRODUCT(--ISNUMBER(FIND({_row(_WORDS)},{head})))>0"
    between = f'{_row(_DIGITS)}&"-"&{_column(_DIGITS)}'
    minus = f"SUMPRODUCT(--ISNUMBER(FIND({between},{head})))>0"
    numbered = f'ISNUMBER(FIND(LEFT(TRIM({cell})&" ",1),"{_NUMBERED}"))'
    odd = f"OR(AND({no_yen},{counted}),{words},{minus},{numbered})"
    return f"AND({digit_formula(cell)},{odd})"


def is_odd_amount(text: str) -> bool:
    """Whether a text names another unit, a second amount, or leaves open what it includes."""
    head = re.split("[(（]", text, maxsplit=1)[0]
    if not has_digit(text):
        return False
    if "円" not in text and re.search(f"[{_FIGURES}][{_COUNTED}]", head):
        return True
    if any(word in head for word in _WORDS) or re.search("[0-9]-[0-9]", head):
        return True
    return text[:1] in tuple(_NUMBERED)


def odd_figure_formula(cell: str, number: str) -> str:
    """The condition of ``is_odd_figure``; ``number`` is an expression for the figure."""
    plain = _plain_formula(cell)
    whole = f'LEFT({plain},FIND(".",{plain}&".")-1)'
    grouped = f'AND(ISNUMBER(FIND(",",{plain})),TEXT(INT({number}),"#,##0")<>{whole})'
    decimals = f'LEN({plain})-FIND(".",{plain}&".")={_DECIMALS}'
    signs = ",".join(f'ISNUMBER(FIND("{sign}",UPPER({plain})))' for sign in _SIGNS)
    return f"AND(ISTEXT({cell}),OR({grouped},{decimals},{signs}))"


def is_odd_figure(text: str, number: Decimal) -> bool:
    """Whether a figure is grouped wrongly, may have a point for a comma, or is no plain figure."""
    plain = _plain(text)
    whole, _, rest = plain.partition(".")
    is_grouped_wrongly = "," in plain and f"{number.to_integral_value(ROUND_DOWN):,f}" != whole
    has_sign = any(sign in plain.upper() for sign in _SIGNS)
    return is_grouped_wrongly or len(rest) == _DECIMALS or has_sign


_AROUND = ("約", "(", ")", "円")


def _plain_formula(cell: str) -> str:
    expression = f"ASC(TRIM({cell}))"
    for mark in _AROUND:
        expression = f'SUBSTITUTE({expression},"{mark}","")'
    return f"TRIM({expression})"


def _plain(text: str) -> str:
    plain = text.strip().translate(TO_HALF)
    for mark in _AROUND:
        plain = plain.replace(mark, "")
    return plain.strip()


def _row(texts: str | tuple[str, ...]) -> str:
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


def _column(texts: str) -> str:
    return "{" + ";".join(f'"{text}"' for text in texts) + "}"
