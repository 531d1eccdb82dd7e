"""What a division is asked at most, and how a reply closes a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.builders import LEAD, book, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.report.rounds import Reply, RequestOutcome
from zushi_xl.workbook.cells import Source
from zushi_xl.workflow import correction_round

RULES_OF_AREAS = ("text-broken", "rating-doubtful", "kpi-far-off", "budget-conflict", "field-moved")


def doubt(rule: str, cell: str, division: str = LEAD, **more: object) -> Finding:
    base = Finding(
        rule, Severity.CONFIRM, f"{cell}の疑い。", f"確かめてください。正しければ、{rules.REPLY}",
        Source(f"{division}.xlsx", "5-1-②", cell), division, "5-1-②", "実績値",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def _limited(limit: int, *findings: Finding) -> list[tuple[str, str]]:
    year = plan()
    year = replace(year, settings=replace(year.settings, most_doubts=limit))
    return [(f.severity.value, f.rule) for f in rules.foremost(findings, year)]


def test_the_gravest_doubts_of_a_division_come_first() -> None:
    found = [doubt(rule, f"C{n}") for n, rule in enumerate(RULES_OF_AREAS, 2)]
    assert _limited(3, *found) == [
        ("confirm", "kpi-far-off"),
        ("confirm", "budget-conflict"),
        ("confirm", "field-moved"),
        ("info", "text-broken"),
        ("info", "rating-doubtful"),
    ]


@pytest.mark.parametrize(("limit", "kept"), [(0, 7), (5, 5), (6, 6), (7, 7), (1, 1)])
def test_the_limit_is_a_setting(limit: int, kept: int) -> None:
    found = [doubt("kpi-far-off", f"C{n}") for n in range(2, 9)]
    assert [s for s, _ in _limited(limit, *found)].count("confirm") == kept


def test_errors_accepted_ones_and_those_of_nobody_do_not_count() -> None:
    others = (
        doubt("budget-unreadable", "C2", severity=Severity.ERROR),
        doubt("kpi-far-off", "C3", waived=True),
        doubt("kpi-target-sentence", "C4", ""),
        doubt("kpi-far-off", "C5", "社会教育課"),
    )
    found = _limited(1, *others, doubt("kpi-far-off", "C6"), doubt("kpi-far-off", "C7"))
    assert sorted(s for s, _ in found) == ["confirm"] * 4 + ["error", "info"]


def test_what_is_folded_says_so() -> None:
    year = plan()
    year = replace(year, settings=replace(year.settings, most_doubts=1))
    found = rules.foremost([doubt("kpi-far-off", "C2"), doubt("kpi-far-off", "C3")], year)
    assert [f.message for f in found] == ["C2の疑い。", "【参考】C3の疑い。"]


def reply(asked: str, text: str = "隔年の調査のため。") -> Reply:
    return Reply(LEAD, 2, Source("a.xlsx", "修正のお願い", "G5"), "5-1-②　実績値", asked, text)


def test_a_reply_closes_a_doubt_that_asks_for_one() -> None:
    (found,) = correction_round.answered([doubt("kpi-far-off", "C2")], [reply("C2の疑い。")])
    assert found.severity is Severity.INFO
    assert found.message == "C2の疑い。担当課の回答：「隔年の調査のため。」"


@pytest.mark.parametrize(
    "finding",
    [
        doubt("kpi-far-off", "C3"),  # other words: another value
        doubt("kpi-far-off", "C2", "社会教育課"),
        doubt("kpi-far-off", "C2", severity=Severity.ERROR),
        doubt("kpi-far-off", "C2", remedy="直してください。"),
        doubt("kpi-far-off", "C2", waived=True),
    ],
)
def test_a_reply_closes_nothing_else(finding: Finding) -> None:
    assert list(correction_round.answered([finding], [reply("C2の疑い。")])) == [finding]


def test_the_round_tells_what_was_answered() -> None:
    submission = book(plan(), "C5 | 5-1-② rating | A")
    line = correction_round.ReturnedRequest(
        "5-1-②　実績値", "C2の疑い。", "確かめて", "要確認", "隔年。"
    )
    (change,) = correction_round.changes(submission, [line], [doubt("kpi-far-off", "C2")])
    assert change.change is RequestOutcome.ANSWERED
    (change,) = correction_round.changes(
        submission, [line._replace(reply="")], [doubt("kpi-far-off", "C2")]
    )
    assert change.change is RequestOutcome.REMAINS


def test_a_request_about_one_kpi_is_not_that_about_another() -> None:
    """Both stand at 5-1-② 実績値 and end with one remedy; the second has another value now."""
    submission = book(plan(), "C5 | 5-1-② rating | A")
    asked = [
        correction_round.ReturnedRequest(
            "5-1-②　実績値", f"KPI「{name}」の値「x」", "直す", "要確認"
        )
        for name in ("協力者", "団体")
    ]
    now = replace(doubt("value-doubtful", "C2"), message="KPI「団体」の値「y」", remedy="直す")
    told = correction_round.changes(submission, asked, [now])
    assert [(change.change, change.message) for change in told] == [
        (RequestOutcome.FIXED, "KPI「協力者」の値「x」"),
        (RequestOutcome.REMAINS, "KPI「団体」の値「y」"),
    ]
