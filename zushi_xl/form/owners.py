"""In whose book a field is filled in, and what its owner has answered before."""

from __future__ import annotations

from zushi_xl.form.model import Field
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.reviewing import ITEMS_LEAD, ITEMS_OWNER, AnswerPlace
from zushi_xl.plan.selection import is_selected


def partners_of_field(
    plan: Plan, field: Field, item: Section | Kpi | Initiative, owner: str
) -> tuple[str, ...]:
    """共同担当課: who else gets a form with the field that ``owner`` decides on."""
    if not owner or not plan.has_partners:
        return ()
    reviewer = plan.reviewer_named.get(field.filled_by)
    place = reviewer.division if reviewer else field.filler.value
    if place not in (ITEMS_LEAD, ITEMS_OWNER):
        return ()
    holder: Section | Initiative | None
    if isinstance(item, Initiative):
        above = plan.section_by_code.get(item.measure)
        holder = item if place == ITEMS_OWNER else above
    else:
        holder = plan.item_of(item.code)
    return tuple(p for p in holder.partners if p != owner) if holder else ()


def owner_of_field(
    plan: Plan, field: Field, item: Section | Kpi | Initiative, lead: str, above: str
) -> str:
    """主担当課 is the lead of the section (``above``), 担当課 that of the item (``lead``); a role
    says itself in whose book it fills in. Nobody's is what is closed now, or not selected."""
    if isinstance(item, Kpi) and item.relisted_from:
        return ""  # it is filled in where it counts
    if not field.is_filled or (plan.phase and field.phase not in ("", plan.phase)):
        return ""
    reviewer = plan.reviewer_named.get(field.filled_by)
    if reviewer is not None and not is_selected(plan, reviewer, item):
        return ""
    place = reviewer.division if reviewer else field.filler.value
    if place == ITEMS_LEAD:
        return above
    return lead if place == ITEMS_OWNER else place


def answered_before(plan: Plan, place: AnswerPlace) -> tuple[str | None, str]:
    """What stands for a field as an earlier phase asked for it (None: none did), and with what it
    has been answered in the phase at work, which others are shown; empty: it was left empty."""
    now = plan.phase_order.get(plan.phase, 0)
    before, seen = None, ""
    for earlier in plan.earlier.get(place, ()):
        if not earlier.decides:
            continue
        if earlier.phase == plan.phase:
            seen = earlier.text
        elif plan.phase_order.get(earlier.phase, now) < now:
            before = earlier.text or before or ""
    return before, seen
