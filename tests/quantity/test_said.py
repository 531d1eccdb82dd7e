"""What is said of a reading: the reason of a refusal, what was normalised, notes, doubts.

Each line of said.tsv is a text, its reading as in test_cases, the reason, the changes parted by ／,
the note, the further values parted by ／, the conflicts. After a change of words:
``python -m tests.quantity.test_said`` writes the lines anew, and read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quantity.test_cases import describe
from zushi_xl.quantity import Quantity, format_quantity, read_quantity, why_missing
from zushi_xl.quantity.eras import outside_era

SAID = Path(__file__).with_name("said.tsv")


def rows() -> list[list[str]]:
    return [line.split("\t") for line in SAID.read_text(encoding="utf-8").splitlines()]


def said(text: str) -> list[str]:
    got = read_quantity(text.replace("\\n", "\n"))
    return [
        text,
        describe(got),
        got.reason or "",
        "／".join(got.changes),
        (got.note or "").replace("\n", "\\n"),
        "／".join(map(_value, got.also)),
        "／".join(got.conflicts),
    ]


def _value(each: Quantity) -> str:
    return describe(each).replace("\n", "\\n")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_is_said_of_a_reading(row: list[str]) -> None:
    assert said(row[0]) == row


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_why_nothing_is_said_is_the_same_alone(row: list[str]) -> None:
    text = row[0].replace("\\n", "\n")
    assert why_missing(text) == read_quantity(text).missing_reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("・実施なし", "not_conducted"),
        ("令和5年度で事業終了", "discontinued"),
        ("同上", "ditto"),
        ("", "blank"),
        ("参加者 12人", None),
        ("中止したため、代わりに講座を3回開いた。", None),
        ("ー" * 300, None),  # longer than any word for nothing
    ],
)
def test_why_nothing_is_said(text: str, why: str | None) -> None:
    assert why_missing(text) == why


@pytest.mark.parametrize(
    ("era", "iso", "said_of_it"),
    [
        ("平成31", "2019-04-30", None),
        ("平成31", "2019-05-01", "平成は2019-04-30までです"),
        ("平成31", "2019-04", None),
        ("平成31", "2019-05", "平成は2019-04-30までです"),
        ("令和元", "2019-05-01", None),
        ("令和元", "2019-04-30", "令和は2019-05-01からです"),
        ("令和元", "2019-05", None),
        ("昭和64", "1989-01-07", None),
        ("昭和64", "1989-01-08", "昭和は1989-01-07までです"),
        ("いつか", "2019-05-01", None),
    ],
)
def test_the_first_and_the_last_day_of_an_era(era: str, iso: str, said_of_it: str | None) -> None:
    assert outside_era(era, iso) == said_of_it


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2018年度～2020年度", "2018年度～2020年度"),
        ("令和6年度", "2024年度"),
        ("2018年～2020年", "2018年～2020年"),
        ("2024年4月", "2024年4月"),
        ("1,030人", "1030人"),
    ],
)
def test_years_in_print(text: str, printed: str) -> None:
    assert format_quantity(read_quantity(text)) == printed


if __name__ == "__main__":
    texts = [row[0] for row in rows()]
    lines = ("\t".join(said(text)) for text in texts)
    SAID.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
