"""The formulas of computed fields, worked out by LibreOffice: as long as Excel takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from tests.conditions import town
from tests.masters.books import book
from tests.xlsx_out.office import convert, load
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.sheets.form.division_sheet import FormSheet
from zushi_xl.workbook.cells import a1
from zushi_xl.workbook.sheet import Formula

LONGEST = 8192  # letters of a formula in Excel
TABLE = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |  |
costs | 具体的施策 | 費目別の事業費 | 繰り返し | 事務局 | | 表1 | | | | | |  | {rows}
item | 表1 | 費目 | 一行 | 主担当課 | | | | | | | | |
budget | 表1 | 予算額 | 金額 | 主担当課 | | | | | | | 千円 | |
whole | 具体的施策 | 予算の計 | 金額 | 主担当課 | | | | | | | {unit} | 予算額の合計{more} |
own | 具体的施策 | 寄附 | 金額 | 主担当課 | | | | | | | 千円 | |
"""


def with_table(rows: int, unit: str = "千円", more: str = "") -> Masters:
    plan = town.PLAN.format(
        heads=town.HEADS, kpis="", grades=" | 1 | A | よい | 順位", criteria="", year=2022
    )
    heads = town.FORM.replace("| 単位 | 計算 | 配置", "| 単位 | 計算 | 行数 | 配置")
    fields = TABLE.format(rows=rows, unit=unit, more=more).strip()
    form = load_form(book(heads.format(fields=fields, checks="")))
    return Masters(load_plan(book(plan)), form)


def sheet_of(of: Masters) -> FormSheet:
    (sheet,) = FormBuilder(of.plan, of.form).sheets(Identity("都市課", 2022, 1, "1", ""))
    return sheet


def formula_of(sheet: FormSheet, field: str) -> Formula:
    place = next(place for key, place in sheet.places.items() if key.field == field)
    value = next(c.value for c in sheet.sheet.cells if a1(c.row, c.column) == place)
    assert isinstance(value, Formula)
    return value


class Typed(NamedTuple):
    """A sheet, the computed field that is asked for, and what a division typed."""

    sheet: FormSheet
    field: str
    texts: Mapping[Key, object]


def worked_out(cases: Sequence[Typed], folder: Path) -> list[object]:
    """What LibreOffice makes of each, each on a sheet of its own."""
    made = Workbook()
    for case in cases:
        page = made.create_sheet()
        for key, value in case.texts.items():
            page[case.sheet.places[key]].value = value
        page["ZZ1"].value = formula_of(case.sheet, case.field).expression
    made.save(folder / "typed.xlsx")
    fresh = load(convert(folder / "typed.xlsx", "xlsx", folder), data_only=True)
    found = [page["ZZ1"].value for page in fresh.worksheets[1:]]
    return ["" if value is None else value for value in found]


def column(*texts: object) -> dict[Key, object]:
    return {
        Key("1-①", "budget", period=str(row)): text
        for row, text in enumerate(texts, 1)
        if text != ""
    }


COLUMNS: list[tuple[str, tuple[object, ...], object]] = [
    ("千円", (500, "1,200千円", "ー"), 1700),
    ("千円", ("", "", ""), ""),
    ("千円", ("ー", "", "　"), "ー"),
    ("千円", ("0", "ー", ""), 0),
    ("千円", ("約500", "３００", "▲20"), ""),  # what only the reader can read
    ("千円", ("約500", "３００", "-20"), 780),
    ("千円", ("500", "-20", "1.5"), 481.5),
    ("千円", ("500", "未定", ""), ""),
    ("千円", ("500", "ーー", ""), ""),
    ("円", (500, "1,200", ""), 1_700_000),
    ("千円", ("1,030",), 1030),
    ("千円", ("ー",), "ー"),
    ("千円", ("1",) * 299 + ("1,000",), 1299),
]


