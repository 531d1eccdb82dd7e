"""Everything optional may be blank: the books are made, whatever is left empty."""

from __future__ import annotations

import pytest

from tests.masters.books import FORM, PLAN, book
from zushi_xl.masters.form import load_form
from zushi_xl.masters.form.columns import FORM_SHEETS
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.report.consolidate import consolidate
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.cells import Workbook, Worksheet
from zushi_xl.workflow.distribute import division_book
from zushi_xl.xlsx_out import book_bytes

OPTIONAL = [
    (spec.name, column.header)
    for spec in (*FORM_SHEETS, *PLAN_SHEETS)
    for column in spec.columns
    if not column.filled
]
_NEEDED = {"ラベル", "選択肢", "主担当課"}  # blank ones are mistakes of their own, told with cells


def _emptied(text: str, sheet: str, header: str) -> Workbook:
    whole = book(text)
    sheets = []
    for each in whole.sheets:
        heads = {c.text: c.column for c in each.cells.values() if c.row == 0}
        column = heads.get(header) if each.name == sheet else None
        cells = {k: c for k, c in each.cells.items() if not (c.row and c.column == column)}
        sheets.append(Worksheet(each.name, cells))
    return Workbook(whole.file, "", tuple(sheets))


@pytest.mark.parametrize(("sheet", "header"), OPTIONAL)
def test_a_blank_column(sheet: str, header: str) -> None:
    if header in _NEEDED or sheet == "設定":
        return
    plan = load_plan(_emptied(PLAN, sheet, header))
    form = load_form(_emptied(FORM, sheet, header))
    builder = FormBuilder(plan, form)
    for division in builder.pages.divisions:
        book_bytes(division_book(builder, division))
    book_bytes(annual_book(consolidate(plan, form, ())))


@pytest.mark.parametrize(
    ("width", "label", "expected"),
    [
        ("100", None, (100, 20)),
        (None, None, (100, 20)),
        ("30", None, (30, 13.5)),
        ("70", "0", (70, 0)),
    ],
)
def test_widths_left_blank(
    width: str | None, label: str | None, expected: tuple[float, float]
) -> None:
    beside = str(100 - int(width or 0)) if width != "100" else None
    edits = {"項目!I8": width, "項目!J8": label, "項目!I9": beside, "項目!J9": None}
    if beside in (None, "100"):
        edits["項目!H9"] = "行"
    fields = load_form(book(FORM, edits)).fields
    field = next(f for f in fields if f.id == "name")
    assert (field.width, field.label_width) == pytest.approx(expected)


def test_a_row_shares_what_is_left() -> None:
    fields = load_form(book(FORM, {"項目!I8": None, "項目!I9": None})).fields
    assert [f.width for f in fields if f.id in ("name", "spend")] == [50, 50]


def test_a_field_too_narrow_to_write_into_is_a_mistake_of_the_form() -> None:
    from tests.masters.books import faults

    found = faults(load_form, book(FORM, {"項目!I8": "99.5％", "項目!I9": "0.5％"}))
    assert ("form-width", "項目!J9") in found


def test_the_columns_are_those_of_the_masters() -> None:
    assert ("項目", "見出し幅") in OPTIONAL
