"""A field of one's own form takes its kind only, as those of the city's form do."""

from __future__ import annotations

from datetime import datetime

import pytest

from zushi_xl.adopt.own_form.answers import Read, read_answer
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.workbook.cells import Area, Cell, Scalar, Source


def read(kind: str, value: Scalar, code: str | None = None, unit: str = "") -> Read:
    place = Area(0, 0, 0, 0)
    field = OwnField("a", "利用者", kind, "回答票", place, (place,), Source("様式定義.xlsx"), unit)
    text = value if isinstance(value, str) else str(value)
    return read_answer(field, Cell(0, 0, value, text, number_format=code))


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("数値", "1,000円", None),
        ("数値", 1000, '#,##0"円"'),
        ("数値", "令和6年度", None),
        ("数値", datetime(2024, 7, 1), "yyyy/m/d"),
        ("数値", "30～40", None),
        ("金額", "30～40", None),
        ("金額", "12人", None),
        ("日付", "1,000円", None),
        ("日付", "令和6年度", None),
        ("日付", 45491, None),
    ],
)
def test_another_kind_is_refused(kind: str, value: Scalar, code: str | None) -> None:
    assert read(kind, value, code).refused


@pytest.mark.parametrize(
    ("value", "unit", "doubts"),
    [
        ("1,000人", "", 1),
        ("1,000人", "人", 0),
        ("1,000人", "件", 1),
        ("67.5％", "", 1),
        ("約30", "", 0),
    ],
)
def test_a_unit_that_the_field_lacks_is_doubted(value: str, unit: str, doubts: int) -> None:
    quantity = read("数値", value, unit=unit).quantity
    assert quantity is not None
    assert len(quantity.conflicts) == doubts


NUMBERED = (("1", "焼却"), ("2", "溶解"), ("3", "裁断"))


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("溶解", "溶解"),
        ("２", "溶解"),
        ("②", "溶解"),
        ("2 溶解", "溶解"),
        ("２．溶解", "溶解"),
        ("１、３", "焼却、裁断"),
    ],
)
def test_the_number_of_a_printed_entry_is_that_entry(text: str, used: str) -> None:
    """The form prints １ 焼却　２ 溶解　３ 裁断."""
    assert chosen(text).used == used
    assert not chosen(text).refused


@pytest.mark.parametrize("text", ["４", "１ 溶解", "１、４", "もやす"])
def test_a_number_that_the_form_does_not_print_so_is_refused(text: str) -> None:
    assert chosen(text).refused


def chosen(text: str) -> Read:
    place = Area(0, 0, 0, 0)
    choices = tuple(entry for _, entry in NUMBERED)
    field = OwnField(
        "a", "方法", "選択", "回答票", place, (place,), Source("様式定義.xlsx"),
        choices=choices, numbers=NUMBERED,
    )  # fmt: skip
    return read_answer(field, Cell(0, 0, text, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（　　）　講座に参加します。", Read("")),
        ("（　）　講座に参加します。", Read("")),
        ("（○）　講座に参加します。", Read("講座に参加します")),
        ("（ レ ）講座に参加します。", Read("講座に参加します")),
        ("[x] 講座に参加します。", Read("講座に参加します")),
        (
            "（　）　講座に夫と参加します。",
            Read("（　）　講座に夫と参加します。", refused="かっこに印がありません"),
        ),
        (
            "（×）　講座に参加します。",
            Read("（×）　講座に参加します。", refused="かっこの中が、印か決められません"),
        ),
        (
            "（２名）　講座に参加します。",
            Read("（２名）　講座に参加します。", refused="かっこの中が、印か決められません"),
        ),
    ],
)
def test_a_bracket_before_a_text_is_marked(text: str, expected: Read) -> None:
    place = Area(0, 0, 0, 0)
    source = Source("様式定義.xlsx")
    field = OwnField("a", "講座に参加します", "はい・いいえ", "回答票", place, (place,), source)
    printed = "（　　）　講座に参加します。"
    assert read_answer(field, Cell(0, 0, text, text), printed)._replace(changes=()) == expected
