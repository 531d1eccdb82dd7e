"""Tables, drop-downs with input help, conditional formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.formulas import file_formula
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Condition, ExcelTable, Sheet, Validation
from zushi_xl.xlsx_out.faults import BookFault, area_a1
from zushi_xl.xlsx_out.formats import Formats, UnknownStyle
from zushi_xl.xlsx_out.safe_text import plain_text, shorten

LONGEST_LIST = 255
LONGEST_TITLE = 32
LONGEST_MESSAGE = 255


def add_tables(worksheet: Any, sheet: Sheet) -> None:
    """Make the native tables of a sheet.

    Raises:
        BookFault: the headers differ from the cells, it lies over a merged cell, or XlsxWriter
            does not take it.
    """
    for number, table in enumerate(sheet.tables):
        _check_headers(sheet, table)
        _check_merges(sheet, table)
        _check_overlap(sheet, table, sheet.tables[:number])
        options = {
            "name": table.name,
            "style": table.style,
            "columns": [{"header": plain_text(header)} for header in table.headers],
        }
        if worksheet.add_table(*_area(table), options):
            raise BookFault(
                f"テーブル「{table.name}」を作れません。", sheet.name, area_a1(table.area)
            )
        worksheet.table_cells.clear()  # a note for every cell, of what is checked here


def _area(table: ExcelTable) -> Area:
    """A table has at least one body row, empty if need be."""
    return table.area._replace(bottom=max(table.area.bottom, table.area.top + 1))


def _check_headers(sheet: Sheet, table: ExcelTable) -> None:
    """Excel repairs a table whose headers differ from its cells, so this must not happen."""
    place = area_a1(table.area)
    lowered = [header.casefold() for header in table.headers]
    if len(lowered) != table.area.right - table.area.left + 1:
        raise BookFault(f"テーブル「{table.name}」の見出しと列の数が違います。", sheet.name, place)
    if "" in lowered or len(set(lowered)) < len(lowered):
        raise BookFault(
            f"テーブル「{table.name}」の見出しが空か、重複しています。", sheet.name, place
        )
    shown = {cell.column: cell.value for cell in sheet.cells if cell.row == table.area.top}
    for column, header in enumerate(table.headers, table.area.left):
        if shown.get(column) != header:
            raise BookFault(
                f"テーブル「{table.name}」の見出し「{header}」がセルの値と違います。",
                sheet.name,
                place,
            )


def _check_overlap(sheet: Sheet, table: ExcelTable, earlier: Sequence[ExcelTable]) -> None:
    for other in earlier:
        if _area(other).meets(_area(table)):
            raise BookFault(
                f"テーブル「{table.name}」がテーブル「{other.name}」と重なっています。",
                sheet.name,
                area_a1(table.area),
            )


def _check_merges(sheet: Sheet, table: ExcelTable) -> None:
    for cell in sheet.cells:
        if (cell.rows > 1 or cell.columns > 1) and cell.area.meets(table.area):
            raise BookFault(
                f"テーブル「{table.name}」の中で結合したセルと重なっています。",
                sheet.name,
                area_a1(cell.area),
            )


def add_validations(worksheet: Any, sheet: Sheet) -> None:
    """Set the input rules of a sheet: drop-downs, formulas, help.

    Raises:
        BookFault: XlsxWriter does not take one.
    """
    for validation in sheet.validations:
        options = _criteria(sheet, validation) | _texts(validation)
        if len(options) > 1 and worksheet.data_validation(*validation.area, options):
            raise BookFault("入力規則を設定できません。", sheet.name, area_a1(validation.area))


def _criteria(sheet: Sheet, validation: Validation) -> dict[str, Any]:
    if isinstance(validation.choices, str) and validation.choices:
        return {"validate": "list", "source": file_formula(plain_text(validation.choices))}
    if validation.choices:
        return {"validate": "list", "source": _literal(sheet, validation)}
    if validation.custom:
        return {"validate": "custom", "value": file_formula(plain_text(validation.custom))}
    return {"validate": "any"}


def _literal(sheet: Sheet, validation: Validation) -> list[str]:
    choices = [plain_text(choice) for choice in validation.choices]
    if any("," in choice for choice in choices):
        raise BookFault(
            "選択肢に半角の「,」があります。選択肢はシートの範囲で指定してください。",
            sheet.name,
            area_a1(validation.area),
        )
    quoted = [choice.replace('"', '""') for choice in choices]
    if utf16_length(",".join(quoted)) > LONGEST_LIST:
        raise BookFault(
            f"選択肢が合わせて {LONGEST_LIST} 文字を超えています。シートの範囲で指定してください。",
            sheet.name,
            area_a1(validation.area),
        )
    return quoted


def _texts(validation: Validation) -> dict[str, Any]:
    """Titles and messages; what is longer than Excel shows ends in …"""
    options: dict[str, Any] = {}
    if validation.title:
        options["input_title"] = shorten(validation.title, LONGEST_TITLE)
    if validation.message:
        options["input_message"] = shorten(validation.message, LONGEST_MESSAGE)
    if validation.choices or validation.custom:
        options["error_type"] = "stop" if validation.strict else "warning"
        options["show_error"] = not validation.advisory
        if validation.error:
            options["error_message"] = shorten(validation.error, LONGEST_MESSAGE)
    return options


def add_conditions(worksheet: Any, sheet: Sheet, formats: Formats) -> None:
    """Set the conditional formats of a sheet.

    Raises:
        BookFault: XlsxWriter does not take one, or its style is not there.
    """
    for condition in sheet.conditions:
        try:
            options = _bar(condition) if condition.bar else _rule(condition, formats)
        except UnknownStyle as error:
            raise BookFault(
                f"スタイル「{error}」がありません。", sheet.name, area_a1(condition.area)
            ) from None
        if worksheet.conditional_format(*condition.area, options):
            raise BookFault("条件付き書式を設定できません。", sheet.name, area_a1(condition.area))


def _rule(condition: Condition, formats: Formats) -> dict[str, Any]:
    return {
        "type": "formula",
        "criteria": file_formula(plain_text(condition.formula)),
        "format": formats.condition(condition.style),
    }


def _bar(condition: Condition) -> dict[str, Any]:
    return {
        "type": "data_bar",
        "bar_color": f"#{condition.bar}",
        "bar_solid": True,
        "data_bar_2010": True,
    }
