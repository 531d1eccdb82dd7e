"""回収状況, 前の回との違い, 決算台帳との照合."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zushi_xl.findings.finding import Severity
from zushi_xl.findings.states import STATES
from zushi_xl.report.ledger import LedgerMatch, Reconciled
from zushi_xl.report.model import DivisionStanding, Report
from zushi_xl.report.rounds import RequestOutcome, RoundChange
from zushi_xl.report.saved_time import time_of
from zushi_xl.sheets.findings.filter_list import Heading, ListColumn, list_sheet
from zushi_xl.workbook.sheet import Sheet
from zushi_xl.workbook.style import Style

STANDINGS, CHANGES, LEDGER = "回収状況", "前の回との違い", "決算台帳との照合"
_CHANGE = {
    RequestOutcome.FIXED: "state_ok",
    RequestOutcome.ANSWERED: "table_waived",
    RequestOutcome.REMAINS: "state_error",
    RequestOutcome.ACCEPTED: "table_waived",
    RequestOutcome.NEW: "state_confirm",
}
_MATCH = {
    LedgerMatch.AGREES: "state_ok",
    LedgerMatch.DIFFERS: "state_error",
    LedgerMatch.ONLY_LEDGER: "state_info",
    LedgerMatch.ONLY_REPORTS: "state_confirm",
    LedgerMatch.OPEN: "state_confirm",
    LedgerMatch.UNSURE: "state_confirm",
}
_MATCH_ORDER = (
    LedgerMatch.DIFFERS,
    LedgerMatch.UNSURE,
    LedgerMatch.OPEN,
    LedgerMatch.ONLY_REPORTS,
    LedgerMatch.ONLY_LEDGER,
    LedgerMatch.AGREES,
)


def standings_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """How far each division is, those first that have not answered."""
    deadline = report.plan.settings.deadline
    until = (
        f"提出期限は {deadline.year}年{deadline.month}月{deadline.day}日です。" if deadline else ""
    )
    note = (
        f"{until}未提出の課から順に、直すところの多い順に並べています。状態は、未提出・読めない・"
        "未記入・要修正・要確認・受理のどれかです。保存日時はブックの中の記録です。"
        "SHA-256 はファイルの内容を示す値で、同じなら同じ内容です。"
    )
    heading = _heading(report, STANDINGS, note, "記入する課がありません。", "1F3864")
    digests = {file.file: file.sha256 for file in report.inputs}
    columns: list[ListColumn[DivisionStanding]] = [
        ListColumn("担当課", 130, lambda s: s.division.name),
        ListColumn("状態", 96, lambda s: s.state, _state_style),
        ListColumn("要修正", 64, lambda s: s.errors, "table_center"),
        ListColumn("要確認", 64, lambda s: s.doubts, "table_center"),
        ListColumn("回", 44, lambda s: s.division.round, "table_center"),
        ListColumn("保存日時", 120, lambda s: _saved(s), "table_center"),
        ListColumn("ファイル", 300, lambda s: s.division.file),
        ListColumn("SHA-256", 240, lambda s: digests.get(s.division.file, ""), "table_small"),
    ]
    return list_sheet(heading, "回収状況表", columns, report.standings, styles)


def _state_style(standing: DivisionStanding) -> str:
    if standing.word == STATES[-1]:
        return "state_ok"
    return "state_confirm" if standing.word == Severity.CONFIRM.label else "state_error"


def _saved(standing: DivisionStanding) -> str:
    time = time_of(standing.division.saved)
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}" if time else ""


def changes_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """For each returned correction what was fixed, what remains, what is new, with the answers."""
    counts = Counter(change.change for change in report.changes)
    said = "、".join(f"{change.label}もの {counts[change]}件" for change in RequestOutcome)
    note = (
        f"{said}。差し戻しの「修正のお願い」と、返送された様式の点検結果を比べています。"
        "担当課の回答を認めるときは、計画マスタの「了承」に登録してください。"
    )
    empty = "差し戻しの返送はまだありません。"
    heading = _heading(report, CHANGES, note if report.changes else "", empty, "7030A0")
    columns: list[ListColumn[RoundChange]] = [
        ListColumn("変化", 84, lambda c: c.change.label, lambda c: _CHANGE[c.change]),
        ListColumn("担当課", 110, lambda c: c.division),
        ListColumn("回", 40, lambda c: c.round, "table_center"),
        ListColumn("重大度", 72, lambda c: c.severity),
        ListColumn("場所", 180, lambda c: c.place),
        ListColumn("内容", 320, lambda c: c.message),
        ListColumn("担当課の回答", 260, lambda c: c.reply),
    ]
    return list_sheet(heading, "前の回との違い表", columns, report.changes, styles)


def ledger_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """Every program of the reports and of the ledger, those first that do not agree."""
    counts = Counter(row.match for row in report.reconciled)
    said = "、".join(f"{match.label} {counts[match]}件" for match in _MATCH_ORDER)
    file = report.ledger.file if report.ledger else ""
    heading = _heading(
        report, LEDGER, f"{file}：{said}。差は、報告額から台帳の額を引いた額です。", "", "BF8F00"
    )
    columns: list[ListColumn[Reconciled]] = [
        ListColumn("照合", 100, lambda r: r.match.label, lambda r: _MATCH[r.match]),
        ListColumn("予算事業名", 250, lambda r: r.name),
        ListColumn("報告額（円）", 120, lambda r: r.reported, "table_number"),
        ListColumn("台帳の額（円）", 120, lambda r: r.ledger, "table_number"),
        ListColumn("差（円）", 110, lambda r: r.difference, "table_number"),
        ListColumn("担当課", 160, lambda r: "、".join(r.divisions)),
        ListColumn(report.plan.item_word, 200, lambda r: "、".join(r.initiatives)),
    ]
    rows = sorted(report.reconciled, key=lambda row: _MATCH_ORDER.index(row.match))
    return list_sheet(heading, "決算台帳との照合表", columns, rows, styles)


def _heading(report: Report, sheet: str, note: str, empty: str, color: str) -> Heading:
    settings = report.plan.settings
    return Heading(
        sheet,
        f"{sheet}　{report.fiscal_year}年度",
        ((note, "note"),) if note else (),
        empty,
        f"{settings.city}　{settings.plan_title}".strip("　"),
        color,
    )
