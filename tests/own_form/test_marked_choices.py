"""Which choices of one cell people have marked, and where that cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_form.forms import filled, gathered, masters_in, questionnaire
from tests.own_form.test_year import VALUES
from zushi_xl.adopt.own_form.marked_choices import Marked, marked

WAYS = ("目視", "打診", "専門業者", "その他")
BOXES = "□目視　□打診　□専門業者　□その他（　　　　）"
PAIR, PRINTED_PAIR = ("有", "無"), "有　・　無"
NUMBERED = ("焼却", "溶解", "売却")


def entries(choices: tuple[str, ...], text: str, printed: str, codes: str = "") -> object:
    """The choices that are marked, or why nobody can tell."""
    found = marked(choices, text, printed, codes)
    return found.refused or "、".join(found.shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("■目視　□打診　☑専門業者　□その他（　　　　）", "目視、専門業者"),
        ("■目視□打診■専門業者□その他（）", "目視、専門業者"),
        ("■ 目視　□ 打診　■ 専門業者　□ その他", "目視、専門業者"),
        ("■目視\n□打診\n■専門業者\n□その他（　）", "目視、専門業者"),
        ("■目視　■専門業者", "目視、専門業者"),
        ("○目視　打診　○専門業者　その他（　）", "目視、専門業者"),
        ("レ目視　□打診　Ｖ専門業者　□その他", "目視、専門業者"),
        ("[x]目視　[ ]打診　[X]専門業者　[ ]その他", "目視、専門業者"),
        ("目視■　打診□　専門業者■　その他□", "目視、専門業者"),
        ("目視、専門業者", "目視、専門業者"),
        ("□目視　□打診　□専門業者　■その他（ドローン）", "その他（ドローン）"),
        ("□目視　□打診　□専門業者　■その他：赤外線", "その他（赤外線）"),
        ("□目視　□打診　□専門業者　□その他", ""),
        ("■目視（年２回）　□打診", "目視（年２回）"),
        ("■目視　□打診　□専門業者　□その他（　　　　）　年2回", "「年2回」は選択肢にありません"),
        ("×目視　□打診　□専門業者　□その他（　　　　）", "「×」は選択肢にありません"),
        ("あり ■目視　□打診", "「あり」は選択肢にありません"),
        ("■目視　□打診　■赤外線　□その他", "どの選択肢の印か決められません"),
        ("目視■打診□専門業者■その他□", "どの選択肢の印か決められません"),
        ("■■目視　□打診", "どの選択肢の印か決められません"),
        ("■目視　■目視", "同じ選択肢が二度あります"),
        ("目視と打診", "選択肢にありません"),
        ("■", "選択肢にありません"),
    ],
)
def test_boxes(text: str, expected: str) -> None:
    assert entries(WAYS, text, BOXES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("○有　・　無", "有"),
        ("有　・　◯無", "無"),
        ("有○　・　無", "有"),
        ("有・無○", "無"),
        ("●有　・　無", "有"),
        ("（有）・無", "有"),
        ("有　・　【無】", "無"),
        ("有（○）・無", "有"),
        ("有　・　", "有"),
        ("○有　・　○無", "有、無"),
        ("有　レ無", "無"),
        ("有 ○ 無", "どの選択肢の印か決められません"),
        ("有○無", "どの選択肢の印か決められません"),
        ("無理", "選択肢にありません"),
        ("有・無（来年度は有）", "選択肢にありません"),
    ],
)
def test_a_pair_without_boxes(text: str, expected: str) -> None:
    assert entries(PAIR, text, PRINTED_PAIR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１ 焼却　○２ 溶解　３ 売却", "溶解"),
        ("１ 焼却　２ 溶解○　３ 売却", "溶解"),
        ("３ 売却", "売却"),
        ("①焼却", "選択肢にありません"),  # a number of its own: the field reads it
        ("１○ 焼却　２ 溶解　３ 売却", "「１」は選択肢にありません"),
    ],
)
def test_numbers_before_the_choices(text: str, expected: str) -> None:
    assert entries(NUMBERED, text, "１ 焼却　２ 溶解　３ 売却", "123") == expected


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("●有　○無", "○有　○無", "有"),
        ("○無", "○有　○無", "無"),
        ("（○）有　（　）無", "（　）有　（　）無", "有"),
        ("方法：■有　□無", "方法：□有　□無", "有"),
        ("□有（時期：来年度）　■無", "□有（時期：　　　）　□無", "無"),
        ("■有（時期：来年度）　□無", "□有（時期：　　　）　□無", "有（来年度）"),
    ],
)
def test_what_the_form_prints_too_is_no_mark(text: str, printed: str, expected: str) -> None:
    assert entries(PAIR, text, printed) == expected


def test_what_stands_at_a_choice_without_a_mark() -> None:
    found = marked(WAYS, "■目視　□打診　□専門業者　□その他（ドローン）", BOXES)
    assert found == Marked(("目視",), ("目視",), "その他（ドローン）")


@pytest.mark.parametrize(
    ("typed", "value", "rules"),
    [
        ("■広報　□掲示板　□その他（　）", "広報", []),
        ("○広報　掲示板　その他（　）", "広報", []),
        ("□広報　□掲示板　□その他（回覧）", "", ["own-form-unmarked"]),
        ("■広報　□掲示板　□その他（回覧）", "広報", ["own-form-unmarked"]),
        ("■広報　■回覧　□その他（　）", "", ["own-form-value"]),
        ("その他（回覧）", "その他（回覧）", []),
        ("■広報　■掲示板　□その他（　）", "広報、掲示板", []),
    ],
)
def test_in_a_returned_copy(tmp_path: Path, typed: str, value: str, rules: list[str]) -> None:
    book = questionnaire()
    book.worksheets[0]["C8"].value = "□広報　□掲示板　□その他（　　　）"
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, VALUES | {"C8": typed})
    found = gathered(masters, tmp_path)
    said = [a.read for _, a in found.answers() if a.source.cell == "C8"]
    assert [read.used for read in said if not read.refused] == ([value] if value else [])
    assert [f.rule for f in found.findings] == rules


def test_a_yes_and_a_no_are_two_whatever_another_question_allows(tmp_path: Path) -> None:
    book = questionnaire()
    sheet = book.worksheets[0]
    sheet["A8"].value, sheet["C8"].value = "予算", "有　・　無"
    sheet["A3"].value = "周知の方法（複数可）"
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, VALUES | {"C8": "○有　・　○無"})
    assert [f.rule for f in gathered(masters, tmp_path).findings] == ["own-form-several"]
    filled(masters, tmp_path, VALUES | {"C8": "あり"})
    said = [a.read.used for _, a in gathered(masters, tmp_path).answers()]
    assert "有" in said
