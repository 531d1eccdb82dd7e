"""How a city prints its revision: the sheet 体裁 of the new plan master.

Nothing here changes what is compared; with every setting both texts can be rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zushi_xl.masters.records import MasterBook, Record, choose, match_key, split_items, suggestion
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source

SHEET, NAME, VALUE = "体裁", "項目", "値"
FORMER_SHEET = "改定資料"  # what the sheet was called; still read
_COLOR = regex(r"#?([0-9A-Fa-f]{6})")


class Order(StrEnum):
    """Which of the two texts of a replacement is printed first."""

    OLD_FIRST = "旧→新"
    NEW_FIRST = "新→旧"


class Gap(StrEnum):
    """What stands between the two texts of a replacement; it belongs to neither."""

    NONE = "なし"
    FIGURES = "数字の間に空白"
    ALWAYS = "空白"


class Side(StrEnum):
    """A side of 新旧対照表."""

    LEFT = "左"
    RIGHT = "右"


class TableMarks(StrEnum):
    """How the comparison table marks: both columns underlined, or the old one struck."""

    UNDERLINE = "下線"
    STRIKE = "取り消し線と下線"


class Unchanged(StrEnum):
    """What the comparison table does with provisions that stay as they are."""

    OMITTED = "略す"
    SHOWN = "載せる"


class OldPage(StrEnum):
    """What the column of the old plan says for something new."""

    NOTHING = "ー"
    PLACE = "入る所のページ"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The settings; what is not set prints as this package always did."""

    title: str = ""  # of the list; empty: 計画名　計画版　改定内容一覧
    table_title: str = ""  # of the comparison table; empty: likewise
    document_number: str = ""  # 資料３
    order: Order = Order.OLD_FIRST
    gap: Gap = Gap.NONE
    removed_color: str = ""  # RRGGBB; empty: as 体裁 of the form definition says
    added_color: str = ""
    is_removed_struck: bool = True
    is_added_underlined: bool = True
    old_page: OldPage = OldPage.NOTHING
    public: tuple[str, ...] = ()  # added columns that the plan book prints
    new_head: str = "改正案"
    old_head: str = "現行"
    new_side: Side = Side.LEFT
    has_remarks: bool = True  # whether the table has a column 備考
    unchanged: Unchanged = Unchanged.OMITTED
    lines: TableMarks = TableMarks.UNDERLINE
    new_word: str = "（新設）"
    deleted_word: str = "（削除）"
    omitted_word: str = "（略）"


def read_house_style(book: MasterBook) -> HouseStyle:
    """The sheet 体裁; a word that cannot be meant is a mistake of the book."""
    return HouseStyle(**dict(_values(book)))  # type: ignore[arg-type]


class _Kind(StrEnum):
    TEXT = "文"
    COLOR = "色"
    ITEMS = "列"


_OTHER_HEADS = ("備考", "略した文", "行の印")  # of the columns of the table that no item names
_HEADS = ("改正案", "現行")
_YES_NO = {"あり": True, "なし": False}
_STRUCK = {"取り消し線": True, "なし": False}
_UNDERLINED = {"下線": True, "なし": False}
_ITEMS: Mapping[str, tuple[str, object]] = {
    "一覧の表題": ("title", _Kind.TEXT),
    "対照表の表題": ("table_title", _Kind.TEXT),
    "資料番号": ("document_number", _Kind.TEXT),
    "見え消しの順": ("order", {str(word): word for word in Order}),
    "見え消しの間": ("gap", {str(word): word for word in Gap}),
    "削る文字の色": ("removed_color", _Kind.COLOR),
    "加える文字の色": ("added_color", _Kind.COLOR),
    "削る文字の線": ("is_removed_struck", _STRUCK),
    "加える文字の線": ("is_added_underlined", _UNDERLINED),
    "新規の行の現計画のページ": ("old_page", {str(word): word for word in OldPage}),
    "計画書に載せる列": ("public", _Kind.ITEMS),
    "対照表の新しい文の見出し": ("new_head", _Kind.TEXT),
    "対照表の古い文の見出し": ("old_head", _Kind.TEXT),
    "対照表の新しい文の側": ("new_side", {str(word): word for word in Side}),
    "対照表の備考": ("has_remarks", _YES_NO),
    "対照表の変わらない項": ("unchanged", {str(word): word for word in Unchanged}),
    "対照表の線": ("lines", {str(word): word for word in TableMarks}),
    "新設の語": ("new_word", _Kind.TEXT),
    "削除の語": ("deleted_word", _Kind.TEXT),
    "略の語": ("omitted_word", _Kind.TEXT),
}


