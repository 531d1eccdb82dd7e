"""From everything that was found to what a person should read.

In this order: severities of 点検ルール; follow-on findings go; 了承 is applied; findings that
differ only by cell become one; the gravest come first, then the order of the plan.

What was learnt from users of such systems: "drowning out other validation errors", and a blank
cell that raises every other check of the same cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from zushi_xl.findings.alike import joined
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import NEVER_OFF, RULES, Rule, RuleArea
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Plan
from zushi_xl.returned.quoting import QUOTING
from zushi_xl.rules.registry import MASTER_CHECKS, check_masters
from zushi_xl.rules.waivers import (
    apply_waivers,
    is_reason,
    unexplained,
    unknown_rule,
    without_effect,
)
from zushi_xl.text.codes import sort_key
from zushi_xl.workbook.cells import Source

_UNUSABLE = (
    "cell-error",
    "field-unclear",
    "sheet-blank",
    "required-empty",
    "rating-missing",
    "rating-unknown",
    "choice-unknown",
    "value-unreadable",
    "kpi-unreadable",
    "budget-unreadable",
    "kpi-unit",
)
"""Rules that say that a cell holds nothing usable, the most telling first. Where one of them
speaks, no other finding about the same cell is worth reading."""

_EMPTY = ("required-empty", "rating-missing", "budget-amount-missing")
"""Rules about one empty field: not worth reading where "sheet-blank" speaks of the whole sheet."""

_TOLD_ALREADY = {
    "budget-settled-differs": (
        *("budget-ledger-differs", "budget-negative", "budget-thousand-yen", "budget-digit-slip"),
    ),
    "budget-zero-though-done": ("budget-settled-differs",),
    "budget-far-from-last-year": (
        *("budget-settled-differs", "budget-ledger-differs", "budget-zero-though-done"),
    ),
    "budget-inexact": ("budget-thousand-yen", "budget-zero-though-done"),
    "budget-program-changed": ("budget-unknown-program",),
    "results-empty-though-spent": ("internal-note-left", "placeholder-left"),
    "kpi-decimal": ("kpi-digit-slip",),
    "kpi-digits-swapped": ("kpi-decimal",),
    "kpi-cumulative-fall": ("kpi-digit-slip", "kpi-negative"),
    "kpi-digit-slip": ("kpi-same-as-other",),
    "kpi-far-off": ("kpi-same-as-other",),
    "text-garbled": ("odd-characters",),
}
"""Rules that say of a cell what one of the others says more surely: one cause, one finding."""


def threshold(plan: Plan, rule: Rule) -> Decimal:
    """The rule's threshold: as the plan master sets it, else its own."""
    typed = typed_threshold(plan, rule)
    return Decimal(rule.threshold) if typed is None else typed


def typed_threshold(plan: Plan, rule: Rule) -> Decimal | None:
    """The threshold that the plan master sets."""
    settings = (s for s in plan.rule_settings if s.rule == rule.id)
    return next((s.threshold for s in settings if s.threshold is not None), None)


def factor(plan: Plan, rule: Rule) -> Decimal:
    """A threshold that multiplies: never below 1, whatever was typed."""
    return max(threshold(plan, rule), Decimal(1))


def settle(findings: Iterable[Finding], plan: Plan) -> tuple[Finding, ...]:
    """The findings as the plan's settings and waivers have them, in reading order."""
    found = list(_without_follow_ons(_rated(findings, plan)))
    found = [*apply_waivers(found, plan), *_rated(_doubtful_settings(plan), plan)]
    return tuple(sorted(_grouped(found), key=_reading_order))


def foremost(findings: Iterable[Finding], plan: Plan) -> tuple[Finding, ...]:
    """The findings, of each division's doubts the gravest as many as the plan allows.

    The rest is for reference: information, after all else, and not sent back.
    """
    seen: Counter[str] = Counter()
    kept: list[Finding] = []
    limit = plan.settings.most_doubts
    for finding in sorted(findings, key=_gravity):
        if limit and finding.division and is_open_doubt(finding):
            seen[finding.division] += 1
            if seen[finding.division] > limit:
                told = f"【参考】{finding.message}"
                finding = replace(finding, severity=Severity.INFO, message=told)
        kept.append(finding)
    return tuple(sorted(kept, key=_reading_order))


