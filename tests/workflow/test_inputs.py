"""What lies in the folder of returns: every entry is met, and told what became of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from tests.conftest import ROOT, open_book
from tests.workflow.command import run

INPUTS = ROOT / "inputs"
ELDERLY = INPUTS / "高齢介護課_進捗状況評価シート.xlsx"


def result(output: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (output / "2024年度" / "収集結果.json").read_text(encoding="utf-8")
    )
    return loaded


def collected(folder: Path, *more: str) -> dict[str, Any]:
    done = run("collect", folder, "-o", folder.parent / "out", *more)
    assert done.exit_code == 0, done.output
    return result(folder.parent / "out")


def rules(found: dict[str, Any], file: str = "") -> set[str]:
    return {f["rule"] for f in found["findings"] if not file or (f["file"] or "") == file}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good return."""
    made = tmp_path / "in"
    made.mkdir()
    shutil.copy(ELDERLY, made)
    return made


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("企画課/市民協働課.pdf", True),
        ("市民協働課.xlsx.txt", True),
        ("控え.bak", True),
        ("資料.pdf", False),
        ("~$市民協働課.xlsx", False),
    ],
)
def test_a_file_that_could_be_a_return_is_told(folder: Path, name: str, told: bool) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith((".txt", ".bak")):
        shutil.copy(ELDERLY, path)
    else:
        path.write_bytes(b"%PDF")
    found = collected(folder)
    assert next(i["status"] for i in found["inputs"] if i["file"] == name) == "ignored"
    assert ("file-passed-over" in rules(found, name)) is told
    looked = run("check", folder, "--json")
    passed_over = [f["file"] for f in json.loads(looked.stdout) if f["rule"] == "file-passed-over"]
    assert passed_over == ([name] if told else [])


def test_a_file_that_is_named_is_looked_at_whatever_its_ending(folder: Path) -> None:
    shutil.copy(ELDERLY, folder / "控え.bak")
    found = json.loads(run("check", folder / "控え.bak", "--json").stdout)
    assert "required-empty" in {f["rule"] for f in found}
    assert "file-passed-over" not in {f["rule"] for f in found}


def test_a_linked_folder_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "他").mkdir()
    (folder / "他").symlink_to(tmp_path / "他")
    (folder / "輪").symlink_to(folder / "輪")
    found = collected(folder)
    assert {i["file"] for i in found["inputs"]} == {ELDERLY.name, "他", "輪"}
    assert "file-passed-over" in rules(found, "他")


def test_folders_without_books_get_advice(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "回答.csv").write_text("課名,値", encoding="utf-8")
    done = run("collect", tmp_path / "in", "-o", tmp_path / "out")
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "回答.csv：CSV は" in line


def test_products_of_an_earlier_run_are_left_out(folder: Path) -> None:
    """As where somebody collects the whole working folder."""
    run("collect", folder, "-o", folder / "outputs")
    shutil.copytree(ROOT / "templates_xlsx", folder / "templates_xlsx")
    run("distribute", "-o", folder / "outputs")
    found = collected(folder)
    adopted = [i["file"] for i in found["inputs"] if i["status"] == "adopted"]
    assert adopted == [ELDERLY.name]
    assert not {i["status"] for i in found["inputs"]} & {"superseded", "unreadable"}
    assert "not-our-form" not in rules(found)
    reasons = {i["file"].rpartition("/")[2]: i["reason"] for i in found["inputs"]}
    assert "計画マスタです" in reasons["計画マスタ.xlsx"]
    assert "評価書です" in reasons["進捗状況評価_2024年度.xlsx"]
    assert "差し戻したまま" in reasons["高齢介護課_差し戻し2.xlsx"]
    states = {d["name"]: (d["status"], d["state"]) for d in found["divisions"]}
    assert states["市民協働課"] == ("missing", "未記入")
    assert states["高齢介護課"][0] == "received"


def test_a_correction_that_was_mended_is_a_return(folder: Path) -> None:
    run("collect", folder, "-o", folder / "outputs")
    mended = folder / "直しました.xlsx"
    (sent,) = (folder / "outputs").rglob("*差し戻し2.xlsx")
    book = open_book(sent)
    book.save(mended)
    shutil.rmtree(folder / "outputs")
    found = collected(folder)
    statuses = {i["file"]: i["status"] for i in found["inputs"]}
    assert statuses == {mended.name: "adopted", ELDERLY.name: "superseded"}


