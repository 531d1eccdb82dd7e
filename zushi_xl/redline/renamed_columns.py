"""Columns that have another name in the other master, found by what stands in them.

A column of the format that a city calls otherwise in one master (説明 → 内容) is read as the column
of the format in both: else all that stands in it would be struck out, row after row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.redline.chapters import Version, read_version
from zushi_xl.redline.cleaned import cleaned_workbook
from zushi_xl.redline.grids import TypedGrid, grids
from zushi_xl.redline.section_rows import ABOUT, MORE_PROGRAMS
from zushi_xl.redline.similarity import text_likeness
from zushi_xl.workbook.cells import Workbook, Worksheet

KNOWN = {spec.name: {match_key(c.header): c.header for c in spec.columns} for spec in PLAN_SHEETS}


def known_of(level: Level) -> dict[str, str]:
    """The columns that the sheet of a level has in every city, by ``match_key``; those of a level
    without a standard sheet are those of the measures."""
    return KNOWN.get(level.value, KNOWN[Level.MEASURE.value])


# columns of the format that the plan book prints and that a master need not have
PRINTED_COLUMNS = {
    Level.INITIATIVE.value: ("総合戦略", "再掲元"),
    "本文": ("見出し", "本文", "図"),
    "基本目標": ("現状値", "現状時点", "補足説明"),
    "人口見通し": ("割合",),
}
_SAME_COLUMN = 0.5  # likeness of the cells from which two columns are one under two names


Sides = tuple[Mapping[str, TypedGrid], Mapping[str, TypedGrid]]  # the sheets of old and new


@dataclass(frozen=True, slots=True)
class Renamed:
    """A column that has another name in the new master; ``known``: its name in the format."""

    sheet: str
    old: str
    new: str
    known: str = ""

    @property
    def names(self) -> set[str]:
        """Both headers, as ``match_key`` makes them."""
        return {match_key(self.old), match_key(self.new)}


def renamed_columns(old: Version, new: Version, sides: Sides) -> tuple[Renamed, ...]:
    """Every column that only one side has under its name, with that of the other."""
    known = _known_headers(old) | _known_headers(new)
    found: list[Renamed] = []
    for key in (key for key in sides[0] if key in sides[1]):
        found += _renamed(sides[0][key], sides[1][key], known.get(key, {}))
    return tuple(sorted(found, key=lambda r: (r.sheet, r.old)))


def with_known_headers(old: Version, new: Version) -> tuple[Version, Version]:
    """Both versions read with the names of the format where one of them has another.

    Raises:
        FaultyBook: what stands in such a column is nothing that the format takes.
    """
    sides = grids(old.raw), grids(new.raw)
    renamed = renamed_columns(old, new, sides)
    known = [each for each in renamed if each.known]
    olds = [(r.sheet, r.old, r.known) for r in known if r.old != r.known]
    news = [(r.sheet, r.new, r.known) for r in known if r.new != r.known]
    for sheet, header, which in lone_columns(new, sides, renamed):
        (olds if which == "旧" else news).append((sheet, header, ""))
    return _read_again(old, olds), _read_again(new, news)


def lone_columns(
    new: Version, sides: Sides, renamed: Iterable[Renamed]
) -> tuple[tuple[str, str, str], ...]:
    """Printed columns of the format that one master has as a whole: sheet, header, 旧 or 新."""
    settled = {(match_key(r.sheet), name) for r in renamed for name in r.names}
    found = []
    for key, headers in _printed_columns(new).items():
        one, other = sides[0].get(key), sides[1].get(key)
        for header in headers if one and other else ():
            has = [match_key(header) in side[key].column_by_key for side in sides]
            if has[0] != has[1] and (key, match_key(header)) not in settled:
                found.append((sides[1][key].name, header, "旧" if has[0] else "新"))
    return tuple(found)


def _printed_columns(version: Version) -> dict[str, tuple[str, ...]]:
    by_sheet = {match_key(name): headers for name, headers in PRINTED_COLUMNS.items()}
    for item in version.plan.initiatives:
        by_sheet[match_key(item.source.sheet)] = PRINTED_COLUMNS[Level.INITIATIVE.value]
    return by_sheet


def _known_headers(version: Version) -> dict[str, Mapping[str, str]]:
    """The columns of the format by sheet, those of a level under the city's name for it."""
    by_sheet: dict[str, Mapping[str, str]] = {match_key(name): KNOWN[name] for name in KNOWN}
    about = {match_key(header): header for header in (*ABOUT, MORE_PROGRAMS)}
    levels = {(item.source.sheet, item.level) for item in version.plan.sections}
    levels |= {(item.source.sheet, Level.INITIATIVE) for item in version.plan.initiatives}
    for sheet, level in levels:
        by_sheet[match_key(sheet)] = known_of(level) | about
    return by_sheet


