"""Whose book it is, and which section a sheet is about: books of a few cells, read whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.conditions import town
from tests.reading.small_books import OURS, hidden, printed
from zushi_xl.form.answers import Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.plan.reviewing import Phase
from zushi_xl.returned.owner import owner_of
from zushi_xl.returned.submission import Reader
from zushi_xl.workbook.cells import Cell, Source, Workbook, Worksheet

FORM = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
more | 具体的施策 | 今後 | 文章 | 主担当課 | | | | | | | |
"""


@pytest.fixture(scope="module")
def masters() -> Masters:
    return town.masters(FORM)


@pytest.fixture(scope="module")
def reader(masters: Masters) -> Reader:
    return Reader(masters.plan, masters.form)


def form_sheet(masters: Masters, typed: Mapping[str, str], identity: Identity = OURS) -> Worksheet:
    """The sheet of the one section as distributed, with what was typed into its fields."""
    made, grid = printed(masters, identity)
    cells = {place: Cell(*place, text, text) for place, text in grid.items()}
    by_address = {address: key.field for key, address in made.places.items()}
    for row in range(200):
        for column in range(30):
            cell = Cell(row, column, "", "")
            field = by_address.get(cell.address)
            if field in typed:
                text = typed[field]
                cells[row, column] = Cell(row, column, text, text)
    return Worksheet(made.sheet.name, cells)


def without(sheet: Worksheet, *, tags: bool = False, foot: bool = False) -> Worksheet:
    """The sheet without its hidden column of tags, or without its foot line."""
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if not (tags and place[1] == 0) and not (foot and "｜" in cell.text)
    }
    return Worksheet(sheet.name, cells)


def book(*sheets: Worksheet) -> Workbook:
    return Workbook("甲.xlsx", "", sheets)


SAID = {"said": "歩道を直した。", "more": "続ける。"}


def answers(result: object) -> dict[str, str]:
    assert isinstance(result, Submission), result
    return {key.field: answer.used for key, answer in result.answers.items()}


@pytest.mark.parametrize(("tags", "foot"), [(True, True), (True, False), (False, True)])
@pytest.mark.parametrize("is_told", [False, True])
def test_any_one_sign_is_enough(
    masters: Masters, reader: Reader, tags: bool, foot: bool, is_told: bool
) -> None:
    """Tags or a foot line say which section it is; without foot and hidden sheet the division is
    the one that it was sent to."""
    sheet = without(form_sheet(masters, SAID), tags=not tags, foot=not foot)
    result = reader.read(book(sheet, hidden(OURS)) if is_told else book(sheet))
    assert answers(result) == SAID
    assert isinstance(result, Submission)
    assert result.identity.division == "都市課"
    inferred = [f.rule for f in result.findings if f.rule == "identity-inferred"]
    assert len(inferred) == (not foot and not is_told)


def test_a_sheet_without_a_sign_is_told(masters: Masters, reader: Reader) -> None:
    bare = without(form_sheet(masters, SAID), tags=True, foot=True)
    alone = reader.read(book(bare))
    assert not isinstance(alone, Submission)
    assert alone.rule == "not-our-form"
    result = reader.read(book(bare, hidden(OURS)))
    assert answers(result) == {}
    assert isinstance(result, Submission)
    assert {"sheet-missing", "extra-sheet"} <= {f.rule for f in result.findings}


def test_a_book_of_a_division_that_the_plan_does_not_have(reader: Reader) -> None:
    """The only section was sent to one division, so a former name is no riddle; a book with no
    section at all is."""
    other = Identity("建設課", 2022, 1, "1", "")
    told = reader.read(book(hidden(other)))
    assert not isinstance(told, Submission)
    assert (told.rule, told.given) == ("not-our-form", "建設課")
    assert told.message == (
        "建設課の様式ですが、計画マスタの「担当課」に、この課名も別名もありません。"
    )


def test_a_book_of_another_year(reader: Reader) -> None:
    for identity, division in (
        (Identity("建設課", 2021, 1, "1", ""), ""),
        (Identity("都市課", 2021, 1, "1", ""), "都市課"),
    ):
        told = reader.read(book(hidden(identity)))
        assert not isinstance(told, Submission)
        assert (told.rule, told.division, told.given) == ("wrong-year", division, "2021年度")
        assert told.message == "2021年度の様式です。2022年度の収集には使えません。"


def test_a_book_without_a_sign_and_without_a_section(reader: Reader) -> None:
    told = reader.read(book(Worksheet("甲", {(0, 0): Cell(0, 0, "文", "文")})))
    assert not isinstance(told, Submission)
    assert (told.rule, told.message) == ("not-our-form", "配布した様式として認識できません。")


