"""What commands show on the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zushi_xl.catalogue import RULES
from zushi_xl.finding import Finding, Severity

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
