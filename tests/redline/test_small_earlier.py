"""An earlier list or table, read with all that people did to it: sheets as small tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest

from tests.redline.shown import marked, shown
from zushi_xl.redline.carried_values import EarlierDocument, digest
from zushi_xl.redline.earlier import read_earlier
from zushi_xl.redline.marked_cells import Font, MarkedCell, MarkedSheet
from zushi_xl.redline.pieces import Mark, kept
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet

TEXT, KEY = "改正内容（見え消し）", "行の印"
FONTS = {
    Mark.REMOVED: Font(struck=True),
    Mark.ADDED: Font(underlined=True),
    Mark.NOTE: Font(bold=True),
    Mark.KEPT: Font(),
}
Rows = Sequence[Sequence[str]]


def sheets_of(
    name: str, rows: Rows, comments: Mapping[str, str] | None = None, *, visible: bool = True
) -> tuple[Worksheet, MarkedSheet]:
    """A sheet and its fonts; ``=`` begins a formula without a result, as no program ran it."""
    cells: dict[tuple[int, int], Cell] = {}
    runs: list[MarkedCell] = []
    for line, row in enumerate(rows):
        for column, said in enumerate(row):
            plain = not visible or "{+" not in said and "[-" not in said and "<" not in said
            pieces = kept(said) if plain else marked(said)
            text = "".join(piece.text for piece in pieces)
            comment = (comments or {}).get(f"{line},{column}")
            is_formula = text.startswith("=")
            if text or comment:
                cells[line, column] = Cell(
                    line,
                    column,
                    None if is_formula else text,
                    "" if is_formula else text,
                    formula=text if is_formula else None,
                    comment=comment,
                )
            if text and not is_formula:
                runs.append(MarkedCell(line, column, tuple((t, FONTS[mark]) for mark, t in pieces)))
    return Worksheet(name, cells), MarkedSheet(name, visible, tuple(runs))


def memory_of(**written: Mapping[str, str]) -> Rows:
    """The hidden sheet: of each key what was written under which header."""
    return [
        (
            key,
            json.dumps(
                {
                    "name": "",
                    "number": "",
                    "printed": True,
                    "written": {h: digest(marked(text)) for h, text in texts.items()},
                    "typed": {},
                    "comments": {},
                }
            ),
        )
        for key, texts in written.items()
    ]


def earlier(
    rows: Rows,
    comments: Mapping[str, str] | None = None,
    memory: Rows = (),
    *,
    content: Sequence[str] = (TEXT,),
    heads: Mapping[str, str] | None = None,
    by: str = "Microsoft Excel",
) -> EarlierDocument | None:
    both = [sheets_of("一覧", rows, comments), sheets_of("控え", memory, visible=False)]
    book = Workbook("一覧.xlsx", "", tuple(s for s, _ in both), properties={"Application": by})
    named = heads or {h: h for h in ("No.", "場所", TEXT, KEY)}
    return read_earlier(book, [m for _, m in both], content, named)


def rows_of(found: EarlierDocument | None) -> list[tuple[str, str, dict[str, str]]]:
    assert found is not None
    return [
        (row.key, row.number, {h: shown(p).replace("\n", "⏎") for h, p in row.cells.items()})
        for row in found.rows
    ]


HEADS = ("No.", "場所", TEXT, "担当", KEY)


def test_a_book_without_a_column_of_keys_is_none() -> None:
    assert earlier([("No.", TEXT), ("1", "甲")]) is None


def test_rows_with_what_people_wrote() -> None:
    found = earlier(
        [
            ("題", "", "", "", ""),
            HEADS,
            ("1", "節", "甲[-乙-]", "課", "a"),
            ("2\n1/2", "章", "丙⏎", "課", "b"),
            ("", "", "手で{+書く+}", "", ""),
            ("2\n2/2", "章\n（続き）", "丁{+戊+}", "係", "b‖2"),
            ("3", "節", "写した行", "", "a"),
        ],
        {"2,3": "聞く", "3,2": "一つ", "5,2": "二つ"},
    )
    assert rows_of(found) == [
        ("a", "1", {"場所": "節", TEXT: "甲[-乙-]", "担当": "課"}),
        ("b", "2", {"場所": "章", TEXT: "丙⏎丁{+戊+}", "担当": "課⏎係"}),
        ("", "", {TEXT: "手で{+書く+}"}),
        ("", "3", {"場所": "節", TEXT: "写した行"}),  # a copy is a row of its own
    ]
    assert found is not None
    assert [row.comments for row in found.rows] == [{"担当": "聞く"}, {TEXT: "一つ\n二つ"}, {}, {}]
    assert found.headers == HEADS


def test_parts_go_with_their_row_wherever_sorting_put_them() -> None:
    found = earlier(
        [
            HEADS,
            ("", "", "三", "", "a‖3"),
            ("", "", "十", "", "a‖10"),
            ("", "", "二", "", "a‖2"),
            ("1", "", "一", "", "a"),
            ("", "", "余り", "", "c‖2"),  # the first part of it was deleted
        ]
    )
    assert rows_of(found) == [("a", "1", {TEXT: "一二三十"}), ("c", "", {TEXT: "余り"})]


def test_a_list_without_rows_has_none() -> None:
    found = earlier([HEADS, ("改正した箇所はありません。", "", "", "", "（なし）")])
    assert rows_of(found) == []


def test_a_row_that_a_person_emptied_is_still_there() -> None:
    assert rows_of(earlier([HEADS, ("", "", "", "", "a")])) == [("a", "", {})]


def test_columns_of_people_without_a_name_or_with_one_twice() -> None:
    found = earlier(
        [("No.", TEXT, "担当", KEY, "担当", ""), ("1", "甲", "課", "a", "係", "無題")],
        heads={"No.": "No.", TEXT: TEXT, KEY: KEY},
    )
    assert rows_of(found) == [
        ("a", "1", {TEXT: "甲", "担当": "課", "担当（2）": "係", "F列": "無題"})
    ]


def test_printed_heads_stand_for_what_the_document_says() -> None:
    heads = json.dumps({"場所": "柱\n施策", TEXT: "内容", KEY: KEY})
    found = earlier(
        [("No.", "柱\n施策", "内容", KEY), ("1", "節", "甲[-乙-]", "a")], memory=[("見出し", heads)]
    )
    assert rows_of(found) == [("a", "1", {"場所": "節", TEXT: "甲[-乙-]"})]


@pytest.mark.parametrize(("same", "is_one"), [(3, True), (2, False)])
def test_a_column_whose_head_a_person_changed_is_known_by_its_cells(
    same: int, is_one: bool
) -> None:
    """Three of five cells as they were written are enough."""
    written = {f"k{n}": {"場所": f"{n}節"} for n in range(5)}
    lines = [("", f"{n}節" if n < same else "別", f"k{n}") for n in range(5)]
    found = earlier([("No.", "どこ", KEY), *lines], memory=memory_of(**written))
    assert found is not None
    assert found.headers == ("No.", "場所" if is_one else "どこ", KEY)


def test_of_two_alike_columns_the_left_one_is_the_renamed_one() -> None:
    found = earlier(
        [("甲", "乙", KEY), ("節", "節", "a")],
        memory=memory_of(a={"場所": "節"}),
        heads={"場所": "場所", KEY: KEY},
    )
    assert found is not None
    assert found.headers == ("場所", "乙", KEY)


def test_two_renamed_columns_are_two() -> None:
    found = earlier(
        [("甲", "乙", KEY), ("節", "12", "a")],
        memory=memory_of(a={"場所": "節", "頁": "12"}),
        heads={"場所": "場所", "頁": "頁", KEY: KEY},
    )
    assert found is not None
    assert found.headers == ("場所", "頁", KEY)


def test_formulas_without_a_result_stand_as_typed() -> None:
    found = earlier([HEADS, ("1", "", "甲", "=LEN(C2)", "a")])
    assert rows_of(found) == [("a", "1", {TEXT: "甲", "担当": "=LEN(C2)"})]
    assert found is not None
    assert [(n.what, n.place) for n in found.notices] == [("数式", "D2（担当）")]


@pytest.mark.parametrize(
    ("by", "text"), [("LibreOffice/24.2", "甲[-⏎乙-]"), ("Microsoft Excel", "甲⏎[-乙-]")]
)
def test_line_ends_that_libreoffice_moved(by: str, text: str) -> None:
    rows = [HEADS, ("1", "", "甲\n[-乙-]", "", "a")]
    found = earlier(rows, memory=memory_of(a={TEXT: "甲[-\n乙-]"}), by=by)
    assert rows_of(found) == [("a", "1", {TEXT: text})]


def test_both_columns_of_a_table_may_be_underlined() -> None:
    new, old = "改正後の文", "改正前の文"
    found = earlier(
        [
            (new, old, "略した文", KEY),
            ("甲{+乙+}", "甲{+丙+}", "", "a§1"),
            ("<（略）>", "<（略）>", '"丁"', "a§2"),
        ],
        content=(new, old),
        heads={new: new, old: old, "略した文": "略した文", KEY: KEY},
    )
    assert rows_of(found) == [
        ("a§1", "", {new: "甲{+乙+}", old: "甲[-丙-]"}),
        ("a§2", "", {new: "<（略）>", old: "<（略）>"}),
    ]
