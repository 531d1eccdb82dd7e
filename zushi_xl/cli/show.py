"""What commands show on the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.cli.streams import say, visible
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report
from zushi_xl.report.rules_off import rules_off_line
from zushi_xl.workflow.run_summary import STATUS_HEAD, collected_lines, status_rows, unread_lines

if TYPE_CHECKING:
    from zushi_xl.workflow.gathering import Collected

_SHOWN = 10  # findings on the terminal; all of them are in the book of findings


def print_collected(collected: Collected, folder: Path | Url) -> None:
    """The outcome of a collection in a few lines."""
    report = collected.report
    for line in collected_lines(report):
        say(line)
    grave = [f for f in report.open_findings() if f.severity is Severity.ERROR]
    for finding in grave[:_SHOWN]:
        say(f"  {finding_line(finding)}")
    if len(grave) > _SHOWN:
        click.echo(f"  ほか {len(grave) - _SHOWN} 件は点検結果をご覧ください。")
    say(f"出力先：{folder}")


def finding_line(finding: Finding) -> str:
    """One finding in one line: weight, place, fault, remedy."""
    who = f"{finding.division}　" if finding.division else ""
    weight = "了承済み" if finding.waived else finding.severity.label
    return f"{weight} {who}{finding.place}：{finding.message}{finding.remedy} [{finding.rule}]"


def print_findings(findings: Sequence[Finding], as_json: bool) -> None:
    """All findings, one a line."""
    if as_json:
        from zushi_xl.publish import finding_json

        click.echo(json.dumps([finding_json(f) for f in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        say(finding_line(finding))
    waived = sum(finding.waived for finding in findings)
    accepted = f"（うち了承済み {waived} 件）" if waived else ""
    click.echo(f"指摘 {len(findings)} 件{accepted}" if findings else "指摘はありません。")


def print_status(report: Report) -> None:
    """A table of the divisions, those that have not answered first."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    deadline = report.plan.settings.deadline
    caption = f"提出期限 {deadline}" if deadline else None
    table = Table(*STATUS_HEAD, caption=caption)
    for row in status_rows(report):
        table.add_row(*(escape(visible(cell)) for cell in row))
    Console(soft_wrap=False).print(table)
    for line in unread_lines(report):
        say(line)
    print_rules_off(report.plan)


def print_rules_off(plan: Plan, *, beside_json: bool = False) -> None:
    """What is not looked for this year, where that is anything."""
    if line := rules_off_line(plan):
        say(line, err=beside_json)


def print_reminders(report: Report) -> None:
    """A text for each division that is late, ready to be pasted."""
    from zushi_xl.workflow.reminders import reminders

    for reminder in reminders(report):
        say(f"\n――― 督促文　{reminder.division} ―――\n{reminder.text}")


def print_rules(as_json: bool) -> None:
    """Every rule with its meaning and an example."""
    from zushi_xl.rules.page import rules_in_order

    rules = rules_in_order()
    if as_json:
        click.echo(
            json.dumps(
                [
                    {
                        "rule": rule.id,
                        "area": rule.area,
                        "name": rule.name,
                        "severity": rule.severity.value,
                        "meaning": rule.meaning,
                        "example": rule.example,
                    }
                    for rule in rules
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for rule in rules:
        click.echo(f"{rule.id}　{rule.name}（{rule.area}・{rule.severity.label}）")
        click.echo(f"    {rule.meaning}")
        click.echo(f"    例：{rule.example}")
