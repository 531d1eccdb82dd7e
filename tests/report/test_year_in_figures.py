"""What a year is counted to: grades, moves, standings of KPIs, money. Every figure by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish.small import finding
from tests.rules.builders import FORM, LEAD, book, grades, plan
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.model import Block
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.facts import (
    KpiVerdict,
    Money,
    Move,
    absent_divisions,
    findings_without_mark,
    grade_counts,
    last_grade_text,
    marked_cells,
    money_of,
    move_of,
    rated_level,
    standings,
    top_section,
)
from zushi_xl.report.kpi_words import is_possible
from zushi_xl.report.model import DivisionState, Receipt, Report
from zushi_xl.report.rating_counts import rating_counts
from zushi_xl.report.review import Review
from zushi_xl.report.spending import (
    Stated,
    amount_printed,
    inexact_report,
    spending_of,
    total_of,
)
from zushi_xl.workbook.cells import Source


def report(of: Plan, table: str, findings: Iterable[Finding] = ()) -> Report:
    made = consolidate(of, FORM, [book(of, table)])
    return replace(made, findings=tuple(findings))


def at(cell: str, rule: str = "x", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    source = Source(f"{LEAD}.xlsx", "5-1-②", cell)
    return finding(rule, severity, source=source, **more)


# ------------------------------------------------------------------ money

TWO = "5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業\n5-1-②-② | ② | 交流 | 市民協働課 | | 講座事業"
SAME = "E12 | 5-1-②-① amount | 100円\nE20 | 5-1-②-② amount | 100円"
OTHER = "E12 | 5-1-②-① amount | 100円\nE20 | 5-1-②-② amount | 30円"
CONFLICT = "budget-conflict"


def both(one: str, other: str) -> str:
    return f"E12 | 5-1-②-① amount | {one}\nE20 | 5-1-②-② amount | {other}"


def money(settled: str = "") -> Plan:
    return plan(initiatives=TWO, programs=f"講座事業 | {settled}")


def accepted(cell: str, code: str, *, waived: bool = True) -> Finding:
    return at(cell, CONFLICT, Severity.CONFIRM, code=code, waived=waived)


@pytest.mark.parametrize(
    ("settled", "table", "findings", "amount", "state", "review"),
    [
        ("", SAME, (), "100", Stated.REPORTED, Review.NONE),
        ("90", SAME, (), "100", Stated.REPORTED, Review.NONE),
        ("", OTHER, (), None, Stated.CONFLICT, Review.NONE),
        ("90", OTHER, (), "90", Stated.SETTLED, Review.NONE),
        ("", OTHER, (accepted("E12", "5-1-②-①"),), "130", Stated.ACCEPTED, Review.WAIVED),
        ("90", OTHER, (accepted("E12", "5-1-②-①"),), "90", Stated.SETTLED, Review.WAIVED),
        (
            "",
            OTHER,
            (accepted("E12", "5-1-②-①"), accepted("E20", "5-1-②-②", waived=False)),
            None,
            Stated.CONFLICT,
            Review.CONFIRM,
        ),
        ("", OTHER, (at("E20"),), "100", Stated.REPORTED, Review.ERROR),  # the other is faulty
        ("", OTHER, (at("E12"), at("E20")), None, Stated.FAULTY, Review.ERROR),
        ("", "E12 | 5-1-②-① amount | 人件費のみ", (), None, Stated.UNREAD, Review.NONE),
        ("", "E12 | 5-1-②-① amount | ー", (), None, Stated.UNREPORTED, Review.NONE),  # E20 is empty
        ("", "E12 | 5-1-②-① amount | ", (), None, Stated.UNREPORTED, Review.NONE),
        ("", "E12 | 5-1-②-① amount | ", (at("E12"),), None, Stated.UNREPORTED, Review.ERROR),
        ("", both("ー", "該当なし"), (), None, Stated.NOTHING, Review.NONE),
        ("", both("ー", "該当なし"), (at("E12"),), None, Stated.NOTHING, Review.ERROR),
        ("", both("ー", "集計中"), (), None, Stated.NOT_YET, Review.NONE),
        ("", both("未確定", "集計中"), (), None, Stated.NOT_YET, Review.NONE),
        ("", both("集計中", "人件費のみ"), (), None, Stated.UNREAD, Review.NONE),
        ("", both("集計中", "人件費のみ"), (at("E20"),), None, Stated.FAULTY, Review.ERROR),
        ("", both("100円", "集計中"), (), "100", Stated.REPORTED, Review.NONE),
        ("", "E12 | 5-1-②-① amount | 0円", (), "0", Stated.REPORTED, Review.NONE),
        ("", "E12 | 5-1-②-① amount | 100円\nE20 | 5-1-②-② amount | ー", (), "100", Stated.REPORTED, Review.NONE),
    ],
)  # fmt: skip
def test_what_a_program_spent(
    settled: str,
    table: str,
    findings: tuple[Finding, ...],
    amount: str | None,
    state: Stated,
    review: Review,
) -> None:
    (found,) = spending_of(report(money(settled), table, findings))
    wanted = None if amount is None else Decimal(amount)
    assert (found.amount, found.state, found.review) == (wanted, state, review)
    assert total_of([found]) == (wanted or 0)
    known = Decimal(settled) if settled else None
    assert found.difference == (None if wanted is None or known is None else wanted - known)


THREE = f"{TWO}\n5-1-②-③ | ③ | 名簿 | 市民協働課 | | 講座事業"


@pytest.mark.parametrize(
    ("third", "amount", "state"),
    [
        ("5円", "135", Stated.ACCEPTED),
        ("0円", "130", Stated.ACCEPTED),
        ("ー", "130", Stated.ACCEPTED),
        ("集計中", None, Stated.NOT_YET),
        ("人件費のみ", None, Stated.UNREAD),
        ("", None, Stated.UNREPORTED),
    ],
)
def test_accepted_parts_are_no_sum_while_one_is_missing(
    third: str, amount: str | None, state: Stated
) -> None:
    of = plan(initiatives=THREE, programs="講座事業")
    table = f"{OTHER}\nE28 | 5-1-②-③ amount | {third}"
    (found,) = spending_of(report(of, table, (accepted("E12", "5-1-②-①"),)))
    assert (found.amount, found.state) == (amount and Decimal(amount), state)


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        (SAME, "100円"),
        ("E12 | 5-1-②-① amount | 2千円", "2千円"),
        ("E12 | 5-1-②-① amount | 2千円\nE20 | 5-1-②-② amount | 2,000円", "2,000円"),
        (OTHER, ""),
        ("E12 | 5-1-②-① amount | 約100円", "約100円"),
    ],
)
def test_an_amount_in_words(table: str, printed: str) -> None:
    (found,) = spending_of(report(money(), table))
    assert amount_printed(found) == printed
    inexact = inexact_report(found)
    assert (inexact.text if inexact else None) == (
        printed if printed in ("2千円", "約100円") else None
    )


def test_the_sums_of_a_year() -> None:
    names = ("甲", "乙", "丙", "丁", "戊")
    of = plan(
        initiatives="\n".join(
            f"5-1-②-{n} | {n} | {name} | 市民協働課 | | {name}事業" for n, name in zip("①②③④⑤", names, strict=True)
        ),
        programs="甲事業 | 100\n乙事業 | 250\n丙事業 | 40\n丁事業\n戊事業",
    )  # fmt: skip
    amounts = ("100円", "200円", "ー", "30円", "多額")
    table = "\n".join(
        f"E{n} | 5-1-②-{number} amount | {text}"
        for n, (number, text) in enumerate(zip("①②③④⑤", amounts, strict=True), 12)
    )
    found = money_of(report(of, table))
    assert found == Money(
        reported=Decimal(330),
        stated=3,
        settled=Decimal(390),
        registered=3,
        compared=2,
        differing=1,
        left_out={Stated.UNREAD: ("戊事業",), Stated.NOTHING: ("丙事業",)},
    )
    assert found.left_out_text() == "読み取れない 1件（戊事業）、額なし 1件（丙事業）"
    many = replace(found, left_out={Stated.UNREPORTED: ("甲", "乙", "丙")})
    assert many.left_out_text(2) == "未報告 3件（甲、乙ほか）"
    assert many.left_out_text(3) == "未報告 3件（甲、乙、丙）"


# ------------------------------------------------------------------ grades

SECTIONS = f"""
5 | 支え合うまち | {LEAD}
5-1 | |
5-1-① | 甲 | {LEAD} | 前年度の評価=B
5-1-② | 乙 | {LEAD} | 前年度の評価=A：順調
5-1-③ | 丙 | {LEAD} | 前年度の評価=C
6 | 学ぶまち | {LEAD}
6-1 | |
6-1-① | 丁 | {LEAD} | 前年度の評価=Ｘ
6-1-② | 戊 | {LEAD}
"""
RATED = """
C5 | 5-1-① rating | A
C6 | 5-1-② rating | B
C7 | 5-1-③ rating | C
C8 | 6-1-① rating | A
C9 | 6-1-② rating | Ｅ
"""


def test_grades_are_counted_under_their_pillar() -> None:
    year = report(plan(sections=SECTIONS), RATED)
    assert rated_level(year) is Level.MEASURE
    counts = [
        (c.number, c.name, c.code, dict(c.counts), c.without, c.total)
        for c in grade_counts(year, Level.MEASURE)
    ]
    assert counts == [
        ("5", "支え合うまち", "5", {"A": 1, "B": 1, "C": 1}, 0, 3),
        ("6", "学ぶまち", "6", {"A": 1}, 1, 2),
    ]
    (whole,) = grade_counts(year, Level.PILLAR)
    assert (whole.number, whole.name, whole.code, whole.without) == ("", "全体", "", 2)
    tops = [top_section(year, code) for code in ("6-1-①", "6", "9")]
    assert [top.code if top else None for top in tops] == ["6", "6", None]


def test_moves_against_the_year_before() -> None:
    year = report(plan(sections=SECTIONS), RATED)
    moves = {e.section.code: move_of(year, e) for e in year.evaluations if "-" in e.section.code}
    assert moves["5-1-①"] is Move.UP
    assert moves["5-1-②"] is Move.DOWN
    assert moves["5-1-③"] is Move.SAME
    assert moves["6-1-①"] is Move.NONE  # Ｘ is no grade
    assert moves["6-1-②"] is Move.NONE
    texts = [last_grade_text(year, s) for s in year.plan.sections if s.code.count("-") == 2]
    assert texts == ["B：概ね順調", "A：順調", "C：遅れ", "Ｘ", ""]
    assert [move.sign for move in Move] == ["↑", "→", "↓", "－"]


def test_a_grade_that_does_not_rank_moves_nowhere() -> None:
    ended = Grade((), "完", "完了", "", GradeClass.FINISHED, None, None, Source(""))
    of = plan(sections=SECTIONS, grades=(*grades(), ended))
    year = report(of, RATED.replace("5-1-① rating | A", "5-1-① rating | 完了"))
    assert move_of(year, year.evaluation_of["5-1-①"]) is Move.NONE


def test_ratings_are_counted_with_shares_and_points() -> None:
    points = {"A": Decimal(4), "B": Decimal(3), "C": Decimal(2)}
    ended = Grade((), "完", "完了", "", GradeClass.FINISHED, None, None, Source(""))
    scale = tuple(g._replace(points=points.get(g.symbol)) for g in grades())
    of = plan(sections=SECTIONS, grades=(*scale, ended))
    table = RATED.replace("6-1-① rating | A", "6-1-① rating | 完了")
    of = replace(of, settings=replace(of.settings, share_decimals=1))
    pillar, measure = rating_counts(report(of, table))
    assert (pillar.without, pillar.ranked, pillar.mean) == (2, 0, None)
    assert pillar.share(scale[0]) is None
    assert (measure.level_name, measure.label) == ("具体的施策", "進捗状況評価")
    assert dict(measure.counts) == {"A": 1, "B": 1, "C": 1, "D": 0, "完": 1}
    assert (measure.without, measure.ranked, measure.pointed) == (1, 3, 3)
    assert [measure.share(g) for g in scale] == [Decimal("33.3")] * 3 + [Decimal("0.0")]
    assert measure.share(ended) is None
    assert measure.mean == Decimal("3.0")


@pytest.mark.parametrize(
    ("given", "decimals", "shares", "mean"),
    [
        ("A A B", 0, "67 33", "4"),  # 11 / 3 = 3.67
        ("A A B", 2, "66.67 33.33", "3.67"),
        ("A B B B B B B B", 0, "13 88", "3"),  # 12.5 and 87.5: half goes up
        ("A B", 0, "50 50", "4"),  # 3.5
    ],
)
def test_shares_are_rounded_half_up(given: str, decimals: int, shares: str, mean: str) -> None:
    words = given.split()
    codes = [f"5-1-{chr(ord('①') + n)}" for n in range(len(words))]
    scale = tuple(
        g._replace(points=Decimal(p)) for g, p in zip(grades("A順調 B概ね"), (4, 3), strict=True)
    )
    of = plan(
        sections="\n".join((f"5 | | {LEAD}", "5-1 | |", *(f"{c} | 甲 | {LEAD}" for c in codes))),
        grades=scale,
    )
    of = replace(of, settings=replace(of.settings, share_decimals=decimals))
    table = "\n".join(
        f"C{n} | {code} rating | {word}" for n, (code, word) in enumerate(zip(codes, words, strict=True), 5)
    )  # fmt: skip
    measure = rating_counts(report(of, table))[-1]
    assert [measure.share(g) for g in scale] == [Decimal(s) for s in shares.split()]
    assert measure.mean == Decimal(mean)


# ------------------------------------------------------------------ KPIs


@pytest.mark.parametrize(
    ("kpi", "typed", "verdict", "progress", "behind"),
    [
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "150件", KpiVerdict.BETTER, "50.0", None),
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "120件", KpiVerdict.SAME, "20.0", None),
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "119件", KpiVerdict.WORSE, "19.0", None),
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "200件", KpiVerdict.REACHED, "100.0", None),
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "133件", KpiVerdict.BETTER, "33.0", None),
        ("上昇 実数 | 2022.3=100件 | 2023=120件 | target=200件", "未実施", KpiVerdict.NONE, None, None),
        ("上昇 実数 | target=200件", "150件", KpiVerdict.NONE, None, None),
        ("下降 実数 | 2022.3=100件 | target=40件", "70件", KpiVerdict.BETTER, "50.0", None),
        ("下降 実数 | 2022.3=100件 | target=40件", "101件", KpiVerdict.WORSE, "-1.7", None),
        ("上昇 実数 | 2023=120件 | 2024=（140件） | target=200件", "139件", KpiVerdict.BETTER, "23.8", True),
        ("上昇 実数 | 2023=120件 | 2024=（140件） | target=200件", "140件", KpiVerdict.BETTER, "25.0", False),
        ("維持 実数 | 2023=120件", "150件", KpiVerdict.NONE, None, None),
        ("上昇 実数 | 2023=120件", "150件", KpiVerdict.BETTER, None, None),
        ("上昇 実数 | 2023=120件", "110件", KpiVerdict.WORSE, None, None),
        ("下降 実数 | 2023=120件", "110件", KpiVerdict.BETTER, None, None),
    ],
)  # fmt: skip
def test_where_a_kpi_stands(
    kpi: str, typed: str, verdict: KpiVerdict, progress: str | None, behind: bool | None
) -> None:
    of = plan(kpis=f"5-1-② | 指標 | 件 | {kpi}")
    (found,) = standings(report(of, f"D3 | 5-1-② KPI1 | {typed}"))
    wanted = None if progress is None else Decimal(progress)
    assert (found.verdict, found.progress, found.behind_plan) == (verdict, wanted, behind)
    assert (found.now is None) is (typed == "未実施")


def test_a_faulty_figure_is_not_judged() -> None:
    of = plan(kpis="5-1-② | 指標 | 件 | 上昇 実数 | 2023=120件 | target=200件")
    table = "D3 | 5-1-② KPI1 | 150件"
    (faulty,) = standings(report(of, table, [at("D3")]))
    assert (faulty.verdict, faulty.now) == (KpiVerdict.NONE, None)
    assert faulty.before is not None
    assert faulty.before.text == "120件"
    (doubted,) = standings(report(of, table, [at("D3", severity=Severity.CONFIRM)]))
    assert doubted.verdict is KpiVerdict.BETTER


@pytest.mark.parametrize(
    ("typed", "findings", "why"),
    [
        ("", (), "未報告"),
        ("集計中", (), "未確定"),
        ("該当なし", (), "値なし"),
        ("150件か160件", (), "読み取れない"),
        ("自治会へ働きかけた", (), "文章による記載"),
        ("150件", (at("D3"),), "要修正"),
        ("150件", (), ""),
    ],
)
def test_why_there_is_no_verdict(typed: str, findings: tuple[Finding, ...], why: str) -> None:
    of = plan(kpis="5-1-② | 指標 | 件 | 上昇 実数 | 2023=120件 | target=200件")
    table = f"D3 | 5-1-② KPI1 | {typed}" if typed else ""
    (found,) = standings(report(of, table, findings))
    assert found.without == why


def test_a_form_that_does_not_ask_is_the_reason() -> None:
    of = plan(kpis="5-1-② | 指標 | 件 | 上昇 実数 | 2023=120件 | target=200件")
    form = replace(FORM, fields=tuple(f for f in FORM.fields if f.block is not Block.KPI))
    made = consolidate(of, form, [])
    (found,) = standings(made)
    assert (found.verdict, found.without) == (KpiVerdict.NONE, "記入を求めない")


@pytest.mark.parametrize(
    ("planned", "value", "possible"),
    [
        ("100％", "100", True),
        ("100％", "100.1", False),
        ("101％", "100.1", True),  # the plan itself goes beyond
        ("100.5％", "150", True),
        ("100％", "0", True),
        ("100％", "-0.1", False),
    ],
)
def test_a_share_lies_between_0_and_100(planned: str, value: str, possible: bool) -> None:
    of = plan(kpis=f"5-1-② | 指標 | ％ | 上昇 割合 | 2023=90％ | target={planned}")
    assert is_possible(of.kpis[0], Decimal(value)) is possible


def test_the_words_of_a_verdict() -> None:
    assert [v.text for v in KpiVerdict] == [
        "◎ 目標達成",
        "○ 前進",
        "→ 横ばい",
        "▼ 後退",
        "－ 判定なし",
    ]


# ------------------------------------------------------------------ what pages mark


def test_the_cells_that_pages_mark_and_findings_that_none_can_bear() -> None:
    of = plan()
    table = "C5 | 5-1-② rating | A\nC6 | 5-1-② next_steps | 続ける。"
    findings = (
        at("C5", "一"),
        at("C6", "二", Severity.INFO),
        at("C7", "三", Severity.CONFIRM),
        at("C8", "四", Severity.INFO),
        at("C9", "五", waived=True),
    )
    year = report(of, table, findings)
    assert [source.cell for source in marked_cells(year)] == ["C5"]
    assert [f.rule for f in findings_without_mark(year)] == ["三"]


def test_divisions_without_a_readable_book_are_missing() -> None:
    states = [DivisionState(receipt.name, receipt) for receipt in Receipt]
    year = replace(report(plan(), "C5 | 5-1-② rating | A"), divisions=tuple(states))
    assert absent_divisions(year) == {"MISSING": "未提出", "UNREADABLE": "読めない"}
