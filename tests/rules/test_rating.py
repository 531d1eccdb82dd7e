"""Grades: is there one, does the scale have it, do the figures bear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.builders import brief, grades, in_book, plan
from zushi_xl.plan.rule_settings import RuleSetting
from zushi_xl.workbook.cells import Source

FAIRTRADE = plan(
    kpis="5-1-② | 認知度が50％を超えている。 | ％ | 上昇 割合"
    " | 2022.3=39.4% | 2023=45.0% | target=50％超"
)
GROUPS = plan(
    kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数"
    " | 2022.3=407団体 | 2023=424団体 | target=500団体"
)
SHOPS = plan(
    kpis="5-1-② | 空き店舗が20件以下になっている。 | 件 | 下降 実数"
    " | 2022.3=34件 | 2023=29件 | 2024=（28件） | target=20件以下"
)


def rated(grade: str, figure: str, remarks: str = "市民団体と共催した。") -> str:
    lines = ["C5 | 5-1-② rating | " + grade, "D3 | 5-1-② KPI1 | " + figure]
    return "\n".join([*lines, f"C7 | 5-1-② remarks | {remarks}"])


def test_rating_missing_raised() -> None:
    (finding,) = in_book(plan(), "C5 | 5-1-② rating | ")
    assert brief([finding]) == [("rating-missing", "C5")]
    assert finding.remedy == "A：順調・B：概ね順調・C：遅れ・D：未達 のどれかを選んでください。"


@pytest.mark.parametrize("typed", ["A", "Ａ：順調", "順調", "ｂ"])
def test_rating_missing_silent(typed: str) -> None:
    assert in_book(plan(), f"C5 | 5-1-② rating | {typed}") == []


@pytest.mark.parametrize("typed", ["E", "A～B", "◎", "ー"])
def test_rating_unknown_raised(typed: str) -> None:
    (finding,) = in_book(plan(), f"C5 | 5-1-② rating | {typed}")
    assert brief([finding]) == [("rating-unknown", "C5")]
    assert f"「{typed}」は評価区分にありません" in finding.message


def test_rating_unknown_silent() -> None:
    other = plan(grades=grades("◎よい ○ふつう △いまひとつ"))
    assert in_book(other, "C5 | 5-1-② rating | ◎") == []


def test_rating_doubtful_raised() -> None:
    (finding,) = in_book(GROUPS, rated("A", "412団体"))
    assert brief([finding]) == [("rating-doubtful", "C5")]
    assert finding.severity == "confirm"
    assert (
        "412団体 は、2022.3の407団体から目標の500団体まで（2029年度）"
        "一定の割合で進むとした値 441.9団体 に 29.9団体 届きません" in finding.message
    )


def test_rating_doubtful_raised_against_the_planned_value() -> None:
    (finding,) = (f for f in in_book(SHOPS, rated("A", "29件")) if f.rule.startswith("rating"))
    assert finding.rule == "rating-doubtful"
    assert "29件 は、計画値 28件 に 1件 届きません" in finding.message


@pytest.mark.parametrize(
    ("grade", "figure"),
    [("A", "431団体"), ("A", "445団体"), ("A", "501団体"), ("B", "390団体"), ("C", "390団体")],
)
def test_rating_doubtful_silent(grade: str, figure: str) -> None:
    assert in_book(GROUPS, rated(grade, figure)) == []


@pytest.mark.parametrize(
    ("last", "figure", "is_asked"),
    [
        (
            "390団体",
            "404団体",
            False,
        ),  # a tenth of the 37.5 to the drawn 437.5, and more than last year
        ("390団体", "403団体", True),  # less than a tenth
        ("404団体", "404団体", True),  # no more than last year
        ("未実施", "404団体", False),
    ],
)
def test_what_moves_is_not_asked(last: str, figure: str, is_asked: bool) -> None:
    year = plan(
        kpis="5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数"
        f" | 2022.3=400団体 | 2023={last} | target=500団体"
    )
    told = {f.rule for f in in_book(year, rated("A", figure))}
    assert ("rating-doubtful" in told) == is_asked


@pytest.mark.parametrize(("figure", "is_asked"), [("50.8％", False), ("50.7％", True)])
def test_the_error_of_a_survey_is_not_asked(figure: str, is_asked: bool) -> None:
    """The drawn value of 2024 is 53.75％: 2.95 and 3.05 points away."""
    year = plan(
        kpis="5-1-② | 割合が60％になっている。 | ％ | 上昇 割合"
        " | 2022.3=50.0% | 2023=51.0% | target=60％"
    )
    told = {f.rule for f in in_book(year, rated("A", figure))}
    assert ("rating-doubtful" in told) == is_asked


def test_rating_doubtful_has_a_threshold() -> None:
    setting = RuleSetting("rating-doubtful", "", 7, Source(""))  # type: ignore[arg-type]
    ruled = replace(GROUPS, rule_settings=(setting,))
    assert "rating-doubtful" not in {f.rule for f in in_book(ruled, rated("A", "412団体"))}


def test_rating_without_reason_raised() -> None:
    (finding,) = in_book(FAIRTRADE, rated("A", "42.7％"))
    assert brief([finding]) == [("rating-without-reason", "C5")]
    assert "42.7％ は、2023年度の 45％ より 2.3ポイント 悪くなりました。" in finding.message
    assert "補足説明は「市民団体と共催した。」です。" in finding.message


@pytest.mark.parametrize(
    "words", ["物価高の影響がある。", "要因を調べる。", "利用が減少した。", "理由は別紙。"]
)
def test_no_word_silences_a_doubt(words: str) -> None:
    (finding,) = in_book(FAIRTRADE, rated("A", "42.7％", words))
    assert finding.rule == "rating-without-reason"
    assert f"補足説明は「{words}」です。" in finding.message


def test_each_kpi_needs_its_own_words() -> None:
    two = plan(
        kpis="5-1-② | 認知度 | ％ | 上昇 割合 | 2023=45.0% | target=50％超\n"
        "5-1-② | 参加者 | 人 | 上昇 実数 | 2023=450人 | target=900人"
    )
    table = "C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | 42.0％\nD5 | 5-1-② KPI2 | 391人"
    found = in_book(two, table + "\nC7 | 5-1-② remarks | 認知度は3.0ポイント減少した。")
    doubts = [(f.rule, "参加者" in f.message) for f in found if f.rule.startswith("rating")]
    assert doubts == [("rating-doubtful", True), ("rating-explained", False)]


def test_rating_without_reason_silent() -> None:
    assert in_book(FAIRTRADE, rated("A", "45.1％")) == []
    assert in_book(FAIRTRADE, rated("B", "42.7％")) == []


def test_rating_slightly_worse_raised() -> None:
    (finding,) = in_book(FAIRTRADE, rated("A", "44.6％"))
    assert (finding.rule, finding.severity) == ("rating-slightly-worse", "info")


def test_rating_slightly_worse_silent() -> None:
    assert in_book(FAIRTRADE, rated("A", "45.1％")) == []
    assert [f.rule for f in in_book(FAIRTRADE, rated("A", "42.7％"))] == ["rating-without-reason"]


def test_rating_too_high_raised() -> None:
    (finding,) = in_book(GROUPS, rated("B", "270団体"))
    assert brief([finding]) == [("rating-too-high", "C5")]


def test_rating_too_high_silent() -> None:
    for grade, figure in (("B", "390団体"), ("C", "270団体")):
        assert in_book(GROUPS, rated(grade, figure)) == []


def test_rating_explained_raised() -> None:
    remarks = "0.4ポイント減少しているが、順調と考えている。"
    (finding,) = in_book(FAIRTRADE, rated("A", "44.6％", remarks))
    assert (finding.rule, finding.severity) == ("rating-explained", "info")
    assert brief([finding]) == [("rating-explained", "C5")]


def test_rating_explained_silent() -> None:
    assert in_book(FAIRTRADE, rated("A", "46.0％", "落ち着いて実施した。")) == []


def test_rating_too_low_raised() -> None:
    (finding,) = in_book(FAIRTRADE, rated("D", "50.6％"))
    assert brief([finding]) == [("rating-too-low", "C5")]
    assert "50.6％ で、目標 50％超 に届いています" in finding.message


def test_rating_too_low_silent() -> None:
    assert in_book(FAIRTRADE, rated("D", "50％")) == []  # 50 is not 50％超
    assert in_book(SHOPS, rated("D", "21件")) == []


def test_a_slip_in_the_figure_raises_no_doubt_about_the_grade() -> None:
    assert brief(in_book(FAIRTRADE, rated("A", "0.446"))) == [("kpi-fraction", "D3")]


@pytest.mark.parametrize(
    ("kpi", "figure", "told"),
    [
        ("回 | 上昇 実数 | 2022.3=6回 | 2023=6回 | target=8回", "6回", False),  # the way: 6.75
        ("回 | 上昇 実数 | 2022.3=6回 | 2023=6回 | target=8回", "5回", True),
        ("冊 | 上昇 平均 | 2022.3=2.9冊 | 2023=2.9冊 | target=3.9冊", "2.9冊", True),
        ("回 | 上昇 実数 | 2022.3=6回 | 2023=6回 | 2024=（7回） | target=8回", "6回", True),
    ],
)
def test_whole_things_cannot_lie_between_two_numbers(kpi: str, figure: str, told: bool) -> None:
    found = in_book(plan(kpis=f"5-1-② | 講座 | {kpi}"), rated("A", figure))
    assert ("rating-doubtful" in {f.rule for f in found}) is told
