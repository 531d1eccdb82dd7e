"""One cell by the type of its field: only its kind counts, and words are what people saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.returned.cell_answer import Reading, answer_of, read_cell
from zushi_xl.workbook.cells import Cell, Scalar, Source


@pytest.fixture(scope="module")
def slot(masters: Masters) -> Slot:
    """A field of the division, whose type each test chooses."""
    slots = (s for page in Pages(masters.form, masters.plan).values() for s in page.slots)
    return next(s for s in slots if s.owner and s.field.type is FieldType.TEXT)


def read(
    masters: Masters, slot: Slot, kind: FieldType, value: Scalar, code: str | None = None
) -> Reading:
    typed = slot._replace(field=replace(slot.field, type=kind))
    text = value if isinstance(value, str) else str(value)
    return read_cell(masters.plan, typed, Cell(0, 0, value, text, number_format=code))


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (FieldType.DATE, "1,000円", None),
        (FieldType.DATE, 45491, None),
        (FieldType.DATE, "令和6年度", None),
        (FieldType.DATE, "3月31日", None),
        (FieldType.DATE, time(9, 30), "h:mm"),
        (FieldType.NUMBER, datetime(2024, 7, 1), "yyyy/m/d"),
        (FieldType.NUMBER, "令和6年7月1日", None),
        (FieldType.NUMBER, "30～40", None),
        (FieldType.NUMBER, 2024, '0"年度"'),
        (FieldType.MONEY, "30〜40", None),
        (FieldType.MONEY, "12件", None),
        (FieldType.MONEY, date(2024, 7, 1), "yyyy/m/d"),
    ],
)
def test_what_is_of_another_kind_is_no_answer(
    masters: Masters, slot: Slot, kind: FieldType, value: Scalar, code: str | None
) -> None:
    reading = read(masters, slot, kind, value, code)
    assert reading.refused
    assert reading.quantity is not None
    assert not reading.quantity.has_value


@pytest.mark.parametrize("code", ['#,##0"円"', '"¥"#,##0', '#,##0,"千円"', "[$¥-411]#,##0"])
def test_an_amount_is_no_number(masters: Masters, slot: Slot, code: str) -> None:
    assert read(masters, slot, FieldType.NUMBER, 1000, code).refused


@pytest.mark.parametrize(
    ("value", "code", "used"),
    [(1000, '#,##0"人"', "1000人"), (0.675, "0.0%", "67.5％"), (12.5, '0.0"時間"', "12.5時間")],
)
def test_a_unit_that_the_field_lacks_is_doubted(
    masters: Masters, slot: Slot, value: float, code: str, used: str
) -> None:
    reading = read(masters, slot, FieldType.NUMBER, value, code)
    assert reading.quantity is not None
    assert (reading.refused, reading.used, len(reading.quantity.conflicts)) == ("", used, 1)


@pytest.mark.parametrize(
    ("code", "day", "used", "doubts"),
    [
        ("yyyy/m/d", "2024-07-01", "2024-07-01", 0),
        ('[$-411]ggge"年"m"月"d"日"', "2024-07-01", "2024-07-01", 0),
        ('yyyy"年"m"月"', "2024-07", "2024年7月", 0),  # nobody typed the 1st
        ('m"月"d"日"', "2024-07-01", "2024-07-01", 1),  # the year is that of typing
        ('[$-411]ggge"年度"', None, "2024-07-01", 0),
    ],
)
def test_a_day_is_as_much_of_it_as_is_seen(
    masters: Masters, slot: Slot, code: str, day: str | None, used: str, doubts: int
) -> None:
    moment = datetime(2024, 7, 1)
    typed = slot._replace(field=replace(slot.field, type=FieldType.DATE))
    cell = Cell(0, 0, moment, "2024-07-01", number_format=code)
    reading = read_cell(masters.plan, typed, cell)
    assert reading.quantity is not None
    assert (reading.quantity.date, reading.used) == (day, used)
    assert (bool(reading.refused), len(reading.quantity.conflicts)) == (day is None, doubts)


@pytest.mark.parametrize("kind", [FieldType.NUMBER, FieldType.PROGRAM, FieldType.RATING])
def test_no_value_has_two_thousand_letters(masters: Masters, slot: Slot, kind: FieldType) -> None:
    reading = read(masters, slot, kind, "あ" * 2_001)
    assert (reading.refused, len(reading.used)) == ("値の欄には長すぎます", 2_000)
    assert read(masters, slot, kind, "あ" * 2_000).refused != "値の欄には長すぎます"
    assert read(masters, slot, FieldType.TEXT, "あ" * 32_767).used == "あ" * 32_767


def test_what_is_of_its_kind_is_read(masters: Masters, slot: Slot) -> None:
    dated = read(masters, slot, FieldType.DATE, datetime(2024, 7, 1), "yyyy/m/d")
    assert dated.quantity is not None
    assert (dated.refused, dated.quantity.date) == ("", "2024-07-01")
    amount = read(masters, slot, FieldType.NUMBER, "約30", None)
    assert amount.quantity is not None
    assert amount.quantity.value == Decimal(30)


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (3, '0"回開催"', "3回開催"),
        (0.667, "0.0%", "66.7%"),
        (datetime(2024, 3, 31), 'm"月"d"日"', "3月31日"),
        (datetime(2024, 7, 1), 'yyyy"年"m"月"', "2024年7月"),
        (0, '0"回"', "0回"),
        (5, None, "5"),
        (5, ";;;", "5"),
        ("会議", '"【"@"】実施"', "【会議】実施"),
        ("会議", "0;-0;;@", "会議"),
        ("会議", ";;;", "会議"),
        ("", '"【"@"】"', ""),
    ],
)
def test_a_field_for_words_holds_what_was_seen(
    masters: Masters, slot: Slot, value: Scalar, code: str | None, seen: str
) -> None:
    reading = read(masters, slot, FieldType.TEXT, value, code)
    assert reading.used == seen
    assert bool(reading.changes) is (seen != str(value))


def test_a_day_that_never_was_stays_as_excel_shows_it(masters: Masters, slot: Slot) -> None:
    cell = Cell(0, 0, 0, "1900/1/0", number_format="yyyy/m/d")
    assert read_cell(masters.plan, slot, cell).used == "1900/1/0"


def test_a_zero_that_a_link_left_stays_blank(masters: Masters, slot: Slot) -> None:
    assert read(masters, slot, FieldType.TEXT, 0).used == ""
    assert read(masters, slot, FieldType.TEXT, 0, '0;-0;"－"').used == ""


def test_the_next_form_is_refilled_with_what_was_seen(masters: Masters, slot: Slot) -> None:
    cell = Cell(0, 0, 3, "3", number_format='0"回開催"')
    answer = answer_of(masters.plan, slot, cell, Source("a.xlsx"))
    assert (answer.text, answer.used, answer.refill) == ("3", "3回開催", "3回開催")
