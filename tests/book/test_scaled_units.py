"""A KPI that the plan counts in 千人: shown so everywhere, stored in 人."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.book.builders import only, published, report_of, sheet_of, texts
from zushi_xl.form.layout import Slot
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.publish.json_result import result_json
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.model import Report
from zushi_xl.sheets.book import annual_book

CODE = "5-3-②"


def in_thousands(kpi: Kpi) -> Kpi:
    quantity = read_quantity("817", Context("千人"))
    values = {
        key: replace(value, text="817", quantity=quantity) for key, value in kpi.values.items()
    }
    return replace(kpi, statement="観光入込客数が増えている。", unit="千人", values=values)


@pytest.fixture(scope="module")
def plan(masters: Masters) -> Plan:
    whole = only(masters, "5")
    return replace(whole, kpis=tuple(in_thousands(k) if k.code == CODE else k for k in whole.kpis))


@pytest.fixture(scope="module")
def report(plan: Plan, masters: Masters) -> Report:
    def typed(slot: Slot) -> str | None:
        return "850" if slot.key.code == CODE and slot.kpi else published(slot)

    return report_of(plan, masters.form, typed)


def test_the_list_and_the_page_count_as_the_plan_does(report: Report) -> None:
    book = annual_book(report)
    listed = sheet_of(book, "KPI一覧")
    place = next(c for c in listed.cells if c.value == "千人")
    block = [c.value for c in listed.cells if c.row == place.row]
    assert Decimal(850) in block
    assert Decimal(817) in block
    assert Decimal(850_000) not in block
    page = next(sheet for sheet in book.sheets if sheet.name.startswith("5-3 "))
    assert any("850千人" in text for text in texts(page))


def test_the_result_stores_the_base_unit_and_names_both(report: Report) -> None:
    result = json.loads("".join(result_json(report)))
    (kpi,) = [k for k in result["kpis"] if k["code"] == CODE]
    (value,) = [k for k in result["kpi_values"] if k["code"] == CODE and k["period"] == "2024"]
    assert kpi["unit"] == "千人"
    assert (value["value"], value["unit"], value["text"]) == ("850000", "人", "850")


def test_the_form_shows_history_with_its_unit(plan: Plan, masters: Masters) -> None:
    pages = Pages(masters.form, plan).values()
    slots = [s for page in pages for s in page.slots if s.key.code == CODE and s.kpi]
    assert {s.prefilled for s in slots if s.prefilled.startswith("817")} == {"817千人"}
