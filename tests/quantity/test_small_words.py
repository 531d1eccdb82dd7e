"""Fractions, sections of formats, units of fields, causes: each kind with its borders, by hand."""

from __future__ import annotations

import datetime

import pytest

from zushi_xl.quantity import Context, format_quantity, quantity_as_json, read_quantity
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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("20人～10人", "範囲の左が右より大きい値です"),
        ("20人～20人", "範囲の左が右より大きい値です"),
        ("10・5人", "「・」が範囲か小数点か決められません"),
        ("令和5・令和7年度", "飛び飛びの年が書かれています"),
        ("令和0・1年度", "その元号にない年です"),
        ("令和7～令和5年度", "年の順序が逆です"),
        ("1円100銭", "一つの値として読めません"),
        ("五十〇", "漢数字の書き方が不正です"),
        ("12人（延期のため）", "注記「延期のため」が値を打ち消すか、変えています"),
        ("12人（休館のため）", "注記「休館のため」が値を打ち消すか、変えています"),
        ("10人以上以下", "上限と下限の言葉が両方あります"),
        ("▲", "数のない符号です"),
        ("①", "丸数字だけです"),
        ("ー人", "長音か「－」か決められません"),
    ],
)
def test_why_a_text_is_refused(text: str, reason: str) -> None:
    got = read_quantity(text)
    assert (got.ambiguous, got.reason, got.value) == (True, reason, None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,300人、1,234人", [1300, 1234]),
        ("目標1,300人→実績1,234人", [1300, 1234]),
        ("１，３００人，１，２３４人", [1300, 1234]),
        ("1,300人,1,234人", [1300, 1234]),
        ("5人, 6人", [5, 6]),
        ("5人,6人", [5, 6]),
        ("1,300人\n12,345,678円", [1300, 12_345_678]),
    ],
)
def test_a_comma_within_a_number_parts_no_values(text: str, values: list[int]) -> None:
    got = read_quantity(text)
    assert [other.value for other in got.also] == values
    assert got.value is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1人、2人", 2),
        ("1人、2人、3人、4人、5人、6人", 6),
        ("1人、2人、3人、4人、5人、6人、7人", 0),  # a list, no longer a cell with several values
    ],
)
def test_the_values_of_a_cell_that_holds_several(text: str, count: int) -> None:
    got = read_quantity(text)
    assert [other.value for other in got.also] == list(range(1, count + 1))
    assert got.ambiguous


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和5・6年度", (2023, 2024)),
        ("令和5～7年度", (2023, 2024, 2025)),
        ("2023-24年度", (2023, 2024)),
        ("2023・24年度", (2023, 2024)),
        ("12人（令和5年度～令和6年度平均）", (2023, 2024)),
        ("12人（4月～9月）", ()),
    ],
)
def test_the_years_of_a_text(text: str, years: tuple[int, ...]) -> None:
    got = read_quantity(text)
    assert (got.fiscal_years, got.ambiguous) == (years, False)


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (1, "0.0E+0", "1.0E+0"),
        (0, "0.0E+0", "0.0E+0"),
        (0.1, "0.0E+0", "1.0E-1"),
        (10, "0.0E-0", "1.0E1"),
        (1, "0.0E-0", "1.0E0"),
        (3, "[>5]0;[<0]0", "####"),
        (-3, "[>5]0;[<0]0", "3"),
        (0, "[>5]0;0;0.0", "0.0"),
        (0, "0_);(0)", "0"),
    ],
)
def test_numbers_as_seen(value: float, code: str, seen: str) -> None:
    assert show_value(value, code).strip() == seen


@pytest.mark.parametrize(
    ("value", "written"), [("12", 12), ("12.0", 12), ("0", 0), ("12.5", 12.5), ("-0.25", -0.25)]
)
def test_a_python_number_is_whole_where_it_can_be(value: str, written: float) -> None:
    got = quantity_as_json(read_quantity(f"{value}人"))["value"]
    assert (got, type(got)) == (written, type(written))


@pytest.mark.parametrize(
    ("moment", "code", "seen"),
    [
        (datetime.time(1, 30, 20), "[s]", "5420"),
        (datetime.time(0, 2, 5), "[mm]:ss", "02:05"),
        (datetime.date(2024, 3, 5), "yyy", "2024"),
        (datetime.date(2024, 3, 5), "yy/m/d", "24/3/5"),
        (datetime.date(2024, 3, 5), "mmm", "Mar"),
        (datetime.date(2024, 3, 5), "mmmm d", "March 5"),
    ],
)
def test_moments_as_seen(moment: datetime.date | datetime.time, code: str, seen: str) -> None:
    assert show_value(moment, code) == seen
