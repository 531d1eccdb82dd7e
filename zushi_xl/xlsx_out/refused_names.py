"""Names that Excel would refuse or "repair": of sheets, tables and defined names."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.text.regex import regex
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Book, Sheet
from zushi_xl.xlsx_out.faults import BookFault, area_a1

LONGEST_SHEET = 31
LONGEST_NAME = 255

_FORBIDDEN = regex(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = regex(r"[^\W\d][\w.]*|[_\\][\w.\\]*")
_LIKE_A_CELL = regex(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*|[Rr]\d*[Cc]\d+")


def check_names(book: Book) -> None:
    """Raise a BookFault for the first name that cannot stand."""
    _check_sheets(book.sheets)
    taken: set[str] = set()
    for sheet in book.sheets:
        for table in sheet.tables:
            _check_name(table.name, taken, "テーブル名", sheet.name, area_a1(table.area))
    for name in book.names:
        _check_name(name, taken, "名前の定義")


def _check_sheets(sheets: Iterable[Sheet]) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        reason = sheet_name_fault(sheet.name)
        if not reason and sheet.name.casefold() in seen:
            reason = "同じ名前のシートがあります（大文字と小文字は区別されません）。"
        if reason:
            raise BookFault(reason, sheet.name)
        seen.add(sheet.name.casefold())
    if not seen:
        raise BookFault("シートが一枚もありません。")


def sheet_name_fault(name: str) -> str:
    """Why Excel refuses the sheet name; empty when it does not."""
    if not name.strip():
        return "シート名が空です。"
    if utf16_length(name) > LONGEST_SHEET:
        return f"シート名が {LONGEST_SHEET} 文字を超えています。"
    if _FORBIDDEN.search(name):
        return "シート名に使えない文字（[ ] : * ? / \\ など）があります。"
    if name.startswith("'") or name.endswith("'"):
        return "シート名の先頭と末尾に ' は使えません。"
    if name.casefold() == "history":
        return "シート名 History は Excel が使うため付けられません。"
    return ""


def _check_name(name: str, taken: set[str], what: str, sheet: str = "", place: str = "") -> None:
    _, _, bare = name.rpartition("!")
    if not valid_name(bare):
        raise BookFault(f"{what}「{name}」は Excel では使えません。", sheet, place)
    if name.casefold() in taken:
        raise BookFault(f"{what}「{name}」が重複しています。", sheet, place)
    taken.add(name.casefold())


def valid_name(name: str) -> bool:
    """Whether a table or a defined name may be called so."""
    return (
        utf16_length(name) <= LONGEST_NAME
        and _NAME.fullmatch(name) is not None
        and _LIKE_A_CELL.fullmatch(name) is None
    )