def test_two_sheets_of_a_section_that_say_the_same_are_one(
    masters: Masters, reader: Reader
) -> None:
    one, other = form_sheet(masters, SAID), form_sheet(masters, SAID)
    same = reader.read(book(one, Worksheet("写し", other.cells), hidden(OURS)))
    assert answers(same) == SAID
    blank = form_sheet(masters, {"said": "歩道を直した。"})
    part = reader.read(book(blank, Worksheet("写し", other.cells), hidden(OURS)))
    assert answers(part) == SAID  # the field is blank in one of them
    changed = form_sheet(masters, {**SAID, "said": "車道を直した。"})
    result = reader.read(book(one, Worksheet("写し", changed.cells), hidden(OURS)))
    assert answers(result) == {"said": "", "more": "続ける。"}
    assert isinstance(result, Submission)
    unclear = [f for f in result.findings if f.rule == "field-unclear"]
    assert [f.code for f in unclear] == ["1-①"]


def test_writing_beside_the_fields_says_where_it_hides(masters: Masters, reader: Reader) -> None:
    sheet = form_sheet(masters, SAID)
    place = next(p for p, cell in sheet.cells.items() if cell.text == "補足")
    row, column = place[0] + 60, 3
    for unseen, words in (
        ("", ""),
        ("line", "隠れた行・列にあります。"),
    ):
        stray = Cell(row, column, "内緒の話", "内緒の話", hidden=unseen)
        shown = Worksheet(sheet.name, {**sheet.cells, (row, column): stray})
        result = reader.read(book(shown, hidden(OURS)))
        assert isinstance(result, Submission)
        (found,) = [f for f in result.findings if f.rule == "stray-text"]
        assert "内緒の話" in found.given
        assert found.message.startswith("記入欄でないセルに書き込みがあります。")
        assert found.message.removeprefix("記入欄でないセルに書き込みがあります。") == words


def test_what_is_read_names_its_cell(masters: Masters, reader: Reader) -> None:
    result = reader.read(book(form_sheet(masters, SAID), hidden(OURS)))
    assert isinstance(result, Submission)
    made, _ = printed(masters)
    answer = result.answers[Key("1-①", "said")]
    assert (answer.source.sheet, answer.source.cell) == (
        made.sheet.name,
        made.places[Key("1-①", "said")],
    )
    assert [f.rule for f in result.findings] == []


# ------------------------------------------------------------------ a form of another version

OLD = OURS._replace(form_version="0")
BLOCKS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
done | 取り組み | 実施内容 | 文章 | 担当課 | | | | | | | |
spent | 取り組み | 実績額 | 金額 | 担当課 | | | | | | | 円 |
"""


def test_fields_that_an_earlier_version_lacks_are_told_in_one() -> None:
    of = town.masters(BLOCKS)
    made, grid = printed(of, OLD)
    absent = ("1-①/said", "1-①-①/done", "1-①-②/spent")
    gone = {row for (row, column), text in grid.items() if column == 0 and text in absent}
    cells = {p: Cell(*p, text, text) for p, text in grid.items() if p[0] not in gone}
    result = Reader(of.plan, of.form).read(book(Worksheet(made.sheet.name, cells), hidden(OLD)))
    assert isinstance(result, Submission)
    told = {f.rule: f for f in result.findings}
    assert set(told) == {"old-form", "field-lost"}
    assert told["old-form"].given.startswith("様式0・計画")
    assert told["old-form"].expected.startswith("様式1・計画")
    lost = told["field-lost"]
    assert lost.message == (
        "提出された版の様式にない欄が3個あります："
        "1-①「補足」、1-①-①「実施内容」、1-①-②「実績額（円）」。"
    )
    assert lost.field == "補足、実施内容、実績額（円）"


@pytest.mark.parametrize(
    ("stated", "phase"),
    [("一次", "一次"), ("二次", "二次"), ("", "二次"), ("知らない段階", "二次")],
)
def test_the_phase_of_a_book(masters: Masters, stated: str, phase: str) -> None:
    """What it says itself, where the plan knows that; else the one at work."""
    plan = _phased(masters.plan, "二次")
    told = Reader(plan, masters.form).phase_of(OURS._replace(phase=stated))
    assert told == phase


def test_no_phase_is_at_work_before_the_first_book(masters: Masters) -> None:
    plan = _phased(masters.plan, "")
    assert Reader(plan, masters.form).phase_of(OURS) == "一次"
    assert Reader(masters.plan, masters.form).phase_of(OURS._replace(phase="一次")) == ""


def _phased(plan: Plan, at_work: str) -> Plan:
    here = Source("計画マスタ.xlsx", "段階", "A2")
    phases = tuple(Phase(name, n, None, None, here) for n, name in enumerate(("一次", "二次")))
    return replace(plan, phases=phases, phase=at_work)


def test_whose_book_it_says_to_be(masters: Masters) -> None:
    pages = Pages(masters.form, masters.plan)
    page = form_sheet(masters, SAID)
    owner = owner_of(book(page, hidden(OURS)), masters.plan, pages, ["1-①"])
    assert owner is not None
    assert (owner.stated, owner.inferred, owner.rivals) == ("都市課", "", ())
    renamed = replace(
        masters.plan, divisions=(masters.plan.divisions[0]._replace(aliases=("土木課",)),)
    )
    former = OURS._replace(division="土木課")
    owner = owner_of(book(page, hidden(former)), renamed, Pages(masters.form, renamed), ["1-①"])
    assert owner is not None
    assert (owner.identity.division, owner.stated) == ("都市課", "土木課")
