"""Fields of figures and days that the office fills: what the plan master says must be of their kind."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.form.layout import Key
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.tables import tables_from_text
from zushi_xl.masters.workbooks import build_form_book
from zushi_xl.xlsx_out import write_book

FIELDS = (
    "capacity\t具体的施策\t定員\t数値\t事務局\t\t\t行\t100\t20\t1\t\t定員です。\t○\t",
    "opened\t具体的施策\t開設日\t日付\t事務局\t\t\t行\t100\t20\t1\t\t開設した日です。\t○\t",
    "place\t具体的施策\t会場\t選択\t事務局\t\t市内、市外\t行\t100\t20\t1\t\t会場です。\t○\t",
    "costs\t具体的施策\t費目\t繰り返し\t事務局\t\t表1\t行\t100\t20\t2\t\t\t\t",
    "item\t表1\t名称\t一行\t主担当課\t\t\t行\t50\t20\t1\t\t\t○\t",
    "paid\t表1\t支払額\t金額\t事務局\t\t\t横\t50\t20\t1\t\t\t○\t",
    "granted\t具体的施策\t補助金（千円）\t金額\t事務局\t\t\t行\t100\t20\t1\t\t補助金です。\t○\t",
)
COLUMNS = ("定員", "開設日", "補助金（千円）", "会場", "支払額")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (ROOT / "templates_xlsx" / "様式定義.txt").read_text(encoding="utf-8")
    before = "initiatives\t具体的施策"
    path = tmp_path_factory.mktemp("form") / "様式定義.xlsx"
    tables = tables_from_text(text.replace(before, "\n".join((*FIELDS, before))))
    write_book(build_form_book(tables), path)
    return path


def plan(folder: Path, **cells: object) -> Path:
    """The sample plan whose 5-1-① has these columns too."""
    book = openpyxl.load_workbook(ROOT / "templates_xlsx" / "計画マスタ.xlsx")
    sheet = book["具体的施策"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "コード")
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "5-1-①")
    first = sheet.max_column + 1
    for number, name in enumerate(COLUMNS):
        sheet.cell(head, first + number, name)
        sheet.cell(row, first + number, cells.get(name))
    path = folder / "計画マスタ.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("定員", "令和6年度"),
        ("定員", "30〜40"),
        ("定員", "1,000円"),
        ("定員", date(2024, 3, 31)),
        ("定員", True),
        ("定員", "多数"),
        ("開設日", "45491"),
        ("開設日", "1,000円"),
        ("補助金（千円）", "25件"),
        ("補助金（千円）", "2023年度"),
        ("会場", "市内か市外"),
        ("会場", "令和6年度"),
        ("支払額", "1,000円\n2023年度"),
        ("支払額", "多数"),
    ],
)
def test_what_is_of_another_kind_is_a_mistake_at_its_cell(
    form: Path, tmp_path: Path, column: str, value: object
) -> None:
    with pytest.raises(FaultyBook) as told:
        load_masters(plan(tmp_path, **{column: value}), form)
    assert "計画マスタ.xlsx に誤りが 1 件" in str(told.value)
    (fault,) = told.value.findings
    assert (fault.rule, fault.field) == ("form-copied-value", column)
    assert fault.source is not None
    assert (fault.source.file, fault.source.sheet) == ("計画マスタ.xlsx", "具体的施策")
    book = openpyxl.load_workbook(tmp_path / "計画マスタ.xlsx")
    assert str(book["具体的施策"][fault.source.cell].value).startswith(str(value))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("会場", "市外"),
        ("会場", "ー"),
        ("支払額", "1,000円\n2,000円"),
        ("支払額", "ー\n2,000円"),
        ("支払額", 1250),
    ],
)
def test_what_is_of_its_kind_is_no_mistake(
    form: Path, tmp_path: Path, column: str, value: object
) -> None:
    load_masters(plan(tmp_path, **{column: value}), form)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2024, 3, 31), 'm"月"d"日"', "3月31日"),
        (date(2024, 7, 1), 'yyyy"年"m"月"', "2024年7月"),
        (3, '0"回開催"', "3回開催"),
        (0, '[=0]"－";0', "－"),
        (1234567, "#,##0", "1,234,567"),
        (0.667, "0.0%", "66.7%"),
        (45491, "General", "45491"),
    ],
)
def test_a_text_of_the_plan_is_what_its_cell_shows(
    value: object, number_format: str, shown: str, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(ROOT / "templates_xlsx" / "計画マスタ.xlsx")
    sheet = book["取り組み"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(r[0].row for r in sheet.iter_rows() if r[0].value == "5-1-①-①")
    cell = sheet.cell(row, heads["説明"])
    cell.value, cell.number_format = value, number_format
    book.save(tmp_path / "計画マスタ.xlsx")
    masters = load_masters(tmp_path / "計画マスタ.xlsx", ROOT / "templates_xlsx" / "様式定義.xlsx")
    page = Pages(masters.form, masters.plan)["5-1-①"]
    (slot,) = (s for s in page.slots if s.key == Key("5-1-①-①", "description"))
    assert slot.prefilled == shown


def test_what_is_of_its_kind_is_published(form: Path, tmp_path: Path) -> None:
    given = plan(tmp_path, 定員="1,250人", 開設日="令和6年4月1日", **{"補助金（千円）": "ー"})
    masters = ("--plan", str(given), "--form", str(form))
    returned, out = str(ROOT / "inputs"), str(tmp_path / "out")
    CliRunner().invoke(main, ["collect", returned, *masters, "-o", out], catch_exceptions=False)
    (file,) = (tmp_path / "out").glob("*/公開データ/評価.csv")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row["コード"] == "5-1-①")
    assert (row["定員"], row["定員の単位"], row["定員の欠測理由"]) == ("1250", "人", "")
    assert row["開設日"] == "令和6年4月1日"
    assert (row["補助金（千円）"], row["補助金（千円）の欠測の区分"]) == ("", "なし")
