"""Folding labels and names for comparison: widths, blanks, dashes, kana.

The folded text is only a key: it is never shown or written back.  Nothing is folded that could
join two different names: ① stays ①, ㈱ stays ㈱, 髙 stays 髙 (so no NFKC of whole text, and
never `jaconv.normalize`, which turns minus and range marks into a long vowel).
"""

from __future__ import annotations

import re
import unicodedata

import jaconv

_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_DASHES = re.compile("[-‐‑‒–—―−─━﹣]")
_LONG_VOWEL = re.compile("(?<=[ァ-ヺー])-")
_MARKS = str.maketrans("〜～∼‘’“”〔〕【】｛｝〈〉ヶヵ〇◯", "~~~''\"\"[][]{}<>ケカ○○")


def fold_label(text: str) -> str:
    """Return the key under which two spellings of a label or name are the same."""
    folded = unicodedata.normalize("NFC", text)
    folded = jaconv.h2z(folded, kana=True, ascii=False, digit=False)
    folded = jaconv.z2h(folded, kana=False, ascii=True, digit=True)
    folded = _CONTROLS.sub("", _INVISIBLE.sub("", folded)).translate(_MARKS)
    return _LONG_VOWEL.sub("ー", _DASHES.sub("-", folded))


def same_label(one: str, other: str) -> bool:
    """Whether two labels or names differ only in widths, blanks, dashes or kana composition."""
    return fold_label(one) == fold_label(other)


def squeeze(text: str) -> str:
    """Trim a text and make each run of blanks one space; line breaks and widths stay."""
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in _CONTROLS.sub("", text).split("\n"))
    return "\n".join(lines).strip("\n")
