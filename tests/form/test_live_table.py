"""Checks of KPI cells against a table typed by hand: first the text beside the formula, then what
LibreOffice calculates, so that the two being wrong together fails too."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.rules.builders import FORM, plan
from tests.xlsx_out.office import convert, load
from zushi_xl.form.model import FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.report.kpi import last_year
from zushi_xl.sheets.live_help import OpenCell, check_of_line

OVER, FAR, LESS, NO = (
    "▲100％を超えています ",
    "▲前年度と大きく違います ",
    "▲累計が前年度より減っています ",
    "▲数値か一覧の語で ",
)
# unit, 集計, last year's figure, typed, what is said
TABLE = [
    ("％", "割合", "50%", "100%", ""),
    ("％", "割合", "50%", "100.1%", OVER),
    ("％", "割合", "50%", "100", ""),
    ("％", "割合", "50%", "101", OVER),
    ("％", "割合", "50%", 1, ""),  # a bare 1 is a whole, as Excel keeps 100 %
    ("％", "割合", "50%", 1.01, FAR),  # and above it a bare figure counts in per cent
    ("％", "割合", "50%", "25%", ""),
    ("％", "割合", "50%", "24.9%", FAR),
    ("％", "平均", "90%", "101%", ""),  # no share of a whole: 前年度比
    ("人", "実数", "50人", "100人", ""),  # exactly twice
    ("人", "実数", "50人", "101人", FAR),
    ("人", "実数", "50人", "25人", ""),  # exactly half
    ("人", "実数", "50人", "24人", FAR),
    ("人", "累計", "50人", "50人", ""),
    ("人", "累計", "50人", "49人", LESS),
    ("人", "累計", "50人", "24人", LESS),
    ("人", "実数", "0人", "5人", ""),
    ("人", "実数", "50人", "多数", NO),
    ("人", "実数", "50人", "ー", ""),
    ("人", "実数", "", "7人", ""),
]


def _check(row: tuple[str, str, str, object, str], cell: str) -> tuple[str, str]:
    unit, counting, last, typed, _ = row
    known = f" | 2023={last}" if last else ""
    year = plan(kpis=f"5-1-② | 指標 | {unit} | 上昇 {counting}{known} | target=90{unit}")
    pages = Pages(FORM, year).values()
    slot = next(s for p in pages for s in p.slots if s.key.period == "2024" and s.owner)
    check = check_of_line([OpenCell(slot, cell, str(typed))])
    assert check is not None
    return check.expression, str(check.cached)


@pytest.mark.parametrize("row", [row for row in TABLE if isinstance(row[3], str)])
def test_the_text_beside_the_formula(row: tuple[str, str, str, object, str]) -> None:
    assert _check(row, "A1")[1] == row[4]


@pytest.mark.office
def test_the_formula(tmp_path: Path) -> None:
    book = Workbook()
    for number, row in enumerate(TABLE, 1):
        book.active.cell(number, 1).value = row[3]
        book.active.cell(number, 2).value = _check(row, f"A{number}")[0]
    book.save(tmp_path / "table.xlsx")
    fresh = load(convert(tmp_path / "table.xlsx", "xlsx", tmp_path), data_only=True).active
    found = [fresh.cell(number, 2).value or "" for number in range(1, len(TABLE) + 1)]
    assert found == [row[4] for row in TABLE]


NO_YEN = "▲金額は円単位の数字で "
# typed, what is said: yen, or a word for none; what only the reader can read passes
AMOUNTS = [
    ("2,289,233円", ""),
    ("２，２８９，２３３円", ""),
    ("1950632", ""),
    (1950632, ""),
    (0, ""),
    (0.5, ""),
    (-1, NO_YEN),
    ("-1", NO_YEN),
    ("▲205,158円", NO_YEN),
    ("△5円", NO_YEN),
    ("(205,158)", ""),  # planned
    ("（205,158円）", ""),  # planned
    ("-", ""),  # a dash alone: none
    ("ー", ""),
    ("なし", ""),
    ("未実施", ""),
    ("多額", NO_YEN),
    ("NA", ""),
    ("1億2,000万円", ""),
    ("百万円", ""),
    ("約2百万円", ""),
]


def _money_check(typed: object, cell: str) -> tuple[str, str]:
    pages = Pages(FORM, plan(initiatives="5-1-②-① | ① | 活動の場")).values()
    slots = (s for p in pages for s in p.slots if s.field.type is FieldType.MONEY and s.owner)
    check = check_of_line([OpenCell(next(slots), cell, str(typed))])
    assert check is not None
    return check.expression, str(check.cached)


@pytest.mark.parametrize("typed", [typed for typed, _ in AMOUNTS])
def test_the_text_beside_the_formula_of_an_amount(typed: object) -> None:
    assert _money_check(typed, "A1")[1] == dict(AMOUNTS)[typed]


@pytest.mark.office
def test_the_formula_of_an_amount(tmp_path: Path) -> None:
    book = Workbook()
    for number, (typed, _) in enumerate(AMOUNTS, 1):
        book.active.cell(number, 1).value = typed
        book.active.cell(number, 2).value = _money_check(typed, f"A{number}")[0]
    book.save(tmp_path / "amounts.xlsx")
    fresh = load(convert(tmp_path / "amounts.xlsx", "xlsx", tmp_path), data_only=True).active
    found = [fresh.cell(number, 2).value or "" for number in range(1, len(AMOUNTS) + 1)]
    assert found == [said for _, said in AMOUNTS]


def test_last_years_figure_is_the_judges() -> None:
    year = plan(kpis="5-1-② | 指標 | 人 | 上昇 実数 | 2022.3=9人 | 2023=50人 | target=90人")
    last = last_year(year.kpis[0], year)
    assert last is not None
    assert f">{last.value * 2}" in _check(("人", "実数", "50人", "1人", ""), "A1")[0]
