"""Fields that are required, or not asked, as other fields say: kinds of projects, grades, amounts."""

from __future__ import annotations

import pytest

from tests.conditions import town
from zushi_xl.findings.finding import FaultyBook, Severity
from zushi_xl.form.identity import Identity
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.sheet import Formula

KINDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | |
initiatives | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | |
outline | 取り組み | 概要 | 文章 | 担当課 | ○ | | なし | | |
need | 取り組み | 必要性（目的に合うか） | 選択 | 担当課 | ○ | 高い、低い | なし | | | 事業の種類 ＝ 法定受託事務、その他
effect | 取り組み | 有効性 | 選択 | 担当課 | ○ | 高い、低い | なし | | | 事業の種類 ≠ 自治事務
why | 取り組み | 理由 | 文章 | 担当課 | | | なし | | 必要性 ＝ 低い または 有効性 ＝ 低い |
"""
OWN, OTHER = "1-①-①", "1-①-②"  # 自治事務, 法定受託事務


def told(of: Masters, table: str) -> list[tuple[str, str, str]]:
    rules = ("required-empty", "not-asked-filled", "rating-missing", "not-started-with-actual")
    return [(f.rule, f.code, f.field) for f in town.found(of, table, *rules)]


OUTLINES = f"{OWN} outline | 広げる\n{OTHER} outline | 受ける\n"


def test_all_questions_are_asked_of_one_kind() -> None:
    of = town.masters(KINDS)
    assert told(of, OUTLINES) == [
        ("required-empty", OWN, "必要性（目的に合うか）"),
        ("required-empty", OWN, "有効性"),
    ]
    assert told(of, f"{OUTLINES}{OWN} need | 高い\n{OWN} effect | 高い") == []


def test_what_is_not_asked_is_a_notice_where_it_is_filled() -> None:
    of = town.masters(KINDS)
    table = f"{OUTLINES}{OWN} need | 高い\n{OWN} effect | 高い\n{OTHER} need | 低い"
    (notice,) = town.found(of, table, "not-asked-filled")
    assert (notice.severity, notice.code) == (Severity.INFO, OTHER)
    assert "「事業の種類 ＝ 法定受託事務、その他」のときは記入の要らない欄です" in notice.message


def test_what_another_answer_demands() -> None:
    of = town.masters(KINDS)
    table = f"{OUTLINES}{OWN} need | 高い\n{OWN} effect | 低い"
    assert told(of, table) == [("required-empty", OWN, "理由")]
    assert told(of, f"{table}\n{OWN} why | 届かない") == []


GRADED = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | |
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | | | |
rating | 具体的施策 | 評価 | 評価 | 主担当課 | ○ | | | | |
reason | 具体的施策 | 理由 | 文章 | 主担当課 | | | なし | | 評価 ＝ X、Y または 評価の区分 ＝ 評価対象外 |
cost | 具体的施策 | 事業費（千円） | 金額 | 主担当課 | | | | | |
large | 具体的施策 | 大きい理由 | 文章 | 主担当課 | ○ | | なし | | 事業費 ≧ 1,000 | 評価 ＝ Z
statement | KPI | | 文章 | 事務局 | | | | | |
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | | | | 評価の区分 ＝ 評価対象外
"""
SCALE = """
 | | F | 完了 | 完了
 | 1 | S | とてもよい | 順位
 | 2 | A | よい | 順位
 | | X | 未着手 | 未着手
 | | Y | 中止 | 中止
 | | Z | 評価困難 | 評価対象外
""".strip()
VALUES = "1-①/1 values"