def _values(book: MasterBook) -> Iterator[tuple[str, object]]:
    known = {match_key(name): name for name in _ITEMS}
    seen: dict[str, Record] = {}
    _check_one_sheet(book)
    for record in book.records(SHEET, FORMER_SHEET):
        name = known.get(match_key(record[NAME]))
        if name is None:
            _report_unknown(book, record)
        elif name in seen:
            _report_twice(book, record, seen[name])
        elif record[VALUE]:
            seen[name] = record
            yield from _value(book, record, *_ITEMS[name])
    _check_marks(book, seen)
    _check_heads(book, seen)


def _check_one_sheet(book: MasterBook) -> None:
    """Two sheets with settings are a question: which of them counts?"""
    former = book.sheet(FORMER_SHEET)
    if former is not None and book.sheet(SHEET) is not None:
        book.mistakes.add(
            "sheet-twice",
            Source(book.workbook.file, former.name),
            f"シート「{SHEET}」と「{FORMER_SHEET}」の両方があります（{FORMER_SHEET}は前の呼び名です）。",
            f"設定をシート「{SHEET}」にまとめ、「{FORMER_SHEET}」を削除してください。",
        )


def _value(
    book: MasterBook, record: Record, field: str, kind: object
) -> Iterator[tuple[str, object]]:
    text = record[VALUE]
    if isinstance(kind, dict):
        word = choose(record, VALUE, kind, book.mistakes)
        if word is not None:
            yield field, kind[word]
    elif kind is _Kind.COLOR:
        color = _COLOR.fullmatch(text)
        if color:
            yield field, color[1].upper()
        else:
            book.mistakes.at(
                "color",
                record,
                VALUE,
                f"「{record[NAME]}」の「{text}」は色として読めません。",
                "6桁の英数字（RRGGBB、例：D9000D）で書いてください。",
            )
    else:
        yield field, tuple(split_items(text)) if kind is _Kind.ITEMS else text


def _check_marks(book: MasterBook, rows: Mapping[str, Record]) -> None:
    """Without a line on either side nothing tells old from new in black and white."""
    lines = [rows.get(name) for name in ("削る文字の線", "加える文字の線")]
    if all(row is not None and match_key(row[VALUE]) == match_key("なし") for row in lines):
        assert lines[1] is not None
        book.mistakes.at(
            "marks",
            lines[1],
            VALUE,
            "削る文字にも加える文字にも線がないと、白黒の印刷で見分けられません。",
            "「削る文字の線」を取り消し線にするか、「加える文字の線」を下線にしてください。",
        )


def _check_heads(book: MasterBook, rows: Mapping[str, Record]) -> None:
    """Columns of the table under one name could not be told apart, by people or on a rerun."""
    names = ("対照表の新しい文の見出し", "対照表の古い文の見出し")
    words = [rows[n][VALUE] if n in rows else d for n, d in zip(names, _HEADS, strict=True)]
    taken = {match_key(word) for word in _OTHER_HEADS}
    is_one = match_key(words[0]) == match_key(words[1])
    wrong = [n for n, w in zip(names, words, strict=True) if is_one or match_key(w) in taken]
    for row in [rows[name] for name in wrong if name in rows][: 1 if is_one else None]:
        book.mistakes.at(
            "head-twice",
            row,
            VALUE,
            f"「{row[VALUE]}」は、新旧対照表のほかの列の見出しと同じです。",
            "改正案と現行、改正後と改正前のように、違う語にしてください。",
        )


def _report_unknown(book: MasterBook, record: Record) -> None:
    book.mistakes.at(
        "setting",
        record,
        NAME,
        f"「{record[NAME]}」は{SHEET}の項目にありません。",
        f"{suggestion(record[NAME], _ITEMS)}使える項目は {' / '.join(_ITEMS)} です。",
    )


def _report_twice(book: MasterBook, record: Record, first: Record) -> None:
    book.mistakes.at(
        "setting-twice",
        record,
        NAME,
        f"「{record[NAME]}」が{first.source(NAME).cell}にもあります。",
        "どちらかの行を削除してください。",
    )
