"""What a form says while it is filled in: formulas beside the page, no macros.

Each check is an Excel formula that gives a short text, or "" when there is nothing to say. The
symbols carry the meaning without colour: ● still to fill in, ▲ please look again, ◆ ◇ what a
correction asks for, ✓ done. Every formula has its present result beside it, so that viewers that
do not calculate agree. Only functions that Excel 2016 and LibreOffice share are used.

A formula cannot read figures as the reader does: where it does not understand one (2万5千人) it
stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.form.check_words import (
    DONE,
    DOUBT,
    EMPTY,
    ERROR_VALUE,
    FAR,
    LESS,
    MENDED,
    NO_AMOUNT,
    NO_FIGURE,
    NO_NUMBER,
    NOT_LISTED,
    OVER_100,
    TO_CONFIRM,
    TO_MEND,
    TOO_LONG,
)
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Counting, KpiValue, ValueStatus
from zushi_xl.report.kpi import may_exceed_all
from zushi_xl.sheets.live_help.plain_number import DASHES, has_digit, number_formula, plain_number
from zushi_xl.workbook.sheet import Formula

_FAR = Decimal(2)  # a KPI more than twice or less than half of last year's deserves a second look
NEW_LINE = "\n"
_PLAIN = re.compile("[\0-\uffff]{0,100}")  # what is compared to see whether a text was changed


class RequestedFix(NamedTuple):
    """One finding of a correction on a field: its number in the list, whether it must be mended."""

    number: int
    must: bool


class OpenCell(NamedTuple):
    """A field that is open: where it stands, what is in it, what it offers."""

    slot: Slot
    cell: str
    text: str
    range: str = ""
    words: tuple[str, ...] = ()
    asked: tuple[RequestedFix, ...] = ()


class Check(NamedTuple):
    """A formula without leading = and the text that it gives now."""

    formula: str
    now: str


def check_of_line(cells: Sequence[OpenCell]) -> Formula | None:
    """The check of one line; None if it has nothing to watch."""
    checks = [check for cell in cells for check in _checks(cell)]
    if not checks:
        return None
    parts = "&".join(check.formula for check in checks)
    wrapped = f'=IFERROR({parts},"{DOUBT}{ERROR_VALUE} ")'
    return Formula(wrapped, "".join(check.now for check in checks))


def is_empty(cell: str) -> str:
    """The condition that nothing is written in a cell."""
    return f'TRIM({cell})=""'


def is_unchanged(cell: str, text: str) -> str:
    """The condition that a cell still holds ``text``.

    Literals in formulas may not be long, and programs count characters beyond U+FFFF as one or as
    two: so the beginning is compared as far as it is plain, and the length either way.
    """
    lengths = dict.fromkeys((len(text), length_in_excel(text)))
    tests = ",".join(f"LEN({cell})={length}" for length in lengths)
    plain = _PLAIN.match(text)
    beginning = plain[0] if plain else ""
    same = f'LEFT(SUBSTITUTE({cell},CHAR(10)," "),{len(beginning)})='
    return f"AND(OR({tests}),{same}{quoted(beginning.replace(NEW_LINE, ' '))})"


def quoted(text: str) -> str:
    """A text as formulas want it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _checks(cell: OpenCell) -> Iterator[Check]:
    yield from (_asked(cell, asked) for asked in cell.asked)
    if cell.slot.is_required:
        message = f"{EMPTY}未記入：{_short(cell.slot)} "
        formula = f'IF({is_empty(cell.cell)},{quoted(message)},"")'
        yield Check(formula, "" if cell.text.strip() else message)
    check = _BY_TYPE.get(cell.slot.field.type)
    if check is not None:
        yield from check(cell)
    if cell.slot.field.max_length:
        yield _length(cell, cell.slot.field.max_length)


def _asked(cell: OpenCell, asked: RequestedFix) -> Check:
    """◆ until the field is changed. ◇ asks for a look, which may change nothing."""
    mark, what = (TO_MEND, "要修正") if asked.must else (TO_CONFIRM, "要確認")
    open_ = f"{mark}{what} No.{asked.number} "
    done = f"{DONE}{MENDED} No.{asked.number} "
    unchanged = is_unchanged(cell.cell, cell.text)
    return Check(f"IF({unchanged},{quoted(open_)},{quoted(done)})", open_)


def _length(cell: OpenCell, limit: int) -> Check:
    long, fits = f"{DOUBT}{TOO_LONG} ", f"字／{limit}字 "
    length = length_in_excel(cell.text)
    formula = (
        f'IF(LEN({cell.cell})>{limit},{quoted(long)},"")'
        f'&IF(LEN({cell.cell})>0,LEN({cell.cell})&{quoted(fits)},"")'
    )
    now = (long if length > limit else "") + (f"{length}{fits}" if length else "")
    return Check(formula, now)


