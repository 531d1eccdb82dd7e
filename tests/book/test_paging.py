"""Page breaks: forced, between blocks, never after a heading."""

from __future__ import annotations

from zushi_xl.sheets.book.paging import PageFoot, Part, numbered_parts, with_heads
from zushi_xl.workbook.page_breaks import PageRoom, page_breaks
from zushi_xl.workbook.sheet import PrintSetup, Sheet

HEIGHTS = dict.fromkeys(range(30), 10.0)


def test_full_page_ends_at_the_last_row_that_fits() -> None:
    assert page_breaks(HEIGHTS, range(30), PageRoom(100)) == (10, 20)


def test_forced_starts_come_first() -> None:
    assert page_breaks(HEIGHTS, range(12), PageRoom(100), starts=(4,)) == (4,)


def test_page_ends_between_blocks_where_that_leaves_it_half_full() -> None:
    assert page_breaks(HEIGHTS, range(15), PageRoom(100), blocks=(8,)) == (8,)
    assert page_breaks(HEIGHTS, range(15), PageRoom(100), blocks=(3,)) == (10,)


def test_row_kept_with_the_one_above_begins_no_page() -> None:
    assert page_breaks(HEIGHTS, range(15), PageRoom(100), kept=(10, 9)) == (8,)


def test_repeated_rows_take_room_from_the_second_page_on() -> None:
    assert page_breaks(HEIGHTS, range(25), PageRoom(100, repeated=20)) == (10, 18)


def test_a_row_higher_than_the_page_still_gets_one() -> None:
    assert page_breaks({0: 500.0, 1: 10.0}, range(2), PageRoom(100)) == (1,)


def test_a_last_page_that_would_be_nearly_empty_takes_rows_of_the_one_before() -> None:
    assert page_breaks(HEIGHTS, range(21), PageRoom(100)) == (10, 17)  # 20 would leave one row
    assert page_breaks(HEIGHTS, range(21), PageRoom(100), kept=(17,)) == (10, 16)
    assert page_breaks(HEIGHTS, range(21), PageRoom(100), starts=(20,)) == (10, 20)
    tall = {**HEIGHTS, 18: 95.0}  # the page before would be left empty
    assert page_breaks(tall, range(20), PageRoom(100)) == (10, 18, 19)


def test_nothing_to_break() -> None:
    assert page_breaks({}, range(0), PageRoom(100)) == ()


def test_heads_escape_what_excel_takes_for_a_command() -> None:
    part = with_heads(
        Part(Sheet("A", (), print=PrintSetup()), head="R&D"), 4, PageFoot("2024年度", 9)
    )
    assert part.sheet.print.header == "&L&8 R&&D"
    assert part.sheet.print.footer == "&L&8 2024年度&C&9&P / 9"
    assert part.sheet.print.first_page == 4


def test_sheets_printed_alone_keep_their_numbers() -> None:
    cover, long, data, last = (
        Part(Sheet(name, (), print=PrintSetup(breaks=breaks)), numbered=numbered)
        for name, breaks, numbered in (
            ("A", (), True),
            ("B", (9,), True),
            ("C", (), False),
            ("D", (), True),
        )
    )
    parts = list(numbered_parts([cover, long, data, last], "foot", "例示を含む"))
    assert [part.sheet.print.first_page for part in parts] == [0, 2, 0, 4]
    assert parts[0].sheet.print.footer == ""
    assert parts[1].sheet.print.footer == "&L&8 foot&C&9&P / 4&R&8例示を含む "
    assert parts[2].sheet.print.footer == "&L&8 foot&R&8例示を含む "


def test_page_of_a_row() -> None:
    part = Part(Sheet("A", (), print=PrintSetup(breaks=(10, 20))))
    assert (part.pages, part.page_of(9), part.page_of(10), part.page_of(25)) == (3, 0, 1, 2)
