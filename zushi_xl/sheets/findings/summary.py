"""概要: the state of the collection on one page.

Left, the divisions: those without a return first, then those with the most to fix. Right, the
rules that spoke. Counts are coloured by their size, and written in every cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.report.model import DivisionState, Receipt, Report
from zushi_xl.report.rules_off import rules_off
from zushi_xl.sheets.findings.filter_list import MARGINS
from zushi_xl.sheets.findings.lists import FILES, FINDINGS, NORMALISED
from zushi_xl.sheets.findings.styles import heat
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.placed_rows import PlacedRows, RowPiece
from zushi_xl.workbook.sheet import Link, PrintSetup, Sheet
from zushi_xl.workbook.style import Style

SUMMARY = "概要"
_DIVISION_HEADS = ("担当課", "状態", "回", *(s.label for s in Severity), "了承済み", "差し戻し")
_RULE_HEADS = ("ルール", "分野", "重大度", "件数", "課の数")
_WIDTHS = (126.0, 74, 38, 64, 64, 72, 72, 76, 22, 208, 82, 72, 50, 56)
_RULES_AT = len(_DIVISION_HEADS) + 1
_ROW = 17.5  # points of a row of the two tables
_FEWEST_RULES = 20
_PAGE = 10.89 * 96, (8.27 - MARGINS[2] - MARGINS[3]) * 72  # pixels wide, points high
_SMALLEST = 1.45  # what the page may grow by before it goes on to a second one
_STATE = {
    "未提出": "middle_confirm",
    "読めない": "middle_error",
    "未記入": "middle_error",
    "要修正": "middle_error",
    "要確認": "middle_confirm",
    "受理": "middle_ok",
}


def summary_sheet(
    report: Report, corrections: Mapping[str, str], styles: Mapping[str, Style]
) -> Sheet:
    """概要: divisions at the left, rules at the right, sized to print on one page."""
    page = PlacedRows(_WIDTHS, styles)
    _opening(page, report)
    top = page.row
    _divisions(page, report, corrections)
    below, page.row = page.row, top
    _rules(page, report)
    bottom = page.row = max(below, page.row)
    page.band(_LEGEND, "note")
    stretch = _stretch(page.heights)
    return Sheet(
        SUMMARY,
        tuple(page.cells),
        widths=tuple(round(width * stretch) for width in _WIDTHS),
        heights=page.heights,
        print=PrintSetup(
            landscape=True,
            footer="&C&8点検結果　概要&R&8&P / &N",
            area=Area(0, 0, bottom, len(_WIDTHS) - 1),
            margins=MARGINS,
        ),
        tab_color="1F3864",
    )


_LEGEND = (
    "要修正：直さないと評価書に載せられないもの。要確認：間違いかもしれず、担当課に確かめるもの。"
    "お知らせ：知っておけばよいもの。件数は了承済みを除き、色は件数が多いほど濃くしています。"
)


def _stretch(heights: Mapping[int, float]) -> float:
    """How much wider than the page the sheet must be to print on one page when fitted to it."""
    width, height = _PAGE
    needed = sum(heights.values()) / height
    return min(_SMALLEST, max(width / sum(_WIDTHS), needed * width / sum(_WIDTHS)))


def _opening(page: PlacedRows, report: Report) -> None:
    settings = report.plan.settings
    texts = [
        (f"点検結果　{report.fiscal_year}年度", "title"),
        (f"{settings.city}　{settings.plan_title}　第{settings.round}回".strip("　"), "note"),
        (_state_of_returns(report), "ok" if _all_received(report) else "missing"),
        (_state_of_findings(report), "warning" if report.has_errors else "ok"),
    ]
    if settings.sample_note:
        texts.append((settings.sample_note, "small"))
    for text, style in texts:
        page.band(text, style)
    _contents(page, report)


def _all_received(report: Report) -> bool:
    return not report.outstanding


def _state_of_returns(report: Report) -> str:
    """Counts first; who is late stands by name in the table."""
    unit = report.counter
    parts = [f"{len(names)}{unit}が{word}" for word, names in report.outstanding.items()]
    divisions, came = len(report.divisions), len(report.reported)
    end = "から" if unit == "課" else "が"
    received = f"提出：{divisions}{unit}のうち{came}{unit}{end}届きました。"
    return received + (f"{'、'.join(parts)}です。" if parts else "")


def _state_of_findings(report: Report) -> str:
    found = report.open_findings()
    counts = Counter(finding.severity for finding in found)
    waived = len(report.findings) - len(found)
    accepted = f"ほかに了承済みが{waived}件あります。" if waived else ""
    if not found:
        return f"点検：直すところは見つかりませんでした。{accepted}"
    listed = "、".join(f"{severity.label} {counts[severity]}件" for severity in Severity)
    where = _where_errors_are(report)
    off = len(rules_off(report.plan))
    silent = f"この年度に点検しないルールが{off}あります。" if off else ""
    return f"点検：{listed}。{where}{accepted}{silent}"


def _where_errors_are(report: Report) -> str:
    """The divisions in the state 要修正, counted as everywhere, and what is of none of them."""
    divisions = sum(standing.word == "要修正" for standing in report.standings)
    said = f"要修正があるのは{divisions}課です。" if divisions else ""
    errors = [f for f in report.open_findings() if f.severity is Severity.ERROR]
    others = len(errors) - sum(standing.errors for standing in report.standings)
    return said + (f"ほかに、どの課のものでもない要修正が{others}件あります。" if others else "")


def _contents(page: PlacedRows, report: Report) -> None:
    """Links to the lists, each with its length."""
    targets = (
        (FINDINGS, len(report.findings), 0, 2),
        (FILES, len(report.inputs), 2, 3),
        (NORMALISED, len(report.normalised), 5, 3),
    )
    for name, count, column, columns in targets:
        link = Link(f"→ {name}（{count:,}件）", f"internal:'{name}'!A1")
        page.put(column, link, "link", columns)
    page.end(20)
    page.gap(6)


def _divisions(page: PlacedRows, report: Report, corrections: Mapping[str, str]) -> None:
    counts = _counts_by_division(report)
    states = sorted(report.divisions, key=lambda state: _urgency(state, counts))
    words = {name: standing.word for name, standing in report.standing_of.items()}
    lines = [_Line(s.name, words[s.name], s.round, counts.get(s.name, Counter())) for s in states]
    known = {state.name for state in report.divisions}
    others = sum((c for name, c in counts.items() if name not in known), Counter[str]())
    if others:
        lines.append(_Line("計画・その他", "", None, others))
    most = {s: max((line.counts[s.value] for line in lines), default=0) for s in Severity}
    page.line([(head, "table_head", 1) for head in _DIVISION_HEADS], _ROW)
    for line in lines:
        page.line(_division_line(line, most, corrections.get(line.name, "")), _ROW)
    page.line(_total_line(sum((line.counts for line in lines), Counter[str]())), _ROW)


@dataclass(frozen=True, slots=True)
class _Line:
    """One division with its state and its counts by severity, and ``waived``."""

    name: str
    state: str
    round: int | None
    counts: Counter[str]


def _counts_by_division(report: Report) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for finding in report.findings:
        kind = "waived" if finding.waived else finding.severity.value
        counts.setdefault(finding.division, Counter())[kind] += 1
    return counts


def _urgency(state: DivisionState, counts: Mapping[str, Counter[str]]) -> tuple[int, ...]:
    order = (Receipt.MISSING, Receipt.UNREADABLE, Receipt.RECEIVED)
    found = counts.get(state.name, Counter())
    return order.index(state.receipt), *(-found[severity.value] for severity in Severity)


def _division_line(
    line: _Line, most: Mapping[Severity, int], correction: str
) -> Iterator[RowPiece]:
    yield line.name, "table_middle", 1
    yield line.state or "―", _STATE.get(line.state, "count_none"), 1
    yield line.round, "count", 1
    for severity in Severity:
        count = line.counts[severity.value]
        yield count, heat(severity, count, most[severity]), 1
    yield line.counts["waived"], "count" if line.counts["waived"] else "count_none", 1
    if correction:
        tip = f"{line.name}の差し戻しを開きます"
        yield Link("開く", f"external:{correction}", tip), "middle_link", 1
    else:
        yield "", "table_middle", 1


def _total_line(total: Counter[str]) -> Iterator[RowPiece]:
    yield "計", "table_total", 1
    yield "", "table_total", 1
    yield "", "table_total", 1
    for kind in (*(severity.value for severity in Severity), "waived"):
        yield total[kind], "count_total", 1
    yield "", "table_total", 1


def _rules(page: PlacedRows, report: Report) -> None:
    """The rules that spoke, the gravest and most frequent first; the rest in one line."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in report.open_findings():
        groups.setdefault((finding.severity, finding.rule), []).append(finding)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0].rank, -len(item[1]), item[0][1]))
    room = max(_FEWEST_RULES, len(report.divisions))
    shown = ordered if len(ordered) <= room else ordered[: room - 1]
    page.line([(head, "table_head", 1) for head in _RULE_HEADS], _ROW, _RULES_AT)
    for (severity, rule), found in shown:
        page.line(_rule_line(report, severity, rule, found, ordered), _ROW, _RULES_AT)
    if rest := ordered[len(shown) :]:
        page.line(_rest_line(rest), _ROW, _RULES_AT)
    if not ordered:
        page.line([("見つかったことはありません", "ok", len(_RULE_HEADS))], _ROW, _RULES_AT)


_Groups = Sequence[tuple[tuple[Severity, str], list[Finding]]]


def _rule_line(
    report: Report, severity: Severity, rule: str, found: Sequence[Finding], groups: _Groups
) -> Iterator[RowPiece]:
    known = RULES.get(rule)
    most = max(len(others) for (grade, _), others in groups if grade is severity)
    yield report.plan.in_own_words(known.name) if known else rule, "table_middle", 1
    yield known.area if known else "", "table_middle", 1
    yield severity.label, f"middle_{severity.value}", 1
    yield len(found), heat(severity, len(found), most), 1
    divisions = len({finding.division for finding in found if finding.division})
    yield divisions, "count" if divisions else "count_none", 1


def _rest_line(rest: _Groups) -> Iterator[RowPiece]:
    yield f"ほか {len(rest)} ルール", "table_middle", 1
    yield "", "table_middle", 1
    yield "", "table_middle", 1
    yield sum(len(found) for _, found in rest), "count", 1
    yield "", "count", 1
