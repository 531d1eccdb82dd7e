"""Keys under which names and labels are compared."""

from __future__ import annotations

from unittest.mock import ANY

import pytest

from zushi_xl.plan.reviewing import is_chosen
from zushi_xl.quantity import read_quantity
from zushi_xl.text.cleaning import clean
from zushi_xl.text.folding import fold, fold_label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("センター", "ｾﾝﾀｰ"),
        ("センター", "センタ－"),
        ("企画課", "企 画　課\n"),
        ("がん検診", "か\u3099ん検診"),
        ("４－２－①－１", "4-2-①-1"),
        ("（仮称）ＡＢ", "(仮称)AB"),
        ("三ヶ浦", "三ケ浦"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold_label(one) == fold_label(other)


@pytest.mark.parametrize(
    ("one", "other"), [("取組①", "取組1"), ("㈱逗子", "(株)逗子"), ("髙橋", "高橋"), ("A", "a")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold_label(one) != fold_label(other)


@pytest.mark.parametrize("text", ["センター－２", "補足 説明（ＫＰＩ）\n", "ｶﾞ", "", "①"])
def test_folding_is_idempotent(text: str) -> None:
    assert fold_label(fold_label(text)) == fold_label(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200f", "\u202e", "\u2060", "\u2066", "\u00ad", "\u034f", "\ufeff", "\x7f"],
)
def test_what_nobody_sees_counts_nowhere(unseen: str) -> None:
    """The same characters for labels, for answers and for quantities."""
    typed = f"1{unseen}2件"
    assert fold(typed) == "12件"
    assert clean(typed).text == "12件"
    assert read_quantity(typed) == read_quantity("12件")._replace(text=typed, changes=ANY)


def test_a_blank_parts_two_numbers_and_no_label() -> None:
    assert fold("1\u2003 2") == "12"
    assert read_quantity("1\u20032").value is None
    assert clean("1\u20032").text == "1\u20032"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("○", True), ("〇", True), ("◯", True), ("◎", True), ("×", False), ("", False), ("済", None)],
)
def test_circles_choose_an_item(typed: str, chosen: bool | None) -> None:
    assert is_chosen(typed) is chosen
