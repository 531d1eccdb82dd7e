"""Named styles of the annual book: the form's own, and defaults for what the form leaves open.

A city changes any of them by a row of that name in 「体裁」; the form always wins.
Figures need number formats that keep the reported decimals and words (約, 以上), so their styles
are made when first asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from zushi_xl.quantity.rounding import decimals_of
from zushi_xl.report.review import Review
from zushi_xl.sheets.book.indents import numbers_spaced, sections_of, spaced, stepped
from zushi_xl.workbook.metrics import CELL_PADDING, INDENT, PIXELS_PER_POINT, text_width
from zushi_xl.workbook.style import Style

INK, MUTED, RULE, TINT, PALE = "1F3864", "595959", "A6A6A6", "DCE6F1", "F5F7FA"

# Chart colours that differ in lightness too, so that they stay apart in greyscale.
SERIES = ("1F3864", "5B8DB8", "A9C4DE", "BF9000", "7F6000", "833C0B", "375623", "7F7F7F")

# Grades differ by shade and by pattern, so that each is known without colour and in any print.
_GRADE_LOOKS = (
    (INK, ""),
    (SERIES[1], "wide_upward_diagonal"),
    (SERIES[3], "small_grid"),
    (SERIES[5], "dark_horizontal"),
    (SERIES[6], "percent_25"),
    (SERIES[7], "dark_vertical"),
)
_NO_GRADE = ("FFFFFF", "")
SMALLEST = 7.0  # points of a text that can be read
_TINIEST = 5.0  # points, of the result of a formula
_LONGEST_SHOWN = 40  # characters; a number format has 255
_INEXACT = "円まで書かれていない額（要確認）"
_BEFORE = {"about": '"約"'}
_AFTER = {"at_least": '"以上"', "more_than": '"超"', "at_most": '"以下"', "less_than": '"未満"'}


def _defaults(font: str, size: float) -> Iterator[Style]:
    """Everything that the builders of this package name, on the form's font and size."""
    yield from _sheet_defaults(font, size)
    yield from _table_defaults(font, size)
    yield from _page_defaults(font, size)


def _sheet_defaults(font: str, size: float) -> Iterator[Style]:
    base = Style("base", font=font, size=size)
    yield base
    yield replace(base, name="title", size=16, bold=True, color=INK)
    yield replace(base, name="heading", size=12, bold=True, color="FFFFFF", fill=INK, border="thin")
    yield replace(base, name="note", size=9, color=MUTED, valign="top")
    yield replace(base, name="small", size=8, color=MUTED)
    yield replace(base, name="cover_title", size=22, bold=True, color=INK, align="center")
    yield replace(base, name="cover_text", size=11)
    yield replace(base, name="link", color="0B5394")
    yield replace(base, name="book_lead", size=size + 0.5, valign="top")
    yield replace(base, name="book_cover_city", size=14, color=INK, align="center")
    yield replace(base, name="book_cover_year", size=16, bold=True, color=INK, align="center")
    yield replace(base, name="book_cover_office", size=12, align="center")
    yield replace(base, name="book_cover_rule", size=4, fill=INK)
    yield replace(
        base, name="book_cover_note", color="5F3B00", fill="FFF8E5", border="thin", align="center"
    )
    yield replace(base, name="book_subtitle", size=11.5, bold=True, color=INK, valign="bottom")
    yield replace(base, name="book_nav", size=9, color="0B5394")


