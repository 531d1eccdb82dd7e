"""Small values between two documents: what is known again, read back, kept and told."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN
from tests.masters.test_levels import FOUR
from tests.redline.plans import edited, version
from tests.redline.shown import marked, shown
from zushi_xl.redline.carried import carry
from zushi_xl.redline.carried_values import (
    CarriedRow,
    EarlierDocument,
    Entry,
    FoundRow,
    Memory,
    digest,
)
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.compose import Revision, TextPair, block, composed, line_of
from zushi_xl.redline.hand_rows import displaced, in_order, placed_rows
from zushi_xl.redline.house_style import Gap, HouseStyle, OldPage, Order
from zushi_xl.redline.line_ends import with_line_ends
from zushi_xl.redline.listed import revision_list
from zushi_xl.redline.marked_cells import Font, MarkedCell, MarkedSheet
from zushi_xl.redline.matching import Item, match_items
from zushi_xl.redline.memory import memory_from, memory_lines
from zushi_xl.redline.not_read import with_uncalculated
from zushi_xl.redline.noticed import RowTable, noticed, other_sheets
from zushi_xl.redline.own_lists import (
    mark_colors,
    own_pieces,
    read_list,
    read_table,
    remembered,
    remembered_rows,
)
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.pieces import Mark, kept
from zushi_xl.redline.plan_diff import diff_plans
from zushi_xl.redline.printed import arranged
from zushi_xl.redline.printed_places import era_year, page_of, place_of
from zushi_xl.redline.provisions import (
    comparison_table,
    omitted_cell,
    omitted_text,
    provisions,
)
from zushi_xl.redline.reading import MarkedReading, read_marked
from zushi_xl.redline.recognised import recognised
from zushi_xl.redline.row_parts import split_pieces
from zushi_xl.redline.sequence import moved_items
from zushi_xl.redline.shown_numbers import shown as shown_number
from zushi_xl.workbook.cells import Area, Cell, Workbook, Worksheet

KANJI = "".join(chr(0x5000 + number) for number in range(200))
TEXT = "改正内容（見え消し）"

# ------------------------------------------------------------------ which item is which


@pytest.mark.parametrize(("count", "found"), [(60, True), (61, False)])
def test_a_pair_that_more_than_60_have_is_looked_up_only_where_no_other_is(
    count: int, found: bool
) -> None:
    """AB leads to ABX, which is little alike; the others share three pairs that so many have."""
    new = [Item("0", "ABX"), *(Item(str(n), "BCDE") for n in range(100, 100 + count))]
    hows = [match.how for match in match_items([Item("1", "ABCDE")], new)]
    assert hows.count("類似") == int(found)


@pytest.mark.parametrize(("rarer", "found"), [(23, True), (24, False)])
def test_the_24_rarest_pairs_are_looked_up(rarer: int, found: bool) -> None:
    """Two items share the last 18 pairs; so many before them are in a third, which is long."""
    title, rest = KANJI[: rarer + 19], KANJI[rarer : rarer + 19]
    new = [Item("5", rest), Item("6", rest), Item("9", title[: rarer + 1] + KANJI[100:160])]
    hows = [match.how for match in match_items([Item("1", title)], new)]
    assert hows.count("類似") == int(found)


@pytest.mark.parametrize(("nearer", "found"), [(11, True), (12, False)])
def test_twelve_candidates_are_weighed(nearer: int, found: bool) -> None:
    """The others share eight of ten pairs and are long, so less alike than one of seven pairs."""
    title = KANJI[:11]
    others = [
        Item(f"9{n}", f"{title[:9]}{KANJI[100 + n * 2]}{KANJI[40:62]}") for n in range(nearer)
    ]
    new = [*others, Item("5", title[:8])]
    matches = match_items([Item("1", title)], new)
    assert [m.new for m in matches if m.how == "類似"] == (["5"] if found else [])


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        # a lasting key counts whatever its name, a draft's only with it
        ({"取り組み/1": "甲"}, {"取り組み/1": "乙"}, {"取り組み/1": "取り組み/1"}),
        ({"取り組み/新1": "甲"}, {"取り組み/新1": "乙"}, {}),
        ({"取り組み/新1": "甲"}, {"取り組み/新1": ""}, {"取り組み/新1": "取り組み/新1"}),
        ({"取り組み/新1": "ＡＢ"}, {"取り組み/新1": "AB"}, {"取り組み/新1": "取り組み/新1"}),
        # a name that one row of each side has, of one kind
        ({"取り組み/新1": "甲乙"}, {"取り組み/新2": "甲乙"}, {"取り組み/新1": "取り組み/新2"}),
        ({"取り組み/2": "甲乙"}, {"取り組み/1": "甲乙"}, {"取り組み/2": "取り組み/1"}),
        ({"取り組み/2": "甲乙"}, {"施策/1": "甲乙"}, {}),
        ({"取り組み/2": "甲乙"}, {"取り組み/1/説明": "甲乙"}, {}),
        ({"取り組み/2": "甲乙"}, {"取り組み/1": "甲乙", "取り組み/3": "甲乙"}, {}),
        ({"取り組み/2": "", "取り組み/4": ""}, {"取り組み/1": ""}, {}),
        ({"取り組み/2": ""}, {"取り組み/1": ""}, {}),
        # of drafts the most alike, from three fifths
        ({"取り組み/2": "ABCDEF"}, {"取り組み/新1": "ABCDXY"}, {"取り組み/2": "取り組み/新1"}),
        ({"取り組み/2": "ABCDEF"}, {"取り組み/新1": "ABCWXY"}, {}),
        ({"取り組み/2": "ABCDEF"}, {"取り組み/1": "ABCDXY"}, {}),
        ({"施策/2": "ABCDEF"}, {"取り組み/新1": "ABCDXY"}, {}),
        (
            {"取り組み/2": "ABCDEFG"},
            {"取り組み/新1": "ABCDEXY", "取り組み/新3": "ABCDEFX"},
            {"取り組み/2": "取り組み/新3"},
        ),
        # rows of people are nobody's
        ({"取り組み/2": "甲乙"}, {"手書き/1": "甲乙"}, {}),
    ],
)
def test_rows_are_known_again(
    new: dict[str, str], old: dict[str, str], expected: dict[str, str]
) -> None:
    entries = [Entry(key, name, {}) for key, name in new.items()]
    assert recognised(entries, {key: Memory(name) for key, name in old.items()}) == expected


def test_the_fewest_items_moved() -> None:
    assert moved_items([], []) == set()
    assert moved_items(list("abc"), list("abc")) == set()
    assert moved_items(list("abcd"), list("dabc")) == {"d"}
    assert len(moved_items(list("ab"), list("ba"))) == 1
    assert moved_items(list("abcde"), list("cabed")) in ({"c", "e"}, {"c", "d"})


# ------------------------------------------------------------------ line ends and parts


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        ("甲[-⏎乙-]{+⏎丙+}", "甲⏎[-乙⏎-]{+丙+}"),
        ("甲[-⏎乙-]", "甲⏎[-乙-]"),
        ("甲[-⏎乙-]丁", "甲⏎[-乙-]丁"),
        ("甲⏎[-乙⏎-]{+丙+}", "甲⏎[-乙⏎-]{+丙+}"),
        ("甲{+⏎乙+}[-⏎丙-]⏎丁", "甲⏎{+乙⏎+}[-丙⏎-]丁"),
        ("甲⏎[-乙-]{+⏎丙+}", "甲⏎[-乙⏎-]{+丙+}"),
    ],
)
def test_line_ends_stand_where_they_were_written(written: str, saved: str) -> None:
    before, after = (marked(text.replace("⏎", "\n")) for text in (written, saved))
    assert with_line_ends(after, digest(before)) == before


@pytest.mark.parametrize(
    ("saved", "usual"),
    [
        ("甲⏎[-乙⏎-]{+丙+}", "甲[-⏎乙-]{+⏎丙+}"),
        ("甲[-乙⏎-]{+丙+}", "甲[-乙⏎-]{+丙+}"),  # nothing kept ends with one
        ("甲⏎[-乙-]丙", "甲⏎[-乙-]丙"),  # the last text is kept
        ("甲⏎<（図）>", "甲<⏎（図）>"),
        ("甲[-乙⏎-]<（図）>", "甲[-乙-]<⏎（図）>"),
        ("<（図）>", "<（図）>"),
        ("[-甲-]", "[-甲-]"),
        ("", ""),
    ],
)
def test_line_ends_without_memory_stand_at_the_usual_places(saved: str, usual: str) -> None:
    pieces = marked(saved.replace("⏎", "\n"))
    assert shown(with_line_ends(pieces)).replace("\n", "⏎") == usual
    assert shown(with_line_ends(pieces, "x-y")).replace("\n", "⏎") == usual


def test_lines_are_put_together() -> None:
    pairs = [
        TextPair("甲", "乙", end=""),
        TextPair("丙", "丙"),
        *block("題", None, "丁"),
        *block("題", "戊", None),
    ]
    assert shown(composed(pairs)) == "[-甲-]{+乙+}丙{+\n題\n丁+}[-\n題\n戊-]"
    assert shown(composed([TextPair("甲", "乙"), TextPair("丙", "丙")])) == "[-甲-]{+乙+}\n丙"
    assert shown(composed([TextPair("甲", None)], ["（削除）"])) == "<（削除）\n>[-甲-]"
    assert (
        shown(composed([TextPair("甲", "乙"), TextPair("丙", "丁")]))
        == "[-甲-]{+乙+}\n[-丙-]{+丁+}"
    )
    assert line_of(None, 1, str) == TextPair(None, "1")
    assert line_of(1, 2, str, "") == TextPair("1", "2", "")
    assert not TextPair("甲 乙", "甲乙").differs
    assert TextPair("甲", None).differs
    assert not TextPair(None, None).differs


@pytest.mark.parametrize(
    ("pieces", "most", "expected"),
    [
        ("[-甲-]{+乙+}丙", 2, ["[-甲-]{+乙+}", "丙"]),
        ("甲乙、丙丁", 4, ["甲乙、", "丙丁"]),  # a cut behind the middle is a good one
        ("甲、乙丙丁", 4, ["甲、乙丙", "丁"]),  # one before it leaves the part too short
        ("甲乙丙", 0, ["甲", "乙", "丙"]),
        ("", 2, []),
    ],
)
def test_parts(pieces: str, most: int, expected: list[str]) -> None:
    found = split_pieces(marked(pieces), lambda part: sum(len(t) for _, t in part) <= most)
    assert [shown(part) for part in found] == expected


# ------------------------------------------------------------------ lists that were made before

STRUCK, ADDED, BOLD, PLAIN = Font(struck=True), Font(underlined=True), Font(bold=True), Font()


def _runs(text: str, fonts: dict[Mark, Font]) -> tuple[tuple[str, Font], ...]:
    if text.startswith(("{", '"')) and not text.startswith("{+"):
        return ((text, fonts[Mark.KEPT]),)  # what the hidden sheet holds
    return tuple((t, fonts[m]) for m, t in marked(text))


def sheet_of(name: str, visible: bool, *rows: tuple[str, ...]) -> MarkedSheet:
    """Cells of marked text as the texts print them; empty ones are not there."""
    fonts = {Mark.REMOVED: STRUCK, Mark.ADDED: ADDED, Mark.NOTE: BOLD, Mark.KEPT: PLAIN}
    cells = tuple(
        MarkedCell(line, column, _runs(text, fonts))
        for line, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    return MarkedSheet(name, visible, cells)


def test_a_list_is_read_by_its_heads() -> None:
    listed = sheet_of(
        "一覧",
        True,
        ("題", "行の印"),
        ("行の印", "場所", TEXT),
        ("a", "節", "甲[-乙-]"),
        ("b", "節", "{+丙+}"),
        ("a‖2", "節", "丁{+戊+}"),
        ("", "節", "手で[-書く-]"),
        ("", "節", "もう一つ"),
    )
    reading = read_list([sheet_of("空", True, ("題",)), listed], shifted=False)
    assert [(c.sheet, c.cell, c.key, shown(c.pieces)) for c in reading.cells] == [
        ("一覧", "C3", "a", "甲[-乙-]丁{+戊+}"),
        ("一覧", "C4", "b", "{+丙+}"),
        ("一覧", "C6", "C6", "手で[-書く-]"),
        ("一覧", "C7", "C7", "もう一つ"),
    ]
    assert reading.cells[0].evidence == "このツールで作った一覧の印"
    assert read_list([sheet_of("空", True, ("題",))], shifted=False) == MarkedReading()


def test_a_table_is_read_by_its_heads() -> None:
    heads = '{"改正後の文": "改正後", "改正前の文": "改正前", "行の印": "行の印"}'
    memory = sheet_of("控え", False, ("見出し", heads))
    table = sheet_of(
        "表",
        True,
        ("題", "", "", "", ""),
        ("改正後", "改正前", "略した文", "行の印", ""),
        ("節", "", "", "場所／a", ""),
        ("<（新設）>", "甲[-乙-]", "", "a§1", ""),
        ("", "", '"丙"', "a§2", ""),
        ("{+丁+}", "", "", "a§3", ""),
        ("{+戊+}", "", "", "a§3‖2", ""),
        ("己", "<（削除）>", "", "a§4", ""),
        ("同じ", "同じ", "", "b§1", ""),
    )
    reading = read_table([memory, table])
    assert [(c.cell, c.old, c.new, c.evidence) for c in reading.cells] == [
        ("A4", "甲乙\n丙\n", "丙\n丁戊\n己", "このツールで作った対照表"),
        ("A9", "同じ", "同じ", "このツールで作った対照表"),
    ]
    assert read_table([memory]) == MarkedReading()


@pytest.mark.parametrize(
    ("text", "font", "any_note", "mark"),
    [
        ("（新規）\n", BOLD, False, Mark.NOTE),
        ("\n（図）", BOLD, False, Mark.NOTE),
        (" ", BOLD, False, Mark.NOTE),
        ("（新設）", PLAIN, True, Mark.KEPT),
        ("太字の文", BOLD, False, Mark.KEPT),
        ("太字の文", BOLD, True, Mark.NOTE),
        ("（新規）", Font(struck=True, bold=True), True, Mark.REMOVED),
        ("（新規）", Font(underlined=True, bold=True), True, Mark.ADDED),
        ("文", Font(color="FF0000"), False, Mark.REMOVED),
        ("文", Font(color="00FF00"), False, Mark.KEPT),
        ("文", Font(underlined=True, color="FF0000"), False, Mark.ADDED),
        ("文", Font(struck=True, underlined=True), False, Mark.REMOVED),
    ],
)
def test_marks_of_documents_made_here(text: str, font: Font, any_note: bool, mark: Mark) -> None:
    cell = MarkedCell(0, 0, ((text, font),))
    found = own_pieces(cell, {"FF0000": Mark.REMOVED}, any_note=any_note)
    assert [(piece.mark, piece.text) for piece in found] == [(mark, text)]


def test_what_the_hidden_sheet_says() -> None:
    sheets = [
        sheet_of("題", True, ("見出し", '{"a": "見える"}')),
        sheet_of("控え", False, ("印の色", '{"FF0000": "removed", "0000FF": "?"}'), ("", "印の色")),
    ]
    assert remembered(sheets, "見出し") == {}
    assert mark_colors(sheets) == {"FF0000": Mark.REMOVED}
    assert remembered([sheet_of("控え", False, ("見出し", "{"))], "見出し") == {}
    assert remembered([sheet_of("控え", False, ("見出し", "[1]"))], "見出し") == {}
    assert remembered([sheet_of("控え", False, ("見出し", '{"a": 1, "b": "c"}'))], "見出し") == {
        "b": "c"
    }
    assert remembered([sheet_of("控え", False, ("見出し",))], "見出し") == {}
    damaged = sheet_of("控え", False, ("甲", '{"name":'), ("見出し", "{}"))
    assert remembered_rows([damaged]) == {}


def test_a_long_memory_stands_in_several_cells() -> None:
    memory = Memory("甲", typed={"担当": kept("課" * 40_000)}, anchors=("a",), is_printed=True)
    carried = carry([], EarlierDocument(memory={"k": memory}), (), {})
    line = [*memory_lines(carried, {}, {})][2]
    assert [len(cell) for cell in line[1:-1]] == [30_000]
    assert memory_from("".join(line[1:])) == Memory(
        "甲", typed={"担当": kept("課" * 40_000)}, anchors=("a",)
    )


# ------------------------------------------------------------------ what is told of them


def table_of(merges: tuple[Area, ...] = (), **cells: str) -> list[tuple[str, str, str]]:
    """Heads in row 2 (キー in A), rows below; what is told, with its place and text."""
    texts = {"A2": "行の印", "B2": "文", "C2": "メモ", **cells}
    found = {}
    for address, text in texts.items():
        row, column = int(address[1:]) - 1, ord(address[0]) - ord("A")
        formula = text if text.startswith("=") else ""
        found[row, column] = Cell(row, column, text, text, formula=formula or None)
    headers = {0: "行の印", 1: "文", 2: "メモ"}
    table = RowTable(Worksheet("一覧", found, merges=merges), 1, 0, headers, ("文",))
    return [(n.what, n.place, n.text) for n in noticed(table)]


def test_merged_cells_over_rows_are_told() -> None:
    keys = {"A3": "a", "A4": "a‖2", "A5": "b", "C3": "甲" * 41}
    whole = ("結合したセル", "C3:C5", "甲" * 40)
    assert table_of((Area(2, 2, 4, 2),), **keys) == [whole]
    assert table_of((Area(2, 2, 3, 2),), **keys) == []  # the parts of one row
    assert table_of((Area(2, 2, 2, 2),), **keys) == []
    assert table_of((Area(3, 2, 4, 2),), **keys) == []  # nothing stands in it
    assert table_of((Area(1, 2, 4, 2),), **keys) == []  # the heads
    assert table_of((Area(2, 0, 4, 0),), **keys) == []  # the keys
    without_keys = {"C3": "甲", "B4": "乙"}
    assert table_of((Area(2, 2, 3, 2),), **without_keys) == [("結合したセル", "C3:C4", "甲")]


def test_formulas_are_told() -> None:
    assert table_of(C3="=1+1", C1="=2", A4="=3", D3="=4") == [
        ("数式", "C3（メモ）", "数式 1+1"),
        ("数式", "D3", "数式 4"),
    ]
    assert table_of(C3="=") == [("数式", "C3（メモ）", "隣のセルと同じ数式")]


def test_sheets_of_people() -> None:
    sheets = (
        Worksheet("一覧", {(0, 0): Cell(0, 0, "甲", "甲")}),
        Worksheet("メモ", {(1, 0): Cell(1, 0, "乙" * 41, "乙" * 41), (0, 1): Cell(0, 1, " ", "")}),
        Worksheet("空", {}),
    )
    found = [(n.place, n.text) for n in other_sheets(Workbook("", "", sheets), ("一覧",))]
    assert found == [("シート「メモ」", "乙" * 40)]


def test_only_marked_formulas_are_told() -> None:
    cells = tuple(
        MarkedCell(line, 1, (("=A1", font),))
        for line, font in enumerate((STRUCK, ADDED, Font(color="FF0000"), PLAIN, BOLD))
    )
    reading = with_uncalculated(MarkedReading(), [MarkedSheet("一", True, (), cells)])
    assert [(u.sheet, u.cell, u.text) for u in reading.left_out] == [
        ("一", "B1", "=A1"),
        ("一", "B2", "=A1"),
        ("一", "B3", "=A1"),
    ]


# ------------------------------------------------------------------ carried


def test_what_is_remembered_of_a_row_that_is_gone_is_what_people_wrote() -> None:
    memory = Memory("甲", "3", {"文": digest(kept("文")), "頁": digest(kept("1"))}, is_printed=True)
    found = FoundRow(
        "a", "4", {"文": kept("文"), "頁": kept("2"), "担当": kept("課")}, {"文": "聞く"}
    )
    carried = carry([], EarlierDocument((found,), (), {"a": memory}), ("文", "頁"), {})
    kept_memory = carried.memory["a"]
    assert kept_memory.typed == {"頁": kept("2"), "担当": kept("課")}
    assert (kept_memory.number, kept_memory.comments) == ("4", {"文": "聞く"})
    assert carried.absent == (("a", kept_memory),)
    assert carried.added == ()


def test_hand_rows_stand_below_their_row() -> None:
    earlier = EarlierDocument(
        (
            FoundRow("", "", {"文": kept("先頭")}),
            FoundRow("a"),
            FoundRow("b"),
            FoundRow("手書き/9", "7", {"文": kept("手"), "担当": kept("課")}, {"文": "メモ"}),
        )
    )
    placed = list(placed_rows(earlier, {"a": "新a"}, {"新a"}))
    assert [(p.row.key, p.row.number, p.below, p.missing) for p in placed] == [
        ("手書き/1", "", "", ()),
        ("手書き/2", "7", "新a", ("b",)),
    ]
    rows = [CarriedRow("新a", "甲", {}), CarriedRow("c", "丙", {})]
    assert [row.key for row in in_order(rows, placed)] == ["手書き/1", "新a", "手書き/2", "c"]
    (told,) = displaced(placed, {"新a": "甲", "b": "乙"})
    assert (told.text, told.missing, told.below) == ("手　課", "乙", "甲")


# ------------------------------------------------------------------ places and pages


def test_years_of_eras() -> None:
    assert [era_year(year) for year in (2028, 2027, 2020, 2018, 1990, 1989)] == [
        "令和10",
        "令和９",
        "令和２",
        "平成30",
        "平成２",
        "平成元",
    ]


def test_places_and_pages() -> None:
    plan = version().plan
    assert place_of(plan, "1-1-②") == ("第１節", "1－②")
    assert place_of(plan, "1-1") == ("第１節", "1")
    assert place_of(plan, "1") == ("第１節",)
    assert page_of(plan, "1-1-②") == "14"
    assert page_of(plan, "1-1-②-①") == "14～"
    assert page_of(plan, "1-1") == ""
    four = version(FOUR).plan
    assert place_of(four, "21101") == tuple(place_of(four, four.parent_of("21101"))) + ("21101",)


SECOND = edited(
    ("今後の対応 | ページ", "今後の対応 | ページ | 現計画のページ"),
    ("前年度実施内容\n", "前年度実施内容 | ページ | 現計画のページ\n"),
    ("広げた。", "広げた。 | 21"),
    ("ー | ー | | 継続 | |", "ー | ー | | 継続 | | | 23"),
)


@pytest.mark.parametrize(
    ("number", "style", "page"),
    [
        ("1-1-①-③", OldPage.PLACE, "23"),  # the page of the last one before it
        ("1-1-①-③", OldPage.NOTHING, "ー"),
        ("1-1-②-②", OldPage.PLACE, "14"),  # that of its measure, without its sign
    ],
)
def test_where_something_new_would_stand_in_the_old_plan(
    number: str, style: OldPage, page: str
) -> None:
    row = f"{number} | {number[-1]} | 橋をかける | 都市課 | かけます。 | ー | ー | | 新規 | |"
    new = SECOND.replace("1-1-②-① |", f"{row}\n1-1-②-① |")
    new += f"# 体裁\n項目 | 値\n新規の行の現計画のページ | {style.value}\n"
    (found,) = diff_plans(version(SECOND), version(new)).revisions
    assert found.page_old == page


# ------------------------------------------------------------------ the house


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("加える文字の線 | 下線", HouseStyle(is_added_underlined=True)),
        ("加える文字の線 | なし", HouseStyle(is_added_underlined=False)),
        ("削る文字の線 | 取り消し線", HouseStyle(is_removed_struck=True)),
        ("削る文字の線 | なし", HouseStyle(is_removed_struck=False)),
        ("対照表の備考 | あり", HouseStyle(has_remarks=True)),
        ("対照表の備考 | なし", HouseStyle(has_remarks=False)),
        ("削る文字の色 | #d9000d", HouseStyle(removed_color="D9000D")),
        ("計画書に載せる列 | 甲、乙", HouseStyle(public=("甲", "乙"))),
        ("見え消しの順 | ", HouseStyle()),
    ],
)
def test_settings_of_the_house(rows: str, expected: HouseStyle) -> None:
    assert version(f"{PLAN}# 体裁\n項目 | 値\n{rows}\n").style == expected


@pytest.mark.parametrize(
    ("text", "order", "gap", "expected"),
    [
        ("[-10-]{+20+}", Order.NEW_FIRST, Gap.FIGURES, "{+20+}< >[-10-]"),
        ("[-第１章-]{+第２章+}", Order.OLD_FIRST, Gap.FIGURES, "[-第１章-]{+第２章+}"),
        ("[-11-]{+６+}", Order.OLD_FIRST, Gap.FIGURES, "[-11-]< >{+６+}"),
        ("[-１-]{+２+}", Order.OLD_FIRST, Gap.FIGURES, "[-１-]{+２+}"),
        ("[-277人-]{+1.28+}", Order.OLD_FIRST, Gap.FIGURES, "[-277人-]< >{+1.28+}"),
        ("[-277人の-]{+1.28+}", Order.OLD_FIRST, Gap.FIGURES, "[-277人の-]< >{+1.28+}"),
        ("[-277人です-]{+1.28+}", Order.OLD_FIRST, Gap.FIGURES, "[-277人です-]{+1.28+}"),
        ("[-甲-]{+乙+}", Order.OLD_FIRST, Gap.ALWAYS, "[-甲-]< >{+乙+}"),
        ("[-甲\n-]{+乙+}", Order.OLD_FIRST, Gap.ALWAYS, "[-甲\n-]{+乙+}"),
        ("[-甲-]{+\n乙+}", Order.OLD_FIRST, Gap.ALWAYS, "[-甲-]{+\n乙+}"),
        ("[-甲-]{+乙\n丙+}", Order.NEW_FIRST, Gap.NONE, "{+乙+}[-甲-]{+\n丙+}"),
        ("[-甲-]丙{+乙+}", Order.NEW_FIRST, Gap.ALWAYS, "[-甲-]丙{+乙+}"),
    ],
)
def test_how_the_house_arranges(text: str, order: Order, gap: Gap, expected: str) -> None:
    assert shown(arranged(marked(text), HouseStyle(order=order, gap=gap))) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (-5, "0;(0)", "(5)"),
        (-5, "0", "-5"),
        (-5, '0;▲0;"ー"', "▲5"),
        (0, '0;▲0;"ー"', "ー"),
        (0, "0;▲0;", "0"),
        (0, "0;▲0", "0"),
        (5, '"人"', "人"),
        (5, "General", "5"),
        (5, None, "5"),
        (1234567, "#,##0,", "1,235"),
        (1234567, "0,,", "1"),
        (1234.5, "#,##0.0#", "1,234.5"),
        (1234.0, "#,##0.##", "1,234"),
        (0.5, "0%", "50%"),
        (0.005, "0.00", "0.01"),
        (5, "yyyy/m/d", "5"),
        (5, "# ?/?", "5"),
        (5, '0_);"x"', "5"),
        (0, "#,##0;△#,##0;-", "-"),
        (0, "0.0;▲0.0;－", "－"),
        (5, "[>=1000]#,##0;0.0", "5.0"),
        (5, ";;;", "5"),
        (-5, "0;0", "-5"),
        (1234.5, "[$¥-411]#,##0", "¥1,235"),
    ],
)
def test_numbers_as_their_cells_show_them(
    value: float, number_format: str | None, expected: str
) -> None:
    assert shown_number(value, number_format) == expected


# ------------------------------------------------------------------ the table


def test_lines_that_are_alike_have_keys_by_their_order() -> None:
    """The keys stand in documents that people have: they never change."""
    row = Revision("a", ("節",), "", "", marked("見出し\n[-同じ\n同じ\n-]{+別-x+}"))
    keys = [r.row.key for r in comparison_table([row], None, HouseStyle()).rows]
    assert keys[0] == "場所／a"
    assert [key.partition("§")[2][-1:] for key in keys[1:]] == ["1", "1", "2", "1"][: len(keys) - 1]
    assert keys[2][:-1] == keys[3][:-1]


def test_where_the_lines_stand() -> None:
    row = Revision("a", ("節", "1"), "28～", "ー", marked("<（新規）\n（状態：甲→乙）\n>{+文+}"))
    table = comparison_table([row], None, HouseStyle())
    assert table.rows[0].is_band
    assert shown(table.rows[0].row.cells["改正後の文"]) == (
        "<節　1　　改定案28～ページ　　（新規）　　（状態：甲→乙）>"
    )


def test_omitted_texts() -> None:
    assert [omitted_text(omitted_cell(text)) for text in ("", "甲\n乙")] == ["", "甲\n乙"]
    assert [omitted_text(cell) for cell in ("手で直した", "12", '"甲"')] == [
        "手で直した",
        "12",
        "甲",
    ]


def test_lines_of_both_sides() -> None:
    def sides(text: str) -> list[tuple[str | None, str | None]]:
        return [
            (None if p.old is None else shown(p.old), None if p.new is None else shown(p.new))
            for p in provisions(marked(text))
        ]

    assert sides("甲\n[-乙\n-]丙") == [("甲", "甲"), ("[-乙-]", None), ("丙", "丙")]
    assert sides("甲\n\n丙{+\n+}") == [("甲", "甲"), ("", ""), ("丙", "丙"), (None, "")]
    assert sides("[-甲\n乙-]{+丙+}") == [("[-甲-]", "{+丙+}"), ("[-乙-]", None)]
    assert sides("<（新規）\n>{+甲+}") == [(None, "{+甲+}")]
    # a kept line that is empty is in both versions, so what comes before it is new
    assert sides("甲{+\n乙+}\n\n丙") == [
        ("甲", "甲"),
        (None, "{+乙+}"),
        ("", ""),
        ("丙", "丙"),
    ]


# ------------------------------------------------------------------ marks of others


def test_what_stands_beside_struck_text_marks_the_new() -> None:
    cell = MarkedCell(2, 1, (("旧", STRUCK), ("　", PLAIN), ("新", ADDED), ("文", PLAIN)))
    heading = MarkedCell(0, 0, (("題", Font(underlined=True, size=14)),))
    reading = read_marked([MarkedSheet("一", False, (heading, cell))], [("一", "図形 1", "文")])
    assert [(c.cell, c.old, c.new, c.evidence) for c in reading.cells] == [
        ("B3", "旧文", "新文", "取り消し線の隣の下線を追加とみなした（非表示のシート）")
    ]
    assert [(u.cell, u.text) for u in reading.left_out][0] == ("図形 1", "文")


@pytest.mark.parametrize(
    ("font", "is_new"),
    [
        (Font(underlined=True, size=13.5), True),
        (Font(underlined=True, size=14), False),
        (Font(underlined=True, bold=True), False),
        (Font(color="A05050"), True),  # the least red; half as much of the others
        (Font(color="9F4040"), False),
        (Font(color="A05150"), False),
        (Font(color="A05051"), False),
        (Font(color="theme5"), False),
    ],
)
def test_which_whole_cells_are_new(font: Font, is_new: bool) -> None:
    """Beside a part of another cell, which marks with an underline and in red."""
    part = MarkedCell(0, 0, (("前", PLAIN), ("新", ADDED), ("赤", Font(color="FF0000"))))
    red = MarkedCell(1, 0, (("前", PLAIN), ("新", font)))
    whole = MarkedCell(1, 0, (("新", font),))
    cell = whole if font.underlined else red
    sheets = [MarkedSheet("一", True, (cell, *((part,) if font.underlined else ())))]
    assert any(c.cell == "A2" for c in read_marked(sheets).cells) is is_new


@pytest.mark.parametrize(
    ("font", "is_new"),
    [
        (Font(underlined=True), True),
        (Font(underlined=True, bold=True), False),
        (Font(underlined=True, size=14), False),
        (Font(color="FF0000"), False),
    ],
)
def test_a_whole_cell_alone_in_its_book(font: Font, is_new: bool) -> None:
    reading = read_marked([MarkedSheet("一", True, (MarkedCell(0, 0, (("文", font),)),))])
    assert [(c.old, c.new) for c in reading.cells] == ([("", "文")] if is_new else [])
    assert [u.reason for u in reading.left_out] == (
        [] if is_new else ["セル全体の飾りで、見出しとみなしました。"]
    )


@pytest.mark.parametrize(("shifted", "text"), [(True, "甲[-⏎乙-]"), (False, "甲⏎[-乙-]")])
def test_a_list_that_libreoffice_saved(shifted: bool, text: str) -> None:
    written = digest(marked("甲[-\n乙-]"))
    line = (
        f'{{"name":"","number":"","printed":true,"written":{{"{TEXT}":"{written}"}},'
        '"typed":{},"comments":{},"anchors":[]}'
    )
    sheets = [
        sheet_of("一覧", True, ("行の印", TEXT), ("a", "甲\n[-乙-]")),
        sheet_of("控え", False, ("a", line)),
    ]
    (cell,) = read_list(sheets, shifted=shifted).cells
    assert shown(cell.pieces).replace("\n", "⏎") == text


def test_an_underline_speaks_before_the_colour_beside_it() -> None:
    """In one cell with struck text, but not next to it: red alone marks nothing then."""
    both = Font(underlined=True, color="FF0000")
    sign = MarkedCell(0, 0, (("旧", STRUCK), ("間", PLAIN), ("新", both)))
    red = MarkedCell(1, 0, (("前", PLAIN), ("赤", Font(color="FF0000"))))
    reading = read_marked([MarkedSheet("一", True, (sign, red))])
    assert [(c.cell, c.old, c.new) for c in reading.cells] == [("A1", "旧間", "間新")]
    assert [(u.cell, u.text) for u in reading.left_out] == [("A2", "赤")]


def test_versions_hold_what_is_printed() -> None:
    found = Version(version().plan)
    assert (found.place_of("計画"), found.chapter_by_id) == (None, {})
    assert Pair.__dataclass_fields__["old_page"].default is OldPage.NOTHING
    assert revision_list([], None, HouseStyle()).rows == ()
