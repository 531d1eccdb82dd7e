"""Properties: every written form of a number reads the same; any text is safe and fast."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.quantity import (
    Quantity,
    dump_quantity,
    format_quantity,
    quantity_as_json,
    read_quantity,
)

MEANING = (
    "kind",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "planned",
    "fiscal_years",
    "date",
    "missing_reason",
    "ambiguous",
)
DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("一二三十百千万", "壱弐参拾佰阡萬")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
PIECES = (
    "0189０１９,，.、・ー－-~～▲△()（）％%円人件度年月日一二十百千万億〇"
    "令和平成RH約以上未満超※①½ \n…"
)

integers = st.integers(0, 10**16 - 1)
decimals = st.decimals(0, 10**9, places=2)
units = st.sampled_from(["人", "件", "団体", "か所", "世帯", "円", "％", "㎡", "ha", "回"])
pieces = st.text(alphabet=PIECES, max_size=12)


def in_kanji(number: int) -> str:
    """Write an integer below one 京 in kanji."""
    if number == 0:
        return "零"
    text = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        text += _section(part) + name if part else ""
    return text


def _section(number: int) -> str:
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("" if digit == 1 and scale > 1 else DIGITS[digit]) + name
    return text


def mixed(number: int) -> str:
    """Write an integer as 2億3,456万7890."""
    text = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        text += f"{part:,}{name}" if part else ""
    return text or "0"


def meaning(quantity: Quantity) -> tuple[object, ...]:
    return tuple(getattr(quantity, name) for name in MEANING)


@given(integers)
def test_every_written_form_of_an_integer_is_the_same_number(number: int) -> None:
    plain, grouped = str(number), f"{number:,}"
    forms = [plain, grouped, plain.translate(WIDE), grouped.translate(WIDE), mixed(number)]
    forms += [in_kanji(number), in_kanji(number).translate(FORMAL)]
    forms += ["".join(DIGITS[int(digit)] for digit in plain)] if 0 < number < 10**7 else []
    for form in forms:
        got = read_quantity(f"計{form}団体")
        assert got.value == number or got.is_refused, form
        assert read_quantity(f"{form}円以上").low in (number, None), form


@given(integers, st.sampled_from([1000, 10**6, 10**4, 10**8]))
def test_scales_multiply_exactly_once(number: int, scale: int) -> None:
    name = {1000: "千", 10**6: "百万", 10**4: "万", 10**8: "億"}[scale]
    got = read_quantity(f"{number:,}{name}円")
    assert (got.value, got.unit, got.scale_applied) == (number * scale, "円", True)


@given(decimals, units)
def test_decimals_are_exact_in_every_width(number: Decimal, unit: str) -> None:
    plain = f"{number:,f}{unit}"
    for form in (plain, plain.translate(WIDE), f"{number:f} {unit}", f"（{plain}）"):
        assert read_quantity(form).value == number


@given(decimals, units, st.sampled_from(["▲", "△", "-", "－", "−", "マイナス"]))
def test_negative_marks_are_one_sign(number: Decimal, unit: str, mark: str) -> None:
    assert read_quantity(f"{mark}{number:,f}{unit}").value == -number


@given(st.integers(0, 999), units, st.sampled_from([" ", "　", "\n", "\r\n", "\u00a0", "\u200b"]))
def test_blanks_and_line_breaks_do_not_matter(number: int, unit: str, blank: str) -> None:
    tight = read_quantity(f"約{number}{unit}以上（2024年度）")
    loose = read_quantity(
        f"{blank}約{blank}{number}{blank}{unit}{blank}以上{blank}（2024年度）{blank}"
    )
    assert meaning(tight) == meaning(loose)


@given(st.integers(1, 31), st.sampled_from(["令和", "平成", "R", "H", "令", "平"]))
def test_era_years_are_western_years(year: int, era: str) -> None:
    base = 2018 if era in ("令和", "R", "令") else 1988
    forms = [f"{era}{year}年度", f"{era}{year}年度".translate(WIDE), f" {era} {year} 年度"]
    forms += [f"{base + year}年度", f"{era}{year}年度（{base + year}年度）"]
    for form in forms:
        assert read_quantity(form).fiscal_years == (base + year,), form


@given(pieces)
def test_the_normal_form_reads_back_to_the_same_meaning(text: str) -> None:
    first = read_quantity(text)
    written = format_quantity(first)
    second = read_quantity(written)
    assert format_quantity(second) == written
    if first.kind != "text" and not first.is_refused:
        assert meaning(second) == meaning(first)
        assert second.changes == ()


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    got = read_quantity(text)
    assert got.text == text
    assert not (got.is_refused and got.has_value)
    assert quantity_as_json(got)["kind"] == got.kind
    assert dump_quantity(got).startswith("{")


@given(pieces)
def test_refused_cells_give_no_value(text: str) -> None:
    got = read_quantity(text)
    assert not (got.ambiguous and got.has_value)
    assert not (got.ambiguous and not got.reason)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "（",
        " ",
        "一",
        "約",
        "以上",
        "1～",
        "令和",
        "※",
        ")",
        "5件\n",
        "a\u200b",
        "、5",
        "数",
    ],
)
def test_reading_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    read_quantity(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "unit", ["1", "1(", "約", "以上", "1～", "※1", "あ数", "5件、", "・一", "(1)"]
)
def test_texts_of_every_length_are_fast(unit: str) -> None:
    texts = [(unit * 200)[:length] for length in range(1, 200)]
    started = time.process_time()
    for text in texts:
        read_quantity(text)
    assert time.process_time() - started < 1


def test_the_shares_of_a_range_are_in_order() -> None:
    for low, high in pairwise((1, 5, 30, 400, 1000)):
        got = read_quantity(f"{low}～{high}件")
        assert (got.low, got.high, got.value) == (low, high, None)
