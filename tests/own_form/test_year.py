"""A questionnaire from the blank form to the table of answers and the correction."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import new_form, put
from tests.own_form.forms import Here, filled, gathered, masters_in, questionnaire, texts
from tests.own_form.packages import changed_parts
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.masters.form.original import is_own_form
from zushi_xl.workflow.own_form import collect, distribute

VALUES = {
    "C3": "企画課",
    "C4": "はい",
    "C5": "３件",
    "C6": "約1,200",
    "C7": "令和6年4月1日",
    "C8": "特になし",
    "B11": "総合計画",
    "D11": "令和11年度",
    "B13": "環境計画",
}
READ = {
    "所属名": "企画課",
    "計画はありますか": "はい",
    "計画の数（件）": "３件",
    "策定の費用（千円）": "約1,200",
    "策定年月日": "令和6年4月1日",
    "意見": "特になし",
    "計画の名称#1": "総合計画",
    "終期（年度）#1": "令和11年度",
    "計画の名称#3": "環境計画",
}


def test_a_copy_differs_from_the_original_in_the_identity_alone(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    paths = distribute(masters, tmp_path / "outputs")
    assert [path.name for path in paths] == ["企画課_計画の調査.xlsx", "福祉課_計画の調査.xlsx"]
    original = masters.form.original.read_bytes()
    gone, new, other = changed_parts(original, paths[0].read_bytes())
    assert (gone, new) == (set(), {"xl/worksheets/identity.xml"})
    assert other == {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


def test_every_value_comes_back(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES)
    found = gathered(masters, tmp_path)
    assert texts(found) == READ
    assert found.findings == ()
    assert [(s.name, s.state) for s in found.states] == [("企画課", "受理"), ("福祉課", "未提出")]


def test_every_division_is_in_its_state(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    blank = filled(masters, tmp_path, {})
    blank.with_name("福祉課.xlsx").write_bytes(b"PK\x03\x04 broken off")
    found = gathered(masters, tmp_path)
    told = [(s.name, s.state, bool(s.file)) for s in found.states]
    assert told == [("企画課", "未記入", True), ("福祉課", "読めない", True)]
    assert found.received == "提出 0／2 課（読めない：福祉課　未記入：企画課）"


def test_a_copy_under_another_ending_is_told(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    copy = filled(masters, tmp_path, VALUES)
    copy.with_suffix(".bak").write_bytes(copy.read_bytes())
    (copy.parent / "送付状.txt").write_text("よろしくお願いします", encoding="utf-8")
    told = [(f.rule, f.source and f.source.file) for f in gathered(masters, tmp_path).findings]
    assert told == [("file-passed-over", f"{copy.stem}.bak")]


def _renamed(sheet: Worksheet, _book: Workbook) -> None:
    sheet.title = "企画課分"


def _another_sheet_first(_sheet: Worksheet, book: Workbook) -> None:
    book.create_sheet("メモ", 0)["A1"] = "担当より"


def _column_at_the_left(sheet: Worksheet, _book: Workbook) -> None:
    _shift(sheet, rows=0, columns=1)


def _rows_at_the_top(sheet: Worksheet, _book: Workbook) -> None:
    _shift(sheet, rows=3, columns=0)


def _shift(sheet: Worksheet, rows: int, columns: int) -> None:
    """Move everything, merged areas too (openpyxl's own insertions leave them)."""
    merged = [str(item) for item in sheet.merged_cells.ranges]
    for item in merged:
        sheet.unmerge_cells(item)
    cells = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row}
    for row, column in cells:
        sheet.cell(row, column).value = None
    for (row, column), value in cells.items():
        if value is not None:
            sheet.cell(row + rows, column + columns).value = value


@pytest.mark.parametrize(
    "change", [_renamed, _another_sheet_first, _column_at_the_left, _rows_at_the_top]
)
def test_handlings_that_the_form_survives(tmp_path: Path, change: object) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    assert texts(gathered(masters, tmp_path)) == READ


