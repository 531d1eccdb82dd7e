"""What people wrote into an earlier document is in the next one."""

from __future__ import annotations

from dataclasses import replace

from tests.redline.shown import marked
from zushi_xl.redline.carried import Carried, carry
from zushi_xl.redline.carried_values import (
    EarlierDocument,
    Entry,
    FoundRow,
    Memory,
    digest,
)
from zushi_xl.redline.pieces import Pieces, kept
from zushi_xl.redline.recognised import recognised

PAGE, TEXT, ITEM = "ページ", "文", "改正項目"
KNOWN = (PAGE, TEXT, ITEM)


def entry(key: str, name: str = "", page: str = "", text: str = "文") -> Entry:
    return Entry(key, name, {PAGE: kept(page), TEXT: kept(text)})


def memory(name: str = "", page: str = "", text: str = "文") -> Memory:
    return Memory(
        name, written={PAGE: digest(kept(page)), TEXT: digest(kept(text))}, is_printed=True
    )


def row(key: str, **cells: str) -> FoundRow:
    return FoundRow(key, "1", {h: kept(t) for h, t in cells.items()})


def carried(entries: list[Entry], earlier: EarlierDocument) -> Carried:
    known = {r.key: Memory("") for r in earlier.rows if r.key} | dict(earlier.memory)
    return carry(entries, earlier, KNOWN, recognised(entries, known))


def texts(cells: object) -> dict[str, str]:
    assert isinstance(cells, dict)
    return {header: "".join(p.text for p in pieces) for header, pieces in cells.items()}


def test_typed_columns_stay_with_their_row() -> None:
    earlier = EarlierDocument(
        (row("a", 文="文", 改正項目="時点修正", 担当="甲"),),
        (PAGE, TEXT, ITEM, "担当"),
        {"a": memory()},
    )
    found = carried([entry("b"), entry("a")], earlier)
    assert texts(found.rows[0].cells) == {PAGE: "", TEXT: "文"}
    assert texts(found.rows[1].cells) == {PAGE: "", TEXT: "文", ITEM: "時点修正", "担当": "甲"}
    assert found.added == ("担当",)


def test_a_typed_page_stays_as_long_as_the_plan_says_the_same() -> None:
    earlier = EarlierDocument((row("a", ページ="28", 文="文"),), (PAGE,), {"a": memory()})
    same = carried([entry("a")], earlier)
    assert texts(same.rows[0].cells)[PAGE] == "28"
    assert same.rows[0].corrected == (PAGE,)
    other = carried([entry("a", page="30")], earlier)
    assert texts(other.rows[0].cells)[PAGE] == "30"
    assert [(c.header, c.typed) for c in other.conflicts] == [(PAGE, "28")]


def test_a_column_that_a_person_deleted_is_printed_again() -> None:
    """Neither a header nor a cell is there: nobody wrote anything."""
    earlier = EarlierDocument((row("a", 文="文"),), (TEXT,), {"a": memory(page="12")})
    found = carried([entry("a", page="12")], earlier)
    assert texts(found.rows[0].cells)[PAGE] == "12"
    assert (found.rows[0].corrected, found.conflicts) == ((), ())


def test_a_cell_without_a_header_is_there_all_the_same() -> None:
    earlier = EarlierDocument((row("a", ページ="28", 文="文"),), (TEXT,), {"a": memory()})
    found = carried([entry("a")], earlier)
    assert (texts(found.rows[0].cells)[PAGE], found.rows[0].corrected) == ("28", (PAGE,))


def test_a_cell_that_a_person_emptied_stays_empty() -> None:
    earlier = EarlierDocument((row("a", 文="文"),), (PAGE, TEXT), {"a": memory(page="12")})
    found = carried([entry("a", page="12")], earlier)
    assert (texts(found.rows[0].cells)[PAGE], found.rows[0].corrected) == ("", (PAGE,))
    other = carried([entry("a", page="13")], earlier)
    assert texts(other.rows[0].cells)[PAGE] == "13"
    assert [(c.header, c.typed, c.is_known) for c in other.conflicts] == [(PAGE, "", True)]


