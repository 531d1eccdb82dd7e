"""Mutations of whole sheets and books, and of the package that holds them."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading import package_edits
from tests.reading.filled import Book
from zushi_xl.form.identity import HIDDEN_SHEET

PAGE_END = 16


def _any(book: Book) -> str:
    return book.random.choice(list(book.sheets))


def rename_sheets(book: Book) -> None:
    for number, (_, sheet) in enumerate(book.form_sheets(), 1):
        sheet.title = f"Sheet{number}"


def reorder_sheets(book: Book) -> None:
    book.random.shuffle(book.workbook._sheets)


def delete_sheet(book: Book) -> None:
    code = _any(book)
    if len(book.sheets) > 1:
        book.truth.must.clear()
        book.workbook.remove(book.sheet(code))
        book.truth.lose(*(k for k in book.places if book.section(k) == code))
        book.truth.expect("sheet-missing")


def hide_sheet(book: Book) -> None:
    book.sheet(_any(book)).sheet_state = "hidden"
    book.truth.quiet = False


def copy_sheet(book: Book) -> None:
    """An equal copy."""
    book.workbook.copy_worksheet(book.sheet(_any(book)))


def copy_sheet_and_edit(book: Book) -> None:
    """A copy in which one answer differs: none of the two may be taken in silence."""
    code = _any(book)
    copy = book.workbook.copy_worksheet(book.sheet(code))
    cells = [c for row in copy.iter_rows() for c in row if "番目の答え" in str(c.value or "")]
    if cells:
        cells[0].value = "写しで書き直した答え"
        book.truth.expect("sheet-twice")


def delete_hidden(book: Book) -> None:
    for name in (HIDDEN_SHEET, "選択肢"):
        if name in book.workbook.sheetnames:
            del book.workbook[name]


def rival_identity(book: Book) -> None:
    sheet = book.workbook[HIDDEN_SHEET]
    sheet["B3"].value = "7"
    book.truth.expect("identity-conflict")


def extra_sheet(book: Book) -> None:
    book.workbook.create_sheet("参考資料")["A1"].value = "参考にしてください"
    book.truth.expect("extra-sheet", "参考にしてください")


def old_version(book: Book) -> None:
    """The hidden sheet and the feet name another version of the form."""
    book.workbook[HIDDEN_SHEET]["B4"].value = "2023-1"
    for sheet in book.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "｜様式" in str(cell.value or ""):
                    cell.value = cell.value.replace("｜様式2024-1", "｜様式2023-1")
    book.truth.expect("old-form")


def stack_sheets(book: Book) -> None:
    """All of a book's sheets below each other on the first."""
    not_copied = ("cell-comment", "text-box", "file-remark")
    book.truth.must = [m for m in book.truth.must if m[0] not in not_copied]
    sheets = [sheet for _, sheet in book.form_sheets()]
    if len(sheets) > 1:
        book.truth.lose_looks()
    first = sheets[0]
    for sheet in sheets[1:]:
        offset = first.max_row + 1
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    first.cell(cell.row + offset, cell.column).value = cell.value
        for merged in sheet.merged_cells.ranges:
            merged.shift(row_shift=offset)
            first.merge_cells(merged.coord)
        book.workbook.remove(sheet)
    book.truth.quiet = False


def other_sheets_content(book: Book) -> None:
    """What is seen on one sheet pasted over another: the tags stay."""
    if len(book.sheets) < 2:
        return
    source, target = book.random.sample(list(book.sheets), 2)
    one, other = book.sheet(source), book.sheet(target)
    for merged in list(other.merged_cells.ranges):
        other.unmerge_cells(str(merged))
    for row in other.iter_rows(min_col=2):
        for cell in row:
            cell.value = None
    for row in one.iter_rows(min_col=2):
        for cell in row:
            if cell.value is not None:
                other.cell(cell.row, cell.column).value = cell.value
    book.truth.lose(*(k for k in book.places if book.section(k) == target))
    book.truth.must.clear()
    book.truth.expect("sheet-unsure")


