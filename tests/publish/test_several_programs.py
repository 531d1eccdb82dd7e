"""One initiative paid from several budget programs, each with its amount, from master to CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.book.builders import row_of, sheet_of, stacked_texts
from tests.masters.books import PLAN, book, faults
from tests.publish import small
from tests.publish.small import csv_contents, json_text
from tests.rules import builders
from zushi_xl.form.layout import Key
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.model import BudgetProgram
from zushi_xl.report.model import Report
from zushi_xl.sheets.book import annual_book
from zushi_xl.workbook.cells import Source

BOTH = "地域福祉推進事業\n地域共生社会推進事業"
CODE = "1-1-②-③"


def year(amount: str, program: str = BOTH) -> Report:
    plan = small.plan()
    *others, last = plan.initiatives
    plan = replace(plan, initiatives=(*others, replace(last, budget_program=BOTH)))
    answers = {**small.ANSWERS, (CODE, "program"): program, (CODE, "amount"): amount}
    return small.report(plan, answers=answers)


def item(report: Report) -> dict[str, Any]:
    found = json.loads(json_text(report))["initiatives"]
    return next(i for i in found if i["code"] == CODE)


def test_each_program_has_its_amount() -> None:
    made = item(year("6,120,000円\n1,234,000円"))
    assert (made["budget_program"], made["amount_yen"]) == (
        "地域福祉推進事業、地域共生社会推進事業",
        None,
    )
    assert [(b["program"], b["amount_yen"], b["amount_text"]) for b in made["budgets"]] == [
        ("地域福祉推進事業", 6120000, "6,120,000円"),
        ("地域共生社会推進事業", 1234000, "1,234,000円"),
    ]


def test_an_amount_in_several_parts_is_not_missing() -> None:
    """取り組み.csv has no one amount for it, and says of none that it is missing."""
    text = csv_contents(year("6,120,000円\n1,234,000円"))["取り組み.csv"].decode("utf-8-sig")
    by_code = {row["コード"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (by_code[CODE]["実績額"], by_code[CODE]["実績額の欠測の区分"]) == ("", "")
    text = csv_contents(year("集計中", "地域福祉推進事業"))["取り組み.csv"].decode("utf-8-sig")
    by_code = {row["コード"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (by_code[CODE]["実績額"], by_code[CODE]["実績額の欠測の区分"]) == ("", "まだ")


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [
        ("６１２万円\n1234000", [6120000, 1234000]),
        ("地域福祉推進事業 6,120,000円\n地域共生社会推進事業：1,234円", [6120000, 1234]),
        ("6,120,000円\n\nー", [6120000, None]),
        ("6,120,000円\n多額", [6120000, None]),
        ("6,120,000円", [None, None]),
        ("1円\n2円\n3円", [None, None]),
        ("", [None, None]),
    ],
)
def test_a_line_for_each_program(typed: str, amounts: list[int | None]) -> None:
    assert [b["amount_yen"] for b in item(year(typed))["budgets"]] == amounts


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("6,120,000円\n－", [None, "dash"]),
        ("0円\n集計中", [None, "pending"]),
        ("該当なし\n未実施", ["none", "not_conducted"]),
    ],
)
def test_why_there_is_no_amount(typed: str, reasons: list[str | None]) -> None:
    made = item(year(typed))["budgets"]
    assert [b["missing_reason"] for b in made] == reasons
    assert [b["refused"] for b in made] == [None, None]


def test_an_amount_that_could_not_be_chosen_says_why() -> None:
    one, other = item(year("1,000円と2,000円\n3,000円"))["budgets"]
    assert (one["amount_yen"], one["missing_reason"]) == (None, None)
    assert one["refused"]
    assert (other["amount_yen"], other["refused"]) == (3000, None)


def test_each_counts_in_its_own_program() -> None:
    report = year("6,120,000円\n1,234,000円")
    made = json.loads(json_text(report))["budget_programs"]
    assert {p["name"]: p["amount_yen"] for p in made} == {
        "見守り事業": 2289233,
        "海岸事業": None,
        "地域福祉推進事業": 6120000,
        "地域共生社会推進事業": 1234000,
    }
    content = csv_contents(report)["取り組み_予算事業.csv"].decode("utf-8-sig")
    rows = [r for r in csv.DictReader(io.StringIO(content, newline="")) if r["コード"] == CODE]
    assert [(r["予算事業"], r["実績額"], r["欠測理由"]) for r in rows] == [
        ("地域福祉推進事業", "6120000", ""),
        ("地域共生社会推進事業", "1234000", ""),
    ]
    made = csv_contents(report)["取り組み.csv"].decode("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(made, newline="")))[-1]
    assert (row["実績額"], row["実績額の欠測理由"]) == ("", "予算事業ごと")


def test_the_book_shows_both() -> None:
    made = annual_book(year("6,120,000円\n1,234,000円"))
    assert "1,234,000" in row_of(sheet_of(made, "予算一覧"), "地域共生社会推進事業")
    assert "6,120,000円1,234,000円" in stacked_texts(sheet_of(made, "担当課別"))


def test_the_master_names_them_a_line_each() -> None:
    edits = {"予算事業!A3": "公園事業", "取り組み!G2": "道路事業\n公園事業"}
    plan = load_plan(book(PLAN, edits))
    assert plan.initiative_by_code["1-1-①-①"].budget_programs == ("道路事業", "公園事業")
    plan = load_plan(book(PLAN, edits | {"取り組み!G2": "道路事業、公園事業"}))
    assert plan.initiative_by_code["1-1-①-①"].budget_programs == ("道路事業", "公園事業")
    plan = load_plan(book(PLAN, {"予算事業!A3": "道路、公園事業", "取り組み!G2": "道路、公園事業"}))
    assert plan.initiative_by_code["1-1-①-①"].budget_programs == ("道路、公園事業",)


def test_an_unknown_one_among_them_is_a_mistake() -> None:
    found = faults(load_plan, book(PLAN, {"取り組み!G2": "道路事業\n道路事行"}))
    assert found == [("plan-unknown", "取り組み!G2")]


def test_settled_amounts_are_filled_in_a_line_each() -> None:
    plan = small.plan()
    known = tuple(
        BudgetProgram(name, (), Decimal(amount), None, Source("m"))
        for name, amount in zip(BOTH.split("\n"), (6120000, 1234000), strict=True)
    )
    *others, last = plan.initiatives
    plan = replace(plan, initiatives=(*others, replace(last, budget_program=BOTH)), programs=known)
    from zushi_xl.form.pages import Pages

    slots = {s.key: s for page in Pages(small.FORM, plan).values() for s in page.slots}
    slot = slots[Key(CODE, "amount")]
    assert slot.prefilled == "6,120,000円\n1,234,000円"
    assert slot.programs == tuple(BOTH.split("\n"))


PLAN_OF_TWO = builders.plan(
    initiatives="5-1-②-① | ① | 共生 | 市民協働課 | | 地域福祉推進事業\\n地域共生社会推進事業",
    programs="地域福祉推進事業 | 6,120,000\n地域共生社会推進事業",
)


def rules_of(amount: str, program: str = BOTH) -> list[str]:
    told = program.replace("\n", "\\n")
    typed = amount.replace("\n", "\\n")
    table = f"C12 | 5-1-②-① program | {told}\nE12 | 5-1-②-① amount | {typed}"
    return [f.rule for f in builders.in_book(PLAN_OF_TWO, table)]


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("6,120,000円\n1,234,000円", []),
        ("6,120,000円", ["budget-unreadable"]),
        ("6,120,000円\n1円\n2円", ["budget-unreadable"]),
        ("6,120,000円\n多額", ["budget-unreadable"]),
        ("6,120,000円\n▲1,234円", ["budget-negative"]),
        ("6,120,001円\n1,234,000円", ["budget-settled-differs"]),
        ("6,120,000円\n約123万円", ["budget-inexact"]),
        ("6,120,000円\nー", ["budget-amount-missing"]),
        ("6,120\n1,234,000円", ["budget-thousand-yen"]),
    ],
)
def test_each_amount_is_judged_by_itself(amount: str, found: list[str]) -> None:
    assert rules_of(amount) == found


def test_an_unknown_program_among_them_is_told() -> None:
    assert "budget-unknown-program" in rules_of("1円\n2円", "地域福祉推進事業\n地域共生事業")
