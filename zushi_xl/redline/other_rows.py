"""Rows outside the sections: chapters, 基本目標 with their targets, the population outlook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zushi_xl.plan.model import Goal, PopulationRow
from zushi_xl.redline.chapters import Chapter, Version
from zushi_xl.redline.compose import Kind, Line, Revision, changes_of, composed
from zushi_xl.redline.pieces import Pieces, joined, note
from zushi_xl.redline.placing import NOTHING, era_year, wide

PICTURE = "（図）"
PICTURE_CHANGED = "（図　差し替え）"


def chapter_row(old: Chapter | None, new: Chapter | None) -> Iterator[Revision]:
    """A passage of the plan book, if its heading, text or picture changed."""
    lines = [
        Line(old.heading or None if old else None, new.heading or None if new else None),
        Line(old.text or None if old else None, new.text or None if new else None),
    ]
    picture = _picture(old, new)
    if not picture and not changes_of(lines):
        return
    kind = Kind.CHANGED if old and new else Kind.NEW if new else Kind.DELETED
    notes = [] if kind is Kind.CHANGED else [f"（{kind.value}）"]
    pieces = joined((*composed(lines, notes), *note(f"\n{picture}" if picture else "")))
    chapter = new or old
    assert chapter is not None
    yield _row(f"本文/{chapter.id}", chapter, old, new, pieces, kind)


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
    old: Chapter | None,
    new: Chapter | None,
    pieces: Pieces,
    kind: Kind = Kind.CHANGED,
) -> Revision:
    return Revision(
        key=key,
        place=tuple(chapter.place.split("\n")) if chapter else (key.partition("/")[0],),
        page_new=new.page if new else NOTHING,
        page_old=old.page if old else NOTHING,
        pieces=pieces,
        kind=kind,
    )


# ------------------------------------------------------------------ 基本目標


def goal_rows(old: Version, new: Version) -> Iterator[Revision]:
    """A row for each 基本目標 of which anything changed."""
    before, after = ({g.number: g for g in v.plan.goals} for v in (old, new))
    for number in dict.fromkeys((*after, *before)):
        goals = before.get(number), after.get(number)
        lines = _goal_lines(*goals)
        if changes_of(lines):
            yield _target_row(f"基本目標{number}", old, new, goals, lines)


def _goal_lines(old: Goal | None, new: Goal | None) -> list[Line]:
    both = [_goal_texts(goal) if goal else {} for goal in (old, new)]
    names = dict.fromkeys((*both[1], *both[0]))
    return [Line(both[0].get(name), both[1].get(name)) for name in names]


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
    lines: list[Line],
) -> Revision:
    before, after = items
    kind = Kind.CHANGED if before and after else Kind.NEW if after else Kind.DELETED
    notes = [] if kind is Kind.CHANGED else [f"（{kind.value}）"]
    places = old.place_of(what) if before else None, new.place_of(what) if after else None
    return _row(what, places[1] or places[0], *places, composed(lines, notes), kind)


# ------------------------------------------------------------------ 人口見通し


def population_rows(old: Version, new: Version) -> Iterator[Revision]:
    """A row for each year of the outlook of which anything changed."""
    before, after = (_by_year(v.plan.population) for v in (old, new))
    for year in sorted({*before, *after}):
        rows = before.get(year), after.get(year)
        lines = _population_lines(year, *rows)
        if changes_of(lines):
            yield _target_row(f"人口見通し{year}", old, new, rows, lines)


def _by_year(rows: Iterable[PopulationRow]) -> dict[int, dict[str, str]]:
    years: dict[int, dict[str, str]] = {}
    for row in rows:
        share = f"、{row.share}％" if row.share is not None else ""
        people = f"{row.people:,}人" if row.people is not None else NOTHING
        years.setdefault(row.year, {})[row.group] = f"{row.group}：{people}{share}"
    return years


def _population_lines(
    year: int, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> list[Line]:
    era = era_year(year)
    head = f"将来展望人口{year}（{era}）" if era else f"将来展望人口{year}"
    groups = dict.fromkeys((*(new or {}), *(old or {})))
    return [
        Line(head if old else None, head if new else None),
        *(Line((old or {}).get(group), (new or {}).get(group)) for group in groups),
    ]