def _pasted(book: Book, *, foot: bool, cover: bool, column_a: bool) -> None:
    """Values only in a fresh workbook, cell for cell or from the first visible column."""
    fresh = Workbook()
    fresh.remove(fresh.active)
    shift = 0 if column_a else -1
    wanted = [book.workbook["表紙"]] if cover else []
    wanted += [sheet for _, sheet in book.form_sheets()]
    for number, sheet in enumerate(wanted, 1):
        new = fresh.create_sheet(f"Sheet{number}")
        is_form = not cover or number > 1
        for row in sheet.iter_rows(min_col=2 if is_form else 1):
            for cell in row:
                value = cell.value
                value = 77001 if value == "=1+1" else value
                if value is None or str(value).startswith("="):
                    continue
                if not foot and "｜" in str(value):
                    continue
                new.cell(cell.row, cell.column + (shift if is_form else 0)).value = value
    book.workbook = fresh
    book.truth.lose_looks()
    book.after = [edit for edit in book.after if edit in _GENERAL]
    book.truth.quiet = False
    book.truth.must = [m for m in book.truth.must if m[0] not in _GONE_WITH_PASTE]


_GONE_WITH_PASTE = (
    "hidden-answer",
    "cell-comment",
    "file-remark",
    "text-box",
    "extra-sheet",
    "lines-at-odds",
    "sheet-unsure",
    "identity-conflict",
    "sheet-twice",
    "line-doubled",
    "cell-error",
    "old-form",
    "sheet-missing",
)


def paste_values(book: Book) -> None:
    _pasted(book, foot=True, cover=False, column_a=True)


def paste_visible(book: Book) -> None:
    _pasted(book, foot=True, cover=False, column_a=False)


def paste_without_foot(book: Book) -> None:
    _pasted(book, foot=False, cover=True, column_a=True)
    book.truth.expect("identity-inferred")


def paste_bare(book: Book) -> None:
    """Neither cover nor foot: the division follows from the sheets, or the book is refused."""
    _pasted(book, foot=False, cover=False, column_a=False)
    book.truth.whole = "not-our-form"


BOOK_EDITS = {
    "rename_sheets": rename_sheets,
    "reorder_sheets": reorder_sheets,
    "delete_sheet": delete_sheet,
    "hide_sheet": hide_sheet,
    "copy_sheet": copy_sheet,
    "copy_sheet_and_edit": copy_sheet_and_edit,
    "delete_hidden": delete_hidden,
    "rival_identity": rival_identity,
    "extra_sheet": extra_sheet,
    "old_version": old_version,
    "stack_sheets": stack_sheets,
    "other_sheets_content": other_sheets_content,
}
PASTES = {
    "paste_values": paste_values,
    "paste_visible": paste_visible,
    "paste_without_foot": paste_without_foot,
    "paste_bare": paste_bare,
}
_GENERAL = (
    package_edits.shared_strings,
    package_edits.furigana,
    package_edits.strict,
    package_edits.false_dimension,
)


def _package(name: str):  # type: ignore[no-untyped-def]
    edit = getattr(package_edits, name)

    def mutate(book: Book) -> None:
        book.after.append(edit)

    return mutate


def _has_comments(sheet: Worksheet) -> bool:
    return any(cell.comment for row in sheet.iter_rows() for cell in row)


def text_box(book: Book) -> None:
    free = [n for n, sheet in enumerate(book.workbook.worksheets, 1) if not _has_comments(sheet)]
    number = book.random.choice(free)
    book.after.insert(0, package_edits.text_box(number, "確認中です"))
    book.truth.expect("text-box", "確認中です")


PACKAGE_EDITS = {
    name: _package(name)
    for name in (
        "furigana",
        "strict",
        "epoch_1904",
        "false_dimension",
        "escaped_breaks",
        "shared_strings",
    )
} | {"text_box": text_box}
