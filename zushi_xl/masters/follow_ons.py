"""Which findings hold although the masters have mistakes: independent ones do not hide each other.

A finding is a follow-on where a mistake stands in its own cell, where the head of its column is
mistaken, or where it rests on what is at fault: mend that first, and it may be gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from zushi_xl.findings.finding import Finding
from zushi_xl.workbook.cells import Source

_FIELDS, _LEVELS, _GRADES = "項目", "階層", "評価区分"
_LOST_ROWS = ("plan-code", "plan-code-twice", "plan-parent", "plan-empty", "plan-level-code")
"""Mistakes that leave a row of the plan out."""
_RESTS_ON: Mapping[str, Collection[str]] = {
    "form-scale": (_GRADES,),
    "form-level": (_LEVELS, _FIELDS),
    "form-condition-name": (_LEVELS, _FIELDS),
    "form-condition-word": (_GRADES, _FIELDS),
    "form-criterion-field": (_GRADES, _FIELDS),
    "row-not-shown": (_LEVELS, _FIELDS, "plan-level"),
    "last-grade-unknown": (_GRADES, "設定 plan-year", "設定 plan-years", "設定 plan-setting"),
    "grade-rank-unsaid": (_GRADES,),
    "criterion-outside-ranking": (_GRADES,),
    "selection-of-nothing": (_LEVELS, *_LOST_ROWS),
    "criterion-without-baseline": ("plan-kpi-value", "plan-kpi-unit", "plan-period"),
}
"""What a finding looks at beside its own cell, by its rule: sheets, mistakes, those of a sheet."""
_OF_ANY_HEADS = ("form-condition-name", "copied-from-unknown")
"""Rules that look at the heads of other sheets than their own."""


def independent(findings: Iterable[Finding], mistakes: Collection[Finding]) -> Iterator[Finding]:
    """The findings that hold whatever becomes of the mistakes."""
    for finding in findings:
        if not any(_may_cause(mistake, finding) for mistake in mistakes):
            yield finding


def _may_cause(mistake: Finding, finding: Finding) -> bool:
    place, own = mistake.source or Source(""), finding.source or Source("")
    kinds = {place.sheet, mistake.rule, f"{place.sheet} {mistake.rule}"}
    if place == own or kinds & {*_RESTS_ON.get(finding.rule, ())}:
        return True
    if place.sheet != own.sheet and finding.rule not in _OF_ANY_HEADS:
        return False
    is_head = place.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in ("", "1")
    columns = (name for name in (finding.field, finding.given) if name)
    return is_head and any(f"「{name}」" in mistake.remedy for name in columns)
