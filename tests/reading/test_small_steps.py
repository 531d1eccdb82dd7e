"""Steps of reading on sheets of a few cells: whose book it is, merged areas, labels, sent texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.conditions import town
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import Field, FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.returned.as_sent import is_as_sent, not_asked
from zushi_xl.returned.locate import Found
from zushi_xl.returned.marks import PageMarks
from zushi_xl.returned.owner import owner_of
from zushi_xl.returned.signs import signed_rows
from zushi_xl.returned.view import View, has_content
from zushi_xl.text.work import TooMuchWork, limited, spend
from zushi_xl.workbook.cells import Area, Cell, Workbook, Worksheet


def sheet(name: str, texts: Mapping[tuple[int, int], str], *merges: Area) -> Worksheet:
    return Worksheet(name, {p: Cell(*p, text, text) for p, text in texts.items()}, merges=merges)


# ------------------------------------------------------------------ a sheet by rows


def test_a_merged_area_is_known_from_each_of_its_cells() -> None:
    view = View(sheet("甲", {(1, 1): "文", (5, 0): " "}, Area(1, 1, 2, 3), Area(7, 0, 7, 4)))
    inside = [(1, 1), (1, 3), (2, 1), (2, 3)]
    assert [view.corner(*place) for place in inside] == [(1, 1)] * 4
    outside = [(0, 1), (3, 1), (1, 0), (1, 4), (7, 5)]
    assert [view.corner(*place) for place in outside] == outside
    assert view.corner(7, 4) == (7, 0)
    assert (view.area(1, 1), view.area(1, 2)) == (Area(1, 1, 2, 3), Area(1, 2, 1, 2))
    assert (view.folded(1, 1), view.folded(9, 9)) == ("文", "")
    assert list(view.rows) == [1]  # a blank is nothing to read


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (Cell(0, 0, "文", "文"), True),
        (Cell(0, 0, " ", " 　"), False),
        (Cell(0, 0, None, "", error="#REF!"), True),
        (Cell(0, 0, None, "", uncalculated=True), True),
        (Cell(0, 0, "", "", struck="消した"), True),
        (Cell(0, 0, "", ""), False),
    ],
)
def test_what_a_person_sees_in_a_cell(cell: Cell, seen: bool) -> None:
    assert has_content(cell) is seen


# ------------------------------------------------------------------ counted work


def broken_off_after(steps: int, of: int, each: int) -> int:
    """How many steps a book whose time is over still takes."""
    done = 0
    with limited(steps=of, seconds=0.0):
        try:
            while done < steps:
                spend(each)
                done += each
        except TooMuchWork:
            return done
    return -1


@pytest.mark.parametrize("each", [1, 10_000])
def test_the_clock_is_asked_now_and_then_while_there_are_steps(each: int) -> None:
    """A book whose time is over is broken off long before its steps are."""
    assert 0 < broken_off_after(1_000_000, of=1_000_000, each=each) < 500_000


def test_the_clock_is_not_asked_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def clock() -> float:
        asked.append(1)
        return 0.0

    monkeypatch.setattr("zushi_xl.text.work.time.monotonic", clock)
    with limited(steps=1_000_000, seconds=60.0):
        for _ in range(1_000_000):
            spend(1)
    assert 5 < len(asked) < 50


# ------------------------------------------------------------------ what a form said when it was sent

FORM = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
who | 具体的施策 | 担当課 | 担当課 | 事務局 | | | | | | | |
rate | 具体的施策 | 割合 | 数値 | 事務局 | | | | | | | ％ |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
more | 具体的施策 | 補足2 | 文章 | 主担当課 | | | | | | | |
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
spent | 取り組み | 実績額 | 金額 | 担当課 | | | | | | | 円 |
"""


@pytest.fixture(scope="module")
def masters() -> Masters:
    return town.masters(FORM)


def slot(of: Masters, field: str) -> Slot:
    return next(s for key, s in town.slots(of).items() if key.field == field)


def found(of: Slot, cell: Cell | None, sent: str) -> Found:
    return Found(of._replace(prefilled=sent), cell, "C3")


