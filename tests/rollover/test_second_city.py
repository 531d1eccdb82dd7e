"""Another city's words, levels and grades: the year closes with no change of code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from tests.conftest import open_book
from tests.samples.make_inputs import below, beneath, beside, sheet_of
from tests.samples.second_city import write_masters
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.tables import Table, read_table
from zushi_xl.xlsx_in import read_workbook

VOICE = "段差が減って歩きやすい。"


def _run(folder: Path, *arguments: object) -> Any:
    options = ["--plan", folder / "計画マスタ.xlsx", "--form", folder / "様式定義.xlsx"]
    return CliRunner().invoke(
        main, [*map(str, [*arguments, *options, "-o", folder / "outputs"])], catch_exceptions=False
    )


def _fill(book: Workbook) -> None:
    sheet, top = sheet_of(book, "1-①"), sheet_of(book, "1")
    beneath(top, "1/KPI1/values/時点", "2026年度").value = "１３，２００人"
    beside(top, "1/rating", "進捗状況評価").value = "A"
    beneath(sheet, "1-①/KPI1/values/時点", "2026年度").value = "48.0%"
    beside(sheet, "1-①/rating", "進捗状況評価").value = "S"
    below(sheet, "1-①/next_steps").value = "区間を延ばす。"
    below(sheet, "1-①/owner_view").value = VOICE
    beside(sheet, "1-①-①/results", "2026年度実施内容").value = "300mを直した。"
    beside(sheet, "1-①-①/budget_program", "【参考】実績額").value = "7,100,000円"
    beside(sheet, "1-①-①/course", "来年度の方向").value = "拡充"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    write_masters(folder)
    assert _run(folder, "distribute").exit_code == 0
    (path,) = (folder / "outputs" / "2026年度" / "配布").glob("都市デザイン課*.xlsx")
    book = open_book(path)
    _fill(book)
    (folder / "inputs").mkdir()
    book.save(folder / "inputs" / path.name)
    assert _run(folder, "collect", folder / "inputs").exit_code == 0
    rolled = _run(folder, "rollover")
    assert rolled.exit_code == 0, rolled.output
    return folder


@pytest.fixture(scope="module")
def tables(city: Path) -> dict[str, Table]:
    book = read_workbook(city / "計画マスタ_2027年度.xlsx")
    return {sheet.name: read_table(sheet, "") for sheet in book.sheets}


def _row(table: Table, code: str) -> dict[str, str]:
    row = next(row for row in table.rows if row.texts[0] == code)
    return dict(zip(table.headers, row.texts, strict=True))


def test_the_sheets_keep_the_citys_names(tables: dict[str, Table]) -> None:
    assert {"政策", "施策", "事業", "年度更新の記録"} <= set(tables)
    assert not {"柱", "具体的施策", "取り組み"} & set(tables)


def test_the_year_is_carried_in_columns_that_were_not_there(tables: dict[str, Table]) -> None:
    assert _row(tables["政策"], "1")["前年度の評価"] == "A"
    measure = _row(tables["施策"], "1-①")
    assert (measure["前年度の評価"], measure["前年度の今後の対応"]) == ("S", "区間を延ばす。")
    work = _row(tables["事業"], "1-①-①")
    assert (work["前年度実績額"], work["前年度実施内容"]) == ("7100000", "300mを直した。")
    assert _row(tables["KPI"], "1")["2026年度"] == "１３，２００人"
    assert _row(tables["KPI"], "1")["2027年度"] == "（14,000人）"
    assert _row(tables["予算事業"], "緑陰事業")["前年度決算額"] == "48200000"


def test_the_new_master_loads(city: Path) -> None:
    masters = load_masters(city / "計画マスタ_2027年度.xlsx", city / "様式定義.xlsx")
    assert masters.plan.fiscal_year == 2027
    assert masters.plan.section_by_code["1-①"].texts["前年度の評価"] == "S"
