"""What a form says while it is filled in: formulas beside the page, no macros.

Each check is an Excel formula that gives a short text, or "" when there is nothing to say. The
symbols carry the meaning without colour: ● still to fill in, ▲ please look again, ◆ ◇ what a
correction asks for, ✓ done. Every formula has its present result beside it, so that viewers that
do not calculate agree. Only functions that Excel 2016 and LibreOffice share are used.

A formula cannot read figures as the reader does: where it does not understand one (2万5千人) it
stays silent.
"""

from __future__ import annotations

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
    NOT_ASKED,
    NOT_LISTED,
    OVER_100,
    TO_CONFIRM,
    TO_MEND,
    TOO_LONG,
    short_label,
)
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Counting, KpiValue, ValueStatus
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.kpi import may_exceed_all
from zushi_xl.sheets.live_help.condition_formula import FormulaCondition
from zushi_xl.sheets.live_help.odd_amount import (
    is_odd_amount,
    is_odd_figure,
    odd_amount_formula,
    odd_figure_formula,
)
from zushi_xl.sheets.live_help.plain_number import (
    dash_formula,
    digit_formula,
    has_digit,
    is_dash,
    is_negative,
    negative_formula,
    none_formula,
    number_formula,
    plain_number,
    says_none,
)
from zushi_xl.text.folding import DASHES
from zushi_xl.text.regex import regex
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Formula

_FAR = Decimal(2)  # a KPI more than twice or less than half of last year's deserves a second look
NEW_LINE = "\n"
_PLAIN = regex("[\0-\uffff]{0,100}")  # what is compared to see whether a text was changed


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
    needed: FormulaCondition | None = None  # 必須の条件
    skipped: FormulaCondition | None = None  # 記入しない条件
    further: tuple[Check, ...] = ()  # what follows from other cells and the plan


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
    lengths = dict.fromkeys((len(text), utf16_length(text)))
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
    if cell.slot.may_be_required:
        message = f"{EMPTY}未記入：{_short(cell.slot)} "
        open_ = is_missing(cell)
        yield Check(f'IF({open_.formula},{quoted(message)},"")', message if open_.holds else "")
    if cell.skipped:
        yield _not_asked(cell, cell.skipped)
    check = _BY_TYPE.get(cell.slot.field.type)
    if check is not None:
        yield from check(cell)
    if cell.slot.field.max_length:
        yield _length(cell, cell.slot.field.max_length)
    yield from cell.further


def is_missing(cell: OpenCell) -> FormulaCondition:
    """Whether the field must be filled and is empty."""
    found = FormulaCondition(is_empty(cell.cell), not cell.text.strip())
    if cell.needed:
        found = _both(found, cell.needed)
    if cell.skipped:
        is_asked = FormulaCondition(f"NOT({cell.skipped.formula})", not cell.skipped.holds)
        found = _both(found, is_asked)
    return found


def _both(one: FormulaCondition, other: FormulaCondition) -> FormulaCondition:
    return FormulaCondition(f"AND({one.formula},{other.formula})", one.holds and other.holds)


def _not_asked(cell: OpenCell, skipped: FormulaCondition) -> Check:
    message = f"{DOUBT}{NOT_ASKED}：{_short(cell.slot)} "
    formula = f'IF(AND({skipped.formula},NOT({is_empty(cell.cell)})),{quoted(message)},"")'
    return Check(formula, message if skipped.holds and cell.text.strip() else "")


def _asked(cell: OpenCell, asked: RequestedFix) -> Check:
    """◆ until the field is changed. ◇ asks for a look, which may change nothing."""
    mark, what = (TO_MEND, "要修正") if asked.must else (TO_CONFIRM, "要確認")
    open_ = f"{mark}{what} No.{asked.number} "
    done = f"{DONE}{MENDED} No.{asked.number} "
    unchanged = is_unchanged(cell.cell, cell.text)
    return Check(f"IF({unchanged},{quoted(open_)},{quoted(done)})", open_)


