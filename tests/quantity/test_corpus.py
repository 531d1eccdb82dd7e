"""The corpora: no silent error, and the agreed shares of right answers and fields."""

from __future__ import annotations

import pytest

from tests.quantity.grading import BESIDE, CORPUS, Row, field_agrees, grade, read_corpus
from zushi_xl.quantity import read_quantity

CORPORA = {path.stem: read_corpus(path) for path in (CORPUS, BESIDE)}
ROWS = [row for rows in CORPORA.values() for row in rows]
MOST_WRONG = {"corpus": 0.005, "corpus2": 0.01}


@pytest.fixture(params=CORPORA)
def corpus(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def core(corpus: str) -> list[Row]:
    return [row for row in CORPORA[corpus] if not row.get("arguable")]


def test_no_wrong_value_without_a_flag() -> None:
    silent = [row["text"] for row in ROWS if grade(row, read_quantity(row["text"])).silent]
    assert silent == []


def test_core_rows_are_right(corpus: str) -> None:
    rows = core(corpus)
    wrong = [row["text"] for row in rows if not grade(row, read_quantity(row["text"])).right]
    assert len(wrong) <= MOST_WRONG[corpus] * len(rows), wrong


@pytest.mark.parametrize("field", ["unit", "qualifier", "planned", "fiscal_years"])
def test_fields_agree(corpus: str, field: str) -> None:
    read = [(row, read_quantity(row["text"])) for row in core(corpus) if row["kind"] != "text"]
    given = [(row, got) for row, got in read if got.has_value or not row.get("null_ok")]
    wrong = [row["text"] for row, got in given if not field_agrees(row, got, field)]
    assert len(wrong) <= 0.02 * len(given), wrong


def test_refusals_say_why() -> None:
    read = [read_quantity(row["text"]) for row in ROWS]
    assert all(got.reason for got in read if got.is_refused)


def test_the_text_is_kept_untouched() -> None:
    assert all(read_quantity(row["text"]).text == row["text"] for row in ROWS)
