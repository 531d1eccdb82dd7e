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

from zushi_xl.quantity.amounts import is_year_month, unit_after_kanji
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

_SCALES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_NUMERAL = (
    r"(?:([1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,6}|0)(\.[0-9]{1,2})?"
    rf"({'|'.join(_SCALES)})?|({IN_FIGURES})|({IN_KANJI}))"
)
_WORD = "[^-0-9,.()（）一二三四五六七八九十百千万億兆]+"
_BARE = re.compile(rf"([-▲△])?{_NUMERAL}")
_BARE_ENDS = frozenset("0123456789一二三四五六七八九十百千万億兆")
_WITH_UNIT = re.compile(
    rf"([(（])?(約)?([-▲△])?{_NUMERAL}({_WORD})(?:[(（]((?:19|20)[0-9]{{2}})年度[)）])?([)）])?"
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
_UPPER = ("at_most", "less_than")
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
    if text[-1:] in _BARE_ENDS:
        match = _BARE.fullmatch(text)
        return match and _read_bare(text, match)
    if match := _WITH_UNIT.fullmatch(text):
        return _read_with_unit(text, match)
    if match := _DATE.fullmatch(text):
        return _read_date(text, match)
    return None


def _read_bare(text: str, match: re.Match[str]) -> Quantity | None:
    sign, figures, decimals, scale, mixed, kanji = match.groups()
    if kanji and len(kanji) == 1 or decimals and is_year_month(text):
        return None
    value, scaled = _value(figures, decimals, scale) if figures else _sum(mixed or kanji)
    if sign and not value:
        return None
    names = _name_number(text, sign, kanji, scaled, None)
    if decimals and decimals[-1] == "0":
        names = names or [SPELLING]
    value = -value if sign else value
    return Quantity(text, "number", value, scale_applied=scaled, changes=tuple(names))


def _read_with_unit(text: str, match: re.Match[str]) -> Quantity | None:
    opened, about, sign, figures, decimals, scale, mixed, kanji, word, year, closed = match.groups()
    unit, bound = _split_bound(word)
    if not unit or (opened is None) is not (closed is None) or opened and year:
        return None
    if kanji and (len(kanji) == 1 or not _counts(kanji, unit)):
        return None
    value, scaled = _value(figures, decimals, scale) if figures else _sum(mixed or kanji)
    if sign and not value:
        return None
    names = [SYMBOLS] if "%" in text or "(" in text or ")" in text else []
    names += _name_number(text, sign, kanji, scaled, unit.name)
    if unit.name not in text:
        names.append(name_unit(unit.name))
    qualifier: Qualifier | None = bound or ("about" if about else None)
    note = f"{year}年度" if year else None
    if names or bound and (about or bound == "about") or decimals and decimals[-1] == "0":
        names = names + name_beside(opened is not None, qualifier, note) or [SPELLING]
    value = -value if sign else value
    return Quantity(
        text,
        unit.kind,
        value,
        value if bound == "at_least" else None,
        value if bound in _UPPER else None,
        unit.name,
        qualifier,
        opened is not None,
        (int(year),) if year else (),
        scale_applied=scaled,
        note=note,
        changes=tuple(names),
    )


def _split_bound(word: str) -> tuple[Unit | None, Qualifier | None]:
    """Read what stands behind a number: a unit, maybe with a bound."""
    if unit := _UNITS.get(word):
        return unit, None
    bound = _BOUNDS.get(word[-2:])
    return (_UNITS.get(word[:-2]), bound) if bound else (None, None)


def _counts(numeral: str, unit: Unit) -> bool:
    return isinstance(unit_after_kanji(numeral, unit.name), Unit)


def _value(whole: str, decimals: str | None, scale: str | None) -> tuple[Decimal, bool]:
    """Return the value of figures, and whether a scale was multiplied out."""
    figures = whole.replace(",", "")
    value = Decimal(figures + decimals if decimals else figures)
    if not scale:
        return value, False
    value *= _SCALES[scale]
    return value.quantize(1) if decimals else value, True


def _sum(numeral: str) -> tuple[Decimal, bool]:
    total = add_sections(numeral)
    return Decimal(total), total >= _SCALES["万"]


def _name_number(
    text: str, sign: str | None, kanji: str | None, scaled: bool, unit: str | None
) -> list[str]:
    names = [GROUPING] if "," in text else []
    if kanji:
        names.append(KANJI)
    if scaled:
        names += name_scales(text, unit)
    if sign and sign != "-":
        names.append(SIGN)
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
