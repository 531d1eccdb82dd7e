"""What is said of a sheet, place by place: what was located is given, no book is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.conditions import town
from tests.reading.test_small_sheets import FORM
from zushi_xl.findings.finding import Finding
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.returned.locate import Addition, Found, Located
from zushi_xl.returned.marks import PageMarks
from zushi_xl.returned.sheet_findings import SheetFindings
from zushi_xl.workbook.cells import UNSEEN_COLOR, UNSEEN_LINE, Cell, Worksheet

TITLE, SAID = Key("1-①", "title"), Key("1-①", "said")
DONE, SPENT = Key("1-①-①", "done"), Key("1-①-①", "spent")


@pytest.fixture(scope="module")
def masters() -> Masters:
    return town.masters(FORM)


def slot(of: Masters, key: Key) -> Slot:
    found = town.slots(of)[key]
    return found._replace(prefilled="歩道の整備") if key == TITLE else found


def cell(row: int, text: str, column: int = 2, hidden: str = "") -> Cell:
    return Cell(row, column, text, text, hidden=hidden)


def checker(of: Masters, *, visible: bool = True, is_old: bool = False) -> SheetFindings:
    sheet = Worksheet("1-①", {(6, 1): cell(6, "事業", 1), (6, 3): cell(6, "歩道")}, visible)
    page = Pages(of.form, of.plan)["1-①"]
    return SheetFindings("甲.xlsx", sheet, "都市課", page, of.plan, is_old)


def said(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Rule, cell and what was quoted."""
    return [(f.rule, f.source.cell if f.source else "", f.given) for f in findings]


# ------------------------------------------------------------------ one field


@pytest.mark.parametrize(
    ("key", "of_cell", "told"),
    [
        (SAID, cell(4, "歩道を直した。"), []),
        (SAID, None, []),
        (SAID, Cell(4, 2, None, "#REF!", error="#REF!"), [("cell-error", "C5", "#REF!")]),
        (
            SAID,
            Cell(4, 2, None, "", formula="=A1", uncalculated=True),
            [("cell-error", "C5", "=A1")],
        ),
        (SAID, Cell(4, 2, 0, "0"), [("zero-as-blank", "C5", "0")]),
        (SPENT, Cell(4, 2, 0, "0"), []),  # an amount of 0 is one
        (SAID, cell(4, "髙\ue000橋"), [("odd-characters", "C5", "髙\ue000橋")]),
        (SAID, cell(4, "東京トウキョウ都"), [("leaked-furigana", "C5", "東京トウキョウ都")]),
        (SPENT, cell(4, "東京トウキョウ都"), []),  # no words are asked for
    ],
)
def test_a_field_of_the_division(
    masters: Masters, key: Key, of_cell: Cell | None, told: list[tuple[str, str, str]]
) -> None:
    found = Found(slot(masters, key), of_cell, "C5")
    assert said(checker(masters).doubts(Located((found,)))) == told


def test_the_words_of_a_field_that_is_no_value(masters: Masters) -> None:
    error = Found(slot(masters, SAID), Cell(4, 2, None, "#REF!", error="#REF!"), "C5")
    bare = Found(slot(masters, SAID), Cell(4, 2, None, "", formula="=A1", uncalculated=True), "C5")
    told = [f.message for one in (error, bare) for f in checker(masters).doubts(Located((one,)))]
    assert told == ["「補足」の欄がエラー値です。", "「補足」の欄が計算結果のない式です。"]
    worked_out = error.slot._replace(field=replace(error.slot.field, calculation=object()))
    told = [
        *checker(masters).doubts(Located((bare._replace(slot=worked_out),)))
    ]  # it is worked out
    assert told == []
    assert len([*checker(masters).doubts(Located((error._replace(slot=worked_out),)))]) == 1


def test_what_stands_around_a_field(masters: Masters) -> None:
    """Beside an answer it is told cell by cell; around an empty field it may be the answer."""
    around = (cell(5, "甲"), cell(6, "乙"))
    of = slot(masters, SAID)
    answered = Located((Found(of, cell(4, "直した。"), "C5", around),))
    assert said(checker(masters).doubts(answered)) == [
        ("stray-text", "C6", "甲"),
        ("stray-text", "C7", "乙"),
    ]
    empty = Located((Found(of, None, "C5", around),))
    assert said(checker(masters).doubts(empty)) == [("field-unclear", "C5", "C6「甲」、C7「乙」")]
    office = slot(masters, TITLE)
    theirs = Located((Found(office, None, "C4", around),))
    assert said(checker(masters).doubts(theirs)) == [
        ("prefilled-changed", "C4", "（空欄）"),
        ("stray-text", "C6", "甲"),
        ("stray-text", "C7", "乙"),
    ]


