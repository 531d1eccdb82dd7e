"""前年度比較: grades and spending against the year before."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Section, ValueStatus
from zushi_xl.report.facts import (
    LAST_SPEND,
    KpiStanding,
    Move,
    last_grade_text,
    move_of,
    move_to,
    rated_evaluations,
    rated_level,
)
from zushi_xl.report.five_values import REFUSED
from zushi_xl.report.model import InitiativeReport, ProgramTotal
from zushi_xl.report.printed_figures import figure_text
from zushi_xl.report.rating_counts import is_rated
from zushi_xl.report.rating_names import rating_name
from zushi_xl.report.spending import Spending
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import NO_GRADE, absent_text, item_grade_text, marked, program_cell
from zushi_xl.sheets.book.overview import grade_text
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.workbook.sheet import Formula

NAME = "前年度比較"
_WIDTHS = (62.0, 178.0, 60.0, 110.0, 60.0, 110.0, 100.0)
_GRADES = (1, 1, 2, 2, 1)  # columns of each cell: two grades with their words
_FIGURES = (1, 2, 2, 1, 1)  # longer names, short figures
assert sum(_WIDTHS) == WIDTH


def year_on_year_part(context: AnnualContext) -> Part:
    """What changed since the year before: grades, KPIs, money."""
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    year = context.report.fiscal_year
    rows.band(
        f"{year - 1}年度と{year}年度を比べます。↑は上がった、→は同じ、"
        "↓は下がった、－は比べられないことを示します。"
        + ("KPIは◎が目標達成、○が前進、▼が後退です。" if context.standings else ""),
        "note",
    )
    _grades(context, rows)
    if context.standings:
        _kpis(context, rows)
    if context.report.has_programs:
        _money(context, rows)
    return rows.part(NAME, head=NAME)


def _section(rows: ListRows, title: str) -> None:
    rows.end_table()
    rows.gap(10)
    rows.anchor(title, 2)
    rows.band(title, "book_subtitle", block=True)
    rows.kept.add(rows.row)


def _grades(context: AnnualContext, rows: ListRows) -> None:
    year = context.report.fiscal_year
    levels = {e.section.level for e in rated_evaluations(context.report)}
    _section(rows, f"{rating_name(context.report, [*levels, Level.INITIATIVE])}の動き")
    rows.band(_what_grades_count(context), "note", keep=True)
    rows.kept.add(rows.row)
    moves = [(e, move_of(context.report, e)) for e in rated_evaluations(context.report)]
    rated = [(i, move_to(context.report, i.initiative, i.grade)) for i in _rated(context)]
    every = Counter(move for _, move in (*moves, *rated))
    counts = "　".join(f"{move.sign}{move.value} {every[move]}件" for move in Move)
    rows.band(counts, "base", keep=True)
    rows.kept.add(rows.row)
    rows.table(("コード", "名称", f"{year - 1}年度", f"{year}年度", "動き"), _GRADES, again=True)
    for evaluation, move in moves:
        section = evaluation.section
        _grade(context, rows, section, grade_text(context, section), move)
    for item, move in rated:
        _grade(context, rows, item.initiative, item_grade_text(context, item), move)


def _rated(context: AnnualContext) -> list[InitiativeReport]:
    """The initiatives, where they have a grade that counts; what is listed again counts once."""
    report = context.report
    own = (item for item in report.initiatives if not item.initiative.relisted_from)
    return [item for item in own if is_rated(report, item.initiative)]


def _what_grades_count(context: AnnualContext) -> str:
    plan, items = context.report.plan, _rated(context)
    counts = Counter(e.section.level for e in rated_evaluations(context.report))
    told = [f"{plan.word(level)} {counts[level]}件" for level in counts]
    told += [f"{plan.item_word} {len(items)}件"] if items else []
    summed = rated_level(context.report)
    only = plan.word(summed) if summed else ""
    return f"評価のあるすべての階層を数えます（{'、'.join(told) or 'ありません'}）。" + (
        f"総括の「前年度からの評価の動き」は、{only}だけを数えます。" if only else ""
    )


def _grade(
    context: AnnualContext, rows: ListRows, item: Section | Initiative, now: str, move: Move
) -> None:
    """A row for what is rated; ``now`` is this year's grade as the page prints it."""
    rows.line(
        RowCell(context.link(item.code, item.code), "book_code"),
        RowCell(item.title),
        RowCell(last_grade_text(context.report, item) or NO_GRADE, span=2),
        RowCell(now, span=2),
        RowCell(f"{move.sign} {move.value}", "book_center"),
    )


