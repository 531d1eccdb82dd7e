"""Mutations of rows, columns, blocks and labels. They find their way by the hidden tags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading.filled import Book
from tests.reading.grid_edits import (
    copy_rows,
    delete_columns,
    delete_rows,
    insert_columns,
    insert_rows,
    move_rows,
    unmerge_all,
)
from zushi_xl.form.layout import Key

FIRST, PAGE_END = 2, 16  # columns of the page
_TAGS_OF_BLOCKS = ("lines-at-odds", "/")  # the finding quotes tags: 1-3-①-②/results


def any_sheet(book: Book) -> tuple[str, Worksheet]:
    code = book.random.choice(list(book.sheets))
    return code, book.sheet(code)


def tags(sheet: Worksheet) -> dict[str, int]:
    """Rows of the lines by tag."""
    found = {}
    for (cell,) in sheet.iter_rows(min_col=1, max_col=1):
        text = str(cell.value or "")
        if "/" in text and "/枠/" not in text:
            found.setdefault(text, int(cell.row))
    return found


def blocks(sheet: Worksheet) -> dict[str, tuple[int, int]]:
    """First and last row of each 取り組み."""
    found: dict[str, tuple[int, int]] = {}
    for tag, row in tags(sheet).items():
        code = tag.split("/")[0]
        if code.count("-") == 3:
            first, _ = found.get(code, (row, row))
            found[code] = (first, row)
    return found


def keys_of(book: Book, tag: str) -> Iterator[Key]:
    return (key for key, (line, _) in book.places.items() if line == tag)


def _lose_line(book: Book, tag: str) -> None:
    book.truth.quiet = False
    book.truth.lose(*keys_of(book, tag))


def insert_blank_row(book: Book) -> None:
    _, sheet = any_sheet(book)
    row = book.random.choice(list(tags(sheet).values()))
    insert_rows(sheet, row, book.random.randint(1, 3))


def insert_row_at_top(book: Book) -> None:
    _, sheet = any_sheet(book)
    insert_rows(sheet, 1, 2)


def delete_line(book: Book) -> None:
    _, sheet = any_sheet(book)
    tag, row = book.random.choice(list(tags(sheet).items()))
    delete_rows(sheet, row)
    _lose_line(book, tag)


def delete_block(book: Book) -> None:
    _, sheet = any_sheet(book)
    found = blocks(sheet)
    if found:
        code, (first, last) = book.random.choice(list(found.items()))
        delete_rows(sheet, first, last - first + 1)
        book.truth.lose(*(k for k in book.places if k.code == code))


def hide_rows(book: Book) -> None:
    _, sheet = any_sheet(book)
    for row in list(tags(sheet).values())[2:7:2]:
        sheet.row_dimensions[row].hidden = True
    book.truth.quiet = False


def group_rows(book: Book) -> None:
    _, sheet = any_sheet(book)
    row = book.random.choice(list(tags(sheet).values()))
    sheet.row_dimensions.group(row, row + 1, hidden=False)


def move_block(book: Book) -> None:
    _, sheet = any_sheet(book)
    found = list(blocks(sheet).values())
    if len(found) > 1:
        first, last = found[-1]
        move_rows(sheet, first, last, found[0][0])


def copy_block(book: Book) -> None:
    """A 取り組み copied with all its rows, to the end of the page."""
    _, sheet = any_sheet(book)
    found = blocks(sheet)
    if found:
        first, last = book.random.choice(list(found.values()))
        end = max(r for _, r in found.values()) + 1
        insert_rows(sheet, end, last - first + 1)
        copy_rows(sheet, first, last, end, tags=book.random.random() < 0.5)
        book.truth.expect("line-doubled")


def add_initiative(book: Book) -> None:
    """A copied 取り組み with a new number, title and amount."""
    _, sheet = any_sheet(book)
    found = blocks(sheet)
    if found:
        first, last = list(found.values())[-1]
        insert_rows(sheet, last + 1, last - first + 1)
        copy_rows(sheet, first, last, last + 1, tags=book.random.random() < 0.5)
        sheet.cell(last + 1, FIRST).value = "取り組み⑨"
        if book.random.random() < 0.7:
            _right_of(sheet, last + 1, FIRST).value = "新しく始めた事業"
        for row in range(last + 1, 2 * last - first + 2):
            for cell in sheet[row]:
                if isinstance(cell.value, str) and "番目の答え" in cell.value:
                    cell.value = "追加した取り組みの内容"
        book.truth.expect("block-added", "⑨")


def _right_of(sheet: Worksheet, row: int, column: int) -> object:
    while isinstance(sheet.cell(row, column + 1), MergedCell):
        column += 1
    return sheet.cell(row, column + 1)


def insert_column(book: Book) -> None:
    _, sheet = any_sheet(book)
    insert_columns(sheet, book.random.randint(1, PAGE_END))


def delete_period(book: Book) -> None:
    """The column of the year under evaluation is deleted, with all that begins in it."""
    code, sheet = any_sheet(book)
    heads = [c for row in sheet.iter_rows() for c in row if c.value == "2024年度"]
    if heads:
        delete_columns(sheet, heads[0].column)
        keys = [k for k in book.places if k.period and book.section(k) == code]
        book.truth.lose(*keys)


def unmerge(book: Book) -> None:
    _, sheet = any_sheet(book)
    unmerge_all(sheet)


def merge_year_with_next(book: Book) -> None:
    """The year's cell merged with the next one, whose planned value goes."""
    _, sheet = any_sheet(book)
    rows = [row for tag, row in tags(sheet).items() if re.search(r"KPI\d+/values$", tag)]
    heads = [c for row in sheet.iter_rows() for c in row if c.value == "2024年度"]
    if rows and heads:
        row, column = rows[0], heads[0].column
        if isinstance(sheet.cell(row, column + 1), MergedCell):
            return
        sheet.cell(row, column + 1).value = None
        sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
        book.truth.quiet = False


