"""Fractions, sections of formats, units of fields, causes: each kind with its borders, by hand."""

from __future__ import annotations

import pytest

from zushi_xl.quantity import Context, format_quantity, read_quantity
from zushi_xl.quantity.excel_format import show_value
from zushi_xl.quantity.excel_sections import read_format


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("4分の3", "4分の3"),
        ("1と4分の3", "1と4分の3"),
        ("▲3分の1", "-3分の1"),
        ("3割5分", "35％"),
        ("三割五分", "35％"),
    ],
)
def test_fractions_in_normal_form(text: str, normal: str) -> None:
    assert format_quantity(read_quantity(text)) == normal


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (1.75, "# ?/?", "1 3/4"),
        (0.75, "# ?/?", "3/4"),
        (2, "# ?/?", "2"),
        (0, "# ?/?", "0"),
        (0.5, "?/?", "1/2"),
        (1.5, "?/?", "3/2"),
        (1.5, "0/0", "3/2"),
        (1.25, '"約"# ?/?"時間"', "約1 1/4時間"),
        (1.3, "# ?/10", "1 3/10"),
        (-1.5, "# ?/?", "-1 1/2"),
        (0.333, "# ??/??", "1/3"),
    ],
)
def test_fractions_as_seen(value: float, code: str, seen: str) -> None:
    assert show_value(value, code) == seen


@pytest.mark.parametrize(
    ("code", "is_so"),
    [
        ("[<0]0", True),
        ("[<=-1]0", True),
        ("[<-5]0", True),
        ("[<=0]0", False),  # lets 0 in
        ("[<1]0", False),
        ("[>0]0", False),
        ("[=0]0", False),
        ("0", False),
    ],
)
def test_sections_that_let_negative_numbers_in_alone(code: str, is_so: bool) -> None:
    assert read_format(code)[0].is_only_negative is is_so


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (5, "0;-0", "5"),
        (-5, "0;▲0", "▲5"),
        (0, "0;▲0", "0"),
        (0, "0;▲0;なし", "なし"),
        (-5, "0", "-5"),
        (-5, "General", "-5"),
        (0, "General", "0"),
        (5, '"約"General"人"', "約5人"),
        (-5, '"約"General"人"', "-約5人"),
    ],
)
def test_the_section_for_a_sign(value: float, code: str, seen: str) -> None:
    assert show_value(value, code) == seen


@pytest.mark.parametrize(
    ("text", "unit", "value", "kind", "changes"),
    [
        ("12", "千円", 12_000, "money", ("千円→円",)),
        ("12", "千人", 12_000, "count", ("千人→人",)),
        ("1,234", "百万円", 1_234_000_000, "money", ("桁区切り", "百万円→円")),
        ("12", "円", 12, "money", ()),
        ("12", "％", 12, "ratio", ()),
    ],
)
def test_a_bare_figure_is_in_the_unit_of_its_field(
    text: str, unit: str, value: int, kind: str, changes: tuple[str, ...]
) -> None:
    got = read_quantity(text, Context(unit=unit))
    assert (got.value, got.kind, got.changes) == (value, kind, changes)


def test_both_ends_of_a_range_are_in_the_unit_of_its_field() -> None:
    got = read_quantity("5～8", Context(unit="千人"))
    assert (got.low, got.high, got.unit, got.kind) == (5000, 8000, "人", "range")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("コロナ禍により中止", "not_conducted"),
        ("大雨で中止", "not_conducted"),
        ("雨天中止", "not_conducted"),
        ("荒天中止", "not_conducted"),
        ("雨天につき中止", "not_conducted"),
        ("台風のため実施せず", "not_conducted"),
        ("R5に廃止", "discontinued"),
        ("令和5年度末で終了", "discontinued"),
        ("4月に公表予定", "pending"),
        ("・未定。", "pending"),
        ("未定です", "pending"),
        ("晴天中", None),
    ],
)
def test_a_word_with_its_time_or_cause(text: str, reason: str | None) -> None:
    assert read_quantity(text).missing_reason == reason
