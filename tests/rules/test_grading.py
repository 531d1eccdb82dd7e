"""Rows of condition → grade: which row holds, its arithmetic, mirrored KPIs, missing figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.builders import plan
from zushi_xl.rules.grading import Criterion, Proposal, lowest, propose, read_condition

ROWS = (
    Criterion("定性", ""),
    Criterion("値なし", ""),
    Criterion("達成率 ≧ 100", "S"),
    Criterion("計画比 >= 100 かつ 実績 ≧ 前年度", "A"),
    Criterion("計画比 ≧ 90", "B"),
    Criterion("その他", "C"),
)
RISING = plan(
    kpis="5-1-② | 団体 | 団体 | 上昇 実数 | 2022.3=400団体 | 2023=420団体 | 2024=（440団体）"
    " | target=500団体"
)
FALLING = plan(
    kpis="5-1-② | 空き店舗 | 件 | 下降 実数 | 2022.3=34件 | 2023=29件 | 2024=（28件） | target=20件以下"
)
WORDS = plan(kpis="5-1-② | 組織されている。 | | 上昇 定性 | 2023=働きかけ")


@pytest.mark.parametrize(
    ("value", "grade", "arithmetic"),
    [
        ("500", "S", "達成率 100.0％ ≧ 100％"),
        ("440", "A", "計画比 100.0％ ≧ 100％、実績 440団体 ≧ 前年度 420団体"),
        ("396", "B", "計画比 90.0％ ≧ 90％"),
        ("395", "C", "その他"),
    ],
)
def test_the_first_row_that_holds_gives_the_grade(value: str, grade: str, arithmetic: str) -> None:
    assert propose(ROWS, RISING, RISING.kpis[0], Decimal(value)) == Proposal(grade, arithmetic)


@pytest.mark.parametrize(
    ("value", "grade", "arithmetic"),
    [
        ("20", "S", "達成率 100.0％ ≧ 100％"),
        ("28", "A", "計画比 100.0％ ≧ 100％、実績 28件 ≦ 前年度 29件"),
        ("30", "B", "計画比 93.3％ ≧ 90％"),
        ("40", "C", "その他"),
    ],
)
def test_a_kpi_that_should_fall_is_mirrored(value: str, grade: str, arithmetic: str) -> None:
    assert propose(ROWS, FALLING, FALLING.kpis[0], Decimal(value)) == Proposal(grade, arithmetic)


def test_no_value_and_words_are_left_to_the_division() -> None:
    assert propose(ROWS, RISING, RISING.kpis[0], None) == Proposal("", "値なし")
    assert propose(ROWS, WORDS, WORDS.kpis[0], None) == Proposal("", "定性")


def test_a_row_that_needs_an_unknown_figure_does_not_hold() -> None:
    fresh = plan(kpis="5-1-② | 団体 | 団体 | 上昇 実数 | target=500団体")
    rows = (
        Criterion("実績 ≧ 前年度", "A"),
        Criterion("増減率 ≧ 0", "A"),
        Criterion("進捗率 ≧ 0", "A"),
    )
    assert propose(rows, fresh, fresh.kpis[0], Decimal(600)).grade == ""


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("進捗率 ≧ 50", "450", True),
        ("進捗率 > 50", "450", False),
        ("増減率 ≧ ▲5", "399", True),
        ("増減率 ≧ ▲5", "398", False),
        ("実績 ＞＝ 計画値", "440", True),
        ("実績 > 計画値", "440", False),
        ("実績 ≧ 目標", "499", False),
        ("現状 < 実績", "401", True),
    ],
)
def test_conditions(condition: str, value: str, holds: bool) -> None:
    proposal = propose((Criterion(condition, "A"),), RISING, RISING.kpis[0], Decimal(value))
    assert bool(proposal.grade) is holds


@pytest.mark.parametrize(
    "text",
    ["", "よくできた", "達成率", "達成率 ≧", "達成率 ≧ 百点", "達成率 ≧ 実績", "実績 ≧ 10 かつ"],
)
def test_what_is_no_condition_is_not_read(text: str) -> None:
    assert read_condition(text) is None


def test_of_several_kpis_the_lowest_grade_counts() -> None:
    proposals = [Proposal("S", "達成率"), Proposal("", "値なし"), Proposal("B", "計画比")]
    assert lowest(proposals, "SABC") == Proposal("B", "計画比")
    assert lowest([Proposal("", "値なし")], "SABC") is None
