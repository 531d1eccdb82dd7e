"""Rules that a row of 点検ルール switches off for a year: told with reason and day, or asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.publish import small
from tests.rules.builders import MASTER, plan
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.tables import Table, make_table, tables_from_text
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.plan.rule_settings import RuleSetting
from zushi_xl.report.rules_off import rules_off
from zushi_xl.rules import settle
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.findings import findings_book
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out import write_book

SOURCE = Source(MASTER, "点検ルール", "A2")
OFF = RuleSetting("kpi-inexact", "off", None, SOURCE, "幅でしか測れない", date(2025, 4, 1))
NAME = "点検しないルール"
FORM = ROOT / "templates_xlsx" / "様式定義.xlsx"


def texts(book: Book, sheet: str) -> list[str]:
    return [str(c.value) for s in book.sheets if s.name == sheet for c in s.cells]


@pytest.mark.parametrize("build", [annual_book, findings_book])
def test_both_books_print_what_was_not_looked_for(build: object) -> None:
    report = small.report()
    report = replace(report, plan=replace(report.plan, rule_settings=(OFF,)))
    printed = texts(build(report), NAME)  # type: ignore[operator]
    for text in ("kpi-inexact", "幅のある実績", "幅でしか測れない", "2025年4月1日"):
        assert text in printed


@pytest.mark.parametrize("build", [annual_book, findings_book])
def test_no_list_where_every_rule_speaks(build: object) -> None:
    report = small.report()
    louder = OFF._replace(severity="error")
    report = replace(report, plan=replace(report.plan, rule_settings=(louder,)))
    assert texts(build(report), NAME) == []  # type: ignore[operator]


def test_what_is_not_said_is_printed_as_not_said() -> None:
    (line,) = rules_off(replace(plan(), rule_settings=(OFF._replace(reason="", decided=None),)))
    assert (line.reason, line.decided) == ("", None)
    assert line.printed[3:] == ("（書かれていません）", "（書かれていません）")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (OFF, ""),
        (OFF._replace(reason=""), "理由が書かれていません"),
        (OFF._replace(decided=None), "決めた日が書かれていません"),
        (OFF._replace(reason="", decided=None), "理由と決めた日が書かれていません"),
        (OFF._replace(severity="info", reason=""), ""),
    ],
)
def test_a_rule_that_is_off_without_a_word_is_asked_about(setting: RuleSetting, said: str) -> None:
    found = settle([], replace(plan(), rule_settings=(setting,)))
    assert [f.rule for f in found] == (["setting-off-unexplained"] if said else [])
    assert all(said in f.message for f in found)


def _master(folder: Path, *rows: tuple[str, ...]) -> Path:
    text = (Path(__file__).parents[1] / "suite" / "計画マスタ.txt").read_text(encoding="utf-8")
    tables = [_with(table, rows) for table in tables_from_text(text)]
    write_book(build_plan_book(tables), folder / MASTER)
    return folder / MASTER


def _with(table: Table, rows: tuple[tuple[str, ...], ...]) -> Table:
    return make_table(table.name, table.headers, rows) if table.name == "点検ルール" else table


@pytest.mark.parametrize(
    ("year", "holds"),
    [("2024", True), ("令和6年度", True), ("", True), ("2023", False), ("2025年度", False)],
)
def test_a_row_holds_in_its_year(tmp_path: Path, year: str, holds: bool) -> None:
    row = ("kpi-inexact", "点検しない", "", year, "幅でしか測れない", "2025年4月1日", "")
    settings = load_masters(_master(tmp_path, row), FORM).plan.rule_settings
    assert [(s.rule, s.severity, s.reason, s.decided) for s in settings] == (
        [("kpi-inexact", "off", "幅でしか測れない", date(2025, 4, 1))] if holds else []
    )


def test_rows_of_two_years_do_not_clash(tmp_path: Path) -> None:
    off = ("点検しない", "", "2023", "理由", "2024-04-01", "")
    rows = (("kpi-inexact", *off), ("kpi-inexact", "お知らせ", "", "2024", "", "", ""))
    (setting,) = load_masters(_master(tmp_path, *rows), FORM).plan.rule_settings
    assert setting.severity == "info"
