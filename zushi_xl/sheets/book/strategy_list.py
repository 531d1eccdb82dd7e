"""総合戦略別: 基本目標 with its target → 基本的方向 → 具体的施策 → initiatives.

An initiative with two codes stands under both; from the second place on it is marked 再掲.
"""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.plan.levels import Level
from zushi_xl.plan.outlook import Goal, StrategyNode
from zushi_xl.report.model import InitiativeReport
from zushi_xl.report.printed_figures import figure_text
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import amount_cell
from zushi_xl.sheets.book.overview import grade_text
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.text.codes import is_within, sort_key, strategy_code
from zushi_xl.text.codes import numbers as numbers_of

NAME = "総合戦略別"
_HEADS = ("総合戦略", "コード", "", "担当課", "{measure}の評価", "実績額（円）")
_WIDTHS = (58.0, 70.0, 176.0, 90.0, 196.0, 90.0)
_UNNAMED = "（計画マスタに名称がありません）"
_OUTSIDE = "総合戦略に位置づけのない{word}"
assert sum(_WIDTHS) == WIDTH


def strategy_part(context: AnnualContext) -> Part:
    """総合戦略: every node with the initiatives that belong to it."""
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(NAME)
    plan = context.report.plan
    rows.band(NAME, "title")
    rows.band(
        f"総合戦略のコードを複数もつ{plan.item_word}は、それぞれに示し、二度目からは【再掲】とします。",
        "note",
    )
    rows.gap(4)
    measure = plan.word(Level.MEASURE)
    head = rows.table(tuple(h.format(measure=measure) or plan.item_word for h in _HEADS))
    _Tree(context, rows).place()
    return rows.part(NAME, head=NAME, repeat=(head, head))


class _Tree:
    """Places the tree; remembers which initiatives have been shown."""

    def __init__(self, context: AnnualContext, rows: ListRows):
        self._context = context
        self._rows = rows
        self._shown: set[str] = set()
        report = context.report
        self._by_code: dict[str, list[InitiativeReport]] = {}
        for item in report.initiatives:
            for code in item.initiative.strategy_codes:
                self._by_code.setdefault(code, []).append(item)
        self._goals = {goal.number: goal for goal in report.plan.goals}

    def place(self) -> None:
        for node in self._nodes():
            self._node(node)
        outside = [i for i in self._context.report.initiatives if not i.initiative.strategy_codes]
        if outside:
            word = self._context.report.plan.item_word
            self._band(f"{_OUTSIDE.format(word=word)}　{len(outside)}件", "book_band")
        for item in outside:
            self._initiative("ー", item)

    def _nodes(self) -> list[StrategyNode]:
        """The tree of the plan, with nodes for codes that it does not name."""
        strategy = self._context.report.plan.strategy
        known = {node.code: node for node in strategy}
        for code in self._by_code:
            for ancestor in _ancestors(code):
                if ancestor not in known:
                    source = self._by_code[code][0].initiative.source
                    known[ancestor] = StrategyNode(ancestor, _UNNAMED, source)
        for goal in self._goals.values():
            known.setdefault(goal.number, StrategyNode(goal.number, goal.title, goal.source))
        return sorted(known.values(), key=lambda node: sort_key(node.code))

    def _node(self, node: StrategyNode) -> None:
        depth = len(numbers_of(node.code) or ())
        items = self._items(node.code)
        if depth == 1:
            self._goal(node)
        elif depth == 2:
            self._band(f"{node.code}　{node.title}", "book_subband")
        elif depth == 3:
            self._band(f"{node.code}　{node.title}", "book_third")
        for code, item in items:
            self._initiative(code, item)
        if depth == 1 and not any(is_within(code, node.code) for code in self._by_code):
            word = self._context.report.plan.item_word
            self._rows.band(f"位置づけられた{word}はありません。", "book_small", keep=True)

    def _items(self, node: str) -> Iterable[tuple[str, InitiativeReport]]:
        """Initiatives that stand right under a node."""
        depth = len(numbers_of(node) or ())
        for code in sorted(self._by_code, key=sort_key):
            length = len(numbers_of(code) or ())
            below = is_within(code, node) and (length == depth or depth == 3 and length > 3)
            if below:
                yield from ((code, item) for item in self._by_code[code])

    def _goal(self, node: StrategyNode) -> None:
        self._rows.anchor(f"基本目標{node.code}　{node.title}", 2)
        self._band(f"基本目標{node.code}　{node.title}", "book_band")
        goal = self._goals.get(node.code)
        if goal is not None:
            self._rows.band(goal_text(goal), "book_cell", keep=True)
            if goal.note:
                self._rows.band(goal.note, "book_small", keep=True)
            self._rows.kept.add(self._rows.row)

    def _band(self, text: str, style: str) -> None:
        self._rows.band(text, style, block=True)
        self._rows.kept.add(self._rows.row)

    def _initiative(self, code: str, item: InitiativeReport) -> None:
        context, initiative = self._context, item.initiative
        again = initiative.code in self._shown or bool(initiative.relisted_from)
        self._shown.add(initiative.code)
        text = f"{'【再掲】' if again else ''}{initiative.title}"
        measure = context.report.plan.section_by_code.get(initiative.measure)
        self._rows.line(
            RowCell(code, "book_center"),
            RowCell(context.link(initiative.code, initiative.code), "book_code"),
            RowCell(text),
            RowCell(item.division),
            RowCell(grade_text(context, measure) if measure else ""),
            amount_cell(context, item),
        )


def _ancestors(code: str) -> list[str]:
    parts = numbers_of(code) or ()
    return [strategy_code(parts[:depth]) for depth in range(1, min(len(parts), 4))]


def goal_text(goal: Goal) -> str:
    """指標, 現状 → 目標."""
    target = figure_text(goal.target, goal.target_quantity)
    year = f"{goal.target_year}年度 " if goal.target_year else ""
    period = f"{goal.baseline_period} " if goal.baseline_period else ""
    start = figure_text(goal.baseline, goal.baseline_quantity)
    history = f"{period}{start} → " if start else ""
    return f"数値目標：{goal.indicator}\n{history}{year}目標 {target}"
