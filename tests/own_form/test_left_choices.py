"""Choices that the form has in its cells already (例示)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests.adopt.forms import choose, new_form, put
from tests.own_form.forms import filled, gathered, masters_in, texts


def _form(printed: str, entries: str) -> Workbook:
    """氏名, and an era that stands there already."""
    book, sheet = new_form()
    put(sheet, "A3", "氏名")
    put(sheet, "B3")
    put(sheet, "A4", "建築の年号")
    put(sheet, "B4", printed)
    choose(sheet, "B4", f'"{entries}"')
    return book


@pytest.mark.parametrize(
    ("printed", "typed", "read"),
    [
        ("昭和", {"B3": "山田"}, {"氏名": "山田", "建築の年号": "昭和"}),
        ("昭和", {"B3": "山田", "B4": "平成"}, {"氏名": "山田", "建築の年号": "平成"}),
        ("昭和", {"B3": "山田", "B4": None}, {"氏名": "山田"}),  # taken out
        ("選択してください", {"B3": "山田"}, {"氏名": "山田"}),
        ("－", {"B3": "山田"}, {"氏名": "山田"}),
        ("昭和", {}, {}),  # a copy that nobody wrote in
    ],
)
def test_a_choice_that_was_left_is_an_answer(
    tmp_path: Path, printed: str, typed: dict[str, object], read: dict[str, str]
) -> None:
    masters = masters_in(tmp_path, _form(printed, f"{printed},平成,令和"))
    filled(masters, tmp_path, typed)
    assert texts(gathered(masters, tmp_path)) == read


def test_a_copy_with_nothing_but_what_the_form_has_is_not_filled(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, _form("昭和", "昭和,平成"))
    filled(masters, tmp_path, {})
    found = gathered(masters, tmp_path)
    assert not list(found.answers())
