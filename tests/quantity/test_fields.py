"""What a field makes of a text: its kind must fit, its scale counts once, its own name is known."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from zushi_xl.quantity import Context, format_quantity, read_quantity, read_value

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


PLACES = [
    ("12億3", "億"),
    ("十二億3", "億"),
    ("12億3円", "億"),
    ("1兆2億345", "億"),
    ("12億3（速報値）", "億"),
    ("3万5", "万"),
    ("3千5", "千"),
    ("5百3", "百"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_place_left_out_is_asked_about(text: str, place: str) -> None:
    """12億3 is said of 1,230,000,000; what it says letter by letter stays."""
    got = read_quantity(text, Context("円", kind="money", single=True))
    assert got.value is not None
    assert [sentence[: len("「億」の次の位")] for sentence in got.conflicts] == [
        f"「{place}」の次の位"
    ]


USUAL = [
    "12億3,000万",
    "12億3,456万7,890円",
    "1兆2,000億",
    "3万5千",
    "3万5円",
    "五百三",
    "3億",
    "二億三千万",
]


@pytest.mark.parametrize("text", USUAL)
def test_the_usual_places_are_not(text: str) -> None:
    assert read_quantity(text, Context("円", kind="money", single=True)).conflicts == ()


PARTS = [
    "23件（4月～12月）",
    "23件（4～9月）",
    "23件（12月まで）",
    "23件（6か月）",
    "23件（令和６年４月～令和６年12月）",
    "23件（令和6年4月1日から令和6年9月30日まで）",
    "23件（R6.4～R6.12）",
]


@pytest.mark.parametrize("text", PARTS)
def test_a_part_of_the_year_is_asked_about(text: str) -> None:
    got = read_quantity(text, Context("件", year=2024))
    assert got.value == 23
    assert [sentence[:11] for sentence in got.conflicts] == ["一年のうちの一部の期間"]
    assert read_quantity(text, Context("件")).conflicts == ()


WHOLE = [
    "23件（4月～3月）",
    "23件（令和６年４月１日～令和７年３月31日）",
    "23件（R6.4～R7.3）",
    "23件（12か月）",
    "23件（3月末まで）",
    "23件（12月末時点）",
    "23件（4月、7月、10月）",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_year_and_a_day_are_not(text: str) -> None:
    assert read_quantity(text, Context("件", year=2024)).conflicts == ()


@pytest.mark.parametrize("text", ["1.030", "約1.030", "123.456"])
def test_a_dot_of_thousands_is_refused_with_the_unit_of_the_field_too(text: str) -> None:
    assert read_quantity(text, Context("人", year=2024)).is_refused
    assert read_quantity(text, Context("円", kind="money", single=True)).is_refused
    assert read_quantity(text, Context("km", year=2024)).value is not None
    assert read_value(float("1.03"), Context("人", year=2024)).value == Decimal("1.03")


def test_a_number_of_three_decimals_is_written_so_that_it_is_read_again() -> None:
    got = read_value(13.123, Context("件"))
    assert format_quantity(got) == "13.1230件"
    assert read_quantity("13.1230件").value == Decimal("13.123")


@pytest.mark.parametrize("text", ["2件（3件予定）", "2件（100人見込）", "2件（約5件を予定）"])
def test_a_planned_figure_beside_a_figure_is_a_second_one(text: str) -> None:
    assert read_quantity(text).is_refused


@pytest.mark.parametrize(
    "text", ["2件（3月予定）", "2件（令和7年3月予定）", "2件（5か年計画）", "2件（R6見込）"]
)
def test_a_planned_note_with_a_time_is_none(text: str) -> None:
    assert read_quantity(text).planned


@pytest.mark.parametrize("text", ["変更なし", "増減なし", "変化なし"])
def test_no_change_is_the_figure_of_before(text: str) -> None:
    assert read_quantity(text).missing_reason == "ditto"


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("23件（9月末）", True),
        ("23件（12月末時点）", True),
        ("23件（令和6年9月30日現在）", True),
        ("23件（2月現在）", True),
        ("23件（3月末）", False),
        ("23件（令和7年3月31日現在）", False),
        ("23件（令和7年4月1日現在）", False),
        ("23件（5月末時点）", False),
    ],
)
def test_what_adds_up_is_asked_about_before_the_end_of_the_year(text: str, is_asked: bool) -> None:
    got = read_quantity(text, Context("件", year=2024, cumulative=True))
    assert (got.value, bool(got.conflicts)) == (23, is_asked)
    assert read_quantity(text, Context("件", year=2024)).conflicts == ()


@pytest.mark.parametrize("text", ["千", "百"])
def test_a_scale_alone_is_asked_about(text: str) -> None:
    (asked,) = read_quantity(text, Context("人", year=2024)).conflicts
    assert asked == f"「{text}」だけでは、数か単位の見出しか決められません"
    assert read_quantity("二千", Context("人", year=2024)).conflicts == ()
