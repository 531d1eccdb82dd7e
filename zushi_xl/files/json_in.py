"""JSON that came from outside: it is looked at before the parser sees it.

Python's parser calls itself for each bracket. Two hundred thousand of them end the Python of the
browser, where nothing can be caught, so nobody else in the package parses a JSON file or cell.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

from zushi_xl.files.ordinary import NOT_READ, read_ordinary
from zushi_xl.text.regex import regex

DEEPEST = 100  # levels; what this package writes has eight
MOST_BYTES = 512 * 1024 * 1024  # of a file: three times the result of 5,000 divisions
_ALL_BUT_BRACKETS = regex(r'"(?:[^"\\]++|\\.)*+"?|[^\[\]{}"]++', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


class JsonFault(ValueError):
    """A text that is no JSON, or one that nobody should read; ``str`` is the reason in words."""


def parse_json(text: str) -> Any:
    """What a text of JSON says.

    Raises:
        JsonFault: it is no JSON, or its lists stand too deep in one another.
    """
    if _is_deep(text):
        raise JsonFault(f"入れ子が深すぎます（{DEEPEST}段まで）")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise JsonFault("JSON として読めません") from None


def read_json(path: Path) -> Any:
    """What a file of JSON says.

    Raises:
        OSError: it cannot be opened.
        JsonFault: it is too large, is no text in UTF-8, or no JSON, or too deep.
    """
    return parse_json(json_text(path))


def json_text(path: Path) -> str:
    """The text of a file of JSON.

    Raises:
        OSError: it cannot be opened.
        JsonFault: it is too large, or no text in UTF-8.
    """
    try:
        return read_ordinary(path, MOST_BYTES).decode("utf-8")
    except OSError as error:
        if error.errno in NOT_READ and error.strerror:
            raise JsonFault(error.strerror) from None
        raise
    except UnicodeDecodeError:
        raise JsonFault("UTF-8 の文字ではありません") from None


def _is_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    brackets = _ALL_BUT_BRACKETS.sub("", text)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEEPEST
