"""Which items a role reviews."""

from __future__ import annotations

from zushi_xl.plan.conditions.evaluation import holds, is_worded
from zushi_xl.plan.conditions.predicates import Comparison, Presence, Statement, Test
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.reviewing import Reviewer, is_chosen
from zushi_xl.text.folding import fold

Item = Section | Kpi | Initiative


def is_selected(plan: Plan, reviewer: Reviewer, item: Item) -> bool:
    """Whether an item is one that the role reviews: by its mark, or by the condition."""
    if reviewer.condition is not None:
        return holds(reviewer.condition, lambda test: _judged(plan, item, test)) is True
    return not reviewer.column or bool(is_chosen(_text(plan, item, reviewer.column) or ""))


def _judged(plan: Plan, item: Item, test: Test) -> bool | None:
    if isinstance(test, Statement | Comparison):
        return None
    text = _text(plan, item, test.name)
    if text is None:
        return None
    if isinstance(test, Presence):
        return bool(fold(text)) is test.is_there
    return is_worded(text, test)


def _text(plan: Plan, item: Item, column: str) -> str | None:
    """What stands in a column. The item's own row decides where its sheet has the column, else the
    row of what it stands under; None where no sheet on the way up has it."""
    if column in item.texts:
        return item.texts[column]
    if column in plan.headers.get(item.source.sheet, ()):
        return ""
    above = item.code if isinstance(item, Kpi) else plan.parent_of(item.code)
    section = plan.section_by_code.get(above)
    return _text(plan, section, column) if section is not None else None