def _kpis(context: AnnualContext, rows: ListRows) -> None:
    _section(rows, "KPIの動き")
    rows.band(
        f"計画のすべてのKPI {len(context.standings)}件です。前回の値は、今年度より前で"
        "最も新しい実績値か現状値です。要修正の値は比べません。",
        "note",
        keep=True,
    )
    rows.kept.add(rows.row)
    heads = ("コード", "KPI", "前回の値", f"{context.report.fiscal_year}年度", "動き")
    rows.table(heads, _FIGURES, again=True)
    for standing in context.standings:
        _kpi(context, rows, standing)


def _kpi(context: AnnualContext, rows: ListRows, standing: KpiStanding) -> None:
    kpi, before = standing.kpi, standing.before
    last = "－"
    if before:
        text = figure_text(before.text, before.quantity, unit=kpi.unit)
        last = f"{text}（{before.period.label}）"
    rows.line(
        RowCell(context.link(kpi.code, kpi.code), "book_code"),
        RowCell(kpi.statement, span=2),
        RowCell(last, "book_center", 2),
        RowCell(_now(context, standing), "book_center"),
        RowCell(standing.verdict.text, "book_center"),
    )


def _now(context: AnnualContext, standing: KpiStanding) -> str:
    """The figure of the year, or what stands in its place."""
    report, kpi = context.report, standing.kpi
    said = [f for f in report.figures_of(kpi) if f.period.fiscal_year == report.fiscal_year]
    figure = standing.now or next((f for f in said if f.status is ValueStatus.ACTUAL), None)
    if figure is None:
        return absent_text(context, kpi)
    text = figure_text(figure.text, figure.quantity, unit=kpi.unit) or REFUSED
    return marked(text, report.review_at(figure.source))


def _money(context: AnnualContext, rows: ListRows) -> None:
    year = context.report.fiscal_year
    _section(rows, "予算事業の実績額の動き")
    rows.band(
        f"報告のあった予算事業 {len(context.spending)}件を、それぞれ一度だけ数えます。"
        "前年度の額は計画マスタの前年度決算額・前年度実績額です。",
        "note",
        keep=True,
    )
    rows.kept.add(rows.row)
    word = context.report.plan.item_word
    heads = (word, "予算事業名", f"{year - 1}年度（円）", f"{year}年度（円）", "増減（円）")
    rows.table(heads, _FIGURES, again=True)
    for spending in context.spending:
        _program(context, rows, spending)


def _program(context: AnnualContext, rows: ListRows, spending: Spending) -> None:
    program, now = spending.program, spending.amount
    last = _last_amount(context, program)
    difference = None
    if last is not None and now is not None:
        difference = Formula("=F{row}-D{row}", now - last)
    rows.line(
        RowCell(f"{len(program.initiatives)}件", "book_center"),
        RowCell(program.name, span=2),
        RowCell(last, "book_money", 2) if last is not None else RowCell("－", "book_center", 2),
        program_cell(context, spending),
        RowCell(difference, "book_signed") if difference else RowCell("－", "book_center"),
    )


def _last_amount(context: AnnualContext, program: ProgramTotal) -> Decimal | None:
    """前年度決算額, else what the initiatives of the program agree on for the year before."""
    known = context.report.plan.program_by_name.get(program.name)
    if known is not None and known.last_year is not None:
        return known.last_year
    reports = (context.report.initiative_report_of[code] for code in program.initiatives)
    found = {amount for item in reports if (amount := _last_spend(item)) is not None}
    return found.pop() if len(found) == 1 else None


def _last_spend(item: InitiativeReport) -> Decimal | None:
    text = item.initiative.texts.get(LAST_SPEND, "").replace(",", "")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
