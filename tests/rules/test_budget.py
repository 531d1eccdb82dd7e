"""Money: amounts by themselves, against their program, and across all that share a program."""

from __future__ import annotations

import pytest

from tests.rules.builders import brief, in_book, in_report, plan
from zushi_xl.rules.settings import settle

CENTRE = "市民交流センター維持管理事業"
PLAN = plan(
    initiatives=f"5-1-②-① | ① | 活動の場 | 市民協働課 | | {CENTRE}\n"
    f"5-1-②-② | ② | サイト | 社会教育課 | | {CENTRE}\n"
    "5-1-②-③ | ③ | 補償 | 市民協働課 | | | | 前年度実績額=212000",
    programs=f"{CENTRE} | 88,984,883 | 87,650,000\n国際交流推進事業\n生涯学習事業 | | 2,310,500",
)


def amount(typed: str, program: str = "生涯学習事業") -> str:
    return f"C12 | 5-1-②-① program | {program}\nE12 | 5-1-②-① amount | {typed}"


@pytest.mark.parametrize("typed", ["2,289千円ほか", "上記に含む", "390人", "2,2,89円", "同上"])
def test_budget_unreadable_raised(typed: str) -> None:
    findings = in_book(PLAN, amount(typed))
    assert brief([f for f in findings if f.severity == "error"]) == [("budget-unreadable", "E12")]


@pytest.mark.parametrize("typed", ["２，２８９，２３３円", "#2289233", "228万9233円", "0"])
def test_budget_unreadable_silent(typed: str) -> None:
    table = amount(typed)
    assert [f for f in in_book(PLAN, table) if f.rule == "budget-unreadable"] == []


def test_budget_unreadable_takes_a_dash_for_none() -> None:
    assert in_book(PLAN, "C12 | 5-1-②-③ program | ー\nE12 | 5-1-②-③ amount | ー") == []


@pytest.mark.parametrize("typed", ["▲205,158円", "#-205158", "△205158"])
def test_budget_negative_raised(typed: str) -> None:
    findings = in_book(PLAN, amount(typed, "国際交流推進事業"))
    assert ("budget-negative", "E12") in brief(findings)
    assert [f.rule for f in findings if f.severity == "error"] == ["budget-negative"]


def test_budget_negative_silent() -> None:
    table = "C12 | 5-1-②-③ program | 国際交流推進事業\nE12 | 5-1-②-③ amount | 0円"
    assert brief(in_book(PLAN, table)) == [("budget-program-changed", "C12")]


def test_budget_thousand_yen_raised() -> None:
    findings = in_book(PLAN, amount("2289"))
    assert brief(findings) == [("budget-thousand-yen", "E12"), ("budget-program-changed", "C12")]
    assert "前年度決算額 2,310,500円 の約1000分の1" in findings[0].message


def test_budget_thousand_yen_raised_by_last_years_row() -> None:
    table = "C14 | 5-1-②-③ program | 国際交流推進事業\nE14 | 5-1-②-③ amount | 205"
    assert ("budget-thousand-yen", "E14") in brief(in_book(PLAN, table))


@pytest.mark.parametrize("typed", ["2,289,233円", "2,289千円", "500"])
def test_budget_thousand_yen_silent(typed: str) -> None:
    rules = [f.rule for f in in_book(PLAN, amount(typed))]
    assert "budget-thousand-yen" not in rules


def test_budget_settled_differs_raised() -> None:
    (finding,) = in_book(PLAN, amount("88,984,838円", CENTRE))
    assert brief([finding]) == [("budget-settled-differs", "E12")]
    assert "より 45円 少ない額です" in finding.message
    assert finding.expected == "88,984,883円"


@pytest.mark.parametrize("typed", ["88,984,883円", "#88984883"])
def test_budget_settled_differs_silent(typed: str) -> None:
    assert in_book(PLAN, amount(typed, CENTRE)) == []


def test_budget_settled_differs_leaves_thousands_to_their_own_rule() -> None:
    assert brief(in_book(PLAN, amount("88,984", CENTRE))) == [("budget-thousand-yen", "E12")]


def test_budget_conflict_raised() -> None:
    one = "E12 | 5-1-②-① amount | 88,984,883円"
    other = "E20 | 5-1-②-② amount | 88,984,838円"
    findings = [f for f in in_report(PLAN, one, other) if f.rule == "budget-conflict"]
    assert brief(findings) == [("budget-conflict", "E12"), ("budget-conflict", "E20")]
    assert [f.division for f in findings] == ["市民協働課", "社会教育課"]
    assert "5-1-②-② は 88,984,838円（社会教育課）" in findings[0].message
    assert findings[0].severity == "confirm"


