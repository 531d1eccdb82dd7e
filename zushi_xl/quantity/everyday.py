"""The short road: cells of the everyday shape, read at a glance.

Most cells are one number in a shape whose parts can mean one thing only: 1,234人, （67.5％）,
▲0.4ポイント, 23件（2021年度）.  The grammar (`reader`) tries all that a text might be; here one
pattern takes that closed shape and makes of it what the grammar would.  Words that another rule
may claim (年, 時間, 歳) are left out: whatever is not taken goes to the grammar, and
tests/quantity/test_everyday.py holds that both roads agree on what is.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from zushi_xl.quantity.amounts import unit_after_kanji
from zushi_xl.quantity.changes import (
    ERA,
    GROUPING,
    KANJI,
    SIGN,
    SPELLING,
    SYMBOLS,
    name_beside,
    name_scales,
    name_unit,
)
from zushi_xl.quantity.eras import ERAS
from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import Qualifier, Quantity
from zushi_xl.quantity.numerals import IN_FIGURES, IN_KANJI, add_sections
from zushi_xl.quantity.units import UNITS, Unit

_FIGURES = r"([1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,6}|0)(\.[0-9]{1,2})?"
_SCALES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_WORD = "[^-0-9,.()（）一二三四五六七八九十百千万億兆]+"
_NUMBER = re.compile(
    rf"([(（])?(約)?([-▲△])?(?:{_FIGURES}({'|'.join(_SCALES)})?|({IN_FIGURES})|({IN_KANJI}))"
    rf"({_WORD})?(?:[(（]((?:19|20)[0-9]{{2}})年度[)）])?([)）])?"
)
_DATE = re.compile(
    r"(令和|平成)([1-9][0-9]?)年(1[0-2]|[1-9])月([12][0-9]|3[01]|[1-9])日"
    rf"(?:[(（]([1-9][0-9]{{0,6}}({_WORD}))[)）])?"
)
_BOUNDS: dict[str, Qualifier] = {
    "以上": "at_least",
    "以下": "at_most",
    "未満": "less_than",
    "程度": "about",
}
_CLAIMED = re.compile("[年月日時分秒週期度歳才割位以超余弱強]")
_UNITS = {
    word: unit
    for word, unit in UNITS.items()
    if fold_cell(word).folded in (word, "%")
    and (word == unit.name or unit.name not in word)
    and not _CLAIMED.search(word + unit.name)
}


def read_everyday(text: str) -> Quantity | None:
    """Read a cell of the everyday shape; ``None`` sends it to the grammar."""
    if match := _NUMBER.fullmatch(text):
        return _read_number(text, match)
    if match := _DATE.fullmatch(text):
        return _read_date(text, match)
    return None


def _read_number(text: str, match: re.Match[str]) -> Quantity | None:
    opened, about, sign, figures, decimals, scale, mixed, kanji, word, year, closed = match.groups()
    unit, bound = _split_bound(word) if word else (None, None)
    if word and not unit and not bound or (opened is None) is not (closed is None):
        return None
    if (opened or year or decimals) and not unit or opened and year:
        return None
    if kanji and (len(kanji) == 1 or unit and not _counts(kanji, unit)):
        return None
    value = _value(figures, decimals, scale) if figures else Decimal(add_sections(mixed or kanji))
    if sign and not value:
        return None
    value = -value if sign else value
    scaled = bool(scale or mixed or kanji and abs(value) >= _SCALES["万"])
    qualifier = bound or ("about" if about else None)
    planned, note = opened is not None, f"{year}年度" if year else None
    names = _name(text, sign, kanji, scaled, unit)
    if names or about and bound or bound == "about" or decimals and decimals[-1] == "0":
        names = [*names, *name_beside(planned, qualifier, note)] or [SPELLING]
    return Quantity(
        text,
        unit.kind if unit else "number",
        value,
        value if qualifier == "at_least" else None,
        value if qualifier in ("at_most", "less_than") else None,
        unit.name if unit else None,
        qualifier,
        planned,
        (int(year),) if year else (),
        scale_applied=scaled,
        note=note,
        changes=tuple(names),
    )


def _split_bound(word: str) -> tuple[Unit | None, Qualifier | None]:
    """Read what stands behind a number: a unit, a bound, or a unit with a bound."""
    if unit := _UNITS.get(word):
        return unit, None
    unit, bound = _UNITS.get(word[:-2]), _BOUNDS.get(word[-2:])
    return (unit, bound) if bound and (unit or len(word) == 2) else (None, None)


def _counts(numeral: str, unit: Unit) -> bool:
    return isinstance(unit_after_kanji(numeral, unit.name), Unit)


def _value(whole: str, decimals: str | None, scale: str | None) -> Decimal:
    figures = whole.replace(",", "")
    value = Decimal(figures + decimals if decimals else figures)
    if scale:
        value *= _SCALES[scale]
        return value.quantize(1) if decimals else value
    return value


def _name(
    text: str, sign: str | None, kanji: str | None, scaled: bool, unit: Unit | None
) -> list[str]:
    names = [SYMBOLS] if "%" in text or "(" in text or ")" in text else []
    if "," in text:
        names.append(GROUPING)
    if kanji:
        names.append(KANJI)
    if scaled:
        names += name_scales(text, unit and unit.name)
    if sign and sign != "-":
        names.append(SIGN)
    if unit and unit.name not in text:
        names.append(name_unit(unit.name))
    return names


def _read_date(text: str, match: re.Match[str]) -> Quantity | None:
    name, number, month, day, note, counter = match.groups()
    era = ERAS[name]
    try:
        iso = datetime.date(era.base + int(number), int(month), int(day)).isoformat()
    except ValueError:
        return None
    if (
        int(number) > era.accepted
        or not era.begins <= iso <= era.ends
        or counter
        and counter not in _UNITS
    ):
        return None
    note = note and note.replace("％", "%")  # dates keep their notes as folded
    names = [SYMBOLS] if "(" in text or ")" in text or "%" in text else []
    names += [ERA, *name_beside(planned=False, qualifier=None, note=note)]
    return Quantity(text, "date", date=iso, note=note, changes=tuple(names))
