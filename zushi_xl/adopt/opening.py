"""Which files can be adopted, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zushi_xl.findings.finding import Problem
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook

from .look import look_at
from .model import BookLook, Draft
from .recognise import recognise

_MOST_SHEETS = 100
_KINDS = (".xlsx", ".xlsm")


def draft_of(form: Path, filled: Sequence[Path] = ()) -> Draft:
    """The draft of a form's definition; ``filled`` are copies of it that people filled in.

    Raises:
        Problem: a file cannot be read, or nothing in the form is to be filled in.
    """
    return recognised(open_form(form, filled))


def recognised(book: BookLook) -> Draft:
    """The draft of a form's definition, if anything in it is to be filled in."""
    draft = recognise(book)
    if not draft.fields:
        raise Problem(
            f"{book.file} に記入欄が見つかりません。記入欄を罫線で囲むか、色を付けるか、"
            "セルのロックを外してから、もう一度実行してください。"
        )
    return draft


def open_form(form: Path, filled: Sequence[Path] = ()) -> BookLook:
    """The form as a person sees it, once every file is known to be readable."""
    for path in (form, *filled):
        _check(path, _readable(path))
    return look_at(form, filled)


def _readable(path: Path) -> Workbook:
    if not path.is_file():
        raise Problem(f"{path} がありません。ファイルの場所と名前を確かめてください。")
    if path.suffix.lower() == ".xls":
        raise Problem(
            f"{path.name} は古い形式（.xls）です。"
            "Excel で開き、「名前を付けて保存」で .xlsx に保存し直してください。"
        )
    book = read_workbook(path)
    if isinstance(book, Unreadable):
        raise Problem(f"{path.name} を読めません。{book.reason}。{book.remedy}")
    return book


def _check(path: Path, book: Workbook) -> None:
    if path.suffix.lower() not in _KINDS:
        raise Problem(
            f"{path.name} は .xlsx のブックではありません。"
            "Excel で開き、「名前を付けて保存」で .xlsx に保存し直してください。"
        )
    sheets = [sheet for sheet in book.sheets if sheet.visible and sheet.cells]
    if len(sheets) > _MOST_SHEETS:
        raise Problem(
            f"{path.name} には記載のあるシートが {len(sheets)} 枚あります"
            f"（{_MOST_SHEETS} 枚まで）。"
            "様式のシートを1組だけ残したブックにしてください。"
        )
    if not sheets:
        picture = any(remark.kind == "picture" for remark in book.remarks)
        raise Problem(
            f"{path.name} には文字のあるセルがありません"
            + ("（画像だけです）。" if picture else "。")
            + "セルで作られた様式のブックを指定してください。"
        )
