"""Figures as the city writes them."""

from __future__ import annotations

import pytest

from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.printed_figures import amount_as_printed, figure_text, number_of, yen
from zushi_xl.sheets.book.styles import Styles


@pytest.mark.parametrize(
    ("typed", "unit", "printed"),
    [
        ("69.70%", None, "69.70%"),
        ("６９．７０％", None, "69.70%"),
        ("70％超", None, "70％超"),
        ("（67.5％）", None, "（67.5％）"),
        ("(67.5%)", None, "（67.5%）"),
        ("約1,030人", None, "約1,030人"),
        ("約1030人", None, "約1,030人"),
        ("3,001人以上", None, "3,001人以上"),
        ("1030", "人", "1,030人"),
        ("390団体", "団体", "390団体"),
        ("３９０団体", "団体", "390団体"),
        ("約18万2千人", "人", "約18万2千人"),
        ("未実施", "％", "未実施"),
        (
            "23件（2021年度）\n8.8件（2018年度～2020年度平均）",
            "件",
            "23件（2021年度）\n8.8件（2018年度～2020年度平均）",
        ),
        (
            "５小学校区のうち４小学校区で組織されている",
            None,
            "５小学校区のうち４小学校区で組織されている",
        ),
        ("=cmd|' /C calc'!A0", None, "=cmd|' /C calc'!A0"),
    ],
)
def test_printed_as_the_city_writes(typed: str, unit: str | None, printed: str) -> None:
    assert figure_text(typed, read_quantity(typed, Context(unit=unit))) == printed


def test_money_is_always_written_out() -> None:
    money = Context(unit="円", kind="money")
    assert figure_text("2,289,233", read_quantity("2,289,233", money)) == "2,289,233円"
    assert figure_text("2,289千円", read_quantity("2,289千円", money)) == "2,289,000円"


def test_planned_value_stands_in_brackets_even_if_typed_without() -> None:
    assert figure_text("67.5％", read_quantity("67.5％"), planned=True) == "（67.5％）"


def test_refused_and_double_figures_are_no_number() -> None:
    assert number_of(read_quantity("23件（2021年度）\n8.8件（2018年度）")) is None
    assert number_of(read_quantity("未実施")) is None
    assert number_of(None) is None


def test_yen() -> None:
    amount = number_of(read_quantity("2289233円"))
    assert amount is not None
    assert yen(amount) == "2,289,233円"


def test_style_of_a_figure_keeps_decimals_and_words() -> None:
    styles = Styles({})
    number = number_of(read_quantity("約69.70%"))
    assert number is not None
    assert styles[styles.figure(number, "about")].number_format == '"約"#,##0.00'


def test_number_that_would_show_as_hashes_is_set_smaller() -> None:
    styles = Styles({})
    name = styles.fitted("book_money", "318,205,700", 60)
    assert styles[name].size < styles["book_money"].size
    assert styles.fitted("book_money", "1", 60) == "book_money"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("19200000", "19,200,000円"),
        ("１９，２００，０００円", "19,200,000円"),
        ("八千八百九十八万四千八百八十三円", "88,984,883円"),
        ("3億2,000万5,123円", "320,005,123円"),
        ("1,920万円", "1,920万円"),
        ("2百万円", "2百万円"),
        ("３億円", "３億円"),
        ("2,289千円", "2,289千円"),
        ("2,289（千円）", "2,289（千円）"),
        ("約190万円", "約190万円"),
        ("1,900,000円以上", "1,900,000円以上"),
        ("12.5円", "12.5円"),
        ("（1,922,271円）", "（1,922,271円）"),  # planned
    ],
)
def test_an_amount_that_is_not_known_to_the_yen_stays_as_typed(typed: str, printed: str) -> None:
    quantity = read_quantity(typed, Context(unit="円"))
    assert quantity.value is not None
    assert amount_as_printed(typed, quantity, quantity.value) == printed
