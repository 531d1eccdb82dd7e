"""Keys under which names and labels are compared."""

from __future__ import annotations

import pytest

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
