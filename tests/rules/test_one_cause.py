"""One cause on one cell is one finding: hundreds of answers, and every page of the suite.

Pairs that may stand on one cell say two things that are mended apart; they are listed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from tests.rules.builders import in_book, plan
from tests.rules.test_budget import CENTRE
from tests.rules.test_budget import PLAN as BUDGET
from tests.suite.pages import cases
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.plan.model import Plan

APART = {
    # planned or inexact as written, and of a size that cannot be
    frozenset({"kpi-planned-as-actual", "kpi-out-of-range"}),
    frozenset({"kpi-planned-as-actual", "kpi-far-off"}),
    frozenset({"kpi-planned-as-actual", "kpi-digit-slip"}),
    frozenset({"kpi-inexact", "kpi-out-of-range"}),
    frozenset({"kpi-inexact", "kpi-far-off"}),
    frozenset({"kpi-inexact", "kpi-digit-slip"}),
    # written without the yen, and far from what it should be
    frozenset({"budget-inexact", "budget-settled-differs"}),
    frozenset({"budget-inexact", "budget-far-from-last-year"}),
    frozenset({"budget-inexact", "budget-digit-slip"}),
    # an amount of no program, whatever the amount is
    frozenset({"budget-without-program", "budget-inexact"}),
    frozenset({"budget-without-program", "budget-far-from-last-year"}),
    frozenset({"budget-without-program", "budget-digit-slip"}),
    frozenset({"budget-without-program", "budget-thousand-yen"}),
    # the grade against the figures, and against the words
    frozenset({"rating-words-differ", "rating-too-low"}),
    frozenset({"rating-words-differ", "rating-doubtful"}),
    # which of two files counts, and that they differ
    frozenset({"return-superseded", "returns-differ"}),
    # somebody wrote a comment, and nothing else
    frozenset({"sheet-blank", "cell-comment"}),
}
NOWHERE = "－"  # a page's word for no place in a book: several files or divisions

KPIS = {
    "実数": "5-1-② | 団体の数 | 団体 | 上昇 実数 | 2022.3=407団体 | 2023=424団体 | 2024=（440団体） | target=500団体\n"
    "5-1-② | 参加の数 | 人 | 上昇 実数 | 2022.3=1000人 | 2023=1030人 | target=1200人",
    "割合": "5-1-② | 割合 | ％ | 上昇 割合 | 2022.3=62.0％ | 2023=64.1％ | 2024=（65.0％） | target=70％以上",
    "累計": "5-1-② | 延長 | km | 上昇 累計 | 2022.3=10km | 2023=12km | 2024=（14km） | target=20km以上",
    "下降": "5-1-② | 事故 | 件 | 下降 実数 | 2022.3=54件 | 2023=45件 | 2024=（40件） | target=30件以下",
}
FIGURES = [
    "ー",
    "0",
    "424",
    "424団体",
    "440",
    "（440団体）",
    "4240",
    "42",
    "42400",
    "500団体",
    "244",
    "1,030人",
    "-424",
    "▲424",
    "424.5",
    "約430",
    "430以上",
    "430（見込み）",
    "450",
    "900",
    "212",
    "66.7％",
    "0.667",
    "667％",
    "46.1％",
    "100.1％",
    "-3％",
    "#0.641",
    "6.41％",
    "12",
    "11km",
    "120km",
    "1.2km",
    "14km",
    "20km",
    "45件",
    "4.5件",
    "450件",
    "54件",
    "30件",
    "前年度と同じ",
    "未定",
    "430・440",
    "四百三十団体",
    "2024年度",
    "430人",
    "(430)",
    "64.1",
    "5",
    "430団体（正しくは450団体）",
]
MONEY = [
    "ー",
    "0",
    "205,158円",
    "2,051,580円",
    "20,515円",
    "205千円",
    "205",
    "約205,158円",
    "205,158円以上",
    "▲205,158",
    "#-205158",
    "（205,158円）",
    "88,984,883円",
    "88,984千円",
    "8,898,488円",
    "889,848,830円",
    "88984.883",
    "2百万円ほか",
    "未定",
    "190,050円",
    "100万円",
    "12.5円",
    "0千円",
    "精算中",
]
PROGRAMS = ("", "ー", CENTRE, "国際交流推進事業", "存在しない事業")
DONE = ("", "・講座を3回開いた。", "・補助金を交付した。")
WORDS = [
    "同上",
    "前年度と同じ",
    "講座を〇〇回開いた。",
    "令和6年13月1日に開いた。",
    "平成36年度に実施した。",
    "登録は424団体から390団体に減った。",
    "登録は390団体に増えた。",
    "目標を達成した。",
    "文字化け?????",
    "市民共同課と協力した。",
    "評価はBである。",
    "3回と2回で計6回",
    "070-1234-5678に電話",
    "山田太郎さんが参加した。",
    "・実施なし",
    "なし",
    "別紙のとおり",
]


def _pairs(findings: list[Finding], year: Plan) -> Iterator[frozenset[str]]:
    cells: dict[object, list[str]] = {}
    for finding in rules.settle(findings, year):
        if finding.source and finding.source.cell:
            cells.setdefault(finding.source, []).append(finding.rule)
    for found in cells.values():
        yield from (frozenset(pair) for pair in combinations(found, 2))


def _apart(year: Plan, table: str) -> None:
    both = {pair for pair in _pairs(in_book(year, table), year) if pair not in APART}
    assert not both, (table, sorted(map(sorted, both)))


@pytest.mark.parametrize("kind", KPIS)
def test_a_figure(kind: str) -> None:
    year = plan(kpis=KPIS[kind])
    for typed, grade in product(FIGURES, "AD"):
        _apart(year, f"D3 | 5-1-② KPI1 | {typed}\nD2 | 5-1-② rating | {grade}")


def test_a_figure_that_is_anothers() -> None:
    _apart(plan(kpis=KPIS["実数"]), "D3 | 5-1-② KPI1 | 1030\nD4 | 5-1-② KPI2 | 1030人")


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_amount(program: str) -> None:
    for code, typed, done in product(("5-1-②-①", "5-1-②-③"), MONEY, DONE):
        _apart(
            BUDGET,
            f"E12 | {code} amount | {typed}\nC12 | {code} program | {program}\n"
            f"B12 | {code} results | {done}",
        )


@pytest.mark.parametrize("words", WORDS)
def test_a_text(words: str) -> None:
    more = f"5-1-②-① | ① | 場 | 市民協働課 | | {CENTRE}"
    year = plan(kpis=KPIS["実数"], initiatives=more)
    for figure, grade in product(("390団体", "600団体"), "AD"):
        _apart(
            year,
            f"C5 | 5-1-② remarks | {words}\nC6 | 5-1-② next_steps | 窓口を広げる。\n"
            f"C9 | 5-1-②-① results | 講座を開いた。\nD3 | 5-1-② KPI1 | {figure}\nD2 | 5-1-② rating | {grade}",
        )


def test_the_pages_of_the_suite() -> None:
    for case in cases():
        for one, other in combinations(case.expected, 2):
            if one.place == other.place != NOWHERE:
                assert frozenset({one.rule, other.rule}) in APART, case.id
