"""Rows of the strategy tree: 基本目標, 基本的方向, 具体的施策 that came, went or were renamed."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.plan.model import Plan
from zushi_xl.plan.outlook import StrategyNode
from zushi_xl.redline.compose import (
    Revision,
    TextPair,
    change_kind,
    composed,
    kind_notes,
)
from zushi_xl.redline.matching import Item, Match, match_items
from zushi_xl.redline.not_compared import ShownColumns
from zushi_xl.redline.printed_places import NOTHING, wide
from zushi_xl.text.codes import sort_key

_LEVELS = ("基本目標", "基本的方向", "具体的施策", "主な取り組み")


def strategy_rows(
    old: Plan, new: Plan
) -> Iterator[tuple[Revision | None, tuple[ShownColumns, ...]]]:
    """A row for each node that changed; a 基本目標 whose own row tells it has none here."""
    before, after = ({node.code: node for node in plan.strategy} for plan in (old, new))
    told_goals = _changed_goals(old, new)
    matches = match_items(_items(old), _items(new), by_code=True)
    for match in sorted(matches, key=lambda m: sort_key(m.new or m.old)):
        nodes = before.get(match.old), after.get(match.new)
        row = next(_row(match, *nodes, told_goals), None)
        sources = tuple(node.source if node else None for node in nodes)
        is_told = row is not None or _is_goal(match, *nodes, told_goals)
        columns = (
            frozenset(("コード", "名称") if None not in nodes else "*") if is_told else frozenset()
        )
        yield row, (ShownColumns(sources[0], sources[1], columns),)


def _items(plan: Plan) -> list[Item]:
    codes = [(node, node.code.rpartition("-")) for node in plan.strategy]
    return [Item(n.code, n.title, parent=above, own=own) for n, (above, _, own) in codes]


def _changed_goals(old: Plan, new: Plan) -> set[tuple[str, str, str]]:
    """Number, old and new name of every 基本目標 whose own row says that its name changed."""
    before, after = ({g.number: g.title for g in plan.goals} for plan in (old, new))
    return {
        (number, title, after[number])
        for number, title in before.items()
        if number in after and after[number] != title
    }


def _is_goal(
    match: Match,
    old: StrategyNode | None,
    new: StrategyNode | None,
    told_goals: set[tuple[str, str, str]],
) -> bool:
    titles = (match.new, old.title if old else "", new.title if new else "")
    return match.old == match.new and titles in told_goals


def _row(
    match: Match,
    old: StrategyNode | None,
    new: StrategyNode | None,
    told_goals: set[tuple[str, str, str]],
) -> Iterator[Revision]:
    line = TextPair(_heading(old), _heading(new))
    if not line.differs or _is_goal(match, old, new, told_goals):
        return
    kind = change_kind(old, new)
    node = new or old
    assert node is not None
    yield Revision(
        key=f"総合戦略/{match.old or f'新{match.new}'}",
        place=("総合戦略", wide(node.code)),
        page_new="" if new else NOTHING,
        page_old="" if old else NOTHING,
        pieces=composed([line], kind_notes(kind)),
        kind=kind,
        name=node.title,
    )


def _heading(node: StrategyNode | None) -> str | None:
    """基本的方向４－２　title"""
    if node is None:
        return None
    return f"{_LEVELS[node.code.count('-')]}{wide(node.code)}　{node.title}"
