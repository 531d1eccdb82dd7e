"""The rows as numbered for printing, with what officers wrote into an earlier list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zushi_xl.redline.compose import Revision

CONTENT, KEY = "改正内容（見え消し）", "行の印"  # headers by which a list is read again
PART = "‖"  # 具体的施策/A012‖2: the second part of a row that was split
BRANCH = "の"  # 15の2: a row that came after 15 while the numbers stay
FIRST = "新"  # 新の2: one that came before all others


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier list says of a row."""

    number: str
    item: str  # 改正項目


@dataclass(frozen=True, slots=True)
class Listed:
    number: str
    revision: Revision
    item: str = ""


def number_rows(
    revisions: Iterable[Revision],
    earlier: Mapping[str, Earlier],
    *,
    keep_numbers: bool = False,
) -> tuple[Listed, ...]:
    """The rows in order, each with its 改正項目 from before.

    With ``keep_numbers`` rows that were there keep their number, and those between get branches;
    else they are counted through.
    """
    rows = tuple(revisions)
    numbers = _kept_numbers(rows, earlier) if keep_numbers and earlier else _counted(rows)
    return tuple(
        Listed(number, row, earlier[row.key].item if row.key in earlier else "")
        for number, row in zip(numbers, rows, strict=True)
    )


def _counted(rows: tuple[Revision, ...]) -> Iterator[str]:
    return (str(number) for number in range(1, len(rows) + 1))


def _kept_numbers(rows: tuple[Revision, ...], earlier: Mapping[str, Earlier]) -> Iterator[str]:
    taken = {each.number for each in earlier.values()}
    last = FIRST
    for row in rows:
        if row.key in earlier:
            last = earlier[row.key].number
            yield last
        else:
            number = _branch(last, taken)
            taken.add(number)
            yield number


def _branch(number: str, taken: set[str]) -> str:
    branch = 2
    while f"{number}{BRANCH}{branch}" in taken:
        branch += 1
    return f"{number}{BRANCH}{branch}"