def test_a_cell_that_is_not_remembered_is_named_where_it_says_something_else() -> None:
    earlier = EarlierDocument((row("a", ページ="28", 文="文"),), (PAGE, TEXT))
    found = carried([entry("a", page="30")], earlier)
    assert [(c.number, c.header, c.typed, c.is_known) for c in found.conflicts] == [
        ("1", PAGE, "28", False)
    ]
    assert carried([entry("a", page="28")], earlier).conflicts == ()


def test_what_is_remembered_of_a_row() -> None:
    """Printed now; gone now, with what was typed; gone for longer."""
    earlier = EarlierDocument(
        (row("a", 文="文", 改正項目="甲"), row("b", 文="人の文", 改正項目="乙")),
        (TEXT, ITEM),
        {"a": memory("甲"), "b": memory("乙"), "c": memory("丙")},
    )
    found = carried([entry("a", "甲")], earlier)
    assert {key: m.is_printed for key, m in found.memory.items()} == {
        "a": True,
        "b": False,
        "c": False,
    }
    assert [(key, texts(m.typed)) for key, m in found.absent] == [
        ("b", {TEXT: "人の文", ITEM: "乙"})
    ]
    assert (found.memory["b"].number, found.memory["b"].name) == ("1", "乙")
    assert texts(found.memory["a"].typed) == {}


def test_the_page_that_the_plan_says_now_is_no_conflict() -> None:
    earlier = EarlierDocument((row("a", ページ="30", 文="文"),), (PAGE,), {"a": memory()})
    found = carried([entry("a", page="30")], earlier)
    assert (found.conflicts, found.rows[0].corrected) == ((), ())


def test_what_was_written_into_a_row_outlives_any_number_of_runs_without_it() -> None:
    earlier = EarlierDocument(
        (row("a", 文="文", 改正項目="時点修正"),), (ITEM,), {"a": memory("甲")}
    )
    for _ in range(3):
        found = carried([entry("b")], earlier)
        assert [key for key, _ in found.absent] == ["a"]
        earlier = EarlierDocument((row("b", 文="文"),), (TEXT,), found.memory)
    back = carried([entry("a", "甲")], earlier)
    assert texts(back.rows[0].cells)[ITEM] == "時点修正"
    assert back.restored == ()


def test_a_row_that_a_person_deleted_is_there_again_and_said() -> None:
    earlier = EarlierDocument((row("b", 文="文"),), (TEXT,), {"a": memory("甲"), "b": memory("乙")})
    assert carried([entry("a", "甲"), entry("b", "乙")], earlier).restored == ("甲",)


def test_rows_added_by_hand_stay_below_their_row() -> None:
    earlier = EarlierDocument(
        (row("", 文="一番上"), row("a", 文="文"), row("", 文="手で"), row("b", 文="文")),
        (TEXT,),
        {"a": memory(), "b": memory()},
    )
    found = carried([entry("a"), entry("c"), entry("b")], earlier)
    said = [texts(r.cells)[TEXT] for r in found.rows]
    assert said == ["一番上", "文", "手で", "文", "文"]
    assert [r.key for r in found.rows] == ["手書き/1", "a", "手書き/2", "c", "b"]


def again(found: Carried) -> EarlierDocument:
    """The next document as it is read back."""
    rows = (FoundRow(r.key, "1", r.cells, r.comments) for r in found.rows)
    return EarlierDocument(tuple(rows), (TEXT,), found.memory)


def order(found: Carried) -> str:
    return "".join(texts(r.cells)[TEXT] for r in found.rows)


def test_a_row_whose_row_is_missing_waits_below_the_one_above_and_goes_back() -> None:
    """手 belongs below 乙; 乙 is gone for two runs, 甲 above it in the second of them."""
    one, two, three = (entry(key, text=key) for key in "甲乙丙")
    rows = (row("甲", 文="甲"), row("乙", 文="乙"), row("", 文="手"), row("丙", 文="丙"))
    names = {key: memory(f"{key}の事業", text=key) for key in "甲乙丙"}
    found = carried([one, two, three], EarlierDocument(rows, (TEXT,), names))
    assert (order(found), found.displaced) == ("甲乙手丙", ())
    found = carried([one, three], again(found))
    assert order(found) == "甲手丙"
    assert [(d.text, d.missing) for d in found.displaced] == [("手", "乙")]
    found = carried([three], again(found))
    assert order(found) == "手丙"
    found = carried([one, three], again(found))
    assert order(found) == "甲手丙"
    found = carried([one, two, three], again(found))
    assert (order(found), found.displaced) == ("甲乙手丙", ())


