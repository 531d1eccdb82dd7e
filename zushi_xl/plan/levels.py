"""The levels of a plan: their kinds, which decide about pages, and as a city has them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from zushi_xl.text.code_format import CodeFormat, read_format
from zushi_xl.text.codes import circled
from zushi_xl.workbook.cells import Source

FEWEST, MOST = 2, 5  # levels of a plan


class Level(StrEnum):
    """The kinds of level, from the top; the value is the standard word, cities have their own.

    The highest with pages of its own is the pillar, the lowest with pages is the measure, and what
    stands as a block on the measure's page is the initiative. A plan uses some of them.
    """

    PILLAR = "柱"
    DIRECTION = "取り組みの方向"
    THIRD = "第3階層"
    FOURTH = "第4階層"
    MEASURE = "具体的施策"
    INITIATIVE = "取り組み"

    @property
    def key(self) -> str:
        """The word that programs read where a plan has the standard levels."""
        return self.name.lower()


STANDARD = (Level.PILLAR, Level.DIRECTION, Level.MEASURE, Level.INITIATIVE)
SECTION_LEVELS = tuple(level for level in Level if level is not Level.INITIATIVE)
_ABOVE = tuple(level for level in SECTION_LEVELS if level is not Level.MEASURE)


def place_of_depth(depth: int) -> str:
    """What the masters of no city call a level: 階層1 is the highest."""
    return f"階層{depth}"


class PlanLevel(NamedTuple):
    """A level as the city has it: a row of the sheet 階層.

    ``is_rated``, ``has_kpis`` and ``has_money`` None: as the form has it. ``key`` is the word of
    programs (pillar … or level1 …). ``begins_with_above``: codes begin with a whole one of the
    level above, though not with one number a level: Ⅲ-5-31-(2) right under Ⅲ-5, 0086-① under 0086.
    ``is_readable``: its example of a code shows a format; else nothing is known of its codes.
    """

    kind: Level
    name: str
    key: str
    code_format: CodeFormat
    depth: int  # from 1
    is_path: bool  # codes hold those of the level above: 5-1-① under 5-1
    within_parent: bool = True  # else numbered through the plan
    is_rated: bool | None = None
    has_kpis: bool | None = None
    has_money: bool | None = None
    source: Source = Source("")
    sheet: str = ""  # in the plan master; empty without the sheet 階層
    begins_with_above: bool = False
    is_readable: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether what is printed is the whole code: no number alone, to be read in its parent."""
        return self.is_path or self.begins_with_above or not self.within_parent

    @property
    def names_parent(self) -> bool:
        """Whether a code says under which one it stands; else column 上位 does."""
        return self.is_path or self.begins_with_above

    @property
    def place(self) -> str:
        """What a level is called in the masters of no city: 階層1 is the highest."""
        return place_of_depth(self.depth)

    @property
    def has_sheet(self) -> bool:
        """Whether each of its items has a sheet of its own, not a block on that of its parent."""
        return self.kind is not Level.INITIATIVE


def kinds_of(count: int, *, lowest_is_block: bool) -> tuple[Level, ...]:
    """The kinds of ``count`` levels, from the top.

    >>> [level.name for level in kinds_of(4, lowest_is_block=True)]
    ['PILLAR', 'DIRECTION', 'MEASURE', 'INITIATIVE']
    """
    pages = count - lowest_is_block
    above = _ABOVE[: pages - 1]
    return (*above, Level.MEASURE, *((Level.INITIATIVE,) if lowest_is_block else ()))


def path_examples(kinds: Sequence[Level]) -> tuple[str, ...]:
    """The examples of codes where nothing else is said: 5, 5-1, 5-1-①, 5-1-①-②."""
    values = (5, *[1] * (len(kinds) - 2), 2) if len(kinds) > len(STANDARD) else (5, 1, 1, 2)
    parts = [
        circled(value) if kind in (Level.MEASURE, Level.INITIATIVE) else str(value)
        for kind, value in zip(kinds, values, strict=False)
    ]
    return tuple("-".join(parts[: depth + 1]) for depth in range(len(parts)))


def standard_levels(names: Sequence[tuple[Level, str]]) -> tuple[PlanLevel, ...]:
    """The levels in use where the plan has no sheet 階層, with their names."""
    examples = path_examples([kind for kind, _ in names])
    return tuple(
        PlanLevel(kind, name, kind.key, format_of(example), depth, is_path=True)
        for depth, ((kind, name), example) in enumerate(zip(names, examples, strict=True), 1)
    )


def format_of(example: str) -> CodeFormat:
    """The format of an example that is known to be one.

    Raises:
        ValueError: it is none.
    """
    found = read_format(example)
    if found is None:
        raise ValueError(example)
    return found
