"""A marked text in parts that fit."""

from __future__ import annotations

import pytest

from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, kept
from zushi_xl.redline.row_parts import split_pieces


def texts(pieces: Pieces, most: int) -> list[str]:
    parts = split_pieces(pieces, lambda part: sum(len(t) for _, t in part) <= most)
    return ["".join(text for _, text in part) for part in parts]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("甲乙丙", 3, ["甲乙丙"]),
        ("甲乙丙", 2, ["甲乙", "丙"]),
        ("甲乙丙", 1, ["甲", "乙", "丙"]),
        ("甲乙", 0, ["甲", "乙"]),  # a single character always passes
        ("甲。乙、丙\n丁", 6, ["甲。乙、丙\n", "丁"]),  # a line end before 。 before 、
        ("甲乙丙。丁、戊己", 7, ["甲乙丙。", "丁、戊己"]),
        ("甲。乙丙丁戊己", 6, ["甲。乙丙丁戊", "己"]),  # a cut in the first half is none
        ("甲乙。丙丁戊己", 5, ["甲乙。", "丙丁戊己"]),
        ("", 3, []),
    ],
)
def test_parts_are_cut_where_a_person_would(text: str, most: int, expected: list[str]) -> None:
    assert texts(kept(text), most) == expected


@pytest.mark.parametrize(("length", "count"), [(32_767, 1), (32_768, 2)])
def test_a_cell_of_excel_holds_no_more(length: int, count: int) -> None:
    assert len(texts(kept("文" * length), 99_999)) == count
    wide = kept("𠮷" * (length // 2) + "文" * (length % 2))  # two units each
    assert len(texts(wide, 99_999)) == count


@pytest.mark.parametrize(("runs", "count"), [(1_000, 1), (1_001, 2)])
def test_a_cell_has_no_more_runs(runs: int, count: int) -> None:
    marks = (Mark.KEPT, Mark.ADDED)
    pieces = tuple(MarkedPiece(marks[n % 2], "文") for n in range(runs))
    assert len(texts(pieces, 99_999)) == count


@pytest.mark.parametrize("most", range(1, 12))
def test_a_part_is_as_large_as_fits(most: int) -> None:
    text = "甲乙丙丁戊己庚辛壬癸子"
    assert texts(kept(text), most) == [text[i : i + most] for i in range(0, 11, most)]
