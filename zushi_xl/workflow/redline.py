"""Two plan masters → 改定内容一覧.xlsx, and a workbook with 見え消し → its old and new texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan
from zushi_xl.redline.book_pages import with_book_pages
from zushi_xl.redline.chapters import Version, read_version
from zushi_xl.redline.checks import check_masters
from zushi_xl.redline.listed import KEY, PART, Earlier, Listed, number_rows
from zushi_xl.redline.plan_diff import diff_plans
from zushi_xl.redline.reading import ReadCell, read_list, read_marked
from zushi_xl.redline.remarks import remarks_of
from zushi_xl.sheets.marked_texts import texts_book
from zushi_xl.sheets.revision_list import (
    CLASSES,
    KIND_PROPERTY,
    LIST,
    revision_book,
)
from zushi_xl.workbook.cells import Unreadable, Workbook, Worksheet
from zushi_xl.workbook.sheet import Book, Style
from zushi_xl.xlsx_in import MASTER, read_workbook
from zushi_xl.xlsx_in.faults import Refused
from zushi_xl.xlsx_in.runs import read_runs
from zushi_xl.xlsx_out import book_bytes

_T = TypeVar("_T")
FILE = f"{LIST}.xlsx"
TEXTS_FILE = "見え消しの読み取り.xlsx"


def redline(
    old: Path,
    new: Path,
    output: Path,
    *,
    form: Path | None = None,
    previous: Path | None = None,
    keep_numbers: bool = False,
    book_old: Path | None = None,
    book_new: Path | None = None,
) -> Path:
    """Write ``output/改定内容一覧.xlsx`` and give its path.

    ``form`` may give the styles. 改正項目 are taken over from ``previous``, or from the list that
    stands in ``output`` already; with ``keep_numbers`` its numbers as well. ``book_old`` and
    ``book_new`` are built books whose 目次 gives the pages of the sections.

    Raises:
        Problem: a file cannot be read or written, or the masters are not of one plan.
        FaultyBook: mistakes in the masters, of both together.
    """
    path = output / FILE
    earlier = _earlier(previous or path) if previous or path.exists() else {}
    before, after = load_versions(old, new)
    before, after = _with_pages(before, book_old), _with_pages(after, book_new)
    book, _ = list_book(before, after, earlier, keep_numbers=keep_numbers, styles=_styles(form))
    _write(path, book)
    return path


def list_book(
    old: Version,
    new: Version,
    earlier: Mapping[str, Earlier],
    *,
    keep_numbers: bool = False,
    styles: Mapping[str, Style] | None = None,
) -> tuple[Book, tuple[Listed, ...]]:
    """The list as a book, and its rows."""
    diff = diff_plans(old, new)
    rows = number_rows(diff.revisions, earlier, keep_numbers=keep_numbers)
    remarks = remarks_of(diff, earlier)
    return revision_book(old.plan, new.plan, rows, new.classes, remarks, styles or {}), rows


def from_cells(path: Path) -> tuple[ReadCell, ...]:
    """The cells of a workbook that carry 見え消し, each with its old and its new text.

    In a list made here the parts of a split row are one again, at the cell of the first.

    Raises:
        Problem: the file cannot be read.
    """
    book = _open(path)
    try:
        sheets = read_runs(path)
    except Refused as refused:
        raise Problem(f"{path} の見え消しを読めません。{refused.reason}{refused.remedy}") from None
    if book.properties.get(KIND_PROPERTY) != LIST:
        return read_marked(sheets)
    return read_list(sheets, shifted="LibreOffice" in book.properties.get("Application", ""))


def write_texts(path: Path, output: Path) -> Path:
    """Write what ``from_cells`` gives as ``output/見え消しの読み取り.xlsx``."""
    cells = from_cells(path)
    if not cells:
        raise Problem(
            f"{path} に見え消しのセルがありません。"
            "削除は取り消し線、追加は下線で示したブックを指定してください。"
        )
    target = output / TEXTS_FILE
    _write(target, texts_book(path.name, cells))
    return target


# ------------------------------------------------------------------ reading


def load_versions(old: Path, new: Path) -> tuple[Version, Version]:
    """Both masters, once they are known to be two versions of one plan."""
    books = (_open(old), _open(new))
    check_masters(*books)
    loaded = [_loaded(_version, book) for book in books]
    faults = [fault for fault in loaded if isinstance(fault, FaultyBook)]
    if faults:
        findings = tuple(finding for fault in faults for finding in fault.findings)
        files = dict.fromkeys(f.source.file for f in findings if f.source is not None)
        raise FaultyBook("・".join(files), findings)
    before, after = (version for version in loaded if isinstance(version, Version))
    return before, after


def _with_pages(version: Version, book: Path | None) -> Version:
    return with_book_pages(version, _open(book)) if book else version


def _version(book: Workbook) -> Version:
    return read_version(book, load_plan(book))


def _loaded(load: Callable[[Workbook], _T], book: Workbook) -> _T | FaultyBook:
    try:
        return load(book)
    except FaultyBook as fault:
        return fault


def _open(path: Path) -> Workbook:
    if not path.is_file():
        raise Problem(f"{path} が見つかりません。ファイルの場所を確かめてください。")
    book = read_workbook(path, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"{path} を読めません。{book.reason}{book.remedy}")
    return book


def _styles(form: Path | None) -> Mapping[str, Style]:
    return load_form(_open(form)).styles if form else {}


def _earlier(path: Path) -> dict[str, Earlier]:
    """Numbers and 改正項目 of an earlier list, by the key of the row."""
    book = _open(path)
    for sheet in book.sheets:
        heads = {cell.text: place for place, cell in sheet.cells.items()}
        if KEY in heads and CLASSES in heads:
            return dict(_earlier_rows(sheet, heads[KEY], heads[CLASSES][1]))
    raise Problem(
        f"{path} は以前の{LIST}として読めません（見出し「{KEY}」「{CLASSES}」の行がありません）。"
        "別の場所に移すか、以前の一覧を指定してから、もう一度実行してください。"
    )


def _earlier_rows(
    sheet: Worksheet, head: tuple[int, int], items: int
) -> Iterator[tuple[str, Earlier]]:
    """The first part of each row; officers may have written into any part of it."""
    found: dict[str, Earlier] = {}
    for line, column in sorted(sheet.cells):
        if line > head[0] and column == head[1]:
            key = sheet.text(line, column).partition(PART)[0]
            number = sheet.text(line, 0).split("\n")[0]
            before = found.get(key, Earlier(number, ""))
            texts = filter(None, (before.item, sheet.text(line, items)))
            found[key] = Earlier(before.number, "\n".join(texts))
    yield from found.items()


# ------------------------------------------------------------------ writing


def _write(path: Path, book: Book) -> None:
    """The whole file or nothing; an earlier one gives way only to a finished one."""
    content = book_bytes(book)
    _refuse_open(path)
    draft = path.with_name(f".{path.name}.zushi_xl-new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Problem(
            f"{path} を書き出せません（{error.strerror}）。"
            "開いていないか、書き込める場所かを確かめてください。"
        ) from error


def _refuse_open(path: Path) -> None:
    for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if os.path.lexists(mark):
            raise Problem(
                f"{path} がほかで開かれています。閉じてから、もう一度実行してください"
                f"（開いていないときは、残っている {mark.name} を削除してください）。"
            )
