"""KPI figures: can they be read, can they be true, do they fit the others."""

from __future__ import annotations

import pytest

from tests.rules.builders import brief, in_book, in_report, plan
from zushi_xl.plan.model import Plan

GROUPS = plan(
    kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 毎年"
    " | 2022.3=407団体 | 2023=424団体 | target=500団体"
)
SHARE = plan(
    kpis="5-1-② | 満足している人の割合が70％を超えている。 | ％ | 上昇 割合 隔年"
    " | 2023=64.1% | 2025=（67.5％） | target=70％超"
)
PLANNED = plan(kpis="5-1-② | 満足度 | ％ | 上昇 割合 | 2023=64.1% | 2024=（66.0％） | target=70％")
TOTAL = plan(
    kpis="5-1-② | 計画を作った人が累計で301人以上になっている。 | 人 | 上昇 累計"
    " | 2022.3=48人 | 2023=112人 | target=301人以上"
)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("令和6年度", "kpi-unreadable"),
        ("数え直し", "kpi-unreadable"),
        ("390件", "kpi-unit"),
        ("-390", "kpi-negative"),
        ("未確定", ""),
        ("390", ""),
    ],
)
def test_a_figure_that_came_later_is_judged_too(typed: str, rule: str) -> None:
    later = plan(kpis="5-1-② | 団体の数 | 団体 | 上昇 実数 | 2023=未確定 | target=500団体")
    told = [f.rule for f in in_book(later, f"D3 | 5-1-② KPI1/2023 | {typed}")]
    assert told == ([rule] if rule else [])


def rules_of(of: Plan, table: str) -> set[str]:
    return {finding.rule for finding in in_book(of, table)}


def kpi(typed: str) -> str:
    return f"D3 | 5-1-② KPI1 | {typed}"


@pytest.mark.parametrize("typed", ["390か391", "××団体", "前年度と同じ", "別紙のとおり", "3.9.0"])
def test_kpi_unreadable_raised(typed: str) -> None:
    assert brief(in_book(GROUPS, kpi(typed))) == [("kpi-unreadable", "D3")]


@pytest.mark.parametrize("typed", ["３９０団体", "約390団体", "#390", "四百団体"])
def test_kpi_unreadable_silent(typed: str) -> None:
    assert in_book(GROUPS, kpi(typed)) == []


def test_kpi_unreadable_leaves_words_alone_where_the_indicator_is_in_words() -> None:
    words = plan(kpis="5-1-② | 協議会が組織されている。 |  | 上昇 定性 毎年 | 2023=働きかけ")
    assert in_book(words, kpi("逗子小学校区内の自治会へ働きかけ")) == []


def test_kpi_unit_raised() -> None:
    (finding,) = in_book(GROUPS, kpi("390件"))
    assert (finding.rule, finding.given, finding.expected) == ("kpi-unit", "390件", "団体")
    assert "「件」で書かれていますが、このKPIの単位は「団体」です" in finding.message


def test_kpi_unit_raised_for_a_difference_in_points() -> None:
    assert brief(in_book(SHARE, kpi("2.6ポイント"))) == [("kpi-unit", "D3")]


def test_kpi_unit_silent() -> None:
    assert in_book(GROUPS, kpi("390　団体")) == []


@pytest.mark.parametrize("typed", ["0.667", "#0.667", "０．６６７"])
def test_kpi_fraction_raised(typed: str) -> None:
    (finding,) = in_book(SHARE, kpi(typed))
    assert (finding.rule, finding.expected) == ("kpi-fraction", "66.7％")
    assert "2023年度の64.1％" in finding.message


@pytest.mark.parametrize(
    ("typed", "rules"),
    [("1", ["kpi-fraction"]), ("#1", ["kpi-fraction"]), ("1%", []), ("1.01", []), ("#1.01", [])],
)
def test_kpi_fraction_at_exactly_one(typed: str, rules: list[str]) -> None:
    found = [f.rule for f in in_book(SHARE, kpi(typed)) if f.rule != "kpi-digit-slip"]
    assert found == rules


