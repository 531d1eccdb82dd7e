"""Evaluations on a city's own workbook, all invented (例示): a sheet for each 取り組み, a table of
KPIs, a sheet whose rows are printed; their masters, and copies that people filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.adopt.forms import new_form, put
from tests.conftest import ROOT
from zushi_xl.adopt.drafting import write_drafts
from zushi_xl.adopt.own_plan.load import OwnPlanMasters, load_own_plan
from zushi_xl.form.identity import HIDDEN_SHEET

PLAN = ROOT / "templates_xlsx" / "計画マスタ.xlsx"
Rows = Mapping[str, Mapping[str, str]]  # cells of 様式定義 by label, then by column


def item_sheet() -> Workbook:
    """事務事業評価シート: one copy for each 取り組み."""
    book, sheet = new_form("事業評価")
    sheet["A1"] = "事務事業評価シート（例示）"
    labels = ("事業名", "担当課", "決算額（千円）", "実施内容", "必要性", "記入者")
    for row, label in enumerate(labels, 3):
        put(sheet, f"A{row}:B{row}", label)
        put(sheet, f"C{row}:F{row}")
    sheet["C7"] = "□高い　□普通　□低い"
    sheet.row_dimensions[6].height = 90
    return book


def kpi_table() -> Workbook:
    """KPI進捗管理表: a row for each KPI of the division, which it names itself."""
    book, sheet = new_form("KPI")
    sheet["A1"] = "KPI進捗管理表（例示）"
    for column, head in zip("ABCDE", ("KPI", "実績値", "評価", "今後の対応", "備考"), strict=True):
        put(sheet, f"{column}3", head)
        for row in range(4, 12):
            put(sheet, f"{column}{row}")
    sheet["A13"] = "以上"
    return book


def printed_rows() -> Workbook:
    """進捗調書: the items are printed in the rows."""
    book, sheet = new_form("進捗調書")
    sheet["A1"] = "進捗調書（例示）"
    for column, head in zip("ABC", ("施策", "進捗状況評価", "今後の対応"), strict=True):
        put(sheet, f"{column}3", head)
    for row, title in enumerate(("地域の支え合いの推進", "介護予防の推進"), 4):
        put(sheet, f"A{row}", title)
        put(sheet, f"B{row}")
        put(sheet, f"C{row}")
    return book


def evaluation_in(folder: Path, book: Workbook, corrected: Rows = {}) -> OwnPlanMasters:  # noqa: B006
    """Adopt the form beside the plan, and correct cells of its 様式定義 as an officer would."""
    original = folder / "原本.xlsx"
    book.save(original)
    write_drafts(original, (), folder, plan_file=PLAN)
    definition = load_workbook(folder / "様式定義.xlsx")
    sheet = definition["項目"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for column, text in corrected.get(sheet.cell(row, heads["ラベル"]).value or "", {}).items():
            sheet.cell(row, heads[column]).value = text
    definition.save(folder / "様式定義.xlsx")
    return load_own_plan(PLAN, folder / "様式定義.xlsx")


def drafted(folder: Path) -> dict[str, tuple[str, str]]:
    """役割 and コード by label."""
    sheet = load_workbook(folder / "様式定義.xlsx")["項目"]
    heads = [cell.value for cell in sheet[1]]
    rows = (
        dict(zip(heads, values, strict=True)) for values in sheet.iter_rows(2, values_only=True)
    )
    return {r["ラベル"]: (r["役割"] or "", r["コード"] or "") for r in rows if r["ID"]}


def fill(copy: Path, values: Mapping[str, object], target: Path, *, marked: bool = True) -> Path:
    """A copy with values typed in (by address); without ``marked`` as it came in years before."""
    book = load_workbook(copy)
    for address, value in values.items():
        book.worksheets[0][address].value = value
    if not marked:
        del book[HIDDEN_SHEET]
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target
