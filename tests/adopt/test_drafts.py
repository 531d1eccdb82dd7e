"""The drafts that `adopt` writes: the definition, the plan master, the report; and again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from tests.adopt.forms import choose, new_form, put
from tests.conftest import ROOT
from zushi_xl.adopt.drafting import write_drafts
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import Problem


def _form(title: str | None = None, values: dict[str, object] | None = None) -> Workbook:
    book, sheet = new_form()
    sheet["A1"] = "事務事業評価シート（令和６年度）"
    for row, label in enumerate(("担当課", "事業名", "評価", "特記"), 3):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}:E{row}")
    choose(sheet, "B5", '"A,B,C"')
    put(sheet, "A9", "指標")
    for column, year in zip("BCD", ("令和４年度", "令和５年度", "令和６年度"), strict=True):
        put(sheet, f"{column}9", year)
    put(sheet, "A10", "利用者数（人）")
    put(sheet, "A11", "開館日数（日）")
    for row in (10, 11):
        for column in "BCD":
            put(sheet, f"{column}{row}")
    for place, value in (values or {}).items():
        sheet[place].value = value
    if title:
        sheet.title = title
    return book


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "評価シート.xlsx"
    _form().save(path)
    return path


def _rows(path: Path, sheet: str) -> list[dict[str, str]]:
    head, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    found = (dict(zip(head, row, strict=True)) for row in rows if any(row))
    return [{key: str(value) for key, value in row.items() if value is not None} for row in found]


def test_a_row_per_field_with_its_place(form: Path, tmp_path: Path) -> None:
    write_drafts(form, (), tmp_path / "案")
    rows = _rows(tmp_path / "案" / "様式定義.xlsx", "項目")
    assert [(row["ラベル"], row["型"], row["原本セル"]) for row in rows[:4]] == [
        ("担当課", "一行", "B3:E3"),
        ("事業名", "一行", "B4:E4"),
        ("評価", "選択", "B5:E5"),
        ("特記", "文章", "B6:E6"),
    ]
    assert rows[2]["選択肢"] == "A、B、C"
    assert rows[2]["見出しセル"] == "A5"
    assert rows[4]["ラベル"] == "利用者数（人）／令和４年度"
    assert (rows[4]["単位"], rows[4]["繰り返し"], rows[4]["回数"], rows[4]["番号"]) == (
        "人",
        "列",
        "3",
        "1",
    )
    settings = _rows(tmp_path / "案" / "様式定義.xlsx", "設定")
    assert (settings[0]["項目"], settings[0]["値"]) == ("原本", "評価シート.xlsx")
    assert (tmp_path / "案" / "評価シート.xlsx").read_bytes() == form.read_bytes()


def test_doubtful_rows_come_first_and_are_marked(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2", "事業名")
    put(sheet, "B2")
    for row in (4, 5):
        put(sheet, f"A{row}", "年度")
    sheet["D7"] = "令和　　年　　月　　日"
    path = tmp_path / "申請.xlsx"
    book.save(path)
    write_drafts(path, (), tmp_path / "案")
    rows = _rows(tmp_path / "案" / "様式定義.xlsx", "項目")
    assert [(row["ラベル"], row.get("確認", "")) for row in rows] == [
        ("年月日", "要確認"),
        ("事業名", ""),
    ]


def test_values_of_filled_copies(form: Path, tmp_path: Path) -> None:
    copies = []
    for number, (name, users) in enumerate((("企画課", 120), ("福祉課", 80))):
        copies.append(tmp_path / f"写し{number}.xlsx")
        values = {"B3": name, "B4": f"{name}の事業", "C10": users, "D10": f"約{users}人"}
        _form(values=values).save(copies[-1])
    write_drafts(form, copies, tmp_path / "案")
    plan = tmp_path / "案" / "計画マスタ.xlsx"
    assert [row["課名"] for row in _rows(plan, "担当課")] == ["企画課", "福祉課"]
    values = _rows(plan, "記入済みの値")
    assert [(row["年度"], row["課名"], row["ラベル"], row["値"]) for row in values[:2]] == [
        ("2024", "企画課", "担当課", "企画課"),
        ("2024", "企画課", "事業名", "企画課の事業"),
    ]
    yearly = _rows(plan, "年度別の値")
    assert [(row["課名"], row["指標"], row["時点"], row["値"]) for row in yearly] == [
        ("企画課", "利用者数（人）", "令和５年度", "120"),
        ("企画課", "利用者数（人）", "令和６年度", "120"),
        ("福祉課", "利用者数（人）", "令和５年度", "80"),
        ("福祉課", "利用者数（人）", "令和６年度", "80"),
    ]
    assert yearly[0]["出典"] == "写し0.xlsx 様式 C10"


def test_corrected_rows_survive(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    book = load_workbook(folder / "様式定義.xlsx")
    sheet = book["項目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["ラベル"]).value = "所管課"
    sheet.cell(3, heads["必須"]).value = "○"
    sheet.delete_rows(5)  # 特記
    added = {"ID": "memo", "ラベル": "メモ", "型": "一行", "原本シート": "様式", "原本セル": "G2"}
    last = 1 + max(row for row in range(2, sheet.max_row) if sheet.cell(row, heads["ID"]).value)
    for head, value in added.items():
        sheet.cell(last, heads[head]).value = value
    book.save(folder / "様式定義.xlsx")
    drafted = write_drafts(form, (), folder)
    assert (drafted.corrected, drafted.removed) == (3, 1)
    rows = {row["ラベル"]: row for row in _rows(folder / "様式定義.xlsx", "項目")}
    assert rows["所管課"]["原本セル"] == "B3:E3"
    assert rows["事業名"]["必須"] == "○"
    assert rows["メモ"]["ID"] == "memo"
    assert "特記" not in rows
    assert "担当課" not in rows
    again = write_drafts(form, (), folder)
    assert (again.corrected, again.removed) == (3, 1)
    assert {row["ラベル"] for row in _rows(folder / "様式定義.xlsx", "項目")} == set(rows)


def test_a_plan_master_that_is_there_stays(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    book = load_workbook(folder / "計画マスタ.xlsx")
    book["担当課"]["A2"].value = "企画課"
    book.save(folder / "計画マスタ.xlsx")
    before = (folder / "計画マスタ.xlsx").read_bytes()
    write_drafts(form, (), folder)
    assert (folder / "計画マスタ.xlsx").read_bytes() == before


def test_the_report_shows_what_was_seen(form: Path, tmp_path: Path) -> None:
    write_drafts(form, (), tmp_path / "案")
    book = load_workbook(tmp_path / "案" / "取り込み報告.xlsx")
    assert book.sheetnames == ["はじめに", "記入欄", "除いたもの", "様式"]
    sheet = book["様式"]
    assert sheet["B3"].value == "【1】 担当課"
    assert sheet["B3"].fill.fgColor.rgb == "FFE2EFDA"
    assert sheet["A3"].fill.fgColor.rgb == "FFDDEBF7"
    assert "B3:E3" in {str(area) for area in sheet.merged_cells.ranges}


def test_an_earlier_year_is_taken_in(form: Path, tmp_path: Path) -> None:
    folder, returned = tmp_path / "案", tmp_path / "令和5年度"
    returned.mkdir()
    _form(values={"B3": "企画課", "B4": "広報", "B5": "Ｂ", "D10": 95}).save(returned / "a.xlsx")
    _form(values={"B3": "福祉課", "B5": "Z"}).save(returned / "b.xlsx")
    write_drafts(form, (), folder)
    arguments = ["--plan", folder / "計画マスタ.xlsx", "--form", folder / "様式定義.xlsx"]
    command = ["adopt", "--import", returned, "--year", "2023", *arguments, "-o", folder]
    result = CliRunner().invoke(main, [*map(str, command)])
    assert result.exit_code == 0, result.output
    assert "「Z」を読み取れません" in result.output
    rows = _rows(folder / "計画マスタ.xlsx", "記入済みの値")
    assert [(r["年度"], r["課名"], r["ラベル"], r["値"], r["出典"]) for r in rows] == [
        ("2023", "企画課", "担当課", "企画課", "a.xlsx 様式 B3"),
        ("2023", "企画課", "事業名", "広報", "a.xlsx 様式 B4"),
        ("2023", "企画課", "評価", "Ｂ", "a.xlsx 様式 B5"),
        ("2023", "企画課", "利用者数（人）／令和６年度", "95", "a.xlsx 様式 D10"),
        ("2023", "福祉課", "担当課", "福祉課", "b.xlsx 様式 B3"),
        ("2023", "福祉課", "評価", "Z", "b.xlsx 様式 B5"),
    ]
    assert [r["課名"] for r in _rows(folder / "計画マスタ.xlsx", "担当課")] == ["企画課", "福祉課"]
    CliRunner().invoke(main, [*map(str, command)])
    assert _rows(folder / "計画マスタ.xlsx", "記入済みの値") == rows


def test_import_asks_for_the_year_and_an_own_form(tmp_path: Path) -> None:
    for more, words in (([], "--year"), (["--year", "2023"], "「原本」")):
        result = CliRunner().invoke(main, ["adopt", "--import", str(tmp_path), *more])
        assert result.exit_code == 2
        assert words in result.output


def test_what_an_interrupted_run_left_is_told(form: Path, tmp_path: Path) -> None:
    (tmp_path / ".案.zushi_xl-lock").touch()
    (tmp_path / ".案.zushi_xl-run").write_text("999999")
    result = CliRunner().invoke(main, ["adopt", str(form), "-o", str(tmp_path / "案")])
    assert result.exit_code == 0
    assert "前の zushi-xl（プロセス 999999）は、終わる前に止められていました。" in result.output
    assert not list(tmp_path.glob(".案*"))


@pytest.mark.parametrize("name", ["様式定義.xlsx", "計画マスタ.xlsx", "取り込み報告.xlsx"])
def test_a_form_that_is_called_like_a_draft(tmp_path: Path, name: str) -> None:
    form = tmp_path / name
    _form().save(form)
    before = form.read_bytes()
    with pytest.raises(Problem, match="ここで作るファイルと同じです"):
        write_drafts(form, (), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert form.read_bytes() == before


def test_the_definition_of_something_else_stays(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "市の様式"
    folder.mkdir()
    there = folder / "様式定義.xlsx"
    shutil.copyfile(ROOT / "templates_xlsx" / "様式定義.xlsx", there)
    before = there.read_bytes()
    with pytest.raises(Problem, match="今ある様式から作ったものでない"):
        write_drafts(form, (), folder)
    write_drafts(form, (), tmp_path / "案")
    other = tmp_path / "別の様式.xlsx"
    _form().save(other)
    with pytest.raises(Problem, match="「評価シート.xlsx」の様式定義"):
        write_drafts(other, (), tmp_path / "案")
    assert there.read_bytes() == before
    assert not (tmp_path / "案" / "別の様式.xlsx").exists()


def test_a_book_that_is_no_copy_of_the_form(form: Path, tmp_path: Path) -> None:
    book, sheet = new_form("会議")
    sheet["A1"] = "次第"
    book.save(tmp_path / "会議.xlsx")
    with pytest.raises(Problem, match="の写しに見えません"):
        write_drafts(form, [tmp_path / "会議.xlsx"], tmp_path / "案")
    assert not (tmp_path / "案").exists()


def test_values_of_copies_that_a_plan_master_has_no_room_for(form: Path, tmp_path: Path) -> None:
    copy = tmp_path / "写し.xlsx"
    _form(values={"B3": "企画課"}).save(copy)
    write_drafts(form, (), tmp_path / "案")
    said: list[str] = []
    write_drafts(form, [copy], tmp_path / "案", said.append)
    assert len(said) == 1
    assert "写しの値は加えていません" in said[0]


def test_a_form_whose_sheets_are_all_hidden(tmp_path: Path) -> None:
    book = _form()
    book.create_sheet("表紙", 0)
    book.active = 0
    book.worksheets[1].sheet_state = "hidden"
    book.save(tmp_path / "隠れた様式.xlsx")
    with pytest.raises(Problem, match="すべて隠れています"):
        write_drafts(tmp_path / "隠れた様式.xlsx", (), tmp_path / "案")


def corrected(folder: Path, changes: dict[str, dict[str, str]], gone: str = "") -> None:
    """Change rows of 項目, found by their labels, and take one out."""
    book = load_workbook(folder / "様式定義.xlsx")
    sheet = book["項目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, heads["ラベル"]).value: row for row in range(2, sheet.max_row + 1)}
    for label, values in changes.items():
        for head, value in values.items():
            sheet.cell(rows[label], heads[head]).value = value
    if gone:
        sheet.delete_rows(rows[gone])
    book.save(folder / "様式定義.xlsx")


def by_label(folder: Path) -> dict[str, tuple[str, str]]:
    rows = _rows(folder / "様式定義.xlsx", "項目")
    return {row["ラベル"]: (row["ID"], row["原本セル"]) for row in rows}


def test_a_new_version_of_the_form(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    before = by_label(folder)
    corrected(folder, {"評価": {"ラベル": "総合評価", "必須": "○"}}, gone="特記")
    book = load_workbook(form)
    sheet = book.worksheets[0]
    for area in ("B3:E3", "B4:E4", "B5:E5", "B6:E6"):
        sheet.unmerge_cells(area)
    sheet.insert_rows(4)
    put(sheet, "A4", "係名")
    for row in range(3, 8):
        put(sheet, f"B{row}:E{row}")
    book.save(form)
    write_drafts(form, (), folder)
    after = by_label(folder)
    assert after["総合評価"] == (before["評価"][0], "B6:E6")
    assert after["担当課"] == before["担当課"]
    assert after["事業名"] == (before["事業名"][0], "B5:E5")
    assert after["係名"][1] == "B4:E4"
    assert after["係名"][0] not in {id_ for id_, _ in before.values()}
    assert not {"特記", "評価"} & after.keys()
    write_drafts(form, (), folder)
    assert by_label(folder) == after


def test_a_new_version_without_a_corrected_field(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    corrected(folder, {"評価": {"ラベル": "総合評価"}})
    _form(values={"A5": "順位"}).save(form)
    said: list[str] = []
    write_drafts(form, (), folder, said.append)
    assert "総合評価" not in by_label(folder)
    (sentence,) = said
    assert "「総合評価」の行" in sentence
    kept = {row["ラベル"] for row in _rows(folder / "様式定義_前の下書き.xlsx", "項目")}
    assert "総合評価" in kept


def test_a_form_that_was_changed_where_it_stands(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    _form(values={"A1": "事務事業評価シート（令和７年度）"}).save(folder / form.name)
    said: list[str] = []
    write_drafts(folder / form.name, (), folder, said.append)
    assert [sentence for sentence in said if "直した行を移せません" in sentence]


def test_what_a_new_draft_has_no_room_for_is_set_aside(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案"
    write_drafts(form, (), folder)
    book = load_workbook(folder / "様式定義.xlsx")
    book["項目"].cell(1, book["項目"].max_column + 1).value = "担当者メモ"
    book["項目"]["C2"].comment = Comment("課と相談", "企画")
    book.create_sheet("覚え書き")["A1"].value = "五月に協議"
    book.save(folder / "様式定義.xlsx")
    said: list[str] = []
    write_drafts(form, (), folder, said.append)
    (sentence,) = said
    for words in (
        "シート「覚え書き」",
        "列「担当者メモ」",
        "メモ 1 か所",
        "様式定義_前の下書き.xlsx",
    ):
        assert words in sentence
    aside = load_workbook(folder / "様式定義_前の下書き.xlsx")
    assert aside["覚え書き"]["A1"].value == "五月に協議"