def test_a_row_between_two_answers(tmp_path: Path) -> None:
    def change(sheet: Worksheet, _book: Workbook) -> None:
        values = {address: sheet[address].value for address in ("A8", "C8")}
        sheet.unmerge_cells("A8:B8")
        sheet.unmerge_cells("C8:E8")
        sheet["A8"].value = sheet["C8"].value = None
        sheet["A9"].value, sheet["C9"].value = values["A8"], values["C8"]

    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    assert texts(gathered(masters, tmp_path)) == READ


def test_a_label_that_was_written_over_is_told_and_nothing_taken(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, {**VALUES, "A5": "計画の本数"})
    found = gathered(masters, tmp_path)
    assert "計画の数（件）" not in texts(found)
    assert {f.rule for f in found.findings} == {
        "own-form-place", "own-form-printed", "own-form-stray",
    }  # fmt: skip
    assert [s.state for s in found.states] == ["要修正", "未提出"]


def test_a_note_beside_the_form_is_told(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, {**VALUES, "H5": "うち1件は改定中"})
    found = gathered(masters, tmp_path)
    assert texts(found) == READ
    assert [(f.rule, f.source.cell, f.given) for f in found.findings if f.source] == [
        ("own-form-stray", "H5", "うち1件は改定中")
    ]


def test_the_copy_of_another_year_is_not_taken(tmp_path: Path) -> None:
    def change(_sheet: Worksheet, book: Workbook) -> None:
        for row in book["識別"].iter_rows():
            if row[0].value == "年度":
                row[1].value = "2019"

    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    found = gathered(masters, tmp_path)
    assert (found.returns, [f.rule for f in found.findings]) == ({}, ["wrong-year"])
    assert found.files[0].status == "ignored"


def test_without_the_hidden_sheet_nobody_knows_whose_it_is(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, lambda _sheet, book: book.remove(book["識別"]))
    found = gathered(masters, tmp_path)
    assert found.returns == {}
    assert [f.rule for f in found.findings] == ["own-form-owner"]
    assert [(f.status, f.reason) for f in found.files] == [
        ("ignored", "どの課の提出かわかりません。")
    ]


