"""Rows outside the sections: chapters, 基本目標 with their targets, the population outlook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zushi_xl.plan.outlook import Goal, PopulationRow, said_for
from zushi_xl.redline.chapters import Chapter, Version
from zushi_xl.redline.compose import (
    ChangeKind,
    Revision,
    TextPair,
    change_kind,
    changes_of,
    composed,
    kind_notes,
)
from zushi_xl.redline.not_compared import ShownColumns
from zushi_xl.redline.pieces import Pieces, joined, note
from zushi_xl.redline.printed_places import NOTHING, era_year, wide
from zushi_xl.workbook.cells import Source

PICTURE = "（図）"
PICTURE_CHANGED = "（図　差し替え）"
_NAME_LENGTH = 40  # characters of a text that name its row where it has no heading


def chapter_row(old: Chapter | None, new: Chapter | None, moved: str = "") -> Iterator[Revision]:
    """A passage of the plan book, if its heading, text or picture changed, or it ``moved``."""
    lines = {
        "見出し": TextPair(
            old.heading or None if old else None, new.heading or None if new else None
        ),
        "本文": TextPair(old.text or None if old else None, new.text or None if new else None),
    }
    picture = _picture(old, new)
    if not picture and not moved and not changes_of(lines.values()):
        return
    kind = change_kind(old, new)
    notes = kind_notes(kind)
    notes += [moved] if moved else []
    pieces = joined((*composed(lines.values(), notes), *note(f"\n{picture}" if picture else "")))
    chapter = new or old
    assert chapter is not None
    told = {header for header, line in lines.items() if line.differs}
    told |= {"図"} if picture else set()
    yield _row(
        f"本文/{chapter.id}",
        chapter,
        (old, new),
        pieces,
        ChangeKind.MOVED if moved and kind is ChangeKind.CHANGED else kind,
        told if kind is ChangeKind.CHANGED else {"*"},
    )


def _picture(old: Chapter | None, new: Chapter | None) -> str:
    """The note about a picture that came, went or was replaced."""
    before, after = (chapter.picture if chapter else "" for chapter in (old, new))
    if before == after:
        return ""
    if before and after:
        return PICTURE_CHANGED
    return PICTURE if not (old and new) else "（図　追加）" if after else "（図　削除）"


def _row(
    key: str,
    chapter: Chapter | None,
    places: tuple[Chapter | None, Chapter | None],
    pieces: Pieces,
    kind: ChangeKind = ChangeKind.CHANGED,
    told: Iterable[str] = (),
) -> Revision:
    old, new = places
    return Revision(
        key=key,
        place=tuple(chapter.place.split("\n")) if chapter else (key.partition("/")[0],),
        page_new=new.page if new else NOTHING,
        page_old=(new.old_page if new else "") or (old.page if old else NOTHING),
        pieces=pieces,
        kind=kind,
        name=(chapter.heading or chapter.text[:_NAME_LENGTH] if chapter else "") or key,
        told=frozenset(told),
    )


# ------------------------------------------------------------------ 基本目標


def goal_rows(
    old: Version, new: Version
) -> Iterator[tuple[Revision | None, tuple[ShownColumns, ...]]]:
    """A row for each 基本目標 of which anything changed, and what it tells of which cells."""
    before, after = ({g.number: g for g in v.plan.goals} for v in (old, new))
    for number in dict.fromkeys((*after, *before)):
        goals = before.get(number), after.get(number)
        lines = _goal_lines(*goals)
        row = None
        if changes_of(lines.values()):
            row = _target_row(f"基本目標{number}", old, new, goals, lines.values())
        yield row, (ShownColumns(*_sources(goals), _goal_told(goals, lines)),)


_GOAL_HEADERS = {
    "名称": ("番号", "名称"),
    "年度": ("目標年度",),
    "指標": ("指標",),
    "目標値": ("目標値",),
    "現状": ("現状値", "現状時点"),
    "補足説明": ("補足説明",),
}


def _goal_told(
    goals: tuple[Goal | None, Goal | None], lines: Mapping[str, TextPair]
) -> frozenset[str]:
    if None in goals:
        return frozenset("*")
    changed = (name for name, line in lines.items() if line.differs)
    return frozenset(header for name in changed for header in _GOAL_HEADERS[name])


def _sources(items: Iterable[Goal | PopulationRow | None]) -> tuple[Source | None, Source | None]:
    old, new = (item.source if item else None for item in items)
    return old, new


def _goal_lines(old: Goal | None, new: Goal | None) -> dict[str, TextPair]:
    both = [_goal_texts(goal) if goal else {} for goal in (old, new)]
    return {
        name: TextPair(both[0].get(name), both[1].get(name))
        for name in _GOAL_HEADERS
        if name in both[0] or name in both[1]
    }


def _goal_texts(goal: Goal) -> dict[str, str]:
    """The printed lines of a goal; empty ones are not printed."""
    texts = {
        "名称": f"【基本目標{wide(goal.number)}】{goal.title}",
        "年度": f"＜数値目標（{_year(goal.target_year)}）＞" if goal.target_year else "",
        "指標": f"指標：{goal.indicator}",
        "目標値": f"目標値：{goal.target}" if goal.target not in goal.indicator else "",
        "現状": _baseline(goal),
        "補足説明": f"補足説明：\n{goal.note}" if goal.note else "",
    }
    return {name: text for name, text in texts.items() if text}


def _year(year: int) -> str:
    era = era_year(year)
    return f"{year}年度（{era}年度）" if era else f"{year}年度"


def _baseline(goal: Goal) -> str:
    if not goal.baseline:
        return ""
    period = f"（{goal.baseline_period}）" if goal.baseline_period else ""
    return f"現状：{goal.baseline}{period}"


def _target_row(
    what: str,
    old: Version,
    new: Version,
    items: Iterable[object | None],
    lines: Iterable[TextPair],
) -> Revision:
    before, after = items
    kind = change_kind(before, after)
    notes = kind_notes(kind)
    places = old.place_of(what) if before else None, new.place_of(what) if after else None
    return _row(what, places[1] or places[0], places, composed(lines, notes), kind)


# ------------------------------------------------------------------ 人口見通し

_Year = Mapping[str, tuple[str, Source]]  # the line of every group, and where it stands


def population_rows(
    old: Version, new: Version
) -> Iterator[tuple[Revision | None, tuple[ShownColumns, ...]]]:
    """A row for each year of the outlook of which anything changed."""
    before, after = (_by_year(v) for v in (old, new))
    for year in sorted({*before, *after}):
        rows = before.get(year), after.get(year)
        lines = _population_lines(year, *rows)
        row = None
        if changes_of(lines):
            row = _target_row(f"人口見通し{year}", old, new, rows, lines)
        yield row, tuple(_population_told(rows[0] or {}, rows[1] or {}))


def _by_year(version: Version) -> dict[int, dict[str, tuple[str, Source]]]:
    years: dict[int, dict[str, tuple[str, Source]]] = {}
    for row in version.plan.population:
        said = version.shares.get(row.source.cell, "")
        share = f"、{said}％" if said else ""
        people = said_for(row.people_said, NOTHING) if row.people is None else f"{row.people:,}人"
        text = f"{row.group}：{people}{share}"
        years.setdefault(row.year, {})[row.group] = (text, row.source)
    return years


def _population_told(old: _Year, new: _Year) -> Iterator[ShownColumns]:
    for group in dict.fromkeys((*new, *old)):
        before, after = old.get(group), new.get(group)
        if before is None or after is None:
            columns = frozenset("*")
        else:
            columns = frozenset(("人数", "割合") if before[0] != after[0] else ())
        yield ShownColumns(before[1] if before else None, after[1] if after else None, columns)


def _population_lines(year: int, old: _Year | None, new: _Year | None) -> list[TextPair]:
    era = era_year(year)
    head = f"将来展望人口{year}（{era}）" if era else f"将来展望人口{year}"
    groups = dict.fromkeys((*(new or {}), *(old or {})))
    texts = ({g: text for g, (text, _) in (side or {}).items()} for side in (old, new))
    before, after = texts
    return [
        TextPair(head if old else None, head if new else None),
        *(TextPair(before.get(group), after.get(group)) for group in groups),
    ]
