"""Small forms for the tests, drawn the ways that people draw them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Border, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from zushi_xl.adopt import draft_of
from zushi_xl.adopt.model import Draft, DraftField, address

_THIN = Side(style="thin")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
UNDER = Border(bottom=_THIN)


def put(
    sheet: Worksheet,
    place: str,
    text: object = None,
    *,
    border: Border | None = BOX,
    fill: str = "",
    unlocked: bool = False,
) -> None:
    """Draw a cell, or a merged area."""
    cells = sheet[place] if ":" in place else ((sheet[place],),)
    for row in cells:
        for cell in row:
            if border:
                cell.border = border
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
            if unlocked:
                cell.protection = Protection(locked=False)
    if ":" in place:
        sheet.merge_cells(place)
    if text is not None:
        cells[0][0].value = text


def put_line(sheet: Worksheet, row: int, *texts: object, fill: str = "") -> None:
    """Draw cells beside each other, from column A on."""
    for column, text in zip("ABCDEFGH", texts, strict=False):
        put(sheet, f"{column}{row}", text, fill=fill)


def frame(sheet: Worksheet, place: str, text: object = None) -> None:
    """A line around several cells that are not merged."""
    rows = sheet[place]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            cell.border = Border(
                left=_THIN if j == 0 else None,
                right=_THIN if j == len(row) - 1 else None,
                top=_THIN if i == 0 else None,
                bottom=_THIN if i == len(rows) - 1 else None,
            )
    if text is not None:
        rows[0][0].value = text


def choose(sheet: Worksheet, place: str, formula: str) -> None:
    """A drop-down list."""
    rule = DataValidation(type="list", formula1=formula)
    sheet.add_data_validation(rule)
    rule.add(place)


def new_form(title: str = "様式") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def drafted(book: Workbook, folder: Path, *filled: Workbook) -> Draft:
    """What is recognised in a form."""
    path = folder / "様式.xlsx"
    book.save(path)
    copies = []
    for number, copy in enumerate(filled):
        copies.append(folder / f"記入済み{number}.xlsx")
        copy.save(copies[-1])
    return draft_of(path, copies)


def seen(draft: Draft) -> list[tuple[str, str, str]]:
    """Cell, label and type of each field."""
    return [(address(field.area), field.label, field.type) for field in draft.fields]


def labels_by_cell(draft: Draft) -> dict[str, str]:
    """Label of each field, by its cells."""
    return {cell: label for cell, label, _ in seen(draft)}


def at(draft: Draft, cell: str) -> DraftField:
    return next(field for field in draft.fields if address(field.area).split(":")[0] == cell)
