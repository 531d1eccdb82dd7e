"""点検一覧, 提出状況, 正規化の記録: the lists behind the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RULES
from zushi_xl.report.model import Adoption, InputFile, Normalised, Report
from zushi_xl.sheets.findings.filter_list import Heading, ListColumn, list_sheet
from zushi_xl.text.codes import sort_key
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.sheet import Link, Sheet, Value
from zushi_xl.workbook.style import Style

FINDINGS, FILES, NORMALISED = "点検一覧", "提出状況", "正規化の記録"
_SHORT = 120
_STATE = {
    Adoption.ADOPTED: "state_ok",
    Adoption.SUPERSEDED: "state_info",
    Adoption.IGNORED: "state_confirm",
    Adoption.UNREADABLE: "state_error",
}
_FILE_ORDER = (Adoption.UNREADABLE, Adoption.ADOPTED, Adoption.SUPERSEDED, Adoption.IGNORED)


def findings_sheet(
    report: Report, corrections: Mapping[str, str], styles: Mapping[str, Style]
) -> Sheet:
    """Open findings first; within them by severity, division and code."""
    heading = Heading(
        FINDINGS,
        f"点検一覧　{report.fiscal_year}年度",
        (
            (
                "重大度・担当課などの見出しの▼で絞り込めます。要修正は担当課へ差し戻し、要確認は"
                "理由が分かれば計画マスタの「了承」に登録してください。",
                "note",
            ),
        ),
        "点検で見つかったことはありません。",
        _city(report),
        "C55A11",
    )
    rows = tuple(sorted(report.findings, key=_reading_order(report)))
    return list_sheet(heading, "点検一覧表", _finding_columns(report, corrections), rows, styles)


def _finding_columns(report: Report, corrections: Mapping[str, str]) -> list[ListColumn[Finding]]:
    own = report.plan.in_own_words
    return [
        ListColumn("重大度", 64, lambda f: f.severity.label, _severity_style),
        ListColumn("担当課", 92, lambda f: f.division or "―", _text_style),
        ListColumn("コード", 76, lambda f: f.code, _text_style),
        ListColumn("内容", 260, lambda f: f.message, _text_style),
        ListColumn("直し方", 220, lambda f: f.remedy, _text_style),
        ListColumn("記入された値", 130, lambda f: f.given, _text_style, _SHORT),
        ListColumn("正しいと考えられる値", 120, lambda f: f.expected, _text_style, _SHORT),
        ListColumn("欄", 96, lambda f: f.field, _text_style, _SHORT),
        ListColumn("ファイル", 136, lambda f: _place(f.source).file, _text_style, _SHORT),
        ListColumn("シート", 104, lambda f: _place(f.source).sheet, _text_style),
        ListColumn("セル", 54, lambda f: _place(f.source).cell, _text_style),
        ListColumn("ルール", 128, lambda f: own(_rule_name(f.rule)), _small_style),
        ListColumn("了承", 80, lambda f: _acceptance(report, f), _text_style, _SHORT),
        ListColumn("差し戻し", 72, lambda f: _correction(corrections, f), "table_link"),
    ]


def _reading_order(report: Report) -> Callable[[Finding], tuple[object, ...]]:
    places = _division_order(report)

    def order(finding: Finding) -> tuple[object, ...]:
        place = places.get(finding.division, -1)
        return finding.waived, finding.severity.rank, place, sort_key(finding.code)

    return order


def _division_order(report: Report) -> dict[str, int]:
    """Divisions as the report has them; findings of no division come before all."""
    return {state.name: place for place, state in enumerate(report.divisions)}


def _severity_style(finding: Finding) -> str:
    return "table_waived" if finding.waived else f"state_{finding.severity.value}"


def _text_style(finding: Finding) -> str:
    return "table_waived" if finding.waived else "table_text"


def _small_style(finding: Finding) -> str:
    return "table_waived" if finding.waived else "table_small"


def _place(source: Source | None) -> Source:
    return source or Source("")


def _rule_name(rule: str) -> str:
    return f"{RULES[rule].name}\n{rule}" if rule in RULES else rule


def _acceptance(report: Report, finding: Finding) -> str:
    """Who accepted it and why, where the plan master has one such line."""
    if not finding.waived:
        return ""
    plan = report.plan
    fitting = [
        waiver
        for waiver in plan.waivers
        if waiver.rule == finding.rule
        and (
            waiver.place in (finding.division, *_programs(report, finding))
            or plan.is_within(finding.code, waiver.place)
        )
    ]
    if len(fitting) != 1:
        return "了承済み"
    return f"了承済み（{fitting[0].approver}）\n{fitting[0].reason}"


def _programs(report: Report, finding: Finding) -> tuple[str, ...]:
    """The budget programs that the finding's initiative is paid from."""
    initiative = report.plan.initiative_by_code.get(finding.code)
    return initiative.budget_programs if initiative else ()


