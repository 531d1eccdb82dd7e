"""What people made in an earlier list and what goes along only in part is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.redline.plans import edited
from tests.redline.test_bad_input import write
from tests.redline.test_rerun import NEW_TEXTS, rows
from tests.xlsx_out.office import load
from zushi_xl.redline.documents.list_sheet import LIST
from zushi_xl.redline.noticed import RowTable, noticed, numbered
from zushi_xl.workbook.cells import Cell, Worksheet
from zushi_xl.workflow.redline import FILE, TABLE_FILE, Options, Product, redline

ShownColumns = list[tuple[str, str]]


@pytest.fixture
def again(tmp_path: Path) -> Callable[[Callable[[Any], None]], ShownColumns]:
    """Change the book of a first run; 種類 and 現計画 of 対応の確認 after the second."""
    masters = write(tmp_path / "旧.xlsx", edited()), write(tmp_path / "新.xlsx", edited(*NEW_TEXTS))
    out = tmp_path / "out"

    def run(change: Callable[[Any], None], file: str = FILE) -> ShownColumns:
        chosen = Options(product=Product.LIST if file == FILE else Product.TABLE)
        path = redline(*masters, out, chosen).path
        book = load(path)
        change(book)
        book.save(path)
        redline(*masters, out, chosen)
        lines = load(path)["対応の確認"].iter_rows(min_row=2, max_col=2, values_only=True)
        return [(str(what), str(old)) for what, old in lines if what != "再掲" and old]

    return run


def test_a_formula_is_told_with_its_cell(again: Any, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book[LIST]["F5"] = "=LEN(E5)"
        book[LIST]["H3"], book[LIST]["H4"] = "字数", "=LEN(E4)"

    assert again(change) == [
        ("数式", "H4（字数）\n数式 LEN(E4)"),
        ("数式", "F5（改正項目）\n数式 LEN(E5)"),
    ]
    assert rows(tmp_path / "out")[1][5] == "=LEN(E5)"


def test_what_stands_outside_the_rows_is_not_carried_and_not_told(again: Any) -> None:
    def change(book: Any) -> None:
        book[LIST]["H1"] = "=1+1"
        book[LIST]["I1"] = "表の外"
        book[LIST].merge_cells("I1:I5")

    assert again(change) == []


def test_cells_merged_over_rows_are_told(again: Any, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book[LIST]["F4"] = "時点修正"
        book[LIST].merge_cells("F4:F6")

    assert again(change) == [("結合したセル", "F4:F6\n時点修正")]
    assert [row[5] for row in rows(tmp_path / "out")] == ["時点修正", None, None]


def test_columns_of_one_name_are_kept_apart(again: Any, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for address, text in (("H3", "メモ"), ("I3", "メモ"), ("H4", "甲"), ("I4", "乙")):
            book[LIST][address] = text

    assert again(change) == [("同じ見出しの列", "I3（メモ（2））\nメモ（2）")]
    assert rows(tmp_path / "out")[0][6:8] == ["甲", "乙"]
    assert again(lambda _: None) == []


def test_headers_are_numbered_past_those_that_are_there() -> None:
    assert numbered({0: "メモ", 1: "メモ（2）", 2: "メモ", 3: "メモ", 4: "", 5: ""}) == {
        0: "メモ",
        1: "メモ（2）",
        2: "メモ（3）",
        3: "メモ（4）",
        4: "",
        5: "",
    }


def test_without_what_is_remembered_a_typed_cell_is_named(again: Any) -> None:
    def change(book: Any) -> None:
        del book["控え"]
        book[LIST]["C4"] = "28"

    ((what, old),) = again(change)
    assert what == "控えのないセル"
    assert old.startswith("No.1")
    assert old.endswith("改定案のページ：28")


@pytest.mark.parametrize("file", [FILE, TABLE_FILE])
def test_without_what_is_remembered_cells_as_written_are_not_named(again: Any, file: str) -> None:
    def change(book: Any) -> None:
        del book["控え"]

    assert again(change, file) == []


def test_sheets_of_people_are_named(again: Any) -> None:
    def change(book: Any) -> None:
        book.create_sheet("覚え書き")["B2"] = "図を差し替える"

    assert again(change) == [("加えたシート", "シート「覚え書き」\n図を差し替える")]


def test_the_terminal_counts_what_was_not_taken_over(tmp_path: Path) -> None:
    masters = write(tmp_path / "旧.xlsx", edited()), write(tmp_path / "新.xlsx", edited(*NEW_TEXTS))
    path = redline(*masters, tmp_path).path
    book = load(path)
    book[LIST]["F4"], book[LIST]["F5"] = "=1+1", "=2+2"
    book.save(path)
    assert redline(*masters, tmp_path).told[-1] == (
        "改定内容一覧.xlsx に引き継がなかったもの：数式2件（シート「対応の確認」）"
    )


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (1, 0, []),  # a text of the plan may begin with =
        (1, 1, [("数式", "B2（担当）", "数式 A1")]),
        (0, 1, []),  # in the row of the headers
        (1, 2, []),  # in the column of the keys
        (1, 3, [("数式", "D2", "数式 A1")]),  # beside the table
    ],
)
def test_a_typed_formula_is_told_where_people_type(
    row: int, column: int, told: list[tuple[str, str, str]]
) -> None:
    sheet = Worksheet("一覧", {(row, column): Cell(row, column, "=A1", "=A1")})
    table = RowTable(sheet, 0, 2, {0: "改正内容", 1: "担当", 2: "行の印"}, ("改正内容",))
    assert [(n.what, n.place, n.text) for n in noticed(table) if n.what == "数式"] == told
