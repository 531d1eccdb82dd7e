"""Which items a role reviews."""

from __future__ import annotations

from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.reviewing import Reviewer


def is_selected(plan: Plan, reviewer: Reviewer, item: Section | Kpi | Initiative) -> bool:
    """Whether an item is one that the role reviews. The item's own row decides where its sheet has
    the column, else the row of what it stands under."""
    if not reviewer.column:
        return True
    if reviewer.column in item.texts:
        return reviewer.means(item.texts[reviewer.column])
    if reviewer.column in plan.headers.get(item.source.sheet, ()):
        return False
    above = item.code if isinstance(item, Kpi) else plan.parent_of(item.code)
    section = plan.section_by_code.get(above)
    return section is not None and is_selected(plan, reviewer, section)
