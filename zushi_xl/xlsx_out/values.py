"""One value into one cell, by its type; return codes of XlsxWriter become faults."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from zushi_xl.sheets.model import Formula, Link, Placed, Rich, Run
from zushi_xl.xlsx_out.faults import BookFault, area_a1
from zushi_xl.xlsx_out.formats import Formats
from zushi_xl.xlsx_out.formulas import LONGEST, LONGEST_LITERAL, file_formula, string_literal
from zushi_xl.xlsx_out.numbers import excel_number
from zushi_xl.xlsx_out.safe_text import (
    LONGEST_CELL,
    cell_text,
    looks_like_markup,
    plain_text,
    shorten,
    split_escape_like,
    too_long,
    utf16_length,
)

MOST_LINKS = 65_530  # a sheet holds no more; further ones become HYPERLINK formulas
LONGEST_TIP = 255
LONGEST_TARGET = 2079


class Pen(Protocol):
    """Where a value goes: the sheet that is being written."""

    name: str
    worksheet: Any
    formats: Formats
    links: int


def write_string(pen: Pen, cell: Placed, text: str) -> None:
    """A text, whatever it looks like: never a formula, a number or a link."""
    if too_long(text):
        raise fault(
            pen,
            cell,
            f"文字数が {utf16_length(text):,} あり、"
            f"一つのセルに入る {LONGEST_CELL:,} を超えています。",
        )
    if looks_like_markup(text):
        runs = (Run("<", cell.style), Run(text[1:], cell.style))
        write_rich(pen, cell, Rich(runs))
    elif text:
        look = pen.formats[cell.style]
        code = pen.worksheet.write_string(cell.row, cell.column, cell_text(text), look)
        if code:
            check(pen, cell, code)
    else:
        write_blank(pen, cell, None)


def write_blank(pen: Pen, cell: Placed, _value: None) -> None:
    check(
        pen, cell, pen.worksheet.write_blank(cell.row, cell.column, None, pen.formats[cell.style])
    )


def write_number(pen: Pen, cell: Placed, value: int | float | Decimal) -> None:
    try:
        number = excel_number(value)
    except ValueError as error:
        raise fault(pen, cell, str(error)) from None
    if isinstance(number, str):
        write_string(pen, cell, number)
        return
    check(
        pen,
        cell,
        pen.worksheet.write_number(cell.row, cell.column, number, pen.formats[cell.style]),
    )


def write_boolean(pen: Pen, cell: Placed, value: bool) -> None:
    check(
        pen,
        cell,
        pen.worksheet.write_boolean(cell.row, cell.column, value, pen.formats[cell.style]),
    )


def write_rich(pen: Pen, cell: Placed, value: Rich) -> None:
    """Runs with text; a single run is written plainly in the run's own font."""
    runs = [run for run in value.runs if run.text]
    if too_long(value.text) or len(runs) < 2 and not any(looks_like_markup(r.text) for r in runs):
        _write_single_run(pen, cell, runs, value)
        return
    parts: list[Any] = []
    for run in runs:
        for piece in split_escape_like(plain_text(run.text)):
            parts += (pen.formats[run.style], piece)
    parts.append(pen.formats[cell.style])
    check(pen, cell, pen.worksheet.write_rich_string(cell.row, cell.column, *parts))


def _write_single_run(pen: Pen, cell: Placed, runs: list[Run], value: Rich) -> None:
    if len(runs) != 1:
        write_string(pen, cell, value.text)
        return
    style = pen.formats.with_font(cell.style, runs[0].style)
    lone = Placed(cell.row, cell.column, runs[0].text, style)
    write_string(pen, lone, runs[0].text)


def write_formula(pen: Pen, cell: Placed, value: Formula) -> None:
    formula = file_formula(plain_text(value.expression))
    if not formula.lstrip("="):
        raise fault(pen, cell, "数式が空です。")
    if utf16_length(formula) > LONGEST:
        raise fault(pen, cell, f"数式が {LONGEST:,} 文字を超えています。")
    check(
        pen,
        cell,
        pen.worksheet.write_formula(
            cell.row, cell.column, formula, pen.formats[cell.style], _cached(pen, cell, value)
        ),
    )


class _EmptyText(str):
    """A cached empty text. XlsxWriter leaves "" without a type, which reads as "not calculated"."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _cached(pen: Pen, cell: Placed, formula: Formula) -> Any:
    value = formula.cached
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if too_long(value):
            raise fault(pen, cell, f"数式の結果が {LONGEST_CELL:,} 文字を超えています。")
        return plain_text(value) or _EmptyText()
    try:
        return excel_number(value)
    except ValueError as error:
        raise fault(pen, cell, str(error)) from None


def write_link(pen: Pen, cell: Placed, value: Link) -> None:
    """A link; beyond Excel's limit a HYPERLINK formula, which jumps as well."""
    if pen.links >= MOST_LINKS:
        _write_link_formula(pen, cell, value)
        return
    text = value.text or value.target.partition(":")[2]
    write_string(pen, cell, text)
    target = plain_text(value.target)
    if any(utf16_length(part) > LONGEST_TARGET for part in target.split("#", 1)):
        raise fault(pen, cell, "リンク先が長すぎます。")
    try:
        code = pen.worksheet.write_url(
            cell.row,
            cell.column,
            target,
            pen.formats[cell.style],
            cell_text(text),
            shorten(value.tip, LONGEST_TIP),
        )
    except ValueError:
        raise fault(pen, cell, f"リンク先が正しくありません（{target[:80]}）。") from None
    check(pen, cell, code)
    pen.links += 1


def _write_link_formula(pen: Pen, cell: Placed, link: Link) -> None:
    kind, _, target = plain_text(link.target).partition(":")
    target = f"#{target}" if kind == "internal" else target
    if kind not in ("internal", "external"):
        target = f"{kind}:{target}"
    if utf16_length(target) > LONGEST_LITERAL or utf16_length(link.text) > LONGEST_LITERAL:
        write_string(pen, cell, link.text)
        return
    formula = f"=HYPERLINK({string_literal(target)},{string_literal(link.text)})"
    write_formula(pen, cell, Formula(formula, link.text))


def check(pen: Pen, cell: Placed, code: int) -> None:
    """XlsxWriter tells by a number what it did not write."""
    if code:
        reason = "シートの外のセルです。" if code == -1 else f"書き込めません（{code}）。"
        raise fault(pen, cell, reason)


def fault(pen: Pen, cell: Placed, message: str) -> BookFault:
    return BookFault(message, pen.name, area_a1(cell.area))


def refuse(pen: Pen, cell: Placed, value: object) -> None:
    raise fault(pen, cell, f"書き込めない値（{type(value).__name__}）です。")


WRITERS: dict[type, Callable[[Pen, Placed, Any], None]] = {
    str: write_string,
    type(None): write_blank,
    int: write_number,
    float: write_number,
    Decimal: write_number,
    bool: write_boolean,
    Rich: write_rich,
    Formula: write_formula,
    Link: write_link,
}
