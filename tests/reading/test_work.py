"""Work on one book is counted."""

from __future__ import annotations

import pytest

from zushi_xl.returned.work import TooMuchWork, limited, spend


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
