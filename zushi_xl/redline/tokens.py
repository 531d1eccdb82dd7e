"""Where Japanese text may be cut: sentences, and words told by their script.

No dictionary: katakana, Latin letters and figures stand as whole runs. Kanji stand singly and are
put together again by the clean-up, because a run of them is several words (総合計画中期実施計画).
Hiragana stand as runs, parted from the particle in front.
"""

from __future__ import annotations

import re
from math import inf

from zushi_xl.text.regex import regex

_SENTENCE = regex(
    r"[^。\n]*(?:。[」』）)\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*\n?|\n|\Z)"
)
_CLAUSE = regex(r"[^、，,。・\s]*(?:[、，,。・]|\s+|\Z)")
_LABEL = regex(
    r"(?:[・○●◎■□◇◆※]|[①-⑳]|[（(]?[0-9０-９]{1,2}[）)．.](?![0-9０-９])"
    r"|[^。、\n：・「」]{1,12}：)+[ 　]*"
)
_PARTICLES = (
    "から|まで|より|など|では|には|との|への|での|として|について|により|が|は|に|の|と|も|へ|で|や"
)
_NUMBER = r"[0-9０-９]++(?:[,，.．][0-9０-９]++)*+"  # 2,289,233  64.1  ２０２４
_AMOUNT = rf"(?:{_NUMBER}[兆億万千百]*+)++円?"  # 50万円, 3億2千万
_ERA = r"(?:令和|平成|昭和|大正|明治)"
_KANJI_NUMBER = "[〇一二三四五六七八九十百千万]{2,}"
_EXTENDERS = "\u0300-\u036f\u200d\u20dd-\u20e3\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_EXTENDED = regex(f"[{_EXTENDERS}]")
_EXTENSION = regex(f"(?:[{_EXTENDERS}]|(?<=\u200d)[^{_EXTENDERS}\n])+")  # one way to match
_TOKEN = regex(
    rf"{_ERA}(?:{_NUMBER}|元)|{_AMOUNT}|{_KANJI_NUMBER}"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+(?:['’-][A-Za-z]+)*"
    r"|[ァ-ヺヽヾー]+|[ｦ-ﾟ]+"
    rf"|を|(?<![ぁ-ゖ])(?:{_PARTICLES})(?=[ぁ-ゖ])|[ぁ-をん-ゖゝゞー]+?(?=を|[^ぁ-ゖゝゞー]|\Z)"
    r"|[ \t　]+|.",
    re.DOTALL,
)
_KANJI = regex(r"[々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBER_INSIDE = regex("[0-9０-９][0-9０-９,，.．]|[,，.．][0-9０-９]")
_NEVER = -inf  # how well a number or a character with its accent may be cut
_KANA = regex(r"[ぁ-ゖゝゞ]")
_FIGURE = regex(rf"(?:約|第|▲|△|-)?{_ERA}?(?:{_AMOUNT}|{_KANJI_NUMBER}|元)?")


def sentences(text: str) -> list[str]:
    """The text cut after each 。 and each line end; nothing is lost.

    >>> sentences("・甲。\\n乙です。丙")
    ['・甲。\\n', '乙です。', '丙']
    """
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def clauses(text: str) -> list[str]:
    """The text cut after each 、 and sign that parts a sentence; nothing is lost."""
    return [clause for clause in _CLAUSE.findall(text) if clause]


def tokens(text: str) -> list[str]:
    """The smallest stretches that a mark may cover.

    >>> tokens("KPIを1,030人に、50万円にする")
    ['KPI', 'を', '1,030', '人', 'に', '、', '50万円', 'に', 'する']
    """
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and (_EXTENDED.match(token) or found[-1].endswith("\u200d")):
            found[-1] += token  # a form or an accent of the character before it
        else:
            found.append(token)
    return found


def extension(text: str) -> int:
    """How many characters at the beginning only form or accent the one before them."""
    match = _EXTENSION.match(text)
    return len(match[0]) if match else 0


def common_label(one: str, other: str) -> int:
    """The length of the bullet, number or label that both texts begin with.

    >>> common_label("・甲を行う。", "・乙をする。"), common_label("指標：甲", "指標：乙")
    (1, 3)
    """
    label, same = (match[0] if (match := _LABEL.match(text)) else "" for text in (one, other))
    return len(label) if label == same and label not in (one, other) else 0


def is_kanji(text: str) -> bool:
    """Whether a text begins with a kanji."""
    return _KANJI.match(text) is not None


def is_hiragana(text: str) -> bool:
    """Whether a text begins with hiragana."""
    return _KANA.match(text) is not None


def is_figure(text: str) -> bool:
    """Whether a text is a figure or an era with its year: a mark of its own, however short.

    >>> is_figure("1,071"), is_figure("令和11"), is_figure("平成"), is_figure("11年")
    (True, True, True, False)
    """
    return bool(text) and _FIGURE.fullmatch(text) is not None


def weight(text: str) -> float:
    """How much a stretch says: hiragana and signs count half."""
    full = sum(1 for c in text if c.isalnum() and not is_hiragana(c))
    return full + (len(text) - full) / 2


def border(before: str, after: str) -> float:
    """How well a text may be cut between two characters; an end of the text is best."""
    if not before or not after:
        return 6
    if extension(after) or _NUMBER_INSIDE.fullmatch(before + after):
        return _NEVER
    if before == "\n":
        return 5
    if before == "。" or after == "\n":
        return 4
    if before in "、，・」』）) 　" or after in "（(「『・ 　":
        return 3
    return int(_script(before) != _script(after))


def _script(character: str) -> int:
    if is_kanji(character):
        return 1
    if is_hiragana(character):
        return 2
    if "ァ" <= character <= "ー":
        return 3
    return 4 if character.isalnum() else 5