@pytest.mark.parametrize(
    ("field", "sent", "cell", "same"),
    [
        ("title", "歩道の整備", Cell(2, 2, "歩道の整備", "歩道の整備"), True),
        ("title", "歩道の整備", Cell(2, 2, "歩道の 整備", "歩道の 整備"), True),
        ("title", "歩道の整備", Cell(2, 2, "車道の整備", "車道の整備"), False),
        ("title", "歩道の整備", Cell(2, 2, "歩道の整備", "歩道の整備", struck="緑陰"), False),
        ("title", "歩道の整備", None, False),
        ("title", "", None, True),
        ("title", "", Cell(2, 2, "書いた", "書いた"), False),
        ("rate", "13.5％", Cell(2, 2, "13.50％", "13.50％"), True),
        ("rate", "13.5％", Cell(2, 2, 0.135, "13.5%", number_format="0.0%"), True),
        ("rate", "13.5％", Cell(2, 2, 13.5, "13.5"), True),
        ("rate", "13.5％", Cell(2, 2, 13.6, "13.6"), False),
        ("rate", "13.5％", Cell(2, 2, "13.6％", "13.6％"), False),
        ("rate", "13.5％", Cell(2, 2, True, "TRUE"), False),
        ("rate", "13.5％", Cell(2, 2, None, "#REF!", error="#REF!"), False),
        ("rate", "－", Cell(2, 2, None, "#REF!", error="#REF!"), False),
        ("rate", "－", Cell(2, 2, True, "TRUE"), False),
        ("rate", "－", Cell(2, 2, "－", "－"), True),
    ],
)
def test_a_cell_of_the_office_that_says_what_it_said(
    masters: Masters, field: str, sent: str, cell: Cell | None, same: bool
) -> None:
    assert is_as_sent(found(slot(masters, field), cell, sent), masters.plan) is same


def test_what_somebody_else_answered_may_be_blank_still(masters: Masters) -> None:
    """A form that went out before the other division had answered."""
    seen = slot(masters, "title")._replace(seen="歩道の整備")
    for cell, same in (
        (None, True),
        (Cell(2, 2, " ", " "), True),
        (Cell(2, 2, "歩道の整備", "歩道の整備"), True),
        (Cell(2, 2, "車道の整備", "車道の整備"), False),
    ):
        assert is_as_sent(Found(seen, cell, "C3"), masters.plan) is same


def test_what_somebody_else_answered_may_say_what_the_master_says_still(masters: Masters) -> None:
    """未確定 in the book of a reviewer that went out before the division had reported."""
    seen = slot(masters, "title")._replace(prefilled="未確定", seen="55件")
    for text, same in (("未確定", True), ("55件", True), ("54件", False)):
        assert is_as_sent(Found(seen, Cell(2, 2, text, text), "C3"), masters.plan) is same


def test_why_a_field_is_not_open(masters: Masters) -> None:
    said = slot(masters, "said")
    assert not_asked(said, "") == ""  # it is asked
    assert not_asked(slot(masters, "title"), "") == ""  # the office's own
    nobody = said._replace(owner="")
    assert not_asked(nobody, "") == "主担当課が記入する欄で、この項目は対象ではありません"
    later = nobody._replace(field=replace(said.field, phase="二次"))
    assert not_asked(later, "一次") == "段階「二次」に記入する欄です（今は「一次」です）"
    assert not_asked(later, "二次") == "主担当課が記入する欄で、この項目は対象ではありません"
    yearly: Field = replace(said.field, type=FieldType.YEARLY)
    assert not_asked(nobody._replace(field=yearly), "") == ""  # another year than this


# ------------------------------------------------------------------ whose book it is


