"""Two roads, one reading: what the short road takes, the grammar reads the same to the digit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quantity.grading import read_corpus
from tests.quantity.test_properties import WIDE, in_kanji
from zushi_xl.quantity.context import field_unit
from zushi_xl.quantity.everyday import read_everyday
from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import Context
from zushi_xl.quantity.reader import read_by_grammar, read_text
from zushi_xl.quantity.units import UNITS

FIELDS = [
    None,
    *map(field_unit, map(Context, ("人", "千円", "歳", "ブロック"))),
]
"""What a reader sees of a context: the unit alone; the rest is applied to what it read."""
EVERYDAY = [
    "1,030人",
    "67.5％",
    "67.5%",
    "（67.5％）",
    "約1,900人",
    "500団体以上",
    "▲0.4ポイント",
    "-12件",
    "2,289千円",
    "1.5億円",
    "2億3,456万円",
    "23件（2021年度）",
    "令和6年4月1日（3回）",
    "二十三件",
    "二億三千四百五十六万",
    "1,234",
    "-45.6",
]
WIDE_OR_SPACED = [
    "１，０３０人",
    "1,030 人",
    "（６７．５％）",
    "－１２件",
    "約 1,900人\n",
    "１２３４",
]
KANJI = "一二三四五六七八九十百千万億兆"

figures = st.one_of(
    st.integers(0, 10**6).map(str),
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**12).map("{:,}".format),
    st.decimals(0, 10**6, places=2).map("{:,f}".format),
    st.decimals(0, 3000, places=1).map(str),
    st.tuples(st.integers(0, 10**5), st.sampled_from("万億兆"), st.integers(0, 10**5)).map(
        lambda parts: f"{parts[0]}{parts[1]}{parts[2]:,}"
    ),
    st.text("0123456789,.", min_size=1, max_size=9),
)
in_words = st.integers(1, 10**13).map(in_kanji) | st.text(KANJI, min_size=1, max_size=6)
numerals = figures | figures | in_words | st.text(KANJI + "0123456789,", max_size=6)
scales = st.sampled_from(["", "", "", "千", "万", "百万", "千万", "億", "百"])
words = st.sampled_from(["人", "件", "円", "％", "団体", "か所", "", "歳", "年", "ブロック"])
units = st.sampled_from(list(UNITS))
bounds = st.sampled_from(["", "", "", "以上", "以下", "未満", "程度", "超", "減"])
around = st.sampled_from(
    [
        *[("", "")] * 4,
        *[("（", "）"), ("(", ")"), ("（", ")"), ("", "（2021年度）"), ("", "(1999年度)")] * 2,
        *[
            ("(", ""),
            ("（", "（2021年度））"),
            ("", "（令和3年度）"),
            ("", "（6％）"),
            ("", "（2021年）"),
        ],
    ]
)
dates = st.builds(
    "{}{}年{}月{}日{}".format,
    st.sampled_from(["令和", "平成", "昭和", "R", ""]),
    st.integers(0, 110),
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(["", "（3回）", "(12％)", "（3件）", "（5月）", "（2人以上）", "（月）"]),
)


@st.composite
def cells(draw: st.DrawFn) -> str:
    """Write the parts of the shape side by side, some of them not everyday."""
    before = draw(st.sampled_from(["", "", "約"])) + draw(st.sampled_from(["", "", "-", "▲", "－"]))
    body = before + draw(numerals) + draw(scales) + draw(words | units) + draw(bounds)
    return body.join(draw(around))


def assert_one_reading(text: str) -> bool:
    """Compare both roads, decimals by their digits; return whether the short one was taken."""
    for allowed in FIELDS:
        assert repr(read_text(text, allowed)) == repr(read_by_grammar(text, allowed))
    return read_everyday(text) is not None


@settings(max_examples=1000)
@given(cells() | dates, st.sampled_from([None, WIDE]))
def test_both_roads_agree(text: str, width: dict[int, int] | None) -> None:
    assert_one_reading(text.translate(width) if width else text)


@pytest.mark.parametrize(
    "form", ["7{}", "▲12{}", "（1.5{}）", "3千{}以上", "約二十{}", "六十{}程度"]
)
def test_both_roads_agree_on_every_unit(form: str) -> None:
    assert sum(assert_one_reading(form.format(unit)) for unit in UNITS) > 100


def test_both_roads_agree_on_the_corpus() -> None:
    taken = [assert_one_reading(row["text"]) for row in read_corpus()]
    assert sum(taken) > 100


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_cells_take_the_short_road(text: str) -> None:
    assert assert_one_reading(text)


@pytest.mark.parametrize("text", WIDE_OR_SPACED)
def test_so_do_those_that_fold_to_them(text: str) -> None:
    assert assert_one_reading(fold_cell(text).folded)
    assert_one_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "百万円",  # a heading or a value
        "（12）",  # an item or a planned value
        "2022.3",  # a month or a number
        "1.030人",  # a decimal point or a separator
        "65歳以上",  # the name of a class
        "24時間",  # always
        "二三人",  # two or three, or 23
        "2億3千",  # thousands or thousands of 万
        "令和88年4月1日",  # no such year
        "平成31年5月1日",  # after the era
    ],
)
def test_what_another_rule_claims_goes_to_the_grammar(text: str) -> None:
    assert read_everyday(text) is None