def test_an_answer_in_the_next_cell_is_told(masters: Masters) -> None:
    moved = Found(slot(masters, SAID), cell(5, "直した。"), "C6", moved=True)
    assert said(checker(masters).doubts(Located((moved,)))) == [("field-moved", "C6", "直した。")]


# ------------------------------------------------------------------ fields of others


def test_fields_of_the_office(masters: Masters) -> None:
    office = slot(masters, TITLE)
    same = Found(office, cell(3, office.prefilled), "C4")
    changed = Found(office, cell(3, "車道の整備"), "C4")
    empty = Found(office._replace(prefilled=""), cell(3, "書いた"), "C4")
    gone = Found(office, None, "C4")
    told = [*checker(masters).doubts(Located((same, changed, empty, gone)))]
    assert [(f.rule, f.given, f.expected) for f in told] == [
        ("prefilled-changed", "車道の整備", "歩道の整備"),
        ("prefilled-changed", "書いた", "（空欄）"),
        ("prefilled-changed", "（空欄）", "歩道の整備"),
    ]
    below = gone._replace(place="C9")
    (old,) = checker(masters, is_old=True).doubts(Located((same, changed, below)))
    assert (old.rule, old.source and old.source.cell, old.code) == (
        "prefilled-changed",
        "C4",
        "1-①",
    )
    assert old.given == "C4「車道の整備」、C9「（空欄）」"
    assert "欄のうち2か所が" in old.message
    assert [*checker(masters, is_old=True).doubts(Located((same,)))] == []


def test_a_field_that_is_not_open(masters: Masters) -> None:
    nobody = slot(masters, SAID)._replace(owner="")
    written = Found(nobody, cell(4, "書いた"), "C5")
    (told,) = checker(masters).doubts(Located((written,)))
    assert (told.rule, told.given, told.expected) == ("not-asked", "書いた", "（空欄）")
    assert told.message.endswith("この項目は対象ではありません。採っていません。")
    assert told.remedy == "書いた内容は、その欄に記入するときに書いてください。"
    before = Found(nobody._replace(prefilled="前の文"), cell(4, "書いた"), "C5")
    (told,) = checker(masters).doubts(Located((before,)))
    assert told.expected == "前の文"
    assert told.message.endswith("前に集めた内容を使います。")
    assert told.remedy == "直す必要があるときは、取りまとめ課に申し出てください。"
    emptied = Found(nobody._replace(prefilled="前の文"), None, "C5")
    assert said(checker(masters).doubts(Located((emptied,)))) == [("not-asked", "C5", "（空欄）")]
    blank = Found(nobody, cell(4, " "), "C5")
    assert said(checker(masters).doubts(Located((blank,)))) == []


# ------------------------------------------------------------------ cells beside the fields


def test_eight_strays_are_told_one_by_one(masters: Masters) -> None:
    cells = tuple(cell(n, f"{n}番") for n in range(9))
    assert said(checker(masters).doubts(Located((), strays=cells[:8]))) == [
        ("stray-text", f"C{n + 1}", f"{n}番") for n in range(8)
    ]
    (told,) = checker(masters).doubts(Located((), strays=cells))
    assert (told.source and told.source.cell, told.code) == ("C1", "1-①")
    assert told.message == "記入欄でない9個のセルに書き込みがあります。"
    assert told.given.startswith("C1「0番」、C2「1番」")


def test_where_a_stray_hides_is_said(masters: Masters) -> None:
    (told,) = checker(masters).doubts(Located((), strays=(cell(20, "内緒", hidden=UNSEEN_COLOR),)))
    assert told.message == "記入欄でないセルに書き込みがあります。背景と同じ色の文字にあります。"
    assert told.remedy == (
        "報告に含める内容なら記入欄に移し、不要なら消してください。文字の色を「自動」にすると出ます。"
    )
    many = [cell(n, "内緒", hidden=UNSEEN_COLOR if n % 2 else "") for n in range(9)]
    (told,) = checker(masters).doubts(Located((), strays=tuple(many)))
    assert told.message.endswith("書き込みがあります。背景と同じ色の文字にあります。")