def _table_defaults(font: str, size: float) -> Iterator[Style]:
    small = Style("", font=font, size=_smaller(size, 1), border="thin", border_color=RULE)
    yield replace(small, name="table_head", bold=True, color="FFFFFF", fill=INK, align="center")
    yield replace(small, name="table_text", valign="top")
    yield replace(small, name="table_number", align="right", number_format="#,##0")
    yield replace(small, name="table_money", align="right", number_format="#,##0")
    head = replace(small, name="book_head", bold=True, color=INK, fill=TINT, align="center")
    yield head
    yield replace(head, name="book_index_head", size=_smaller(size, 2))
    yield replace(small, name="book_cell")
    yield replace(small, name="book_center", align="center")
    yield replace(small, name="book_count", align="center", number_format="#,##0")
    yield replace(small, name="book_money", align="right", number_format="#,##0")
    yield replace(small, name="book_money_text", align="right")
    yield replace(small, name="book_signed", align="right", number_format="+#,##0;-#,##0;0")
    yield replace(small, name="book_yen", align="right", number_format='#,##0"円"')
    yield replace(
        small, name="book_signed_yen", align="right", number_format='+#,##0"円";-#,##0"円";0"円"'
    )
    yield replace(small, name="book_percent", align="right", number_format='0.0"%"')
    yield replace(small, name="book_link", color="0B5394")
    yield replace(small, name="book_code", color="0B5394", align="center")
    yield replace(small, name="book_total", bold=True, fill=TINT, color=INK)
    yield replace(
        small,
        name="book_total_money",
        bold=True,
        fill=TINT,
        color=INK,
        align="right",
        number_format="#,##0",
    )
    total = replace(small, bold=True, fill=TINT, color=INK, align="center")
    yield replace(total, name="book_total_count")
    yield replace(total, name="book_total_sum", number_format="#,##0")
    yield replace(small, name="book_band", size=size, bold=True, color="FFFFFF", fill=INK)
    yield replace(small, name="book_subband", bold=True, color=INK, fill=TINT)
    yield replace(small, name="book_third", bold=True, fill=PALE)
    yield replace(small, name="book_small", size=_smaller(size, 2), color=MUTED)
    yield from _list_defaults(small, size)


def _list_defaults(small: Style, size: float) -> Iterator[Style]:
    """Of KPI一覧, 目次 and the data sheets."""
    yield replace(small, name="book_kpi_text", size=_smaller(size, 1.5))
    yield replace(
        small, name="book_kpi_link", size=_smaller(size, 1.5), color="0B5394", align="center"
    )
    yield replace(small, name="book_kpi_figure", size=_smaller(size, 1.5))
    yield replace(small, name="book_kpi_right", size=_smaller(size, 1.5), align="right")
    yield replace(small, name="book_kpi_center", size=_smaller(size, 2), align="center")
    yield replace(small, name="book_kpi_word", size=_smaller(size, 3), align="center")
    kpi_mark = replace(small, size=_smaller(size, 2), bold=True, align="center")
    yield replace(kpi_mark, name="book_kpi_error", color="8A2A00", fill="FCE4D6")
    yield replace(kpi_mark, name="book_kpi_confirm", color="7A4A00", fill="FFF2CC")
    line = replace(small, border="")
    yield replace(line, name="book_toc_1", size=size + 0.5, bold=True, color=INK, fill=PALE)
    yield replace(line, name="book_toc_2", size=size, color="000000", indent=1)
    yield replace(line, name="book_toc_3", size=size, color="000000", indent=3)
    yield replace(line, name="book_toc_number", size=size, align="right", indent=1)
    yield replace(line, name="book_toc_grade", size=size, align="center")
    yield replace(line, name="book_toc_number_1", size=size, align="right", indent=1, fill=PALE)
    yield replace(line, name="book_toc_grade_1", size=size, align="center", fill=PALE)
    data = replace(small, size=9, wrap=False, valign="center")
    yield replace(data, name="book_data_head", bold=True, fill=TINT, color=INK, wrap=True)
    yield replace(data, name="book_data")
    yield replace(data, name="book_data_number", align="right", number_format="General")
    yield replace(data, name="book_data_link", color="0B5394")