def test_a_row_that_a_person_moved_meanwhile_stays_where_it_was_put() -> None:
    one, two, three = (entry(key, text=key) for key in "甲乙丙")
    rows = (row("甲", 文="甲"), row("乙", 文="乙"), row("", 文="手"), row("丙", 文="丙"))
    names = {key: memory(key, text=key) for key in "甲乙丙"}
    found = carried([one, three], EarlierDocument(rows, (TEXT,), names))
    moved = again(found)
    moved = replace(moved, rows=(moved.rows[0], moved.rows[2], moved.rows[1]))
    assert order(carried([one, two, three], moved)) == "甲乙丙手"


def test_several_rows_of_people_keep_their_order() -> None:
    one, two = entry("甲", text="甲"), entry("乙", text="乙")
    rows = (row("甲", 文="甲"), row("", 文="上"), row("乙", 文="乙"), row("", 文="下"))
    names = {key: memory(key, text=key) for key in "甲乙"}
    found = carried([one], EarlierDocument(rows, (TEXT,), names))
    assert order(found) == "甲上下"
    assert order(carried([one, two], again(found))) == "甲上乙下"


def test_new_rows_are_known_again_by_name_when_the_draft_is_renumbered() -> None:
    earlier = EarlierDocument(
        (row("取り組み/新1-⑦", 文="文", 改正項目="甲の項目"),),
        (ITEM,),
        {"取り組み/新1-⑦": memory("地域共生社会の実現")},
    )
    entries = [
        entry("取り組み/新1-⑦", "花壇の手入れ"),
        entry("取り組み/新1-⑧", "地域共生社会の実現"),
    ]
    found = carried(entries, earlier)
    assert [texts(r.cells).get(ITEM) for r in found.rows] == [None, "甲の項目"]


def test_a_draft_that_was_renamed_a_little_is_known_again() -> None:
    entries = [entry("取り組み/新1-⑧", "地域共生社会づくりの実現")]
    known = {"取り組み/新1-⑦": Memory("地域共生社会の実現")}
    assert recognised(entries, known) == {"取り組み/新1-⑧": "取り組み/新1-⑦"}


def test_the_key_of_something_that_is_gone_may_be_used_again() -> None:
    """⑦ was 甲, which is gone; ⑦ is now 乙: what was written into 甲 is not lost, nor in 乙."""
    earlier = EarlierDocument(
        (row("取り組み/新1-⑦", 文="文", 改正項目="甲の項目"),),
        (ITEM,),
        {"取り組み/新1-⑦": memory("甲の事業の推進")},
    )
    found = carried([entry("取り組み/新1-⑦", "別のことがら")], earlier)
    assert ITEM not in texts(found.rows[0].cells)
    assert len(found.memory) == 2
    ((_, lost),) = found.absent
    assert texts(lost.typed)[ITEM] == "甲の項目"


def test_a_list_without_memory_gives_what_was_typed() -> None:
    """As made by an older version: own cells cannot be told from typed ones, the rest can."""
    earlier = EarlierDocument((row("a", ページ="9", 文="文", 改正項目="甲"),), (ITEM,))
    found = carried([entry("a", page="10")], earlier)
    assert texts(found.rows[0].cells) == {PAGE: "10", TEXT: "文", ITEM: "甲"}


def test_marks_that_a_program_dropped_are_no_correction() -> None:
    own = Entry("a", "", {TEXT: marked("歩[-道-]{+路+}")})
    earlier = EarlierDocument(
        (row("a", 文="歩道路"),),
        (TEXT,),
        {"a": Memory("", written={TEXT: digest(own.cells[TEXT])})},
    )
    found = carried([own], earlier)
    assert found.rows[0].corrected == ()
    assert found.rows[0].cells[TEXT] == own.cells[TEXT]


def test_digests_see_marks() -> None:
    pieces: Pieces = kept("文")
    assert digest(pieces) == digest(kept("文")) != digest(kept("別"))
