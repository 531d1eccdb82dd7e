"""How messages and sheets word what they share: a text cut short, a day, a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def shorten(text: str, length: int) -> str:
    """The text in at most ``length`` characters; … says that it goes on."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def japanese_date(day: date) -> str:
    """2024年4月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def without_zeros(number: Decimal) -> str:
    """A number in digits, without the zeros that end its decimals: 1.50 → 1.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
