"""Names of what reading changed, for the normalisation log."""

from __future__ import annotations

from zushi_xl.quantity.model import Qualifier, Quantity
from zushi_xl.quantity.numerals import KANJI_DIGITS
from zushi_xl.quantity.writing import format_quantity
from zushi_xl.text.regex import regex
from zushi_xl.text.unseen import INVISIBLE

_SPELLING = (
    ("全角数字", regex("[０-９]")),
    ("記号・英字の全角半角", regex("[，．：；＋－＜＞￥Ａ-Ｚａ-ｚ%()ｦ-ﾟ]")),
    ("空白・改行", regex(rf"\s|[{INVISIBLE}]")),
    ("桁区切り", regex("[0-9０-９][,，][0-9０-９]")),
)
_KANJI_NUMERAL = regex(f"[{KANJI_DIGITS}]|(?<![0-9０-９十百千])[十百千](?!円)")
_SCALE = regex("[十百千万億兆京]+円?")
_SIGN = regex("[▲△▼▽−－]|マイナス|プラス")
_ERA = regex("[令平昭大明RHSＲＨＳ]")
_QUALIFIERS: dict[Qualifier, str] = {
    "about": "約・程度など",
    "at_least": "以上・最低など",
    "more_than": "超・上回るなど",
    "at_most": "以下・最大など",
    "less_than": "未満・下回るなど",
}


def name_changes(text: str, found: Quantity) -> tuple[str, ...]:
    """Return the Japanese names of what was normalised, in the order of the text's layers."""
    if found.ambiguous or found.kind == "text" or text == format_quantity(found):
        return ()
    names = [name for name, pattern in _SPELLING if pattern.search(text)]
    names += ["値なしの表記"] if found.kind == "missing" else _meaning(text, found)
    return tuple(dict.fromkeys(names)) or ("表記",)


def _meaning(text: str, found: Quantity) -> list[str]:
    names = []
    if found.has_value and found.kind != "year" and _KANJI_NUMERAL.search(text):
        names.append("漢数字")
    if found.scale_applied:
        scales = _SCALE.findall(text)
        names += [f"{'・'.join(scales)}→{found.unit or '1'}"] if scales else []
    if found.has_value and _SIGN.search(text):
        names.append("正負の記号")
    if found.era_text or (found.date and _ERA.search(text)):
        names.append("和暦→西暦")
    if found.unit and found.unit not in text:
        names.append(f"単位→{found.unit}")
    names += ["計画値の（ ）"] if found.planned else []
    names += [_QUALIFIERS[found.qualifier]] if found.qualifier else []
    return [*names, "注記の分離"] if found.note else names
