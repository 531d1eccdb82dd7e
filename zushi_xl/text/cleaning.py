"""Characters in answers that nobody meant to type: invisible, control, half-composed, private.

What can be removed without doubt is removed and named; what cannot be known is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.text.unseen import CONTROL, INVISIBLE, JOINER, SEPARATORS

_INVISIBLE = regex(
    f"[{INVISIBLE.replace(JOINER, '')}]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]){JOINER}"
)
_CONTROL = regex(f"[{CONTROL}{SEPARATORS}]")
_LINE_BREAKS = regex(r"\r\n?|\v|\f|\x85|\u2028|\u2029")
_ODD = regex("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_HALF_COMPOSED = regex(r"[\u3099\u309a\u0300-\u036f]")


class Cleaned(NamedTuple):
    """A text without what nobody typed, and what was done to it."""

    text: str
    changes: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """Remove invisible and control characters; compose kana; line breaks become ``\\n``."""
    changes = []
    if not text.isprintable() or _HALF_COMPOSED.search(text):
        for pattern, by, name in (
            (_INVISIBLE, "", "見えない文字"),
            (_LINE_BREAKS, "\n", "改行の種類"),
            (_CONTROL, "", "制御文字"),
        ):
            text, count = pattern.subn(by, text)
            if count:
                changes.append(name)
        if _HALF_COMPOSED.search(text):
            text = _compose(text)
            changes.append("濁点・半濁点の合成")
    return Cleaned(text, tuple(changes))


def is_visible(text: str) -> bool:
    """Whether something is left of a text when nothing that cannot be seen counts."""
    return text[:1].isalnum() or bool(clean(text).text.strip())


def _compose(text: str) -> str:
    """Join marks with the kana before them; NFC of a whole text would change some kanji."""
    return re.sub(
        r".[\u3099\u309a\u0300-\u036f]+", lambda m: unicodedata.normalize("NFC", m[0]), text
    )


def odd_characters(text: str) -> str:
    """Private-use and broken characters, which other computers cannot show."""
    return "".join(dict.fromkeys(_ODD.findall(text)))
