"""Returns as such: which have come, which can be read, which of several counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.rules.builders import book, brief, in_report, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.workbook.cells import Source, Unreadable

PLAN = plan(initiatives="5-1-②-① | ① | 補償 | 社会教育課")


def test_file_unreadable_raised() -> None:
    book = Unreadable("a.xlsx", "", "パスワードがかかっています。", "外して提出してください。")
    finding = rules.unreadable(book)
    assert (finding.rule, finding.severity) == ("file-unreadable", Severity.ERROR)
    assert finding.source == Source("a.xlsx")


def test_file_unreadable_silent() -> None:
    read = InputFile("a.xlsx", "", Adoption.ADOPTED, division="市民協働課")
    assert in_report(PLAN, inputs=[read]) == []  # type: ignore[list-item]


def test_division_missing_raised() -> None:
    (finding,) = in_report(PLAN, missing=["社会教育課"])
    assert (finding.rule, finding.severity) == ("division-missing", "confirm")
    assert brief([finding]) == [("division-missing", "")]
    assert (finding.division, finding.expected) == ("社会教育課", "5-1-②-①")


def test_division_missing_silent() -> None:
    assert in_report(PLAN, "C12 | 5-1-② next_steps | 続ける。") == []


def test_return_superseded_raised() -> None:
    older = InputFile("old.xlsx", "", Adoption.SUPERSEDED, "第2回を採用しました。", "市民協働課", 1)
    (finding,) = in_report(PLAN, inputs=[older])  # type: ignore[list-item]
    assert (finding.rule, finding.severity) == ("return-superseded", "info")
    assert finding.source == Source("old.xlsx")
    assert "第2回を採用しました。" in finding.message


def test_return_superseded_silent() -> None:
    newer = InputFile("new.xlsx", "", Adoption.ADOPTED, "", "市民協働課", 2)
    assert in_report(PLAN, inputs=[newer]) == []  # type: ignore[list-item]


def _late(saved: str, round_: int = 1) -> list[str]:
    due = plan(settings=replace(PLAN.settings, deadline=date(2025, 5, 30)))
    file = InputFile("a.xlsx", "", Adoption.ADOPTED, "", "市民協働課", round_, saved)
    return [f.rule for f in in_report(due, inputs=[file])]  # type: ignore[list-item]


def test_return_late_raised() -> None:
    assert _late("2025-06-02T01:00:00Z") == ["return-late"]
    assert _late("2025-05-30T15:00:00Z") == ["return-late"]  # midnight in Japan


def test_return_late_silent() -> None:
    assert _late("2025-05-30T14:59:59Z") == []
    assert _late("2025-05-30T23:00:00") == []  # a time without zone is local
    assert _late("") == []
    assert _late("きのう") == []
    assert _late("2025-06-20T01:00:00Z", round_=2) == []  # a correction comes later
    late = InputFile("a.xlsx", "", Adoption.ADOPTED, "", "", 1, "2030-01-01T00:00:00Z")
    assert in_report(PLAN, inputs=[late]) == []  # type: ignore[list-item]


def _pair(best: str, other: str) -> list[Finding]:
    mine, its = book(PLAN, best), replace(book(PLAN, other), file="他.xlsx")
    return list(rules.returns_differ(mine, its, "後で保存されたため。"))


def test_returns_differ_raised() -> None:
    (changed,) = _pair("C8 | 5-1-② next_steps | 続ける。", "C8 | 5-1-② next_steps | やめる。")
    assert changed.given == "5-1-② 今後の対応：採用「続ける。」、不採用「やめる。」"
    (lost,) = _pair("C8 | 5-1-② next_steps | ", "C8 | 5-1-② next_steps | やめる。")
    assert lost.given == "5-1-② 今後の対応：他.xlsx だけ「やめる。」"
    assert (lost.rule, lost.severity) == ("returns-differ", "confirm")


def test_returns_differ_silent() -> None:
    same = "C8 | 5-1-② next_steps | 続ける。"
    assert _pair(same, same) == []
    assert _pair(same, "C8 | 5-1-② next_steps | ") == []


def test_file_passed_over_raised() -> None:
    finding = rules.passed_over("市民協働課.pdf", "PDF です")
    assert (finding.rule, finding.message) == ("file-passed-over", "読んでいません：PDF です。")


def test_file_passed_over_silent() -> None:
    ignored = InputFile("資料.pdf", "", Adoption.IGNORED, "PDF です")
    assert in_report(PLAN, inputs=[ignored]) == []  # type: ignore[list-item]


def test_own_product_raised() -> None:
    assert rules.own_product("a.xlsx", "評価書です。").rule == "own-product"


def test_own_product_silent() -> None:
    ignored = InputFile("評価書.xlsx", "", Adoption.IGNORED, "評価書です。")
    assert in_report(PLAN, inputs=[ignored]) == []  # type: ignore[list-item]
