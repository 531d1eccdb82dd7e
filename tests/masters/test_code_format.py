"""Codes as cities print them: an example tells the format, people type it in any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zushi_xl.text.code_format import read_format
from zushi_xl.text.codes import sort_key


@pytest.mark.parametrize(
    ("example", "typed", "printed"),
    [
        ("Ⅲ-5-31-(2)", "Ⅲ-5-31-(2)", "Ⅲ-5-31-(2)"),
        ("Ⅲ-5-31-(2)", "iv－６－２－１０", "Ⅳ-6-2-(10)"),
        ("06-21-02", "06-05-10", "06-05-10"),
        ("06-21-02", "6-5-1", "06-05-01"),  # the zeros that Excel took away
        ("0086", "0086", "0086"),
        ("0086", "86", "0086"),
        ("62102", "62103", "62103"),
        ("①", "③", "③"),
        ("①", "（3）", "③"),
        ("5-1-①", "５ー１－２", "5-1-②"),
        ("A-01", "b-3", "B-03"),
        ("III", "iv", "IV"),
        ("第5節", "第６節", "第6節"),
        ("基本目標1", "2", "基本目標2"),
        ("1.2.3", "1.2.10", "1.2.10"),
        ("ア", "ｲ", "イ"),
    ],
)
def test_a_code_is_read_in_any_width_and_printed_as_the_example(
    example: str, typed: str, printed: str
) -> None:
    found = read_format(example)
    assert found is not None
    assert found.canonical(typed) == printed
    assert found.canonical(printed) == printed
    assert found.canonical(example) == example


@pytest.mark.parametrize(
    ("example", "typed"),
    [
        ("0086", "12345"),  # five digits
        ("0086", "00861"),  # a zero too many: it may be 0086 or 0861
        ("06-21-02", "06-21-002"),
        ("0086", "A1"),
        ("0086", ""),
        ("5", "05"),  # no zero in the example
        ("①", "0"),
        ("①", "①-②"),
        ("Ⅲ-5", "Ⅲ"),
        ("5-1", "5-x"),
        ("ア", "漢"),
        ("5-1-①", "x" * 5000),
    ],
)
def test_what_fits_no_format(example: str, typed: str) -> None:
    found = read_format(example)
    assert found is not None
    assert found.canonical(typed) is None


@pytest.mark.parametrize("example", ["", "政策", "-", "1-", "5/1", "5｜1", "5--1", "1" * 61])
def test_what_is_no_example(example: str) -> None:
    assert read_format(example) is None


@given(st.lists(st.integers(1, 50), min_size=4, max_size=4))
def test_what_is_printed_is_read_again(values: list[int]) -> None:
    found = read_format("5-1-①-(1)")
    assert found is not None
    code = found.code(tuple(values))
    assert code is not None
    assert found.values(code) == tuple(values)


def test_codes_sort_by_their_numbers() -> None:
    codes = ["Ⅱ-(10)", "Ⅱ-(2)", "Ⅰ-(3)"]
    assert sorted(codes, key=sort_key) == ["Ⅰ-(3)", "Ⅱ-(2)", "Ⅱ-(10)"]
    assert sorted(["0102", "0086"], key=sort_key) == ["0086", "0102"]
    assert sorted(["5-1-②-⑩", "5-1-②-③"], key=sort_key) == ["5-1-②-③", "5-1-②-⑩"]
