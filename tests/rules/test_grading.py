"""Rows of condition → grade: which row holds, its arithmetic, mirrored KPIs, missing figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.builders import FORM, book, brief, criteria, in_book, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.grading import Proposal, lowest, propose
from zushi_xl.workbook.cells import Source

ROWS = criteria("""
定性                                |
値なし                              |
達成率 ≧ 100                        | S
計画比 >= 100 かつ 実績 ≧ 前年度    | A
計画比90以上                        | B
その他                              | C
""")
RISING = plan(
    kpis="5-1-② | 団体 | 団体 | 上昇 実数 | 2022.3=400団体 | 2023=420団体 | 2024=（440団体）"
    " | target=500団体"
)
FALLING = plan(
    kpis="5-1-② | 空き店舗 | 件 | 下降 実数 | 2022.3=34件 | 2023=29件 | 2024=（28件） | target=20件以下"
)
WORDS = plan(kpis="5-1-② | 組織されている。 | | 上昇 定性 | 2023=働きかけ")


def proposed(of: Plan, value: str | None, rows: str = "") -> Proposal:
    figure = None if value is None else Decimal(value)
    return propose(criteria(rows) if rows else ROWS, of, of.kpis[0], figure)


@pytest.mark.parametrize(
    ("value", "grade", "arithmetic"),
    [
        ("500", "S", "達成率 500団体÷500団体＝100.0％ ≧ 100％"),
        ("440", "A", "計画比 440団体÷440団体＝100.0％ ≧ 100％、実績 440団体 ≧ 前年度 420団体"),
        ("396", "B", "計画比 396団体÷440団体＝90.0％ ≧ 90％"),
        (
            "395",
            "C",
            "「その他」（達成率 395団体÷500団体＝79.0％、計画比 395団体÷440団体＝89.8％、実績 395団体）",
        ),
    ],
)
def test_the_first_row_that_holds_gives_the_grade(value: str, grade: str, arithmetic: str) -> None:
    found = proposed(RISING, value)
    assert (found.grade, found.arithmetic.replace("79.0", "79.0")) == (
        grade,
        arithmetic.replace("79.0", "79.0"),
    )


@pytest.mark.parametrize(
    ("value", "grade", "arithmetic"),
    [
        ("20", "S", "達成率 20件÷20件＝100.0％ ≧ 100％"),
        ("0", "S", "達成率 20件÷0件＝∞％ ≧ 100％"),
        ("28", "A", "計画比 28件÷28件＝100.0％ ≧ 100％、実績 28件 ≦ 前年度 29件"),
        ("30", "B", "計画比 28件÷30件＝93.3％ ≧ 90％"),
    ],
)
def test_a_kpi_that_should_fall_is_mirrored(value: str, grade: str, arithmetic: str) -> None:
    assert proposed(FALLING, value) == Proposal(grade, arithmetic)
    assert proposed(FALLING, "40").grade == "C"


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ("達成率 ≧ 100 | A\nその他 | C", ""),  # 未実施 is no C
        ("実績 ≧ 現状 | A\nその他 | C", ""),
        ("実績 ≧ 現状 | A | | 次の行へ\nその他 | C", "C"),  # asked for
        ("値なし | D\n達成率 ≧ 100 | A\nその他 | C", "D"),
        ("経過率 ≧ 100 | A\nその他 | C", "C"),  # no row needs the value
        ("その他 | C", "C"),
    ],
)
def test_what_is_unknown_is_none_of_the_others(rows: str, grade: str) -> None:
    assert proposed(RISING, None, rows).grade == grade


def test_no_value_and_words_are_left_to_the_division() -> None:
    assert proposed(RISING, None) == Proposal("", "「値なし」")
    assert proposed(WORDS, None) == Proposal("", "「定性」")


def test_a_bound_is_compared_exactly_and_shown_so() -> None:
    near = plan(kpis="5-1-② | 人 | 人 | 上昇 実数 | target=10,000人")
    rows = "達成率 ≧ 100 | A\n達成率 > 99.9 | B"
    assert proposed(near, "9996", rows) == Proposal(
        "B", "達成率 9,996人÷10,000人＝99.96％ > 99.9％"
    )


def test_a_row_that_needs_an_unknown_figure_does_not_hold() -> None:
    fresh = plan(kpis="5-1-② | 団体 | 団体 | 上昇 実数 | target=500団体")
    rows = "実績 ≧ 前年度 | A\n増減率 ≧ 0 | A\n進捗率 ≧ 0 | A\n計画進捗率 ≧ 0 | A"
    assert proposed(fresh, "600", rows) == Proposal("", "当てはまる行がありません")


def test_a_row_may_wait_for_its_figure() -> None:
    fresh = plan(kpis="5-1-② | 団体 | 団体 | 上昇 実数 | target=500団体")
    rows = "実績 ≧ 前年度 | A | | 担当課の判断\nその他 | C"
    assert proposed(fresh, "600", rows) == Proposal("", "前年度が分からないため担当課の判断")


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("進捗率 ≧ 50", "450", True),
        ("進捗率 > 50", "450", False),
        ("計画進捗率 ≧ 100", "440", True),
        ("計画進捗率 ≧ 100", "439", False),
        ("増減率 ≧ ▲5", "399", True),
        ("増減率 ≧ ▲5", "398", False),
        ("実績 ＞＝ 計画値", "440", True),
        ("実績 > 計画値", "440", False),
        ("実績が計画値以上", "440", True),
        ("実績が計画値超", "440", False),
        ("実績は450未満", "449", True),
        ("実績 ≧ 目標", "499", False),
        ("現状 < 実績", "401", True),
    ],
)
def test_conditions(condition: str, value: str, holds: bool) -> None:
    assert bool(proposed(RISING, value, f"{condition} | A").grade) is holds


def _of(target: str, trend: str, values: str = "") -> Plan:
    more = "".join(f" | {value}" for value in values.split())
    return plan(kpis=f"5-1-② | 指標 | 件 | {trend} 実数{more} | target={target}件")


@pytest.mark.parametrize(
    ("target", "trend", "values", "value", "arithmetic"),
    [
        # figures below 0 have no share of each other: the way made from the baseline counts
        ("▲50", "上昇", "2022.3=▲150件", "-100", "達成率 (-100件－-150件)÷(-50件－-150件)＝50.0％"),
        ("▲50", "上昇", "2022.3=▲150件", "-40", "達成率 (-40件－-150件)÷(-50件－-150件)＝110.0％"),
        ("0", "下降", "2022.3=10件", "1", "達成率 (1件－10件)÷(0件－10件)＝90.0％"),
        ("0", "下降", "2022.3=0件", "0", "達成率 0件で 0件 に届き＝100.0％"),
        ("5", "下降", "", "0", "達成率 5件÷0件＝∞％"),
    ],
)
def test_rates_outside_their_domain(
    target: str, trend: str, values: str, value: str, arithmetic: str
) -> None:
    found = proposed(_of(target, trend, values), value, "達成率 ≧ ▲999 | A")
    assert found.arithmetic == f"{arithmetic} ≧ -999％"


@pytest.mark.parametrize(
    ("target", "trend", "values", "value", "rate"),
    [
        ("▲50", "上昇", "", "-100", "達成率"),  # no baseline to measure a way from
        ("0", "上昇", "", "-1", "達成率"),
        ("0", "下降", "2022.3=0件", "3", "達成率"),
        ("500", "上昇", "2022.3=600件", "450", "進捗率"),
        ("500", "上昇", "2023=0件", "5", "増減率"),
        ("500", "上昇", "2023=▲5件", "5", "増減率"),
    ],
)
def test_a_rate_that_cannot_be_worked_out_demands_nothing(
    target: str, trend: str, values: str, value: str, rate: str
) -> None:
    found = proposed(_of(target, trend, values), value, f"{rate} ≧ 100 | A\nその他 | D")
    assert found == Proposal("", f"{rate}を計算できないため担当課の判断")


@pytest.mark.parametrize(
    ("target", "trend", "condition", "value", "holds"),
    [
        ("70超", "上昇", "実績 ≧ 目標", "70", False),
        ("70超", "上昇", "実績 ≧ 目標", "71", True),
        ("70超", "上昇", "実績 < 目標", "70", True),
        ("70超", "上昇", "目標 ≦ 実績", "70", False),
        ("70超", "上昇", "目標 ≦ 実績", "71", True),
        ("70超", "上昇", "目標 > 実績", "70", True),
        ("20未満", "下降", "実績 ≧ 目標", "20", False),
        ("20未満", "下降", "実績 ≧ 目標", "19", True),
        ("20未満", "下降", "実績 < 目標", "20", True),
        ("5以下", "維持", "実績 ≧ 目標", "6", False),  # 以下 turns the way
        ("5以下", "維持", "実績 ≧ 目標", "5", True),
    ],
)
def test_a_target_is_compared_as_it_is_worded(
    target: str, trend: str, condition: str, value: str, holds: bool
) -> None:
    bound = target.replace("超", "件超").replace("未満", "件未満").replace("以下", "件以下")
    year = plan(kpis=f"5-1-② | 指標 | 件 | {trend} 実数 | target={bound}")
    assert bool(proposed(year, value, f"{condition} | A").grade) is holds


@pytest.mark.parametrize(
    ("ends", "value", "grade"),
    [
        ("2022.3=0.05件 | target=0.13件", "0.08", "A"),  # 0.05 + 0.08 × 3 ÷ 8
        ("2022.3=0.05件 | target=0.13件", "0.09", "A"),
        ("2022.3=50.9件 | target=65.9件", "56.5", "B"),  # 56.525
        ("2022.3=50.9件 | target=65.9件", "56.53", "A"),
    ],
)
def test_the_path_is_compared_exactly(ends: str, value: str, grade: str) -> None:
    year = plan(kpis=f"5-1-② | 指標 | 件 | 上昇 平均 | {ends}")
    found = proposed(year, value, "実績 ≧ 計画値 | A\nその他 | B")
    assert found.grade == grade
    if value == "56.53":
        assert found.arithmetic.startswith("実績 56.53件 ≧ 計画値 56.5件")


def test_of_several_kpis_the_lowest_grade_counts() -> None:
    proposals = [Proposal("S", "達成率"), Proposal("", "値なし"), Proposal("B", "計画比")]
    assert lowest(proposals, "SABC") == Proposal("B", "計画比")
    assert lowest([Proposal("", "値なし")], "SABC") is None


KPI = "5-1-② | 団体 | 団体 | 上昇 実数 | 2022.3=407団体 | 2023=424団体 | target=500団体"
DECIDING = "達成率 ≧ 100 | A | 決める\n達成率 ≧ 75 | B | 決める\nその他 | C | 決める"


def graded(rows: str, rating: str, value: str = "390団体", kpis: str = KPI) -> list[Finding]:
    ruled = plan(kpis=kpis, criteria=criteria(rows))
    table = f"C5 | 5-1-② rating | {rating}\nD3 | 5-1-② KPI1 | {value}"
    return [f for f in in_book(ruled, table) if f.rule.startswith("rating-")]


def test_rating_not_as_decided_raised() -> None:
    (finding,) = graded(DECIDING, "A")
    assert (finding.rule, finding.severity, finding.expected) == (
        "rating-not-as-decided",
        "error",
        "B",
    )
    assert finding.source == Source("市民協働課.xlsx", "5-1-②", "C5")
    assert "KPI「団体」は 達成率 390団体÷500団体＝78.0％ ≧ 75％" in finding.message
    assert brief(graded(DECIDING, "C")) == [("rating-not-as-decided", "C5")]  # too low as well


def test_rating_not_as_decided_silent() -> None:
    assert graded(DECIDING, "B") == []
    assert graded(DECIDING, "A", "500団体") == []
    assert graded(DECIDING, "A", "39件") == []  # a faulty value is told of elsewhere
    assert graded("値なし | \n" + DECIDING, "A", "未実施") == []
    assert [f.rule for f in graded("", "A")] == ["rating-doubtful"]  # without rows, the doubts


def test_rating_not_as_proposed_raised() -> None:
    (finding,) = graded("計画比 ≧ 85 | B | 提案", "A")
    assert (finding.rule, finding.severity) == ("rating-not-as-proposed", "confirm")
    assert "一定の割合で進むとした値" in finding.message  # the plan gives only the ends


def test_rating_not_as_proposed_silent() -> None:
    assert graded("計画比 ≧ 85 | B", "B") == []


def test_beside_a_kpi_left_to_the_division_only_better_grades_are_doubted() -> None:
    two = KPI + "\n5-1-② | 組織されている。 | | 上昇 定性 | 2023=働きかけ"
    ruled = plan(kpis=two, criteria=criteria("定性 |\n" + DECIDING))
    for rating, found in (("A", ["rating-not-as-decided"]), ("B", []), ("D", [])):
        table = f"C5 | 5-1-② rating | {rating}\nD3 | 5-1-② KPI1 | 390団体\nD5 | 5-1-② KPI2 | 進んだ"
        returned = rules.check_book(ruled, FORM, book(ruled, table))
        assert [f.rule for f in returned if f.rule.startswith("rating-")] == found


def test_a_grade_outside_the_ranking_is_not_compared() -> None:
    ended = Grade((), "完", "完了", "", GradeClass.FINISHED, None, None, Source(""))
    ruled = plan(kpis=KPI, criteria=criteria(DECIDING))
    ruled = replace(ruled, grades=(*ruled.grades, ended))
    table = "C5 | 5-1-② rating | 完了\nD3 | 5-1-② KPI1 | 390団体"
    assert [f for f in in_book(ruled, table) if f.rule.startswith("rating")] == []


def test_rows_hold_for_their_levels_and_years() -> None:
    row = criteria("その他 | C | 決める")[0]
    others = (
        row._replace(levels=(Level.PILLAR,)),
        row._replace(valid_from=2025),
        row._replace(valid_to=2023),
    )
    for other in others:
        assert plan(criteria=(other,)).criteria_for(Level.MEASURE) == ()
    fitting = row._replace(levels=(Level.MEASURE,), valid_from=2024, valid_to=2024)
    assert plan(criteria=(*others, fitting)).criteria_for(Level.MEASURE) == (fitting,)


@pytest.mark.parametrize(
    ("unit", "condition", "met", "short", "shown"),
    [
        ("千円", "実績 ≧ 45000", "45,000千円", "44,000千円", "45,000千円"),
        ("千円", "実績 ≧ 45000千円", "45,000千円", "44,000千円", "45,000千円"),
        ("千円", "実績 ≧ 4,500万円", "45,000千円", "44,999千円", "45,000千円"),
        ("億円", "実績 ≧ 41.5", "41.5億円", "41.4億円", "41.5億円"),
        ("万人", "実績 ＞ 12", "12.1万人", "12万人", "12万人"),
        ("百万円", "実績 ≧ 415", "415", "414", "415百万円"),
        ("人", "実績 ≧ 45000", "45,000人", "44,000人", "45,000人"),
    ],
)
def test_a_bare_figure_of_a_row_counts_in_the_unit_of_the_kpi(
    unit: str, condition: str, met: str, short: str, shown: str
) -> None:
    kpi = f"5-1-② | 指標 | {unit} | 上昇 実数 | target=90000{unit}"
    ruled = plan(kpis=kpi, criteria=criteria(f"{condition} | A | 決める\nその他 | B | 決める"))
    for value, wrong, right in ((met, "B", "A"), (short, "A", "B")):
        table = f"C5 | 5-1-② rating | {{}}\nD3 | 5-1-② KPI1 | {value}"
        told = [f for f in in_book(ruled, table.format(wrong)) if f.rule == "rating-not-as-decided"]
        assert [f.expected for f in told] == [right]
        assert right == "B" or f" {shown}。" in told[0].message
        assert not [f for f in in_book(ruled, table.format(right)) if f.rule == told[0].rule]
