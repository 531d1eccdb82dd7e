"""The rules on the evaluation of 第5節 that the city published for fiscal 2024.

A published book must raise no error; and every oddity that a careful reader finds in it must be
found. Figures are typed from the book, texts are shortened to what the rules look at.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.builders import FORM, LEAD, MASTER, book, plan, report
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.outlook import PopulationRow
from zushi_xl.rules.settings import settle
from zushi_xl.workbook.cells import Source

SECTIONS = f"""
5     | 新しい地域の姿を示す市民主権のまち | {LEAD}
5-1   | 市民自治のまち                     |
5-1-① | 住民による自治活動の推進           | {LEAD}
5-1-② | 市民活動の推進                     | {LEAD}
5-1-③ | 行政活動に対する市民参加の推進     | {LEAD}
5-2   | 誰もが尊重され、自由で平等なまち   |
5-2-① | 人権啓発活動の推進                 | {LEAD}
5-2-② | 男女平等参画の推進                 | {LEAD}
5-3   | 世界とつながり、平和に貢献するまち |
5-3-① | 国際交流・国際理解の推進           | {LEAD}
5-3-② | 非核平和の推進                     | {LEAD}
"""
KPIS = """
5     | 満足している人の割合が10ポイント増加している。 | ％ | 上昇 割合 毎年 \
 | 2022.3=未実施 | 2023=64.1% | 2025=（67.5％） | 2026=（69.2％） | 2027=（70.9％） \
 | 2028=（72.5％） | 2029=（74.1％） | target=74.1%
5-1-① | 住民自治協議会が組織されている。 | | 上昇 定性 毎年 \
 | 2022.3=４小学校区で組織されている | 2023=自治会へ働きかけ | target=組織されている。
5-1-② | 市内で活動している市民団体が500団体になっている。 | 団体 | 上昇 実数 毎年 \
 | 2022.3=407団体 | 2023=424団体 | target=500団体
5-1-③ | １案件当たりの意見提出数の平均が20件を超えている。 | 件 | 上昇 平均 毎年 \
 | 2022.3=23件（2021年度）\\n8.8件（2018年度～2020年度平均） | 2023=10.4件 | target=21件以上
5-2-① | 人権が尊重されていると感じる市民の割合が70％を超えている。 | ％ | 上昇 割合 毎年 \
 | 2022.3=未実施 | 2023=69.70% | target=70％超
5-2-② | 「男女の地位が平等」と感じる人の割合が50％を超えている。 | ％ | 上昇 割合 毎年 \
 | 2022.3=15.8% | 2023=18.90% | target=50％超
5-3-① | フェアトレードの認知度が50％を超えている。 | ％ | 上昇 割合 毎年 \
 | 2022.3=39.4% | 2023=45.0% | target=50％超
5-3-② | 平和イベントへの参加者数が3,000人を超えている。 | 人 | 上昇 実数 毎年 \
 | 2022.3=約710人 | 2023=約1,030人 | target=3,001人以上
