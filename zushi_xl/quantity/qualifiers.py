"""Words around a number: bounds, approximation, and labels that only introduce it."""

from __future__ import annotations

import re
from typing import NamedTuple

from zushi_xl.quantity.model import Qualifier
from zushi_xl.text.regex import regex

_BEFORE: dict[Qualifier, str] = {
    "about": """約 およそ おおよそ おおむね 概ね ほぼ だいたい 大体 凡そ 大凡 概数 ≒ 推定 推計""",
    "at_least": """少なくとも 最低 最低でも 最低限 最低で 最低値 下限 下限は 最小 最小で 最少 最少で
        ≧ >= =>""",
    "at_most": """最大 最大で 最大でも 最大値 上限 上限は 多くとも 多くて 最高 最高で 高くとも
        ≦ <= =<""",
    "more_than": ">",
    "less_than": "<",
}
_AFTER: dict[Qualifier, str] = {
    "about": """程度 ていど くらい ぐらい 位程度 前後 前後程度 ほど 程 内外 見当 ごろ 頃
        程度の見込み ほどの見込み""",
    "at_least": """以上 いじょう 以上に 以上とする が下限 を下限 を下限に を下回らない を下らない
        から 以降""",
    "more_than": """
    超 超え 超える を超える を超え を超えた を超えている を超えること 以上超 を上回る を上回り
    を上回った を上回っている 上回る を上まわる 強 強程度 余り 余 あまり 有余 より大きい
    より大きく より多い より多く より大 より上 超過 を超過 超過する を超す を超す をこえる
    をこえた を越える を越えた 越え こえる
    """,
    "at_most": """以下 いか 以下に 以下とする 以内 以内に まで までに を上限 が上限 を上限に 上限
        を限度 を限度に が限度 限度 を最大 を超えない を上回らない""",
    "less_than": """未満 みまん を下回る を下回り を下回った を下回っている 下回る に満たない
        に満たず
        満たない 弱 弱程度 近く 近い より小さい より小さく より少ない より少なく より低い より小
        より下 足らず を割る を割り込む を割った に届かない に達しない に達していない を切る""",
}
_AIMS = (
    "(?:(?:の水準)?(?:を|に|の|へ)?(?:維持|めざす|目指す|目標|目標とする|確保|達成|継続|キープ|保つ|する|とする|"
    "維持する|継続する|確保する|達成する|維持を目指す|目標に|抑制|抑える|増やす|減らす|拡大|縮小|なる))?"
)


def _alternation(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


def _lookup(table: dict[Qualifier, str]) -> dict[str, Qualifier]:
    return {word: qualifier for qualifier, words in table.items() for word in words.split()}


_BEFORE_WORDS = _lookup(_BEFORE)
_AFTER_WORDS: dict[str, Qualifier] = {**_lookup(_AFTER), "位": "about"}
_PREFIX = regex(f"(?:{_alternation(' '.join(_BEFORE.values()))}):?")
_SUFFIX = regex(f"(?:({_alternation(' '.join(_AFTER.values()))}|(?<=[人件円%体回名])位){_AIMS})$")
_OVER = regex("(.*[0-9十百千万億])余り?(.+)", re.DOTALL)
_ABOUT = regex("(?:約|およそ|おおよそ|おおむね|概ね|ほぼ)(?=[^-+▲△0-9])")
_PREFIX_STARTS = frozenset(word[0] for word in _BEFORE_WORDS)
_STRENGTH: tuple[Qualifier, ...] = ("more_than", "less_than", "at_least", "at_most", "about")


class Split(NamedTuple):
    """What is left of a text when the words around it are taken off."""

    core: str
    qualifier: Qualifier | None
    twice: bool = False


def split_qualifiers(folded: str) -> Split:
    """Take bounds and approximations off both ends (約…程度, 最低…以上)."""
    found: list[Qualifier] = []
    core = folded
    while core[:1] in _PREFIX_STARTS and (match := _PREFIX.match(core)):
        found.append(_BEFORE_WORDS[match[0].rstrip(":")])
        core = core[match.end() :]
    if over := _OVER.fullmatch(core):
        return Split(over[1] + over[2], "more_than", _contradict([*found, "more_than"]))
    while match := _SUFFIX.search(core[-24:]):
        found.append(_AFTER_WORDS[match[1]])
        core = core[: len(core) - len(match[0])]
    strongest = min(found, key=_STRENGTH.index) if found else None
    return Split(core, strongest, _contradict(found))


def _contradict(found: list[Qualifier]) -> bool:
    if len(found) < 2:
        return False
    lower = any(qualifier in ("at_least", "more_than") for qualifier in found)
    upper = any(qualifier in ("at_most", "less_than") for qualifier in found)
    return lower and upper


def starts_with_about(folded: str) -> str:
    """Return the 約 or the like that a text begins with (約延べ1,000人), or nothing."""
    match = _ABOUT.match(folded)
    return match[0] if match else ""
