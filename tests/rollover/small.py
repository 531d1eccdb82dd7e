"""A small plan rolled over: a result in few words, and the new tables by sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.masters.books import FORM, PLAN, Edits, book
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan
from zushi_xl.rollover import Rolled, left_behind, master_tables, read_result, roll_over
from zushi_xl.rollover.master_editor import RECORD
from zushi_xl.workbook.cells import Workbook

Json = dict[str, Any]
PLACE = {"file": "都市課.xlsx", "sheet": "1-1-①", "cell": "D8"}
TITLES = {"1": "歩いて楽しいまち", "1-1-①": "歩道の整備", "1-1-②": "緑陰の整備"}
STATEMENTS = {
    "1": "満足した人が増えている。",
    "1-1-①": "歩道が延びている。",
    "1-1-②": "並木が育っている。",
}
INITIATIVES = {
    "1-1-①-①": "歩道を広げる",
    "1-1-①-②": "段差をなくす",
    "1-1-②-①": "並木を植える",
}


def evaluation(code: str, rating: str | None = "B", next_steps: str = "", **extra: str) -> Json:
    return {
        "code": code, "title": TITLES.get(code, code), "rating": rating, "remarks": "",
        "next_steps": next_steps, "extra": extra, "source": PLACE,
    }  # fmt: skip


def actual(code: str, text: str, value: str | None, unit: str | None = None, **more: Any) -> Json:
    return {
        "code": code, "kpi": 1, "period": "2024", "status": "actual", "text": text,
        "value": value, "unit": unit, "qualifier": None, "refused": None, "source": PLACE, **more,
    }  # fmt: skip


def initiative(code: str, results: str = "", amount: int | None = None, **more: Any) -> Json:
    return {
        "code": code, "title": INITIATIVES.get(code, code), "description": "", "results": results,
        "budget_program": None, "amount_yen": amount, "amount_text": "", "extra": {},
        "source": PLACE, **more,
    }  # fmt: skip


def program(name: str, amount: int | None, settled: int | None = None) -> Json:
    return {"name": name, "amount_yen": amount, "settled_yen": settled}


def error(**more: Any) -> Json:
    return {
        "rule": "rating-unknown", "severity": "error", "division": "都市課", "code": "1-1-①",
        "field": "評価", "given": "Ｅ", "message": "評価区分にありません。", "remedy": "直します。",
        "waived": False, **PLACE, **more,
    }  # fmt: skip


def result(**parts: Any) -> Json:
    return {
        "schema": 1, "fiscal_year": 2024, "city": "架空市",
        "plan": {"title": "架空市総合計画", "version": "第1版"},
        "divisions": [{"name": "都市課", "status": "received"}],
        "evaluations": [], "kpi_values": [], "initiatives": [], "budget_programs": [],
        "kpis": [{"code": c, "kpi": 1, "statement": s} for c, s in STATEMENTS.items()],
        "findings": [], **parts,
    }  # fmt: skip


def rolled(
    facts: Json | None = None,
    edits: Edits | None = None,
    *,
    workbook: Workbook | None = None,
    form: str = FORM,
    force: bool = False,
) -> Rolled:
    """The small plan, edited, after ``facts``."""
    master = workbook or book(PLAN, edits)
    plan = load_plan(master)
    year = read_result(json.dumps(facts or result()), "収集結果.json")
    tables = master_tables(master, plan.settings)
    return roll_over(plan, load_form(book(form)), tables, year, left_behind(master), force=force)


def rows(done: Rolled, sheet: str) -> list[Mapping[str, str]]:
    (table,) = (table for table in done.tables if table.name == sheet)
    return [dict(zip(table.headers, row.texts, strict=True)) for row in table.rows]


def row(done: Rolled, sheet: str, key: str) -> Mapping[str, str]:
    """The row whose first item is ``key``."""
    return next(row for row in rows(done, sheet) if next(iter(row.values())) == key)


def record(done: Rolled, kind: str) -> list[Mapping[str, str]]:
    return [line for line in rows(done, RECORD) if line["種類"] == kind]
