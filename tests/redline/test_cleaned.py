"""Texts of masters are compared as people read them; what only looks alike is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masters.books import PLAN
from tests.redline.plans import compared, edited, version
from zushi_xl.redline.cleaned import cleaned, cleaned_workbook, look_alikes
from zushi_xl.redline.looks_alike import look_alike_remarks
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⼦どもの⾒守り", "子どもの見守り"),  # Kangxi radicals
        ("⻑い道", "長い道"),  # CJK radicals supplement
        ("\uf914しい", "樂しい"),  # duplicate of KS X 1001
        ("か\u3099く", "がく"),
        ("まち\u200bの", "まちの"),
        ("一行\r\n二行", "一行\n二行"),
        ("か\ufe00な", "かな"),
        ("葛\U000e0100飾", "葛\U000e0100飾"),  # the form of a kanji is part of a name
        ("①㈱Ｋ㎡", "①㈱Ｋ㎡"),  # never NFKC of a whole text
        ("\ufa19社", "\ufa19社"),  # 神 of another look
    ],
)
def test_texts_are_cleaned(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_a_figure_of_a_master_is_cleaned_as_its_format_shows_it() -> None:
    """A text that is typed is cleaned in its value too; what is no text keeps its value."""
    typed = Cell(0, 0, "まち\u200bの", "まち\u200bの")
    figure = Cell(1, 0, 12, "12", number_format="0.0")
    truth = Cell(2, 0, True, "TRU\u200bE")
    sheet = Worksheet("柱", {(c.row, c.column): c for c in (typed, figure, truth)})
    (clean,) = cleaned_workbook(Workbook("甲.xlsx", "", (sheet,))).sheets
    said = [(clean.cells[n, 0].value, clean.cells[n, 0].text) for n in range(3)]
    assert said == [("まちの", "まちの"), (12, "12.0"), (True, "TRU\u200bE")]


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    "new", ["⼈が⾏き交うまち", "人が行き交う\u200bまち", "人が 行き交う　まち"]
)
def test_what_nobody_can_see_is_no_row(new: str) -> None:
    diff = compared(edited(("人が行き交うまち", new)))
    assert diff.revisions == ()
    assert [d.header for d in diff.not_compared] == ["めざすべきまちの姿"]
    assert "見た目の同じ文字" in diff.not_compared[0].reason


def test_radicals_are_named_with_their_places() -> None:
    new = version(edited(("人が行き交う", "⼈が行き交う")))
    (remark,) = look_alike_remarks(version(PLAN).raw, new.raw, ())
    assert remark.new == "「⼈」（U+2F08）：柱 E2"
    assert "「人」（U+4EBA）と見た目が同じ" in remark.how


def test_kana_that_looks_like_a_kanji_is_marked_and_named() -> None:
    diff = compared(
        edited(("歩道を広げます", "歩道を広げまカ")), edited(("歩道を広げます", "歩道を広げま力"))
    )
    remarks = look_alike_remarks(version(PLAN).raw, version(PLAN).raw, diff.revisions)
    assert len(diff.revisions) == 1
    assert [r.what for r in remarks] == ["見た目の似た文字"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("カー", "力ー", 1),
        ("二", "ニ", 1),
        ("神", "\ufa19", 1),
        ("海", "川", 0),
        ("1", "①", 0),
        ("か", "かき", 0),
    ],
)
def test_look_alikes(old: str, new: str, found: int) -> None:
    assert len(look_alikes(old, new)) == found
