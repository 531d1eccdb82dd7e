"""Every word of every rule, as an officer reads it: 指摘の文.txt, one mistake of each rule.

After a change of words: ``python -m tests.rules.test_every_message``, and read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.masters.books import FORM as FORM_TEXT
from tests.masters.books import PLAN as PLAN_TEXT
from tests.masters.books import book as master
from tests.rules.builders import FORM, book, report
from tests.rules.test_every_remedy import IN_MASTERS, WALKED, WITH_ONE_KPI, YEAR, _table
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RULES
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.model import Plan

GOLDEN = Path(__file__).with_name("指摘の文.txt")


def rendered() -> str:
    return "\n".join(part for rule, findings in _cases() for part in _shown(rule, findings))


def _cases() -> Iterator[tuple[str, list[Finding]]]:
    years = [(rule, YEAR, wrong) for rule, wrong, _ in WALKED]
    years += [(rule, year, wrong) for rule, year, wrong, _ in WITH_ONE_KPI]
    for rule, year, wrong in years:
        yield rule, _of_year(year, wrong)
    for rule, plan_edits, form_edits, *_ in IN_MASTERS:
        plan = load_plan(master(PLAN_TEXT, plan_edits))
        yield rule, list(rules.check_masters(plan, load_form(master(FORM_TEXT, form_edits))))


def _of_year(year: Plan, wrong: dict[str, str]) -> list[Finding]:
    returned = book(year, _table(wrong, year))
    return [
        *rules.check_book(year, FORM, returned),
        *rules.check_report(report(year, returned)),
    ]


def _shown(rule: str, findings: list[Finding]) -> Iterator[str]:
    told = [finding for finding in findings if finding.rule == rule]
    assert told, rule
    yield f"# {rule} {RULES[rule].name}"
    for each in told:
        yield f"{each.severity.value} {each.place}（{each.division} {each.code} {each.field}）"
        yield f"「{each.given}」→「{each.expected}」"
        yield each.message
        yield each.remedy
        yield from (f"ほか {source.cell}" for source in each.also_at)
    yield ""


def test_every_message_is_worded_as_it_was_read() -> None:
    assert rendered() == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(rendered(), encoding="utf-8", newline="\n")
