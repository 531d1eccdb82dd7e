"""What can be done to a returned book, by the words that the pages of the suite use.

Each action gets the book, a place and a content. Those on cells, rows and sheets change the
workbook; those on files are remembered and done to the saved package.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading import package_edits
from tests.reading.grid_edits import copy_rows, delete_rows, insert_rows
from tests.suite.places import TAGS, Places

IDENTITY = "識別"
SAVED, SAVED_LATER = "2025-05-28T10:00:00", "2025-05-29T10:00:00"
REPLY, REQUESTS = "差し戻しへの回答", "修正のお願い"  # done when the book has come back once
MENDED = "差し戻しに記入"


@dataclass
class Returned:
    """A division's book on its way back. ``files`` are the names under which it comes."""

    division: str
    workbook: Workbook
    places: Places
    files: dict[str, str]  # file name → time of saving in Japan
    filled: dict[tuple[str, str], object] = field(default_factory=dict)  # what stood there before
    package: list[Callable[[dict[str, bytes]], None]] = field(default_factory=list)

    def cell(self, place: str) -> Cell:
        found = self.places.find(place)
        return self.workbook[found.sheet][found.cell]

    def sheet(self, place: str) -> Worksheet:
        return self.workbook[self.places.sheet_of(place.split(" ")[0])]


def _type(book: Returned, place: str, content: str) -> None:
    book.cell(place).value = content or None


def _number(book: Returned, place: str, content: str) -> None:
    """``0.5`` or ``0.5 書式 0.0%``: a number as Excel stores it, with its number format."""
    number, _, number_format = content.partition(" 書式 ")
    cell = book.cell(place)
    cell.value = float(number)
    cell.number_format = number_format or "General"


def _error(book: Returned, place: str, content: str) -> None:
    cell = book.cell(place)
    cell.value, cell.data_type = content, "e"


def _revised(book: Returned, place: str, content: str) -> None:
    """``~~旧~~新``: struck characters before new ones."""
    pieces = re.findall(r"~~(.+?)~~|([^~]+)", content)
    struck = InlineFont(strike=True)
    blocks = [
        TextBlock(struck, old) if old else TextBlock(InlineFont(), new) for old, new in pieces
    ]
    book.cell(place).value = CellRichText(*blocks)


def _comment(book: Returned, place: str, content: str) -> None:
    book.cell(place).comment = Comment(content, "課員")


def _hide_row(book: Returned, place: str, _content: str) -> None:
    cell = book.cell(place)
    cell.parent.row_dimensions[cell.row].hidden = True


def _hide_column(book: Returned, place: str, _content: str) -> None:
    cell = book.cell(place)
    cell.parent.column_dimensions[cell.column_letter].hidden = True


def _insert_row(book: Returned, place: str, _content: str) -> None:
    cell = book.cell(place)
    insert_rows(cell.parent, cell.row)


def _delete_rows(book: Returned, place: str, content: str) -> None:
    """The row of the place, or as many rows from there as ``content`` says."""
    cell = book.cell(place)
    delete_rows(cell.parent, cell.row, int(content or 1))


def _copy_rows(book: Returned, place: str, content: str) -> None:
    """``4行を 1-1-② A20``: so many rows from the place are copied, and inserted above a cell."""
    cell, (amount, to) = book.cell(place), content.split("行を ")
    first, count = cell.row, int(amount)
    target, _ = coordinate_to_tuple(to.split(" ")[-1])
    insert_rows(cell.parent, target, count)
    first += count if target <= first else 0
    copy_rows(cell.parent, first, first + count - 1, target)


def _write(book: Returned, place: str, content: str) -> None:
    """Into any cell of a sheet by its name or code, also outside the form."""
    book.cell(place).value = content or None


def _unmerge_and_write(book: Returned, place: str, content: str) -> None:
    """Into a cell that was part of a merged area."""
    found = book.places.find(place)
    sheet = book.workbook[found.sheet]
    for merged in list(sheet.merged_cells.ranges):
        if found.cell in merged:
            sheet.unmerge_cells(str(merged))
    sheet[found.cell].value = content


def _hide_sheet(book: Returned, place: str, _content: str) -> None:
    book.sheet(place).sheet_state = "hidden"


def _delete_sheet(book: Returned, place: str, _content: str) -> None:
    book.workbook.remove(book.sheet(place))


def _add_sheet(book: Returned, place: str, content: str) -> None:
    book.workbook.create_sheet(place)["A1"].value = content or None


def _rename_sheet(book: Returned, place: str, content: str) -> None:
    book.sheet(place).title = content


def _copy_sheet(book: Returned, place: str, content: str) -> None:
    book.workbook.copy_worksheet(book.sheet(place)).title = content


def _no_strike(book: Returned, place: str, _content: str) -> None:
    cell = book.cell(place)
    font = copy(cell.font)
    font.strike = True
    cell.font = font


