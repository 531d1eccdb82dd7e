"""The two workbooks that officers edit: 計画マスタ and 様式定義, from their tables.

Headers carry notes, columns with a fixed vocabulary carry drop-downs, and some rows below the
last one are ready to be typed into: as text, so that Excel leaves codes such as 1-3 alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zushi_xl.masters.form.columns import FORM_SHEETS
from zushi_xl.masters.plan.columns import PERIOD_NOTE, PLAN_SHEETS, level_sheet_spec
from zushi_xl.masters.plan.level_columns import LEVEL_SHEET
from zushi_xl.masters.records import ColumnSpec, SheetSpec
from zushi_xl.masters.tables import Table
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import (
    Book,
    Condition,
    Placed,
    PrintSetup,
    Sheet,
    Validation,
    Value,
)
from zushi_xl.workbook.style import Style
from zushi_xl.workbook.whole_numbers import WHOLE, thousands_parted

_FONT = "BIZ UDゴシック"
NOT_LISTED = "一覧から選んでください。"  # what Excel says of a word that is no choice
_SPARE_ROWS = 20
_SIZE = 10
_PLAIN_NUMBER = regex(r"-?(0|[1-9]\d*)(\.\d+)?")
_HEAD_HEIGHT = 30.0
_STYLES = {
    style.name: style
    for style in (
        Style("head", _FONT, bold=True, color="FFFFFF", fill="1F3864", align="center",
              border="thin", border_color="A6A6A6", number_format="@"),
        Style("text", _FONT, valign="top", border="thin", border_color="A6A6A6",
              number_format="@"),
        Style("key", _FONT, valign="top", border="thin", border_color="A6A6A6",
              number_format="@", fill="F2F2F2"),
        Style("number", _FONT, align="right", valign="top", border="thin",
              border_color="A6A6A6", number_format="General"),
        WHOLE,
    )
}  # fmt: skip


def build_plan_book(tables: Sequence[Table], further: Sequence[SheetSpec] = ()) -> Book:
    """計画マスタ.xlsx; columns that the format does not know are the periods of the KPIs.

    ``further`` tells of sheets beside those of the plan.
    """
    return _book("計画マスタ", tables, (*PLAN_SHEETS, *further, *_level_specs(tables)))


def _level_specs(tables: Sequence[Table]) -> Iterator[SheetSpec]:
    """What the sheets of the levels hold that the sheet 階層 describes, under whatever name."""
    known = {spec.name for spec in PLAN_SHEETS}
    if LEVEL_SHEET.name not in {table.name for table in tables}:
        return
    for table in tables:
        if table.name not in known and {"コード", "名称"} <= {*table.headers}:
            yield level_sheet_spec(table.name, is_block="担当課" in table.headers)


def build_form_book(tables: Sequence[Table]) -> Book:
    """様式定義.xlsx."""
    return _book("様式定義", tables, FORM_SHEETS)


def build_tables_book(title: str, tables: Sequence[Table], specs: Sequence[SheetSpec]) -> Book:
    """A workbook of tables whose columns the specs know."""
    return _book(title, tables, specs)


def _book(title: str, tables: Sequence[Table], specs: Sequence[SheetSpec]) -> Book:
    by_name = {spec.name: spec for spec in specs}
    places = {
        f"{table.name}!{header}": _below(table, index)
        for table in tables
        for index, header in enumerate(table.headers)
    }
    sheets = tuple(
        _sheet(table, by_name.get(table.name, SheetSpec(table.name, "", ())), places)
        for table in tables
    )
    return Book(sheets, _STYLES, properties={"title": title})


def _below(table: Table, column: int) -> str:
    """A formula for the items of a column, with room for more."""
    last = len(table.rows) + _SPARE_ROWS
    letters = a1(0, column)[:-1]
    return f"='{table.name}'!${letters}$2:${letters}${last + 1}"


def _sheet(table: Table, spec: SheetSpec, places: Mapping[str, str]) -> Sheet:
    columns = tuple(spec.column(header) or _stranger(spec, header) for header in table.headers)
    width = max(len(columns) - 1, 0)
    return Sheet(
        name=table.name,
        cells=(*_head(columns), *_body(table, columns)),
        widths=tuple(column.width for column in columns),
        heights={0: _HEAD_HEIGHT, **_heights(table, columns)},
        validations=tuple(_validations(table, columns, places)),
        conditions=tuple(_thousands(table, columns)),
        print=PrintSetup(
            landscape=True, header=f"&L{spec.name}　{spec.about}", footer="&C&P / &N",
            repeat_rows=(0, 0), area=Area(0, 0, max(len(table.rows), 1), width),
        ),
        freeze=(1, 1),
        autofilter=Area(0, 0, len(table.rows), width),
        tab_color="1F3864" if spec.needed else "A6A6A6",
    )  # fmt: skip


def _heights(table: Table, columns: Sequence[ColumnSpec]) -> dict[int, float]:
    """Rows as high as their longest text needs; Excel does not fit the rows of a made file."""
    return {
        line: min(TALLEST_ROW, row_height(_most_lines(row.texts, columns), _SIZE))
        for line, row in enumerate(table.rows, 1)
    }


def _most_lines(texts: Sequence[str], columns: Sequence[ColumnSpec]) -> int:
    return max(lines_needed(t, c.width, _SIZE) for t, c in zip(texts, columns, strict=True))


def _stranger(spec: SheetSpec, header: str) -> ColumnSpec:
    note = PERIOD_NOTE if spec.name == "KPI" else ""
    return ColumnSpec(header, note, width=110)


def _head(columns: Sequence[ColumnSpec]) -> Iterator[Placed]:
    for index, column in enumerate(columns):
        mark = "【必ず記入】" if column.filled else ""
        yield Placed(0, index, column.header, "head", note=f"{mark}{column.note}")


def _body(table: Table, columns: Sequence[ColumnSpec]) -> Iterator[Placed]:
    for line in range(1, len(table.rows) + _SPARE_ROWS + 1):
        row = table.rows[line - 1].texts if line <= len(table.rows) else ()
        for index, column in enumerate(columns):
            text = row[index] if index < len(row) else ""
            yield Placed(line, index, _value(text, column), _style(index, column))


def _value(text: str, column: ColumnSpec) -> Value:
    if not text:
        return None
    return Decimal(text) if column.number and _PLAIN_NUMBER.fullmatch(text) else text


def _style(index: int, column: ColumnSpec) -> str:
    if column.number:
        return "number"
    return "key" if index == 0 and column.filled else "text"


def _thousands(table: Table, columns: Sequence[ColumnSpec]) -> Iterator[Condition]:
    """Whole numbers have their thousands parted."""
    last = len(table.rows) + _SPARE_ROWS
    for index, column in enumerate(columns):
        if column.number:
            yield thousands_parted(Area(1, index, last, index))


def _validations(
    table: Table, columns: Sequence[ColumnSpec], places: Mapping[str, str]
) -> Iterator[Validation]:
    last = len(table.rows) + _SPARE_ROWS
    for index, column in enumerate(columns):
        choices = column.choices or places.get(column.choices_from, "")
        if choices:
            yield Validation(
                Area(1, index, last, index),
                choices=choices,
                title=column.header,
                message=column.note,
                error=NOT_LISTED,
                advisory=column.is_open,
            )