def _length(cell: OpenCell, limit: int) -> Check:
    long, fits = f"{DOUBT}{TOO_LONG} ", f"字／{limit}字 "
    length = utf16_length(cell.text)
    formula = (
        f'IF(LEN({cell.cell})>{limit},{quoted(long)},"")'
        f'&IF(LEN({cell.cell})>0,LEN({cell.cell})&{quoted(fits)},"")'
    )
    now = (long if length > limit else "") + (f"{length}{fits}" if length else "")
    return Check(formula, now)


def _listed(cell: OpenCell) -> Iterator[Check]:
    """Whether a word is one of the list: pasting goes past every drop-down."""
    if not cell.range:
        return
    message = f"{DOUBT}{NOT_LISTED}：{_short(cell.slot)} "
    known = _KNOWN_WORDS.get(cell.slot.field.type, _is_listed)(cell)
    formula = f'IF(OR({is_empty(cell.cell)},{known.formula}),"",{quoted(message)})'
    yield Check(formula, "" if not cell.text.strip() or known.holds else message)


def _is_listed(cell: OpenCell) -> FormulaCondition:
    return FormulaCondition(_is_in(cell.cell, cell.range), _is_among(cell.text.strip(), cell.words))


def _are_programs(cell: OpenCell) -> FormulaCondition:
    """Programs of the list, one a line, or a dash for none."""
    lines = [line for line in cell.text.split(NEW_LINE) if line.strip()]
    each = (_is_in(_line_of(cell.cell, n), cell.range) for n in range(_MOST_LINES))
    blank = (f'{_line_of(cell.cell, n)}=""' for n in range(_MOST_LINES))
    listed = ",".join(f"OR({none},{known})" for none, known in zip(blank, each, strict=True))
    few = f'LEN({cell.cell})-LEN(SUBSTITUTE({cell.cell},CHAR(10),""))<{_MOST_LINES}'
    is_none = cell.text.strip() in DASHES and bool(cell.text.strip())
    holds = len(cell.text.split(NEW_LINE)) <= _MOST_LINES and all(
        _is_among(line.strip(), cell.words) for line in lines
    )
    dash = f'AND(LEN(TRIM({cell.cell}))=1,ISNUMBER(FIND(TRIM({cell.cell}),"{DASHES}")))'
    return FormulaCondition(f"{dash},AND({few},{listed})", is_none or holds)


def _line_of(cell: str, number: int) -> str:
    """One line of a cell, without blanks around it."""
    apart = f'SUBSTITUTE({cell},CHAR(10),REPT(" ",{_ROOM}))'
    return f"TRIM(MID({apart},{number * _ROOM + 1},{_ROOM}))"


_MOST_LINES, _ROOM = 3, 200  # programs in a field; characters that no name reaches


def _begins_with_grade(cell: OpenCell) -> FormulaCondition:
    """A grade by its symbol, by its words, or by both, as the reader takes it."""
    symbols = [word.split("：")[0] for word in cell.words]
    labels = [word.split("：", 1)[1] for word in cell.words if "：" in word]
    plain = f"ASC(TRIM({cell.cell}))"
    for mark in _GRADE_MARKS:
        plain = f'SUBSTITUTE({plain},"{mark}","")'
    tests = [f"LEFT({plain},{utf16_length(s)})={quoted(s)}" for s in map(half_width, symbols)]
    tests += [f"{plain}={quoted(half_width(label))}" for label in labels]
    text = half_width(cell.text.strip())
    for mark in _GRADE_MARKS:
        text = text.replace(mark, "")
    text = text.casefold()
    holds = any(text.startswith(half_width(s).casefold()) for s in symbols)
    holds = holds or text in {half_width(label).casefold() for label in labels}
    return FormulaCondition(",".join(tests) or "FALSE", holds)


_GRADE_MARKS = ("進捗状況", "評価", "(", "[", "【")


def half_width(text: str) -> str:
    """As ASC makes letters, digits and signs; no symbol or word of a grade has kana that it turns
    into their narrow form."""
    return text.translate(_TO_ASCII)


_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _is_among(text: str, words: Sequence[str]) -> bool:
    """As Excel compares: case does not matter."""
    return text in words or text.casefold() in map(str.casefold, words)


def _is_in(cell: str, words: str) -> str:
    """Compared word by word: MATCH would take * and ? for any text."""
    return f"SUMPRODUCT(--({words}=TRIM({cell})))>0"


