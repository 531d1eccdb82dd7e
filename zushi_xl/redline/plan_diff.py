"""All revisions between two versions of a plan, in the order of the new plan book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from zushi_xl.masters.records import match_key
from zushi_xl.plan.levels import SECTION_LEVELS, Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.redline.chapters import Chapter, Version
from zushi_xl.redline.comparable import Comparable, comparable
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.grids import grids
from zushi_xl.redline.initiative_rows import initiative_rows
from zushi_xl.redline.kpi_rows import kpi_pairs
from zushi_xl.redline.matching import Item, Match, match_items
from zushi_xl.redline.not_compared import Difference, ShownColumns, differences
from zushi_xl.redline.other_rows import chapter_row, goal_rows, population_rows
from zushi_xl.redline.pair import Pair, is_abolished
from zushi_xl.redline.remarks import CheckRemark, own_number, renumbered
from zushi_xl.redline.section_rows import MORE_PROGRAMS, printed_texts, section_rows
from zushi_xl.redline.sequence import moved_items
from zushi_xl.redline.strategy_rows import strategy_rows
from zushi_xl.text.codes import sort_key

_ABOLISHED = "状態が廃止・削除なので、計画書に載らないものとして比べていません。"
BODY = "計画"  # what 差込 says where the sections are printed


@dataclass(frozen=True)
class PlanDiff:
    """The rows of the list, how the sections and initiatives were matched, and the rest.

    Everything that differs between the masters is in ``revisions``, in ``remarks`` or in
    ``not_compared``.
    """

    revisions: tuple[Revision, ...]
    pairs: tuple[Pair, ...]
    remarks: tuple[CheckRemark, ...] = ()
    not_compared: tuple[Difference, ...] = ()


_Rows = Iterator[tuple[Revision | None, tuple[ShownColumns, ...]]]


def diff_plans(old: Version, new: Version) -> PlanDiff:
    """Compare two versions of one plan."""
    both = comparable(old, new)
    pairs = tuple(sorted(_pairs(both.old.plan, both.new), key=_order))
    body = [row for pair in pairs for row in _rows(pair)]
    other = _Other(both.old, both.new)
    told = (*(each for _, cells in (*body, *other.all) for each in cells), *_chapters_told(both))
    rows = tuple(row for row, _ in body if row is not None)
    revisions = _with_own_keys(tuple(_in_book_order(both.old, both.new, other, rows)))
    rest = differences(grids(old.raw), grids(new.raw), told, both.renamed)
    return PlanDiff(revisions, pairs, both.remarks, rest)


def _with_own_keys(rows: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """No two rows have one key, whatever a city calls its columns."""
    count: Counter[str] = Counter()
    found = []
    for row in rows:
        count[row.key] += 1
        suffix = f"#{count[row.key]}" if count[row.key] > 1 else ""
        found.append(replace(row, key=row.key + suffix))
    return tuple(found)


def _rows(pair: Pair) -> _Rows:
    items = (pair.old_item, pair.new_item)
    sources = tuple(item.source if item else None for item in items)
    if pair.level is Level.INITIATIVE:
        rows = tuple(initiative_rows(pair))
    else:
        rows = tuple(section_rows(pair))
    told = frozenset(chain.from_iterable(row.told for row in rows))
    told |= frozenset(("コード", "番号") if renumbered(pair) else ())
    yield from ((row, ()) for row in rows)
    for kpis in kpi_pairs(pair):
        cells = (kpis.old.source if kpis.old else None, kpis.new.source if kpis.new else None)
        yield kpis.row, (ShownColumns(*cells, kpis.row.told if kpis.row else frozenset()),)
    yield None, (ShownColumns(sources[0], sources[1], told, _ABOLISHED if _is_gone(pair) else ""),)


def _is_gone(pair: Pair) -> bool:
    """Whether the plan book prints the item no more, though the master has it."""
    new = pair.new_initiative
    return new is not None and is_abolished(new)


def _order(pair: Pair) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """As the new plan; what went stands where it would, before what has its number now."""
    if pair.match.new:
        return _path(pair.new, pair.match.new), True
    code = pair.match.old
    above = pair.old.parent_of(code)
    place = pair.new_codes.get(above, above)
    is_in_code = bool(place) and pair.old.holds_parent(pair.level)
    own = (*sort_key(place), *sort_key(code)[-1:]) if is_in_code else sort_key(code)
    return (*_path(pair.new, place), own), False


def _path(plan: Plan, code: str) -> tuple[tuple[int, ...], ...]:
    """Sorts as the plan is read, whatever its codes say of their parents."""
    return tuple(sort_key(each) for each in reversed([*plan.upwards(code)]))


# ------------------------------------------------------------------ matching


def _pairs(old: Plan, version: Version) -> Iterator[Pair]:
    """Level by level, from the top: where a section is now tells where its parts should be."""
    new = version.plan
    codes: dict[str, str] = {}
    back: dict[str, str] = {}
    for level in SECTION_LEVELS:
        before = [
            _section_item(old, s, codes.get(s.above, _gone(s.above))) for s in old.level(level)
        ]
        after = [_section_item(new, s, s.above) for s in new.level(level)]
        matches = match_items(before, after, by_code=True)
        codes.update({match.old: match.new for match in matches if match.old and match.new})
        back.update({match.new: match.old for match in matches if match.old and match.new})
        yield from (Pair(old, new, level, match, codes, back) for match in matches)
    for match in _initiative_matches(old, new, codes):
        yield Pair(old, new, Level.INITIATIVE, match, codes, back, version.style.old_page)


def _gone(above: str) -> str:
    """A place that no new item has; the top is everybody's."""
    return f"旧{above}" if above else ""


