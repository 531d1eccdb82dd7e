"""Names of what reading changed, for the normalisation log."""

from __future__ import annotations

import re

from zushi_xl.quantity.model import Quantity
from zushi_xl.quantity.numerals import KANJI_DIGITS, SCALES
from zushi_xl.quantity.writing import format_quantity

_CHANGES = (
    ("全角数字", re.compile("[０-９]")),
    (
        "全角・半角の記号と英字",
        re.compile("[％（）](?!)|[％](?!)|[，．：；＋－＜＞～￥Ａ-Ｚａ-ｚ%()ｦ-ﾟ]"),
    ),
    ("空白・改行", re.compile(r"\s|[\u200b-\u200f\ufeff\u2060]")),
    ("桁区切り", re.compile("[0-9０-９][,，][0-9０-９]")),
)
_KANJI_NUMERAL = re.compile(f"[{KANJI_DIGITS}]|(?:^|[^0-9０-９]){SCALES[0]}")
_SCALE = re.compile("[十百千万億兆京]+円?")
_SIGN = re.compile("[▲△▼▽−－]|マイナス|プラス")


def name_changes(text: str, found: Quantity) -> tuple[str, ...]:
    """Return the Japanese names of what was normalised, in the order of the text's layers."""
    if found.ambiguous or found.kind == "text" or text == format_quantity(found):
        return ()
    names = [name for name, pattern in _CHANGES if pattern.search(text)]
    names += _meaning_changes(text, found)
    return tuple(dict.fromkeys(names)) or ("表記",)


def _meaning_changes(text: str, found: Quantity) -> list[str]:
    if found.kind == "missing":
        return ["値なしの表記"]
    names = []
    if _KANJI_NUMERAL.search(text) and found.has_value and found.kind != "year":
        names.append("漢数字")
    if found.scale_applied and (scale := _SCALE.search(text)):
        to = "円" if found.unit == "円" else "1"
        names.append(f"{scale[0]}→{to}")
    if _SIGN.search(text) and found.has_value:
        names.append("負号・符号")
    if found.era_text or (found.date and re.search("[令平昭大明RHS]", text)):
        names.append("和暦→西暦")
    if found.unit and found.unit not in text:
        names.append(f"単位→{found.unit}")
    if found.planned:
        names.append("計画値の（ ）")
    if found.qualifier:
        names.append("約・以上・未満などの語")
    return names + (["注記の分離"] if found.note else [])