def nfd_labels(book: Book) -> None:
    """Kana of the labels in two characters, as a Mac may write them."""
    _, sheet = any_sheet(book)
    for cell in _labels(sheet):
        cell.value = unicodedata.normalize("NFD", cell.value)


def retype_period(book: Book) -> None:
    """The head of the year written in the era, or with a note."""
    _, sheet = any_sheet(book)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "2024年度":
                cell.value = book.random.choice(("令和６年度", "2024年度（実績）", "R6"))
                book.truth.quiet = False


def delete_head(book: Book) -> None:
    """The row with number and title of a 取り組み is deleted."""
    _, sheet = any_sheet(book)
    found = blocks(sheet)
    if found:
        first, _ = book.random.choice(list(found.values()))
        delete_rows(sheet, first)
        book.truth.quiet = False


def paste_row_over(book: Book) -> None:
    """The visible cells of one line pasted over the same line of another 取り組み."""
    _, sheet = any_sheet(book)
    rows = [(tag, row) for tag, row in tags(sheet).items() if tag.endswith("/results")]
    if len(rows) > 1:
        (copied, source), (tag, target) = book.random.sample(rows, 2)
        copy_rows(sheet, source, source, target, tags=False)
        said = next((book.truth.texts.get(key) for key in keys_of(book, copied)), None)
        book.truth.quiet = False  # the row may be another division's
        book.truth.overwrite(said or "", *keys_of(book, tag))  # what the division sees and sends


def copy_kpi(book: Book) -> None:
    """The rows of a KPI copied below it, one figure changed."""
    _, sheet = any_sheet(book)
    kpis = [(tag, row) for tag, row in tags(sheet).items() if re.search(r"KPI\d+/", tag)]
    if kpis:
        code = kpis[0][0].rpartition("/")[0].removesuffix("/values")
        rows = [row for tag, row in kpis if tag.startswith(code)]
        first, last = min(rows), max(rows)
        insert_rows(sheet, last + 1, last - first + 1)
        copy_rows(sheet, first, last, last + 1, tags=book.random.random() < 0.5)
        book.truth.quiet = False


def hide_column(book: Book) -> None:
    _, sheet = any_sheet(book)
    sheet.column_dimensions["E"].hidden = True
    book.truth.quiet = False


def filter_rows(book: Book) -> None:
    _, sheet = any_sheet(book)
    sheet.auto_filter.ref = f"B1:P{sheet.max_row}"


