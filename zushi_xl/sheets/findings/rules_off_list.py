"""点検しないルール: what was not looked for this year, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zushi_xl.report.model import Report
from zushi_xl.report.rules_off import HEADS, TITLE, RuleOff, rules_off
from zushi_xl.sheets.findings.filter_list import Heading, ListColumn, list_sheet
from zushi_xl.workbook.sheet import Sheet
from zushi_xl.workbook.style import Style

_WIDTHS = (170, 170, 330, 300, 110)


def rules_off_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """The rules that are not checked this year, with the reasons."""
    note = (
        "計画マスタのシート「点検ルール」で、この年度は点検しないとしたルールです。"
        "ここにあるものは、当てはまっても指摘していません。"
    )
    settings = report.plan.settings
    heading = Heading(
        TITLE,
        f"{TITLE}　{report.fiscal_year}年度",
        ((note, "note"),),
        "点検しないとしたルールはありません。",
        f"{settings.city}　{settings.plan_title}",
        "7F7F7F",
    )
    columns: list[ListColumn[RuleOff]] = [
        ListColumn(head, width, _printed(number))
        for number, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True))
    ]
    return list_sheet(heading, "点検しないルール表", columns, rules_off(report.plan), styles)


def _printed(number: int) -> Callable[[RuleOff], str]:
    return lambda rule: rule.printed[number]