@pytest.mark.office
def test_a_column_is_added_up(tmp_path: Path) -> None:
    sheets = {(len(texts), unit): with_table(len(texts), unit) for unit, texts, _ in COLUMNS}
    made = {key: sheet_of(of) for key, of in sheets.items()}
    cases = [Typed(made[len(t), unit], "whole", column(*t)) for unit, t, _ in COLUMNS]
    assert worked_out(cases, tmp_path) == [total for _, _, total in COLUMNS]


@pytest.mark.office
def test_a_column_and_a_field_are_added_up(tmp_path: Path) -> None:
    sheet = sheet_of(with_table(3, more="－寄附"))
    given: list[tuple[tuple[object, ...], str, object]] = [
        ((500, "ー", 300), "100", 700),
        (("ー", "", ""), "", "ー"),
        (("", "", ""), "ー", "ー"),
        (("", "", ""), "100", -100),
        (("", "", ""), "", ""),
    ]
    gift = Key("1-①", "own")
    cases = [
        Typed(sheet, "whole", {**column(*texts), **({gift: own} if own else {})})
        for texts, own, _ in given
    ]
    assert worked_out(cases, tmp_path) == [total for _, _, total in given]


@pytest.mark.parametrize("rows", [1, 3, 200, 500])
def test_a_column_of_any_length_is_short(rows: int) -> None:
    formula = formula_of(sheet_of(with_table(rows)), "whole")
    assert "SUMPRODUCT" in formula.expression or rows == 1
    assert len(formula.expression) < 1_000


def many(count: int) -> str:
    """Numbers of one block, and their sum."""
    lines = ["title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |"]
    lines += [
        f"f{n} | 具体的施策 | 数{n} | 数値 | 主担当課 | | | | | | | 人 |" for n in range(count)
    ]
    total = "＋".join(f"f{n}" for n in range(count))
    return "\n".join(
        [*lines, f"all | 具体的施策 | 全体 | 数値 | 主担当課 | | | | | | | 人 | {total}"]
    )


@pytest.mark.office
def test_a_sum_of_scattered_cells_is_live_as_long_as_excel_takes_it(tmp_path: Path) -> None:
    """What is not worked out in the form is worked out when it comes back."""
    cases, totals = [], []
    for count, is_live in ((2, True), (12, True), (25, True), (100, False)):
        of = town.masters(many(count))
        sheet = sheet_of(of)
        assert len(formula_of(sheet, "all").expression) < LONGEST
        typed: dict[Key, object] = {Key("1-①", f"f{n}"): "1,001" for n in range(count)}
        cases.append(Typed(sheet, "all", typed))
        totals.append(1001 * count if is_live else "")
        table = "\n".join(f"1-① f{n} | 1,001" for n in range(count))
        answer = town.returned(of, table).answers[Key("1-①", "all")]
        assert answer.quantity is not None
        assert answer.quantity.value == 1001 * count
    assert worked_out(cases, tmp_path) == totals


ORDER = {  # of 10, 3 and 4
    "f0－（f1－f2）": 11,
    "f0－f1－f2": 3,
    "f0×（f1＋f2）": 70,
    "f0÷（f1×f2）": 0.833,
    "f0÷f1×f2": 13.333,
    "4×f0": 40,
    "（f0＋f1）÷f2": 3.25,
    "f0－f1×f2": -2,
    "50％×f0": 5,
}


@pytest.mark.office
def test_the_order_of_work(tmp_path: Path) -> None:
    rows = [
        f"x{n} | 具体的施策 | 式{n} | 数値 | 主担当課 | | | | | | | 人 | {calculation}"
        for n, calculation in enumerate(ORDER)
    ]
    sheet = sheet_of(town.masters("\n".join([many(3), *rows])))
    typed: dict[Key, object] = {Key("1-①", f"f{n}"): v for n, v in enumerate((10, 3, 4))}
    cases = [Typed(sheet, f"x{n}", typed) for n in range(len(ORDER))]
    found = [round(float(str(value)), 3) for value in worked_out(cases, tmp_path)]
    assert found == list(ORDER.values())
