"""Findings that say the same of several cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zushi_xl.findings.finding import Finding
from zushi_xl.workbook.cells import Source

_NAMED = 30  # cells in one sentence


def joined(group: Sequence[Finding]) -> Finding:
    """One finding of those that say the same on one sheet: the first, which names all cells."""
    first, *others = group
    if not others:
        return first
    given = "、".join(f.given for f in group if f.given)
    return replace(
        first,
        message=f"{first.message}（ほかに {_named(others)} も同じです。）",
        given=given,
        also_at=(*first.also_at, *(cell for f in others for cell in f.cells)),
    )


def _named(others: Sequence[Finding]) -> str:
    cells = [f.source.cell for f in others if f.source]
    more = f"など{len(cells)}か所" if len(cells) > _NAMED else ""
    return "、".join(cells[:_NAMED]) + more


def once_a_sheet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order, those that say the same of cells of one sheet as one."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        source = finding.source or Source("")
        key = (finding.rule, finding.message, finding.remedy, source.file, source.sheet)
        groups.setdefault(key if source.cell else (*key, len(groups)), []).append(finding)
    return tuple(joined(group) for group in groups.values())
