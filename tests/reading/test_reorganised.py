"""組織改編: returns of divisions that the plan master has under another name, or no more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

import zushi_xl
from tests.conftest import ROOT
from zushi_xl.workflow.gathering import Collected

TEMPLATES = ROOT / "templates_xlsx"
INPUTS = ROOT / "inputs"
ENVIRONMENT = INPUTS / "環境都市課" / "R6 進捗評価（環境都市）.xlsx"
WELFARE = INPUTS / "社会福祉課_進捗状況評価シート.xlsx"
ELDERLY = INPUTS / "高齢介護課_進捗状況評価シート.xlsx"
SAFETY = INPUTS / "防災安全課_進捗状況評価シート (1).xlsx"


def reorganised(
    folder: Path,
    divisions: Mapping[str, tuple[str, str]],
    moved: Mapping[str, str] | None = None,
    year: int = 2024,
) -> Path:
    """The plan master with ``divisions`` renamed (to a name and its 別名; "": gone) and with what
    they do given to others."""
    book = load_workbook(TEMPLATES / "計画マスタ.xlsx")
    for row in book["担当課"].iter_rows(min_row=2):
        if row[0].value in divisions:
            texts = divisions[str(row[0].value)]
            for cell, text in zip(row, (*texts, "", ""), strict=False):
                cell.value = text or None
    for sheet in ("柱", "取り組みの方向", "具体的施策", "取り組み"):
        for row in book[sheet].iter_rows(min_row=2):
            row[3].value = (moved or {}).get(str(row[3].value), row[3].value)
    for row in book["設定"].iter_rows(min_row=2):
        if row[0].value == "評価年度":
            row[1].value = year
    path = folder / "計画マスタ.xlsx"
    book.save(path)
    return path


def collected(plan: Path, *returns: Path) -> Collected:
    form = TEMPLATES / "様式定義.xlsx"
    return zushi_xl.collect(list(returns), plan=plan, form=form, workers=0)


def told(year: Collected, rule: str) -> list[tuple[str, str, str]]:
    return [(f.division, f.code, f.message + f.remedy) for f in year.findings if f.rule == rule]


def states(year: Collected) -> dict[str, str]:
    return {d.name: d.file for d in year.report.divisions if d.file}


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_renamed_division_changed_nothing_in_the_form_it_got(
    everywhere: bool, tmp_path: Path
) -> None:
    moved = {"環境都市課": "環境政策課"} if everywhere else {}
    plan = reorganised(tmp_path, {"環境都市課": ("環境政策課", "環境都市課")}, moved)
    year = collected(plan, ENVIRONMENT)
    assert states(year) == {"環境政策課": ENVIRONMENT.name}
    assert told(year, "prefilled-changed") == []


def test_another_division_in_the_cell_is_the_plans_change(tmp_path: Path) -> None:
    plan = reorganised(tmp_path, {}, {"環境都市課": "防災安全課"})
    year = collected(plan, ENVIRONMENT)
    assert {"3-1-⑤", "4-5-①"} <= {code for _, code, _ in told(year, "plan-changed-since")}
    assert told(year, "prefilled-changed") == []


def test_another_division_typed_into_the_cell_is_still_told(tmp_path: Path) -> None:
    book = load_workbook(ENVIRONMENT)
    sheets = [sheet for sheet in book.worksheets if sheet.title[0].isdigit()]
    for cell in (c for sheet in sheets for row in sheet.iter_rows() for c in row):
        if cell.value == "環境都市課":
            cell.value = "防災安全課"
    path = tmp_path / "回答.xlsx"
    book.save(path)
    plan = reorganised(tmp_path, {})
    codes = {code for _, code, _ in told(collected(plan, path), "prefilled-changed")}
    assert {"3-1-⑤-②", "4-5-①-①"} <= codes


def test_two_divisions_made_one_while_their_forms_are_out(tmp_path: Path) -> None:
    divisions = {
        "社会福祉課": ("福祉課", "社会福祉課、高齢介護課、介護保険課"),
        "高齢介護課": ("", ""),
    }
    moved = {"社会福祉課": "福祉課", "高齢介護課": "福祉課"}
    year = collected(reorganised(tmp_path, divisions, moved), WELFARE, ELDERLY)
    ((division, _, text),) = told(year, "returns-differ")
    assert division == "福祉課"
    assert "高齢介護課と社会福祉課に配った様式です。" in text
    assert "集め終えるまで" in text


def test_last_years_return_of_a_division_that_is_gone_is_last_years(tmp_path: Path) -> None:
    """It was taken for a return of the division that has its duties now."""
    moved = {"防災安全課": "市民協働課"}
    year = collected(reorganised(tmp_path, {"防災安全課": ("", "")}, moved, 2025), SAFETY)
    assert states(year) == {}
    ((division, _, text),) = told(year, "wrong-year")
    assert division == ""
    assert text.startswith("2024年度の様式です。")


def test_a_return_of_a_division_without_its_former_name_says_so(tmp_path: Path) -> None:
    moved = {"環境都市課": "環境政策課"}
    plan = reorganised(tmp_path, {"環境都市課": ("環境政策課", "")}, moved)
    year = collected(plan, ENVIRONMENT)
    assert states(year) == {"環境政策課": ENVIRONMENT.name}
    ((_, _, text),) = told(year, "identity-inferred")
    assert text.startswith(
        "環境都市課の様式ですが、計画マスタの「担当課」に、この課名も別名もありません。"
    )
    assert "環境政策課の以前の名前なら、「担当課」の「別名」に加えてください。" in text


def test_a_return_of_a_division_that_nobody_follows_is_named(tmp_path: Path) -> None:
    """Without its sheets nothing tells who does its work now."""
    moved = {"防災安全課": "社会福祉課"}
    plan = reorganised(tmp_path, {"防災安全課": ("", "")}, moved)
    book = load_workbook(SAFETY)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and sheet.title[0].isdigit():
            book.remove(sheet)
    path = tmp_path / "回答.xlsx"
    book.save(path)
    ((_, _, text),) = told(collected(plan, path), "not-our-form")
    assert text.startswith("防災安全課の様式ですが、")