def _section_item(plan: Plan, section: Section, parent: str) -> Item:
    text = "\n".join(printed_texts(section.level, section.texts).values())
    return Item(
        section.code, section.title, text, section.texts.get("ID", ""), parent,
        own=own_number(plan, section.level, section.code),
        is_through=not plan.holds_parent(section.level),
    )  # fmt: skip


def _initiative_matches(old: Plan, new: Plan, codes: Mapping[str, str]) -> tuple[Match, ...]:
    """Sources first; a relisted row is the one that repeats the same source at the same place."""
    before = [_initiative_item(old, i, codes.get(i.measure, _gone(i.measure))) for i in _own(old)]
    after = [_initiative_item(new, i, i.measure) for i in _own(new)]
    through = not any(plan.holds_parent(Level.INITIATIVE) for plan in (old, new))
    matches = match_items(before, after, by_code=through)
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


def _initiative_item(plan: Plan, initiative: Initiative, parent: str) -> Item:
    texts = printed_texts(Level.INITIATIVE, initiative.texts)
    texts.pop(MORE_PROGRAMS, None)
    return Item(
        code=initiative.code,
        title=initiative.title,
        text="\n".join(texts.values()),
        id=initiative.texts.get("ID", ""),
        parent=parent,
        program=initiative.budget_program,
        own=own_number(plan, Level.INITIATIVE, initiative.code),
        is_through=not plan.holds_parent(Level.INITIATIVE),
    )


def _relisted_item(initiative: Initiative, source: str, parent: str) -> Item:
    own_id = initiative.texts.get("ID", "")
    return Item(initiative.code, initiative.title, id=own_id or f"{source}@{parent}", parent=parent)


# ------------------------------------------------------------------ order of the book


class _Other:
    """What is printed outside the sections: by what 差込 calls it, and the strategy tree."""

    def __init__(self, old: Version, new: Version) -> None:
        held = (*goal_rows(old, new), *population_rows(old, new))
        self.strategy = tuple(strategy_rows(old.plan, new.plan))
        self.all = (*held, *self.strategy)
        self.held = {row.key: (row,) for row, _ in held if row is not None}

    @property
    def strategy_revisions(self) -> tuple[Revision, ...]:
        return tuple(row for row, _ in self.strategy if row is not None)


def _in_book_order(
    old: Version, new: Version, other: _Other, body: tuple[Revision, ...]
) -> Iterator[Revision]:
    """The chapters as 本文 has them; what a chapter holds stands in its place, once."""
    held = {**other.held, BODY: body}
    keys = {match_key(key): key for key in held}
    chapters = list(_chapters(old, new))
    places = {keys.get(match_key(holds)) for holds, _ in chapters}
    if BODY not in places:
        chapters.append((BODY, ()))
    loose = [row for key, rows in held.items() if key not in places | {BODY} for row in rows]
    for holds, rows in chapters:
        key = keys.get(match_key(holds))
        if key == BODY:
            yield from (*other.strategy_revisions, *loose)
        yield from rows
        yield from held.pop(key, ()) if key else ()


def _chapters(old: Version, new: Version) -> Iterator[tuple[str, tuple[Revision, ...]]]:
    """What each chapter holds and its own row; a chapter that went stands after its forerunner."""
    before, after = old.chapter_by_id, new.chapter_by_id
    moved = moved_items([i for i in before if i in after], [i for i in after if i in before])
    for name in _merged(list(before), list(after)):
        pair = before.get(name), after.get(name)
        chapter = pair[1] or pair[0]
        assert chapter is not None
        note = _move_note(old.chapters, name) if name in moved else ""
        yield chapter.holds, tuple(chapter_row(*pair, note))


def _move_note(chapters: Sequence[Chapter], name: str) -> str:
    """（「計画の構成」の次から移動）"""
    index = next(i for i, chapter in enumerate(chapters) if chapter.id == name)
    if not index:
        return "（先頭から移動）"
    before = chapters[index - 1]
    return f"（「{before.heading or before.text[:20] or before.holds}」の次から移動）"


def _chapters_told(both: Comparable) -> Iterator[ShownColumns]:
    before, after = both.old.chapter_by_id, both.new.chapter_by_id
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        rows = chapter_row(old, new)
        told = frozenset(chain.from_iterable(row.told for row in rows))
        yield ShownColumns(old.source if old else None, new.source if new else None, told)


def _merged(old: list[str], new: list[str]) -> list[str]:
    order = list(new)
    for index, name in enumerate(old):
        if name not in order:
            before = old[index - 1] if index else ""
            order.insert(order.index(before) + 1 if before in order else 0, name)
    return order
