"""Work on one book is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.form.answers import Submission
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.text.work import TooMuchWork, limited, spend
from zushi_xl.workbook.cells import Workbook
from zushi_xl.workflow.single_books import judged
from zushi_xl.xlsx_in import read_workbook


@pytest.fixture(scope="module")
def filled() -> Workbook:
    inputs = Path(__file__).resolve().parents[2] / "inputs"
    book = read_workbook(inputs / "高齢介護課_進捗状況評価シート.xlsx")
    assert isinstance(book, Workbook)
    return book


def test_the_last_step_is_free() -> None:
    with limited(steps=3):
        spend(3)


def test_one_more_is_too_much() -> None:
    with pytest.raises(TooMuchWork), limited(steps=200_000):
        spend(200_001)


def test_many_small_steps_count_as_one_large() -> None:
    with limited(steps=200_000):
        for _ in range(200_000):
            spend(1)
        with pytest.raises(TooMuchWork):
            spend(1)


def test_the_clock_is_the_last_resort() -> None:
    with pytest.raises(TooMuchWork), limited(steps=1_000_000, seconds=0.0):
        spend(100_000)


def test_books_do_not_share_a_budget() -> None:
    with limited(steps=100_000):
        spend(99_999)
    with limited(steps=100_000):
        spend(99_999)
    spend(10**12)  # outside a book nothing is counted


def test_checks_are_broken_off_and_told(
    monkeypatch: pytest.MonkeyPatch, masters: Masters, filled: Workbook
) -> None:
    """What was read counts all the same."""
    monkeypatch.setattr("zushi_xl.rules.registry._LETTERS_A_STEP", 0.000_001)
    read = judged(Reader(masters.plan, masters.form), filled)
    assert isinstance(read.outcome, Submission)
    assert [f.rule for f in read.found] == ["return-too-large"]
    assert read.found[0].division == "高齢介護課"
