"""What is to be written where nothing is drawn around it: who sends the form in, on which day; and
boxes that hold several things to write.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import UNDER, drafted, frame, labels_by_cell, new_form, put, seen


def _plain(sheet: Worksheet, **texts: str) -> None:
    for place, text in texts.items():
        put(sheet, place, text, border=None)


def _table(sheet: Worksheet, row: int) -> None:
    """Something with lines, as forms have it below."""
    put(sheet, f"A{row}", "利用の目的")
    put(sheet, f"B{row}:E{row}")


def test_names_and_addresses_below_each_other(tmp_path: Path) -> None:
    book, sheet = new_form()
    _plain(sheet, A1="利用申請書", C3="法人名", C4="所在地", C6="代表者氏名", C7="電話番号")
    _table(sheet, 9)
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "D3": "法人名", "D4": "所在地", "D6": "代表者氏名", "D7": "電話番号", "B9:E9": "利用の目的",
    }  # fmt: skip


def test_a_name_with_joined_cells_below_or_beside_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    _plain(sheet, C3="法人所在地及び名称", C6="代表者氏名", G6="印")
    sheet.merge_cells("C4:G4")
    sheet.merge_cells("E6:F6")
    _table(sheet, 9)
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "C4:G4": "法人所在地及び名称", "E6:F6": "代表者氏名", "B9:E9": "利用の目的",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "cell"),
    [
        ({"C3": "氏名", "G3": "印"}, "D3"),  # a seal behind it
        ({"D1": "作成日"}, "E1"),  # a day above the first box
        ({"B3": "分析者", "C3": "："}, "D3"),  # a colon in a cell of its own
        ({"C3": "氏名"}, ""),  # alone
        ({"C3": "氏名", "D3": "山田"}, ""),  # nothing free
        ({"A12": "作成日"}, ""),  # a day below the form
        ({"C3": "氏名についての注意", "C4": "住所についての注意"}, ""),
        ({"C3": "第　　番　　号", "C4": "第　　番　　号"}, ""),
    ],
)
def test_one_name_needs_more_than_itself(tmp_path: Path, texts: dict[str, str], cell: str) -> None:
    book, sheet = new_form()
    _plain(sheet, **texts)
    _table(sheet, 9)
    found = labels_by_cell(drafted(book, tmp_path))
    assert (
        found
        == {
            cell: "分析者" if "：" in texts.values() else next(iter(texts.values())),
            "B9:E9": "利用の目的",
        }
        if cell
        else {"B9:E9": "利用の目的"}
    )


def test_an_underlined_name_with_its_blank(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "C3", "氏　名", border=UNDER)
    for place in ("D3", "E3"):
        put(sheet, place, border=UNDER)
    _table(sheet, 9)
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == ["氏名", "利用の目的"]


def test_names_are_none_where_a_colour_says_where_to_write(tmp_path: Path) -> None:
    book, sheet = new_form()
    _plain(sheet, C3="法人名", C4="所在地")
    for row in (8, 9, 10):
        put(sheet, f"A{row}", f"項目{row}")
        put(sheet, f"B{row}", fill="FFFF99")
    assert {cell for cell, _, _ in seen(drafted(book, tmp_path))} == {"B8", "B9", "B10"}


def test_a_box_with_a_blank_and_a_text_that_asks_itself(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:B3", "氏　名")
    frame(sheet, "C3:H3")
    sheet.merge_cells("C3:E3")
    sheet.merge_cells("F3:H3")
    sheet["F3"] = "（生年月日　　　年　　　月　　　日）"
    put(sheet, "A4:B5", "事業所")
    frame(sheet, "C4:H5")
    sheet.merge_cells("C4:H4")
    sheet.merge_cells("C5:H5")
    sheet["C5"] = "事業所の種別（　　　　　　）"
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "C3:E3": "氏名", "F3:H3": "生年月日", "C4:H4": "事業所", "C5:H5": "事業所の種別",
    }  # fmt: skip


def test_from_and_to_in_one_box(tmp_path: Path) -> None:
    book, sheet = new_form()
    for left, day in (("B", "月"), ("E", "火")):
        columns = "ABCDEFGH"
        right = columns[columns.index(left) + 2]
        middle = columns[columns.index(left) + 1]
        put(sheet, f"{left}2:{right}2", day)
        frame(sheet, f"{left}3:{right}3")
        sheet[f"{middle}3"] = "～"
    put(sheet, "A2")
    put(sheet, "A3", "提供時間")
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B3", "D3", "E3", "G3"]


def test_a_unit_in_a_box_is_no_further_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "面積")
    frame(sheet, "B3:D3")
    sheet["D3"] = "㎡"
    (field,) = drafted(book, tmp_path).fields
    assert (field.label, field.unit) == ("面積", "㎡")


def test_kilometres_that_are_counted(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "走行㎞数")
    put(sheet, "B3")
    (field,) = drafted(book, tmp_path).fields
    assert (field.type, field.unit) == ("number", "km")


def test_a_column_of_checks_asks_for_marks(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2", "確認すること")
    put(sheet, "B2", "チェック")
    for row, text in enumerate(("添付書類を確認した", "押印を確認した", "日付を確認した"), 3):
        put(sheet, f"A{row}", text)
        put(sheet, f"B{row}")
    draft = drafted(book, tmp_path)
    assert [field.type for field in draft.fields] == ["yesno"] * len(draft.fields)
    assert all(field.sure for field in draft.fields)


def test_what_a_formula_adds_is_a_figure_beyond_doubt(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, day in zip("BCD", ("Sunday 6/25", "Monday 6/26", "Tuesday 6/27"), strict=True):
        put(sheet, f"{column}2", day)
    put(sheet, "E2", "Total")
    put(sheet, "A2")
    for row, item in ((3, "Airfare"), (4, "Hotel")):
        put(sheet, f"A{row}", item)
        for column in "BCD":
            put(sheet, f"{column}{row}")
            sheet[f"{column}{row}"].number_format = "0.00"
        put(sheet, f"E{row}", f"=SUM(B{row}:D{row})")
    draft = drafted(book, tmp_path)
    assert {(field.type, field.sure) for field in draft.fields} == {("number", True)}
    assert all(field.repeat and field.repeat.axis == "columns" for field in draft.fields)


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (("クライアント名", "ヒアリング日", "商品名"), ["B2", "B3", "B4"]),
        (("クライアント名", "ヒアリング日"), []),  # two are no list
        (("この様式は", "毎月の終わりに", "課で使うもの"), []),  # words that ask for nothing
    ],
)
def test_names_below_each_other_at_the_head(
    tmp_path: Path, names: tuple[str, ...], cells: list[str]
) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["A"].width = 20
    for row, name in enumerate(names, 2):
        put(sheet, f"A{row}", name, border=None, fill="D9E1F2" if row == 2 else "")
    _table(sheet, 9)
    found = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert found[:-1] == cells
