"""An .xls workbook of Excel 5 to 2003 as a plain workbook, read by xlrd.

What lies beside the cells is read from the records (``xls_beside``, ``xls_charts``); that of books
of before Excel 97 is not, and the book says so once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from zushi_xl.workbook.cells import UNSEEN_LINE, UNTOLD, a1

from . import limits
from .beside_cells import cap_remarks
from .cell_formats import BUILTIN, PLAIN, Look, make_look, unseen_in
from .cell_tips import LINK, NAME, TIP, Tips, named_text
from .conditions import mark_conditional
from .container import MAGIC, Container, read_container
from .merges import cut_area, mark_beneath
from .plain import PlainBook, PlainCell, PlainRemark, PlainSheet
from .reference import refuse_many_merges, spanned
from .stored_values import Typed, truth_or, typed_number
from .strings import TextRun, split_struck
from .unreadable import Refused
from .visible_text import INK, PAPER, rgb_number, unseen_text
from .xls_beside import beside_cells
from .xls_book import linked_remarks, storage_remarks
from .xls_charts import chart_remarks
from .xls_formulas import Place, formula_places, formula_text, refuse_too_many_cells

_NOT_TOLD = (
    "Excel 95 以前の形式のため、図形・グラフ・ヘッダー・フッターの中の文字は読めません。"
    "大切な内容がそこにないか確かめてください"
)
_WESTERN = (None, 1252)  # code pages that old programs wrote whatever they held
_UNICODE = 80  # BIFF8 and later: texts say themselves how they are written
_SOLID = 1
_SEEN_HEIGHT = 60  # twentieths of a point: in a lower row nobody reads a text
_SEEN_WIDTH = 128  # 256ths of a character
_EXCEL = "Microsoft Excel"  # says so itself; LibreOffice stores 0 where a formula gives a text
_EMPTY, _TEXT, _TRUTH, _ERROR = (0, 6), 1, 4, 5  # kinds of cell, as xlrd counts them
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def read_xls(path: Path) -> PlainBook:
    """Raises Refused as every reader here; whatever xlrd stumbles over is damage."""
    data = path.read_bytes()
    is_contained = data.startswith(MAGIC)  # older ones are the stream alone
    stream, properties, storages = read_container(data) if is_contained else Container(data, {})
    refuse_too_many_cells(stream)
    try:
        book = _open(data)
    except _Encrypted as error:
        from .default_password import xls_opens_unasked

        asked = "default_password" if xls_opens_unasked(stream) else "encrypted"
        raise Refused(asked) from error
    budget = _Budget()
    starts = [place - book.base for place in book._sh_abs_posn]
    by_excel = properties.get("Application", "").startswith(_EXCEL)
    sheets: list[PlainSheet] = []
    is_old = book.biff_version < _UNICODE
    remarks: list[PlainRemark] = [(UNTOLD, _NOT_TOLD, "", "")] if is_old else []
    colors = {n: rgb_number(rgb) for n, rgb in book.colour_map.items() if rgb}
    tips = Tips()
    for sheet, start in zip(book.sheets(), starts, strict=True):
        beside = beside_cells(stream, start, sheet.name, tips, colors)
        _add_links(tips, sheet)
        reader = _SheetReader(book, sheet, formula_places(stream, start), by_excel)
        sheets.append(_finished(reader, sheet, budget))
        mark_conditional(sheets[-1].cells, beside.conditional)
        remarks += beside.remarks
    if not sheets:
        raise Refused("empty", "シートがありません")
    remarks += [] if is_old else [*chart_remarks(stream), *linked_remarks(stream)]
    remarks += storage_remarks(storages)
    remarks += _named_texts(book)
    return PlainBook(sheets, cap_remarks([*remarks, *tips]), properties)


def _add_links(tips: Tips, sheet: Any) -> None:
    for link in sheet.hyperlink_list:
        cell = a1(link.frowx, link.fcolx)
        tips.add(TIP, [_words(link.quicktip)], sheet.name, cell)
        if link.type != "workbook":
            tips.add(LINK, [_words(link.url_or_path)], sheet.name, cell)


def _words(given: object) -> str:
    """A text of a link, which xlrd leaves in bytes where it names a file."""
    if isinstance(given, bytes):
        return given.decode("cp932", "replace")
    return given if isinstance(given, str) else ""


def _named_texts(book: Any) -> Iterator[PlainRemark]:
    for item in book.name_obj_list:
        text = named_text(getattr(item.result, "text", None) or "")
        if text:
            yield NAME, f"{item.name}：{text}", "", ""


class _Encrypted(Exception):
    """Only its first records say with which password."""


def _open(data: bytes) -> Any:
    """The book as xlrd reads it; texts of before Unicode in the code page that they are in."""
    book = _opened(data, None)
    if book.biff_version >= _UNICODE or book.codepage not in _WESTERN:
        return book
    try:
        return _opened(data, "cp932")  # a Japanese program that named the Western code page
    except UnicodeDecodeError:
        return book


def _opened(data: bytes, encoding: str | None) -> Any:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            encoding_override=encoding,
        )
    except UnicodeDecodeError:
        if encoding:
            raise
        return _opened(data, "latin-1")
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise _Encrypted from error
        raise Refused("damaged", "Excel ブックとして開けません") from error
    except (CompDocError, AssertionError, LookupError, ValueError, EOFError) as error:
        raise Refused("damaged", "Excel ブックとして開けません") from error


class _Budget:
    """What all sheets together may still hold."""

    def __init__(self) -> None:
        self.cells = limits.RETURNED.cells
        self.text = limits.TOTAL_TEXT

    def spend(self, cells: list[PlainCell]) -> None:
        self.cells -= len(cells)
        self.text -= sum(len(cell[3]) for cell in cells)
        if self.cells < 0:
            raise Refused("too_many", f"記入のあるセルが{limits.RETURNED.cells:,}を超えています")
        if self.text < 0:
            raise Refused("too_many", f"文字の合計が{limits.TOTAL_TEXT:,}を超えています")


def _finished(reader: _SheetReader, sheet: Any, budget: _Budget) -> PlainSheet:
    cells = list(reader.cells())
    refuse_many_merges(len(sheet.merged_cells))
    budget.spend(cells)
    areas = [spanned(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells]
    merges = tuple(cut_area(area, cells) for area in areas)
    mark_beneath(cells, merges)
    return PlainSheet(sheet.name, sheet.visibility == 0, merges, cells)


class _SheetReader:
    """The cells of one sheet as plain values."""

    def __init__(self, book: Any, sheet: Any, formulas: dict[Place, bytes], by_excel: bool) -> None:
        self._book = book
        self._by_excel = by_excel
        self._sheet = sheet
        self._formulas = formulas
        self._looks = _Looks(book)
        self._rows = {row for row, info in sheet.rowinfo_map.items() if _is_hidden_row(info)}
        columns = sheet.colinfo_map.items()
        self._columns = {n for n, info in columns if info.hidden or info.width < _SEEN_WIDTH}
        notes = sheet.cell_note_map.items()
        self._notes = {place: note.text for place, note in notes if note.text.strip()}

    def cells(self) -> Iterator[PlainCell]:
        for row in range(self._sheet.nrows):
            for column in range(self._sheet.row_len(row)):
                cell = self._cell(row, column)
                if cell is not None:
                    yield cell
        for (row, column), note in self._notes.items():
            yield (row, column, None, "", None, None, None, False, note, "", None)

    def _cell(self, row: int, column: int) -> PlainCell | None:
        typed, struck, look = self._content(row, column)
        if typed is None:
            return None
        value, text, error = typed
        if len(text) > limits.TEXT_LENGTH:
            where = f"{self._sheet.name} {a1(row, column)} に{len(text):,}文字"
            raise Refused("text_too_long", where)
        is_hidden = row in self._rows or column in self._columns
        unseen = UNSEEN_LINE if is_hidden else unseen_in(look, value)
        note = self._notes.pop((row, column), None)
        formula = self._formula((row, column))
        if formula is not None and value == 0 and '"' in formula and not self._by_excel:
            return (row, column, None, "", look.format, None, None, True, note, unseen, formula)
        value, text = truth_or(value, text, formula)
        return (row, column, value, text, look.format, struck, error, False, note, unseen, formula)

    def _formula(self, place: Place) -> str | None:
        if place not in self._formulas:
            return None
        return formula_text(self._book, self._formulas, place)

    def _content(self, row: int, column: int) -> tuple[Typed | None, str | None, Look]:
        """What a cell holds, its struck text, its look; None where it holds nothing."""
        sheet = self._sheet
        kind, given = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind in _EMPTY or given == "":
            return None, None, PLAIN
        look = self._looks.of(sheet.cell_xf_index(row, column))
        if kind == _TEXT:
            marks = sheet.rich_text_runlist_map.get((row, column), ())
            kept, struck = split_struck(_runs(given, marks, self._book.font_list), look.struck)
            return (kept or None, kept, None), struck, look
        typed = _typed(kind, given, look, self._book.datemode == 1)
        if look.struck:
            return (None, "", typed[2]), typed[1], look
        return typed, None, look


def _is_hidden_row(info: Any) -> bool:
    return bool(info.hidden) or (info.height < _SEEN_HEIGHT and not info.has_default_height)


def _typed(kind: int, given: Any, look: Look, epoch_1904: bool) -> Typed:
    """A number, date, truth value or error, as the readers of the other formats give it."""
    if kind == _ERROR:
        error = _ERRORS.get(given, "#VALUE!")
        return None, error, error
    if kind == _TRUTH:
        return bool(given), str(bool(given)).upper(), None
    return typed_number(repr(float(given)), look, epoch_1904)


def _runs(text: str, marks: Sequence[tuple[int, int]], fonts: Sequence[Any]) -> tuple[TextRun, ...]:
    """A text by its fonts, which begin at these UTF-16 units; before the first the cell decides."""
    units = text.encode("utf-16-le", "surrogatepass")
    starts = [(0, None), *((start, _is_struck(font, fonts)) for start, font in marks)]
    ends = [start for start, _ in starts[1:]] + [len(units) // 2]
    pieces = (
        (units[2 * start : 2 * end].decode("utf-16-le", "replace"), struck)
        for (start, struck), end in zip(starts, ends, strict=True)
    )
    return tuple(TextRun(piece, struck) for piece, struck in pieces if piece)


def _is_struck(font: int, fonts: Sequence[Any]) -> bool:
    return font < len(fonts) and bool(fonts[font].struck_out)


class _Looks:
    """The looks of a book by the numbers of its cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._codes = {item.format_key: item.format_str for item in book.format_list}
        self._known: dict[int, Look] = {}

    def of(self, number: int) -> Look:
        look = self._known.get(number)
        if look is None:
            look = self._known[number] = self._make(number)
        return look

    def _make(self, number: int) -> Look:
        if not 0 <= number < len(self._book.xf_list):
            return PLAIN
        xf, fonts = self._book.xf_list[number], self._book.font_list
        code = self._codes.get(xf.format_key) or BUILTIN.get(xf.format_key)
        if xf.font_index >= len(fonts):
            return make_look(code, False)
        font = fonts[xf.font_index]
        paper = self._color(xf.background.pattern_colour_index, PAPER)
        paper = paper if xf.background.fill_pattern == _SOLID else PAPER
        unseen = unseen_text(self._color(font.colour_index, INK), paper, font.height / 20)
        return make_look(code, bool(font.struck_out), unseen, paper)

    def _color(self, index: int, automatic: int) -> int:
        rgb = self._book.colour_map.get(index)
        return rgb_number(rgb) if rgb else automatic
