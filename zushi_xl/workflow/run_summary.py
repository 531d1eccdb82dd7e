"""A collection in a few lines and a table, for whoever shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.groups import ONE_BOOK, Groups, is_parted
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.report.ledger import LedgerMatch
from zushi_xl.report.model import Receipt, Report
from zushi_xl.report.rounds import RequestOutcome
from zushi_xl.report.rules_off import rules_off_line
from zushi_xl.report.saved_time import day_of

STATUS_HEAD = ("課", "状態", "要確認", "回", "保存日", "ファイル")


def collected_lines(report: Report) -> Iterator[str]:
    """Who has answered, what was found, what changed; one sentence each."""
    plan = report.plan
    yield _received(report)
    yield counted(report.findings)
    if sent_back := corrected_divisions(report):
        books = plan.books_of(sent_back)
        yield f"差し戻し：{len(sent_back)} {books}（{'、'.join(sent_back)}）"
    lines = (
        rules_off_line(plan),
        _since_last_round(report),
        _against_ledger(report),
        _volumes(plan),
    )
    yield from filter(None, (*lines, _open_data(report)))


def _open_data(report: Report) -> str:
    """What the plan master does not say of the open data."""
    from zushi_xl.publish.open_data.description import unset_items  # a check loads none of it

    unset = "、".join(unset_items(report))
    return (
        f"公開データ：{unset}が未設定です（データの説明.csv に書き方があります）。" if unset else ""
    )


def corrected_divisions(report: Report) -> tuple[str, ...]:
    """The divisions that get a 差し戻し: those whose book came and has something to answer."""
    asked = {f.division for f in report.open_findings() if f.severity is not Severity.INFO}
    return tuple(
        d.name for d in report.divisions if d.receipt is Receipt.RECEIVED and d.name in asked
    )


def counted(findings: Iterable[Finding]) -> str:
    """How many findings there are, by severity; accepted ones apart."""
    found = list(findings)
    open_findings = [f for f in found if not f.waived]
    counts = Counter(f.severity for f in open_findings)
    waived = len(found) - len(open_findings)
    accepted = f"（ほかに了承済み {waived} 件）" if waived else ""
    return "　".join(f"{s.label} {counts[s]} 件" for s in Severity) + accepted


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


def unread_lines(report: Report) -> Iterator[str]:
    """Files that could not be read or might be returns, with the reason; the table of divisions
    has no place for them."""
    told = {"file-unreadable", "return-too-large", "not-our-form", "file-passed-over"}
    for finding in report.open_findings():
        if finding.rule in told and finding.source is not None:
            said = f"{finding.source.file}：{finding.message}{finding.remedy}"
            yield f"{finding.severity.label}　{said}"


def _received(report: Report) -> str:
    said = "　".join(f"{word}：{'、'.join(names)}" for word, names in report.outstanding.items())
    named = f"（{said}）" if said else ""
    return f"提出 {len(report.reported)}／{len(report.divisions)} {report.counter}{named}"


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
