"""Furigana that became part of a text: 協議会キョウギカイ.

Some programs glue the reading that Excel keeps beside a text to its end. Without a dictionary
this cannot be certain, so it is only asked about: katakana right after kanji that can be cut into
as many Sino-Japanese syllables as there are kanji. Loan words (センター, プラン) seldom can.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zushi_xl.text.regex import regex

_KANJI = "一-龥々〆"
_GLUED = regex(rf"(?<![{_KANJI}])([{_KANJI}]{{2,}}+)([ァ-ヺ]{{4,}}+)(?![ァ-ヺー])")
_SYLLABLE = r"[ア-オカ-ヂツ-ドナ-ホマ-モヤユヨラ-ワ](?:[ャュョ])?[イウンキクチツッ]?"
_LEAST = 1.5  # letters of a reading for each kanji
_LEAST_OF_END = 2.0  # the same where only the last kanji would be read


def leaked_furigana(text: str) -> str:
    """The first katakana that looks like the reading of the kanji before it; empty if none does."""
    for kanji, kana in _GLUED.findall(text):
        for count in range(2, len(kanji) + 1):
            least = _LEAST if count == len(kanji) else _LEAST_OF_END
            if len(kana) >= least * count and _reads(count).fullmatch(kana):
                return f"{kanji}{kana}"
    return ""


@lru_cache(maxsize=64)
def _reads(kanji: int) -> re.Pattern[str]:
    return regex(f"(?:{_SYLLABLE}){{{kanji}}}")
