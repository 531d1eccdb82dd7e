"""What the gravest finding makes of a value, and which amounts a total counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish import small
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.report.model import Report
from zushi_xl.report.review import Review, reviews_by_cell
from zushi_xl.report.spending import CONFLICT_RULE, Stated, spending_of, total_of
from zushi_xl.workbook.cells import Source

CELL, OTHER = Source("福祉課.xlsx", "1-1-①", "C7"), Source("福祉課.xlsx", "1-1-①", "C9")
FIRST = Source("環境課.xlsx", "1-1-②-①", "C18")
SECOND = Source("環境課.xlsx", "1-1-②-②", "C20")


def told(severity: Severity, waived: bool = False, source: Source = CELL) -> Finding:
    return Finding("any", severity, "疑い", "直す", source, waived=waived)


@pytest.mark.parametrize(
    ("findings", "review"),
    [
        ([], Review.NONE),
        ([told(Severity.INFO)], Review.NONE),
        ([told(Severity.INFO, waived=True)], Review.NONE),
        ([told(Severity.CONFIRM)], Review.CONFIRM),
        ([told(Severity.CONFIRM), told(Severity.ERROR)], Review.ERROR),
        ([told(Severity.ERROR), told(Severity.CONFIRM)], Review.ERROR),
        ([told(Severity.ERROR, waived=True)], Review.WAIVED),
        ([told(Severity.ERROR, waived=True), told(Severity.CONFIRM)], Review.CONFIRM),
        ([told(Severity.ERROR, source=OTHER)], Review.NONE),
        ([told(Severity.ERROR, source=Source("福祉課.xlsx"))], Review.NONE),
        ([replace(told(Severity.CONFIRM, source=OTHER), also_at=(CELL,))], Review.CONFIRM),
    ],
)
def test_the_gravest_finding_counts(findings: list[Finding], review: Review) -> None:
    assert reviews_by_cell(findings).get(CELL, Review.NONE) is review


def test_one_word_per_severity() -> None:
    assert [r.label for r in Review] == ["", "了承", "要確認", "要修正"]
    assert {s.label for s in (Severity.CONFIRM, Severity.ERROR)} == {"要確認", "要修正"}


def shore(report: Report) -> tuple[Decimal | None, Stated, Decimal]:
    """海岸事業: its amount and why; the total of all."""
    spending = spending_of(report)
    found = next(s for s in spending if s.program.name == "海岸事業")
    return found.amount, found.state, total_of(spending)


def conflict(waived: bool) -> Finding:
    return Finding(
        CONFLICT_RULE, Severity.CONFIRM, "不一致", "確かめる", FIRST, small.SHORE, "1-1-②-①",
        waived=waived, also_at=(SECOND,),
    )  # fmt: skip


def test_an_open_conflict_has_no_amount() -> None:
    report = small.report(findings=[conflict(waived=False)])
    assert shore(report) == (None, Stated.CONFLICT, Decimal(2289233))


def test_an_accepted_conflict_counts_what_each_reported() -> None:
    report = small.report(findings=[conflict(waived=True)])
    assert shore(report) == (Decimal(696078), Stated.ACCEPTED, Decimal(2985311))


def test_a_conflict_disputed_elsewhere_is_not_accepted() -> None:
    other = replace(conflict(waived=False), source=SECOND, code="1-1-②-②", also_at=())
    report = small.report(findings=[conflict(waived=True), other])
    assert shore(report)[:2] == (None, Stated.CONFLICT)


def test_a_settled_conflict_counts_the_settled_amount() -> None:
    plan = small.plan()
    known = plan.programs[0]._replace(name="海岸事業", settled=Decimal(380318))
    report = small.report(
        replace(plan, programs=(*plan.programs, known)), findings=[conflict(waived=False)]
    )
    assert shore(report) == (Decimal(380318), Stated.SETTLED, Decimal(2669551))


def test_an_amount_with_an_open_error_counts_nowhere() -> None:
    fault = told(Severity.ERROR, source=FIRST)
    assert shore(small.report(findings=[fault]))[:2] == (Decimal(380318), Stated.REPORTED)
    both = [fault, told(Severity.ERROR, source=SECOND)]
    assert shore(small.report(findings=both))[:2] == (None, Stated.FAULTY)
    accepted = [replace(f, waived=True) for f in both]
    assert shore(small.report(findings=accepted))[:2] == (None, Stated.CONFLICT)


def test_nobody_reported() -> None:
    answers = {k: v for k, v in small.ANSWERS.items() if "amount" not in k}
    assert shore(small.report(answers=answers)) == (None, Stated.UNREPORTED, Decimal(0))


def test_the_rule_of_conflicts_exists() -> None:
    from zushi_xl import rules  # noqa: F401  # declares the rules

    assert CONFLICT_RULE in RULES