def test_kpi_fraction_silent() -> None:
    rare = plan(kpis="5-1-② | 割合 | ％ | 下降 割合 | 2023=0.7% | target=0.5％以下")
    assert in_book(rare, kpi("0.6")) == []
    assert in_book(SHARE, kpi("66.7")) == []


@pytest.mark.parametrize("typed", ["667％", "#-67.5", "100.1%"])
def test_kpi_out_of_range_raised(typed: str) -> None:
    assert brief(in_book(SHARE, kpi(typed))) == [("kpi-out-of-range", "D3")]


def test_kpi_out_of_range_explains_brackets_that_excel_made_negative() -> None:
    (finding,) = in_book(SHARE, kpi("#-67.5"))
    assert "半角の( )で囲んだ値は、Excelが負の数に変えます。" in finding.message


def test_kpi_out_of_range_silent() -> None:
    growth = plan(kpis="5-1-② | 前年度比 | ％ | 上昇 平均 | 2023=104% | target=110％")
    assert in_book(growth, kpi("112％")) == []
    assert "kpi-out-of-range" not in rules_of(SHARE, kpi("100％"))


@pytest.mark.parametrize(
    ("statement", "known", "typed", "found"),
    [
        ("収納の計画比が100％以上", "98.0%", "115％", False),
        ("目標の達成率", "98.0%", "115％", False),
        ("満足している人の割合", "104.0%", "115％", False),  # the plan itself has more than 100
        ("満足している人の割合", "98.0%", "115％", True),
        ("収納の計画比が100％以上", "98.0%", "▲1％", True),
    ],
)
def test_a_rate_of_what_was_planned_may_lie_above_100(
    statement: str, known: str, typed: str, found: bool
) -> None:
    year = plan(kpis=f"5-1-② | {statement} | ％ | 上昇 割合 | 2023={known} | target=100％")
    assert ("kpi-out-of-range" in rules_of(year, kpi(typed))) is found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("39団体", "390団体"), ("3,900団体", "390団体"), ("390,000団体", "390団体")],
)
def test_kpi_digit_slip_raised(typed: str, meant: str) -> None:
    (finding,) = in_book(GROUPS, kpi(typed))
    assert (finding.rule, finding.expected) == ("kpi-digit-slip", meant)


@pytest.mark.parametrize("typed", ["390団体", "210団体", "1,900団体", "0団体"])
def test_kpi_digit_slip_silent(typed: str) -> None:
    assert "kpi-digit-slip" not in rules_of(GROUPS, kpi(typed))


@pytest.mark.parametrize(
    ("known", "target", "typed", "slips"),
    [
        ("2023=3件", "50件", "30件", True),
        ("2023=3件", "50件", "29件", False),  # few: only the very tenfold
        ("2023=3件", "50件", "12件", False),
        ("", "300件", "30件", False),  # new: the target is no measure
        ("2022.3=▲40人 | 2023=12人", "0人", "3人", False),  # around zero
        ("2022.3=407件 | 2023=424件", "5,000件", "430件", False),
    ],
)
def test_a_slip_is_measured_by_what_was_not_by_the_target(
    known: str, target: str, typed: str, slips: bool
) -> None:
    unit = target[-1]
    more = f" | {known}" if known else ""
    year = plan(kpis=f"5-1-② | 指標 | {unit} | 上昇 実数{more} | target={target}")
    assert ("kpi-digit-slip" in rules_of(year, kpi(typed))) is slips


def test_kpi_decimal_raised() -> None:
    assert brief(in_book(GROUPS, kpi("390.5団体"))) == [("kpi-decimal", "D3")]


def test_kpi_decimal_silent() -> None:
    mean = plan(kpis="5-1-② | 平均 | 件 | 上昇 平均 | 2023=10件 | target=21件以上")
    assert in_book(mean, kpi("13.5件")) == []
    assert in_book(GROUPS, kpi("390.0団体")) == []


def test_kpi_negative_raised() -> None:
    assert brief(in_book(GROUPS, kpi("#-390"))) == [("kpi-negative", "D3")]


