"""The sheet 控え: what it holds, what is read from it, and that lists made before stay readable."""

from __future__ import annotations

import pytest

from tests.redline.shown import marked
from zushi_xl.redline.carried import Carried, carry
from zushi_xl.redline.carried_values import EarlierDocument, Entry, FoundRow, digest
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.house_style import HouseStyle
from zushi_xl.redline.listed import PAGE_NEW, PLACE, heads_of, revision_list
from zushi_xl.redline.marked_cells import Font, MarkedCell, MarkedSheet
from zushi_xl.redline.memory import memory_lines
from zushi_xl.redline.own_lists import remembered_rows
from zushi_xl.redline.pieces import Mark, kept

LINE = (
    '{"name":"甲","number":"3","printed":true,"written":{},"typed":{},"comments":{},"anchors":[]}'
)


def test_a_list_made_before_is_known_again() -> None:
    """The digests stand in lists that people have: printf 'kept:文' | b2sum -l 64, and of 文."""
    assert digest(kept("文")) == "f3666f9490bcb800-6e2487b73fa146b3"


def carried() -> Carried:
    return carry([Entry("取り組み/甲", "名", {})], EarlierDocument(), (), {})


def test_a_person_can_look_up_what_the_sheet_remembers() -> None:
    lines = list(memory_lines(carried(), {"場所": "柱・施策"}, {"FF0000": Mark.REMOVED}))
    assert lines == [
        ("見出し", '{"場所": "柱・施策"}'),
        ("印の色", '{"FF0000": "removed"}'),
        (
            "取り組み/甲",
            '{"name":"名","number":"","printed":true,"written":{},"typed":{},'
            '"comments":{},"anchors":[]}',
        ),
    ]


@pytest.mark.parametrize(
    ("name", "visible", "keys"),
    [
        ("控え", False, ["取り組み/甲"]),
        ("控え", True, []),  # a sheet of that name that a person made
        ("覚え", False, []),
        ("覚え", True, []),
    ],
)
def test_only_the_hidden_sheet_of_that_name_remembers(
    name: str, visible: bool, keys: list[str]
) -> None:
    cells = tuple(MarkedCell(0, c, ((t, Font()),)) for c, t in enumerate(("取り組み/甲", LINE)))
    assert list(remembered_rows([MarkedSheet(name, visible, cells)])) == keys


ROWS = [Revision(f"取り組み/{key}", ("第１節",), "1", "2", marked("甲{+乙+}")) for key in "甲乙丙"]
EARLIER = EarlierDocument((FoundRow("取り組み/甲", "7"),), ())


@pytest.mark.parametrize(
    ("earlier", "keep", "numbers"),
    [
        (None, False, ["1", "2", "3"]),
        (None, True, ["1", "2", "3"]),  # a first list has no number to keep
        (EARLIER, False, ["1", "2", "3"]),
        (EARLIER, True, ["7", "7の2", "7の3"]),
    ],
)
def test_numbers_stay_where_there_are_some_and_somebody_asks(
    earlier: EarlierDocument | None, keep: bool, numbers: list[str]
) -> None:
    found = revision_list(ROWS, earlier, HouseStyle(), keep_numbers=keep)
    assert [row.number for row in found.rows] == numbers


def test_the_column_of_places_is_called_as_the_levels_are() -> None:
    assert heads_of("柱・施策")[PLACE] == "柱・施策"
    assert heads_of("")[PLACE] == "場所"
    assert heads_of("")[PAGE_NEW] == "改定案の\nページ"