def _correction(corrections: Mapping[str, str], finding: Finding) -> Value:
    target = corrections.get(finding.division)
    if not target or finding.waived:
        return ""
    return Link("開く", f"external:{target}", f"{finding.division}の差し戻しを開きます")


def files_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """Every file that was found, what became of it and why."""
    heading = Heading(
        FILES,
        f"提出状況　{report.fiscal_year}年度",
        (
            *missing_lines(report),
            (
                "同じ課から複数届いたときは、採用したもの以外を差し替え済みとしました。"
                "SHA-256 はファイルの内容を示す値で、同じなら同じ内容です。",
                "note",
            ),
        ),
        "提出されたファイルはありません。",
        _city(report),
        "2E75B6",
    )
    columns: list[ListColumn[InputFile]] = [
        ListColumn("扱い", 88, lambda f: f.status.label, lambda f: _STATE[f.status]),
        ListColumn("担当課", 120, lambda f: f.division or "―"),
        ListColumn("回", 44, lambda f: f.round, "table_center"),
        ListColumn("ファイル", 300, lambda f: f.file),
        ListColumn("理由", 330, lambda f: f.reason),
        ListColumn("SHA-256", 240, lambda f: f.sha256, "table_small"),
    ]
    places = _division_order(report)
    rows = sorted(
        report.inputs,
        key=lambda f: (
            f.status is not Adoption.UNREADABLE,
            places.get(f.division, len(places)),
            _FILE_ORDER.index(f.status),
            f.file,
        ),
    )
    return list_sheet(heading, "提出状況表", columns, rows, styles)


def missing_lines(report: Report) -> tuple[tuple[str, str], ...]:
    """Who is late, in one line; who sent something that cannot be read, in another."""
    deadline = report.plan.settings.deadline
    until = f"（提出期限 {deadline.year}年{deadline.month}月{deadline.day}日）" if deadline else ""
    lines = []
    for word, style, head in (
        ("未提出", "missing", f"未提出{until}："),
        ("読めない", "warning", "届いたファイルを読めない課："),
        ("未記入", "warning", "届いた様式に記入のない課："),
    ):
        if names := report.outstanding.get(word):
            lines.append((head + "、".join(names), style))
    return tuple(lines)


def normalised_sheet(report: Report, styles: Mapping[str, Style]) -> Sheet:
    """Everything that is used in another form than it was typed."""
    heading = Heading(
        NORMALISED,
        f"正規化の記録　{report.fiscal_year}年度",
        (
            (
                "全角の数字や単位の書き方などをそろえて使った記入の一覧です。意味が変わっていないか"
                "確かめてください。提出されたファイルは変えていません。",
                "note",
            ),
        ),
        "書き方をそろえた記入はありません。すべて記入されたまま使っています。",
        _city(report),
        "548235",
    )
    columns: list[ListColumn[Normalised]] = [
        ListColumn("担当課", 110, lambda n: n.division),
        ListColumn("欄", 150, lambda n: n.field),
        ListColumn("記入された値", 210, lambda n: n.given),
        ListColumn("使った値", 210, lambda n: n.used),
        ListColumn("そろえ方", 160, lambda n: n.rule),
        ListColumn("ファイル", 170, lambda n: n.source.file),
        ListColumn("シート", 130, lambda n: n.source.sheet),
        ListColumn("セル", 54, lambda n: n.source.cell),
    ]
    return list_sheet(heading, "正規化の記録表", columns, report.normalised, styles)


def _city(report: Report) -> str:
    settings = report.plan.settings
    return f"{settings.city}　{settings.plan_title}".strip("　")