def test_kpi_negative_silent() -> None:
    moved = plan(kpis="5-1-② | 転入超過数 | 人 | 上昇 実数 | 2023=-12人 | target=50人")
    assert in_book(moved, kpi("▲20人")) == []


@pytest.mark.parametrize("typed", ["（66.7％）", "66.7％見込み"])
def test_kpi_planned_as_actual_raised(typed: str) -> None:
    assert brief(in_book(SHARE, kpi(typed))) == [("kpi-planned-as-actual", "D3")]


def test_kpi_planned_as_actual_silent() -> None:
    assert in_book(SHARE, kpi("66.7％（速報値）")) == []


def test_kpi_same_as_planned_raised() -> None:
    assert brief(in_book(PLANNED, kpi("66.0％"))) == [("kpi-same-as-planned", "D3")]


def test_kpi_same_as_planned_silent() -> None:
    assert in_book(PLANNED, kpi("66.1％")) == []


@pytest.mark.parametrize("typed", ["400団体以上", "390～400団体"])
def test_kpi_inexact_raised(typed: str) -> None:
    assert brief(in_book(GROUPS, kpi(typed))) == [("kpi-inexact", "D3")]


def test_kpi_inexact_silent() -> None:
    assert in_book(GROUPS, kpi("約400団体")) == []


@pytest.mark.parametrize("typed", ["未実施", "集計中", "ー"])
def test_kpi_no_value_raised(typed: str) -> None:
    assert brief(in_book(GROUPS, kpi(typed))) == [("kpi-no-value", "D3")]


def test_kpi_no_value_silent() -> None:
    assert in_book(SHARE, kpi("未実施")) == []  # measured every other year


def test_kpi_cumulative_fall_raised() -> None:
    (finding,) = in_book(TOTAL, kpi("98人"))
    assert (finding.rule, finding.expected) == ("kpi-cumulative-fall", "112人以上")
    assert "前の値 112人 より 14人 少なく" in finding.message


def test_kpi_cumulative_fall_silent() -> None:
    assert "kpi-cumulative-fall" not in rules_of(TOTAL, kpi("112人"))
    assert in_book(GROUPS, kpi("390団体")) == []


def test_kpi_words_opposite_raised() -> None:
    table = kpi("430団体") + "\nC7 | 5-1-② remarks | 登録をやめた団体があり、団体数は減少した。"
    assert brief(in_book(GROUPS, table)) == [("kpi-words-opposite", "D3")]


@pytest.mark.parametrize(
    ("typed", "remarks"),
    [
        ("390団体", "登録をやめた団体があり、団体数は減少した。"),
        ("390団体", "新しい申し込みは増加したが、全体では減少した。"),
        ("430団体", "職員が減る中で、説明会を開いた。"),
        ("430団体", "材料費は前年度より減少した。"),
        ("430団体", "問い合わせは12件で、前年度より減少した。"),
        ("430団体", "前年度より3件減少した。"),  # another unit
        ("430団体", "事故の減少をめざして講座を開いた。"),
    ],
)
def test_kpi_words_opposite_silent(typed: str, remarks: str) -> None:
    assert in_book(GROUPS, kpi(typed) + f"\nC7 | 5-1-② remarks | {remarks}") == []


def sentence(text: str, unit: str, kind: str, *values: str) -> list[tuple[str, str]]:
    return brief(in_report(plan(kpis=" | ".join(("5-1-②", text, unit, kind, *values)))))


def test_kpi_target_sentence_raised() -> None:
    (finding,) = in_report(
        plan(
            kpis="5-1-② | １案件当たりの意見提出数の平均が20件を超えている。 | 件"
            " | 上昇 平均 | target=21件以上"
        )
    )
    assert (finding.rule, finding.code, finding.severity) == (
        "kpi-target-sentence",
        "5-1-②",
        "confirm",
    )
    assert finding.source is not None
    assert finding.source.cell == "C2"
    assert "例えば 20.5件 は一方だけを満たします" in finding.message


