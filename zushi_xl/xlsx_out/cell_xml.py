"""One value as the XML of a cell, by its type: the number of its format, and what follows it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from zushi_xl.workbook.formulas import LONGEST, LONGEST_LITERAL, file_formula, string_literal
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Formula, Link, Placed, Rich, Run, Value
from zushi_xl.xlsx_out.faults import BookFault, area_a1
from zushi_xl.xlsx_out.formats import Formats, UnknownStyle
from zushi_xl.xlsx_out.numbers import excel_number
from zushi_xl.xlsx_out.row_xml import Spelling
from zushi_xl.xlsx_out.safe_text import (
    cell_text,
    escaped,
    fitting,
    looks_like_markup,
    plain_text,
    shorten,
    split_escape_like,
    too_long,
)

MOST_LINKS = 65_530  # a sheet holds no more; further ones become HYPERLINK formulas
LONGEST_TIP = 255
LONGEST_TARGET = 2079
_BLANK = "/>"
ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


class Pen(Protocol):
    """Where a value goes: the sheet that is being written. ``texts`` are those that the workbook
    holds already, as they stand in a cell."""

    name: str
    worksheet: Any
    formats: Formats
    texts: dict[str, str]
    links: int


def spell(pen: Pen, cell: Placed) -> Spelling:
    """The cell as text; raises BookFault for what a file cannot hold."""
    value = cell.value
    try:
        if type(value) is str and value in pen.texts:  # most cells, and most texts come again
            return pen.formats.numbers[cell.style], pen.texts[value]
        return _SPELLINGS.get(type(value), _refuse)(pen, cell, value)
    except UnknownStyle as error:
        raise fault(pen, cell, f"スタイル「{error}」がありません。") from None


def _string(pen: Pen, cell: Placed, text: str) -> Spelling:
    """A text, whatever it looks like: never a formula, a number or a link."""
    if text not in pen.texts:
        pen.texts[text] = _new_text(pen, cell, text)
    return pen.formats.numbers[cell.style], pen.texts[text]


def _new_text(pen: Pen, cell: Placed, text: str) -> str:
    """The text in the list of shared ones, cut where it is too long for a cell."""
    if not text:
        return _BLANK
    text = fitting(text)
    if looks_like_markup(text):
        look = pen.formats[cell.style]
        return _shared(pen.worksheet.rich_string(look, "<", look, text[1:]))
    return _shared(pen.worksheet.shared_string(cell_text(text)))


def _shared(number: int) -> str:
    return f' t="s"><v>{number}</v></c>'


def _blank(pen: Pen, cell: Placed, _value: None) -> Spelling:
    return pen.formats.numbers[cell.style], _BLANK


def _number(pen: Pen, cell: Placed, value: int | float | Decimal) -> Spelling:
    number = _excel_number(pen, cell, value)
    if isinstance(number, str):
        return _string(pen, cell, number)
    return pen.formats.numbers[cell.style], f"><v>{number:.16G}</v></c>"


def _boolean(pen: Pen, cell: Placed, value: bool) -> Spelling:
    return pen.formats.numbers[cell.style], f' t="b"><v>{value:d}</v></c>'


def _rich(pen: Pen, cell: Placed, value: Rich) -> Spelling:
    """Runs with text; a single run is written plainly in the run's own font."""
    runs = [run for run in value.runs if run.text]
    if too_long(value.text) or len(runs) < 2:
        return _single_run(pen, cell, runs, value)
    parts: list[Any] = []
    for run in runs:
        for piece in split_escape_like(plain_text(run.text)):
            parts += (pen.formats[run.style], piece)
    return pen.formats.numbers[cell.style], _shared(pen.worksheet.rich_string(*parts))


def _single_run(pen: Pen, cell: Placed, runs: list[Run], value: Rich) -> Spelling:
    if len(runs) != 1:
        return _string(pen, cell, value.text)
    style = pen.formats.with_font(cell.style, runs[0].style)
    return _string(pen, Placed(cell.row, cell.column, runs[0].text, style), runs[0].text)


def _formula(pen: Pen, cell: Placed, value: Formula) -> Spelling:
    formula = file_formula(plain_text(value.expression)).removeprefix("=")
    if not formula:
        raise fault(pen, cell, "数式が空です。")
    if utf16_length(formula) >= LONGEST:
        raise fault(pen, cell, f"数式が {LONGEST:,} 文字を超えています。")
    kind, result = _cached(pen, cell, value.cached)
    content = f"{kind}><f>{escaped(formula)}</f><v>{result}</v></c>"
    return pen.formats.numbers[cell.style], content


def _cached(pen: Pen, cell: Placed, value: str | int | float | Decimal | bool) -> tuple[str, str]:
    """The result that readers see until they calculate: its type and its text."""
    if isinstance(value, bool):
        return ' t="b"', f"{value:d}"
    if not isinstance(value, str):
        return "", str(_excel_number(pen, cell, value))
    return ' t="e"' if value in ERRORS else ' t="str"', escaped(plain_text(fitting(value)))


def _link(pen: Pen, cell: Placed, value: Link) -> Spelling:
    """A link; beyond Excel's limit a HYPERLINK formula, which jumps as well."""
    if pen.links >= MOST_LINKS:
        return _link_formula(pen, cell, value)
    text = value.text or value.target.partition(":")[2]
    target = plain_text(value.target)
    if any(utf16_length(part) > LONGEST_TARGET for part in target.split("#", 1)):
        return _string(pen, cell, text)  # a path too deep for a link: the words stay
    try:
        pen.worksheet.add_link(
            cell.row, cell.column, target, cell_text(text), shorten(value.tip, LONGEST_TIP)
        )
    except ValueError:
        raise fault(pen, cell, f"リンク先が正しくありません（{target[:80]}）。") from None
    pen.links += 1
    return _string(pen, cell, text)


def _link_formula(pen: Pen, cell: Placed, link: Link) -> Spelling:
    kind, _, target = plain_text(link.target).partition(":")
    target = f"#{target}" if kind == "internal" else target
    if kind not in ("internal", "external"):
        target = f"{kind}:{target}"
    if utf16_length(target) > LONGEST_LITERAL or utf16_length(link.text) > LONGEST_LITERAL:
        return _string(pen, cell, link.text)
    formula = f"=HYPERLINK({string_literal(target)},{string_literal(link.text)})"
    return _formula(pen, cell, Formula(formula, link.text))


def _excel_number(pen: Pen, cell: Placed, value: int | float | Decimal) -> int | Decimal | str:
    try:
        return excel_number(value)
    except ValueError as error:
        raise fault(pen, cell, str(error)) from None


def _refuse(pen: Pen, cell: Placed, value: object) -> Spelling:
    raise fault(pen, cell, f"書き込めない値（{type(value).__name__}）です。")


_SPELLINGS: dict[type, Callable[[Pen, Placed, Any], Spelling]] = {
    str: _string,
    type(None): _blank,
    int: _number,
    float: _number,
    Decimal: _number,
    bool: _boolean,
    Rich: _rich,
    Formula: _formula,
    Link: _link,
}


def drawn(value: Value) -> str:
    """What a chart keeps of a cell that it draws, for programs that do not calculate."""
    if isinstance(value, Formula):
        value = value.cached
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Rich | Link):
        return value.text
    number = excel_number(value)
    return number if isinstance(number, str) else f"{number:.16g}"


def fault(pen: Pen, cell: Placed, message: str) -> BookFault:
    """The fault of a cell, with its sheet and A1."""
    return BookFault(message, pen.name, area_a1(cell.area))
