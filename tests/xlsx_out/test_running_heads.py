"""What runs at the head and foot of printed pages: commands of Excel's, sizes and 255 units."""

from __future__ import annotations

import pytest

from zushi_xl.sheets.book.paging import PageFoot, Part, with_heads
from zushi_xl.sheets.findings.filter_list import Heading, _print
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.running_heads import literal, sized
from zushi_xl.workbook.sheet import Area, Sheet
from zushi_xl.xlsx_in.page_margins import margin_text

LONG = ("&" * 300, "緑" * 300, "🗻" * 300, "&🗻" * 150)


@pytest.mark.parametrize("text", LONG)
def test_a_cut_text_is_no_half_pair_and_no_half_command(text: str) -> None:
    for longest in range(2, 12):
        written = literal(text, longest)
        assert longest - 2 < utf16_length(written) <= longest or written == ""
        assert text.startswith(margin_text(f"&L{written}"))
        written.encode("utf-16-le")


@pytest.mark.parametrize("text", LONG)
def test_no_head_passes_what_excel_takes(text: str) -> None:
    listed = _print(Heading("一覧", text, (), "", text), None, Area(0, 0, 1, 1)).footer
    part = Part(Sheet("総括", ()), head=text)
    paged = with_heads(part, 1, PageFoot(text, 9, text)).sheet.print
    assert max(map(utf16_length, (listed, paged.footer, paged.header))) <= 255


def test_figures_at_the_start_are_no_size() -> None:
    assert sized(8, "2024年度計画") == "&8 2024年度計画"
    assert sized(8, "計画2024") == "&8計画2024"
    assert sized(8, "２０２４年度") == "&8 ２０２４年度"
