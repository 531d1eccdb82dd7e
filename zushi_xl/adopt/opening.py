"""Which files can be adopted, and what is said of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from zushi_xl.findings.finding import Problem
from zushi_xl.masters.form.original import original_in
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook, why_unreadable
from zushi_xl.xlsx_in.package import Package

from .look import look_at
from .model import BookLook, Draft
from .package_parts import oversized_merges
from .recognise import recognise

_MOST_SHEETS = 100
_LARGEST_MERGE = 1_100_000  # cells: a whole column
_KINDS = (".xlsx", ".xlsm")


def draft_of(form: Path, filled: Sequence[Path] = ()) -> Draft:
    """The draft of a form's definition; ``filled`` are copies of it that people filled in.

    Raises:
        Problem: a file cannot be read, or nothing in the form is to be filled in.
    """
    return recognised(open_form(form, filled))


def recognised(book: BookLook) -> Draft:
    """The draft of a form's definition, if anything in it is to be filled in.

    Raises:
        Problem: nothing in it is to be filled in.
    """
    draft = recognise(book)
    if not draft.fields:
        raise Problem(
            f"{book.file} に記入欄が見つかりません。記入欄を罫線で囲むか、色を付けるか、"
            "セルのロックを外してから、もう一度実行してください。"
        )
    return draft


def open_form(form: Path, filled: Sequence[Path] = ()) -> BookLook:
    """The form as a person sees it, once every file is known to be readable.

    Raises:
        Problem: a book cannot be read as a form.
    """
    for path in (form, *filled):
        _check(path, _readable(path))
    look = look_at(form, filled)
    regions = [region for sheet in look.sheets for region in sheet.regions]
    if not any(region.label or region.is_formula for region in regions):
        raise Problem(
            f"{form.name} は「Strict Open XML」形式のため、様式として読めません。"
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」に保存し直してください。"
        )
    if not any(region.label for region in regions):
        raise Problem(
            f"{form.name} には、欄の見出しになる文字がありません（数式だけです）。"
            "見出しの文字と記入欄のあるブックを指定してください。"
        )
    return look


def check_folder(form: Path, folder: Path, names: Sequence[str]) -> None:
    """Whether the drafts, which have these ``names`` (that of the definition first), may be written
    into a folder.

    Raises:
        Problem: they would take the place of the form, or of the definition of another one.
    """
    if form.name in names:
        raise Problem(
            f"様式のファイル名「{form.name}」は、ここで作るファイルと同じです。"
            "ほかの名前に変えてから実行してください（例：調査票.xlsx）。"
        )
    there = folder / names[0]
    book = read_workbook(there) if there.is_file() else None
    if book is None:
        return
    if isinstance(book, Unreadable):
        raise Problem(f"{there} を読めません。{why_unreadable(book)}")
    original = original_in(book)
    if original != form.name:
        whose = f"「{original}」の" if original else "今ある様式から作ったものでない"
        same = f"（同じ様式の新しい版なら、ファイル名を「{original}」にします）" if original else ""
        raise Problem(
            f"{there} は{whose}様式定義なので、書き換えません。"
            f"-o でほかのフォルダを指定してください{same}。"
        )


def _readable(path: Path) -> Workbook:
    if path.is_dir():
        raise Problem(f"{path} はフォルダです。様式のファイル（.xlsx）を指定してください。")
    if not path.is_file():
        raise Problem(f"{path} がありません。ファイルの場所と名前を確かめてください。")
    if path.suffix.lower() == ".xls":
        raise Problem(
            f"{path.name} は古い形式（.xls）です。"
            "Excel で開き、「名前を付けて保存」で .xlsx に保存し直してください。"
        )
    book = read_workbook(path)
    if isinstance(book, Unreadable) and book.kind == "empty" and _has_pictures(path):
        raise Problem(
            f"{path.name} は画像だけで、文字のあるセルがありません。"
            "セルで作られた様式のブックを指定してください。"
        )
    if isinstance(book, Unreadable):
        raise Problem(f"{path.name} を読めません。{why_unreadable(book)}")
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
    if not sheets and any(sheet.cells for sheet in book.sheets):
        raise Problem(
            f"{path.name} では、文字のあるシートがすべて隠れています。"
            "Excel で開き、様式のシートを再表示してから保存してください。"
        )
    if not sheets:
        raise Problem(
            f"{path.name} には文字のあるセルがありません。"
            "セルで作られた様式のブックを指定してください。"
        )
    names = Counter(sheet.name.strip() for sheet in book.sheets)
    if alike := [name for name, count in names.items() if count > 1]:
        raise Problem(
            f"{path.name} には、名前の前後の空白だけが違うシート「{alike[0]}」が複数あります。"
            "シート名を変えてから、もう一度実行してください。"
        )
    merged = next(oversized_merges(path, _LARGEST_MERGE), None)
    if merged is not None:
        raise Problem(
            f"{path.name} のシート「{merged[0]}」の結合セル {merged[1]} が大きすぎます。"
            "結合を解除してから、もう一度実行してください。"
        )


def _has_pictures(path: Path) -> bool:
    package = Package(path)
    try:
        return any("/media/" in name for name in package)
    finally:
        package.close()