def _page_defaults(font: str, size: float) -> Iterator[Style]:
    box = Style("", font=font, size=size, border="thin", border_color=RULE)
    yield replace(box, name="label", bold=True, color=INK, fill=TINT)
    yield replace(box, name="value")
    yield replace(box, name="value_figure", align="right")
    yield replace(box, name="readonly")
    yield replace(box, name="readonly_figure", align="right")
    yield replace(box, name="period", size=9, bold=True, color=INK, fill=TINT, align="center")
    yield replace(box, name="period_now", size=9, bold=True, color="FFFFFF", fill=INK)
    yield replace(box, name="planned", color=MUTED, align="center")
    yield replace(box, name="target", bold=True, align="center")
    yield replace(box, name="warning", bold=True, color="8A2A00", fill="FCE4D6")
    yield replace(box, name="ok", bold=True, color="1E4620", fill="E2EFDA")
    yield replace(box, name="missing", bold=True, color="7A4A00", fill="FFF2CC")
    mark = replace(box, size=9, bold=True, align="center")
    yield replace(mark, name="book_page_error", color="8A2A00", fill="FCE4D6")
    yield replace(mark, name="book_page_confirm", color="7A4A00", fill="FFF2CC")
    yield replace(box, name="book_page_pillar", indent=1, size=15, bold=True, color=INK)
    yield replace(box, name="book_page_direction", indent=1, size=12.5, bold=True, color=INK)
    yield replace(box, name="book_page_measure", indent=1, size=12.5, bold=True, color=INK)
    yield replace(box, name="book_page_initiative", indent=1, size=size + 0.5, bold=True)
    yield replace(box, name="book_page_rating", indent=1, size=12, bold=True)
    yield replace(box, name="book_page_text", indent=1, valign="center")
    yield replace(box, name="book_page_figure", size=9, align="center")
    yield replace(box, name="book_page_now", size=9, bold=True, align="center")
    yield replace(box, name="book_page_planned", size=9, color=MUTED, align="center")
    yield replace(box, name="book_page_target", size=9, bold=True, align="center", fill=PALE)
    yield replace(box, name="book_page_word", size=_smaller(size, 2))
    yield replace(box, name="book_page_money", align="right")
    yield replace(box, name="book_page_blank", size=9, color=MUTED)
    yield replace(box, name="book_page_sentence", size=9)
    yield replace(box, name="book_chart", size=4)
    yield replace(
        box,
        name="book_page_again",
        size=_smaller(size, 1),
        bold=True,
        color=INK,
        border="",
        valign="top",
    )


def _smaller(size: float, points: float) -> float:
    """A size that can be read, however small the city's own is."""
    return max(SMALLEST, size - points)


def look_of_grade(number: int, count: int) -> tuple[str, str]:
    """Colour and pattern of the grade with this number, from 1 for the best; beyond ``count`` are
    those without a grade, which stay white."""
    return _GRADE_LOOKS[(number - 1) % len(_GRADE_LOOKS)] if number <= count else _NO_GRADE


