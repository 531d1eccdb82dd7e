"""Small steps of reading, each by hand: cells by type, grades, choices, amounts, quotations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zushi_xl.form.answers import Answer
from zushi_xl.form.grades import match_choice, match_grade
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.report.program_amounts import amounts_by_program, programs_in
from zushi_xl.returned.cell_answer import answer_of, is_blank, is_none_mark, read_cell, unclear
from zushi_xl.returned.quoting import LONGEST, joined, quote, shown
from zushi_xl.text.wording import shorten
from zushi_xl.text.work import TooMuchWork, limited, spend
from zushi_xl.workbook.cells import Cell, Source

HERE = Source("a.xlsx", "様式", "B2")


@pytest.fixture(scope="module")
def slot(masters: Masters) -> Slot:
    slots = (s for page in Pages(masters.form, masters.plan).values() for s in page.slots)
    return next(s for s in slots if s.owner and s.field.type is FieldType.TEXT)


def typed(slot: Slot, kind: FieldType, **more: object) -> Slot:
    return slot._replace(field=replace(slot.field, type=kind, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text", "used", "changes", "refused"),
    [
        (FieldType.TEXT, "開いた。", "開いた。", (), ""),
        (FieldType.TEXT, "開いた。 \n", "開いた。", ("行末の空白・改行",), ""),
        (FieldType.CHOICE, "継続", "継続", (), ""),
        (FieldType.CHOICE, "１　継続", "継続", ("選択肢の表記",), ""),
        (FieldType.CHOICE, "続ける", "続ける", (), "選択肢にありません"),
        (FieldType.STRATEGY, "4-2-①-3", "4-2-①-3", (), ""),
        (FieldType.STRATEGY, "4-2-①-3、4-2-①-4", "4-2-①-3\n4-2-①-4", ("コードの表記",), ""),
        (FieldType.STRATEGY, "ー", "ー", (), ""),
        (FieldType.STRATEGY, "－、－", "ー", (), ""),
        (FieldType.STRATEGY, "別紙", "別紙", (), "総合戦略のコードとして読み取れません"),
        (FieldType.PROGRAM, "－", "ー", (), ""),
        (FieldType.PROGRAM, "知らない事業", "知らない事業", (), ""),
        (FieldType.DIVISION, "企画課", "企画課", (), ""),
        (FieldType.DIVISION, "知らない課", "知らない課", (), ""),
        (FieldType.RATING, "Ｚ", "Ｚ", (), "評価区分にありません"),
    ],
)
def test_a_cell_by_the_type_of_its_field(
    masters: Masters,
    slot: Slot,
    kind: FieldType,
    text: str,
    used: str,
    changes: tuple[str, ...],
    refused: str,
) -> None:
    of = typed(slot, kind, choices=("継続", "終了"))
    reading = read_cell(masters.plan, of, Cell(0, 0, text, text))
    assert (reading.used, reading.changes, reading.refused) == (used, changes, refused)


def test_names_of_the_plan_are_read_in_the_plans_own_writing(masters: Masters, slot: Slot) -> None:
    program = next(p for p in masters.plan.programs if "・" not in p.name)
    of = typed(slot, FieldType.PROGRAM)
    for text, changes in (
        (program.name, ()),
        (f" {program.name}\n", ("予算事業名の表記",)),
    ):
        reading = read_cell(masters.plan, of, Cell(0, 0, text, text))
        assert (reading.used, reading.changes[-1:]) == (program.name, changes)
    mixed = f"知らない事業\n{program.name}"
    assert read_cell(masters.plan, of, Cell(0, 0, mixed, mixed)).used == mixed
    division = masters.plan.divisions[0].name
    of = typed(slot, FieldType.DIVISION)
    spaced = f"{division[0]} {division[1:]}"
    reading = read_cell(masters.plan, of, Cell(0, 0, spaced, spaced))
    assert (reading.used, reading.changes) == (division, ("課名の表記",))


@pytest.mark.parametrize(
    ("value", "used", "refused"),
    [
        (True, "", "チェックの有無（TRUE・FALSE）だけで、文字がありません"),
        (0, "", ""),
        (0.0, "", ""),
        (1, "1", ""),
        (False, "", "チェックの有無（TRUE・FALSE）だけで、文字がありません"),
    ],
)
def test_what_is_no_word(
    masters: Masters, slot: Slot, value: bool | float, used: str, refused: str
) -> None:
    reading = read_cell(masters.plan, slot, Cell(0, 0, value, str(value)))
    assert (reading.used, reading.refused) == (used, refused)
    assert reading.changes == (
        ("0は空欄とみなす",) if value == 0 and not isinstance(value, bool) else ()
    )


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("ー", True), ("－", True), (" - ", True), ("ーー", False), ("", False), ("一", False)],
)
def test_a_lone_dash(text: str, is_one: bool) -> None:
    assert is_none_mark(text) is is_one


def test_what_becomes_of_a_cell(masters: Masters, slot: Slot) -> None:
    def read(cell: Cell | None) -> Answer:
        return answer_of(masters.plan, slot, cell, HERE)

    assert read(None) == Answer(slot, "", "", HERE)
    error = read(Cell(0, 0, None, "#REF!", error="#REF!"))
    assert (error.used, error.refused) == ("", "エラー値・未計算の式です")
    struck = read(Cell(0, 0, "", "", struck="消した"))
    assert (struck.text, struck.struck, struck.changes) == (
        "",
        "消した",
        ("見え消しの文字を除いた",),
    )
    assert struck.given == "〔取消線: 消した〕"
    both = read(Cell(0, 0, "残る", "残る", struck="消した"))
    assert (both.used, both.given, both.refill) == ("残る", "残る〔取消線: 消した〕", "残る")
    plain = read(Cell(0, 0, "残る", "残る"))
    assert (plain.given, plain.changes, plain.is_written) == ("残る", (), True)
    assert not read(Cell(0, 0, " ", " ")).is_written
    assert unclear(slot, HERE).refused == "同じ欄が二つ以上あり、内容が異なります"


def test_what_the_form_said_already_is_not_written(slot: Slot) -> None:
    sent = slot._replace(prefilled="続ける。")
    for text, is_written, is_as_sent in (
        ("続ける。", False, True),
        ("続 ける。", False, True),
        ("やめる。", True, False),
        ("", False, False),
    ):
        answer = Answer(sent, text, text, HERE)
        assert (answer.is_written, answer.is_as_sent) == (is_written, is_as_sent)
    assert not Answer(sent, "続ける。", "", HERE, struck="消した").is_as_sent


@pytest.mark.parametrize(
    ("cell", "blank"),
    [
        (None, True),
        (Cell(0, 0, "", ""), True),
        (Cell(0, 0, " 　", " 　"), True),
        (Cell(0, 0, "a", "a"), False),
        (Cell(0, 0, None, "", error="#N/A"), False),
    ],
)
def test_nothing_can_be_seen(cell: Cell | None, blank: bool) -> None:
    assert is_blank(cell) is blank


# ------------------------------------------------------------------ grades and choices


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A", "A"),
        ("ａ", "A"),
        ("Ａ：順調である", "A"),
        ("順調である", "A"),
        ("順調であるA", "A"),
        ("（B）概ね", "B"),
        ("B 概ね順調", "B"),
        ("評価：B", "B"),
        ("進捗状況評価 B", "B"),
        ("B評価", "B"),
        ("Bランク", "B"),
        ("A概ね順調である", None),  # the label of another
        ("AB", None),
        ("A概", None),
        ("", None),
        ("評価", None),
    ],
)
def test_grades_as_people_type_them(masters: Masters, text: str, symbol: str | None) -> None:
    scale = tuple(
        masters.plan.grades[0]._replace(symbol=s, label=label)
        for s, label in (("A", "順調である"), ("B", "概ね順調である"))
    )
    grade = match_grade(scale, text)
    assert (grade.symbol if grade else None) == symbol


@pytest.mark.parametrize(
    ("choices", "text", "choice"),
    [
        (("1 継続", "2 終了"), "1 継続", "1 継続"),
        (("1 継続", "2 終了"), "継続", "1 継続"),
        (("1 継続", "2 終了"), "2 継続", None),  # the number of another
        (("継続", "終了"), "②終了", "終了"),
        (("継続", "終了"), "(3)終了", "終了"),
        (("1 継続", "2 継続"), "継続", None),  # either
        (("継続",), "続", None),
        (("2024年度", "2025年度"), "2024年度", "2024年度"),
    ],
)
def test_choices_as_people_type_them(
    choices: tuple[str, ...], text: str, choice: str | None
) -> None:
    assert match_choice(choices, text) == choice


# ------------------------------------------------------------------ amounts of several programs


def _money(slot: Slot, text: str, refill: str = "") -> Answer:
    return Answer(typed(slot, FieldType.MONEY), text, text, HERE, refill=refill)


@pytest.mark.parametrize(
    ("programs", "text", "expected"),
    [
        (("甲事業",), "1,000円", [("甲事業", "1,000円")]),
        ((), "1,000円", [("", "1,000円")]),
        (("甲事業", "乙事業"), "1,000円\n2,000円", [("甲事業", "1,000円"), ("乙事業", "2,000円")]),
        (
            ("甲事業", "乙事業"),
            "甲事業　1,000円\n\n乙事業：2,000円\n",
            [("甲事業", "1,000円"), ("乙事業", "2,000円")],
        ),
        (("甲事業", "乙事業"), "1,000円", None),
        (("甲事業", "乙事業"), "1円\n2円\n3円", None),
        (("甲事業", "乙事業"), "", [("甲事業", ""), ("乙事業", "")]),
        (("甲事業", "乙事業"), "甲事業\n2円", [("甲事業", "甲事業"), ("乙事業", "2円")]),
    ],
)
def test_amounts_by_program(
    slot: Slot, programs: tuple[str, ...], text: str, expected: list[tuple[str, str]] | None
) -> None:
    found = amounts_by_program(programs, _money(slot, text))
    assert (None if found is None else [(a.program, a.text) for a in found]) == expected
    values = [a.quantity.value for a in found or () if a.quantity is not None]
    assert len(programs) < 2 or all(v is None or v > 0 for v in values)


def test_amounts_of_nobody() -> None:
    assert [(a.program, a.text, a.quantity) for a in amounts_by_program(("甲",), None) or ()] == [
        ("甲", "", None)
    ]
    assert amounts_by_program((), None) == ()
    assert programs_in(" 甲事業 \n\n乙事業\n") == ("甲事業", "乙事業")


def test_what_is_refilled_counts_before_what_was_typed(slot: Slot) -> None:
    (found,) = amounts_by_program(("甲事業",), _money(slot, "2289", "2,289千円")) or ()
    assert found.text == "2,289千円"


# ------------------------------------------------------------------ quotations


def test_what_a_person_sees_in_a_cell() -> None:
    assert shown(None) == ""
    assert shown(Cell(0, 0, "文", "文")) == "文"
    assert shown(Cell(0, 0, "文", "文", struck="旧")) == "文〔取消線: 旧〕"
    assert shown(Cell(0, 0, None, "", error="#N/A")) == "#N/A"
    assert quote([Cell(0, 0, "甲", "甲"), Cell(1, 2, "乙", "乙")]) == "A1「甲」、C2「乙」"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [("甲乙丙", 3, "甲乙丙"), ("甲乙丙", 2, "甲…"), ("", 3, ""), ("甲", 1, "甲")],
)
def test_shortened(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


def test_what_is_more_than_anybody_reads_is_counted() -> None:
    half = "文" * (LONGEST // 2)
    assert joined([half, half]) == f"{half}、{half}"
    assert joined([half, half, "一"]) == f"{half}、{half}、ほか1個"
    assert joined(["一", half + half, "二"]) == "一、ほか2個"
    assert joined([half + half]) == half + half
    assert joined([half + half + "一"]) == f"{(half + half)[:-1]}…"
    assert joined([half + half + "一", "二"]) == f"{(half + half)[:-1]}…、ほか1個"
    assert joined([]) == ""


# ------------------------------------------------------------------ work


def test_work_is_counted_to_the_step() -> None:
    spend(10**12)  # outside of a book nothing is counted
    with limited(steps=100):
        spend(100)
        with pytest.raises(TooMuchWork):
            spend(1)


def test_time_is_the_last_resort() -> None:
    with limited(steps=10**9, seconds=0.0):
        spend(1 << 16)
        with pytest.raises(TooMuchWork):
            spend(1)
    with limited(steps=10**9, seconds=60.0):
        spend(1 << 20)
