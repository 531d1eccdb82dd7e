"""The grammar of conditions: what is read, what is refused, that what is written reads back."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.plan.conditions.evaluation import holds
from zushi_xl.plan.conditions.grammar import ConditionError, read_predicate
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Conjunction,
    Disjunction,
    Figure,
    Negation,
    PartOf,
    Predicate,
    Presence,
    Statement,
    Test,
    Wording,
    names_in,
)

N80, N100 = Figure(Decimal(80)), Figure(Decimal(100))
BAND = Conjunction((Comparison("達成率", "≧", N80), Comparison("達成率", "<", N100)))
KIND = Wording("事業の種類", ("自治事務",))


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("達成率 80以上100未満", BAND),
        ("達成率８０以上 100 未満", BAND),
        ("80 ≦ 達成率 ＜ 100", BAND),
        ("達成率 ≧ 80 かつ 達成率 < 100", BAND),
        ("実績 >= 現状の90％", Comparison("実績", "≧", PartOf("現状", Decimal(90)))),
        ("実績 ≧ 現状 × 0.9", Comparison("実績", "≧", PartOf("現状", Decimal("90.0")))),
        ("実績 ≧ 現状の9割", Comparison("実績", "≧", PartOf("現状", Decimal(90)))),
        ("実績が計画値以上", Comparison("実績", "≧", "計画値")),
        ("はがきの枚数が10以上", Comparison("はがきの枚数", "≧", Figure(Decimal(10)))),
        ("増減率 ≧ ▲5", Comparison("増減率", "≧", Figure(Decimal(-5)))),
        ("100 > 達成率", Comparison("達成率", "<", N100)),
        ("事業費 ≧ 1,000千円", Comparison("事業費", "≧", Figure(Decimal(1_000_000), "円"))),
        ("事業の種類 ＝ 自治事務", KIND),
        ("評価≠X、Y", Wording("評価", ("X", "Y"), is_one=False)),
        ("「かつ丼、または」 ＝ 「＝」", Wording("かつ丼、または", ("＝",))),
        ("件数 ＝ 1,000、２，０００件", Wording("件数", ("1,000", "２，０００件"))),
        ("件数 ＝ 12,345,678", Wording("件数", ("12,345,678",))),
        ("番号 ＝ 1,2,30", Wording("番号", ("1", "2", "30"))),
        ("番号 ＝ 101、102", Wording("番号", ("101", "102"))),
        ("番号 ＝ 「101,102」", Wording("番号", ("101,102",))),
        ("番号 ＝ 1000,2000", Wording("番号", ("1000", "2000"))),
        ("基準値なし", Presence("基準値", is_there=False)),
        ("理由が空欄", Presence("理由", is_there=False)),
        ("理由あり", Presence("理由", is_there=True)),
        ("定性", Statement("定性")),
        # other ways of saying the same
        ("達成率が80以上かつ100未満である", BAND),
        ("80 =< 達成率 < 100。", BAND),
        ("実績 => 0.9×現状", Comparison("実績", "≧", PartOf("現状", Decimal("90.0")))),
        ("達成率 100を超える場合", Comparison("達成率", ">", N100)),
        ("達成率が100に満たないとき", Comparison("達成率", "<", N100)),
        ("基準値がない場合", Presence("基準値", is_there=False)),
        (
            "達成率 80未満、又は100以上",
            Disjunction(
                (
                    Comparison("達成率", "<", N80),
                    Comparison("達成率", "≧", N100),
                )
            ),
        ),
        (
            "理由なし もしくは 値あり 且つ 定性",
            Disjunction(
                (
                    Presence("理由", False),
                    Conjunction((Presence("値", True), Statement("定性"))),
                )
            ),
        ),
        ("それ以外", Statement("その他")),
        ("場所 ＝ 「駅又は港」", Wording("場所", ("駅又は港",))),
        ("（事業の種類＝自治事務）でない", Negation(KIND)),
        (
            "値なし または 事業の種類＝自治事務 かつ 理由あり",
            Disjunction((Presence("値", False), Conjunction((KIND, Presence("理由", True))))),
        ),
        (
            "(値なし または 事業の種類＝自治事務) かつ 理由あり",
            Conjunction((Disjunction((Presence("値", False), KIND)), Presence("理由", True))),
        ),
    ],
)
def test_what_is_read(text: str, predicate: Predicate) -> None:
    assert read_predicate(text) == predicate
    assert read_predicate(in_japanese(predicate)) == predicate


@pytest.mark.parametrize(
    "text",
    [
        "", "　", "よくできた", "達成率", "達成率 ≧", "≧ 100", "達成率は高め", "実績 ≧ 10 かつ",
        "または 値なし", "（達成率 ≧ 1", "達成率 ≧ 1）", "「理由 ＝ A", "評価 ＝ 甲 ＝ 乙",
        "達成率 100以上80未満", "達成率 80以上80未満", "達成率 80以上90以上", "80 ≦ 達成率 ≧ 100",
        "評価 ＝ A、", "番号 ＝ 101,102", "番号 ＝ １０１，１０２", "80以上", "達成率 80～100", "（" * 11 + "値なし" + "）" * 11, "値なし" * 200,
    ],
)  # fmt: skip
def test_what_is_refused_says_why(text: str) -> None:
    with pytest.raises(ConditionError, match="。$"):
        read_predicate(text)


def test_a_known_name_may_hold_the_words_of_the_grammar() -> None:
    assert read_predicate("利用者10人以上の日が20以上", ("利用者10人以上の日",)) == Comparison(
        "利用者10人以上の日", "≧", Figure(Decimal(20))
    )


def test_a_known_name_may_hold_what_joins_conditions() -> None:
    names = ("川又はしの数", "川")
    assert read_predicate("川又はしの数が20以上", names) == Comparison(
        "川又はしの数", "≧", Figure(Decimal(20))
    )


def test_names() -> None:
    predicate = read_predicate(
        "実績 ≧ 現状の90％ または （評価＝Z）でない かつ 理由なし または 定性"
    )
    assert names_in(predicate) == ("実績", "現状", "評価", "理由")


A, B = Statement("甲"), Statement("乙")


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
        (False, False, False, False),
    ],
)
def test_what_is_unknown_decides_nothing_that_hangs_on_it(
    one: bool | None, other: bool | None, both: bool | None, either: bool | None
) -> None:
    def judge(test: Test) -> bool | None:
        return one if test == A else other

    assert holds(Conjunction((A, B)), judge) is both
    assert holds(Disjunction((A, B)), judge) is either
    assert holds(Negation(A), judge) is (None if one is None else not one)


@given(
    st.text(
        alphabet="実績目標値達成率評価の≧≦＝≠><（）「」かつまたはでない以上未満あり、0129.％×- ",
        max_size=60,
    )
)
def test_any_text_is_a_condition_that_reads_back_or_is_refused(text: str) -> None:
    predicate = None
    with suppress(ConditionError):
        predicate = read_predicate(text)
    if predicate:
        assert read_predicate(in_japanese(predicate)) == predicate