class Styles(dict[str, Style]):
    """Styles by name; a figure's style is made from how the figure was written."""

    def __init__(self, own: Mapping[str, Style]):
        base = own.get("base", Style("base"))
        super().__init__((style.name, style) for style in _defaults(base.font, base.size))
        self.update(own)

    @property
    def font(self) -> str:
        """The font of the book."""
        return self["base"].font

    def figure(self, number: Decimal, qualifier: str | None = None, base: str = "book_cell") -> str:
        """A style that shows ``number`` with its own decimals and the word around it."""
        decimals = decimals_of(number)
        name = f"{base}_{decimals}_{qualifier or ''}".rstrip("_")
        if name not in self:
            body = "#,##0" + ("." + "0" * decimals if decimals else "")
            pattern = _BEFORE.get(qualifier or "", "") + body + _AFTER.get(qualifier or "", "")
            self[name] = replace(self[base], name=name, align="right", number_format=pattern)
        return name

    def marked(self, base: str, review: Review) -> str:
        """A style of numbers that says the mark of an open doubt behind the number."""
        if not review.is_open:
            return base
        name = f"{base}_{review.value}"
        if name not in self:
            own = self[base]
            pattern = f'{own.number_format}"（{review.label}）"'
            self[name] = replace(own, name=name, number_format=pattern)
        return name

    def shown_as(self, base: str, text: str) -> str:
        """A style of a number that shows a text in its place, whatever its sign."""
        if len(text) > _LONGEST_SHOWN or not text.isprintable() or '"' in text:
            text = _INEXACT
        shown = ";".join([f'"{text}"'] * 3)
        return self._made(base, f"={text}", replace(self[base], number_format=shown))

    def at_top(self, name: str) -> str:
        """The style, its text at the top of the box."""
        if self[name].valign == "top":
            return name
        raised = f"{name}_top"
        if raised not in self:
            self[raised] = replace(self[name], name=raised, valign="top")
        return raised

    def stepped(self, name: str) -> str:
        """The style of texts with a step of indent."""
        return self._made(name, "step", stepped(self[name]))

    def texts_spaced(self, name: str) -> str:
        """The style of texts with a space beside them."""
        return self._made(name, "space", spaced(self[name]))

    def spaced(self, name: str) -> str:
        """The style of a number with a space beside it."""
        return self._made(name, "space", numbers_spaced(self[name]))

    def of_words(self, name: str) -> str:
        """The style of words under a number: its own, for texts."""
        own = replace(self[name], number_format="@")
        return self._made(name, "words", spaced(own))

    def without_words(self, name: str, words: str) -> str:
        """The style of a number without the words behind it."""
        parts = sections_of(self[name].number_format)
        bare = ";".join(part.removesuffix(f'"{words}"').replace(f'{words}"', '"') for part in parts)
        return self._made(name, "bare", replace(self[name], number_format=bare))

    def joined(self, name: str, *, above: bool, below: bool) -> str:
        """The style of a piece that goes on with the one above or below it, close to that."""
        sides = ("top",) * above + ("bottom",) * below
        if not sides:
            return name
        valign = "center" if len(sides) == 2 else "bottom" if below else "top"
        own = replace(self[name], open_sides=sides, valign=valign)
        return self._made(name, "_".join(sides), own)

    def _made(self, name: str, kind: str, style: Style) -> str:
        """The name of a style that is made from the one of ``name``."""
        if style == self[name]:
            return name
        made = f"{name}_{kind}"
        if made not in self:
            self[made] = replace(style, name=made)
        return made

    def fits(self, name: str, text: str, width: float) -> bool:
        """Whether a number stands in its cell, a point smaller at most."""
        return self._size_for(name, text, width) >= max(SMALLEST, self[name].size - 1)

    def can_fit(self, name: str, text: str, width: float) -> bool:
        """Whether it does in a size that can be read."""
        return self._size_for(name, text, width) >= min(SMALLEST, self[name].size)

    def fitted(self, name: str, text: str, width: float) -> str:
        """The style, smaller where a number would not fit: Excel shows ### instead of it. A result
        of a formula, which can go on nowhere else, may get smaller than other texts."""
        size = max(_TINIEST, int(self._size_for(name, text, width) * 2) / 2)
        if self[name].size <= size:
            return name
        return self._made(name, f"{size:g}pt", replace(self[name], size=size))

    def width_for(self, name: str, shown: Iterable[str]) -> float:
        """Pixels in which the longest of figures stands on one line in the size of the style."""
        longest = max(map(text_width, shown), default=0)
        room = (longest + 1) * self[name].size / 2 * PIXELS_PER_POINT
        return math.ceil(room + CELL_PADDING + 6)

    def _size_for(self, name: str, text: str, width: float) -> float:
        """Points in which a number has room, with the space beside it."""
        room = (width - CELL_PADDING - 6 - self[name].indent * INDENT) / PIXELS_PER_POINT
        return room / (text_width(text) + 1) * 2
