"""What a person sees of a value in a number format, and what figure it means.

The texts are those that Excel shows; where LibreOffice shows the same they were compared by
machine (about a thousand pairs of value and format).
"""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.quantity import Context, read_value
from zushi_xl.quantity.excel_format import is_date_format, show_number, show_value
from zushi_xl.quantity.typed import ROUNDED_FOR_SHOW
from zushi_xl.quantity.writing import as_shown, print_quantity
from zushi_xl.xlsx_in.cell_formats import NUMBER, format_kind

SHOWN = [
    (0.5, '0.0"%"', "0.5%"),
    (0.5, r"0.0\%", "0.5%"),
    (50, r"0\%", "50%"),
    (0.667, "0.0%", "66.7%"),
    (0, '[=0]"－";0.0', "－"),
    (-0.4, '[=0]"－";0.0', "-0.4"),
    (12, '[>=1000]#,##0,"千";0', "12"),
    (12345, '[>=1000]#,##0,"千";0', "12千"),
    (12, "# ?/8", "12"),
    (12.5, "# ?/8", "12 4/8"),
    (0.125, "?/?", "1/8"),
    (0, "0;-0;", ""),
    (0, "#,###", ""),
    (5, ";;;", ""),
    (-5, "0;0", "5"),
    (-5, "[>=0]0;0", "5"),  # what the condition leaves are the negative ones
    (-5, "[>0]0;0", "5"),
    (25, '0"/"0', "2/5"),
    (datetime.datetime(2024, 4, 1, 9, 5, 7, 250_000), "mm:ss.00", "05:07.25"),
    (datetime.datetime(2024, 4, 1, 9, 5, 7), "ss.0", "07.0"),
    (-5, '0;"▲"0', "▲5"),
    (-5, "#,##0_);(#,##0)", "(5)"),
    (-0.4, "0", "0"),
    (2289233, '#,##0,"千円"', "2,289千円"),
    (2289233, '#,##0,,"百万円"', "2百万円"),
    (1234.5, "#,##0.0", "1,234.5"),
    (999.95, "0.00E+00", "1.00E+03"),
    (2498686, "000-0000", "249-8686"),
    (12345, '0"億"0000"万"', "1億2345万"),
    (7, '[DBNum3]#"月"', "７月"),
    (3, '0"回開催"', "3回開催"),
    (1030, "[$¥-411]#,##0", "¥1,030"),
    (200, '[>100]"多"0;[<0]"負"0;0', "多200"),
    (1.005, "0.00", "1.01"),
    (0.5, '@"様"', "0.5"),
    (-12, '"【"@"】"', "-12"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_numbers_as_seen(value: float, code: str, text: str) -> None:
    assert show_value(value, code) == text


MOMENT = datetime.datetime(2024, 3, 31, 9, 5, 7)
MOMENTS = [
    ("yyyy/m/d", "2024/3/31"),
    ('m"月"d"日"', "3月31日"),
    ('yyyy"年"m"月"', "2024年3月"),
    ('[$-411]ggge"年"m"月"d"日"', "令和6年3月31日"),
    ("[$-411]ge.m.d", "R6.3.31"),
    ('[$-411]e"年度"', "6年度"),
    ("m/d(aaa)", "3/31(日)"),
    ("m/d(AAA)", "3/31(日)"),
    ('rr"年"', "令和06年"),
    ('[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和6年3月31日"),
    ("h:mm", "9:05"),
    ("mm:ss", "05:07"),
    ("h:mm AM/PM", "9:05 AM"),
    ("yyyy/m/d h:mm", "2024/3/31 9:05"),
]


@pytest.mark.parametrize(("code", "text"), MOMENTS)
def test_dates_as_seen(code: str, text: str) -> None:
    assert show_value(MOMENT, code) == text


def test_times_as_seen() -> None:
    assert show_value(datetime.timedelta(hours=30, minutes=5), "[h]:mm") == "30:05"
    assert show_value(datetime.time(13, 5), "h:mm") == "13:05"
    assert show_value(-datetime.timedelta(hours=1, minutes=12), "[h]:mm") == "-1:12"


def test_the_first_year_of_an_era_has_its_name_where_the_format_asks() -> None:
    day = datetime.date(2019, 5, 1)
    assert show_value(day, '[$-ja-JP-x-gannen]ggge"年"m"月"') == "令和元年5月"
    assert show_value(day, '[$-411]ggge"年"m"月"') == "令和1年5月"


def test_the_text_section_shows_texts() -> None:
    assert show_value("逗子", '0;-0;0;@"市"') == "逗子市"
    assert show_value("逗子", "0.0") == "逗子"


MEANT = [
    (0.5, '0.0"%"', "％", "0.5", "％"),
    (50, r"0\%", "％", "50", "％"),
    (12, '[>=1000]#,##0,"千";0', "人", "12", "人"),
    (12345, '[>=1000]#,##0,"千";0', "人", "12345", "人"),
    (12.5, "# ?/8", "時間", "12.5", "時間"),
    (2289233, '#,##0,"千円"', "千円", "2289233", "円"),
    (-5, '0"人";"▲"0"人"', "人", "-5", "人"),
    (3, '0"回開催"', "回", "3", "回"),
]


@pytest.mark.parametrize(("value", "code", "field", "number", "unit"), MEANT)
def test_the_figure_that_is_meant(
    value: float, code: str, field: str, number: str, unit: str
) -> None:
    got = read_value(value, Context(field, number_format=code))
    assert (got.value, got.unit, got.conflicts) == (Decimal(number), unit, ())


DOUBTED = [
    (0, "0;-0;", "空"),
    (0, '[=0]"－";0.0', "－"),
    (-5, "#,##0;[Red]#,##0", "符号"),
    (2289233, '#,##0,"円"', "桁"),
    (12345, '0"億"0000"万円"', "桁"),
    (3000000, "#,##0,", "桁"),
    (-3000000, "#,##0,;▲#,##0,", "桁"),
    (1230000000, "0.00,,", "桁"),
]


@pytest.mark.parametrize(("value", "code", "word"), DOUBTED)
def test_what_is_seen_differs_from_what_is_stored(value: float, code: str, word: str) -> None:
    got = read_value(value, Context(number_format=code))
    assert got.value == value
    assert word in "".join(got.conflicts)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (5, ";;;"),
        (5, '"済"'),
        (2024, '0"年度"'),
        (6, '"令和"0"年度"'),
        (5, '"No."0'),
        (3, '"第"0"回"'),
    ],
)
def test_what_shows_no_figure_gives_none(value: float, code: str) -> None:
    got = read_value(value, Context("団体", number_format=code))
    assert got.is_refused
    assert got.reason


@pytest.mark.parametrize(
    "code",
    [
        "0",
        "General",
        "yyyy/m/d",
        "h:mm",
        "[h]:mm",
        "0.0%",
        "#?/8",
        "@",
        'm"月"',
        '[$-411]ggge"年"',
        "aaa",
        '0"年度"',
        "mm:ss.0",
        "0.00E+00",
        '"m"0',
        "[Red]0",
        "_(*#,##0_)",
        "d-mmm",
        "G/標準",
        "[DBNum3]0",
        "ge.m.d",
        "yy",
        'rr"年"',
        "R0",
        "[$-F800]dddd",
        "m/d(aaa)",
        "0;yyyy",
    ],
)
def test_the_reader_of_files_takes_the_same_formats_for_dates(code: str) -> None:
    assert is_date_format(code) is (format_kind(code) != NUMBER)


@given(st.text(alphabet='0#?.,;%"\\_*[]<>=@EeyYmMdhsga/千円人 -', max_size=24), st.floats())
def test_any_format_shows_something(code: str, value: float) -> None:
    if value == value and abs(value) < 1e15:
        assert isinstance(show_value(value, code), str)
        assert read_value(value, Context(number_format=code)).text is not None


@given(st.integers(-(10**9), 10**9))
def test_ordinary_formats_show_the_number(number: int) -> None:
    assert show_number(Decimal(number), "#,##0").text == f"{number:,}"
    assert show_number(Decimal(number), "0.00").text == f"{number}.00"


@pytest.mark.parametrize(
    ("value", "code", "unit", "is_doubted"),
    [
        (3000000, "#,##0,", "千円", False),  # seen as 3,000, and the field counts in 千円
        (3000000, "#,##0,,", "百万円", False),
        (3000000, "#,##0,", "円", True),
        (3000000, "#,##0,", "百万円", True),
        (3000000, "#,##0,,", "千円", True),
        (0, "#,##0,", "円", False),
        (3000000, "#,##0", "円", False),
    ],
)
def test_a_format_that_drops_digits_without_a_word(
    value: float, code: str, unit: str, *, is_doubted: bool
) -> None:
    got = read_value(value, Context(unit, number_format=code))
    assert ("桁" in "".join(got.conflicts)) is is_doubted


@pytest.mark.parametrize(
    ("value", "code", "unit", "is_doubted"),
    [
        (27 / 29, "0.0%", "％", True),  # seen as 93.1%
        (27 / 29, '0.0"％"', "人", True),
        (-27 / 29, "0.0%", "ポイント", True),
        (0.931, "0.0%", "％", False),
        (0.93, "0.0%", "％", False),
        (12.5, "#,##0", "回", True),  # seen as 13
        (12.5, "#,##0.0_ ", "回", False),
        (12, "#,##0", "回", False),
        (1234.56, '#,##0.0"人"', "人", True),
        (1234.5, '"約"#,##0.0"人"', "人", False),
        (0.1 + 0.2, "0.0", "km", False),
        (37 / 3, "General", "回", True),  # seen as 12.33333333
        (12.33333333, "General", "回", False),
        (1 / 3, "# ?/?", "回", False),
        (0.5, "# ?/?", "回", False),
        (1.25e-7, "0.0E+00", "回", False),
        (1500000, '#,##0,"千円"', "千円", False),
    ],
)
def test_decimals_that_nobody_sees(value: float, code: str, unit: str, *, is_doubted: bool) -> None:
    got = read_value(value, Context(unit, number_format=code))
    assert any(sentence.startswith(ROUNDED_FOR_SHOW) for sentence in got.conflicts) is is_doubted
    assert got.value is not None


def test_what_is_seen_and_what_there_is_stand_side_by_side() -> None:
    got = read_value(-27 / 29, Context(number_format='"▲"0.0%;"▲"0.0%'))
    assert got.conflicts == ("丸めて表示されています（表示「▲93.1%」、値は-93.1034482758621）",)


@pytest.mark.parametrize(
    ("value", "code", "unit", "printed"),
    [
        (27 / 29, "0.0%", "％", "93.1%"),
        (27 / 29, "0%", "％", "93%"),
        (0.99996, "0.0%", "％", "100.0%"),
        (12.5, "#,##0", "回", "13回"),
        (1234.56, '#,##0.0"人"', "人", "1,234.6人"),
        (-27 / 29, '0.0;"▲"0.0', "ポイント", "-0.9ポイント"),
        (0.04, "0.0", "％", "0.0%"),
        (12.345, "0.0", "千人", "12,300人"),
        (2.53, '0.0"割"', "％", "25%"),
        (93.1, "0.0", "％", "93.1%"),
        (37 / 3, "General", "回", "12.33333333回"),
    ],
)
def test_a_figure_is_printed_as_its_cell_shows_it(
    value: float, code: str, unit: str, printed: str
) -> None:
    got = read_value(value, Context(unit, number_format=code))
    assert print_quantity(got) == printed
    assert as_shown(as_shown(got)) == as_shown(got)


def test_in_general_ten_digits_are_seen() -> None:
    told = [read_value(value, Context("件")).conflicts for value in (1 / 3, 100 / 3)]
    assert told == [
        ("丸めて表示されています（表示「0.333333333」、値は0.333333333333333）",),
        ("丸めて表示されています（表示「33.33333333」、値は33.3333333333333）",),
    ]


def test_decimals_of_an_amount_are_for_its_rule() -> None:
    got = read_value(2727272.727, Context("円", "money", "#,##0"))
    assert got.conflicts == ()
