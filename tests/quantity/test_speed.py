"""No text and no number format takes long: work is linear in what is read."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time

import pytest

import zushi_xl.quantity as package
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.quantity.excel_format import show_value
from zushi_xl.quantity.reader import LONGEST
from zushi_xl.text.regex import AtFirstUse

LETTERS = '0159.,-~()[]（）「:・、。年度月日人件％%約第以上未満令平R一十百千万億数中うちのをに男 　\n※注*=/→あ漢カa;"前'
FORMAT = '0#?.,;%"\\_*[]<>=@EeyYmMdhsgGa/千円人 -'
RNG = random.Random(20240401)


def _pieces(alphabet: str, count: int) -> list[str]:
    return ["".join(RNG.choices(alphabet, k=RNG.randrange(1, 5))) for _ in range(count)]


def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        for name, value in vars(
            importlib.import_module(f"{package.__name__}.{module.name}")
        ).items():
            if isinstance(value, re.Pattern | AtFirstUse):
                found[f"{module.name}.{name}"] = re.compile(value.pattern, value.flags)
    return found


@pytest.mark.parametrize("name", PATTERNS := _patterns())
def test_no_pattern_takes_long_on_the_longest_cell(name: str) -> None:
    pattern = PATTERNS[name]
    own = "".join(char for char in dict.fromkeys(pattern.pattern) if char not in "()[]{}|?*+\\^$")
    for piece in _pieces(LETTERS, 20) + _pieces(own or "a", 20):
        text = (piece * LONGEST)[: LONGEST - 1] + "!"
        started = time.process_time()
        pattern.fullmatch(text), pattern.match(text), pattern.search(text)
        assert time.process_time() - started < 0.2, piece


@pytest.mark.parametrize("piece", _pieces(LETTERS, 40))
def test_any_repetition_is_read_within_a_second(piece: str) -> None:
    for length in (LONGEST - 2, 100_000):
        started = time.process_time()
        read_quantity(piece * (length // len(piece)), Context("人", label="参加者数"))
        assert time.process_time() - started < 1


@pytest.mark.parametrize("piece", _pieces(FORMAT, 40))
def test_any_format_is_shown_within_a_second(piece: str) -> None:
    for length in (250, 100_000):
        started = time.process_time()
        assert isinstance(show_value(12345.678, piece * (length // len(piece))), str)
        assert time.process_time() - started < 1