def graded() -> Masters:
    kpi = town.KPI.format(trend="上昇", baseline="10", target="50", interim="")
    return town.masters(GRADED, kpis=kpi, grades=SCALE)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("1-① rating | A", [("required-empty", "2022年度")]),
        (f"1-① rating | A\n{VALUES} | 20", []),
        (f"1-① rating | X\n{VALUES} | 0", [("required-empty", "理由")]),
        (
            f"1-① rating | X：未着手\n1-① reason | 準備中\n{VALUES} | 20",
            [("not-started-with-actual", "2022年度")],
        ),
        ("1-① rating | Z", [("required-empty", "理由")]),
        ("1-① rating | 評価困難\n1-① reason | 災害のため", []),
        (
            f"1-① rating | Z\n1-① reason | 災害のため\n{VALUES} | 20",
            [("not-asked-filled", "2022年度")],
        ),
        ("", [("required-empty", "2022年度"), ("rating-missing", "評価")]),
        (f"1-① rating | A\n{VALUES} | 20\n1-① cost | 999", []),
        (f"1-① rating | A\n{VALUES} | 20\n1-① cost | 1000", [("required-empty", "大きい理由")]),
        (f"1-① rating | A\n{VALUES} | 20\n1-① cost | 999,999円", []),
        (f"1-① rating | A\n{VALUES} | 20\n1-① cost | 100万円", [("required-empty", "大きい理由")]),
        (f"1-① rating | A\n{VALUES} | 20\n1-① cost | 高い", []),  # told as no amount elsewhere
    ],
)
def test_grades_outside_the_ranking(table: str, expected: list[tuple[str, str]]) -> None:
    rules = ("required-empty", "not-asked-filled", "rating-missing", "not-started-with-actual")
    found = town.found(graded(), table, *rules)
    assert [(f.rule, f.field if f.field != "実績値" else "2022年度") for f in found] == expected


@pytest.mark.parametrize(
    ("cost", "is_asked"),
    [
        ("1000", True), ("1,000", True), ("１，０００千円", True), ("1,000,000円", True), ("100万円", True),
        ("0", True), ("０円", True), ("0千円", True),
        ("999", False), ("1001", False), ("1000円", False), ("", False), ("－", False), ("高い", False),
    ],
)  # fmt: skip
def test_a_figure_is_the_same_however_it_is_written(cost: str, *, is_asked: bool) -> None:
    kinds = GRADED.replace("事業費 ≧ 1,000", "事業費 ＝ 1,000、0")
    kpi = town.KPI.format(trend="上昇", baseline="10", target="50", interim="")
    of = town.masters(kinds, kpis=kpi, grades=SCALE)
    found = town.found(of, f"1-① rating | A\n{VALUES} | 20\n1-① cost | {cost}", "required-empty")
    assert [finding.field for finding in found] == ["大きい理由"] * is_asked


