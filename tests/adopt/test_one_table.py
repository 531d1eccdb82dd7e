"""Sheets that are one table to fill in: columns in the colours of their headings, columns of the
office, lines of headings with nothing drawn below them.

All forms here are invented (例示).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Protection
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import BOX, choose, drafted, new_form, put, seen
from zushi_xl.adopt.model import Draft, address
from zushi_xl.findings.finding import Problem

GREY, GREEN, YELLOW = "D0CECE", "B6D7A8", "FFE599"


def _line(sheet: Worksheet, row: int, *texts: object, fills: tuple[str, ...] = ()) -> None:
    for number, text in enumerate(texts):
        fill = fills[number] if fills else ""
        put(sheet, f"{'ABCDEFGHIJ'[number]}{row}", text, fill=fill)


def _labels(draft: Draft) -> list[str]:
    return [field.label for field in draft.fields]


def _table(sheet: Worksheet, *heads: str, fills: tuple[str, ...] = ()) -> None:
    """A drawn table of eight rows, each column in one colour."""
    _line(sheet, 3, *heads, fills=fills)
    below = tuple("" if fill == GREY else fill for fill in fills)
    for row in range(4, 12):
        _line(sheet, row, *[None] * len(heads), fills=below)


def test_columns_in_the_colour_of_their_heading_say_nothing_of_where_to_write(
    tmp_path: Path,
) -> None:
    book, sheet = new_form()
    fills = (GREY, GREY, GREEN, GREEN, YELLOW, YELLOW)
    heads = ("品名", "型番", "申請者の型番", "用途", "更新後の型番", "更新日")
    _table(sheet, *heads, fills=fills)
    draft = drafted(book, tmp_path)
    assert _labels(draft) == list(heads)
    assert all(field.repeat and field.repeat.count == 8 for field in draft.fields)


def test_a_colour_that_no_heading_has_says_where_to_write(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 3, "品名", "型番", "数量", "審査の結果", fills=(GREY,) * 4)
    for row in range(4, 12):
        _line(sheet, row, None, None, None, None, fills=(YELLOW, YELLOW, YELLOW, ""))
    assert _labels(drafted(book, tmp_path)) == ["品名", "型番", "数量"]


@pytest.mark.parametrize(
    ("mark", "legend", "labels"),
    [
        ("＊＊", "＊＊ To be filled in by our laboratory staff", ["品名", "＊数量"]),
        ("★", "★印は審査会が記入します。", ["品名", "＊数量"]),
        ("☆", "☆の列：担当課で記入", ["品名", "＊数量"]),
        (
            "＊＊",
            "＊＊ To be filled in by all applicants",
            ["品名", "＊数量", "＊＊結果", "＊＊日付"],
        ),
        ("★", "★印は必ず記入してください。", ["品名", "＊数量", "★結果", "★日付"]),
    ],
)
def test_marks_that_a_legend_gives_to_the_office(
    tmp_path: Path, mark: str, legend: str, labels: list[str]
) -> None:
    book, sheet = new_form()
    _table(sheet, "品名", "＊数量", f"{mark}結果", f"{mark}日付", fills=(GREY,) * 4)
    put(sheet, "C13", legend, border=None)
    found = _labels(drafted(book, tmp_path))
    assert [label.replace("*", "＊") for label in found] == labels


@pytest.mark.parametrize(
    ("head", "asked"),
    [("Bureau Use Only: Result", False), ("For Use Only in Winter", True), ("Use", True)],
)
def test_what_only_the_office_uses(tmp_path: Path, head: str, asked: bool) -> None:
    book, sheet = new_form()
    _table(sheet, "品名", "数量", head, fills=(GREY,) * 3)
    assert (len(drafted(book, tmp_path).fields) == 3) is asked


# -- only the headings are drawn -------------------------------------------------------------------

HEADS = ("施設名", "所在地", "開設年月日", "種別", "延べ利用者数")


def _heads(sheet: Worksheet, row: int, heads: tuple[str, ...] = HEADS) -> None:
    for number, head in enumerate(heads):
        put(sheet, f"{'ABCDEFGHIJ'[number]}{row}", head, border=None)


def _ordinary(book: Workbook) -> None:
    """Another sheet with boxes to fill in."""
    sheet = book.create_sheet("表紙")
    for row, name in enumerate(("法人名", "代表者氏名", "電話番号"), 3):
        put(sheet, f"A{row}", name)
        put(sheet, f"B{row}")


def _of_table(draft: Draft) -> list[tuple[str, str, int]]:
    """First cell, label and rows of the fields on the first sheet."""
    first = draft.sheets[0].name
    return [
        (address(field.area), field.label, field.repeat.count if field.repeat else 0)
        for field in draft.fields
        if field.sheet == first
    ]


def _expected(row: int, count: int) -> list[tuple[str, str, int]]:
    return [(f"{'ABCDE'[n]}{row}", head, count) for n, head in enumerate(HEADS)]


def _ruled(sheet: Worksheet) -> None:
    choose(sheet, "D4:D203", '"直営,委託"')


def _listed(sheet: Worksheet) -> None:
    sheet.add_table(Table(displayName="施設一覧", ref="A3:E203"))


def _filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A3:E203"


def _frozen(sheet: Worksheet) -> None:
    sheet.freeze_panes = "B4"
    _styled(sheet)


def _titled(sheet: Worksheet) -> None:
    sheet.print_title_rows = "1:3"
    _styled(sheet)


def _styled(sheet: Worksheet) -> None:
    for row in range(4, 204):
        for column in "ABCDE":
            sheet[f"{column}{row}"].alignment = Alignment(wrap_text=True)


@pytest.mark.parametrize("hint", [_ruled, _listed, _filtered, _frozen, _titled])
def test_rows_that_the_book_says_go_on_below_headings(
    tmp_path: Path, hint: Callable[[Worksheet], None]
) -> None:
    book, sheet = new_form("施設一覧")
    put(sheet, "A1", "施設の一覧", border=None)
    _heads(sheet, 3)
    hint(sheet)
    _ordinary(book)
    draft = drafted(book, tmp_path)
    assert _of_table(draft) == _expected(4, 200)
    assert [field.type for field in draft.fields][2] == "date"
    assert len(draft.fields) == len(HEADS) + 3


@pytest.mark.parametrize("hint", [_listed, _filtered, _frozen, _titled])
def test_a_list_that_is_filled_already_is_none(
    tmp_path: Path, hint: Callable[[Worksheet], None]
) -> None:
    book, sheet = new_form("施設一覧")
    _heads(sheet, 3)
    hint(sheet)
    for row in range(4, 204):
        _heads(sheet, row, (f"施設{row}", "みなと市", "2020-04-01", "直営", f"{row}00"))
    _ordinary(book)
    assert _of_table(drafted(book, tmp_path)) == []


def test_a_table_of_results_is_none(tmp_path: Path) -> None:
    book, sheet = new_form("集計")
    _heads(sheet, 3)
    _filtered(sheet)
    for row in range(4, 204):
        _heads(sheet, row, tuple(f"=表紙!B{row}+{n}" for n in range(5)))
    _ordinary(book)
    assert _of_table(drafted(book, tmp_path)) == []


def test_headings_alone_say_nothing_where_the_book_has_boxes(tmp_path: Path) -> None:
    book, sheet = new_form("施設一覧")
    _heads(sheet, 3)
    _ordinary(book)
    assert _of_table(drafted(book, tmp_path)) == []


def test_headings_alone_are_a_form_where_a_book_has_nothing_else(tmp_path: Path) -> None:
    book, sheet = new_form("施設一覧")
    _heads(sheet, 3)
    draft = drafted(book, tmp_path)
    assert _of_table(draft) == _expected(4, 20)
    assert not any(field.sure for field in draft.fields)


def test_rows_that_are_numbered_or_shown_filled_in(tmp_path: Path) -> None:
    book, sheet = new_form("施設一覧")
    _heads(sheet, 3, ("番号", *HEADS))
    _heads(sheet, 4, ("例", "中央館", "みなと市中央1-1", "2020-04-01", "直営", "1200"))
    for number in range(1, 31):
        sheet[f"A{4 + number}"] = number
    sheet.freeze_panes = "A4"
    _ordinary(book)
    found = _of_table(drafted(book, tmp_path))
    assert found == [(f"{'BCDEF'[n]}5", head, 30) for n, head in enumerate(HEADS)]


LINES = (
    ("項目ID", "facility_name", "address_1", "open_date", "kind_code", "user_count"),
    ("必須", "必須", "任意", "必須", "任意", "任意"),
    ("項目名", *HEADS),
    (
        "説明",
        "施設の正式な名称を略さずに記入してください。",
        "都道府県名から番地まで記入してください。",
        "西暦で記入してください（2024/4/1）。",
        "直営か委託かを選択してください。",
        "前年度の延べ人数を記入してください。",
    ),
)


def test_of_several_lines_of_headings_one_names_the_columns(tmp_path: Path) -> None:
    book, sheet = new_form("取込")
    for row, texts in enumerate(LINES, 3):
        _line(sheet, row, *texts)
    for row in range(7, 107):
        for column in "ABCDEF":
            sheet[f"{column}{row}"].alignment = Alignment(wrap_text=True)
    found = _of_table(drafted(book, tmp_path))
    assert found == [(f"{'BCDEF'[n]}7", head, 100) for n, head in enumerate(HEADS)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 3, 1), (1, 2), (2, 0)])
def test_the_line_that_names_may_stand_anywhere_over_boxes(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    book, sheet = new_form("取込")
    for row, line in enumerate(order, 3):
        _line(sheet, row, *LINES[line][1:])
    first = 3 + len(order)
    for row in range(first, first + 10):
        _line(sheet, row, *[None] * 5)
    assert _of_table(drafted(book, tmp_path)) == _expected(first, 10)


def test_lines_that_tell_the_columns_apart_are_their_names(tmp_path: Path) -> None:
    """必須｜任意 under one heading name what is asked; so do questions."""
    book, sheet = new_form("調査")
    put(sheet, "A3:B3", "保険の種類（件数）")
    put(sheet, "C3", "意見")
    put(sheet, "D3", "要望")
    _line(
        sheet, 4, "必須", "任意", "どのような点を改善すべきですか。", "どのような要望がありますか。"
    )
    for row in range(5, 9):
        _line(sheet, row, *[None] * 4)
    labels = [label for _, label, _ in _of_table(drafted(book, tmp_path))]
    assert [label.rpartition("／")[2] for label in labels[:2]] == ["必須", "任意"]


def test_a_line_of_what_to_write_is_where_to_write_with_nothing_below(tmp_path: Path) -> None:
    book, sheet = new_form("申込")
    _line(sheet, 3, "氏名", "生年月日", "有無")
    _line(sheet, 4, None, "年　月　日", "有・無")
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["A4", "B4", "C4"]


def test_the_frame_of_a_list_object_closes_its_last_row(tmp_path: Path) -> None:
    book, sheet = new_form("指摘")
    _line(sheet, 3, "指摘の内容", "対応者", "対応日")
    for row in range(4, 14):
        _line(sheet, row, None, None, None)
    for column in "AB":  # drawn without a line below
        sheet[f"{column}13"].border = Border(left=BOX.left, right=BOX.right, top=BOX.top)
    sheet.add_table(Table(displayName="指摘", ref="A3:C13"))
    assert {count for _, _, count in _of_table(drafted(book, tmp_path))} == {10}


def test_open_cells_of_a_protected_sheet_go_on_beyond_the_print_area(tmp_path: Path) -> None:
    book, sheet = new_form("明細")
    _line(sheet, 3, "支払先", "支払年月日")
    for row in range(4, 24):
        put(sheet, f"A{row}", unlocked=True)
        put(sheet, f"B{row}", unlocked=True)
    sheet.protection.sheet = True
    sheet.print_area = "A1:B13"
    assert {count for _, _, count in _of_table(drafted(book, tmp_path))} == {20}
    sheet.protection.sheet = False
    for row in sheet["A4:B23"]:
        for cell in row:
            cell.protection = Protection(locked=True)
    assert {count for _, _, count in _of_table(drafted(book, tmp_path))} == {10}


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("受けた人（全角10文字以内）", "受けた人"),
        ("登録番号（半角数字）", "登録番号"),
        ("支払額（9桁以内）", "支払額"),
        ("名称（全国版）", "名称（全国版）"),
    ],
)
def test_how_many_letters_are_written_is_no_part_of_a_name(
    tmp_path: Path, head: str, label: str
) -> None:
    book, sheet = new_form("明細")
    _line(sheet, 3, head, "備考")
    _line(sheet, 4, None, None)
    assert _of_table(drafted(book, tmp_path))[0][1] == label


@pytest.mark.parametrize(
    ("name", "line", "kind"),
    [
        ("Virtual", "Is this asset virtual? Yes or No.", "yesno"),
        ("Status", "Select one of the valid predefined responses.", "choice"),
        ("Start", "Valid Date - (MM/DD/YYYY)", "date"),
        ("Obligations", "The total dollar value of obligations.", "money"),
        ("Forecast", "Must be a number without decimals.", "number"),
        ("Approach", "Brief text on the approach (max characters 1,500)", "long"),
        ("Approach", "Brief text on the approach (max characters 80)", "text"),
        ("運営", "直営か委託かを選択してください。", "choice"),
        ("開館", "西暦で記入してください（2024/4/1）。", "date"),
        ("来館", "前年度の延べ人数を記入してください。", "number"),
        ("バリアフリー", "はい・いいえで記入してください。", "yesno"),
        ("所管課の電話番号", "必要なら半角数字で記入してください。", "code"),
        ("Answer", "If you answered Yes, note why here.", "text"),
    ],
)
def test_a_line_on_how_to_fill_in_says_the_type(
    tmp_path: Path, name: str, line: str, kind: str
) -> None:
    book, sheet = new_form("取込")
    plain = "施設の正式な名称を略さずに記入してください。"
    _line(sheet, 3, "施設名", name, "愛称")
    _line(sheet, 4, plain, line, plain)
    for row in range(5, 15):
        _line(sheet, row, None, None, None)
    assert [found for cell, _, found in seen(drafted(book, tmp_path)) if cell == "B5"] == [kind]


def test_lines_on_how_to_fill_in_and_the_colours_of_columns_are_no_doubt(tmp_path: Path) -> None:
    book, sheet = new_form("取込")
    fills = (GREY, GREY, GREY, GREEN)
    _line(sheet, 2, "必須", "必須", "任意", "任意", fills=fills)
    _line(sheet, 3, "施設名", "所在地", "開設年月日", "更新後の名称", fills=fills)
    for row in range(4, 12):
        _line(sheet, row, *[None] * 4, fills=("", "", "", GREEN))
    draft = drafted(book, tmp_path)
    assert len(draft.fields) == 4
    assert all(field.sure for field in draft.fields)


# -- what stands around such a table ---------------------------------------------------------------


def test_numbers_and_an_example_below_headings_where_a_book_has_nothing_else(
    tmp_path: Path,
) -> None:
    book, sheet = new_form("明細")
    _line(sheet, 3, None, "品名", "数量", "単価")
    _line(sheet, 4, "記入例", "消しゴム", "3", "100")
    for number in range(1, 21):
        sheet[f"A{4 + number}"] = number
    assert _of_table(drafted(book, tmp_path)) == [
        ("B5", "品名", 20),
        ("C5", "数量", 20),
        ("D5", "単価", 20),
    ]


def test_the_last_heading_asks_nothing_beside_it(tmp_path: Path) -> None:
    book, sheet = new_form("明細")
    _heads(sheet, 5, ("品名", "数量", "納入先の担当者名", "作成日"))
    sheet.auto_filter.ref = "A5:D25"
    _ordinary(book)
    found = _of_table(drafted(book, tmp_path))
    assert [cell for cell, _, _ in found] == ["A6", "B6", "C6", "D6"]


def test_a_rule_for_whole_columns_says_nothing_of_the_length(tmp_path: Path) -> None:
    book, sheet = new_form("明細")
    _heads(sheet, 1, ("品名", "数量", "区分"))
    choose(sheet, "C1:C1048576", '"購入,廃棄"')
    found = _of_table(drafted(book, tmp_path))
    assert found == [("A2", "品名", 100), ("B2", "数量", 100), ("C2", "区分", 100)]


def test_a_list_object_of_one_row_grows(tmp_path: Path) -> None:
    book, sheet = new_form("明細")
    _heads(sheet, 3, ("品名", "数量", "区分"))
    sheet.add_table(Table(displayName="明細", ref="A3:C4"))
    assert {count for _, _, count in _of_table(drafted(book, tmp_path))} == {100}


def test_rows_in_sight_over_other_texts_are_no_table(tmp_path: Path) -> None:
    book, sheet = new_form("案内")
    _heads(sheet, 1, ("目次", "前へ", "次へ", "印刷"))
    sheet.freeze_panes = "A2"
    put(sheet, "B6", "ここでは制度のあらましを示します。", border=None)
    _ordinary(book)
    assert _of_table(drafted(book, tmp_path)) == []


@pytest.mark.parametrize("unlocked", [True, False])
def test_what_a_protected_sheet_locks_is_not_written(tmp_path: Path, unlocked: bool) -> None:
    book, sheet = new_form("明細")
    _heads(sheet, 3)
    _frozen(sheet)
    for row in sheet["A4:E203"]:
        for cell in row:
            cell.protection = Protection(locked=not unlocked)
    sheet.protection.sheet = True
    _ordinary(book)
    assert len(_of_table(drafted(book, tmp_path))) == (5 if unlocked else 0)


def test_two_tables_beside_and_two_below_each_other(tmp_path: Path) -> None:
    book, sheet = new_form("収支")
    for number, column in enumerate("AE"):
        name = ("収入", "支出")[number]
        for head, left in zip((f"{name}の名称", "金額", "日付"), "ABC", strict=True):
            put(sheet, f"{chr(ord(left) + 4 * number)}3", head, border=None)
            put(sheet, f"{chr(ord(left) + 4 * number)}20", head, border=None)
        choose(sheet, f"{chr(ord(column) + 1)}4:{chr(ord(column) + 1)}18", '"1000,2000"')
        choose(sheet, f"{chr(ord(column) + 1)}21:{chr(ord(column) + 1)}60", '"1000,2000"')
    found = _of_table(drafted(book, tmp_path))
    assert [(cell, count) for cell, _, count in found] == [
        (f"{column}{row}", count) for row, count in ((4, 15), (21, 40)) for column in "ABCEFG"
    ]


@pytest.mark.parametrize("rows", [12, 400])
def test_the_last_line_of_a_list_heads_nothing(tmp_path: Path, rows: int) -> None:
    book, sheet = new_form("施設一覧")
    for row in range(3, 3 + rows):
        _heads(
            sheet, row, (f"施設名{row}", "みなと市の所在地", "開設年月日", "種別", f"利用者数{row}")
        )
    with pytest.raises(Problem, match="記入欄が見つかりません"):
        drafted(book, tmp_path)
