"""The texts of a master as people read them: cleaned like returned texts, and of one look alike.

A radical from the Kangxi block and the kanji that looks the same are one text to a reader, and so
are the duplicates of kanji that Korean code pages brought. Kanji of another look (神 and 神) stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from zushi_xl.redline.shown_numbers import shown
from zushi_xl.text.cleaning import clean
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet

# Kangxi radicals; the two of CJK Radicals Supplement that decompose; duplicates of KS X 1001
_SAME_LOOK = regex("[\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufa0b]")
_SELECTOR = regex("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_RADICALS = {
    "⺃": "乚", "⺅": "亻", "⺉": "刂", "⺌": "小", "⺍": "小", "⺕": "彐", "⺖": "忄", "⺘": "扌",
    "⺙": "攵", "⺡": "氵", "⺣": "灬", "⺤": "爫", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "罒",
    "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺰": "纟", "⺱": "罓", "⺲": "罒", "⺳": "网",
    "⺼": "肉", "⺽": "臼", "⺾": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见",
    "⻆": "角", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻑": "長", "⻒": "镸", "⻓": "长",
    "⻖": "阝", "⻗": "雨", "⻘": "青", "⻝": "食", "⻞": "食", "⻟": "飠", "⻢": "马", "⻣": "骨",
    "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻭": "歯",
    "⻯": "竜", "⻲": "亀",
}  # fmt: skip
_TABLE = str.maketrans(_RADICALS)
LOOK_ALIKES = (
    "ーー―─一－‐−-–—",  # long vowel, dashes, lines, the kanji one
    "ニ二", "ハ八", "ロ口囗", "カ力", "タ夕", "エ工", "ト卜", "チ千", "ミ三", "ヘへ", "リり",
    "ベべ", "ペぺ", "Ｏ０〇○◯", "O\u041e0", "l1I", "・･·•‧", "～〜", "‖∥",
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def cleaned(text: str) -> str:
    """Without what nobody typed; characters of one look as one.

    >>> cleaned("⼦どもの⾒守り\\u200b"), cleaned("か\\u3099く")
    ('子どもの見守り', 'がく')
    """
    if text.isascii():
        return clean(text).text
    found = _SAME_LOOK.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.translate(_TABLE))
    again = _SELECTOR.sub(_kept_selector, clean(found).text)
    while again != found:  # what is taken away may bring together what belongs together
        found, again = again, _SELECTOR.sub(_kept_selector, clean(again).text)
    return found


def _kept_selector(match: re.Match[str]) -> str:
    """A selector of a kanji's or a picture's form is part of it; one after kana is nobody's."""
    before = match.string[match.start() - 1 : match.start()]
    return match[0][0] if before > "\u3400" or "\u2000" < before < "\u3000" else ""


def cleaned_workbook(book: Workbook) -> Workbook:
    """The master with every text cleaned; figures are said as their format shows them: 12.0."""
    return replace(book, sheets=tuple(_cleaned_sheet(sheet) for sheet in book.sheets))


def _cleaned_sheet(sheet: Worksheet) -> Worksheet:
    cells = {place: _cleaned_cell(cell) for place, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)


def _cleaned_cell(cell: Cell) -> Cell:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return cell._replace(text=shown(cell.value, cell.number_format))
    text = cleaned(cell.text)
    if text == cell.text or not isinstance(cell.value, str):
        return cell
    return cell._replace(text=text, value=text)


def look_alikes(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Characters of the two texts that differ and look alike, where nothing else differs."""
    if len(old) != len(new):
        return ()
    pairs = tuple((a, b) for a, b in zip(old, new, strict=True) if a != b)
    return pairs if all(_look_alike(*pair) for pair in pairs) else ()


def _look_alike(one: str, other: str) -> bool:
    is_form = max(one, other) >= "\uf900" or "\u2e80" <= min(one, other) <= "\u2fd5"
    if is_form and unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return True  # 神 U+FA19 and 神
    return any(one in group and other in group for group in LOOK_ALIKES)


def name_of(character: str) -> str:
    """「⼦」（U+2F26）"""
    return f"「{character}」（U+{ord(character):04X}）"


def odd_looks(text: str) -> Iterator[tuple[str, str]]:
    """Characters that cleaning replaces, each with what it looks like."""
    for character in dict.fromkeys(text):
        plain = cleaned(character)
        if plain != character and plain and not character.isspace():
            yield character, plain
