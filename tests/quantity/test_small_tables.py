"""What the tables of the reader hold, each entry with the figure that it stands for."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from zushi_xl.quantity import Context, Quantity, read_quantity, read_value
from zushi_xl.quantity.excel_format import show_value


def read(text: str, unit: str | None = None) -> Quantity:
    return read_quantity(text, Context(unit) if unit else Context())


@pytest.mark.parametrize(
    ("sign", "over", "below"),
    [
        ("½", 1, 2),
        ("⅓", 1, 3),
        ("⅔", 2, 3),
        ("¼", 1, 4),
        ("¾", 3, 4),
        ("⅕", 1, 5),
        ("⅖", 2, 5),
        ("⅗", 3, 5),
        ("⅘", 4, 5),
        ("⅙", 1, 6),
        ("⅚", 5, 6),
        ("⅛", 1, 8),
        ("⅜", 3, 8),
        ("⅝", 5, 8),
        ("⅞", 7, 8),
    ],
)
def test_vulgar_fractions(sign: str, over: int, below: int) -> None:
    value = read(sign).value
    assert value is not None
    assert abs(Fraction(value) - Fraction(over, below)) < Fraction(1, 10**20)
    whole = read(f"2{sign}時間").value
    assert whole is not None
    assert abs(whole - 2 - value) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("last", "year"),
    [("明治45", 1912), ("大正15", 1926), ("昭和64", 1989), ("平成45", 2033), ("令和60", 2078)],
)
def test_the_last_year_that_an_era_is_written_with(last: str, year: int) -> None:
    """Plans made in 平成 name years that came to be 令和."""
    assert read(f"{last}年").value == year
    after = f"{last[:2]}{int(last[2:]) + 1}年"
    assert read(after).reason == "その元号にない年です"


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("5割", "50"),
        ("10割", "100"),
        ("5割5分", "55"),
        ("1割2分3厘", "12.3"),
        ("3分5厘", "3.5"),
        ("5割半", "55"),
        ("1割9分9厘", "19.9"),
    ],
)
def test_tenths(text: str, percent: str) -> None:
    found = read(text)
    assert (found.value, found.unit) == (Decimal(percent), "％")


@pytest.mark.parametrize("text", ["5割10分", "1割2分10厘"])
def test_tenths_that_are_none(text: str) -> None:
    assert read(text).reason == "割分厘の書き方が不正です"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5十人", 50),
        ("5百人", 500),
        ("5千人", 5000),
        ("5万人", 50_000),
        ("5百万人", 5_000_000),
        ("5億円", 500_000_000),
        ("5兆円", 5_000_000_000_000),
    ],
)
def test_scales(text: str, value: int) -> None:
    found = read(text)
    assert (found.value, found.scale_applied) == (value, True)


@pytest.mark.parametrize(
    ("text", "value", "is_scaled"),
    [
        ("50（千円）", 50_000, True),
        ("50（％）", 50, False),
        ("50（割）", 500, False),
        ("50（人）", 50, False),
    ],
)
def test_a_unit_in_brackets(text: str, value: int, is_scaled: bool) -> None:
    found = read(text)
    assert (found.value, found.scale_applied) == (value, is_scaled)


TWO = "値が二つ以上あります"


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        # parts add up to their whole, or are a part of it
        ("30人（男10人、女20人）", 30, None),
        ("30人（男0人、女30人）", 30, None),
        ("30人（男10人、女21人）", None, TWO),
        ("30人（うち男30人）", 30, None),
        ("30人（うち男31人）", None, TWO),
        # as many names as the value counts, none of which changes it
        ("3施設（会館、図書館、体育館）", 3, None),
        ("3施設（会館、図書館）", None, "注記「会館、図書館」が値を変えるか決められません"),
        ("2施設（会館、減少）", None, "注記「会館、減少」が値を打ち消すか、変えています"),
        # a number behind a number
        ("23 4", None, TWO),
        ("23人 4", None, TWO),
        ("25*4", None, "注の番号か、掛ける数か、別の値か決められません"),
        ("25人*4", 25, None),
        # bounds that contradict each other
        ("10人以下以上", None, "上限と下限の言葉が両方あります"),
        ("最大10人以上", None, "上限と下限の言葉が両方あります"),
        ("最低10人以上", 10, None),
        ("約10人以上", 10, None),
        ("約10人以下", 10, None),
        ("最大10人以下", 10, None),
        ("約10人未満", 10, None),
    ],
)
def test_one_value_or_several(text: str, value: int | None, reason: str | None) -> None:
    found = read(text)
    assert (found.value, found.reason) == (value, reason)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("目標：30人", True),
        ("予定：30人", True),
        ("計画30人", True),
        ("（見込）30人", True),
        ("実績：30人", False),
        ("令和5年度：30人", False),
        ("（令和5年度）30人", False),
    ],
)
def test_what_stands_in_front_of_a_value(text: str, planned: bool) -> None:
    found = read(text)
    assert (found.value, found.planned) == (30, planned)


@pytest.mark.parametrize("text", ["令和5・6年度", "2023-24年度", "令和5-6年度", "2023・24年"])
def test_two_years(text: str) -> None:
    found = read(text)
    assert (found.low, found.high) == (2023, 2024)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("4月", "date", None),
        ("2024.4", "date", "年月か別の数か決められません"),
        ("2024/4", "date", "年月か別の数か決められません"),
        ("2024/15", "text", "存在しない日付です"),
    ],
)
def test_months(text: str, kind: str, reason: str | None) -> None:
    found = read(text)
    assert (found.kind, found.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("d", "1"),
        ("dd", "01"),
        ("ddd", "Mon"),
        ("dddd", "Monday"),
        ("aaa", "月"),
        ("aaaa", "月曜日"),
        ("e", "6"),
        ("ee", "06"),
        ("r", "06"),
        ("rr", "令和06"),
        ("ge", "R6"),
        ("gge", "令6"),
        ("ggge", "令和6"),
    ],
)
def test_parts_of_a_date_as_seen(code: str, seen: str) -> None:
    assert show_value(datetime.datetime(2024, 4, 1), code) == seen


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (12, "#,0", "12"),
        (1234, "#,0", "1,234"),
        (1234, "#,#", "1,234"),
        (1234, "0,0.0", "1,234.0"),
        (9.996, "0.00E+00", "1.00E+01"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (0.3333, "?/?", "1/3"),
        (0.12, "?/??", "3/25"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (0, "#,##0;(#,##0)", "0"),
        (0, "[<0]0;0", "0"),
    ],
)
def test_numbers_as_seen(value: float, code: str, seen: str) -> None:
    assert show_value(value, code) == seen


@pytest.mark.parametrize(
    ("value", "is_read"),
    [(999_999_999_999_999.0, True), (1e15, False), (-1e15, False), (10**15, True)],
)
def test_a_binary_number_of_sixteen_digits_may_have_been_rounded(
    value: float, is_read: bool
) -> None:
    found = read_value(value)
    assert (found.value == Decimal(value)) is is_read
    assert bool(found.reason) is not is_read


@pytest.mark.parametrize(
    ("value", "code", "meant"),
    [(-5, "(0)", -5), (-5, "0;(0)", -5), (0, "0;(0)", 0), (-5, "▲0", -5)],
)
def test_signs_of_the_format(value: int, code: str, meant: int) -> None:
    assert read_value(value, Context(number_format=code)).value == meant


@pytest.mark.parametrize(
    ("unit", "value", "base"),
    [
        ("十人", 50, "人"),
        ("百人", 500, "人"),
        ("千人", 5000, "人"),
        ("万人", 50_000, "人"),
        ("百万円", 5_000_000, "円"),
        ("億円", 500_000_000, "円"),
    ],
)
def test_a_bare_number_in_a_scaled_field(unit: str, value: int, base: str) -> None:
    found = read("5", unit)
    assert (found.value, found.unit, found.changes) == (value, base, (f"{unit}→{base}",))


@pytest.mark.parametrize(
    ("text", "value"),
    [("5円50銭", "5.5"), ("5円99銭", "5.99"), ("▲5円5銭", "-5.05"), ("5円100銭", None)],
)
def test_sen(text: str, value: str | None) -> None:
    assert read(text).value == (None if value is None else Decimal(value))