"""
INITIATIVES = f"""
5-1-①-① | ① | 住民自治協議会の支援   | {LEAD} | 4-2-①-1         | 地域自治システム推進事業
5-1-①-② | ② | ふれあい活動の推進     | {LEAD} | 4-2-①-7         | コミュニティ活動推進事業
5-1-②-① | ① | 市民協働推進事業の推進 | {LEAD} | 1-3-①-2 4-2-①-3 | 市民協働推進事業
5-1-②-② | ② | 市民活動の場の確保     | {LEAD} | 4-2-①-8         | 市民交流センター維持管理事業
5-1-②-③ | ② | 情報サイトの充実       | {LEAD} | 4-1-①-4         | 市民交流センター維持管理事業
5-1-③-① | ① | 市民参加制度の運用     | {LEAD} |                 | 市民参加制度審査会経費
5-2-①-① | ① | 啓発活動               | {LEAD} |                 | 人権推進事業
5-2-①-② | ② | 相談等への対応         | {LEAD} |                 | 人権推進事業
5-2-①-③ | ③ | 人権指針の検討         | {LEAD} |                 | 人権推進事業
5-2-②-① | ① | プラン2030の推進       | {LEAD} | 1-3-①-1         | 男女平等参画プラン推進事業
5-2-②-② | ② | 相談体制の充実         | {LEAD} |                 | 男女平等参画プラン推進事業
5-3-①-① | ① | 国際交流推進事業の推進 | {LEAD} | 4-1-①-1         | 国際交流推進事業
5-3-①-② | ② | フェアトレードの支援   | {LEAD} | 4-1-①-5         | 国際交流推進事業
5-3-②-① | ① | 非核平和推進事業の推進 | {LEAD} | 4-1-①-2         | 非核平和推進事業
"""
PROGRAMS = """
地域自治システム推進事業     | 2,289,233
コミュニティ活動推進事業     |           | 1,390,000
市民協働推進事業             |           | 212,000
市民交流センター維持管理事業 | 88,984,883
市民参加制度審査会経費
人権推進事業                 | 1,950,632
男女平等参画プラン推進事業
国際交流推進事業
非核平和推進事業
"""
PLAN = plan(kpis=KPIS, initiatives=INITIATIVES, programs=PROGRAMS, sections=SECTIONS)
_ASKED = "関連所管に審査会への参加と、結果の公表を依頼している。"
RETURN = f"""
C5  | 5 rating            | A
D4  | 5 KPI1              | 66.7%
C5  | 5-1-① rating        | A
D4  | 5-1-① KPI1          | 逗子小学校区内の自治会へ働きかけ
C7  | 5-1-① remarks       | 逗子小学校区の立ち上げが課題。
C8  | 5-1-① next_steps    | ４小学校区は引き続き支援を行う。
C11 | 5-1-①-① results     | 連絡会の実施、地域担当職員の派遣を行った。
C12 | 5-1-①-① program     | 地域自治システム推進事業
E12 | 5-1-①-① amount      | 2,289,233円
E16 | 5-1-①-② amount      | 1,422,271円
C5  | 5-1-② rating        | B
D4  | 5-1-② KPI1          | 390団体
C7  | 5-1-② remarks       | 424団体の中で活動していない団体を精査した結果、減少となった。
E12 | 5-1-②-① amount      | 205,158円
E16 | 5-1-②-② amount      | 88,984,883円
E20 | 5-1-②-③ amount      | 88,984,883円
C5  | 5-1-③ rating        | A
D4  | 5-1-③ KPI1          | 13.0件
C7  | 5-1-③ remarks       | {_ASKED}
C8  | 5-1-③ next_steps    | {_ASKED}
E12 | 5-1-③-① amount      | 190,050円
C5  | 5-2-① rating        | A
D4  | 5-2-① KPI1          | 70.60%
C11 | 5-2-①-① results     | 人権の花運動を5小学校で実施した。
E12 | 5-2-①-① amount      | 1,950,632円
E16 | 5-2-①-② amount      | 1,950,632円
E20 | 5-2-①-③ amount      | 1,950,632円
C5  | 5-2-② rating        | B
D4  | 5-2-② KPI1          | 22.20%
E12 | 5-2-②-① amount      | 5,289,079円
E16 | 5-2-②-② amount      | 5,289,079円
C5  | 5-3-① rating        | A
D4  | 5-3-① KPI1          | 44.6%
C7  | 5-3-① remarks       | 2024年度は0.4ポイント減少しているが、年次計画上は順調である。
C11 | 5-3-①-① results     | ・実施なし
E12 | 5-3-①-① amount      | 315,760円
C15 | 5-3-①-② results     | フォーラムと連続講座を実施。
E16 | 5-3-①-② amount      | 380,318円
C5  | 5-3-② rating        | A
D4  | 5-3-② KPI1          | 約1,900人
C7  | 5-3-② remarks       | イベント等を協働で行っている。
E12 | 5-3-②-① amount      | 283,283円
"""


def findings(table: str = RETURN) -> tuple[Finding, ...]:
    returned = book(PLAN, table)
    found = rules.check_book(PLAN, FORM, returned)
    return settle([*found, *rules.check_report(report(PLAN, returned))], PLAN)


def test_the_published_year_raises_its_oddities_and_nothing_else() -> None:
    listed = [(f.severity.value, f.rule, f.code, f.source and f.source.cell) for f in findings()]
    assert listed == [
        ("confirm", "initiative-number-twice", "5-1-②-③", "A6"),
        ("confirm", "kpi-target-sentence", "5-1-③", "C5"),
        ("confirm", "results-empty-though-spent", "5-3-①-①", "C11"),
        ("confirm", "budget-conflict", "5-3-①-①", "E12"),
        ("info", "kpi-two-baselines", "5-1-③", "H5"),
        ("info", "same-text-twice", "5-1-③", "C8"),
        ("info", "rating-explained", "5-3-①", "C5"),
    ]


def test_the_published_year_raises_no_error() -> None:
    assert not [f for f in findings() if f.severity is Severity.ERROR]


def test_the_conflicting_amounts_are_named() -> None:
    (conflict,) = (f for f in findings() if f.rule == "budget-conflict")
    assert "「国際交流推進事業」" in conflict.message
    assert "5-3-①-① は 315,760円（市民協働課）、5-3-①-② は 380,318円" in conflict.message


def test_the_fall_is_a_doubt_where_nobody_explains_it() -> None:
    table = RETURN.replace(
        "2024年度は0.4ポイント減少しているが、年次計画上は順調である。", "共催した。"
    )
    doubts = {f.rule: f.severity.value for f in findings(table) if f.code == "5-3-①"}
    assert doubts == {"rating-slightly-worse": "info"}


@pytest.mark.parametrize(
    ("given", "typed", "rule"),
    [
        ("66.7%", "0.667", "kpi-fraction"),
        ("390団体", "390件", "kpi-unit"),
        ("390団体", "39団体", "kpi-digit-slip"),
        ("22.20%", "222%", "kpi-out-of-range"),
        ("205,158円", "205", "budget-thousand-yen"),
        ("2,289,233円", "2,289円", "budget-thousand-yen"),
        ("2,289,233円", "2,289,323円", "budget-settled-differs"),
        ("1,422,271円", "▲1,422,271円", "budget-negative"),
        ("C5  | 5-2-② rating        | B", "C5 | 5-2-② rating | Ｅ", "rating-unknown"),
        ("22.20%", "50.1%\nC5 | 5-2-② rating | D", "rating-too-low"),
    ],
)
def test_a_mistake_in_the_published_year_is_found(given: str, typed: str, rule: str) -> None:
    assert given in RETURN
    before = {f.rule for f in findings()}
    assert rule in {f.rule for f in findings(RETURN.replace(given, typed))} - before


def test_the_population_outlook_of_2030() -> None:
    """28,295 of 52,550 people are 53.84 ％, printed as 53.9; the parts do add up."""
    outlook = (("年少", 6305, "12.0"), ("生産年齢", 28295, "53.9"), ("老年", 17950, "34.2"))
    rows = [
        PopulationRow(2030, group, Decimal(people), Decimal(share), False, Source(MASTER))
        for group, people, share in outlook
    ]
    total = PopulationRow(2030, "計", Decimal(52550), None, True, Source(MASTER))
    found = rules.check_report(report(replace(PLAN, population=(*rows, total))))
    assert [f.rule for f in found if f.rule.startswith("population")] == ["population-share"]