def label_over_rows(book: Book) -> None:
    """A label broken over two rows, the second one inserted."""
    _, sheet = any_sheet(book)
    row = next((r for t, r in tags(sheet).items() if t.endswith("/results")), None)
    if row is not None:
        cell = sheet.cell(row, FIRST)
        text = str(cell.value)
        insert_rows(sheet, row + 1)
        if isinstance(cell, MergedCell) or len(text) < 4:
            return
        cell.value, sheet.cell(row + 1, FIRST).value = text[:4], text[4:]


def merge_label_with_value(book: Book) -> None:
    """Label and value merged: the value goes, as Excel keeps the first cell only."""
    _, sheet = any_sheet(book)
    tag, row = next(((t, r) for t, r in tags(sheet).items() if t.endswith("/rating")), ("", 0))
    if tag:
        for merged in [m for m in sheet.merged_cells.ranges if m.min_row == row]:
            sheet.unmerge_cells(str(merged))
        for column in range(FIRST + 1, PAGE_END + 1):
            sheet.cell(row, column).value = None
        sheet.merge_cells(start_row=row, end_row=row, start_column=FIRST, end_column=PAGE_END)
        book.truth.lose(*keys_of(book, tag))


def swap_kpis_seen(book: Book) -> None:
    """The statements of two KPIs change places, the figures stay."""
    for _, sheet in book.form_sheets():
        rows = [r for t, r in tags(sheet).items() if re.search(r"KPI\d+/statement", t)]
        if len(rows) > 1:
            one, other = _right_of(sheet, rows[0], FIRST), _right_of(sheet, rows[1], FIRST)
            one.value, other.value = other.value, one.value
            book.truth.expect("lines-at-odds")


_DECORATIONS = ("{}：", "■{}", "{}（必須）", "{}※", " {} ", "{}\n（記入してください）", "【{}】")


def _labels(sheet: Worksheet) -> list[object]:
    """Cells that hold labels: text right of nothing, in lines with a tag."""
    rows = set(tags(sheet).values())
    return [
        cell
        for row in sorted(rows)
        for cell in sheet[row][1:2]
        if isinstance(cell.value, str)
        and len(cell.value) < 25
        and "番目" not in cell.value
        and not re.search(r"\d", cell.value)
        and not re.search(r"[。、]", cell.value)
        and cell.value
        in (
            "進捗状況評価",
            "今後の対応",
            "説明",
            "【参考】予算事業名",
            "補足説明（反省点・問題点、工夫している点）",
        )
    ]


def decorate_labels(book: Book) -> None:
    _, sheet = any_sheet(book)
    for cell in _labels(sheet):
        cell.value = book.random.choice(_DECORATIONS).format(cell.value)


def widen_labels(book: Book) -> None:
    _, sheet = any_sheet(book)
    wide = str.maketrans("0123456789KPI（）【】", "０１２３４５６７８９ＫＰＩ()[]")
    for cell in _labels(sheet):
        cell.value = cell.value.translate(wide)


def space_labels(book: Book) -> None:
    _, sheet = any_sheet(book)
    for cell in _labels(sheet):
        cell.value = book.random.choice(("　", " ", "\n")).join(cell.value)


def break_label(book: Book) -> None:
    """A label broken over two cells beside each other."""
    _, sheet = any_sheet(book)
    for cell in _labels(sheet):
        beside = sheet.cell(cell.row, cell.column + 1)
        if isinstance(beside, MergedCell) and len(cell.value) > 3:
            merged = next(m for m in sheet.merged_cells.ranges if cell.coordinate in m)
            if merged.max_col - merged.min_col == 1:
                sheet.unmerge_cells(str(merged))
                text = cell.value
                cell.value, sheet.cell(cell.row, cell.column + 1).value = text[:2], text[2:]


def retype_label(book: Book) -> None:
    """A label in quite other words."""
    _, sheet = any_sheet(book)
    found = _labels(sheet)
    if found:
        book.random.choice(found).value = "ここに書く"
        book.truth.quiet = False


def renumber(book: Book) -> None:
    """A 取り組み gets another number."""
    _, sheet = any_sheet(book)
    found = blocks(sheet)
    if found:
        first, _ = book.random.choice(list(found.values()))
        sheet.cell(first, FIRST).value = "取り組み⑦"
        book.truth.quiet = False


