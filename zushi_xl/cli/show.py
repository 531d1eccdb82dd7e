"""What commands show on the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.plan.groups import ONE_BOOK, Groups, is_parted
from zushi_xl.plan.model import Level, Plan
from zushi_xl.report.ledger import LedgerMatch
from zushi_xl.report.model import Report, RequestOutcome, day_of

if TYPE_CHECKING:
    from zushi_xl.workflow.collect import Collected

_SHOWN = 10  # findings on the terminal; all of them are in the book of findings


def print_collected(collected: Collected, folder: Path | Url) -> None:
    """The outcome of a collection in a few lines."""
    report = collected.report
    received = [d for d in report.divisions if d.receipt == "received"]
    missing = [d.name for d in report.divisions if d.receipt != "received"]
    click.echo(f"提出 {len(received)}／{len(report.divisions)} 課" + _missing(missing))
    open_findings = report.open_findings()
    counts = {s: sum(f.severity is s for f in open_findings) for s in Severity}
    waived = len(report.findings) - len(open_findings)
    accepted = f"（ほかに了承済み {waived} 件）" if waived else ""
    click.echo("　".join(f"{s.label} {count} 件" for s, count in counts.items()) + accepted)
    for line in _since_last_round(report), _against_ledger(report), _volumes(report.plan):
        if line:
            click.echo(line)
    grave = [f for f in open_findings if f.severity is Severity.ERROR]
    for finding in grave[:_SHOWN]:
        click.echo(f"  {finding_line(finding)}")
    if len(grave) > _SHOWN:
        click.echo(f"  ほか {len(grave) - _SHOWN} 件は点検結果をご覧ください。")
    click.echo(f"出力先：{folder}")


def _since_last_round(report: Report) -> str:
    counts = Counter(change.change for change in report.changes)
    parts = [f"{change.label} {counts[change]} 件" for change in RequestOutcome if counts[change]]
    return f"前の回から：{'　'.join(parts)}" if parts else ""


def _against_ledger(report: Report) -> str:
    counts = Counter(row.match for row in report.reconciled)
    parts = [f"{match.label} {counts[match]} 件" for match in LedgerMatch if counts[match]]
    return f"決算台帳と：{'　'.join(parts)}" if parts else ""


def _volumes(plan: Plan) -> str:
    """Into how many books the year was parted, or how it could be."""
    if is_parted(plan):
        return f"評価書：{len(Groups(plan).names)}団体に分けました。"
    measures = len(plan.level(Level.MEASURE))
    if measures <= ONE_BOOK:
        return ""
    return (
        f"評価書：施策{measures}件の一冊です。計画マスタのシート「担当課」に列「団体」を設けると、"
        "団体ごとに分けて書き出します。"
    )


def _missing(names: list[str]) -> str:
    return f"（未提出：{'、'.join(names)}）" if names else ""


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
        click.echo(finding_line(finding))
    waived = sum(finding.waived for finding in findings)
    accepted = f"（うち了承済み {waived} 件）" if waived else ""
    click.echo(f"指摘 {len(findings)} 件{accepted}" if findings else "指摘はありません。")


def print_status(report: Report) -> None:
    """A table of the divisions, those that have not answered first."""
    from rich.console import Console
    from rich.table import Table

    deadline = report.plan.settings.deadline
    table = Table(
        "課",
        "状態",
        "要確認",
        "回",
        "保存日",
        "ファイル",
        caption=f"提出期限 {deadline}" if deadline else None,
    )
    for row in status_rows(report):
        table.add_row(*row)
    Console(soft_wrap=False).print(table)


def status_rows(report: Report) -> list[tuple[str, str, str, str, str, str]]:
    """(division, state, doubts, round, day of saving, file), the most urgent first."""
    rows = []
    for standing in report.standings:
        division = standing.division
        doubts = str(standing.doubts) if standing.errors and standing.doubts else ""
        round_ = "" if division.round is None else str(division.round)
        day = day_of(division.saved)
        saved = day.isoformat() if day else ""
        rows.append((division.name, standing.state, doubts, round_, saved, division.file))
    return rows


def print_rules(as_json: bool) -> None:
    """Every rule with its meaning and an example."""
    from zushi_xl import rules

    assert rules  # imported for its declarations
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
                    for rule in RULES.values()
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for rule in RULES.values():
        click.echo(f"{rule.id}　{rule.name}（{rule.area}・{rule.severity.label}）")
        click.echo(f"    {rule.meaning}")
        click.echo(f"    例：{rule.example}")
