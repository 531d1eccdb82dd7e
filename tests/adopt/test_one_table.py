"""Sheets that are one table to fill in: columns in the colours of their headings, columns of the
office, lines of headings with nothing drawn below them.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import drafted, new_form, put
from zushi_xl.adopt.model import Draft

GREY, GREEN, YELLOW = "D0CECE", "B6D7A8", "FFE599"


def _line(sheet: Worksheet, row: int, *texts: object, fills: tuple[str, ...] = ()) -> None:
    for number, text in enumerate(texts):
        fill = fills[number] if fills else ""
        put(sheet, f"{'ABCDEFGHIJ'[number]}{row}", text, fill=fill)


def _labels(draft: Draft) -> list[str]:
    return [field.label for field in draft.fields]


def _table(sheet: Worksheet, *heads: str, fills: tuple[str, ...] = ()) -> None:
    """A drawn table of eight rows, each column in one colour."""
    _line(sheet, 3, *heads, fills=fills)
    below = tuple("" if fill == GREY else fill for fill in fills)
    for row in range(4, 12):
        _line(sheet, row, *[None] * len(heads), fills=below)


def test_columns_in_the_colour_of_their_heading_say_nothing_of_where_to_write(
    tmp_path: Path,
) -> None:
    book, sheet = new_form()
    fills = (GREY, GREY, GREEN, GREEN, YELLOW, YELLOW)
    heads = ("品名", "型番", "申請者の型番", "用途", "更新後の型番", "更新日")
    _table(sheet, *heads, fills=fills)
    draft = drafted(book, tmp_path)
    assert _labels(draft) == list(heads)
    assert all(field.repeat and field.repeat.count == 8 for field in draft.fields)


def test_a_colour_that_no_heading_has_says_where_to_write(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 3, "品名", "型番", "数量", "審査の結果", fills=(GREY,) * 4)
    for row in range(4, 12):
        _line(sheet, row, None, None, None, None, fills=(YELLOW, YELLOW, YELLOW, ""))
    assert _labels(drafted(book, tmp_path)) == ["品名", "型番", "数量"]


@pytest.mark.parametrize(
    ("mark", "legend", "labels"),
    [
        ("＊＊", "＊＊ To be filled in by our laboratory staff", ["品名", "＊数量"]),
        ("★", "★印は審査会が記入します。", ["品名", "＊数量"]),
        ("☆", "☆の列：担当課で記入", ["品名", "＊数量"]),
        (
            "＊＊",
            "＊＊ To be filled in by all applicants",
            ["品名", "＊数量", "＊＊結果", "＊＊日付"],
        ),
        ("★", "★印は必ず記入してください。", ["品名", "＊数量", "★結果", "★日付"]),
    ],
)
def test_marks_that_a_legend_gives_to_the_office(
    tmp_path: Path, mark: str, legend: str, labels: list[str]
) -> None:
    book, sheet = new_form()
    _table(sheet, "品名", "＊数量", f"{mark}結果", f"{mark}日付", fills=(GREY,) * 4)
    put(sheet, "C13", legend, border=None)
    found = _labels(drafted(book, tmp_path))
    assert [label.replace("*", "＊") for label in found] == labels


@pytest.mark.parametrize(
    ("head", "asked"),
    [("Bureau Use Only: Result", False), ("For Use Only in Winter", True), ("Use", True)],
)
def test_what_only_the_office_uses(tmp_path: Path, head: str, asked: bool) -> None:
    book, sheet = new_form()
    _table(sheet, "品名", "数量", head, fills=(GREY,) * 3)
    assert (len(drafted(book, tmp_path).fields) == 3) is asked
