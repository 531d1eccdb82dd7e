"""Names of divisions that are one letter off."""

from __future__ import annotations

import pytest

from zushi_xl.rules.name_spellings import NameSpellings

CITY = ("市民協働課", "市民課", "税務課", "子育て支援課", "生涯学習課", "市民健康課")


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("窓口は市民共働課", "市民協働課"),  # a letter changed
        ("窓口は市民協課", "市民協働課"),  # left out
        ("窓口は市民の協働課", "市民協働課"),  # added
        ("民協働課", "市民協働課"),  # the first one left out
        ("子育支援課", "子育て支援課"),
        ("窓口は市民協働課", ""),  # right
        ("窓口は市民課", ""),
        ("窓口は市役課", ""),  # 市民課 is too short to be meant
        ("窓口は債務課", ""),
        ("生涯・学習課", "生涯学習課"),  # a sign added
        ("生涯・習課", ""),  # a sign in the place of a letter: two words
        ("生涯教育課", ""),  # two letters
        ("市民健働課", "市民協働課"),  # as near to 市民健康課: the first of the plan
        ("課", ""),
    ],
)
def test_the_name_that_is_meant(before: str, meant: str) -> None:
    assert NameSpellings(CITY).meant(before) == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市民協働科と連携した。", "市民協働課"),
        ("連携は市民協働果", "市民協働課"),
        ("市民協働の成果", ""),
        ("市民科と税務果", ""),  # short names
        ("生涯学習科と市民協働科", "市民協働課"),  # the first of the plan
        ("学習科", ""),
    ],
)
def test_a_letter_that_looks_like_the_last_one(text: str, name: str) -> None:
    assert NameSpellings(CITY).wrong_end(text) == name


def test_a_plan_without_divisions() -> None:
    assert NameSpellings(()).meant("市民課") == ""
    assert NameSpellings(()).wrong_end("市民科") == ""