def _replace_everywhere(book: Returned, place: str, content: str) -> None:
    """A word replaced in every cell of the book, the hidden ones too."""
    for sheet in book.workbook.worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row):
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = cell.value.replace(place, content)


def _other_identity(book: Returned, place: str, content: str) -> None:
    """One line of the hidden sheet 識別."""
    for name, value in book.workbook[IDENTITY].iter_rows(max_col=2):
        if name.value == place:
            value.value = content


def _without_foot(book: Returned, _place: str, _content: str) -> None:
    for sheet in book.workbook.worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if "｜" in str(c.value or "")):
            cell.value = None


def _without_hidden(book: Returned, _place: str, _content: str) -> None:
    for sheet in [s for s in book.workbook.worksheets if s.sheet_state != "visible"]:
        book.workbook.remove(sheet)


def _repeated(book: Returned, place: str, content: str) -> None:
    """``見 301``: a text so many times."""
    text, times = content.split(" ")
    book.cell(place).value = text * int(times)


def _longer_than_a_cell(book: Returned, place: str, content: str) -> None:
    """``長 40000``: a text that only other programs can put into a cell."""
    text, times = content.split(" ")
    mark = f"@{len(book.package)}@"
    book.cell(place).value = mark
    book.package.append(lambda parts: _replaced(parts, mark, text * int(times)))


def _replaced(parts: dict[str, bytes], mark: str, text: str) -> None:
    for name, content in parts.items():
        parts[name] = content.replace(mark.encode(), text.encode())


def _pasted_down(book: Returned, place: str, content: str) -> None:
    """``Q 60000``: what stands at the place, so many times down a column."""
    column, times = content.split(" ")
    cell = book.cell(place)
    for row in range(1, int(times) + 1):
        cell.parent[f"{column}{row}"].value = cell.value


def _as_distributed(book: Returned, place: str, _content: str) -> None:
    """A sheet on which nothing was filled in."""
    sheet = book.sheet(place)
    for (title, address), text in book.filled.items():
        if title == sheet.title:
            sheet[address].value = text


def _without_properties(book: Returned, _place: str, _content: str) -> None:
    for name in list(book.workbook.custom_doc_props.names):
        del book.workbook.custom_doc_props[name]


def _paste_sheet(book: Returned, place: str, content: str) -> None:
    """What is seen on the sheet ``content`` pasted over the sheet of the place; the tags stay."""
    target, source = book.sheet(place), book.sheet(content)
    for merged in list(target.merged_cells.ranges):
        target.unmerge_cells(str(merged))
    for cell in (c for row in target.iter_rows(min_col=TAGS + 1) for c in row):
        cell.value = None
    for cell in (c for row in source.iter_rows(min_col=TAGS + 1) for c in row if c.value):
        target.cell(cell.row, cell.column).value = cell.value


def _not_returned(book: Returned, _place: str, _content: str) -> None:
    book.files.clear()


def _name(book: Returned, _place: str, content: str) -> None:
    book.files = {content: next(iter(book.files.values()))}


def _saved(book: Returned, _place: str, content: str) -> None:
    book.files = dict.fromkeys(book.files, content)


def _text_box(book: Returned, place: str, content: str) -> None:
    number = book.workbook.worksheets.index(book.sheet(place)) + 1
    book.package.append(package_edits.text_box(number, content))


def _macros(book: Returned, _place: str, _content: str) -> None:
    book.package.append(lambda parts: parts.__setitem__("xl/vbaProject.bin", b"VBA"))


def _also_as(book: Returned, _place: str, content: str) -> None:
    """The same book comes under another name too."""
    book.files[content] = next(iter(book.files.values()))


Action = Callable[[Returned, str, str], None]
ACTIONS: dict[str, Action] = {
    "記入": _type,
    "数値": _number,
    "エラー値": _error,
    "見え消し": _revised,
    "取り消し線": _no_strike,
    "コメント": _comment,
    "書き込み": _write,
    "結合を解いて書く": _unmerge_and_write,
    "図形": _text_box,
    "マクロを入れる": _macros,
    "行を隠す": _hide_row,
    "列を隠す": _hide_column,
    "行を挿入": _insert_row,
    "行を削除": _delete_rows,
    "行を複写": _copy_rows,
    "くり返し": _repeated,
    "とても長い文": _longer_than_a_cell,
    "下へ貼り付け": _pasted_down,
    "配られたまま": _as_distributed,
    "シートを隠す": _hide_sheet,
    "シートを削除": _delete_sheet,
    "シートを加える": _add_sheet,
    "シートの名前": _rename_sheet,
    "シートを複写": _copy_sheet,
    "置き換え": _replace_everywhere,
    "識別": _other_identity,
    "欄外の識別を消す": _without_foot,
    "隠しシートを消す": _without_hidden,
    "プロパティを消す": _without_properties,
    "内容を貼り付け": _paste_sheet,
    "提出しない": _not_returned,
    "ファイル名": _name,
    "保存日時": _saved,
    "複写を出す": _also_as,
}