def is_open_doubt(finding: Finding) -> bool:
    """Whether a division is asked to confirm it."""
    return finding.severity is Severity.CONFIRM and not finding.waived


_AREAS = (RuleArea.RETURN, RuleArea.BUDGET, RuleArea.KPI, RuleArea.GRADE, RuleArea.STRUCTURE)
"""What weighs most where a division has more doubts than it can read: first what may be lost,
then money and figures; what stands in texts comes last."""


def _gravity(finding: Finding) -> tuple[int, tuple[object, ...]]:
    rule = RULES.get(finding.rule)
    areas = [area.value for area in _AREAS]
    rank = areas.index(rule.area) if rule and rule.area in areas else len(areas)
    return rank, _reading_order(finding)


def open_in_masters(plan: Plan, form: Form) -> tuple[Finding, ...]:
    """What the masters leave open and nobody has accepted, as the plan's settings have it."""
    found = check_masters(plan, form)
    return tuple(f for f in settle(found, plan) if f.rule in MASTER_CHECKS and not f.waived)


def _rated(findings: Iterable[Finding], plan: Plan) -> Iterator[Finding]:
    """Severities as 点検ルール sets them; rules that are off go."""
    severities = {s.rule: s.severity for s in plan.rule_settings if s.severity}
    for finding in findings:
        severity = severities.get(finding.rule, finding.severity)
        if severity != "off":
            yield replace(finding, severity=Severity(severity))
        elif finding.rule in NEVER_OFF:
            yield finding


def _without_follow_ons(findings: Iterable[Finding]) -> Iterator[Finding]:
    found = list(findings)
    unusable: dict[Source, str] = {}
    for rule in reversed(_UNUSABLE):
        unusable |= {f.source: rule for f in found if f.rule == rule and f.source and f.source.cell}
    told = {(f.rule, f.source) for f in found}
    blank = {(f.source.file, f.source.sheet) for f in found if f.rule == "sheet-blank" and f.source}
    for finding in found:
        source = finding.source or Source("")
        if any((rule, finding.source) in told for rule in _TOLD_ALREADY.get(finding.rule, ())):
            continue
        is_on_blank = finding.rule in _EMPTY and (source.file, source.sheet) in blank
        is_follow_on = unusable.get(source, finding.rule) != finding.rule
        if finding.rule in QUOTING or not (is_follow_on or is_on_blank):
            yield finding


def _doubtful_settings(plan: Plan) -> Iterator[Finding]:
    for setting in plan.rule_settings:
        if setting.rule not in RULES:
            yield unknown_rule(setting)
            continue
        if told := without_effect(setting):
            yield told
        is_off = setting.severity == "off" and setting.rule not in NEVER_OFF
        if is_off and not (is_reason(setting) and setting.decided):
            yield unexplained(setting)


def _grouped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one sheet that say the same of several cells become one with their cells."""
    groups: dict[tuple[object, ...], dict[Finding, None]] = {}
    for finding in findings:
        source = finding.source or Source("")
        place = (source.file, source.sheet, finding.division, finding.code, finding.waived)
        key = (finding.rule, finding.message, finding.remedy, *place)
        groups.setdefault(key, {})[finding] = None
    for same in groups.values():
        yield joined(sorted(same, key=_reading_order))


def _reading_order(finding: Finding) -> tuple[object, ...]:
    """Open before accepted, grave before light, whole books before places in the plan."""
    source = finding.source or Source("")
    return (
        finding.waived,
        finding.severity.rank,
        bool(finding.code),
        sort_key(finding.code),
        finding.division,
        source.file,
        source.sheet,
        _cell_order(source.cell),
        finding.rule,
        finding.message,
    )


def _cell_order(cell: str) -> tuple[int, int, str]:
    match = re.match(r"([A-Z]+)(\d+)", cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, cell)
