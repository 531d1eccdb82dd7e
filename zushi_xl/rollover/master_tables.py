"""The sheets of a plan master as tables of texts, and what tables cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.masters.plan.columns import PERIOD_NOTE, PLAN_SHEETS, level_sheet_spec
from zushi_xl.masters.records import match_key
from zushi_xl.masters.tables import Row, Table, make_table, read_table
from zushi_xl.masters.workbooks import NOT_LISTED
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.quantity import Context, format_quantity, read_value
from zushi_xl.quantity.typed import FROM_FORMAT
from zushi_xl.rollover.master_editor import RECORD_SPEC, RecordedChange
from zushi_xl.workbook.cells import Cell, Remark, Workbook, Worksheet
from zushi_xl.xlsx_in.seen import text_with_words

_LEVELS = tuple(level_sheet_spec("階層", is_block=block) for block in (False, True))
_KNOWN = (*PLAN_SHEETS, RECORD_SPEC, *_LEVELS)
_OWN_MARGINS = frozenset(spec.about for spec in _KNOWN)  # behind the name, above a printed sheet
_OWN_PROMPTS = {f"{c.header}\n{c.note}" for spec in _KNOWN for c in spec.columns} | {NOT_LISTED}
_OUTSIDE = {
    "margin": "ヘッダー・フッター",
    "text_box": "図形の文字",
    "alt": "代替テキスト",
    "prompt": "入力規則のメッセージ",
    "link": "リンク",
    "link_tip": "リンクのヒント",
    "name": "名前の定義",
    "scenario": "シナリオ",
}


def master_tables(workbook: Workbook, settings: Settings) -> tuple[Table, ...]:
    """Every sheet. Known ones lose their empty rows, others keep each line where it is."""
    known = {match_key(spec.name) for spec in _KNOWN}
    known |= {match_key(name) for name in settings.level_names.values() if name}
    known |= {match_key(n) for each in settings.described_levels for n in (each.sheet, each.place)}
    return tuple(
        _shown_table(sheet, workbook.file)
        if match_key(sheet.name) in known
        else _whole_sheet(sheet)
        for sheet in workbook.sheets
    )


def _shown_table(sheet: Worksheet, file: str) -> Table:
    """Rows as texts that say all that a person sees: 66.7% rather than 0.667."""
    table = read_table(sheet, file)
    rows = (
        tuple(_shown(row.cells[i]) if i in row.cells else "" for i in range(len(table.headers)))
        for row in table.rows
    )
    return make_table(table.name, table.headers, rows)


def _shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cell.text
    quantity = read_value(value, Context(number_format=cell.number_format))
    return format_quantity(quantity) if FROM_FORMAT in quantity.changes else text_with_words(cell)


def _whole_sheet(sheet: Worksheet) -> Table:
    """A sheet that the plan does not know, line by line; row 1 stands as the header."""
    depth = 1 + max((row for row, _ in sheet.cells), default=0)
    width = 1 + max((column for _, column in sheet.cells), default=0)
    lines = [
        tuple(
            _shown(cell) if (cell := sheet.cells.get((row, column))) else ""
            for column in range(width)
        )
        for row in range(depth)
    ]
    return Table(sheet.name, lines[0], tuple(Row(t, i) for i, t in enumerate(lines[1:], 1)))


def left_behind(workbook: Workbook) -> Iterator[RecordedChange]:
    """What the new book does not carry, in words: comments, struck text, formulas, shapes."""
    notes = {column.note for spec in _KNOWN for column in spec.columns} | {PERIOD_NOTE}
    for sheet in workbook.sheets:
        for _, cell in sorted(sheet.cells.items()):
            is_ours = cell.row == 0 and (cell.comment or "").removeprefix("【必ず記入】") in notes
            yield from _beside(sheet.name, cell._replace(comment=None) if is_ours else cell)
    for remark in workbook.remarks:
        if _is_of_every_master(remark):
            continue  # the new book has its own
        why = _OUTSIDE.get(remark.kind, "図形など")
        yield RecordedChange("引き継がない", remark.sheet, remark.cell, "", remark.text, "", why)


def _is_of_every_master(remark: Remark) -> bool:
    """Whether the words are those that a master is made with: heads of pages, input messages."""
    if remark.kind == "prompt":
        return remark.text in _OWN_PROMPTS
    about = remark.text.partition("　")[2]
    return remark.kind == "margin" and (about in _OWN_MARGINS or remark.text == remark.sheet)


def _beside(sheet: str, cell: Cell) -> Iterator[RecordedChange]:
    if cell.comment:
        yield RecordedChange(
            "引き継がない", sheet, cell.address, "", cell.comment, "", "メモ（コメント）"
        )
    if cell.struck:
        yield RecordedChange(
            "引き継がない", sheet, cell.address, "", cell.struck, "", "取り消し線の文字"
        )
    if cell.formula:
        yield RecordedChange(
            "値にした", sheet, cell.address, "", cell.formula, _shown(cell), "数式"
        )
