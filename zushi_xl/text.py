"""Folding texts to compare them: what two ways of writing the same label or name share.

Only for comparison; what people wrote is never replaced by its folded form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jaconv

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━ー－ｰ﹣"), "-")
_TILDES = dict.fromkeys(map(ord, "〜～∼"), "~")
_INVISIBLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_GONE = re.compile(rf"[\s\x00-\x1f{_INVISIBLE}]+")


@lru_cache(maxsize=1 << 16)  # a form repeats its labels on every sheet of every book
def fold(text: str) -> str:
    """Widths, blanks, line breaks, dashes, composed kana and case do not count.

    >>> fold("補足 説明（ＫＰＩ）\\n") == fold("補足説明(kpi)")
    True
    """
    if text.isascii():
        return _GONE.sub("", text).casefold()
    composed = unicodedata.normalize("NFC", text)
    narrow = jaconv.h2z(composed, kana=True, ascii=False, digit=False)
    narrow = jaconv.z2h(narrow, kana=False, ascii=True, digit=True)
    return _GONE.sub("", narrow.translate(_DASHES).translate(_TILDES)).casefold()


_LONG_VOWEL = re.compile("(?<=[ァ-ヺ])-")
_MARKS = str.maketrans("‘’“”〔〕【】｛｝〈〉ヶヵ〇◯", "''\"\"[][]{}<>ケカ○○")


def fold_label(text: str) -> str:
    """Fold a name: as `fold`, but letters keep their case and センター its long vowel.

    Nothing is folded that could join two names: ① stays ①, ㈱ stays ㈱, 髙 stays 髙 (never
    NFKC of a whole text, never `jaconv.normalize`, which makes a minus a long vowel).

    >>> fold_label("ｾﾝﾀ－") == fold_label("センター")
    True
    """
    composed = unicodedata.normalize("NFC", text)
    narrow = jaconv.h2z(composed, kana=True, ascii=False, digit=False)
    narrow = jaconv.z2h(narrow, kana=False, ascii=True, digit=True)
    folded = _GONE.sub("", narrow.translate(_DASHES).translate(_TILDES).translate(_MARKS))
    return _LONG_VOWEL.sub("ー", folded)


def same_label(one: str, other: str) -> bool:
    """Whether two names differ only in widths, blanks, dashes or composed kana."""
    return fold_label(one) == fold_label(other)
