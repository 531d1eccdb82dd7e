"""Conditions of fields as formulas: LibreOffice and the form say the same of what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conditions import town
from tests.conditions.test_fields import GRADED, SCALE
from tests.xlsx_out.office import convert, load
from zushi_xl.form.field_conditions import BlockPlace
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block
from zushi_xl.plan.conditions.grammar import read_predicate
from zushi_xl.sheets.live_help.condition_formula import ConditionWriter, PageCells

COST = Key("1-①", "cost", 0)
ONE_OF = "事業費（千円） ＝ 1,000、0"
# what stands in a cell of amounts in 千円, and whether it is 1,000 or 0
TYPED: list[tuple[str | int | None, bool]] = [
    ("1,000", True), (1000, True), ("１，０００千円", True), ("0", True), (0, True), ("０千円", True),
    ("999", False), (1001, False), (1, False), (None, False), ("－", False), ("高い", False),
]  # fmt: skip


def written(condition: str, cell: str, typed: str | int | None) -> tuple[str, bool]:
    kpi = town.KPI.format(trend="上昇", baseline="10", target="50", interim="")
    of = town.masters(GRADED, kpis=kpi, grades=SCALE)
    cells = PageCells({COST: cell}, {COST: "" if typed is None else str(typed)}.get, {})
    writer = ConditionWriter(of.plan, of.form, cells, BlockPlace(Block.MEASURE, "1-①"))
    return writer.condition(read_predicate(condition))


@pytest.mark.office
@pytest.mark.parametrize(("sign", "is_one"), [("＝", True), ("≠", False)])
def test_an_amount_is_one_of_two(sign: str, *, is_one: bool, tmp_path: Path) -> None:
    condition = ONE_OF.replace("＝", sign)
    book = Workbook()
    for row, (typed, _) in enumerate(TYPED, 1):
        book.active.cell(row, 1, typed)
        formula, holds = written(condition, f"A{row}", typed)
        book.active.cell(row, 2, f"={formula}")
        book.active.cell(row, 3, holds)
    book.save(tmp_path / "typed.xlsx")
    sheet = load(convert(tmp_path / "typed.xlsx", "xlsx", tmp_path), data_only=True).active
    expected = [is_held is is_one for _, is_held in TYPED]
    assert [row[1].value for row in sheet.iter_rows()] == expected
    assert [row[2].value for row in sheet.iter_rows()] == expected
