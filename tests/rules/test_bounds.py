"""Both sides of the bounds of rules, and the words that hang on them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.builders import book, criteria, in_book, in_report, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.plan.model import Division, Plan, ValueStatus
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.grading import propose
from zushi_xl.report.kpi import Aim, Expected, Point
from zushi_xl.report.kpi_words import show, show_gap, shown_value
from zushi_xl.rules.budget import is_thousandth
from zushi_xl.workbook.cells import Source, Unreadable

MONEY = plan(
    initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業\n"
    "5-1-②-② | ② | 交流 | 社会教育課 | | 講座事業\n"
    "5-1-②-③ | ③ | 二つ | 市民協働課 | | 講座事業\\n交流事業 | | 前年度実績額=212000\n"
    "5-1-②-④ | ④ | 補償 | 市民協働課 | | | | 前年度実績額=212000",
    programs="講座事業\n交流事業\n国際交流推進事業",
)


def told(of: Plan, table: str, rule: str) -> list[Finding]:
    return [f for f in in_book(of, table) if f.rule == rule]


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("amount", "reference", "is_one"),
    [
        ("1000", "1000000", True),
        ("500", "1000000", True),  # the threshold is twofold, either way
        ("499", "1000000", False),
        ("2000", "1000000", True),
        ("2001", "1000000", False),
        ("1", "1000", True),
        ("0", "1000000", False),
        ("-1000", "1000000", False),
        ("1000", "0", False),
        ("0", "0", False),
        ("1000", "-1000000", False),
    ],
)
def test_thousands_of_yen(amount: str, reference: str, is_one: bool) -> None:
    assert is_thousandth(Decimal(amount), Decimal(reference), MONEY) is is_one


def test_no_amount_is_no_thousandth() -> None:
    assert not is_thousandth(None, Decimal(1000), MONEY)


@pytest.mark.parametrize(
    ("amounts", "settled", "words"),
    [
        (("100,000円", "0円"), "", "どの額が正しいか決まるまで、合計に入れません。"),
        (("100,000円", "100円"), "", "千円単位の額が混じっていませんか。どの額が正しいか決まるまで、合計に入れません。"),
        (("100,000円", "90,000円"), "95,000", "決算額 95,000円 で合計します。"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_program_with_two_amounts(
    amounts: tuple[str, str], settled: str, words: str
) -> None:
    of = replace(MONEY, programs=plan(programs=f"講座事業 | {settled}\n交流事業").programs)
    tables = (
        f"E12 | 5-1-②-① amount | {amounts[0]}",
        f"E20 | 5-1-②-② amount | {amounts[1]}",
    )
    found = [f for f in in_report(of, *tables) if f.rule == "budget-conflict"]
    both = f"5-1-②-① は {amounts[0]}（市民協働課）、5-1-②-② は {amounts[1]}（社会教育課）"
    assert [(f.division, f.message, f.given, f.expected) for f in found] == [
        (
            division,
            f"予算事業「講座事業」の実績額が一致しません：{both}。{words}",
            given,
            "すべて同じ額",
        )
        for division, given in zip(("市民協働課", "社会教育課"), amounts, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "message", "remedy", "expected"),
    [
        (
            "国際交流事業",
            "予算事業「国際交流事業」は予算事業の一覧にありません。"
            "いちばん近い名前は「国際交流推進事業」です。",
            "「国際交流推進事業」なら、この名前に直してください。",
            "国際交流推進事業",
        ),
        (
            "下水道",
            "予算事業「下水道」は予算事業の一覧にありません。",
            "予算書のとおりの名前に直してください。新しい事業なら、",
            "",
        ),
    ],
)
def test_the_nearest_name_of_a_program_is_offered(
    name: str, message: str, remedy: str, expected: str
) -> None:
    (found,) = told(MONEY, f"C12 | 5-1-②-① program | {name}", "budget-unknown-program")
    assert (found.message, found.expected) == (message, expected)
    assert found.remedy.startswith(remedy)


def test_last_years_amount_of_two_programs_speaks_of_neither() -> None:
    """212,000 is of both together; for one program alone, 212 would be thousands of yen."""
    one = "C12 | 5-1-②-④ program | 国際交流推進事業\nE12 | 5-1-②-④ amount | 212"
    two = (
        "C12 | 5-1-②-③ program | 講座事業\\n交流事業\n"
        "E12 | 5-1-②-③ amount | 212\\n212"
    )  # fmt: skip
    assert len(told(MONEY, one, "budget-thousand-yen")) == 1
    assert told(MONEY, two, "budget-thousand-yen") == []


@pytest.mark.parametrize(
    ("results", "amount", "is_told"),
    [
        ("実施なし", "1円", True),
        ("実施なし", "0円", False),
        ("実施なし", "▲1円", False),
        ("大会は中止した。", "100,000円", True),  # 10万円 where nothing is known of last year
        ("大会は中止した。", "99,999円", False),
        ("大会は中止したが、講座を1回開いた。", "100,000円", False),
    ],
)
def test_money_spent_though_nothing_was_done(results: str, amount: str, is_told: bool) -> None:
    table = (
        f"C11 | 5-1-②-① results | {results}\nC12 | 5-1-②-① program | 講座事業\n"
        f"E12 | 5-1-②-① amount | {amount}"
    )
    assert bool(told(MONEY, table, "results-empty-though-spent")) is is_told


@pytest.mark.parametrize(("amount", "is_told"), [("106,000円", True), ("105,999円", False)])
def test_what_was_called_off_may_cost_less_than_half_of_last_year(
    amount: str, is_told: bool
) -> None:
    table = (
        "C11 | 5-1-②-④ results | 大会は中止した。\nC12 | 5-1-②-④ program | 国際交流推進事業\n"
        f"E12 | 5-1-②-④ amount | {amount}"
    )
    assert bool(told(MONEY, table, "results-empty-though-spent")) is is_told


# ------------------------------------------------------------------ figures of KPIs


def _kpi(unit: str, kind: str, values: str) -> Plan:
    return plan(kpis=f"5-1-② | 指標 | {unit} | {kind} | {values}")


@pytest.mark.parametrize(
    ("of", "typed", "is_told"),
    [
        (_kpi("％", "上昇 割合", "2023=90% | target=100％"), "100％", False),  # all of them
        (_kpi("％", "上昇 割合", "2023=60% | target=99.5％"), "99.5％", True),
        (_kpi("団体", "上昇 実数", "2023=60団体 | target=100団体"), "100団体", True),
        (_kpi("団体", "上昇 実数", "2023=100団体 | target=100団体"), "100団体", False),
        (_kpi("団体", "上昇 実数", "2023=60団体 | target=101団体"), "100団体", False),
    ],
)
def test_a_figure_that_is_the_target(of: Plan, typed: str, is_told: bool) -> None:
    found = told(of, f"D3 | 5-1-② KPI1 | {typed}", "kpi-same-as-target")
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("known", "typed", "slips"),
    [
        ("2022.3=0件 | 2023=390件", "3,900件", True),  # a year without any is no negative one
        ("2022.3=▲1件 | 2023=390件", "3,900件", False),
        ("2022.3=0件 | 2023=0件", "3,900件", False),
    ],
)
def test_a_slip_beside_a_year_without_any(known: str, typed: str, slips: bool) -> None:
    of = _kpi("件", "上昇 実数", f"{known} | target=500件")
    assert bool(told(of, f"D3 | 5-1-② KPI1 | {typed}", "kpi-digit-slip")) is slips


@pytest.mark.parametrize(
    ("of", "sample", "expected"),
    [
        (_kpi("団体", "上昇 実数", "2023=424団体 | target=500団体"), "424団体", "団体の値"),
        (_kpi("団体", "上昇 実数", "2023=未実施"), "12団体", "団体の値"),
        (_kpi("", "上昇 実数", "2023=未実施"), "12", "の値"),
    ],
)
def test_a_value_that_cannot_be_read_is_shown_a_sample(
    of: Plan, sample: str, expected: str
) -> None:
    (found,) = told(of, "D3 | 5-1-② KPI1 | 390か391", "kpi-unreadable")
    assert f"（例：{sample}）" in found.remedy
    assert found.expected == expected


def test_a_value_that_the_plan_leaves_open_is_not_asked_for() -> None:
    of = _kpi("団体", "上昇 実数 毎年", "2023=424団体 | 2024=未確定 | target=500団体")
    kpi = of.kpis[0]
    for status, is_told in ((ValueStatus.OPEN, False), (ValueStatus.PLANNED, True)):
        values = {**kpi.values, "2024": replace(kpi.values["2024"], status=status)}
        year = replace(of, kpis=(replace(kpi, values=values),))
        found = told(year, "D3 | 5-1-② KPI1 | 集計中", "kpi-no-value")
        assert bool(found) is is_told
        assert all("毎年測るKPIなのに値がありません" in f.message for f in found)


@pytest.mark.parametrize(
    ("text", "target", "trend", "differs"),
    [
        ("件数が20件を超えている。", "21件以上", "上昇", False),  # whole things
        ("件数が20件を超えている。", "22件以上", "上昇", True),
        ("件数が20件未満になっている。", "19件以下", "下降", False),
        ("件数が20件未満になっている。", "21件以下", "下降", True),
        ("件数が20件未満になっている。", "20件以下", "下降", True),
    ],
)
def test_more_than_twenty_whole_things_are_at_least_twenty_one(
    text: str, target: str, trend: str, differs: bool
) -> None:
    of = plan(kpis=f"5-1-② | {text} | 件 | {trend} 実数 | target={target}")
    found = [f.rule for f in in_report(of) if f.rule == "kpi-target-sentence"]
    assert bool(found) is differs


PATH = (Point(2021, "2022.3", Decimal(60)), Point(2029, "目標", Decimal(70)))


@pytest.mark.parametrize(
    ("value", "against", "shown"),
    [
        ("66.6666", None, "66.7"),
        ("66.6666", "66.7", "66.67"),  # 66.7 would say that it is reached
        ("66.63", "66.6", "66.63"),  # 66.6 would say that nothing is missing
        ("66.6", "66.6", "66.6"),
        ("66.66666", "66.66667", "66.66666"),
    ],
)
def test_a_drawn_figure_is_rounded_only_on_its_side(
    value: str, against: str | None, shown: str
) -> None:
    aim = Aim(Decimal(value), None)
    other = None if against is None else Decimal(against)
    assert shown_value(Expected(aim, Decimal(value), PATH), other) == Decimal(shown)
    planned = Expected(aim, Decimal(value))
    assert shown_value(planned, other) == Decimal(value)  # what the plan says stays


@pytest.mark.parametrize(
    ("value", "unit", "shown", "gap"),
    [
        ("1030", "人", "1,030人", "1,030人"),
        ("817000", "千人", "817千人", "817千人"),
        ("66.70", "％", "66.7％", "66.7ポイント"),
        ("100", "％", "100％", "100ポイント"),
        ("0", "人", "0人", "0人"),
        ("12.5", "", "12.5", "12.5"),
    ],
)
def test_figures_as_messages_show_them(value: str, unit: str, shown: str, gap: str) -> None:
    kpi = _kpi(unit, "上昇 実数", "2023=1").kpis[0]
    assert (show(Decimal(value), kpi), show_gap(Decimal(value), kpi)) == (shown, gap)


# ------------------------------------------------------------------ grades


def doubted(of: Plan, grade: str, typed: str, rule: str) -> list[Finding]:
    return told(of, f"C5 | 5-1-② rating | {grade}\nD3 | 5-1-② KPI1 | {typed}", rule)


@pytest.mark.parametrize(("typed", "is_told"), [("970団体", False), ("969団体", True)])
def test_three_per_cent_below_the_plan_are_not_asked(typed: str, is_told: bool) -> None:
    of = _kpi("団体", "上昇 実数", "2024=（1,000団体）")
    assert bool(doubted(of, "A", typed, "rating-doubtful")) is is_told


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("95団体", "rating-slightly-worse"),  # five of a hundred
        ("94団体", "rating-without-reason"),
        ("100団体", ""),
    ],
)
def test_five_per_cent_worse_than_last_year(typed: str, rule: str) -> None:
    of = _kpi("団体", "上昇 実数", "2023=100団体")
    table = f"C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | {typed}"
    found = [f.rule for f in in_book(of, table) if f.rule.startswith("rating-")]
    assert found == ([rule] if rule else [])


@pytest.mark.parametrize(("typed", "is_told"), [("408団体", False), ("407団体", True)])
def test_a_tenth_of_the_way_is_enough_for_what_gains(typed: str, is_told: bool) -> None:
    """The way drawn from 400 to the 480 due in 2024: 8 is a tenth; 2 more than last year."""
    of = plan(
        kpis="5-1-② | 団体 | 団体 | 上昇 実数 | 2022.3=400団体 | 2023=406団体 | target=613.3333団体",
    )
    expected = "480"
    found = doubted(of, "A", typed, "rating-doubtful")
    assert bool(found) is is_told
    assert all(f" {expected}団体 に" in f.message for f in found)


@pytest.mark.parametrize(
    ("grade", "is_told"), [("A", False), ("B", False), ("C", True), ("D", True)]
)
def test_the_lower_half_of_the_scale_is_low(grade: str, is_told: bool) -> None:
    of = _kpi("団体", "上昇 実数", "2023=90団体 | target=100団体")
    assert bool(doubted(of, grade, "101団体", "rating-too-low")) is is_told


@pytest.mark.parametrize(
    ("known", "typed", "is_told"),
    [
        ("2022.3=100団体 | 2023=100団体", "69団体", True),  # 31 % below both
        ("2022.3=100団体 | 2023=100団体", "70団体", False),
        ("2022.3=98団体 | 2023=101団体", "70団体", False),  # below the first by 28.6 %
        ("2022.3=60団体 | 2023=100団体", "69団体", False),  # better than the first
    ],
)
def test_the_second_grade_and_a_figure_that_fell_by_thirty_per_cent(
    known: str, typed: str, is_told: bool
) -> None:
    of = _kpi("団体", "上昇 実数", f"{known} | target=500団体")
    assert bool(doubted(of, "B", typed, "rating-too-high")) is is_told


# ------------------------------------------------------------------ rows of 評価基準


def grade_by(rows: str, kpi: str, value: str | None) -> str:
    of = plan(kpis=f"5-1-② | 指標 | 件 | {kpi}", criteria=criteria(rows))
    figure = None if value is None else Decimal(value)
    return propose(of.criteria, of, of.kpis[0], figure).grade


@pytest.mark.parametrize(
    ("condition", "values", "value", "holds"),
    [
        ("経過率 ≧ 28", "target=500件", "1", True),  # 2023 and 2024 of 2023 to 2029: 2 of 7, 28.57 %
        ("経過率 ≧ 29", "target=500件", "1", False),
        ("増減率 ≧ 0", "2023=0件 | target=500件", "0", True),  # from nothing to nothing
        ("増減率 > 0", "2023=0件 | target=500件", "0", False),
        ("実績 ≧ 目標の90％", "target=500件", "450", True),
        ("実績 ≧ 目標の90％", "target=500件", "449", False),
        ("実績 ≧ 前年度の90％", "target=500件", "450", False),  # last year is unknown
    ],
)  # fmt: skip
def test_what_a_row_is_held_against(condition: str, values: str, value: str, holds: bool) -> None:
    found = grade_by(f"{condition} | A", f"上昇 実数 | {values}", value)
    assert bool(found) is holds


def test_a_part_is_worse_where_figures_should_fall() -> None:
    falls = "下降 実数 | 2023=100件 | target=50件"
    assert grade_by("実績 ≧ 前年度の90％ | A", falls, "110") == "A"
    assert grade_by("実績 ≧ 前年度の90％ | A", falls, "111") == ""


def test_a_grade_outside_the_ranking_is_compared_where_a_row_gives_it() -> None:
    kpi = "5-1-② | 団体 | 団体 | 上昇 実数 | 2023=424団体 | target=500団体"
    ended = Grade((), "完", "完了", "", GradeClass.FINISHED, None, None, Source(""))
    for rows, is_told in (
        ("達成率 ≧ 100 | 完 | 決める\nその他 | B | 決める", True),
        ("達成率 ≧ 100 | A | 決める\nその他 | B | 決める", False),
    ):
        of = plan(kpis=kpi, criteria=criteria(rows))
        of = replace(of, grades=(*of.grades, ended))
        found = doubted(of, "完了", "450団体", "rating-not-as-decided")
        assert [f.expected for f in found] == (["B"] if is_told else [])


@pytest.mark.parametrize(
    ("rows", "typed", "is_told"),
    [
        ("値なし | C | 決める\nその他 | B | 決める", "未実施", True),
        (
            "値なし | C | 決める\nその他 | B | 決める",
            "前年度と同じ",
            True,
        ),  # a text, and a row asks
        ("達成率 ≧ 0 | B | 決める", "前年度と同じ", False),
        ("値なし | C | 決める\nその他 | B | 決める", "市で調べたところ", True),  # words alone
        ("達成率 ≧ 0 | B | 決める", "市で調べたところ", False),
        ("値なし | C | 決める\nその他 | B | 決める", "390か391", False),  # may be a figure
    ],
)
def test_which_texts_are_no_value_for_rows(rows: str, typed: str, is_told: bool) -> None:
    kpi = "5-1-② | 団体 | 団体 | 上昇 実数 | 2023=424団体 | target=500団体"
    of = plan(kpis=kpi, criteria=criteria(rows))
    assert bool(doubted(of, "A", typed, "rating-not-as-decided")) is is_told


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("100円\\n90円", []),
        ("100円\\n95円", ["交流事業"]),
        ("105円\\n95円", ["講座事業", "交流事業"]),
    ],
)
def test_each_of_two_programs_is_held_against_its_own_amount(typed: str, named: list[str]) -> None:
    of = plan(
        initiatives="5-1-②-③ | ③ | 二つ | 市民協働課 | | 講座事業\\n交流事業",
        programs="講座事業 | 100\n交流事業 | 90",
    )
    both = "C14 | 5-1-②-③ program | 講座事業\\n交流事業"
    found = told(of, f"{both}\nE14 | 5-1-②-③ amount | {typed}", "budget-settled-differs")
    assert [name in finding.message for name, finding in zip(named, found, strict=True)] == [
        True
    ] * len(named)


# ------------------------------------------------------------------ returns and sheets


@pytest.mark.parametrize("reason", ["パスワードがついています", "パスワードがついています。"])
def test_a_book_that_cannot_be_read_says_why_in_one_sentence(reason: str) -> None:
    found = rules.unreadable(Unreadable("甲.xlsx", "", reason, "外してください。"))
    assert (found.message, found.remedy) == ("パスワードがついています。", "外してください。")


def test_what_two_returns_say_differently() -> None:
    of = plan(initiatives="5-1-②-① | ① | 講座 | 市民協働課")
    best = book(of, "C5 | 5-1-② rating | A\nC6 | 5-1-② next_steps | ")
    for table, said in (
        ("C5 | 5-1-② rating | B", "1か所の答えが違います"),
        ("C5 | 5-1-② rating | A\nC6 | 5-1-② next_steps | 続ける。", "1か所は 二.xlsx だけに記入があります"),
        ("C5 | 5-1-② rating | B\nC6 | 5-1-② next_steps | 続ける。", "1か所の答えが違います、1か所は 二.xlsx だけに記入があります"),
    ):  # fmt: skip
        other = replace(book(of, table), file="二.xlsx")
        (found,) = rules.returns_differ(best, other, "新しい方を採りました。")
        assert found.message == f"市民協働課の提出が二つあり、{said}。新しい方を採りました。"
        assert (found.source, found.expected) == (Source("二.xlsx"), "市民協働課.xlsx")
    assert list(rules.returns_differ(best, best, "")) == []


def test_an_untouched_sheet_is_told_once_with_its_fields() -> None:
    of = plan()
    blank = "C5 | 5-1-② rating | \nC6 | 5-1-② next_steps | "
    (found,) = told(of, blank, "sheet-blank")
    assert (found.code, found.division) == ("5-1-②", "市民協働課")
    assert found.message == ("5-1-② のシートに、まだ何も記入されていません（必須の欄が2か所）。")
    assert found.remedy == ("このシートの欄に記入してください（進捗状況評価、今後の対応）。")
    assert told(of, "C5 | 5-1-② rating | ", "sheet-blank") == []
    assert told(of, blank.replace("next_steps | ", "next_steps | 続ける。"), "sheet-blank") == []


@pytest.mark.parametrize(
    ("typed", "remarks", "moved"),
    [
        ("455団体", "団体数は前年度より減少した。", "424団体 から 455団体 に 31団体 上がっていますが、補足説明には「減少した」とあります。"),
        ("390団体", "団体数は前年度より増加した。", "424団体 から 390団体 に 34団体 下がっていますが、補足説明には「増加した」とあります。"),
        ("424団体", "団体数は前年度より増加した。", "424団体 から 424団体 に 0団体 変わらずにいますが、補足説明には「増加した」とあります。"),
    ],
)  # fmt: skip
def test_which_way_a_figure_moved_against_the_words(typed: str, remarks: str, moved: str) -> None:
    of = plan(kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 | 2023=424団体")
    table = f"D3 | 5-1-② KPI1 | {typed}\nC7 | 5-1-② remarks | {remarks}"
    (found,) = told(of, table, "kpi-words-opposite")
    assert found.message.endswith(f"2024年度の値は {moved}")


@pytest.mark.parametrize(
    ("typed", "remarks", "told_"),
    [
        ("455団体", "団体数は横ばいであった。", False),  # 31 of 424 are less than a tenth
        ("467団体", "団体数は横ばいであった。", True),
        ("467団体", "相談の件数は横ばいであった。", False),  # of something else
        ("467団体", "前年度は、団体数は横ばいであった。", False),  # of the year before
        ("467団体", "団体数は過去最多となった。", False),
        ("420団体", "団体数は過去最多となった。", True),
    ],
)
def test_a_figure_that_is_said_to_stand_still(typed: str, remarks: str, told_: bool) -> None:
    of = plan(kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 | 2023=424団体")
    table = f"D3 | 5-1-② KPI1 | {typed}\nC7 | 5-1-② remarks | {remarks}"
    assert bool(told(of, table, "kpi-words-opposite")) is told_


@pytest.mark.parametrize(
    ("typed", "remarks", "told_"),
    [
        ("149団体", "前年度より約4割増加した。", False),  # 49 points, ten from 40: a quarter of it
        ("151団体", "前年度より約4割増加した。", True),
        ("114団体", "前年度より約1割増加した。", False),  # within five points
        ("116団体", "前年度より約1割増加した。", True),
    ],
)
def test_a_rough_share_may_miss_by_a_quarter_or_five_points(
    typed: str, remarks: str, told_: bool
) -> None:
    of = plan(kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 | 2023=100団体")
    table = f"D3 | 5-1-② KPI1 | {typed}\nC7 | 5-1-② remarks | {remarks}"
    assert bool(told(of, table, "kpi-words-opposite")) is told_


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("3,900団体", "10倍"),
        ("39団体", "10分の1"),
        ("39,000団体", "100倍"),
        ("390,000団体", "1000倍"),
    ],
)
def test_how_many_times_a_figure_slipped(typed: str, how: str) -> None:
    of = _kpi("団体", "上昇 実数", "2022.3=407団体 | 2023=424団体 | target=500団体")
    (found,) = told(of, f"D3 | 5-1-② KPI1 | {typed}", "kpi-digit-slip")
    assert f"390団体 の{how}になっていませんか。" in found.message
    assert found.expected == "390団体"


@pytest.mark.parametrize(
    ("name", "typed", "is_told"),
    [
        ("市民税課", "市民説課", True),  # four letters, one of them wrong
        ("市民税課", "市課", False),  # two left out
        ("税務課", "債務課", False),  # three: another division
        ("社会教育課", "社会教課", True),  # one left out
        ("社会教育課", "社会教育部課", True),  # one added
        ("社会教育課", "社会教育課", False),
        ("社会教育課", "社会保健課", False),  # two wrong
    ],
)
def test_a_division_with_one_wrong_letter(name: str, typed: str, is_told: bool) -> None:
    of = plan(initiatives="5-1-②-① | ① | 講座 | 市民協働課")
    of = replace(of, divisions=(*of.divisions, Division(name, (), "", Source(""))))
    table = f"C11 | 5-1-②-① results | {typed}と開いた。"
    assert bool(told(of, table, "division-misspelt")) is is_told
