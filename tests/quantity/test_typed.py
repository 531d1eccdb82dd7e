"""Typed cell values, number formats and what the field knows."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest

from zushi_xl.quantity import (
    Context,
    canonical_unit,
    dump_quantity,
    read_quantity,
    read_value,
)

NUMBERS = [
    (0.667, Context(number_format="0.0%"), "66.7", "％"),
    (0.675, Context("％", number_format="0.0%"), "67.5", "％"),
    (66.7, Context("％"), "66.7", "％"),
    (2289233, Context("千円", number_format='#,##0,"千円"'), "2289233", "円"),
    (2289, Context("千円"), "2289000", "円"),
    (1030, Context("人", number_format="#,##0"), "1030", "人"),
    (-0.4, Context(number_format='0.0;"▲"0.0'), "-0.4", None),
    (-5, Context(number_format="#,##0_);(#,##0)"), "-5", None),
    (1030, Context(number_format="¥#,##0;¥-#,##0"), "1030", "円"),
    (34, Context(number_format='"約"#,##0"人"'), "34", "人"),
    (64.0, Context("人"), "64", "人"),
    (0.1 + 0.2, Context(), "0.3", None),
    (Decimal("2.50"), Context(), "2.5", None),
]


@pytest.mark.parametrize(("stored", "context", "value", "unit"), NUMBERS)
def test_numbers_with_their_format(
    stored: float, context: Context, value: str, unit: str | None
) -> None:
    got = read_value(stored, context)
    assert (got.value, got.unit) == (Decimal(value), unit)
    assert not got.is_refused


def test_a_format_may_hold_a_qualifier_or_an_era() -> None:
    assert read_value(34, Context(number_format='"約"#,##0"人"')).qualifier == "about"
    assert read_value(500, Context(number_format='0"団体以上"')).low == 500
    assert read_value(0.675, Context(number_format="(0.0%)")).planned
    assert read_value(6, Context(number_format='"令和"0"年度"')).fiscal_years == (2024,)


def test_a_bare_rate_is_never_multiplied_silently() -> None:
    got = read_value(0.3498, Context("％"))
    assert got.value == Decimal("0.3498")
    assert got.conflicts


def test_a_negative_where_brackets_were_typed_is_reported() -> None:
    assert read_value(-0.675, Context("％", number_format="0.0%")).conflicts
    assert not read_value(-0.675, Context("％", number_format='0.0%;"▲"0.0%')).conflicts


def test_a_dash_shown_for_zero_is_reported() -> None:
    got = read_value(0, Context(number_format='0;-0;"－"'))
    assert got.value == 0
    assert got.conflicts


@pytest.mark.parametrize("stored", [float("nan"), float("inf"), 1e20, True, False])
def test_what_is_no_number_is_refused(stored: float) -> None:
    got = read_value(stored)
    assert got.is_refused
    assert got.reason


def test_dates_in_a_value_column_are_refused() -> None:
    day = datetime.date(2024, 1, 2)
    assert read_value(day, Context("％")).is_refused
    assert read_value(datetime.datetime(2024, 1, 2, 3, 4)).date == "2024-01-02"
    assert read_value(45383, Context(number_format="yyyy/m/d")).is_refused


def test_a_small_number_in_a_format_for_dates_is_no_day() -> None:
    """7 in a cell of 「m月」 is stored as 1900-01-07 and seen as 1月."""
    got = read_value(datetime.date(1900, 1, 7), Context(kind="date"))
    assert (got.is_refused, got.date) == (True, None)
    assert "1900年" in (got.reason or "")
    zero_of_ods = datetime.date(1899, 12, 30)
    assert read_value(zero_of_ods, Context(kind="date")).is_refused
    assert read_value(datetime.date(1901, 1, 1), Context(kind="date")).date == "1901-01-01"


def test_empty_cells_and_text_cells() -> None:
    assert read_value(None).missing_reason == "blank"
    assert read_value("66.7％").value == Decimal("66.7")


def test_the_text_wins_over_the_field() -> None:
    got = read_quantity("2,289,233円", Context("千円"))
    assert (got.value, got.conflicts) == (2289233, ())
    got = read_quantity("66.7％", Context("人"))
    assert (got.unit, len(got.conflicts)) == ("％", 1)
    assert read_quantity("120名", Context("人")).conflicts == ()


def test_the_field_settles_what_the_text_leaves_open() -> None:
    assert read_quantity("2,289", Context("千円")).value == 2289000
    assert read_quantity("（5）").is_refused
    assert read_quantity("（5）", Context("件")).planned
    assert read_quantity("65歳以上").is_refused
    assert read_quantity("65歳以上", Context("歳")).low == 65
    assert read_quantity("3位").value is None
    assert read_quantity("3位", Context("位")).value == 3


@pytest.mark.parametrize(
    ("text", "year"),
    [("6", 2024), ("2024", 2024), ("6年度", 2024), ("令和６", 2024), ("H30", 2018)],
)
def test_year_fields(text: str, year: int) -> None:
    assert read_quantity(text, Context(kind="year")).value == year


def test_a_year_field_refuses_a_number_that_is_no_year() -> None:
    assert read_quantity("31", Context(kind="year")).is_refused


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("%", "％"),
        ("ヶ所", "か所"),
        ("箇所", "か所"),
        ("m2", "㎡"),
        ("㏊", "ha"),
        ("ｋ㎡", "k㎡"),
        ("千円", "千円"),
    ],
)
def test_units_have_one_spelling(typed: str, canonical: str) -> None:
    assert canonical_unit(typed) == canonical


def test_json_numbers_are_exact() -> None:
    line = dump_quantity(read_quantity("88,984.883百万円～99,999,999.123456789百万円"))
    assert '"low": 88984883000,' in line
    assert '"high": 99999999123456.789,' in line
    assert json.loads(dump_quantity(read_quantity("0.1％")))["value"] == 0.1
