"""Folding texts to compare them: what two ways of writing the same label or name share.

Only for comparison; what people wrote is never replaced by its folded form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jaconv

_LONG_VOWEL = re.compile("(?<=[ァ-ヺ])-")
_HALF_KANA = re.compile("[｡-ﾟ]")
_GONE = (
    *range(0x21),
    *(0x85, 0xA0, 0xAD, 0x1680, 0x205F, 0x3000, 0xFEFF),
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    *range(0x2060, 0x2065),
    *range(0xFE00, 0xFE10),
)  # blanks, control and invisible characters
_FOLDED = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # letters, digits and marks: wide
    | dict.fromkeys(map(ord, "‐‑‒–—―−─━ー－ｰ﹣"), "-")
    | dict.fromkeys(map(ord, "〜～∼"), "~")
    | dict.fromkeys(_GONE)
)
NARROW_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_MARKS = str.maketrans("‘’“”〔〕【】｛｝〈〉ヶヵ〇◯", "''\"\"[][]{}<>ケカ○○")
_LABEL = _FOLDED | _MARKS


@lru_cache(maxsize=1 << 14)  # a form repeats its labels on every sheet of every book
def fold(text: str) -> str:
    """Widths, blanks, line breaks, dashes, composed kana and case do not count.

    >>> fold("補足 説明（ＫＰＩ）\\n") == fold("補足説明(kpi)")
    True
    """
    return _with_whole_kana(text).translate(_FOLDED).casefold()


def fold_label(text: str) -> str:
    """Fold a name: as `fold`, but letters keep their case and センター its long vowel.

    Nothing is folded that could join two names: ① stays ①, ㈱ stays ㈱, 髙 stays 髙 (never
    NFKC of a whole text, never `jaconv.normalize`, which makes a minus a long vowel).

    >>> fold_label("ｾﾝﾀ－") == fold_label("センター")
    True
    """
    return _LONG_VOWEL.sub("ー", _with_whole_kana(text).translate(_LABEL))


def _with_whole_kana(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    if _HALF_KANA.search(composed):
        return jaconv.h2z(composed, kana=True, ascii=False, digit=False)
    return composed
