"""Values made of two: 1時間30分, and 5校中3校 where only the second one counts."""

from __future__ import annotations

import re
from decimal import Decimal

from zushi_xl.quantity.amounts import Amount, read_amount
from zushi_xl.quantity.model import Quantity, Refusal
from zushi_xl.quantity.numerals import without_zeros
from zushi_xl.quantity.ranges import build
from zushi_xl.text.regex import regex

_OUT_OF = regex("(.{2,16}?)(?:のうち、?|の内、?|中、?)(?=[0-9])(.{2,16})")
_DURATION = regex("([0-9]{1,5}|[0-9]{1,3},[0-9]{3})(時間|年|日)([0-9]{1,2})(分|か月|時間)")
_HALF = regex("([0-9]{1,4})(時間|日|年)半")
_MINUTES = 60
_MONTHS = 12
_SMALL = Decimal(100)
_PEOPLE = frozenset(("人", "名", "世帯", "票", "件", "回", "％"))
SHARE_OR_COUNT = "内数か割合か決められません"


def read_composed(folded: str, field: str | None = None) -> Quantity | Refusal | None:
    """Read a whole text as a duration in two units or as a part of a small whole."""
    if "時間" in folded or "か月" in folded or folded[-1:] == "半":
        return _read_duration(folded, field)
    if "中" in folded or "うち" in folded or "の内" in folded:
        return _read_part(folded, field)
    return None


def _read_duration(folded: str, field: str | None) -> Quantity | Refusal | None:
    if half := _HALF.fullmatch(folded):
        return _read_half(folded, half, field)
    match = _DURATION.fullmatch(folded)
    if not match:
        return None
    large, small = Decimal(match[1].replace(",", "")), Decimal(match[3])
    units = match[2], match[4]
    size = {("時間", "分"): _MINUTES, ("年", "か月"): _MONTHS}.get(units)
    if size is None or small >= size or (units[0] == "年" and field not in units):
        return Refusal("二つの単位で書かれた期間です")
    value = large * size + small
    if field == units[0]:
        return Quantity(folded, "number", value / size, unit=units[0])
    return Quantity(folded, "number", value, unit=units[1])


def _read_half(folded: str, half: re.Match[str], field: str | None) -> Quantity | Refusal:
    """Read 1時間半 as 90 分, 1日半 as 1.5 日; 1年半 may be meant in months."""
    value, unit = Decimal(half[1]) + Decimal("0.5"), half[2]
    small = {"時間": ("分", _MINUTES), "年": ("か月", _MONTHS)}.get(unit)
    if small and field != unit and (unit == "時間" or field == small[0]):
        return Quantity(folded, "number", without_zeros(value * small[1]), unit=small[0])
    if unit == "年" and field != unit:
        return Refusal("二つの単位で書かれた期間です")
    return Quantity(folded, "number", value, unit=unit)


def _read_part(folded: str, field: str | None) -> Quantity | Refusal | None:
    """Read 5校中3校: of a few places, how many; of many people it may be meant as a share."""
    match = _OUT_OF.fullmatch(folded)
    if not match:
        return None
    whole, part = read_amount(match[1], field), read_amount(match[2], field)
    if not isinstance(whole, Amount) or not isinstance(part, Amount) or whole.unit != part.unit:
        return None
    if part.value > whole.value or whole.value >= _SMALL or whole.unit in _PEOPLE:
        return Refusal(SHARE_OR_COUNT)
    return build(folded, part)._replace(note=folded[: match.start(2)])
