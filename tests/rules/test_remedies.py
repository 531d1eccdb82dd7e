"""Remedies lead somewhere: what they say is done, and the finding is gone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.rules.builders import FORM, LEAD, book, in_book, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Severity
from zushi_xl.report.rounds import Reply
from zushi_xl.workbook.cells import Source
from zushi_xl.workflow import correction_round

PLAN = plan(
    kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 毎年 | 2022.3=407団体 | 2023=424団体 | target=500団体",
    initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業",
    programs="講座事業 | | 2,310,583",
)
RATED = "C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | {}"
DONE = "C11 | 5-1-②-① results | {}\nE12 | 5-1-②-① amount | {}"


def told(table: str) -> set[str]:
    return {f.rule for f in in_book(PLAN, table) if f.severity is not Severity.INFO}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (RATED.format("39団体"), RATED.format("490団体")),
        (RATED.format("490件"), RATED.format("490団体")),
        (RATED.format("490.5団体"), RATED.format("490団体")),
        (RATED.format("（490団体）"), RATED.format("490団体")),
        (RATED.format("390団体"), RATED.format("390団体").replace("A", "C", 1).replace("C5", "C5")),
        (DONE.format("講座を開いた。", "人件費のみ"), DONE.format("講座を開いた。", "0")),
        (DONE.format("講座を開いた。", "集計中"), DONE.format("講座を開いた。", "2,289,233円")),
        (DONE.format("講座を開いた。", "2,289"), DONE.format("講座を開いた。", "2,289,000円")),
        (DONE.format("講座を開いた。", "▲2,289,233円"), DONE.format("講座を開いた。", "2,289,233円")),
        (DONE.format("・実施なし", "2,289,233円"), DONE.format("講座を開いた。", "2,289,233円")),
        (DONE.format("〇〇人が来た。", "2,289,233円"), DONE.format("30人が来た。", "2,289,233円")),
        (DONE.format("○○の森を開いた。", "2,289,233円"), DONE.format("「○○の森」を開いた。", "2,289,233円")),
        (DONE.format("備品を購入した。", "0円"), DONE.format("備品を購入した。", "2,289,233円")),
    ],
)  # fmt: skip
def test_doing_what_the_remedy_says_closes_the_finding(wrong: str, right: str) -> None:
    assert told(wrong) or "○○の森" in wrong
    assert told(right) == set()


@pytest.mark.parametrize(
    "table",
    [
        RATED.format("390団体"), RATED.format("424団体"), RATED.format("500団体"), RATED.format("未実施"),
        DONE.format("講座を開いた。", "22,892,330円"), DONE.format("備品を購入した。", "0円"),
        DONE.format("・実施なし", "2,289,233円"), DONE.format("2023年5月3日に開催した。", "2,289,233円"),
        RATED.format("490団体") + "\nC7 | 5-1-② remarks | 団体数は440団体となった。",
    ],
)  # fmt: skip
def test_a_reply_closes_what_asks_for_one(table: str) -> None:
    open_ = [f for f in in_book(PLAN, table) if f.remedy.endswith(rules.REPLY)]
    assert open_
    replies = [
        Reply(
            f.division,
            2,
            Source("a.xlsx"),
            correction_round.place_of(f),
            f.message,
            "調べて確かめた。",
        )
        for f in open_
    ]
    closed = correction_round.answered(open_, replies)
    assert {f.severity for f in closed} == {Severity.INFO}
    other = [r._replace(asked="別の値") for r in replies]
    assert list(correction_round.answered(open_, other)) == open_


def test_no_remedy_asks_for_words_that_no_rule_reads() -> None:
    folder = Path(rules.__path__[0])
    for path in folder.glob("*.py"):
        texts = [
            n.value
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Constant)
        ]
        for text in (t for t in texts if isinstance(t, str)):
            assert "補足説明に書いてください" not in text
            assert "知らせてください" not in text


def test_a_division_without_remarks_can_still_answer() -> None:
    """A pillar's form has no 補足説明: the doubt speaks of none, and a reply closes it."""
    year = plan(
        kpis="5 | 満足度 | ％ | 上昇 割合 | 2023=64.1% | target=74.1%",
        sections=f"5 | 柱 | {LEAD}",
    )
    returned = book(year, "C5 | 5 rating | A\nD3 | 5 KPI1 | 60.0％")
    (doubt,) = (f for f in rules.check_book(year, FORM, returned) if f.rule == "rating-doubtful")
    assert "補足説明" not in doubt.message
    assert doubt.remedy.endswith(rules.REPLY)
