"""新旧対照表 as it is printed: columns and their widths, bands, parts of long lines, pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from tests.redline.plans import version
from tests.redline.printed_sheets import around, cells
from tests.redline.shown import marked
from zushi_xl.redline.carried_values import EarlierDocument, FoundRow
from zushi_xl.redline.compose import ChangeKind, Revision
from zushi_xl.redline.documents.books import DocumentContext, table_book
from zushi_xl.redline.house_style import HouseStyle, Side, TableMarks, Unchanged
from zushi_xl.redline.pieces import Pieces, kept
from zushi_xl.redline.provisions import NEW, OLD, comparison_table
from zushi_xl.workbook.sheet import Book, Sheet

PLAN = version().plan
_USUAL = HouseStyle()
_OF_A_LINE = re.compile("(?<=§)[0-9a-f]+")  # what tells the lines of a revision apart


def revision(text: str, key: str = "a") -> Revision:
    return Revision(key, ("節",), "1", "2", marked(text), ChangeKind.CHANGED, "甲")


def book_of(
    rows: Sequence[Revision],
    house: HouseStyle = _USUAL,
    typed: Mapping[int, tuple[Mapping[str, Pieces], Mapping[str, str]]] | None = None,
) -> Book:
    """The table of the rows; ``typed`` gives cells and comments of people by the row."""
    table = comparison_table(rows, None, house)
    found = tuple(
        FoundRow(row.row.key, "", *(typed or {}).get(number, ({}, {})))
        for number, row in enumerate(table.rows)
    )
    heads = dict.fromkeys(h for row in found for h in row.cells)
    earlier = EarlierDocument(found, (NEW, OLD, *heads)) if typed else None
    about = DocumentContext(PLAN, PLAN, house)
    return table_book(comparison_table(rows, earlier, house), about, {})


def lines(made: Sheet) -> list[str]:
    return [_OF_A_LINE.sub("1", line) for line in cells(made)]


ROWS = (
    Revision(
        "取り組み/1",
        ("第１節", "1－①"),
        "12",
        "10",
        marked(
            "取り組み①　歩道\nそのままの行です。\n予算事業名：\n[-道路事業-]{+歩道事業\n広場事業+}"
        ),
        ChangeKind.CHANGED,
        "歩道",
    ),
    Revision(
        "取り組み/新2",
        ("第１節",),
        "14",
        "ー",
        marked("<（新規）\n>{+緑を植える+}"),
        ChangeKind.NEW,
        "緑",
    ),
)
TYPED = {
    0: ({"担当": kept("都市課")}, {NEW: "帯のメモ"}),
    1: ({"備考": kept("見出し")}, {NEW: "聞く", OLD: "古い"}),
    2: ({"担当": marked("一[-二-]")}, {}),
}


def test_the_table_as_most_cities_print_it() -> None:
    house = HouseStyle(document_number="資料４", table_title="対照表")
    book = book_of(ROWS, house, TYPED)
    made = book.sheets[0]
    assert around(made) == {
        "widths": (438, 438, 134, 120, 60, 60),
        "heights": {0: 30.0, 1: 18.0, 2: 24.0} | dict.fromkeys(range(3, 11), 18.8),
        "hidden_columns": (4, 5),
        "freeze": (3, 0),
        "tab_color": "1F3864",
        "print landscape": True,
        "print header": "&R&9新旧対照表",
        "print footer": "&L&8架空市総合計画&C&9&P",
        "print repeat_rows": (2, 2),
        "print area": "A1:C11",
        "print fit_width": False,
        "print margins": (0.5, 0.5, 0.55, 0.55),
    }
    assert lines(made) == [
        "A1+1 title: 対照表",
        "C1 number: 資料４",
        "A2+2 note*: {+下線の部分+}が改正する部分です。",
        "A3 table_head: 改正案",
        "B3 table_head: 現行",
        "C3 table_head: 備考",
        "D3 table_head: 担当",
        "E3 table_head: 略した文",
        "F3 table_head: 行の印",
        "A4+2 band: 第１節　1－①　　改定案12ページ・現計画10ページ #帯のメモ",
        "D4 item: 都市課",
        "F4 key: 場所／取り組み/1",
        "A5 table_text*: 取り組み①　歩道 #聞く",
        "B5 table_text*: 取り組み①　歩道 #古い",
        "C5 item: 見出し",
        "D5 item: ",
        "F5 key: 取り組み/1§1",
        "A6 centre*: <（略）>",
        "B6 centre*: <（略）>",
        "C6 item: ",
        "D6 item*: 一[-二-]",
        'E6 key: "そのままの行です。"',
        "F6 key: 取り組み/1§1",
        "A7 table_text*: 予算事業名：",
        "B7 table_text*: 予算事業名：",
        "C7 item: ",
        "D7 item: ",
        "F7 key: 取り組み/1§1",
        "A8 table_text*: {+歩道事業+}",
        "B8 table_text*: [-道路事業-]",
        "C8 item: ",
        "D8 item: ",
        "F8 key: 取り組み/1§1",
        "A9 table_text*: {+広場事業+}",
        "B9 table_text*: <（新設）>",
        "C9 item: ",
        "D9 item: ",
        "F9 key: 取り組み/1§1",
        "A10+2 band: 第１節　　改定案14ページ　　（新規）",
        "D10 item: ",
        "F10 key: 場所／取り組み/新2",
        "A11 table_text*: {+緑を植える+}",
        "B11 table_text*: <（新設）>",
        "C11 item: ",
        "D11 item: ",
        "F11 key: 取り組み/新2§1",
    ]
    assert [sheet.name for sheet in book.sheets] == [
        "新旧対照表",
        "対応の確認",
        "比べていない違い",
        "控え",
    ]
    assert book.properties == {"title": "新旧対照表　架空市総合計画", "subject": "第1版　第1版"}
    assert book.custom == {"種類": "新旧対照表"}


def test_the_old_text_at_the_left_and_no_column_for_remarks() -> None:
    """What people wrote under 備考 stays, beside the printed table; so does a memo of a band."""
    house = HouseStyle(
        has_remarks=False,
        new_side=Side.RIGHT,
        lines=TableMarks.STRIKE,
        new_head="改正後",
        old_head="改正前",
    )
    made = book_of(ROWS, house, TYPED).sheets[0]
    found = around(made)
    assert found["widths"] == (505, 505, 120, 120, 60, 60)
    assert (found["hidden_columns"], found["print area"]) == ((4, 5), "A1:B11")
    assert lines(made)[:13] == [
        "A1+1 title: 架空市総合計画　第1版　新旧対照表",
        "A2+1 note*: [-削除する文字-]　{+加える文字+}",
        "A3 table_head: 改正前",
        "B3 table_head: 改正後",
        "C3 table_head: 備考",
        "D3 table_head: 担当",
        "E3 table_head: 略した文",
        "F3 table_head: 行の印",
        "A4+1 band: 第１節　1－①　　改定案12ページ・現計画10ページ #帯のメモ",
        "C4 item: ",
        "D4 item: 都市課",
        "F4 key: 場所／取り組み/1",
        "A5 table_text*: 取り組み①　歩道 #古い",
    ]


@pytest.mark.parametrize(
    ("has_remarks", "expected", "hidden"),
    [
        (True, ["A4+2 table_text: 改正した箇所はありません。", "E4 key: （なし）"], (3, 4)),
        (False, ["A4+1 table_text: 改正した箇所はありません。", "D4 key: （なし）"], (2, 3)),
    ],
)
def test_a_table_without_any_row(
    has_remarks: bool, expected: list[str], hidden: tuple[int, int]
) -> None:
    made = book_of([], HouseStyle(has_remarks=has_remarks)).sheets[0]
    assert cells(made)[-2:] == expected
    assert around(made)["hidden_columns"] == hidden


@pytest.mark.parametrize(
    ("characters", "heights"),
    [
        # 438 pixels hold 31 characters of 10 points: 28 lines of them are one row
        (28 * 31, [391.4]),
        # and one character more goes on in rows of at most 300 points, 21 lines
        (28 * 31 + 1, [294.8, 115.4]),
    ],
)
def test_a_long_line_goes_on_in_further_rows(characters: int, heights: list[float]) -> None:
    made = book_of([revision(f"{{+{'甲' * characters}+}}")]).sheets[0]
    assert [made.heights[line] for line in range(4, 4 + len(heights))] == heights
    texts = [line for line in lines(made) if line.startswith(("A6", "B6", "E6"))]
    sizes = characters - 21 * 31
    expected = [f"A6 table_text*: {{+{'甲' * sizes}+}}", "B6 table_text*: ", "E6 key: a§1‖2"]
    assert texts == (expected if len(heights) > 1 else [])


def test_only_the_first_part_has_what_people_wrote() -> None:
    typed = {1: ({"備考": kept("見る")}, {NEW: "メモ", "備考": "もう一つ"})}
    made = book_of([revision(f"{{+{'甲' * 900}+}}")], typed=typed).sheets[0]
    assert [line for line in lines(made) if line[0] in "BC" and line[1] in "56"] == [
        "B5 table_text*: <（新設）>",
        "C5 item: 見る #もう一つ",
        "B6 table_text*: ",
        "C6 item: ",
    ]


def test_a_band_has_the_width_of_all_columns() -> None:
    """1,010 pixels hold 74 characters."""
    for length, height in ((74, 18.8), (75, 32.6)):
        row = Revision("a", ("節" * length,), "", "", marked("{+甲+}"))
        assert book_of([row]).sheets[0].heights[3] == height


def test_a_line_is_as_high_as_its_longest_column() -> None:
    """134 pixels of 備考 hold 8 characters."""
    for length, height in ((8, 18.8), (9, 32.6)):
        made = book_of([revision("{+甲+}")], typed={1: ({"備考": kept("乙" * length)}, {})})
        assert made.sheets[0].heights[4] == height


SHOWN = HouseStyle(unchanged=Unchanged.SHOWN)
LINE = "・行です。"


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        # 500 points a page: title, legend and heads take 72, then come the band and 21 lines
        ([LINE] * 21, ()),
        ([LINE] * 31, (25,)),
        # the heads stand on each page: 476 points are 25 lines there
        ([LINE] * 46, (25,)),
        ([LINE] * 56, (25, 50)),
        # what names the lines below it goes with them, up to 20 characters
        ([LINE] * 20 + ["予算事業名："] + [LINE] * 12, (24,)),
        ([LINE] * 20 + ["【予算事業名】"] + [LINE] * 12, (24,)),
        ([LINE] * 20 + ["予算事業名"] + [LINE] * 12, (25,)),
        ([LINE] * 20 + ["≪" + "長" * 19] + [LINE] * 12, (24,)),
        ([LINE] * 20 + ["≪" + "長" * 20] + [LINE] * 12, (25,)),
    ],
)
def test_where_a_page_ends(text: list[str], breaks: tuple[int, ...]) -> None:
    assert book_of([revision("\n".join(text))], SHOWN).sheets[0].print.breaks == breaks


@pytest.mark.parametrize(
    ("first", "breaks"),
    [
        # 18 lines above: the first line below the heading is the last that fits
        ([LINE] * 18, (25,)),
        # the band, its heading and the line below stand together, on the next page
        ([LINE] * 19, (23,)),
        ([LINE] * 20, (24,)),
        ([LINE] * 21, (25,)),
        # a label has nothing below it that a band could be
        ([LINE] * 20 + ["予算事業名："], (25,)),
    ],
)
def test_no_page_ends_with_a_band_or_its_heading(first: list[str], breaks: tuple[int, ...]) -> None:
    second = revision("\n".join(["見出し", *[LINE] * 12]), "b")
    made = book_of([revision("\n".join(first)), second], SHOWN).sheets[0]
    assert made.print.breaks == breaks
