"""Columns of two masters: which are one under two names, what a column without a name is called."""

from __future__ import annotations

import pytest

from tests.redline.plans import version
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.grids import TypedGrid
from zushi_xl.redline.renamed_columns import renamed_columns

EMPTY: Version = version()
LIKE = {"甲": "歩道を広げる", "乙": "公園を直す", "丙": "図書を貸す", "丁": "窓口を開く"}
OTHER = {"甲": "ＡＢ", "乙": "ＣＤ", "丙": "ＥＦ", "丁": "ＧＨ"}


def grid(*columns: tuple[str, str]) -> TypedGrid:
    """Lines 甲 to 丁; of each column its header and the lines that say the same in all grids."""
    heads = {0: "コード", **{c: header for c, (header, _) in enumerate(columns, 1)}}
    lines = {0: heads}
    for line, name in enumerate(LIKE, 1):
        texts = {
            c: (LIKE if name in same else OTHER)[name] for c, (_, same) in enumerate(columns, 1)
        }
        lines[line] = {0: name, **texts}
    return TypedGrid("調べ", lines)


def renamed(old: TypedGrid, new: TypedGrid) -> list[tuple[str, str]]:
    found = renamed_columns(EMPTY, EMPTY, ({"調べ": old}, {"調べ": new}))
    return [(each.old, each.new) for each in found]


@pytest.mark.parametrize(
    ("same", "is_one"),
    [("甲乙丙丁", True), ("甲乙丙", True), ("甲乙", True), ("甲", False), ("", False)],
)
def test_columns_of_which_half_says_the_same_are_one(same: str, is_one: bool) -> None:
    found = renamed(grid(("現況", "甲乙丙丁")), grid(("課題", same)))
    assert found == ([("現況", "課題")] if is_one else [])


@pytest.mark.parametrize(("first", "second"), [("甲乙", "甲乙丙"), ("甲乙丙", "甲乙")])
def test_the_column_that_is_most_alike_is_the_renamed_one(first: str, second: str) -> None:
    found = renamed(grid(("現況", "甲乙丙丁")), grid(("課題", first), ("様子", second)))
    assert found == [("現況", "課題" if len(first) > len(second) else "様子")]


def test_a_column_without_a_header_is_called_after_its_letters() -> None:
    lines = {0: {0: "コード", 1: " "}, 1: {0: "1", 1: "甲", 26: "乙"}}
    assert TypedGrid("調べ", lines).headers == {0: "コード", 1: "B列", 26: "AA列"}
