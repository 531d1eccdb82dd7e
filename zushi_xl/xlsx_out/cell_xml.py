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
from zushi_xl.xlsx_out.row_xml import CellXml
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


class CellWriter(Protocol):
    """Where a value goes: the sheet that is being written. ``texts`` are those that the workbook
    holds already, as they stand in a cell."""

    name: str
    worksheet: Any
    formats: Formats
    texts: dict[str, str]
    links: int


def cell_xml(writer: CellWriter, cell: Placed) -> CellXml:
    """The cell as text; raises BookFault for what a file cannot hold."""
    value = cell.value
    try:
        if type(value) is str and value in writer.texts:  # most cells, and most texts come again
            return writer.formats.numbers[cell.style], writer.texts[value]
        return _SPELLINGS.get(type(value), _refuse)(writer, cell, value)
    except UnknownStyle as error:
        raise fault(writer, cell, f"スタイル「{error}」がありません。") from None


def _string(writer: CellWriter, cell: Placed, text: str) -> CellXml:
    """A text, whatever it looks like: never a formula, a number or a link."""
    if text not in writer.texts:
        writer.texts[text] = _new_text(writer, cell, text)
    return writer.formats.numbers[cell.style], writer.texts[text]


def _new_text(writer: CellWriter, cell: Placed, text: str) -> str:
    """The text in the list of shared ones, cut where it is too long for a cell."""
    if not text:
        return _BLANK
    text = fitting(text)
    if looks_like_markup(text):
        look = writer.formats[cell.style]
        return _shared(writer.worksheet.rich_string(look, "<", look, text[1:]))
    return _shared(writer.worksheet.shared_string(cell_text(text)))


def _shared(number: int) -> str:
    return f' t="s"><v>{number}</v></c>'


def _blank(writer: CellWriter, cell: Placed, _value: None) -> CellXml:
    return writer.formats.numbers[cell.style], _BLANK


def _number(writer: CellWriter, cell: Placed, value: int | float | Decimal) -> CellXml:
    number = _excel_number(writer, cell, value)
    if isinstance(number, str):
        return _string(writer, cell, number)
    return writer.formats.numbers[cell.style], f"><v>{number:.16G}</v></c>"


def _boolean(writer: CellWriter, cell: Placed, value: bool) -> CellXml:
    return writer.formats.numbers[cell.style], f' t="b"><v>{value:d}</v></c>'


def _rich(writer: CellWriter, cell: Placed, value: Rich) -> CellXml:
    """Runs with text; a single run is written plainly in the run's own font."""
    runs = [run for run in value.runs if run.text]
    if too_long(value.text) or len(runs) < 2:
        return _single_run(writer, cell, runs, value)
    parts: list[Any] = []
    for run in runs:
        for piece in split_escape_like(plain_text(run.text)):
            parts += (writer.formats[run.style], piece)
    return writer.formats.numbers[cell.style], _shared(writer.worksheet.rich_string(*parts))


def _single_run(writer: CellWriter, cell: Placed, runs: list[Run], value: Rich) -> CellXml:
    if len(runs) != 1:
        return _string(writer, cell, value.text)
    style = writer.formats.with_font(cell.style, runs[0].style)
    return _string(writer, Placed(cell.row, cell.column, runs[0].text, style), runs[0].text)


def _formula(writer: CellWriter, cell: Placed, value: Formula) -> CellXml:
    formula = file_formula(plain_text(value.expression)).removeprefix("=")
    if not formula:
        raise fault(writer, cell, "数式が空です。")
    if utf16_length(formula) >= LONGEST:
        raise fault(writer, cell, f"数式が {LONGEST:,} 文字を超えています。")
    kind, result = _cached(writer, cell, value.cached)
    content = f"{kind}><f>{escaped(formula)}</f><v>{result}</v></c>"
    return writer.formats.numbers[cell.style], content


def _cached(
    writer: CellWriter, cell: Placed, value: str | int | float | Decimal | bool
) -> tuple[str, str]:
    """The result that readers see until they calculate: its type and its text."""
    if isinstance(value, bool):
        return ' t="b"', f"{value:d}"
    if not isinstance(value, str):
        return "", str(_excel_number(writer, cell, value))
    return ' t="e"' if value in ERRORS else ' t="str"', escaped(plain_text(fitting(value)))


def _link(writer: CellWriter, cell: Placed, value: Link) -> CellXml:
    """A link; beyond Excel's limit a HYPERLINK formula, which jumps as well."""
    if writer.links >= MOST_LINKS:
        return _link_formula(writer, cell, value)
    text = value.text or value.target.partition(":")[2]
    target = plain_text(value.target)
    if any(utf16_length(part) > LONGEST_TARGET for part in target.split("#", 1)):
        return _string(writer, cell, text)  # a path too deep for a link: the words stay
    try:
        writer.worksheet.add_link(
            cell.row, cell.column, target, cell_text(text), shorten(value.tip, LONGEST_TIP)
        )
    except ValueError:
        raise fault(writer, cell, f"リンク先が正しくありません（{target[:80]}）。") from None
    writer.links += 1
    return _string(writer, cell, text)


def _link_formula(writer: CellWriter, cell: Placed, link: Link) -> CellXml:
    kind, _, target = plain_text(link.target).partition(":")
    target = f"#{target}" if kind == "internal" else target
    if kind not in ("internal", "external"):
        target = f"{kind}:{target}"
    if utf16_length(target) > LONGEST_LITERAL or utf16_length(link.text) > LONGEST_LITERAL:
        return _string(writer, cell, link.text)
    formula = f"=HYPERLINK({string_literal(target)},{string_literal(link.text)})"
    return _formula(writer, cell, Formula(formula, link.text))


def _excel_number(
    writer: CellWriter, cell: Placed, value: int | float | Decimal
) -> int | Decimal | str:
    try:
        return excel_number(value)
    except ValueError as error:
        raise fault(writer, cell, str(error)) from None


def _refuse(writer: CellWriter, cell: Placed, value: object) -> CellXml:
    raise fault(writer, cell, f"書き込めない値（{type(value).__name__}）です。")


_SPELLINGS: dict[type, Callable[[CellWriter, Placed, Any], CellXml]] = {
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


def fault(writer: CellWriter, cell: Placed, message: str) -> BookFault:
    """The fault of a cell, with its sheet and A1."""
    return BookFault(message, writer.name, area_a1(cell.area))
