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