def test_budget_conflict_sees_thousands_of_yen() -> None:
    tables = "E12 | 5-1-②-① amount | 88,984,883円", "E20 | 5-1-②-② amount | 88,985"
    finding = in_report(PLAN, *tables)[0]
    assert "千円単位の額が混じっていませんか。" in finding.message


def test_budget_conflict_silent() -> None:
    tables = "E12 | 5-1-②-① amount | 88,984,883円", "E20 | 5-1-②-② amount | #88984883"
    assert in_report(PLAN, *tables) == []


def test_budget_unknown_program_raised() -> None:
    findings = in_book(PLAN, "C12 | 5-1-②-① program | 国際交流事業")
    assert brief(findings)[0] == ("budget-unknown-program", "C12")
    assert findings[0].expected == "国際交流推進事業"


def test_budget_unknown_program_silent() -> None:
    assert in_book(PLAN, f"C12 | 5-1-②-① program | {CENTRE}　") == []
    assert in_book(PLAN, "C14 | 5-1-②-③ program | －") == []


def test_budget_without_program_raised() -> None:
    table = "C14 | 5-1-②-③ program | ー\nE14 | 5-1-②-③ amount | 205,158円"
    assert brief(in_book(PLAN, table)) == [("budget-without-program", "E14")]


def test_one_yen_without_a_program_is_an_amount() -> None:
    table = "C14 | 5-1-②-③ program | ー\nE14 | 5-1-②-③ amount | 1円"
    assert ("budget-without-program", "E14") in brief(in_book(PLAN, table))


def test_budget_without_program_silent() -> None:
    table = "C14 | 5-1-②-③ program | ー\nE14 | 5-1-②-③ amount | 0円"
    assert in_book(PLAN, table) == []


@pytest.mark.parametrize("typed", ["", "ー"])
def test_budget_amount_missing_raised(typed: str) -> None:
    assert brief(in_book(PLAN, amount(typed, CENTRE))) == [("budget-amount-missing", "E12")]


def test_budget_amount_missing_silent() -> None:
    assert in_book(PLAN, "C14 | 5-1-②-③ program | ー\nE14 | 5-1-②-③ amount | ") == []


@pytest.mark.parametrize(
    "typed",
    [
        "約205,158円",
        "205千円",
        "205,158円以上",
        "205,158.5円",
        "2百万円",
        "２０５千円",
        "205（千円）",
    ],
)
def test_budget_inexact_raised(typed: str) -> None:
    table = f"E12 | 5-1-②-③ amount | {typed}\nC12 | 5-1-②-③ program | 国際交流推進事業"
    assert ("budget-inexact", "E12") in brief(in_book(PLAN, table))


@pytest.mark.parametrize(
    "typed", ["88,984,883円", "八千八百九十八万四千八百八十三円", "8898万4883円"]
)
def test_budget_inexact_silent(typed: str) -> None:
    assert in_book(PLAN, amount(typed, CENTRE)) == []


def test_budget_program_changed_raised() -> None:
    (finding,) = in_book(PLAN, "C12 | 5-1-②-① program | 国際交流推進事業")
    assert (finding.rule, finding.severity) == ("budget-program-changed", "info")
    assert finding.expected == CENTRE


def test_budget_program_changed_silent() -> None:
    assert in_book(PLAN, f"C12 | 5-1-②-① program | {CENTRE}") == []


@pytest.mark.parametrize("results", ["・実施なし", "ー", "未実施", ""])
def test_results_empty_though_spent_raised(results: str) -> None:
    table = amount("88,984,883円", CENTRE) + f"\nC11 | 5-1-②-① results | {results}"
    assert brief(in_book(PLAN, table)) == [("results-empty-though-spent", "C11")]


@pytest.mark.parametrize(
    ("results", "rule"),
    [("前年度と同じ", "ditto-text"), ("別紙のとおり", "ditto-text"), ("TBD", "internal-note-left")],
)
def test_results_that_are_asked_for_otherwise_are_told_once(results: str, rule: str) -> None:
    table = amount("88,984,883円", CENTRE) + f"\nC11 | 5-1-②-① results | {results}"
    assert brief(settle(in_book(PLAN, table), PLAN)) == [(rule, "C11")]


def test_results_empty_though_spent_silent() -> None:
    nothing = "C14 | 5-1-②-③ program | ー\nE14 | 5-1-②-③ amount | ー"
    assert in_book(PLAN, f"{nothing}\nC13 | 5-1-②-③ results | 実施なし") == []
    spent = amount("88,984,883円", CENTRE)
    assert in_book(PLAN, f"{spent}\nC11 | 5-1-②-① results | 講座を3回開いた。") == []
