"""Folding texts to compare them: what two ways of writing the same label or name share.

Only for comparison; what people wrote is never replaced by its folded form.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from zushi_xl.text.regex import regex
from zushi_xl.text.unseen import BLANKS, CONTROL, INVISIBLE, LINE_ENDS, SEPARATORS, VARIANTS

_LONG_VOWEL = regex("(?<=[ァ-ヺ])-")
_HALF_KANA = regex("[｡-ﾟ]")
DASHES = "ー－-―–—‐−ｰ─━‑‒﹣"
"""What is read as a dash; one of them alone says: there is none."""
_GONE = BLANKS + LINE_ENDS + SEPARATORS + CONTROL + INVISIBLE + VARIANTS
_FOLDED = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # letters, digits and marks: wide
    | dict.fromkeys(map(ord, DASHES), "-")
    | dict.fromkeys(map(ord, "〜～∼"), "~")
    | dict.fromkeys(map(ord, _GONE))
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
        import jaconv

        return jaconv.h2z(composed, kana=True, ascii=False, digit=False)
    return composed
