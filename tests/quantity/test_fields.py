"""What a field makes of a text: its kind must fit, its scale counts once, its own name is known."""

from __future__ import annotations

import datetime

import pytest

from zushi_xl.quantity import Context, read_quantity, read_value

MISFITS = [
    ("2024年度", Context("団体")),
    ("令和6年度", Context(kind="number")),
    ("令和6年4月1日", Context("人")),
    ("R6-12", Context("団体")),
    ("4月1日", Context("件")),
    ("1,000円", Context(kind="date")),
    ("令和6年度", Context(kind="date")),
    ("4月1日", Context(kind="date")),
    ("30～40円", Context("円", kind="money", single=True)),
    ("30～40", Context(kind="number", single=True)),
    ("12件", Context("円", kind="money")),
    ("3億", Context("千円")),
    ("1,200千", Context("千円")),
    ("3万", Context("百万円")),
    ("5分の4", Context("人")),
    ("5.2％減", Context("％")),
    ("5.2％減", Context("％", label="温室効果ガス削減率")),
    ("24年度", Context(kind="year")),
    ("13", Context(kind="year")),
]


@pytest.mark.parametrize(("text", "field"), MISFITS)
def test_what_does_not_fit_the_field_gives_no_value(text: str, field: Context) -> None:
    got = read_quantity(text, field)
    assert got.is_refused
    assert not got.has_value
    assert got.reason


FITS = [
    ("令和6年4月1日", Context(kind="date"), None, None),
    ("2030年", Context("年"), 2030, None),
    ("12年度", Context(kind="year"), 2030, None),
    ("5分の4", Context("％"), 80, "％"),
    ("3億円", Context("千円"), 300_000_000, "円"),
    ("1,200（千円）", Context("千円"), 1_200_000, "円"),
    ("1,200", Context("千円"), 1_200_000, "円"),
    ("30～40人", Context("人"), None, "人"),
    ("365日", Context("日"), 365, "日"),
    ("24時間", Context("時間"), 24, "時間"),
    ("1時間30分", Context("時間"), 1.5, "時間"),
    ("1年6か月", Context("か月"), 18, "か月"),
    ("5.2％減", Context("％", label="前年比増減率"), -5.2, "％"),
    ("未受診率35％", Context("％", label="未受診率が5％以下"), 35, "％"),
    ("不参加者5人", Context("人", label="不参加者数"), 5, "人"),
    ("前年度実績値23件", Context("件", label="前年度実績値"), 23, "件"),
    ("観光入込客817,000人", Context("人", label="観光入込客数"), 817_000, "人"),
]


@pytest.mark.parametrize(("text", "field", "value", "unit"), FITS)
def test_what_fits_is_read(text: str, field: Context, value: float, unit: str | None) -> None:
    got = read_quantity(text, field)
    assert not got.is_refused
    assert (None if got.value is None else float(got.value), got.unit) == (value, unit)


def test_a_sentence_lends_no_label_of_another_year() -> None:
    field = Context("件", label="相談件数が前年度より増えている")
    assert read_quantity("前年度 23件", field).is_refused
    assert read_quantity("相談件数23件", field).value == 23


def test_a_value_of_another_year_is_doubted() -> None:
    field = Context("件", year=2024)
    assert "2023年度" in "".join(read_quantity("R5年度実績：23件", field).conflicts)
    assert read_quantity("23件（2021～2023年度平均）", field).conflicts
    assert read_quantity("23件（令和6年度）", field).conflicts == ()
    assert read_quantity("23件", field).conflicts == ()


def test_a_period_shows_in_the_unit_of_a_field_without_one() -> None:
    got = read_quantity("月2回", Context("回"))
    assert got.unit == "回/月"
    assert got.conflicts
    assert read_quantity("月2回", Context("回/月")).conflicts == ()
    assert read_quantity("年2回", Context("回")).conflicts == ()


def test_a_bare_rate_is_doubted_as_text_too() -> None:
    assert read_quantity("0.35", Context("％")).conflicts
    assert read_quantity("0.35％", Context("％")).conflicts == ()


@pytest.mark.parametrize("value", [datetime.time(9, 30), datetime.timedelta(hours=30)])
def test_times_are_no_figures(value: datetime.time | datetime.timedelta) -> None:
    assert read_value(value, Context("人")).is_refused
