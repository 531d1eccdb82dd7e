"""All revisions between two versions of a plan, in the order of the new plan book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.initiative_rows import MORE_PROGRAMS, initiative_rows
from zushi_xl.redline.kpi_rows import kpi_rows
from zushi_xl.redline.matching import Item, Match, match_items
from zushi_xl.redline.other_rows import chapter_row, goal_rows, population_rows
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.section_rows import printed_texts, section_rows
from zushi_xl.text.codes import sort_key

SECTION_LEVELS = (Level.PILLAR, Level.DIRECTION, Level.MEASURE)
BODY = "計画"  # what 差込 says where the sections are printed


@dataclass(frozen=True)
class PlanDiff:
    """The rows of the list, and how the sections and initiatives were matched."""

    revisions: tuple[Revision, ...]
    pairs: tuple[Pair, ...]


def diff_plans(old: Version, new: Version) -> PlanDiff:
    """Compare two versions of one plan."""
    pairs = tuple(sorted(_pairs(old.plan, new.plan), key=_order))
    body = tuple(row for pair in pairs for row in _rows(pair))
    return PlanDiff(tuple(_in_book_order(old, new, body)), pairs)


def _rows(pair: Pair) -> Iterator[Revision]:
    if pair.level is Level.INITIATIVE:
        yield from initiative_rows(pair)
    else:
        yield from section_rows(pair)
        yield from kpi_rows(pair)


def _order(pair: Pair) -> tuple[tuple[int, ...], int]:
    """As the new plan; what went stands where it would, before what has its number now."""
    if pair.match.new:
        return sort_key(pair.match.new), 1
    above, _, number = pair.match.old.rpartition("-")
    place = pair.new_codes.get(above, above)
    return sort_key(f"{place}-{number}" if place else number), 0


# ------------------------------------------------------------------ matching


def _pairs(old: Plan, new: Plan) -> Iterator[Pair]:
    """Level by level, from the top: where a section is now tells where its parts should be."""
    codes: dict[str, str] = {}
    for level in SECTION_LEVELS:
        before = [
            _section_item(s, codes.get(_above(s.code), _gone(s.code))) for s in old.level(level)
        ]
        after = [_section_item(s, _above(s.code)) for s in new.level(level)]
        matches = match_items(before, after, by_code=True)
        codes.update({match.old: match.new for match in matches if match.old and match.new})
        yield from (Pair(old, new, level, match, codes) for match in matches)
    for match in _initiative_matches(old, new, codes):
        yield Pair(old, new, Level.INITIATIVE, match, codes)


def _above(code: str) -> str:
    return code.rpartition("-")[0]


def _gone(code: str) -> str:
    """A place that no new item has; the top is everybody's."""
    above = _above(code)
    return f"旧{above}" if above else ""


def _section_item(section: Section, parent: str) -> Item:
    text = "\n".join(printed_texts(section.level, section.texts).values())
    return Item(section.code, section.title, text, section.texts.get("ID", ""), parent)


def _initiative_matches(old: Plan, new: Plan, codes: Mapping[str, str]) -> tuple[Match, ...]:
    """Sources first; a relisted row is the one that repeats the same source at the same place."""
    before = [_initiative_item(i, codes.get(i.measure, _gone(i.code))) for i in _own(old)]
    after = [_initiative_item(i, i.measure) for i in _own(new)]
    matches = match_items(before, after)
    sources = {match.old: match.new for match in matches if match.old and match.new}
    relisted = match_items(
        [
            _relisted_item(i, sources.get(i.relisted_from, "旧"), codes.get(i.measure, ""))
            for i in old.initiatives
            if i.relisted_from
        ],
        [_relisted_item(i, i.relisted_from, i.measure) for i in new.initiatives if i.relisted_from],
    )
    return (*matches, *relisted)


def _own(plan: Plan) -> list[Initiative]:
    return [i for i in plan.initiatives if not i.relisted_from]


def _initiative_item(initiative: Initiative, parent: str) -> Item:
    texts = printed_texts(Level.INITIATIVE, initiative.texts)
    texts.pop(MORE_PROGRAMS, None)
    return Item(
        code=initiative.code,
        title=initiative.title,
        text="\n".join(texts.values()),
        id=initiative.texts.get("ID", ""),
        parent=parent,
        program=initiative.budget_program,
    )


def _relisted_item(initiative: Initiative, source: str, parent: str) -> Item:
    own_id = initiative.texts.get("ID", "")
    return Item(initiative.code, initiative.title, id=own_id or f"{source}@{parent}", parent=parent)


# ------------------------------------------------------------------ order of the book


def _in_book_order(old: Version, new: Version, body: tuple[Revision, ...]) -> Iterator[Revision]:
    """The chapters as 本文 has them; what a chapter holds stands in its place, once."""
    held: dict[str, tuple[Revision, ...]] = {
        row.key: (row,) for row in (*goal_rows(old, new), *population_rows(old, new))
    }
    held[BODY] = body
    keys = {match_key(key): key for key in held}
    chapters = list(_chapters(old, new))
    places = {keys.get(match_key(holds)) for holds, _ in chapters}
    if BODY not in places:
        chapters.append((BODY, ()))
    loose = tuple(row for key, rows in held.items() if key not in places | {BODY} for row in rows)
    for holds, rows in chapters:
        key = keys.get(match_key(holds))
        if key == BODY:
            yield from loose
        yield from rows
        yield from held.pop(key, ()) if key else ()


def _chapters(old: Version, new: Version) -> Iterator[tuple[str, tuple[Revision, ...]]]:
    """What each chapter holds and its own row; a chapter that went stands after its forerunner."""
    before, after = old.chapter_by_id, new.chapter_by_id
    for name in _merged(list(before), list(after)):
        pair = before.get(name), after.get(name)
        chapter = pair[1] or pair[0]
        assert chapter is not None
        yield chapter.holds, tuple(chapter_row(*pair))


def _merged(old: list[str], new: list[str]) -> list[str]:
    order = list(new)
    for index, name in enumerate(old):
        if name not in order:
            before = old[index - 1] if index else ""
            order.insert(order.index(before) + 1 if before in order else 0, name)
    return order