def length_in_excel(text: str) -> int:
    """Length as Excel counts it: characters beyond U+FFFF are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _listed(cell: OpenCell) -> Iterator[Check]:
    """Whether a word is one of the list: pasting goes past every drop-down."""
    if not cell.range:
        return
    message = f"{DOUBT}{NOT_LISTED}：{_short(cell.slot)} "
    known = [_is_in(cell.cell, cell.range)]
    may_be_none = cell.slot.field.type is FieldType.PROGRAM
    if may_be_none:
        known.append(_is_dash(cell.cell))
    formula = f'IF(OR({is_empty(cell.cell)},{",".join(known)}),"",{quoted(message)})'
    text = cell.text.strip()
    is_known = not text or (may_be_none and text in DASHES) or _is_among(text, cell.words)
    yield Check(formula, "" if is_known else message)


def _is_among(text: str, words: Sequence[str]) -> bool:
    """As Excel compares: case does not matter."""
    return text in words or text.casefold() in map(str.casefold, words)


def _is_in(cell: str, words: str) -> str:
    """Compared word by word: MATCH would take * and ? for any text."""
    return f"SUMPRODUCT(--({words}=TRIM({cell})))>0"


def _is_dash(cell: str) -> str:
    return f'AND(LEN(TRIM({cell}))=1,ISNUMBER(FIND(TRIM({cell}),"{DASHES}")))'


def _amount(message: str) -> Callable[[OpenCell], Iterator[Check]]:
    """A check that a field holds a figure that is not negative, or a dash for none."""

    def check(cell: OpenCell) -> Iterator[Check]:
        unit = cell.slot.unit
        told = f"{DOUBT}{message.replace('円', unit) if unit else message} "
        doubt = quoted(told)
        number = number_formula(cell.cell, unit)
        formula = (
            f'IF(OR({is_empty(cell.cell)},{_is_dash(cell.cell)}),"",'
            f'IFERROR(IF({number}<0,{doubt},""),{doubt}))'
        )
        text = cell.text.strip()
        value = plain_number(text, unit)
        is_fine = not text or text in DASHES or (value is not None and value >= 0)
        yield Check(formula, "" if is_fine else told)

    return check


def _kpi(cell: OpenCell) -> Iterator[Check]:
    kpi = cell.slot.kpi
    if kpi is None or kpi.counting is Counting.QUALITATIVE:
        return
    yield _figure(cell)
    number = number_formula(cell.cell, kpi.unit or "")
    tests = list(_kpi_tests(cell.slot, number))
    if not tests:
        return
    formula, now = '""', ""
    value = plain_number(cell.text, kpi.unit or "")
    for condition, holds, message in reversed(tests):
        formula = f"IF({condition},{quoted(f'{DOUBT}{message} ')},{formula})"
        now = f"{DOUBT}{message} " if value is not None and holds(value) else now
    yield Check(f'IFERROR({formula},"")', now)


def _figure(cell: OpenCell) -> Check:
    """A figure has a digit somewhere; else one of the words that say why there is none."""
    message = f"{DOUBT}{NO_FIGURE} "
    digits = f"SUMPRODUCT(--ISNUMBER(FIND({_DIGITS},{cell.cell})))>0"
    known = _is_in(cell.cell, cell.range) if cell.range else "FALSE"
    formula = (
        f'IF(OR({is_empty(cell.cell)},{_is_dash(cell.cell)},{known},{digits}),"",{quoted(message)})'
    )
    text = cell.text.strip()
    is_fine = not text or text in DASHES or text in cell.words or has_digit(text)
    return Check(formula, "" if is_fine else message)


_DIGITS = (
    "{"
    + ",".join(f'"{digit}"' for digit in "0123456789０１２３４５６７８９一二三四五六七八九十百")
    + "}"
)

_Test = tuple[str, Callable[[Decimal], bool], str]


def _kpi_tests(slot: Slot, number: str) -> Iterator[_Test]:
    """Conditions in a formula and here, the gravest first."""
    kpi, last = slot.kpi, _last_year(slot)
    if kpi is not None and kpi.unit == "％" and not may_exceed_all(kpi):
        yield f"{number}>100", lambda value: value > 100, OVER_100
    if last is None:
        return
    if kpi is not None and kpi.counting is Counting.CUMULATIVE:
        yield f"{number}<{last}", lambda value: value < last, LESS
    most, least = last * _FAR, last / _FAR
    far = f"OR({number}>{most},{number}<{least})"
    yield far, lambda value: not least <= value <= most, FAR


def _last_year(slot: Slot) -> Decimal | None:
    """Last year's actual figure, where the plan has one above zero."""
    if slot.kpi is None or not slot.key.period.isdecimal():
        return None
    value: KpiValue | None = slot.kpi.values.get(str(int(slot.key.period) - 1))
    if value is None or value.status is not ValueStatus.ACTUAL:
        return None
    figure = value.quantity.value
    return figure if figure and figure > 0 else None


_BY_TYPE: Mapping[FieldType, Callable[[OpenCell], Iterator[Check]]] = {
    FieldType.MONEY: _amount(NO_AMOUNT),
    FieldType.NUMBER: _amount(NO_NUMBER),
    FieldType.YEARLY: _kpi,
    FieldType.RATING: _listed,
    FieldType.CHOICE: _listed,
    FieldType.PROGRAM: _listed,
    FieldType.DIVISION: _listed,
}


def _short(slot: Slot) -> str:
    """A label short enough for the narrow column: without what stands in brackets."""
    label = slot.label.split("（")[0].replace("【参考】", "")
    return f"{slot.key.period}年度" if slot.key.period else label