@pytest.fixture(scope="module")
def blank_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form as it was sent out, of a division that is to lead a measure."""
    folder = tmp_path_factory.mktemp("forms")
    run("distribute", "-o", folder, "--only", "学校教育課")
    return next(folder.rglob("*.xlsx"))


def test_a_blank_form_is_no_return_whoever_saved_it(folder: Path, blank_form: Path) -> None:
    open_book(blank_form).save(folder / "学校教育課.xlsx")
    found = collected(folder)
    (told,) = [i for i in found["inputs"] if i["file"] == "学校教育課.xlsx"]
    assert (told["status"], told["reason"]) == ("ignored", "配布したままの様式です（未記入）。")
    states = {d["name"]: (d["status"], d["state"]) for d in found["divisions"]}
    assert states["学校教育課"] == ("missing", "未記入")
    assert not list((folder.parent / "out").rglob("学校教育課_差し戻し*"))


@pytest.mark.parametrize("where", ["answer", "comment", "beside", "emptied", "sheet"])
def test_whatever_was_written_makes_a_return(folder: Path, blank_form: Path, where: str) -> None:
    book = open_book(blank_form)
    page = next(sheet for sheet in book.worksheets if sheet.title.startswith("2-4-①"))
    cell = next(c for r in page.iter_rows() for c in r if not c.protection.locked)
    if where == "answer":
        cell.value = "866%"
    elif where == "comment":
        cell.comment = Comment("確認中です", "課")
    elif where == "beside":
        page.cell(90, 3).value = "まだ分かりません"
    elif where == "sheet":
        book.remove(page)
    else:
        page["C7"].value = None  # what the form said of the year before
    book.save(folder / "学校教育課.xlsx")
    (told,) = [i for i in collected(folder)["inputs"] if i["file"] == "学校教育課.xlsx"]
    assert told["status"] == "adopted"


def test_an_empty_folder_is_listed(folder: Path) -> None:
    for name in ("市民協働課", "回答.xlsx", "2024/資料"):
        (folder / name).mkdir(parents=True)
    found = collected(folder)
    reasons = {i["file"]: i["reason"] for i in found["inputs"] if i["status"] == "ignored"}
    assert reasons == dict.fromkeys(("市民協働課", "回答.xlsx", "2024/資料"), "空のフォルダです")
    told = {f["file"] for f in found["findings"] if f["rule"] == "file-passed-over"}
    assert told == {"市民協働課", "回答.xlsx"}


def test_many_extra_sheets_are_one_line_more(folder: Path) -> None:
    book = open_book(ELDERLY)
    for number in range(300):
        book.create_sheet(f"資料{number}")["A1"] = f"付{number}"
    book.save(folder / ELDERLY.name)
    told = [f for f in collected(folder)["findings"] if f["rule"] == "extra-sheet"]
    assert [f["sheet"] for f in told] == ["資料0", "資料1", "資料2", "資料3"]
    assert told[3]["message"] == "様式にないシートがほかに297枚あります。読んでいません。"
    assert "資料299「A1「付299」」" in told[3]["given"]


def test_a_result_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    output = folder.parent / "out"
    collected(folder)
    before = (output / "2024年度" / "収集結果.json").read_bytes()
    (folder / ELDERLY.name).rename(folder / "x.txt")
    run("distribute", "-o", folder)
    done = run("collect", folder, "-o", output)
    assert done.exit_code == 2
    assert "--force" in done.stderr
    assert (output / "2024年度" / "収集結果.json").read_bytes() == before
    assert run("collect", folder, "-o", output, "--force").exit_code == 0
    assert not [d for d in result(output)["divisions"] if d["status"] == "received"]


@pytest.mark.parametrize("left", ["", "送付状.txt"])
def test_where_nothing_has_come_a_year_is_written_only_when_it_is_wanted(
    tmp_path: Path, left: str
) -> None:
    (tmp_path / "in").mkdir()
    if left:
        (tmp_path / "in" / left).write_text("よろしくお願いします", encoding="utf-8")
    refused = run("collect", tmp_path / "in", "-o", tmp_path / "out")
    assert (refused.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert run("collect", tmp_path / "in", "-o", tmp_path / "out", "--force").exit_code == 0
    divisions = result(tmp_path / "out")["divisions"]
    assert {d["state"] for d in divisions} == {"未提出"}
    assert len(divisions) == 9


def test_a_division_that_is_renamed_before_all_is_back_gets_no_finding_more(folder: Path) -> None:
    """Feet and headers of the forms that went out still have the former name."""
    before = collected(folder)["findings"]
    book = open_book(ROOT / "templates_xlsx" / "計画マスタ.xlsx")
    (row,) = (row for row in book["担当課"].iter_rows() if row[0].value == "高齢介護課")
    row[0].value, row[1].value = "長寿課", f"{row[1].value}、高齢介護課"
    plan = folder.parent / "計画マスタ.xlsx"
    book.save(plan)
    assert run("collect", folder, "-o", folder.parent / "out", plan=plan).exit_code == 0
    after = result(folder.parent / "out")["findings"]
    own = [[(f["rule"], f["cell"]) for f in found if f["file"] == ELDERLY.name]
           for found in (before, after)]  # fmt: skip
    assert own[0] == own[1] == [("required-empty", "B14"), ("budget-inexact", "I23")]


def test_last_years_books_are_quiet(folder: Path) -> None:
    book = open_book(ELDERLY)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "｜2024年度｜" in str(cell.value or ""):
                    cell.value = str(cell.value).replace("｜2024年度｜", "｜2023年度｜")
    book["識別"]["B2"].value = "2023"
    book.save(folder / "去年.xlsx")
    found = collected(folder)
    (told,) = [f for f in found["findings"] if f["file"] == "去年.xlsx"]
    assert (told["rule"], told["severity"]) == ("wrong-year", "info")


def test_last_years_book_is_nobodys_blank_form(folder: Path) -> None:
    """A reminder that says of it 記入がありませんでした would be wrong."""
    (folder / ELDERLY.name).unlink()
    test_last_years_books_are_quiet(folder)
    found = collected(folder)
    (elderly,) = [d for d in found["divisions"] if d["name"] == "高齢介護課"]
    assert (elderly["state"], elderly["file"]) == ("未提出", None)


def test_two_returns_that_differ_are_asked_about(folder: Path) -> None:
    book = open_book(ELDERLY)
    cell = next(
        cell
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and not cell.protection.locked and len(cell.value) > 20
    )
    cell.value = "後半だけの答え"
    book.save(folder / "後半.xlsx")
    (told,) = [f for f in collected(folder)["findings"] if f["rule"] == "returns-differ"]
    assert (told["severity"], told["division"]) == ("confirm", "高齢介護課")
    assert "後半だけの答え" in told["given"]
