"""Returns as such: which have come, which can be read, which of several counts."""

from __future__ import annotations

from tests.rules.builders import brief, in_report, plan
from zushi_xl import rules
from zushi_xl.cells import Source, Unreadable
from zushi_xl.finding import Severity
from zushi_xl.report import Adoption, InputFile

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
