"""A total of no figure at all is none, and not 0: a town whose amounts are all －, and one that spent 0."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import open_book
from tests.suite.pages import Case, Step
from tests.suite.town import FORM, INPUTS, PLAN, write_case
from zushi_xl.cli.commands import main

AMOUNTS = {
    "1-1-①-①": "福祉課",
    "1-1-①-②": "町民課",
    "1-1-②-①": "町民課",
    "1-1-②-②": "町民課",
    "1-1-②-③": "町民課",
    "1-2-①-①": "環境課",
    "1-2-①-②": "環境課",
}


def collected(folder: Path, typed: str) -> Path:
    steps = tuple(Step(d, "記入", f"{code} 実績額", typed) for code, d in AMOUNTS.items())
    write_case(Case("", "", True, "", steps), folder)
    masters = ["--plan", str(folder / PLAN), "--form", str(folder / FORM)]
    given = ["collect", str(folder / INPUTS), *masters, "-o", str(folder / "o"), "--site"]
    assert CliRunner().invoke(main, given, catch_exceptions=False).exit_code == 0
    return folder / "o" / "2024年度"


def beside(sheet: Worksheet, text: str) -> list[object]:
    """What stands right of the first cell with a text."""
    for row in sheet.iter_rows(values_only=True):
        said = [value for value in row if value not in (None, "")]
        for place, value in enumerate(said):
            if value == text:
                return said[place + 1 :]
    raise AssertionError(text)


def lines(sheet: Worksheet) -> str:
    rows = sheet.iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value not in (None, ""))


@pytest.mark.parametrize(
    ("typed", "total", "in_summary", "in_list", "on_site"),
    [
        ("－", "－", "合計に入る実績額はありません（", "実績額の合計 －。", "合計は － です"),
        ("0円", 0, "実績額の合計は0円です。", "実績額の合計 0円。", "合計は 0円 です"),
    ],
)
def test_a_total(
    typed: str, total: object, in_summary: str, in_list: str, on_site: str, tmp_path: Path
) -> None:
    year = collected(tmp_path, typed)
    book = open_book(year / "進捗状況評価_2024年度.xlsx", data_only=True)
    assert beside(book["総括"], "実績額の合計")[0] == total
    assert in_summary in lines(book["総括"])
    assert beside(book["予算一覧"], "合計（予算事業ごとに一度）")[0] == total
    assert in_list in lines(book["予算一覧"])
    page = (year / "公開サイト" / "budget.html").read_text(encoding="utf-8")
    assert on_site in page


def test_a_difference_of_nothing_compared(tmp_path: Path) -> None:
    """The master has 決算額 of one program, 8,253,400: there is nothing to compare it with."""
    book = open_book(collected(tmp_path, "－") / "進捗状況評価_2024年度.xlsx", data_only=True)
    assert beside(book["総括"], "決算額の合計（登録 1件）")[0] == 8_253_400
    assert beside(book["総括"], "実績額－決算額（0件）")[0] == "－"
    assert beside(book["予算一覧"], "合計（予算事業ごとに一度）")[:2] == ["－", 8_253_400]