def test_answers_that_nobody_sees(masters: Masters) -> None:
    """One finding for each way of hiding."""
    texts = [(SAID, cell(4, "甲", hidden=UNSEEN_COLOR)), (DONE, cell(8, "乙", hidden=UNSEEN_LINE))]
    texts.append((SPENT, cell(9, "1円", hidden=UNSEEN_COLOR)))
    texts.append((TITLE, cell(3, "歩道の整備", hidden=UNSEEN_COLOR)))  # the office's own
    located = Located(tuple(Found(slot(masters, key), c, c.address) for key, c in texts))
    told = [*checker(masters).doubts(located)]
    assert said(told) == [
        ("hidden-answer", "C5", "C5「甲」、C10「1円」"),
        ("hidden-answer", "C9", "C9「乙」"),
    ]
    assert told[0].message.startswith(
        "背景と同じ色の文字に記入があり、見た目では分かりません（C5、C10）。"
    )
    assert told[1].message.startswith("隠れた行・列に記入があり")
    (sheet,) = checker(masters, visible=False).doubts(located)
    assert sheet.message.startswith(
        "非表示のシートに記入があり、見た目では分かりません（C5、C9、C10）。"
    )
    blank = Located((Found(slot(masters, SAID), cell(4, " ", hidden=UNSEEN_COLOR), "C5"),))
    assert [*checker(masters).doubts(blank)] == []


# ------------------------------------------------------------------ lines and blocks


def test_blocks_that_the_plan_does_not_know(masters: Masters) -> None:
    added = [Addition(10 + n, (cell(10 + n, f"事業{n}"),)) for n in range(9)]
    told = [*checker(masters).doubts(Located((), added=tuple(added[:8])))]
    assert said(told) == [("block-added", f"C{11 + n}", f"C{11 + n}「事業{n}」") for n in range(8)]
    assert told[0].message == "11行目から、計画にないものが書かれています。集計に含めていません。"
    (one,) = checker(masters).doubts(Located((), added=tuple(added)))
    assert one.message == (
        "11行目から（ほか8か所）、計画にないものが書かれています。集計に含めていません。"
    )
    bare = Located((), added=(Addition(10, ()),))
    assert said(checker(masters).doubts(bare)) == [("block-added", "B11", "")]


def test_lines_that_stand_twice_are_told_by_blocks(masters: Masters) -> None:
    marks = PageMarks(Pages(masters.form, masters.plan)["1-①"]).by_tag
    doubled = ((marks["1-①/said"], (4, 15)), (marks["1-①-①/done"], (8, 20, 30)))
    own, block = checker(masters).doubts(Located((), doubled=doubled))
    assert (own.rule, own.source and own.source.cell, own.code) == ("line-doubled", "B16", "1-①")
    assert own.message.startswith("5行目と同じ欄が16行目にもあります。")
    assert (block.source and block.source.cell, block.code) == ("B21", "1-①-①")
    assert block.message.startswith("9行目と同じ欄が21, 31行目にもあります。")


def test_tags_at_odds_and_other_headings(masters: Masters) -> None:
    marks = PageMarks(Pages(masters.form, masters.plan)["1-①"]).by_tag
    odd = Located((), at_odds=(marks["1-①/said"], marks["1-①/grade"]), retitled=((6, "1-①-①"),))
    tags, title = checker(masters).doubts(odd)
    assert (tags.rule, tags.source and tags.source.cell, tags.given) == (
        "lines-at-odds",
        "",
        "1-①/said、1-①/grade",
    )
    assert (title.rule, title.source and title.source.cell) == ("block-retitled", "B7")
    assert title.given == "事業  歩道"
    assert title.message.startswith("1-①-① の番号・名称が変わっています。")


def test_lines_that_are_gone(masters: Masters) -> None:
    own = [slot(masters, SAID), slot(masters, Key("1-①", "grade")), slot(masters, DONE)]
    told = [*checker(masters).lost([slot(masters, TITLE), *own])]
    assert [(f.rule, f.code, f.field) for f in told] == [
        ("field-lost", "1-①", "補足、評価"),
        ("field-lost", "1-①-①", "実施内容"),
    ]
    assert told[0].message == "1-① の「補足」「評価」の欄が見つかりません。"
    (office,) = checker(masters).lost([slot(masters, TITLE)])
    assert (office.rule, office.code, office.given) == ("prefilled-changed", "1-①", "（欄がない）")
    assert "取りまとめ課が記入した「施策」の欄が見つかりません。" in office.message