def _renamed(old: TypedGrid, new: TypedGrid, known: Mapping[str, str]) -> Iterator[Renamed]:
    """Columns that only one side has and that say the same, most alike first."""
    gone = {k: c for k, c in old.column_by_key.items() if k not in new.column_by_key}
    came = {k: c for k, c in new.column_by_key.items() if k not in old.column_by_key}
    names = _line_names(old), {name: line for line, name in _line_names(new).items()}
    lines = {line: names[1][name] for line, name in names[0].items() if name in names[1]}
    likely = sorted(
        (
            (_share(old, gone[a], new, came[b], lines), a, b)
            for a in gone
            for b in came
            if not {a, b} <= known.keys()
        ),
        reverse=True,
    )
    for share, a, b in likely:
        if share >= _SAME_COLUMN and a in gone and b in came:
            header = known.get(a) or known.get(b, "")
            yield Renamed(new.name, old.headers[gone.pop(a)], new.headers[came.pop(b)], header)


def _line_names(grid: TypedGrid) -> dict[int, tuple[str, int]]:
    """What stands first in each line, and how often it did above: years and codes come again."""
    seen: defaultdict[str, Iterator[int]] = defaultdict(count)
    firsts = ((line, match_key(grid.text(line, 0))) for line in grid.body)
    return {line: (first, next(seen[first])) for line, first in firsts}


def _share(old: TypedGrid, a: int, new: TypedGrid, b: int, lines: Mapping[int, int]) -> float:
    """How alike the filled cells of two columns are, row by row of the same code."""
    filled = [line for line in old.body if old.text(line, a)]
    others = sum(1 for line in new.body if new.text(line, b))
    if not filled or not others:
        return float(not filled and not others)
    alike = sum(
        text_likeness(old.text(line, a), new.text(lines[line], b))
        for line in filled
        if line in lines
    )
    return alike / max(len(filled), others)


def _read_again(version: Version, headers: Iterable[tuple[str, str, str]]) -> Version:
    """The version with headers exchanged: of a sheet, the typed one for that of the format, or for
    none, and then the column is not read."""
    by_sheet: dict[str, dict[int, str]] = {}
    sheets = grids(version.raw)
    for sheet, typed, header in headers:
        column = sheets[match_key(sheet)].column_by_key[match_key(typed)]
        by_sheet.setdefault(match_key(sheet), {})[column] = header
    if not by_sheet:
        return version
    book = _with_headers(cleaned_workbook(version.raw), by_sheet)
    return read_version(book, load_plan(book), version.raw)


def _with_headers(book: Workbook, by_sheet: Mapping[str, Mapping[int, str]]) -> Workbook:
    def exchanged(sheet: Worksheet) -> Worksheet:
        headers = by_sheet.get(match_key(sheet.name), {})
        cells = {place: cell for place, cell in sheet.cells.items() if headers.get(place[1], "-")}
        for column, text in headers.items():
            if text:
                cells[0, column] = cells[0, column]._replace(value=text, text=text)
        return replace(sheet, cells=cells) if headers else sheet

    return replace(book, sheets=tuple(map(exchanged, book.sheets)))
