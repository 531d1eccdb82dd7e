"""Rules about the plan's own order, and about parts of it that must agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan
from zushi_xl.report.model import Report
from zushi_xl.rules.registry import report_rules
from zushi_xl.text.codes import numbers

YEAR = report_rules(RuleArea.STRUCTURE)


def _by_measure(plan: Plan) -> Iterator[tuple[str, tuple[Initiative, ...]]]:
    for code in dict.fromkeys(initiative.measure for initiative in plan.initiatives):
        yield code, plan.initiatives_of(code)


@YEAR.confirm_rule(
    "取り組みの番号の重複",
    "一つの施策の中で、同じ番号の取り組みが二つ以上ある。",
    "5-1-② に「取り組み②」が二つある。",
)
def initiative_number_twice(report: Report) -> Iterator[Finding]:
    """Two initiatives of one measure with the same number."""
    for code, initiatives in _by_measure(report.plan):
        counts = Counter(numbers(i.number) or (i.number,) for i in initiatives)
        seen: dict[object, Initiative] = {}
        for initiative in initiatives:
            key = numbers(initiative.number) or (initiative.number,)
            first = seen.setdefault(key, initiative)
            if first is not initiative:
                yield initiative_number_twice.at(
                    initiative.source,
                    f"{code} に「{report.plan.item_word}{initiative.number}」が"
                    f"{counts[key]}個あります"
                    f"（「{first.title}」と「{initiative.title}」）。",
                    "計画書どおりなら了承し、書き誤りなら計画マスタの「番号」を直してください。",
                    code=initiative.code,
                    field="番号",
                    given=initiative.number,
                )


@YEAR.info_rule(
    "取り組みの番号の欠番",
    "一つの施策の中で、取り組みの番号が途中で抜けている。",
    "取り組み①の次が取り組み③である。",
)
def initiative_number_gap(report: Report) -> Iterator[Finding]:
    """A number that is left out among the initiatives of a measure, where each counts its own."""
    levels = report.plan.settings.plan_levels
    if any(level.kind is Level.INITIATIVE and not level.within_parent for level in levels):
        return  # numbers run through the plan
    for code, initiatives in _by_measure(report.plan):
        used = {n[0] for i in initiatives if (n := numbers(i.number)) and len(n) == 1}
        gaps = sorted(set(range(1, max(used, default=0) + 1)) - used)
        if gaps:
            yield initiative_number_gap.at(
                initiatives[0].source,
                f"{code} の{report.plan.item_word}の番号のうち "
                f"{'、'.join(map(str, gaps))} がありません。",
                "計画書どおりならそのままにし、行が抜けていれば計画マスタに加えてください。",
                code=code,
                field="番号",
            )