def paste_over(book: Book) -> None:
    """The visible cells of one 取り組み pasted over another: its own are gone."""
    _, sheet = any_sheet(book)
    found = list(blocks(sheet).items())
    if len(found) > 1:
        (_, (first, last)), (code, (to, end)) = book.random.sample(found, 2)
        if last - first == end - to:
            copy_rows(sheet, first, last, to, tags=False)
            book.truth.lose(*(k for k in book.places if k.code == code))


def foreign_block(book: Book) -> None:
    """The visible cells of a 取り組み of another sheet pasted over one of this sheet."""
    pairs = [
        (one, other, block, code, place)
        for home, one in book.form_sheets()
        for away, other in book.form_sheets()
        if home != away
        for block in blocks(other).values()
        for code, place in blocks(one).items()
        if block[1] - block[0] == place[1] - place[0]
    ]
    one, other, (first, last), code, (to, _) = book.random.choice(pairs)
    for row in range(first, last + 1):
        for cell in other[row][1:PAGE_END]:
            target = one.cell(to + row - first, cell.column)
            if not isinstance(target, MergedCell) and not isinstance(cell, MergedCell):
                target.value = cell.value
    book.truth.lose(*(k for k in book.places if k.code == code))


def shift_cells_down(book: Book) -> None:
    """Cells, not rows, are inserted: what is seen moves, the tags stay."""
    _, sheet = any_sheet(book)
    rows = list(tags(sheet).values())
    at = book.random.choice(rows)
    column_a = {row: sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)}
    insert_rows(sheet, at)
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = column_a.get(row)
    book.truth.quiet = False
    book.truth.must = [m for m in book.truth.must if m[0] != "cell-error"]  # may go with its field


def erase_tags(book: Book) -> None:
    """The hidden column emptied, on every sheet: no tag is at odds with a whole block any more."""
    for _, sheet in book.form_sheets():
        for (cell,) in sheet.iter_rows(min_col=1, max_col=1):
            cell.value = None
    book.truth.must = [said for said in book.truth.must if said[:2] != _TAGS_OF_BLOCKS]


def swap_blocks_seen(book: Book) -> None:
    """Two 取り組み change places in what is seen; the tags stay, and the looks."""
    if book.truth.struck:
        raise LookupError("a struck cell would strike what comes into it")
    _, sheet = any_sheet(book)
    found = list(blocks(sheet).values())
    if len(found) > 1:
        (a, b), (c, d) = found[0], found[1]
        if b - a == d - c:
            one = [[cell.value for cell in sheet[row][1:PAGE_END]] for row in range(a, b + 1)]
            two = [[cell.value for cell in sheet[row][1:PAGE_END]] for row in range(c, d + 1)]
            for top, values in ((a, two), (c, one)):
                for i, line in enumerate(values):
                    for j, value in enumerate(line):
                        cell = sheet.cell(top + i, j + 2)
                        if not isinstance(cell, MergedCell):
                            cell.value = value
            book.truth.lose_looks()
            book.truth.expect(*_TAGS_OF_BLOCKS)


SHEET_EDITS = {
    "insert_blank_row": insert_blank_row,
    "insert_row_at_top": insert_row_at_top,
    "delete_line": delete_line,
    "delete_block": delete_block,
    "hide_rows": hide_rows,
    "group_rows": group_rows,
    "move_block": move_block,
    "copy_block": copy_block,
    "add_initiative": add_initiative,
    "insert_column": insert_column,
    "delete_period": delete_period,
    "unmerge": unmerge,
    "merge_year_with_next": merge_year_with_next,
    "decorate_labels": decorate_labels,
    "widen_labels": widen_labels,
    "space_labels": space_labels,
    "break_label": break_label,
    "retype_label": retype_label,
    "renumber": renumber,
    "paste_over": paste_over,
    "foreign_block": foreign_block,
    "shift_cells_down": shift_cells_down,
    "swap_blocks_seen": swap_blocks_seen,
    "erase_tags": erase_tags,
    "nfd_labels": nfd_labels,
    "retype_period": retype_period,
    "delete_head": delete_head,
    "paste_row_over": paste_row_over,
    "copy_kpi": copy_kpi,
    "hide_column": hide_column,
    "filter_rows": filter_rows,
    "label_over_rows": label_over_rows,
    "merge_label_with_value": merge_label_with_value,
    "swap_kpis_seen": swap_kpis_seen,
}