def _amount(message: str) -> Callable[[OpenCell], Iterator[Check]]:
    """A check that a field holds a figure that is not negative, or a word for none. A figure that a
    formula cannot read (1億2,000万円) passes: the reader can."""

    def check(cell: OpenCell) -> Iterator[Check]:
        unit = cell.slot.unit
        told = f"{DOUBT}{message.replace('円', unit) if unit else message} "
        number, doubt = number_formula(cell.cell, unit), quoted(told)
        unread = f'IF(OR({digit_formula(cell.cell)},{none_formula(cell.cell)}),"",{doubt})'
        is_low = f"{number}<0"
        if message == NO_AMOUNT and unit in ("", "円"):
            unread = f"IF({odd_amount_formula(cell.cell)},{doubt},{unread})"
            is_low = f"OR({is_low},{odd_figure_formula(cell.cell, number)})"
        formula = (
            f'IF(OR({is_empty(cell.cell)},{dash_formula(cell.cell)}),"",'
            f"IF({negative_formula(cell.cell)},{doubt},"
            f'IFERROR(IF({is_low},{doubt},""),{unread})))'
        )
        is_fine = _is_amount if message == NO_AMOUNT and unit in ("", "円") else _is_not_negative
        yield Check(formula, "" if is_fine(cell.text.strip(), unit) else told)
        if cell.slot.programs:
            yield _lines(cell, len(cell.slot.programs))

    return check


def _is_amount(text: str, unit: str) -> bool:
    """Of yen: neither another unit nor a figure that may be read in two ways."""
    value = plain_number(text, unit)
    is_odd = is_odd_amount(text) if value is None else is_odd_figure(text, value)
    return not text or is_dash(text) or (not is_odd and _is_not_negative(text, unit))


def _is_not_negative(text: str, unit: str) -> bool:
    if not text or is_dash(text):
        return True
    value = plain_number(text, unit)
    if is_negative(text):
        return False
    return value >= 0 if value is not None else has_digit(text) or says_none(text)


def _lines(cell: OpenCell, wanted: int) -> Check:
    """Whether there is a line for each program."""
    told = f"{DOUBT}額は{wanted}行で "
    trimmed = f"TRIM({cell.cell})"
    count = f'LEN({trimmed})-LEN(SUBSTITUTE({trimmed},CHAR(10),""))+1'
    formula = f'IF(OR({is_empty(cell.cell)},{count}={wanted}),"",{quoted(told)})'
    text = cell.text.strip(" ")
    is_fine = not text.strip() or text.count(NEW_LINE) + 1 == wanted
    return Check(formula, "" if is_fine else told)


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
    known = _is_in(cell.cell, cell.range) if cell.range else "FALSE"
    said = f"{known},{digit_formula(cell.cell)},{none_formula(cell.cell)}"
    formula = f'IF(OR({is_empty(cell.cell)},{dash_formula(cell.cell)},{said}),"",{quoted(message)})'
    text = cell.text.strip()
    is_none = not text or is_dash(text) or text in cell.words or says_none(text)
    return Check(formula, "" if is_none or has_digit(text) else message)


_Test = tuple[str, Callable[[Decimal], bool], str]


def _kpi_tests(slot: Slot, number: str) -> Iterator[_Test]:
    """Conditions in a formula and here, the gravest first."""
    kpi, last = slot.kpi, _last_year(slot)
    is_share = kpi is not None and kpi.unit == "％" and kpi.counting is Counting.SHARE
    if kpi is not None and is_share and not may_exceed_all(kpi):
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
    figure = value.quantity.value and in_unit(value.quantity.value, slot.kpi.unit)
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


_KNOWN_WORDS: Mapping[FieldType, Callable[[OpenCell], FormulaCondition]] = {
    FieldType.PROGRAM: _are_programs,
    FieldType.RATING: _begins_with_grade,
}


def _short(slot: Slot) -> str:
    """What the narrow column calls a field: of a figure its year, else its label."""
    is_figure = slot.kpi is not None and slot.key.period
    return f"{slot.key.period}年度" if is_figure else short_label(slot.label)
