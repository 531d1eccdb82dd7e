"""How a sheet looks on the screen and on paper, and what of it is locked."""

from __future__ import annotations

from typing import Any

from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import PrintSetup, Protection, Sheet
from zushi_xl.xlsx_out.faults import BookFault
from zushi_xl.xlsx_out.safe_text import plain_text

A4 = 9
HIDE_PRINTED, HIDE_ALL = 1, 2
TALLEST_ROW = 409.5
LONGEST_HEADER = 255
PERMISSIONS = frozenset(
    ("objects", "scenarios", "format_cells", "format_columns", "format_rows", "insert_columns")
    + ("insert_rows", "insert_hyperlinks", "delete_columns", "delete_rows", "sort", "autofilter")
    + ("pivot_tables", "select_locked_cells", "select_unlocked_cells")
)


def set_view(worksheet: Any, sheet: Sheet) -> None:
    """Widths, heights, gridlines, zoom and what stays in view.

    Raises:
        BookFault: Excel takes no such setting.
    """
    _set_columns(worksheet, sheet)
    _set_rows(worksheet, sheet)
    worksheet.hide_gridlines(HIDE_PRINTED if sheet.gridlines else HIDE_ALL)
    worksheet.set_zoom(sheet.zoom)
    if sheet.tab_color:
        worksheet.set_tab_color(f"#{sheet.tab_color}")
    if sheet.freeze:
        worksheet.freeze_panes(*sheet.freeze)
    if sheet.autofilter:
        worksheet.autofilter(*sheet.autofilter)
    if sheet.protection:
        worksheet.protect("", _permissions(sheet.name, sheet.protection))
    if not sheet.visible:
        worksheet.hide()


def _set_columns(worksheet: Any, sheet: Sheet) -> None:
    hidden = set(sheet.hidden_columns)
    for column, width in enumerate(sheet.widths):
        worksheet.set_column_pixels(column, column, width, None, {"hidden": column in hidden})
    for column in hidden:
        if column >= len(sheet.widths):
            worksheet.set_column_pixels(column, column, 64, None, {"hidden": True})


def _set_rows(worksheet: Any, sheet: Sheet) -> None:
    hidden = set(sheet.hidden_rows)
    for row, height in sheet.heights.items():
        # builders lay long texts out over several rows; whatever they missed ends no run
        worksheet.set_row(row, min(height, TALLEST_ROW), None, {"hidden": row in hidden})
    for row in hidden:
        if row not in sheet.heights:
            worksheet.set_row(row, None, None, {"hidden": True})


def _permissions(name: str, protection: Protection) -> dict[str, bool]:
    for unknown in set(protection.allow) - PERMISSIONS:
        raise BookFault(f"シートの保護に許可「{unknown}」はありません。", name)
    return {permission: permission in protection.allow for permission in PERMISSIONS}


def set_page(worksheet: Any, sheet: Sheet) -> None:
    """Paper, margins, running head and repeated rows.

    Raises:
        BookFault: Excel takes no such setting.
    """
    setup = sheet.print
    worksheet.set_paper(A4)
    if setup.landscape:
        worksheet.set_landscape()
    worksheet.set_margins(*setup.margins)
    _set_running_heads(worksheet, sheet.name, setup)
    if setup.repeat_rows:
        worksheet.repeat_rows(*setup.repeat_rows)
    if setup.breaks:
        worksheet.set_h_pagebreaks(list(setup.breaks))
    if setup.area:
        worksheet.print_area(*setup.area)
    if setup.fit_width:
        worksheet.fit_to_pages(1, 0)
    if setup.first_page:
        worksheet.set_start_page(setup.first_page)
    if setup.center:
        worksheet.center_horizontally()


def _set_running_heads(worksheet: Any, name: str, setup: PrintSetup) -> None:
    for text in (setup.header, setup.footer):
        if utf16_length(text) > LONGEST_HEADER:
            raise BookFault(f"ヘッダーまたはフッターが {LONGEST_HEADER} 文字を超えています。", name)
    if setup.header:
        worksheet.set_header(plain_text(setup.header))
    if setup.footer:
        worksheet.set_footer(plain_text(setup.footer))
