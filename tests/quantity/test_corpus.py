"""The corpus: no silent error, and the agreed shares of right answers and fields."""

from __future__ import annotations

import pytest

from tests.quantity.grading import field_agrees, grade, read_corpus
from zushi_xl.quantity import read_quantity

ROWS = read_corpus()
CORE = [row for row in ROWS if not row.get("arguable")]


def test_no_wrong_value_without_a_flag() -> None:
    silent = [row["text"] for row in ROWS if grade(row, read_quantity(row["text"])).silent]
    assert silent == []


def test_core_rows_are_right() -> None:
    wrong = [row["text"] for row in CORE if not grade(row, read_quantity(row["text"])).right]
    assert len(wrong) <= 0.005 * len(CORE), wrong


@pytest.mark.parametrize("field", ["unit", "qualifier", "planned", "fiscal_years"])
def test_fields_agree(field: str) -> None:
    read = [(row, read_quantity(row["text"])) for row in CORE if row["kind"] != "text"]
    wrong = [row["text"] for row, got in read if not field_agrees(row, got, field)]
    assert len(wrong) <= 0.03 * len(read), wrong


def test_refusals_say_why() -> None:
    read = [read_quantity(row["text"]) for row in ROWS]
    assert all(got.reason for got in read if got.is_refused)


def test_the_text_is_kept_untouched() -> None:
    assert all(read_quantity(row["text"]).text == row["text"] for row in ROWS)