def test_a_book_without_a_sign_is_of_the_division_that_its_sheets_were_sent_to(
    masters: Masters,
) -> None:
    of = masters
    pages = Pages(of.form, of.plan)
    page = sheet("甲", {(0, 0): "令和4年度（2022年度） 評価"})

    def who(*sheets: Worksheet, codes: tuple[str, ...] = ("1-①",)) -> tuple[str, str, int] | None:
        owner = owner_of(Workbook("甲.xlsx", "", sheets), of.plan, pages, codes)
        return owner and (owner.identity.division, owner.inferred, owner.identity.fiscal_year)

    assert who(page) == ("都市課", "シートの顔ぶれ", 2022)
    assert who(page, codes=()) is None
    cover = sheet("表紙", {(0, 0): "2021年度 表紙", (2, 0): "担当課", (2, 2): "都市課"})
    assert who(cover) == ("都市課", "表紙の担当課名", 2021)
    other = sheet("表紙", {(2, 0): "担当課", (2, 1): "公園課"})
    assert who(other) == ("都市課", "シートの顔ぶれ", 2022)  # no division of this plan
    assert who(sheet("白紙", {}), page) == ("都市課", "シートの顔ぶれ", 2022)
    far = sheet("表紙", {(2, 0): "担当課", (2, 4): "都市課"})
    assert who(far) == ("都市課", "シートの顔ぶれ", 2022)  # four columns away: another field


def test_the_year_is_the_one_in_most_titles(masters: Masters) -> None:
    pages = Pages(masters.form, masters.plan)
    titles = ("2021年度 甲", "2022年度 乙", "2022年度 丙")
    sheets = tuple(sheet(f"{n}", {(0, 0): title}) for n, title in enumerate(titles))
    owner = owner_of(Workbook("甲.xlsx", "", sheets), masters.plan, pages, ["1-①"])
    assert owner is not None
    assert owner.identity.fiscal_year == 2022
    none = owner_of(Workbook("甲.xlsx", "", (sheet("甲", {}),)), masters.plan, pages, ["1-①"])
    assert none is not None
    assert none.identity.fiscal_year == masters.plan.fiscal_year


# ------------------------------------------------------------------ labels


def marks(of: Masters) -> PageMarks:
    return PageMarks(Pages(of.form, of.plan)["1-①"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("補足", "補足"),
        ("実績額", "実績額(円)"),  # the unit may be left out
        ("実績額（円）", None),  # texts are folded before
        ("補足の", None),
        ("", None),
        ("あ" * 200, None),
    ],
)
def test_which_label_a_text_is(masters: Masters, text: str, key: str | None) -> None:
    assert marks(masters).key(text) == key


def test_a_label_may_be_broken_over_cells(masters: Masters) -> None:
    of = marks(masters)
    begun = [of.could_begin(text) for text in ("補", "補足", "補足2", "足")]
    assert begun == [True, True, False, False]  # 補足 may go on as 補足2
    assert (of.joined("補足"), of.joined("補")) == ("補足", None)


def test_the_blocks_of_a_page(masters: Masters) -> None:
    of = marks(masters)
    assert of.section == "1-①"
    assert of.repeated == ["1-①-①", "1-①-②"]
    assert Key("1-①", "said") in {s.key for m in of.lines for s in m.line.slots}


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        ({(3, 0): "補足", (3, 2): "書いた。"}, ["補足"]),
        ({(3, 0): "補", (3, 1): "足"}, ["補足"]),  # broken over the cells of a row
        ({(3, 0): "補", (4, 0): "足"}, ["補足"]),  # and over the rows of a column
        ({(3, 0): "書いた。"}, []),
        ({}, []),
    ],
)
def test_the_labels_of_a_row(
    masters: Masters, texts: Mapping[tuple[int, int], str], labels: list[str]
) -> None:
    rows = signed_rows(View(sheet("甲", texts)), marks(masters))
    assert [sign.key for row in rows.values() for sign in row.signs] == labels


def test_a_number_is_part_of_a_label_but_of_the_head_of_a_block(masters: Masters) -> None:
    of = marks(masters)
    shapes = {slot.key.field: mark.shape for mark in of.lines for slot in mark.line.slots}
    assert (shapes["said"], shapes["more"]) == (("補足",), ("補足2",))
    assert of.key("補足2") == "補足2"
    assert of.key("補足") == "補足"
