"""Folders of returns that cost time or memory, or that no reader expects: one builder a class.

Each is given a folder with one good return in it and a distributed form to start from.
"""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell

from tests.conftest import open_book
from tests.xlsx_in import biff_of, hostile
from tests.xlsx_in.parts_of import SHEET, minimal, row, sheet, write

Build = Callable[[Path, Path], None]
LONG = 90_000


def _edited(form: Path, target: Path, edit: Callable[[openpyxl.Workbook], None]) -> None:
    book = open_book(form)
    edit(book)
    book.save(target)


def _in_part(form: Path, target: Path, part: str, old: str, new: str) -> None:
    """The form with a piece of one part replaced, once."""
    out = io.BytesIO()
    with zipfile.ZipFile(form) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                assert old in data.decode(), part
                data = data.decode().replace(old, new, 1).encode()
            made.writestr(info.filename, data)
    target.write_bytes(out.getvalue())


def _titles(book: openpyxl.Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets if sheet.title[0].isdigit()]


def far_titles(folder: Path, form: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        page = book[_titles(book)[-1]]
        texts = [c.value for line in page.iter_rows(max_row=4) for c in line if c.value]
        for number in range(30_000):
            page.cell(100 + number, 16_384).value = texts[number % len(texts)]

    _edited(form, folder / "far_titles.xlsx", edit)


def alternating_titles(folder: Path, form: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        names = _titles(book)
        page, codes = book[names[0]], [name.split()[0] for name in names]
        for number in range(20_000):
            page.cell(200 + number, 1).value = f"{codes[number % len(codes)]}/枠/title"

    _edited(form, folder / "alternating_titles.xlsx", edit)


def many_heads(folder: Path, form: Path) -> None:
    """The first rows of a measure, over and over."""

    def edit(book: openpyxl.Workbook) -> None:
        page = book[_titles(book)[-1]]
        lines = [[c.value for c in line] for line in page.iter_rows(min_row=10, max_row=16)]
        for number in range(20_000):
            for column, value in enumerate(lines[number % len(lines)][1:], 2):
                if value is not None:
                    page.cell(100 + number, column).value = value

    _edited(form, folder / "many_heads.xlsx", edit)


def repeated_head(folder: Path, form: Path) -> None:
    """The head of one initiative, 40,000 times."""

    def edit(book: openpyxl.Workbook) -> None:
        page = book[_titles(book)[-1]]
        head = next(c.row for c in page["B"] if str(c.value).startswith("取り組み"))
        texts = [(c.column, c.value) for c in page[head][1:] if c.value is not None]
        for number in range(40_000):
            for column, value in texts:
                page.cell(200 + number, column).value = value

    _edited(form, folder / "repeated_head.xlsx", edit)


def written_cover(folder: Path, form: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for number in range(60_000):
            book.worksheets[0].cell(100 + number, 3).value = f"メモ{number}"

    _edited(form, folder / "written_cover.xlsx", edit)


def _long(text: str, everywhere: bool = False) -> Build:
    """A long text, in every field of the last sheet, or of every sheet, that is open."""

    def build(folder: Path, form: Path) -> None:
        def edit(book: openpyxl.Workbook) -> None:
            for name in _titles(book)[0 if everywhere else -1 :]:
                for line in book[name].iter_rows():
                    for cell in line:
                        if not cell.protection.locked and not isinstance(cell, MergedCell):
                            cell.value = (text * (32_767 // len(text)))[:32_767]

        kind = "everywhere" if everywhere else "long"
        _edited(form, folder / f"{kind}_{ord(text[0]):x}.xlsx", edit)

    return build


def pipe(folder: Path, _form: Path) -> None:
    os.mkfifo(folder / "pipe.xlsx")


def endless_device(folder: Path, _form: Path) -> None:
    (folder / "endless_device.xlsx").symlink_to("/dev/zero")


def looped_link(folder: Path, _form: Path) -> None:
    (folder / "looped_link.xlsx").symlink_to(folder / "looped_link.xlsx")


def looped_folder(folder: Path, _form: Path) -> None:
    (folder / "looped_folder").symlink_to(folder)


def areas_over_each_other(folder: Path, _form: Path) -> None:
    cells = "".join(row(f'<c r="A{n}"><v>1</v></c>', n) for n in range(1, 20_001))
    merges = '<mergeCell ref="A1:B20000"/>' * 2_000
    part = sheet(cells, after=f"<mergeCells>{merges}</mergeCells>")
    write(folder / "areas_over_each_other.xlsx", minimal("", **{SHEET: part}))


def many_conditions(folder: Path, form: Path) -> None:
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>1</formula></cfRule>'
    block = f'<conditionalFormatting sqref="A1:Z999">{rule}</conditionalFormatting>'
    _in_part(form, folder / "many_conditions.xlsx", "xl/worksheets/sheet2.xml",
             "<pageMargins", block * 20_000 + "<pageMargins")  # fmt: skip


def stray_xls(folder: Path, _form: Path) -> None:
    biff_of.book(
        folder / "stray_xls.xls", [biff_of.number(0, 0, 1), biff_of.number(65_535, 255, 1)]
    )


def blank_xls(folder: Path, _form: Path) -> None:
    blanks = biff_of.record(0xBE, b"\0" * 2 * 258)
    biff_of.book(folder / "blank_xls.xls", [blanks] * 10_000)


def broken_xls(folder: Path, _form: Path) -> None:
    path = biff_of.book(folder / "broken_xls.xls", [biff_of.number(n, 0, 1) for n in range(500)])
    path.write_bytes(path.read_bytes()[:5_000])


def looped_xls(folder: Path, _form: Path) -> None:
    hostile.ole_endless_lists(folder / "looped_xls.xls")


def binary_book(folder: Path, _form: Path) -> None:
    write(folder / "binary_book.xlsb", {"[Content_Types].xml": "", "xl/workbook.bin": b"x"})


def _ods(name: str, rows: str) -> Build:
    def build(folder: Path, _form: Path) -> None:
        names = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "table", "text"))
        body = f"<office:body><office:spreadsheet>{rows}</office:spreadsheet></office:body>"
        content = f"<office:document-content {names}>{body}</office:document-content>"
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        write(folder / name, {"mimetype": kind, "content.xml": content})

    return build


REPEATED = (
    '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell office:value-type="float" office:value="1" '
    'table:number-columns-repeated="16384"/></table:table-row></table:table>'
)
NESTED = '<table:table table:name="a">' + "<table:table-row-group>" * 50_000
NESTED += "</table:table-row-group>" * 50_000 + "</table:table>"


def many_comments(folder: Path, form: Path) -> None:
    from openpyxl.comments import Comment

    def edit(book: openpyxl.Workbook) -> None:
        page = book[_titles(book)[-1]]
        for number in range(3_000):
            page.cell(100 + number, 2).comment = Comment(f"注記{number}", "課")

    _edited(form, folder / "many_comments.xlsx", edit)


def long_header(folder: Path, form: Path) -> None:
    _in_part(form, folder / "long_header.xlsx", "xl/worksheets/sheet2.xml",
             "<oddFooter>", "<oddFooter>" + "&amp;L字" * 20_000)  # fmt: skip


def many_copies(folder: Path, form: Path) -> None:
    for number in range(60):
        shutil.copy(form, folder / f"many_copies ({number}).xlsx")


def many_entries(folder: Path, _form: Path) -> None:
    (folder / "many_entries").mkdir()
    for number in range(5_000):
        (folder / "many_entries" / f"{number}.txt").write_bytes(b"x")


def odd_names(folder: Path, form: Path) -> None:
    for name in ("\x1b[2J課.xlsx", "\u202e課.xlsx", "補塡•é✔.xlsx", "課" * 80 + ".xlsx"):
        shutil.copy(form, folder / name)


def sheet_without_part(folder: Path, form: Path) -> None:
    _in_part(form, folder / "sheet_without_part.xlsx", "xl/workbook.xml",
             "</sheets>", '<sheet name="空" sheetId="99" r:id=""/></sheets>')  # fmt: skip


def renamed(folder: Path, form: Path) -> None:
    for name in ("renamed.xlsx.txt", "renamed.bak", "renamed"):
        shutil.copy(form, folder / name)


CLASSES: dict[str, Build] = {
    "far_titles": far_titles,
    "alternating_titles": alternating_titles,
    "many_heads": many_heads,
    "repeated_head": repeated_head,
    "written_cover": written_cover,
    "long_words": _long("一二三。"),
    "long_bars": _long("あ｜"),
    "long_figures": _long("1,234"),
    "long_labelled": _long("ア1件、"),
    "long_brackets": _long("（1）"),
    "long_formula": _long("=1+"),
    "everywhere_words": _long("一二三。", everywhere=True),
    "everywhere_lines": _long("行\n", everywhere=True),
    "everywhere_figures": _long("1,234円、", everywhere=True),
    "everywhere_signs": _long("（　）", everywhere=True),
    "pipe": pipe,
    "endless_device": endless_device,
    "looped_link": looped_link,
    "looped_folder": looped_folder,
    "areas_over_each_other": areas_over_each_other,
    "many_conditions": many_conditions,
    "stray_xls": stray_xls,
    "blank_xls": blank_xls,
    "broken_xls": broken_xls,
    "looped_xls": looped_xls,
    "binary_book": binary_book,
    "repeated_ods": _ods("repeated_ods.ods", REPEATED),
    "nested_ods": _ods("nested_ods.ods", NESTED),
    "many_comments": many_comments,
    "long_header": long_header,
    "many_copies": many_copies,
    "many_entries": many_entries,
    "odd_names": odd_names,
    "sheet_without_part": sheet_without_part,
    "renamed": renamed,
}
