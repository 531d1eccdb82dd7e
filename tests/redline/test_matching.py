"""Which item of the new plan is which of the old: each step, and both sides of each bound.

Likeness is the share of pairs of neighbouring characters: ABC and ABD have AB of AB, BC and AB,
BD in common, 2 of 4 or 0.5.
"""

from __future__ import annotations

import pytest

from zushi_xl.redline.matching import Item, Match, closeness, match_items, may_match


def test_every_item_of_both_is_there_once() -> None:
    old, new = [Item("1-1", "甲"), Item("1-2", "乙")], [Item("1-1", "甲"), Item("1-3", "丙")]
    assert match_items(old, new) == (
        Match("1-1", "1-1", "名称", 1.0),
        Match("", "1-3", "", 1.0),
        Match("1-2", "", "", 1.0),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # 1: the same ID outweighs names and codes; two IDs are two things
        (Item("1", "甲乙", id="A"), Item("2", "丙丁", id="A"), ("ID", 1.0)),
        (Item("1", "甲乙", id="A"), Item("1", "甲乙", id="B"), None),
        (Item("1", "甲乙", id="A"), Item("1", "甲乙"), ("名称", 1.0)),
        # 2, 4: the same name, widths apart, in the same place or anywhere
        (Item("1", "ICT推進"), Item("2", "ＩＣＴ推進"), ("名称", 1.0)),
        (Item("1", "甲乙", parent="1"), Item("2", "甲乙", parent="2"), ("名称", 1.0)),
        # 3: the same code and half of the name or of the text
        (Item("1", "ABC"), Item("1", "ABD"), ("コード", 0.5)),
        (Item("1", "ABC", "あいう"), Item("1", "XYZ", "あいえ"), ("コード", 0.5)),
        # 5: elsewhere, 0.6 of it: AB, BC, CD of five pairs each
        (Item("1", "ABCDEF"), Item("2", "ABCDXY"), ("類似", 0.6)),
        (Item("1", "ABCDEF"), Item("2", "ABCWXY"), None),
        # 6: the same code and 0.3 of it (3 of 10 pairs), or the same programme
        (Item("1", "ABCDEFGHIJK"), Item("1", "ABCDQRSTUVW"), ("コード", 0.3)),
        (Item("1", "ABCDEFGHIJK"), Item("1", "ABCPQRSTUVW"), None),
        (
            Item("1", "甲乙", program="道路事業"),
            Item("1", "丙丁", program="道路事業"),
            ("コード", 0.0),
        ),
        (Item("1", "甲乙", program="道路事業"), Item("1", "丙丁", program="公園事業"), None),
        (Item("1", "甲乙"), Item("1", "丙丁"), None),
        # a code counts within its place above, and by its own number there
        (
            Item("1-1", "ABC", parent="2", own="1"),
            Item("2-①", "ABD", parent="2", own="①"),
            ("コード", 0.5),
        ),
        (Item("1-1", "ABC", parent="1", own="1"), Item("1-1", "ABD", parent="2", own="1"), None),
        # the number within a code that is numbered through the plan says nothing of its place
        (
            Item("1-0086", "ABC", parent="1", own="0086"),
            Item("0086", "ABD", is_through=True),
            None,
        ),
        (
            Item("0086", "ABC", parent="1", is_through=True),
            Item("0086", "ABD", parent="2", is_through=True),
            ("コード", 0.5),
        ),
        # a text that only one has says nothing
        (Item("1", "甲乙", "文章です"), Item("1", "丙丁"), None),
    ],
)
def test_two_items_are_one(old: Item, new: Item, expected: tuple[str, float] | None) -> None:
    found = match_items([old], [new])
    if expected is None:
        assert found == (Match("", new.code), Match(old.code, ""))
    else:
        assert found == (Match(old.code, new.code, *expected),)


def test_sections_with_one_code_are_one_whatever_they_say() -> None:
    old, new = [Item("1", "甲乙")], [Item("1", "丙丁")]
    assert match_items(old, new, by_code=True) == (Match("1", "1", "コード", 0.0),)
    other = [Item("1", "丙丁", id="B")]
    assert len(match_items([Item("1", "甲乙", id="A")], other, by_code=True)) == 2


def test_a_name_that_two_have_settles_nothing() -> None:
    old = [Item("1", "相談"), Item("2", "相談")]
    new = [Item("3", "相談", parent="9"), Item("4", "窓口の開設")]
    assert {m.how for m in match_items(old, new)} == {"類似", ""}


def test_the_name_in_the_same_place_goes_before_the_name_elsewhere() -> None:
    old = [Item("1-1", "相談", parent="1"), Item("2-1", "相談", parent="2")]
    new = [Item("2-2", "相談", parent="2"), Item("1-2", "相談", parent="1")]
    assert match_items(old, new) == (
        Match("1-1", "1-2", "名称"),
        Match("2-1", "2-2", "名称"),
    )


def test_half_of_a_name_under_the_code_goes_before_the_name_elsewhere() -> None:
    old = [Item("1-1", "ABC", parent="1")]
    new = [Item("1-1", "ABD", parent="1"), Item("2-1", "ABC", parent="2")]
    assert match_items(old, new) == (Match("1-1", "1-1", "コード", 0.5), Match("", "2-1"))
    new = [Item("1-1", "ABDE", parent="1"), Item("2-1", "ABC", parent="2")]  # 2 of 5
    assert match_items(old, new) == (Match("1-1", "2-1", "名称"), Match("", "1-1"))


def test_the_most_alike_pair_goes_first() -> None:
    old = [Item("1", "ABCDEFG"), Item("2", "ABCDEXY")]
    new = [Item("3", "ABCDEXZ")]
    assert match_items(old, new)[0] == Match("2", "3", "類似", 10 / 12)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Item("1", "ABC"), Item("1", "ABD"), 0.5),
        (Item("1", "ABC", "あいう"), Item("1", "ABD", "あいう"), 1.0),
        (Item("1", "ABC", "あいう"), Item("1", "ABC", "かきく"), 1.0),
        (Item("1", "ABC", "あいう"), Item("1", "XYZ", ""), 0.0),
        (Item("1", "ABC"), Item("1", "XYZ"), 0.0),
    ],
)
def test_the_name_or_the_text_whichever_is_nearer(old: Item, new: Item, expected: float) -> None:
    assert closeness(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [("", "", True), ("A", "", True), ("", "A", True), ("A", "A", True), ("A", "B", False)],
)
def test_two_ids_are_two_things(old: str, new: str, may: bool) -> None:
    assert may_match(Item("1", "甲", id=old), Item("1", "甲", id=new)) is may


def test_a_near_one_is_found_though_another_has_the_rarest_pair() -> None:
    old, new = [Item("1", "ABCDEFGH")], [Item("2", "ABXYZW"), Item("3", "BCDEFGH")]
    assert match_items(old, new)[0] == Match("1", "3", "類似", 12 / 13)


@pytest.mark.parametrize("count", [59, 60, 61])
def test_a_name_that_very_many_have_still_finds_one_of_them(count: int) -> None:
    old = [Item("1", "相談窓口"), Item("2", "相談窓口")]
    new = [Item(str(n), "相談窓口") for n in range(100, 100 + count)]
    assert [m.how for m in match_items(old, new)].count("類似") == 2
