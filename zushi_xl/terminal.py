"""What commands show on the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.catalogue import RULES
from zushi_xl.finding import Finding, Severity
from zushi_xl.publish import finding_json
from zushi_xl.report import Receipt, Report

if TYPE_CHECKING:
    from zushi_xl.workflow.collect import Collected

_SHOWN = 10  # findings on the terminal; all of them are in the book of findings


def print_collected(collected: Collected, folder: Path) -> None:
    """The outcome of a collection in a few lines."""
    report = collected.report
    received = [d for d in report.divisions if d.receipt == "received"]
    missing = [d.name for d in report.divisions if d.receipt != "received"]
    click.echo(f"提出 {len(received)}／{len(report.divisions)} 課" + _missing(missing))
    open_findings = report.open_findings()
    counts = {s: sum(f.severity is s for f in open_findings) for s in Severity}
    click.echo("　".join(f"{s.label} {count} 件" for s, count in counts.items()))
    grave = [f for f in open_findings if f.severity is Severity.ERROR]
    for finding in grave[:_SHOWN]:
        click.echo(f"  {finding_line(finding)}")
    if len(grave) > _SHOWN:
        click.echo(f"  ほか {len(grave) - _SHOWN} 件は点検結果をご覧ください。")
    click.echo(f"出力先：{folder}")


def _missing(names: list[str]) -> str:
    return f"（未提出：{'、'.join(names)}）" if names else ""


def finding_line(finding: Finding) -> str:
    """One finding in one line: weight, place, fault, remedy."""
    who = f"{finding.division}　" if finding.division else ""
    return (
        f"{finding.severity.label} {who}{finding.place}：{finding.message}{finding.remedy}"
        f" [{finding.rule}]"
    )


def print_findings(findings: Sequence[Finding], as_json: bool) -> None:
    """All findings, one a line."""
    if as_json:
        click.echo(json.dumps([finding_json(f) for f in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        click.echo(finding_line(finding))
    click.echo(f"指摘 {len(findings)} 件" if findings else "指摘はありません。")


def print_status(report: Report) -> None:
    """A table of the divisions, those that have not answered first."""
    from rich.console import Console
    from rich.table import Table

    table = Table("課", "状態", "要修正", "要確認", "回", "ファイル")
    for name, state, errors, doubts, round_, file in status_rows(report):
        table.add_row(name, state, str(errors), str(doubts), round_, file)
    Console(soft_wrap=False).print(table)


def status_rows(report: Report) -> list[tuple[str, str, int, int, str, str]]:
    """(division, state, errors, doubts, round, file), the most urgent first."""
    rows = []
    for division in report.divisions:
        open_ = [f.severity for f in report.open_findings(division.name)]
        errors, doubts = open_.count(Severity.ERROR), open_.count(Severity.CONFIRM)
        if division.receipt is not Receipt.RECEIVED:
            state, rank = division.receipt.label, 0
        elif errors:
            state, rank = "要修正", 1
        elif doubts:
            state, rank = "要確認", 2
        else:
            state, rank = "完了", 3
        round_ = "" if division.round is None else str(division.round)
        rows.append((rank, (division.name, state, errors, doubts, round_, division.file)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


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
