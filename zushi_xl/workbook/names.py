"""Sheet names that Excel accepts: at most 31 characters, none of []:*?/\\, no two alike."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.text.regex import regex

_FORBIDDEN = regex(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31  # UTF-16 code units


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names as near to the wanted ones as Excel allows, in the same order."""
    names: list[str] = []
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    for text in wanted:
        name = _shortened(_FORBIDDEN.sub("・", text).strip().strip("'") or "シート", _LONGEST)
        number = 2
        while name.casefold() in taken:
            mark = f"({number})"
            name = _shortened(name, _LONGEST - len(mark)) + mark
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def is_sheet_name(text: str) -> bool:
    """Whether Excel accepts the text as it is.

    >>> is_sheet_name("施策"), is_sheet_name("施策/事業")
    (True, False)
    """
    return sheet_names([text]) == [text]


def _shortened(text: str, longest: int) -> str:
    """At most ``longest`` UTF-16 units, never half a surrogate pair."""
    units = text.encode("utf-16-le", "replace")[: longest * 2]
    return units.decode("utf-16-le", "ignore").rstrip()


_FORBIDDEN_IN_FILES = regex(r'[<>:"/\\|?*\x00-\x1f]')


_LONGEST_IN_FILES = 60  # with what follows, the 255 bytes of a name on Linux are enough


def file_name(text: str) -> str:
    """A part of a file name that Windows, macOS and Linux accept."""
    clean = _FORBIDDEN_IN_FILES.sub("・", text).strip(" .")
    return _shortened(clean, _LONGEST_IN_FILES).rstrip(" .") or "名称なし"


def file_names(wanted: Iterable[str]) -> list[str]:
    """File names of which no two are alike on any system, in the same order."""
    names: list[str] = []
    taken: set[str] = set()
    for text in wanted:
        name, number = file_name(text), 2
        while name.casefold() in taken:
            name, number = f"{file_name(text)}({number})", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
