"""The form's own help knows amounts of any length: what somebody typed ends no run."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zushi_xl.sheets.live_help.odd_amount import is_odd_figure


@pytest.mark.parametrize(
    ("text", "number", "is_odd"),
    [
        ("1,234", "1234", False),
        ("12,34", "1234", True),
        ("-1,234", "-1234", False),
        ("1,234.5", "1234.5", False),
        ("1" + ",000" * 2_000, "1" + "000" * 2_000, False),  # 6,001 digits
        ("1,234" * 1_500, "1234" * 1_500, True),
    ],
)
def test_commas_of_long_amounts(text: str, number: str, is_odd: bool) -> None:
    assert is_odd_figure(text, Decimal(number)) is is_odd
