"""Grades that a city's own rows decide: published kinds of rules, with values worked out by hand."""

from __future__ import annotations

import pytest

from tests.conditions import town
from zushi_xl.findings.finding import FaultyBook, Severity
from zushi_xl.form.identity import Identity
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.form import FormBuilder

FIELDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | |
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | | | |
rating | 具体的施策 | 施策の評価 | 評価 | 主担当課 | ○ | | | 判断 | |
statement | KPI | | 文章 | 事務局 | | | | | |
values | KPI | 実績値 | 年度別の値 | 主担当課 | | | | | |
grade | KPI | KPIの評価 | 評価 | 主担当課 | | | | KPI評価 | |
"""
GRADES = """
KPI評価 | 1 | S | | 順位
KPI評価 | 2 | A | | 順位
KPI評価 | 3 | B | | 順位
KPI評価 | 4 | C | | 順位
KPI評価 | | － | | 評価対象外
判断 | 1 | A | | 順位
判断 | 2 | D | | 順位
""".strip()
BY_BASELINE = """
KPI評価 | | 値なし または 基準値なし | － | {does} |
KPI評価 | | 実績 > 目標 | S | {does} |
KPI評価 | | 実績 > 基準値 | A | {does} |
KPI評価 | | 実績 ≧ 基準値の90％ | B | {does} |
KPI評価 | | その他 | C | {does} |
""".strip()
SHARES = """
KPI評価 | | 値なし | － | 記入する |
KPI評価 | | 達成率 ≧ 経過率 | S | 記入する |
KPI評価 | | 達成率 ≧ 経過率の60％ | A | 記入する |
KPI評価 | | その他 | B | 記入する |
""".strip()
BANDS = """
KPI評価 | | 中間進捗率 80以上 | S | 記入する | 次の行へ
KPI評価 | | 中間進捗率 50以上80未満 | A | 記入する | 次の行へ
KPI評価 | | 20 ≦ 中間進捗率 < 50 | B | 記入する | 次の行へ
KPI評価 | | 中間進捗率 20未満 | C | 記入する | 次の行へ
KPI評価 | | その他 | － | 記入する |
""".strip()


def city(
    criteria: str, baseline: str, target: str, *, trend: str = "上昇", interim: str = ""
) -> Masters:
    kpi = town.KPI.format(trend=trend, baseline=baseline, target=target, interim=interim)
    return town.masters(FIELDS, kpis=kpi, grades=GRADES, criteria=criteria)


def grade(of: Masters, value: str) -> str:
    """The grade that is filled for a reported value."""
    answers = town.returned(of, f"1-①/1 values | {value}" if value else "").answers
    return next(a.used for key, a in answers.items() if key.field == "grade")


def test_what_a_division_typed_stays_and_what_is_no_grade_is_not_filled() -> None:
    of = city(BY_BASELINE.format(does="記入する"), "200", "260")
    answers = town.returned(of, "1-①/1 values | 261\n1-①/1 grade | B").answers
    said = {key.field: answer.used for key, answer in answers.items()}
    assert said["grade"] == "B"
    blank = town.returned(of, "").answers
    assert {key.field: answer.used for key, answer in blank.items() if answer.used} == {
        "grade": "－"
    }


RISING = [
    *(("261", "S"), ("260", "A"), ("200.5", "A"), ("200", "B"), ("180", "B"), ("179.9", "C")),
    *(("把握できない", "－"), ("よくなった", "－"), ("", "－"), ("未実施", "－")),
]
FALLING = [
    *(("139", "S"), ("140", "A"), ("199.5", "A"), ("200", "B"), ("220", "B"), ("220.1", "C")),
    ("把握できない", "－"),
]


@pytest.mark.parametrize(("value", "expected"), RISING)
def test_from_baseline_and_target(value: str, expected: str) -> None:
    assert grade(city(BY_BASELINE.format(does="記入する"), "200", "260"), value) == expected


@pytest.mark.parametrize(("value", "expected"), FALLING)
def test_a_falling_kpi_mirrors_it(value: str, expected: str) -> None:
    of = city(BY_BASELINE.format(does="記入する"), "200", "140", trend="下降")
    assert grade(of, value) == expected


@pytest.mark.parametrize("value", ["261", "100", "把握できない"])
def test_without_a_baseline_it_is_not_known(value: str) -> None:
    assert grade(city(BY_BASELINE.format(does="記入する"), "", "260"), value) == "－"


@pytest.mark.parametrize(("value", "expected"), RISING)
def test_a_typed_grade_other_than_the_rows_is_told_with_the_arithmetic(
    value: str, expected: str
) -> None:
    of = city(BY_BASELINE.format(does="決める"), "200", "260")
    for symbol in "SABC－":
        table = f"1-①/1 grade | {symbol}" + (f"\n1-①/1 values | {value}" if value else "")
        told = town.found(of, table, "rating-not-as-decided")
        assert [f.expected for f in told] == [expected] * (symbol != expected)
        assert all(f.severity is Severity.ERROR for f in told)


def test_the_arithmetic() -> None:
    of = city(BY_BASELINE.format(does="決める"), "200", "260")
    (told,) = town.found(of, "1-①/1 grade | A\n1-①/1 values | 180", "rating-not-as-decided")
    assert "評価は「A」ですが、評価基準では B です" in told.message
    assert "実績 180人 ≧ 180人（基準値 200人の90％）" in told.message
    (told,) = town.found(
        of, "1-①/1 grade | A\n1-①/1 values | 把握できない", "rating-not-as-decided"
    )
    assert "「値なし」" in told.message


def test_the_other_scale_is_the_divisions_own() -> None:
    of = city(BY_BASELINE.format(does="決める"), "200", "260")
    table = "1-① rating | D\n1-①/1 grade | S\n1-①/1 values | 300"
    assert [f.rule for f in town.found(of, table) if f.rule.startswith("rating-not")] == []


def test_a_value_that_may_be_a_figure_is_not_guessed() -> None:
    of = city(BY_BASELINE.format(does="記入する"), "200", "260")
    assert grade(of, "10件と5件") == ""
    assert (
        town.found(of, "1-①/1 grade | A\n1-①/1 values | 10件と5件", "rating-not-as-decided") == []
    )


@pytest.mark.parametrize(
    ("value", "expected"), [("100", "S"), ("99", "A"), ("60", "A"), ("59", "B"), ("不明", "－")]
)
def test_against_the_part_of_the_years_that_has_passed(value: str, expected: str) -> None:
    assert grade(city(SHARES, "", "250"), value) == expected  # the second year of five


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("26", "S"), ("25.9", "A"), ("20", "A"), ("19.9", "B"), ("14", "B"), ("13.9", "C")),
        *(("9", "C"), ("未実施", "－"), ("", "－"), ("増えた", "－")),
    ],
)
def test_bands_of_the_way_to_an_interim_target(value: str, expected: str) -> None:
    assert grade(city(BANDS, "10", "50", interim="30"), value) == expected


def test_no_way_to_an_interim_target() -> None:
    assert grade(city(BANDS, "30", "50", interim="30"), "40") == "－"
    assert grade(city(BANDS, "10", "50"), "40") == "－"


def test_what_was_filled_is_in_the_log_and_nobody_is_asked_for_it() -> None:
    of = city(SHARES, "", "250")
    answer = next(
        a for k, a in town.returned(of, "1-①/1 values | 99").answers.items() if k.field == "grade"
    )
    assert answer.changes == (
        "評価基準による記入（KPI「歩く人」は 達成率 99人÷250人＝39.6％ ≧ 24.0％"
        "（経過率 2年÷5年＝40.0％の60％））",
    )
    assert not town.slots(of)[answer.key].is_required
    assert town.found(of, "1-①/1 values | 99", "rating-missing") == [
        f for f in town.found(of, "1-①/1 values | 99", "rating-missing") if "施策の評価" in f.field
    ]


def test_a_row_may_name_its_field() -> None:
    rows = BY_BASELINE.format(does="決める").replace("KPI評価 | |", "KPI評価 | KPIの評価 |")
    (told,) = town.found(
        city(rows, "200", "260"), "1-①/1 grade | A\n1-①/1 values | 180", "rating-not-as-decided"
    )
    assert told.expected == "B"
    with pytest.raises(FaultyBook) as fault:
        city(rows.replace("KPIの評価 | その他", "KPIの格付 | その他"), "200", "260")
    assert [(f.rule, f.source.cell) for f in fault.value.findings if f.source] == [
        ("form-criterion-field", "B6")
    ]


def test_the_form_says_that_nothing_is_to_be_typed() -> None:
    of = city(SHARES, "", "250")
    (sheet,) = FormBuilder(of.plan, of.form).sheets(Identity("都市課", 2022, 1, "1", ""))
    messages = [v.message for v in sheet.sheet.validations if v.title == "KPIの評価"]
    assert messages == ["KPIの値から自動で決まります。記入は要りません。"]
