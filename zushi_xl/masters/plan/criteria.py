"""評価基準: rows of condition → grade, in the words of the officer who types them.

達成率 ≧ 100 かつ 実績 ≧ 前年度 → A
計画比 90以上                   → B
値なし                          → (none: the division judges)
その他                          → C
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from zushi_xl.masters.plan.values import level_words, read_levels, read_validity
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key, suggestion
from zushi_xl.plan.levels import Level
from zushi_xl.plan.scales import Comparison, Criterion, Grade
from zushi_xl.plan.settings import Settings
from zushi_xl.quantity import read_quantity

LEVEL_TERMS = ("実績", "現状", "計画値", "目標", "前年度")
RATES = ("達成率", "計画比", "進捗率", "計画進捗率", "増減率")
NO_VALUE, IN_WORDS, OTHERWISE = "値なし", "定性", "その他"
_WORDS = (NO_VALUE, IN_WORDS, OTHERWISE)
_SPELLINGS = (
    ("＞", ">"),
    ("＜", "<"),
    ("＝", "="),
    (">=", "≧"),
    ("<=", "≦"),
    ("≥", "≧"),
    ("≤", "≦"),
    ("％", ""),
    ("%", ""),
)
_SAID = {"以上": "≧", "以下": "≦", "超": ">", "未満": "<"}
_TERM = "|".join(sorted(LEVEL_TERMS + RATES, key=len, reverse=True))
_SIGNED = re.compile(rf"({_TERM})([≧≦<>])(.+)")
_IN_WORDS = re.compile(rf"({_TERM})[がは]?(.+?)({'|'.join(_SAID)})")


def read_criteria(
    book: MasterBook, settings: Settings, grades: Sequence[Grade]
) -> tuple[Criterion, ...]:
    words = level_words(settings)
    symbols = {match_key(grade.symbol): grade.symbol for grade in grades}
    return tuple(
        _criterion(record, words, settings, symbols, book.mistakes)
        for record in book.records("評価基準")
    )


def _criterion(
    record: Record,
    words: Mapping[str, Level],
    settings: Settings,
    symbols: Mapping[str, str],
    mistakes: Mistakes,
) -> Criterion:
    valid_from, valid_to = read_validity(record, mistakes)
    waits = choose(record, "値がないとき", ("次の行へ", "担当課の判断"), mistakes)
    return Criterion(
        levels=read_levels(record, words, settings, mistakes),
        valid_from=valid_from,
        valid_to=valid_to,
        condition=record["条件"],
        comparisons=_comparisons(record, mistakes),
        grade=_grade(record, symbols, mistakes),
        decides=choose(record, "扱い", ("決める", "提案"), mistakes) == "決める",
        waits=waits == "担当課の判断",
        source=record.source("条件"),
    )


def _comparisons(record: Record, mistakes: Mistakes) -> tuple[Comparison, ...]:
    text = record["条件"]
    found = () if text in _WORDS else read_condition(text)
    if found is None and text:
        mistakes.at(
            "criterion",
            record,
            "条件",
            f"「条件」の「{text}」を読めません。",
            f"「達成率 ≧ 100」のように、{'・'.join(LEVEL_TERMS + RATES)} と ≧ > ≦ < と数を並べ、"
            f"二つ以上は「かつ」でつなぐか、{'・'.join(_WORDS)} の一語にしてください。",
        )
    return found or ()


def _grade(record: Record, symbols: Mapping[str, str], mistakes: Mistakes) -> str:
    text = record["評価"]
    symbol = symbols.get(match_key(text), "")
    if text and symbols and not symbol:
        mistakes.at(
            "criterion-grade",
            record,
            "評価",
            f"「評価」の「{text}」がシート「評価区分」にありません。",
            f"{suggestion(text, symbols.values())}使えるのは {' / '.join(symbols.values())} です。",
        )
    return symbol


def read_condition(text: str) -> tuple[Comparison, ...] | None:
    """The comparisons of a condition, all of which must hold; None if it cannot be read."""
    plain = re.sub(r"\s", "", text)
    for spelling, operator in _SPELLINGS:
        plain = plain.replace(spelling, operator)
    found = [_comparison(part) for part in plain.split("かつ")]
    return tuple(c for c in found if c) if all(found) else None


def _comparison(part: str) -> Comparison | None:
    if match := _SIGNED.fullmatch(part):
        left, operator, right = match.groups()
    elif match := _IN_WORDS.fullmatch(part):
        left, right, said = match.groups()
        operator = _SAID[said]
    else:
        return None
    if right in LEVEL_TERMS:
        return Comparison(left, operator, right) if left in LEVEL_TERMS else None
    number = read_quantity(right)
    if number.kind != "number" or number.value is None or number.qualifier:
        return None
    return Comparison(left, operator, number.value)
