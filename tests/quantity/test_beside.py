"""Composed texts of known meaning, and what people write beside a number that overrules it."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.beside_numbers import texts, verdict
from zushi_xl.quantity import read_quantity

OVERRULING = """
    入力ミス 前年度分 昨年分 旧基準 他課分 重複含む 見込違い 未確定 途中経過 精査中 一部中止
    うち中止3回 実績は20件 実質20件 本来は20件 正20件 誤：20件 誤→20件 20件が正 20件の間違い
    20→25件 前は20件 約25件 最終25件 補正後25件 20件減額 20件追加 3件取消 3件辞退 マイナス
    5％減 減額 増額 半減 空振り 不開催 却下 取下げ 無効 欠番 目標未達 10倍 ×2 2回分 千人 万件
    ％ 非公表 測定せず 別紙の値 再掲 対象外 仮の値 ダミー 記入例 前年度 R5実績は20件 県全体
    全国値
    """


@pytest.mark.parametrize("note", OVERRULING.split())
def test_what_is_not_known_to_be_harmless_refuses_the_cell(note: str) -> None:
    for text in (f"23件（{note}）", f"23件 ※{note}"):
        got = read_quantity(text)
        assert not got.has_value, text
        assert got.is_refused, text
        assert got.reason, text


def test_composed_texts_are_never_silently_wrong() -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for made in texts(5_000, seed=20240401):
        got = read_quantity(made.text, made.field)
        found = verdict(made, got)
        counts[found] += 1
        if found == "wrong":
            wrong.append(made.text)
    assert wrong == []
    assert counts["right"] >= 0.99 * counts.total()
