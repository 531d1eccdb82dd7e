"""The pages of 目次 of a built book, given to the sections of a plan master without pages."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN
from tests.redline.plans import version
from zushi_xl.findings.finding import Problem
from zushi_xl.redline.book_pages import with_book_pages
from zushi_xl.redline.marked_cells import header_row
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet

ONE = version(PLAN)
HEADINGS = [section.heading for section in ONE.plan.sections]


def sheet(name: str, *lines: tuple[str, ...]) -> Worksheet:
    cells = {
        (row, column): Cell(row, column, text, text)
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
        if text
    }
    return Worksheet(name, cells)


def pages(*sheets: Worksheet) -> dict[str, str]:
    made = with_book_pages(ONE, Workbook("評価書.xlsx", "", sheets))
    return {s.code: s.texts.get("ページ", "") for s in made.plan.sections}


CONTENTS = (("目次",), (), ("見出し", "評価", "ページ"))


def test_the_headings_of_the_plan() -> None:
    assert [s.code for s in ONE.plan.sections] == ["1", "1-1", "1-1-①", "1-1-②"]


def test_each_section_gets_the_page_of_its_heading() -> None:
    lines = [(heading, "A", str(3 + n)) for n, heading in enumerate(HEADINGS)]
    assert pages(sheet("表紙", ("見出し", "ページ")), sheet("目次", *CONTENTS, *lines)) == {
        "1": "3",
        "1-1": "4",
        "1-1-①": "5",
        "1-1-②": "6",
    }


def test_what_has_no_page_there_keeps_its_own() -> None:
    """The first heading is not in the book, the last has a word for a page; 12 and 14 are the
    master's own."""
    lines = [(HEADINGS[1], "", "4"), (HEADINGS[3], "", "別冊")]
    assert pages(sheet("目次", *CONTENTS, *lines)) == {
        "1": "",
        "1-1": "4",
        "1-1-①": "12",
        "1-1-②": "14",
    }


def test_a_section_may_be_called_like_a_header() -> None:
    lines = [("見出し", "", "9"), (HEADINGS[0], "", "3"), ("ページ", "見出し", "ページ")]
    assert pages(sheet("目次", *CONTENTS, *lines))["1"] == "3"


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ((), "シート「目次」（見出しとページの表）がありません"),
        ((sheet("もくじ", *CONTENTS, (HEADINGS[0], "", "3")),), "がありません"),
        ((sheet("目次", ("目次",), ("見出し", "評価"), (HEADINGS[0], "", "3")),), "がありません"),
        ((sheet("目次", ("目次",), ("名称", "ページ"), (HEADINGS[0], "3")),), "がありません"),
        ((sheet("目次", ("見出し",), ("", "ページ"), (HEADINGS[0], "3")),), "がありません"),
        ((sheet("目次", *CONTENTS, ("よその計画", "", "3")),), "見出しが一つもありません"),
    ],
)
def test_a_book_without_them_says_so(sheets: tuple[Worksheet, ...], message: str) -> None:
    with pytest.raises(Problem, match=message):
        pages(*sheets)


def test_headers_stand_in_one_row_the_first_that_has_all() -> None:
    texts = {(0, 0): "甲", (2, 1): "甲", (2, 3): "乙", (4, 0): "甲", (4, 1): "乙", (2, 5): "甲"}
    assert header_row(texts, "甲", "乙") == {"甲": (2, 1), "乙": (2, 3)}
    assert header_row(texts, "甲", "丙") == {}