def test_the_form_says_so_while_it_is_filled_in() -> None:
    of = town.masters(KINDS)
    builder = FormBuilder(of.plan, of.form)
    (sheet,) = builder.sheets(Identity("都市課", 2022, 1, "1", ""))
    checks = {
        cell.row + 1: cell.value
        for cell in sheet.sheet.cells
        if isinstance(cell.value, Formula) and cell.column == sheet.check_column
    }
    by_field = {
        (key.code, key.field): checks[int(a1.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
        for key, a1 in sheet.places.items()
        if int(a1.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) in checks
    }
    assert by_field[OWN, "effect"].cached == "●未記入：有効性 "
    assert by_field[OTHER, "effect"].cached == ""
    assert by_field[OWN, "why"].cached == ""
    asked = by_field[OWN, "why"].expression
    assert asked.count('=ASC("低い")') == 2
    grey = [c.formula for c in sheet.sheet.conditions if c.style == "readonly"]
    assert grey == ["=FALSE", "=FALSE", "=TRUE", "=TRUE"]


@pytest.mark.parametrize(
    ("rows", "mistakes"),
    [
        pytest.param(
            """
a | 具体的施策 | あ | 文章 | 主担当課 | | | なし | | い あり |
b | 具体的施策 | い | 文章 | 主担当課 | | | なし | | | う なし
c | 具体的施策 | う | 文章 | 主担当課 | | | なし | | あ あり |
d | 具体的施策 | え | 文章 | 主担当課 | | | なし | | え あり |
e | 具体的施策 | お | 文章 | 主担当課 | | | なし | | あ ≧ 3 |
f | 具体的施策 | か | 文章 | 主担当課 | | | なし | | か または |
g | 具体的施策 | き | 文章 | 事務局 | | | なし | | あ あり |
h | 具体的施策 | く | 文章 | 主担当課 | | | なし | | その他 |
i | 具体的施策 | け | 数値 | 主担当課 | | | なし | | |
j | 具体的施策 | こ | 文章 | 主担当課 | | | なし | | け ≧ 3件 |
""",
            [
                ("form-condition-circle", "項目!J2"),
                ("form-condition-circle", "項目!J5"),
                ("form-condition", "項目!J6"),
                ("form-condition", "項目!J7"),
                ("form-condition", "項目!J8"),
                ("form-condition", "項目!J9"),
                ("form-condition", "項目!J11"),
            ],
            id="all at once",
        )
    ],
)
def test_mistakes(rows: str, mistakes: list[tuple[str, str]]) -> None:
    assert town.faulty(rows) == mistakes


def test_a_name_that_neither_the_form_nor_the_plan_has() -> None:
    with pytest.raises(FaultyBook) as fault:
        town.masters(KINDS.replace("事業の種類 ≠", "事業の種別 ≠"))
    (finding,) = fault.value.findings
    assert finding.source
    assert (finding.rule, finding.source.cell) == ("form-condition-name", "K7")
    assert "「事業の種類」の書き誤りではありませんか" in finding.remedy


CHECKS = """
理由 | KPI | 評価 ＝ X、Y かつ 実績あり | | お知らせ | 始めていないのに実績があります。 |
説明 | 具体的施策 | 評価 ＝ S かつ 理由なし | reason | 要修正 | Sには理由が要ります。 | 理由を書いてください。
費用 | 具体的施策 | 事業費 ≧ 5,000 または （評価 ＝ F かつ 事業費あり） | 事業費 | | 大きな額です。 |
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            f"1-① rating | Y\n{VALUES} | 3",
            [("評価", "info", "理由：始めていないのに実績があります。")],
        ),
        (f"1-① rating | A\n{VALUES} | 3", []),
        ("1-① rating | S", [("理由", "error", "説明：Sには理由が要ります。")]),
        ("1-① rating | S\n1-① reason | よい", []),
        ("1-① cost | 5,000", [("事業費（千円）", "confirm", "費用：大きな額です。")]),
        ("1-① cost | 4,999", []),
        ("1-① rating | F\n1-① cost | 1", [("事業費（千円）", "confirm", "費用：大きな額です。")]),
    ],
)
def test_checks_of_the_citys_own(table: str, expected: list[tuple[str, str, str]]) -> None:
    kpi = town.KPI.format(trend="上昇", baseline="10", target="50", interim="")
    of = town.masters(GRADED, kpis=kpi, grades=SCALE, checks=CHECKS)
    told = town.found(of, table, "own-check")
    assert [(f.field, f.severity.value, f.message) for f in told] == expected


def test_mistakes_in_own_checks() -> None:
    checks = """
甲 | 施策 | 評価 ＝ S | | | だめ |
 | 具体的施策 | 評価 ＝ | | 大事 | |
丙 | 具体的施策 | 事業の種類 ＝ 自治事務 | | | だめ |
丁 | 具体的施策 | 評価 ＝ S | 理屈 | | だめ |
戊 | 具体的施策 | 評価 ≧ 3 | | | だめ |
"""
    assert town.faulty(GRADED, checks) == [
        ("form-choice", "独自点検!B2"),
        ("form-empty", "独自点検!A3"),
        ("form-empty", "独自点検!F3"),
        ("form-choice", "独自点検!E3"),
        ("form-condition", "独自点検!C3"),
        ("form-own-check-field", "独自点検!D4"),
        ("form-own-check-field", "独自点検!D5"),
        ("form-condition", "独自点検!C6"),
    ]
    with pytest.raises(FaultyBook) as fault:
        town.masters(KINDS, checks="甲 | 取り組み | 概要なし かつ 種別 ＝ 甲 | | | だめ |")
    assert [f.rule for f in fault.value.findings] == ["form-condition-name"]
