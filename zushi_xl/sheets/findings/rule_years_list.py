"""ルールの実績: what became of each rule's findings over the years."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.findings.rule import RULES
from zushi_xl.report.model import Report
from zushi_xl.report.rule_years import ALL_YEARS, RuleYear
from zushi_xl.sheets.findings.filter_list import Heading, ListColumn, list_sheet
from zushi_xl.workbook.sheet import Sheet
from zushi_xl.workbook.style import Style

RULE_YEARS = "ルールの実績"


def rule_years_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """How the findings of each rule ended, year by year."""
    note = (
        "担当課に尋ねた指摘（要修正と要確認）が、年度ごとにどうなったかです。「正しかった割合」は、"
        "了承したものと回答で済んだものが、指摘のうちに占める割合です。割合の高いルールから並べています。"
        "いつも正しかったルールは、計画マスタのシート「点検ルール」で「点検しない」にするか、"
        "しきい値を変えることを考えてください。直った件数は、返送された差し戻しのある年度だけ分かります。"
    )
    settings = report.plan.settings
    heading = Heading(
        RULE_YEARS,
        f"{RULE_YEARS}　{report.fiscal_year}年度まで",
        ((note, "note"),),
        "担当課に尋ねた指摘はありません。",
        f"{settings.city}　{settings.plan_title}".strip("　"),
        "7F7F7F",
    )
    own = report.plan.in_own_words
    columns: list[ListColumn[RuleYear]] = [
        ListColumn("ルール", 200, lambda line: line.rule, _style),
        ListColumn("名前", 220, lambda line: own(RULES[line.rule].name), _style),
        ListColumn("年度", 80, lambda line: line.year, "table_center"),
        ListColumn("指摘", 64, lambda line: line.raised, "table_number"),
        ListColumn("直った", 72, lambda line: line.fixed, "table_number"),
        ListColumn("了承", 64, lambda line: line.waived, "table_number"),
        ListColumn("回答", 64, lambda line: line.answered, "table_number"),
        ListColumn("残り", 64, lambda line: line.open, "table_number"),
        ListColumn("正しかった割合（％）", 110, lambda line: line.accepted, "table_share"),
        ListColumn("直った割合（％）", 100, lambda line: line.corrected, "table_share"),
    ]
    return list_sheet(heading, "ルールの実績表", columns, report.rule_years, styles)


def _style(line: RuleYear) -> str:
    return "table_waived" if line.year == ALL_YEARS else "table_text"
