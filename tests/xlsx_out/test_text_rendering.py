"""The text of a sheet, as people review it."""

from __future__ import annotations

from decimal import Decimal

from tests.xlsx_out.sample import STYLES, at
from tests.xlsx_out.test_office import whole_book
from tests.xlsx_out.text_rendering import render_book, render_sheet
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Book, Formula, Link, PrintSetup, Rich, Run, Sheet, Validation

SHEET = Sheet(
    "様式",
    (
        at(1, 0, Decimal("69.70"), "yen"),
        at(0, 0, "表題\n二行目\u200b\ud800", "head", columns=3, note="メモ"),
        at(2, 0, Rich((Run("2029", "struck"), Run("2024", "added")))),
        at(3, 0, Formula("=SUM(A1:A2)", 12)),
        at(4, 0, Link("表紙へ", "internal:'表紙'!A1", "戻る")),
        at(5, 0, "12"),
        at(6, 0, True),
        at(7, 0, None, "open"),
    ),
    widths=(80, 120.5),
    heights={0: 30, 1: 18, 2: 18, 5: 18},
    validations=(Validation(Area(7, 0, 8, 0), ("A", "B"), message="選ぶ", strict=True),),
    print=PrintSetup(footer="&P", breaks=(5,)),
)

TEXT = """\
シート 様式
 表示
  列幅 80 120.5
  行高 1:30 2-3:18 6:18
 セル
  A1:C1 [head] "表題\\n二行目\\u200b\\ud800" メモ="メモ"
  A2 [yen] 69.70
  A3 [body] "2029"[struck] + "2024"[added]
  A4 [body] =SUM(A1:A2) → 12
  A5 [body] "表紙へ" ⇒ internal:'表紙'!A1 説明="戻る"
  A6 [body] "12"
  A7 [body] TRUE
  A8 [open]
 入力規則
  A8:A9 厳格 選択肢=A|B 説明="選ぶ"
 印刷
  A4 縦 余白=0.6/0.6/0.75/0.75 横1ページ 中央
  フッター "&P"
  改ページ 6
"""


def test_a_sheet() -> None:
    assert render_sheet(SHEET) == TEXT


def test_order_of_placing_does_not_matter() -> None:
    turned = Sheet("様式", tuple(reversed(SHEET.cells)))
    assert render_sheet(turned) == render_sheet(Sheet("様式", SHEET.cells))


def test_a_book_can_be_stored_as_utf_8() -> None:
    text = render_book(Book((SHEET,), STYLES, {"title": "題"}, {"round": "1"}, {"名": "=A1"}))
    text.encode("utf-8")
    assert text.startswith('ブック\n  プロパティ title = "題"\n  独自プロパティ round = "1"\n')


def test_everything_around_the_cells_shows() -> None:
    text = render_book(whole_book())
    for line in (
        "固定 A2",
        "B2:B4 [warn] =B2<C2",
        "C2:C4 データバー 4472C4",
        "A1:C4 実績表 (Table Style Light 1) 年度|実績|計画",
        '系列 "計画系列" A2:A4 × C2:C4 808080 round_dot',
        "D2 B2:C2",
        "見出し行 1",
        "保護 許可=format_cells",
    ):
        assert line in text