def test_what_cannot_be_read_comes_back_marked(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, {**VALUES, "C4": "たぶん", "C5": "たくさん"})
    found, folder = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    assert [(f.rule, f.source.cell) for f in found.findings if f.source] == [
        ("own-form-value", "C4"),
        ("own-form-value", "C5"),
    ]
    book = load_workbook(folder / "差し戻し" / "企画課_差し戻し2.xlsx")
    sheet = book["回答票"]
    assert (sheet["C3"].value, sheet["B11"].value) == ("企画課", "総合計画")
    assert sheet["C5"].value == "たくさん"
    assert sheet["C5"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C5"].comment.text.startswith("【要修正】計画の数（件）：「たくさん」")
    assert [c.value for c in book["識別"]["B"]][:3] == ["企画課", "2025", "2"]


def test_the_correction_counts_over_the_first_return(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, {**VALUES, "C5": "たくさん"})
    _, folder = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    book = load_workbook(folder / "差し戻し" / "企画課_差し戻し2.xlsx")
    book["回答票"]["C5"].value = 4
    book.save(tmp_path / "提出" / "直し.xlsx")
    found = gathered(masters, tmp_path)
    assert texts(found) == {**READ, "計画の数（件）": "4"}
    assert found.findings == ()
    assert [(f.file, f.status) for f in found.files] == [
        ("企画課.xlsx", "superseded"),
        ("直し.xlsx", "adopted"),
    ]


def test_the_table_of_answers(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES)
    filled(masters, tmp_path, {"C4": "いいえ", "B12": "地域福祉計画"}, division="福祉課")
    _, folder = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    book = load_workbook(folder / "回答一覧_計画の調査_2025年度.xlsx")
    assert book.sheetnames == ["回答", "No.", "集計", "点検結果", "提出状況", "提出ファイル"]
    rows = [[cell.value for cell in row] for row in book["回答"].iter_rows()]
    assert rows[0][:5] == [
        "課名",
        "所属名",
        "計画はありますか",
        "計画の数（件）",
        "策定の費用（千円）",
    ]
    assert rows[1][:6] == ["企画課", "企画課", "はい", 3, 1200000, "2024-04-01"]
    table = [[cell.value for cell in row][:4] for row in book["No."].iter_rows()]
    assert table[1:] == [
        ["企画課", 1, "総合計画", 2029],
        ["企画課", 3, "環境計画", None],
        ["福祉課", 2, "地域福祉計画", None],
    ]
    counts = [[cell.value for cell in row] for row in book["集計"].iter_rows(min_row=2)]
    assert counts == [["計画はありますか", "はい", 1, 50], ["計画はありますか", "いいえ", 1, 50]]


def test_json_and_open_data(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES)
    _, folder = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    data = json.loads((folder / "収集結果.json").read_text(encoding="utf-8"))
    cost = next(a for a in data["answers"] if a["label"] == "策定の費用（千円）")
    assert (cost["text"], cost["value"], cost["unit"]) == ("約1,200", "1200000", "円")
    assert (cost["qualifier"], cost["review"]) == ("about", "none")
    assert cost["source"] == {"file": "企画課.xlsx", "sheet": "回答票", "cell": "C6"}
    with (folder / "公開データ" / "回答.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["値"] for row in rows if row["項目"] == "計画の数（件）"] == ["3"]


def test_what_could_not_be_understood_is_no_value(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES | {"C4": "たぶん", "C5": "30〜40の予定", "C7": "1,000円"})
    _, folder = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    data = json.loads((folder / "収集結果.json").read_text(encoding="utf-8"))
    told = {a["source"]["cell"]: a for a in data["answers"]}
    for cell, text in (("C4", "たぶん"), ("C7", "1,000円")):
        answer = told[cell]
        assert (answer["text"], answer["review"]) == (text, "error")
        assert [answer[key] for key in ("value", "low", "high", "qualifier")] == [None] * 4


def test_values_known_beforehand_stand_in_the_copy(tmp_path: Path) -> None:
    masters_in(tmp_path)
    plan = load_workbook(tmp_path / "計画マスタ.xlsx")
    rows = {"所属名": "企画課", "計画の数（件）": "2"}
    definition = load_workbook(tmp_path / "様式定義.xlsx")["項目"]
    ids = {row[2].value: row[1].value for row in definition.iter_rows(min_row=2)}
    for line, (label, value) in enumerate(rows.items(), 2):
        for column, text in enumerate(("", "企画課", ids[label], "", label, value), 1):
            plan["記入済みの値"].cell(line, column).value = text or None
    plan.save(tmp_path / "計画マスタ.xlsx")
    masters = load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    path = distribute(masters, tmp_path / "outputs", ["企画課"])[0]
    sheet = load_workbook(path)["回答票"]
    assert (sheet["C3"].value, sheet["C5"].value) == ("企画課", 2)


def test_nobodys_work_is_written_over(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    path = distribute(masters, tmp_path / "outputs")[0]
    distribute(masters, tmp_path / "outputs")  # untouched ones may be written again
    book = load_workbook(path)
    book.save(path)
    edited, said = path.read_bytes(), list[str]()
    distribute(masters, tmp_path / "outputs", tell=said.append)
    assert (path.parent / "記入あり" / path.name).read_bytes() == edited
    assert [path.name in sentence and "記入あり" in sentence for sentence in said] == [True]
    assert path.read_bytes() != edited


def test_a_correction_that_was_filled_in_where_it_stands_is_kept(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, {**VALUES, "C5": "たくさん"})
    run = partial(collect, masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    _, folder = run()
    (path,) = (folder / "差し戻し").glob("*.xlsx")
    book = load_workbook(path)
    book["回答票"]["C5"].value = 3
    book.save(path)
    edited, said = path.read_bytes(), list[str]()
    run(tell=said.append)
    assert (path.parent / "記入あり" / path.name).read_bytes() == edited
    assert [path.name in sentence for sentence in said] == [True]
    run(tell=said.append)
    assert len(said) == 1  # the new one is as it was written


def test_mistakes_in_the_masters_are_told_all_at_once(tmp_path: Path) -> None:
    masters_in(tmp_path)
    book = load_workbook(tmp_path / "様式定義.xlsx")
    sheet = book["項目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["型"]).value = "数字"
    sheet.cell(3, heads["原本セル"]).value = "どこか"
    sheet.cell(4, heads["ID"]).value = sheet.cell(5, heads["ID"]).value
    sheet.cell(6, heads["原本シート"]).value = "別紙"
    book.save(tmp_path / "様式定義.xlsx")
    plan = load_workbook(tmp_path / "計画マスタ.xlsx")
    plan["設定"]["B2"].value = "来年"
    plan.save(tmp_path / "計画マスタ.xlsx")
    with pytest.raises(FaultyBook) as fault:
        load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    assert {f.rule for f in fault.value.findings} == {
        "form-choice", "form-place", "form-id-twice", "form-original-sheet", "plan-setting",
    }  # fmt: skip


def test_only_a_definition_with_an_original_is_an_own_form(tmp_path: Path) -> None:
    masters_in(tmp_path)
    assert is_own_form(tmp_path / "様式定義.xlsx")
    assert not is_own_form(tmp_path / "計画マスタ.xlsx")
    assert not is_own_form(tmp_path / "ない.xlsx")


def test_a_copy_that_lost_its_sheet_does_not_count_over_a_filled_one(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    path = filled(masters, tmp_path, VALUES)
    book = load_workbook(path)
    book.create_sheet("Sheet1")["A1"] = "x"
    book.remove(book["回答票"])
    book.save(path.with_name("消した.xlsx"))
    found = gathered(masters, tmp_path)
    assert texts(found) == READ
    assert [(f.file, f.status) for f in found.files] == [
        ("企画課.xlsx", "adopted"),
        ("消した.xlsx", "superseded"),
    ]


def test_a_division_that_nobody_knows_is_told(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    path = filled(masters, tmp_path, VALUES)
    book = load_workbook(path)
    book["識別"]["B1"].value = "建設課"
    book.save(path)
    found = gathered(masters, tmp_path)
    assert [(f.rule, f.message) for f in found.findings] == [
        ("own-form-owner", "課名「建設課」が計画マスタの「担当課」にありません。")
    ]


def test_boxes_to_tick_come_back(tmp_path: Path) -> None:
    """TRUE and FALSE of Excel and Google; a box that nobody touched is no answer."""
    book, sheet = new_form("点検表")
    for row, item in enumerate(("納税証明書の写し", "登記事項証明書", "見積書"), 3):
        put(sheet, f"A{row}", False)
        put(sheet, f"B{row}", item)
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, {"A3": True, "A5": "□"})
    found = gathered(masters, tmp_path)
    (answer,) = found.returns["企画課"].answers.values()
    assert (answer.field.label, answer.read.used) == ("納税証明書の写し", "○")
    assert found.findings == ()


def test_a_copy_may_be_the_original_of_the_next_questionnaire(tmp_path: Path) -> None:
    """It carries the identity of the division that it went to, which is nobody's of the new one."""
    first, second = tmp_path / "一", tmp_path / "二"
    first.mkdir()
    second.mkdir()
    path = distribute(masters_in(first), first, ["企画課"])[0]
    masters = masters_in(second, load_workbook(path))
    filled(masters, second, {"C3": "福祉課"}, division="福祉課")
    found = gathered(masters, second)
    assert [(s.name, s.state) for s in found.states] == [("企画課", "未提出"), ("福祉課", "受理")]


def test_notes_of_the_division_are_told_and_those_of_the_form_are_not(tmp_path: Path) -> None:
    book = questionnaire()
    book.worksheets[0]["C5"].comment = Comment("件数を書きます。", "企画課")
    masters = masters_in(tmp_path, book)

    def noted(sheet: Worksheet, _book: Workbook) -> None:
        sheet["C6"].comment = Comment("見込みです。", "福祉課")

    filled(masters, tmp_path, {"C6": 1200}, noted)
    found = gathered(masters, tmp_path)
    assert [(f.rule, f.source.cell, f.given) for f in found.findings if f.source] == [
        ("own-form-note", "C6", "見込みです。")
    ]
    assert [s.state for s in found.states][0] == "受理"


def test_words_in_no_cell_are_told_unless_the_original_has_them(tmp_path: Path) -> None:
    form = questionnaire()
    form.properties.description = "照会の様式です"
    rule = DataValidation(sqref="C5", promptTitle="数", prompt="件で記入します")
    form.worksheets[0].add_data_validation(rule)
    masters = masters_in(tmp_path, form)

    def written(sheet: Worksheet, book: Workbook) -> None:
        book.properties.description = "照会の様式です。担当は内線12"
        sheet.add_data_validation(DataValidation(sqref="C8", prompt="回答は別紙です"))
        sheet["C6"].hyperlink = "https://example.jp/cost"

    filled(masters, tmp_path, {"C6": 1200}, written)
    found = gathered(masters, tmp_path)
    assert [(f.rule, f.given, f.source.cell) for f in found.findings if f.source] == [
        ("text-box", "照会の様式です。担当は内線12", ""),
        ("file-remark", "https://example.jp/cost", "C6"),
        ("text-box", "回答は別紙です", "C8"),
    ]


def test_two_copies_that_differ_are_told_with_both_values(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)

    def noted(sheet: Worksheet, _: Workbook) -> None:
        sheet["C5"].comment = Comment("去年とは数え方が違います", "企画課")

    older = filled(masters, tmp_path, {"C5": 3, "C6": 1200, "C8": "特になし"}, noted)
    older.rename(older.with_name("前に提出したもの.xlsx"))
    values = {"C5": 4, "C6": "1,200", "C3": "企画課", "C7": "令和6年4月1日"}
    filled(masters, tmp_path, values)
    found = gathered(masters, tmp_path)
    assert found.returns["企画課"].file == "企画課.xlsx"
    other = "前に提出したもの.xlsx"
    told = {f.rule: f for f in found.findings if f.source and f.source.file == other}
    assert set(told) == {"own-form-differ", "own-form-note"}
    assert told["own-form-differ"].given == (
        f"計画の数（件）：採用「4」、不採用「3」、意見：{other} だけ「特になし」"
    )
    assert told["own-form-note"].given == "去年とは数え方が違います"


def test_answers_on_a_copy_of_the_sheet_are_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, book: Workbook) -> None:
        twin = book.copy_worksheet(sheet)
        twin["C5"], twin["C8"] = 3, "別紙のとおり"
        book.create_sheet("空のメモ")

    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    found = gathered(masters, tmp_path)
    assert texts(found) == READ
    told = [f for f in found.findings if f.rule == "own-form-stray"]
    assert [(f.source.sheet, f.source.cell) for f in told if f.source] == [("回答票 Copy", "C3")]
    assert "別紙のとおり" in told[0].given


def test_a_pure_copy_of_the_sheet_says_nothing(tmp_path: Path) -> None:
    def change(sheet: Worksheet, book: Workbook) -> None:
        for address in VALUES:
            values[address], sheet[address].value = sheet[address].value, None
        book.copy_worksheet(sheet)
        for address, value in values.items():
            sheet[address].value = value

    values: dict[str, object] = {}
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    found = gathered(masters, tmp_path)
    assert (texts(found), found.findings) == (READ, ())


def test_a_broken_required_answer_is_told_once(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    fields = tuple(
        replace(own, required=own.label == "計画の数（件）") for own in masters.form.fields
    )
    masters = replace(masters, form=replace(masters.form, fields=fields))
    filled(masters, tmp_path, {**VALUES, "C5": "=1+1"})
    found = gathered(masters, tmp_path)
    assert [f.rule for f in found.findings] == ["own-form-cell"]
