"""Bounds of what is taken for something of the form, each on both sides."""

from __future__ import annotations

import pytest

from zushi_xl.returned.furigana import leaked_furigana
from zushi_xl.returned.marks import tells_apart


@pytest.mark.parametrize(
    ("kana", "is_reading"),
    [
        ("カコサクタクト", False),  # カ・コ・サク・タク・ト: seven letters for five kanji
        ("カコクサクタクト", True),  # カ・コク・サク・タク・ト: one and a half for each
    ],
)
def test_a_reading_has_letters_enough(kana: str, is_reading: bool) -> None:
    text = f"都市計画課{kana}"
    assert leaked_furigana(text) == (text if is_reading else "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("協議会キョウギカイ", "協議会キョウギカイ"),
        ("福祉課フクシカ", ""),  # four letters for three kanji
        ("福祉フクシ", ""),  # three letters are none
        ("計画ケイカク", "計画ケイカク"),
        ("総合計画ケイカク", "総合計画ケイカク"),  # of the end alone
        ("計画ケイカクー", ""),
        ("計画センター", ""),
        ("画ケイカク", ""),
    ],
)
def test_katakana_behind_kanji(text: str, found: str) -> None:
    assert leaked_furigana(text) == found


@pytest.mark.parametrize(("text", "is_long"), [("歩道を広げ", False), ("歩道を広げる", True)])
def test_six_letters_tell_a_block_from_another(text: str, is_long: bool) -> None:
    assert tells_apart(text) is is_long
