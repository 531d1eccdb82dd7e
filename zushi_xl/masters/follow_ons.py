"""Which findings hold although the masters have mistakes: independent ones do not hide each other.

A finding is a follow-on where a mistake stands in its own cell, where the head of its column is
mistaken, or where it rests on what is at fault: mend that first, and it may be gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from zushi_xl.findings.finding import Finding
from zushi_xl.plan.levels import Level
from zushi_xl.workbook.cells import Source

_FIELDS, _LEVELS, _GRADES = "項目", "階層", "評価区分"
_LOST_ROWS = ("plan-code", "plan-code-twice", "plan-parent", "plan-empty", "plan-level-code")
"""Mistakes that leave a row of the plan out."""
_LOST_GRADES = ("plan-column", "plan-empty", "plan-choice", "plan-years", "plan-grades")
"""Mistakes that leave a scale or its levels unknown; a rank that stands twice does not."""
_NO_LEVELS = ("plan-levels", "plan-level-twice")
"""Mistakes in the sheet of the levels after which nobody knows which they are."""
_UNREAD = "plan-level-unread"
"""A sheet of items that is read as no level's: what names them or its level is a follow-on."""
_RELISTED = "plan-kpi-relisted-cycle"  # which leaves a KPI without its figures
_NAMED_BY_PLAN: Mapping[tuple[str, str], Collection[str]] = {
    ("form-choice", "段階"): ("段階 plan-name-twice", "段階 plan-empty"),
    ("form-choice", "記入者"): ("役割 plan-name-twice", "役割 plan-empty"),
    ("form-choice", "ブロック"): (*_NO_LEVELS, _UNREAD),
    ("form-repeat", "選択肢"): (*_NO_LEVELS, _UNREAD),
    ("form-table-nowhere", "ブロック"): (*_NO_LEVELS, _UNREAD),
    ("form-label", "ラベル"): (*_NO_LEVELS, _UNREAD),
    ("form-calculation-name", "計算"): (*_NO_LEVELS, _UNREAD),
    ("plan-selection", "対象"): (*_NO_LEVELS, _UNREAD),
    ("plan-kpi-code", "コード"): (*_NO_LEVELS, _UNREAD, "階層 plan-choice"),
    ("plan-kpi-relisted", "再掲元"): (*_LOST_ROWS, _UNREAD),
    ("plan-parent", "上位"): (_UNREAD, "階層 plan-choice"),
    ("plan-parent", "コード"): (_UNREAD, "階層 plan-choice"),
    ("plan-code", "コード"): ("階層 plan-choice",),
    ("form-phase", "段階"): ("plan-role",),  # whose fields would be the office's
    ("form-meaning-missing", "役割"): ("form-choice",),  # which leaves a field out
}
"""Mistakes, by rule and column, in cells that name what another row of the plan is called."""
_OF_LEVELS = ("plan-sheet", "plan-setting")
"""What is missed where there is no level: the sheets and settings of the usual ones."""
_RESTS_ON: Mapping[str, Collection[str]] = {
    "form-scale": tuple(f"{_GRADES} {rule}" for rule in _LOST_GRADES),
    "form-level": (_LEVELS, _FIELDS, _UNREAD),
    "form-condition-name": (_LEVELS, _FIELDS, _UNREAD),
    "form-condition-word": (_GRADES, _FIELDS),
    "form-criterion-field": (_GRADES, _FIELDS),
    "row-not-shown": (_LEVELS, _FIELDS, "plan-level", _UNREAD),
    "last-grade-unknown": (_GRADES, "設定 plan-year", "設定 plan-years", "設定 plan-setting"),
    "grade-rank-unsaid": (_GRADES,),
    "criterion-outside-ranking": (_GRADES,),
    "selection-of-nothing": (_LEVELS, *_LOST_ROWS, _UNREAD),
    "criterion-without-baseline": ("plan-kpi-value", "plan-kpi-unit", "plan-period", _RELISTED),
}
"""What a finding looks at beside its own cell, by its rule: sheets, mistakes, those of a sheet."""
_OF_ANY_HEADS = ("form-condition-name", "copied-from-unknown")
"""Rules that look at the heads of other sheets than their own."""


def independent(findings: Iterable[Finding], mistakes: Collection[Finding]) -> Iterator[Finding]:
    """The findings that hold whatever becomes of the mistakes."""
    for finding in findings:
        if not any(_may_cause(mistake, finding) for mistake in mistakes):
            yield finding


def without_follow_ons(mistakes: Collection[Finding]) -> Iterator[Finding]:
    """The mistakes that are none only because a name of the plan could not be read."""
    told = {key for mistake in mistakes for key in _keys(mistake)}
    for mistake in mistakes:
        of_levels = mistake.rule in _OF_LEVELS and _is_of_a_level(mistake)
        causes = _NO_LEVELS if of_levels else _NAMED_BY_PLAN.get((mistake.rule, mistake.field), ())
        if not told & {*causes}:
            yield mistake


def _is_of_a_level(mistake: Finding) -> bool:
    """Whether the usual levels are missed; a sheet that may be one of theirs may be the city's."""
    if mistake.rule == "plan-sheet" and mistake.source and mistake.source.sheet:
        return True
    words = {level.value for level in Level}
    return mistake.field in words | {f"{word}の呼び名" for word in words}


def _keys(mistake: Finding) -> tuple[str, str]:
    sheet = mistake.source.sheet if mistake.source else ""
    return mistake.rule, f"{sheet} {mistake.rule}"


def _may_cause(mistake: Finding, finding: Finding) -> bool:
    place, own = mistake.source or Source(""), finding.source or Source("")
    kinds = {place.sheet, mistake.rule, f"{place.sheet} {mistake.rule}"}
    if own in (place, *mistake.also_at) or kinds & {*_RESTS_ON.get(finding.rule, ())}:
        return True
    if place.sheet != own.sheet and finding.rule not in _OF_ANY_HEADS:
        return False
    is_head = place.cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in ("", "1")
    columns = (name for name in (finding.field, finding.given) if name)
    return is_head and any(f"「{name}」" in mistake.remedy for name in columns)