@pytest.mark.parametrize(
    ("text", "unit", "kind", "values"),
    [
        ("団体が400団体になっている。", "団体", "上昇 実数", ["target=500団体"]),
        ("割合が70％を超えている。", "％", "上昇 割合", ["target=71％以上"]),
        ("割合が10ポイント増加している。", "％", "上昇 割合", ["2023=64.1%", "target=75.1％"]),
        ("総数が400になっている。", "団体", "上昇 実数", ["target=401団体"]),
    ],
)
def test_kpi_target_sentence_raised_for(text: str, unit: str, kind: str, values: list[str]) -> None:
    assert sentence(text, unit, kind, *values) == [("kpi-target-sentence", "C2")]


@pytest.mark.parametrize(
    ("text", "unit", "kind", "values"),
    [
        ("意見が20件を超えている。", "件", "上昇 実数", ["target=21件以上"]),
        ("参加者が3,000人を超えている。", "人", "上昇 実数", ["target=3,001人以上"]),
        ("総数が400を超えている。", "団体", "上昇 実数", ["target=401団体以上"]),
        ("利用者が年間25万人以上になっている。", "人", "上昇 実数", ["target=25万人以上"]),
        ("割合が70％を超えている。", "％", "上昇 割合", ["target=70％超"]),
        ("率が18.0％以下になっている。", "％", "下降 割合", ["target=18.0％以下"]),
        ("割合が10ポイント増加している。", "％", "上昇 割合", ["2023=64.1%", "target=74.1％"]),
        ("2029年度までに500団体になっている。", "団体", "上昇 実数", ["target=500団体"]),
        ("参加した団体2", "団体", "上昇 実数", ["target=500団体"]),  # the second of its name
        ("協議会が組織されている。", "", "上昇 定性", ["target=組織されている"]),
    ],
)
def test_kpi_target_sentence_silent(text: str, unit: str, kind: str, values: list[str]) -> None:
    assert sentence(text, unit, kind, *values) == []


def test_kpi_two_baselines_raised() -> None:
    (finding,) = in_report(
        plan(
            kpis="5-1-② | 意見の平均 | 件 | 上昇 平均"
            " | 2022.3=23件（2021年度）\\n8.8件（2018年度～2020年度平均） | target=21件以上"
        )
    )
    assert (finding.rule, finding.severity, brief([finding])[0][1]) == (
        "kpi-two-baselines",
        "info",
        "H2",
    )
    assert "2個" in finding.message


def test_kpi_plan_negative_raised() -> None:
    kpis = "5-1-② | 回答率が上がる | ％ | 上昇 割合 | 2023=64.1% | target=#-67.5"
    (finding,) = [f for f in in_report(plan(kpis=kpis)) if f.rule == "kpi-plan-negative"]
    assert (finding.severity, finding.given) == ("confirm", "-67.5")
    assert "半角" in finding.message


@pytest.mark.parametrize("others", ["2022=▲3.5% | 2023=#-26.3", "2023=-26.3% | target=0%"])
def test_kpi_plan_negative_silent(others: str) -> None:
    found = in_report(plan(kpis=f"5-1-② | 売上が増える | ％ | 上昇 実数 | {others}"))
    assert [f for f in found if f.rule == "kpi-plan-negative"] == []


def test_figures_are_told_in_the_unit_of_the_plan() -> None:
    one = plan(kpis="5-1-② | 観光入込客数が増える | 千人 | 上昇 実数 | 2023=817 | target=900")
    (finding,) = [f for f in in_book(one, "H4 | 5-1-② KPI1 | 81") if f.rule == "kpi-digit-slip"]
    assert "81千人" in finding.message
    assert "817千人" in finding.message
    assert "810千人 の10分の1になっていませんか。" in finding.message
    (finding,) = [f for f in in_book(one, "H4 | 5-1-② KPI1 | 8200") if f.rule == "kpi-digit-slip"]
    assert "820千人 の10倍になっていませんか。" in finding.message


def test_kpi_two_baselines_silent() -> None:
    assert in_report(GROUPS) == []
