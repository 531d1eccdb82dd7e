"""Items of several divisions, and what a role reviews: each difference and each silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.publish import small
from tests.publish.small import SHORE, WELFARE, report
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.plan.reviewing import Reviewer
from zushi_xl.report.model import Report
from zushi_xl.rules import check_masters, check_report
from zushi_xl.workbook.cells import Source


def opinion(of: Report, key: Key, text: str) -> Answer:
    """What the shore division typed where the welfare division decides."""
    decided = of.answers[key]
    other = report(answers={("1-1-①", key.field): text}).answers[key]
    source = other.source._replace(file=f"{SHORE}.xlsx")
    return replace(other, slot=decided.slot._replace(owner=SHORE), source=source)


def told(field: str, lead: str, partner: str) -> list[Finding]:
    key = Key("1-1-①", field)
    made = report(answers={("1-1-①", field): lead})
    return [
        f
        for f in check_report(replace(made, opinions=(opinion(made, key, partner),)))
        if f.rule == "partners-differ"
    ]


@pytest.mark.parametrize(
    ("field", "lead", "partner", "is_told"),
    [
        ("rating", "A", "B", True),
        ("rating", "A", "Ａ：順調", False),
        ("meetings", "12", "12回", False),
        ("meetings", "12回", "13回", True),
        ("meetings", "12", "13", True),
        ("meetings", "12回", "12件", True),
        ("meetings", "十二回", "12回", False),
        ("remarks", "広げた。", "狭めた。", False),  # words may differ
        ("rating", "A", " ", False),  # nothing was written
        ("rating", " ", "B", True),
        ("remarks", " ", "狭めた。", True),
    ],
)
def test_what_partners_say(field: str, lead: str, partner: str, is_told: bool) -> None:
    found = told(field, lead, partner)
    assert bool(found) is is_told
    for one in found:
        assert (one.division, one.given) == (WELFARE, partner.strip())
        assert [source.file for source in one.also_at] == [f"{SHORE}.xlsx"]


def test_both_answers_are_quoted() -> None:
    (found,) = told("meetings", "12回", "13回")
    assert f"{WELFARE}は「12回」、共同担当課（{SHORE}）は「13回」です。" in found.message
    assert found.expected == "12回"
    (found,) = told("rating", " ", "B")
    assert f"共同担当課（{SHORE}）だけが記入し、{WELFARE}の欄は空です。" in found.message
    assert found.expected == "記入"


@pytest.mark.parametrize(
    ("column", "said"), [("委員会", ["「委員会」の○"]), ("名称", []), ("", [])]
)
def test_a_role_that_reviews_nothing_is_told(column: str, said: list[str]) -> None:
    """Its column is that of the plan where items have a circle."""
    role = Reviewer("評価委員会", 1, "企画課", column, Source(small.MASTER, "役割", "A2"))
    texts = {"名称": "○"}
    sections = tuple(replace(s, texts=texts) for s in small.plan().sections)
    of = small.plan(reviewers=(role,), sections=sections)
    found = [f for f in check_masters(of, small.FORM) if f.rule == "selection-of-nothing"]
    assert [column in f.given and said[0] in f.message for f in found] == [True] * len(said)
