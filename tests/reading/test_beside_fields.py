"""What a book brings along beside its fields: comments, replies, sheets and writing of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from zushi_xl.form.frame import COVER_COLUMNS, REPLY_HEAD
from zushi_xl.form.identity import Identity
from zushi_xl.returned.beside_fields import belongings
from zushi_xl.returned.written_beside import NOTHING, OwnWriting, written_beside
from zushi_xl.workbook.cells import Cell, Remark, Workbook, Worksheet, a1


def sheet(name: str, texts: Mapping[tuple[int, int], str]) -> Worksheet:
    return Worksheet(name, {place: Cell(*place, text, text) for place, text in texts.items()})


def noted(*notes: str) -> Worksheet:
    cells = {(n, 0): Cell(n, 0, None, "", comment=note) for n, note in enumerate(notes)}
    return Worksheet("1-1", cells)


def told(*sheets: Worksheet) -> list[tuple[str, str, str]]:
    found = belongings(Workbook("甲.xlsx", "", sheets), "福祉課", NOTHING, ())
    return [(f.rule, f.source.cell if f.source else "", f.given) for f in found]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("来年度は廃止です", "来年度は廃止です"),
        ("要修正：値が違います。\n→ 直してください。", ""),
        ("No.3 要確認：値が違います。\n→ 確かめてください。", ""),
        ("要修正：値が違います。\n→ 直してください。\n直しました。", "直しました。"),
        ("担当です。要修正：値が違います。\n→ 直してください。", "担当です。"),
        ("要修正：甲\n→ 直す。\n要確認：乙\r\n→ 見る。\r\n済み", "済み"),
        ("要修正：これは本当ですか", "要修正：これは本当ですか"),  # no note of ours has no remedy
        ("　\n", ""),
    ],
)
def test_what_others_wrote_into_a_comment(note: str, said: str) -> None:
    expected = [("cell-comment", "A1", said)] if said else []
    assert told(noted(note)) == expected


@pytest.mark.parametrize(("count", "listed"), [(20, 20), (21, 21), (25, 21)])
def test_twenty_comments_of_a_sheet_are_listed_one_by_one(count: int, listed: int) -> None:
    found = told(noted(*(f"{n}番" for n in range(1, count + 1))))
    assert [cell for _, cell, _ in found] == [f"A{n}" for n in range(1, listed + 1)]
    if count == 25:
        assert found[-1][2] == "A21「21番」、A22「22番」、A23「23番」、A24「24番」、A25「25番」"


def test_a_sheet_of_their_own_is_told_once() -> None:
    """Its name is not told again as something that somebody wrote."""
    assert told(sheet("来年度は廃止します", {(0, 0): "相談の記録", (3, 1): "12件"})) == [
        ("extra-sheet", "", "A1「相談の記録」、B4「12件」")
    ]


RIGHT_OF_COVER = a1(4, COVER_COLUMNS + 1)


def foot() -> str:
    return Identity("福祉課", 2024, 1, "1", "").foot_line("")


@pytest.mark.parametrize(
    ("texts", "strays"),
    [
        ({}, []),
        ({(6, 1): "追記"}, [("stray-text", "B7", "追記")]),
        ({(4, 1): "上の字"}, []),  # above the foot it is the form's own
        ({(5, COVER_COLUMNS): "右の字"}, []),
        ({(4, COVER_COLUMNS + 1): "右の字"}, [("stray-text", RIGHT_OF_COVER, "右の字")]),
        (
            {(6, 1): "追記", (8, 0): "また"},
            [("stray-text", "B7", "追記"), ("stray-text", "A9", "また")],
        ),
    ],
)
def test_writing_on_the_cover(
    texts: Mapping[tuple[int, int], str], strays: list[tuple[str, str, str]]
) -> None:
    assert told(sheet("表紙", {(5, 1): foot(), **texts})) == strays


def test_much_writing_on_the_cover_is_told_at_once() -> None:
    few = {(10 + n, 0): f"{n}行" for n in range(20)}
    assert len(told(sheet("表紙", {(5, 1): foot(), **few}))) == 20
    ((rule, cell, given),) = told(sheet("表紙", {(5, 1): foot(), **few, (40, 0): "終わり"}))
    assert (rule, cell) == ("stray-text", "A11")
    assert given.startswith("A11「0行」、A12「1行」")


def test_replies_are_told_with_what_was_asked() -> None:
    texts = {(2, 0): "指摘", (2, 3): REPLY_HEAD, (3, 0): "値が違います。", (3, 3): "隔年調査です。"}
    assert told(sheet("修正のお願い", {**texts, (1, 3): "上の字"})) == [
        ("division-reply", "D4", "隔年調査です。")
    ]


def test_two_hundred_replies_are_told_one_by_one() -> None:
    texts = {(0, 3): REPLY_HEAD, **{(n, 3): f"回答{n}" for n in range(1, 203)}}
    found = told(sheet("修正のお願い", texts))
    assert len(found) == 201
    assert found[199] == ("division-reply", "D201", "回答200")
    assert found[200] == ("division-reply", "D202", "D202「回答201」、D203「回答202」")


def test_a_hidden_sheet_of_choices_is_the_forms_own() -> None:
    """More than half of what stands there is known; half is not enough."""
    texts = {(0, 0): "順調", (1, 0): "遅れ", (2, 0): "内緒の話"}
    hidden = Worksheet("選択肢", sheet("選択肢", texts).cells, visible=False)
    book = Workbook("甲.xlsx", "", (hidden,))
    assert [f.rule for f in belongings(book, "福祉課", NOTHING, {"順調", "遅れ"})] == []
    assert [f.rule for f in belongings(book, "福祉課", NOTHING, {"順調"})] == ["extra-sheet"]
    fewer = Worksheet(
        "選択肢", sheet("選択肢", {(0, 0): "順調", (2, 0): "内緒の話"}).cells, visible=False
    )
    half = Workbook("甲.xlsx", "", (fewer,))
    assert [f.rule for f in belongings(half, "福祉課", NOTHING, {"順調"})] == ["extra-sheet"]
    seen = Workbook("甲.xlsx", "", (sheet("選択肢", {(0, 0): "順調"}),))
    assert [f.rule for f in belongings(seen, "福祉課", NOTHING, {"順調"})] == ["extra-sheet"]


@pytest.mark.parametrize(
    ("remark", "is_told"),
    [
        (Remark("prompt", "100字以内で書いてください。", "1-1", "C5"), False),  # the form's own
        (Remark("prompt", "80字以内で書いてください。", "1-1", "C5"), False),  # with other digits
        (Remark("prompt", "来年度は廃止します。", "1-1", "C5"), True),
        (Remark("margin", "福祉課\n計画書", "1-1"), False),
        (Remark("margin", "福祉課\n追記", "1-1"), True),
        (Remark("link", "mailto:a@example.jp", "1-1", "C5"), False),  # as the cell says
        (Remark("link", "https://example.jp/x/", "1-1", "C5"), True),
        (Remark("text_box", "福祉課", "1-1", "C5"), True),
    ],
)
def test_what_the_form_writes_beside_its_cells(remark: Remark, is_told: bool) -> None:
    own = OwnWriting({"福祉課", "計画書", ""}, {"0字以内で書いてください。"}, {})
    cells = {(4, 2): Cell(4, 2, "連絡先 a@example.jp", "連絡先 a@example.jp")}
    book = Workbook("甲.xlsx", "", (Worksheet("1-1", cells),), remarks=(remark,))
    assert [*written_beside(book, own)] == ([remark] if is_told else [])


@pytest.mark.parametrize(
    ("name", "text", "is_told"),
    [
        ("title", "福祉課の計画書", False),  # the form's own
        ("title", "来年度は廃止します", True),
        ("subject", "来年度は廃止します", True),
        ("title", "Report", False),  # says nothing to anybody here
        ("description", "Draft", True),  # only a person types one
        ("creator", "福祉課の山田", False),  # a program writes it
        ("MSIP_Label", "社外秘", False),
        ("備考", "来年度は廃止します", True),
        ("備考", "", False),
    ],
)
def test_properties_that_a_person_has_written(name: str, text: str, is_told: bool) -> None:
    own = OwnWriting({"福祉課", "計画書", ""}, frozenset(), {})
    book = Workbook("甲.xlsx", "", (), properties={name: text})
    assert [*written_beside(book, own)] == ([Remark("property", text)] if is_told else [])
