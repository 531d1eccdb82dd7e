"""What the look of a cell says about its value: number format, kind of date, strike-through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import UNSEEN_FORMAT, Scalar

from . import limits
from .general_format import parse_number
from .part_xml import children, find, is_true, parse
from .unreadable import Refused
from .visible_text import INK, OFFICE_THEME, PAPER, read_color, unseen_text

_JAPANESE_ERA = "[$-411]ge.m.d"
_JAPANESE_LONG = '[$-411]ggge"年"m"月"d"日"'
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'
# Formats that files name by number only; 27-36 and 50-58 as Japanese Excel shows them.
BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _JAPANESE_ERA,
    28: _JAPANESE_LONG,
    29: _JAPANESE_LONG,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH,
    35: _MONTH_DAY,
    36: _JAPANESE_ERA,
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    50: _JAPANESE_ERA,
    51: _JAPANESE_LONG,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _JAPANESE_LONG,
    55: _YEAR_MONTH,
    56: _MONTH_DAY,
    57: _JAPANESE_ERA,
    58: _JAPANESE_LONG,
}
NUMBER, DATE, TIME, ELAPSED = "number", "date", "time", "elapsed"
_LITERALS = regex(r'"[^"]*"?|\\.|[_*].|general|g/標準|am/pm|a/p|e[+-]', re.IGNORECASE)
_ELAPSED = regex(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = regex(r"\[[^\[\]]*\]")
_FRACTION = regex(r"s\.0+")
_PIECE = regex(r'"[^"]*"?|\\.|[_*].|\[[^\[\]]*\]|.', re.DOTALL)


class Look(NamedTuple):
    """The look of a cell: ``format`` is None for General and Text; ``unseen`` says how colour and
    size hide its text, ``paper`` is the colour that lies behind it."""

    format: str | None = None
    kind: str = NUMBER
    struck: bool = False
    unseen: str = ""
    paper: int = PAPER


PLAIN = Look()


def unseen_in(look: Look, value: Scalar) -> str:
    """How a value of this look hides from the person who looks at it; empty where it is seen."""
    if look.format is not None and value is not None and shows_nothing(look.format, value):
        return UNSEEN_FORMAT
    return look.unseen


def shows_nothing(code: str, value: Scalar) -> bool:
    """Whether a format shows nothing of a value: ``;;;``, or a zero in ``#``."""
    if value is None or isinstance(value, bool) or not _may_hide(code):
        return False
    if isinstance(value, str):
        sections = _split(code)
        return len(sections) == 4 and not _drawn(sections[3])
    from zushi_xl.quantity.excel_format import show_value  # few books need it, all wait for it

    return not show_value(value, code).strip()


@lru_cache(maxsize=1024)
def _may_hide(code: str) -> bool:
    """Whether a section of a format draws nothing, or only digits that a zero does not have."""
    return any(not _drawn(section).strip("#,.") for section in _split(code))


def _split(code: str) -> list[str]:
    sections = [""]
    for piece in _PIECE.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _drawn(section: str) -> str:
    """What a section draws, blanks, colours and paddings aside."""
    pieces = (p for p in _PIECE.findall(section) if p[0] not in "_*[")
    return "".join(piece.strip('"\\') for piece in pieces).strip()


def format_kind(code: str) -> str:
    """Whether a number in this format is a number, a date, a time of day or a span of time."""
    positive = _LITERALS.sub("", code).partition(";")[0]
    if _ELAPSED.search(positive):
        return ELAPSED
    letters = _FRACTION.sub("s", _BRACKETS.sub("", positive).lower())
    if any(mark in letters for mark in "0#?"):
        return NUMBER
    if any(letter in letters for letter in "ydegr") or "aaa" in letters:
        return DATE
    if "h" in letters or "s" in letters:
        return TIME
    return DATE if "m" in letters else NUMBER


def parse_styles(data: bytes, name: str) -> Element:
    """The root of styles.xml, refused where it holds more than Excel allows.

    Raises:
        Refused: it holds more, or is no XML.
    """
    if data.count(b"xf ") > 4 * limits.STYLES:
        raise Refused("too_many", "セルの書式が多すぎます")
    return parse(data, name)


def read_looks(root: Element, theme: Sequence[int] = OFFICE_THEME) -> dict[str | None, Look]:
    """The looks of styles.xml, by the number with which cells point to them.

    Raises:
        Refused: there are too many.
    """
    codes = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in children(find(root, "numFmts"), "numFmt")
    }
    fonts = [_font(font, theme) for font in children(find(root, "fonts"), "font")]
    papers = [fill_color(fill, theme) for fill in children(find(root, "fills"), "fill")]
    looks = [_look(xf, codes, fonts, papers) for xf in children(find(root, "cellXfs"), "xf")]
    if len(looks) > limits.STYLES:
        raise Refused("too_many", f"セルの書式が{len(looks):,}種類あります")
    return {str(number): look for number, look in enumerate(looks) if look != PLAIN}


def is_struck(font: Element) -> bool:
    """Whether a font strikes its text through."""
    strike = find(font, "strike")
    return strike is not None and is_true(strike.get("val", "1"))


class _Font(NamedTuple):
    struck: bool = False
    ink: int = INK
    points: float = 11


_PLAIN_FONT = _Font()


def _font(font: Element, theme: Sequence[int]) -> _Font:
    size = find(font, "sz")
    points = parse_number(size.get("val", "") if size is not None else "") or 11
    return _Font(is_struck(font), read_color(find(font, "color"), theme, INK), points)


def fill_color(fill: Element, theme: Sequence[int]) -> int:
    """What lies behind the text: the colour of a solid fill, else paper. (Patterns are read as
    paper: a text is seen on them.)"""
    pattern = find(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return PAPER
    return read_color(find(pattern, "fgColor"), theme, PAPER)


def _look(xf: Element, codes: dict[int, str], fonts: list[_Font], papers: list[int]) -> Look:
    number, fill = int(xf.get("numFmtId", "0")), int(xf.get("fillId", "0"))
    font = int(xf.get("fontId", "0"))
    struck, ink, points = fonts[font] if 0 <= font < len(fonts) else _PLAIN_FONT
    paper = papers[fill] if 0 <= fill < len(papers) else PAPER
    code = codes.get(number) or BUILTIN.get(number)
    return make_look(code, struck, unseen_text(ink, paper, points), paper)


def make_look(code: str | None, struck: bool, unseen: str = "", paper: int = PAPER) -> Look:
    """The look of cells in a format; General and Text count as none."""
    if code is None or code.strip().lower() in ("general", "@", "g/標準", ""):
        return Look(None, NUMBER, struck, unseen, paper)
    return Look(code, format_kind(code), struck, unseen, paper)
