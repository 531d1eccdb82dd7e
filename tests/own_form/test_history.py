"""Copies of an earlier year: which books are some, whose they are, and what the plan master keeps."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.adopt.forms import put
from tests.own_form.forms import FORM, filled, masters_in, questionnaire
from zushi_xl.adopt.history import Imported, import_year

YEAR = 2023


def copy(folder: Path, name: str, **cells: object) -> None:
    """A copy of the original with values typed in."""
    book = load_workbook(folder / FORM)
    for address, value in cells.items():
        book.worksheets[0][address].value = value
    (folder / "前年").mkdir(exist_ok=True)
    book.save(folder / "前年" / name)


def imported(folder: Path, said: list[str] | None = None) -> Imported:
    paths = folder / "計画マスタ.xlsx", folder / "様式定義.xlsx", folder / "前年"
    return import_year(*paths, YEAR, folder, (said if said is not None else []).append)


def column(folder: Path, sheet: str, head: str) -> list[object]:
    rows = load_workbook(folder / "計画マスタ.xlsx")[sheet].iter_rows(values_only=True)
    at = next(rows).index(head)
    return [row[at] for row in rows if any(row)]


def test_books_that_are_no_copies(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    copy(tmp_path, "企画課.xlsx", C5="３件")
    other = Workbook()
    other.active["A1"] = "会議の次第"
    other.save(tmp_path / "前年" / "会議.xlsx")
    filled(masters, tmp_path, {"C5": "４件"}, division="福祉課").rename(
        tmp_path / "前年" / "今年.xlsx"
    )
    found = imported(tmp_path).gathered
    assert {f.file: f.status for f in found.files} == {
        "企画課.xlsx": "adopted", "会議.xlsx": "ignored", "今年.xlsx": "ignored",
    }  # fmt: skip
    assert [(f.rule, f.source and f.source.file) for f in found.findings] == [
        ("own-form-sheet", "会議.xlsx"),
        ("wrong-year", "今年.xlsx"),
    ]
    assert column(tmp_path, "担当課", "課名") == ["企画課", "福祉課"]
    assert set(column(tmp_path, "記入済みの値", "課名")) == {"企画課"}


def test_a_row_of_a_table_names_no_sender(tmp_path: Path) -> None:
    book = questionnaire()
    put(book.worksheets[0], "B10:C10", "施設名")
    masters_in(tmp_path, book)
    copy(tmp_path, "企画課の控え.xlsx", B11="市民会館", C5="３件")
    imported(tmp_path)
    assert set(column(tmp_path, "記入済みの値", "課名")) == {"企画課"}


def test_one_copy_again_leaves_the_others_values(tmp_path: Path) -> None:
    masters_in(tmp_path)
    copy(tmp_path, "企画課.xlsx", C3="企画課", C5="３件")
    copy(tmp_path, "福祉課.xlsx", C3="福祉課", C5="４件")
    imported(tmp_path)
    (tmp_path / "前年" / "福祉課.xlsx").unlink()
    copy(tmp_path, "企画課.xlsx", C3="企画課", C5="５件")
    imported(tmp_path)
    values = zip(
        column(tmp_path, "記入済みの値", "課名"),
        column(tmp_path, "記入済みの値", "値"),
        strict=True,
    )
    assert sorted(map(str, dict(values).items())) == ["('企画課', '５件')", "('福祉課', '４件')"]


def test_divisions_that_the_plan_master_has_not(tmp_path: Path) -> None:
    masters_in(tmp_path)
    plan = load_workbook(tmp_path / "計画マスタ.xlsx")
    plan["担当課"]["D1"].value, plan["担当課"]["D2"].value = "担当者", "山田"
    plan.save(tmp_path / "計画マスタ.xlsx")
    copy(tmp_path, "a.xlsx", C3="企画政策課", C5="３件")
    copy(tmp_path, "b.xlsx", C5="４件")  # nobody knows whose
    copy(tmp_path, "c.xlsx")
    said: list[str] = []
    imported(tmp_path, said)
    assert column(tmp_path, "担当課", "課名") == ["企画課", "福祉課", "企画政策課"]
    assert column(tmp_path, "担当課", "担当者") == ["山田", None, None]
    (sentence,) = said
    assert "企画政策課 を加えました" in sentence
