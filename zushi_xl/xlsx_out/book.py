"""Assemble a workbook: names checked, sheets in order, properties fixed, bytes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from io import SEEK_END, BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from zushi_xl.workbook.formulas import file_formula
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out.drawings import charted_areas
from zushi_xl.xlsx_out.faults import BookFault
from zushi_xl.xlsx_out.formats import Formats
from zushi_xl.xlsx_out.quick_sheet import QuickSheet
from zushi_xl.xlsx_out.refused_names import LONGEST_NAME, check_names
from zushi_xl.xlsx_out.safe_text import needs_escape, plain_text
from zushi_xl.xlsx_out.sheet_writing import SheetWriter, write_sheet

CREATED = datetime(2000, 1, 1)  # a clock in the file would make equal books differ
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LANGUAGE = "ja"
COMPRESSION = 4  # of 9: the usual 6 takes nearly twice as long for 6 % less
# The font of empty cells is also the ruler for column widths. At 10.5 points a digit of this one
# is 7 pixels wide in Excel, and exactly so in programs that measure finer: columns are as wide as
# asked for everywhere. With Calibri they grow by a third where that font is missing (Linux).
RULER = {
    "font_name": "BIZ UDゴシック",
    "font_size": 10.5,
    "font_family": 3,
    "font_charset": 128,
    "font_scheme": "none",
}
OPTIONS = {
    "default_format_properties": RULER,
    "in_memory": True,  # temporary files would add their times and cost time
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


AddPart = Callable[[str, bytes], None]
"""Takes the name and the content of a part of the file."""


class _Strings(SharedStrings):  # type: ignore[misc]
    """The texts of the cells; how often each is used is not counted, nobody needs it."""

    def _write_sst(self) -> None:
        attributes = [("xmlns", NAMESPACE), ("uniqueCount", self.string_table.unique_count)]
        self._xml_start_tag("sst", attributes)

    def _write_si(self, string: str) -> None:
        """Texts without anything to escape are nearly all of them."""
        if needs_escape(string):
            super()._write_si(string)
        else:
            self.fh.write(f"<si><t>{string}</t></si>")


class _Bytes(BytesIO):
    def readable(self) -> bool:
        """Else texts are written with a decoder at hand, which is slow."""
        return False


class _Part(StringIO):
    """A part of the file as it grows, kept as bytes: as text it would be several times as large."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = _Bytes()
        self._texts = TextIOWrapper(self._bytes, "utf-8", newline="")
        self.write = self._texts.write  # type: ignore[method-assign]

    @property
    def content(self) -> bytes:
        self._texts.flush()
        return self._bytes.getvalue()

    def put_before(self, end: str, text: str) -> None:
        """Put a text before the end of the part, which is ``end``."""
        self._texts.flush()
        self._bytes.seek(-len(end.encode()), SEEK_END)
        self._texts.write(f"{text}{end}")


class _Package(Packager):  # type: ignore[misc]
    """Parts go into the file one by one: only one of them is in memory at a time."""

    def __init__(self, add: AddPart):
        super().__init__()
        self._add = add

    def _create_package(self) -> list[Any]:
        super()._create_package()
        self._flush()
        return []

    def _filename(self, xml_filename: str) -> _Part:
        """The next part begins: the one before it is complete."""
        self._flush()
        stream = _Part()
        self.filenames.append((stream, xml_filename, False))
        return stream

    def _flush(self) -> None:
        for stream, name, _ in self.filenames:
            is_text = isinstance(stream, _Part)  # others are pictures
            self._add(name, stream.content if is_text else stream.getvalue())
        self.filenames.clear()

    def _write_shared_strings_file(self) -> None:
        strings = _Strings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.unique_count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _write_core_file(self) -> None:
        """Adds the language to the document properties, which XlsxWriter leaves out."""
        super()._write_core_file()
        part: _Part = self.filenames[-1][0]
        part.put_before("</cp:coreProperties>", f"<dc:language>{LANGUAGE}</dc:language>")


class _Workbook(Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook, whose parts go to ``add`` one by one."""

    worksheet_class = QuickSheet

    def __init__(self, add: AddPart):
        super().__init__(BytesIO(), OPTIONS)
        self._add = add

    def _get_packager(self) -> _Package:
        return _Package(self._add)

    def release(self) -> None:
        """Books and sheets point to themselves: left alone, they would stay in memory."""
        for part in (*self.worksheets(), *self.charts, self):
            vars(part).clear()


def write_book(book: Book, path: Path) -> None:
    """Write the book; the file appears only when the whole book could be built.

    Raises:
        BookFault: a sheet breaks a limit of Excel.
    """
    path.write_bytes(book_bytes(book))


def book_bytes(book: Book) -> bytes:
    """The book as an ``.xlsx`` file. Raises BookFault for what a file cannot hold."""
    return last_bytes(lambda: book)


def last_bytes(take: Callable[[], Book]) -> bytes:
    """As ``book_bytes``, of the book that ``take`` gives: where nobody else holds it, each of its
    sheets is let go once it is written. Raises BookFault as that does."""
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        _build(take, lambda name, content: _pack(package, name, content))
    return stream.getvalue()


def book_parts(book: Book) -> dict[str, bytes]:
    """The parts of the file by name, as ``packed`` takes them. Raises BookFault as
    ``book_bytes`` does."""
    parts: dict[str, bytes] = {}
    _build(lambda: book, parts.__setitem__)
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file made of its parts."""
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in parts.items():
            _pack(package, name, content)
    return stream.getvalue()


def _pack(package: ZipFile, name: str, content: bytes) -> None:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # no clock in the file
    info.compress_type = ZIP_DEFLATED
    package.writestr(info, content, compresslevel=COMPRESSION)


def _build(take: Callable[[], Book], add: AddPart) -> None:
    book = take()
    check_names(book)
    workbook = _Workbook(add)
    formats, texts = Formats(workbook, book.styles), dict[str, str]()
    author = plain_text(book.properties.get("author", ""))
    worksheets = {sheet.name: workbook.add_worksheet(sheet.name) for sheet in book.sheets}
    _show_first(book, worksheets)
    charted = charted_areas(book.sheets)
    sheets, book = deque(book.sheets), replace(book, sheets=())
    while sheets:
        sheet = sheets.popleft()
        writer = SheetWriter(sheet.name, worksheets[sheet.name], formats, texts, author)
        write_sheet(workbook, writer, sheet, charted.get(sheet.name, ()))
    _describe(workbook, book)
    workbook.close()
    workbook.release()


def _show_first(book: Book, worksheets: Mapping[str, Any]) -> None:
    for sheet in book.sheets:
        if sheet.visible:
            worksheets[sheet.name].activate()
            worksheets[sheet.name].set_first_sheet()
            return
    raise BookFault("表示されるシートがありません。")


def _describe(workbook: Any, book: Book) -> None:
    properties: dict[str, Any] = {
        name: plain_text(value) for name, value in book.properties.items() if name != "created"
    }
    properties["created"] = _created(book.properties.get("created", ""))
    workbook.set_properties(properties)
    for name, value in book.custom.items():
        if utf16_length(value) > LONGEST_NAME or utf16_length(name) > LONGEST_NAME:
            raise BookFault(
                f"文書のプロパティ「{name[:40]}」が {LONGEST_NAME} 文字を超えています。"
            )
        workbook.set_custom_property(plain_text(name), plain_text(value), "text")
    for name, formula in book.names.items():
        if workbook.define_name(name, file_formula(plain_text(formula))):
            raise BookFault(f"名前「{name}」を定義できません。")


def _created(text: str) -> datetime:
    return datetime.fromisoformat(text) if text else CREATED
