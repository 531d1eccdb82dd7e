"""総括: the year on one page, in sentences, tables and two charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from zushi_xl.cells import Area, column_letters
from zushi_xl.plan import Grade, GradeClass, Level
from zushi_xl.report import Receipt, Report
from zushi_xl.sheets.book.facts import (
    GradeCount,
    Move,
    Verdict,
    evaluations_of,
    grade_counts,
    money_of,
    move_of,
    rated_level,
    standings,
)
from zushi_xl.sheets.book.figures import signed_yen, yen
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import Cell, Rows
from zushi_xl.sheets.book.scene import Scene
from zushi_xl.sheets.book.styles import SERIES
from zushi_xl.sheets.model import Chart, Condition, Formula, Series

NAME = "総括"
_COLUMNS = 20
_UNIT = 34.0
_NONE = "未評価"


def summary_part(scene: Scene) -> Part:
    report = scene.report
    rows = Rows((_UNIT,) * _COLUMNS, scene.styles)
    rows.anchor(NAME)
    rows.band(f"{NAME}　{report.fiscal_year}年度", "title")
    if report.plan.settings.sample_note:
        rows.band(f"※ {report.plan.settings.sample_note}", "note")
    for sentence in sentences(report):
        rows.band(f"○ {sentence}", "book_lead")
    level = rated_level(report)
    if level is not None:
        _grades(scene, rows, level)
    _attainment(scene, rows)
    _returns_and_money(scene, rows)
    return rows.part(NAME, head=NAME)


def sentences(report: Report) -> Iterator[str]:
    """What the counts say, as sentences."""
    level = rated_level(report)
    if level is not None:
        yield _grade_sentence(report, level)
        yield from _move_sentence(report, level)
    yield from _kpi_sentence(report)
    yield _money_sentence(report)
    yield from _return_sentence(report)


def _grade_sentence(report: Report, level: Level) -> str:
    evaluations = evaluations_of(report, level)
    name = report.plan.settings.level_names.get(level, level.value)
    counts = Counter(e.grade.symbol for e in evaluations if e.grade)
    told = [f"{g.symbol} {counts[g.symbol]}件" for g in _shown_grades(report, level, counts)]
    none = sum(e.grade is None for e in evaluations)
    told += [f"{_NONE} {none}件"] if none else []
    return f"{name}{len(evaluations)}件の評価は、{'、'.join(told) or 'ありません'}です。"


def _move_sentence(report: Report, level: Level) -> Iterator[str]:
    moves = Counter(move_of(report, e) for e in evaluations_of(report, level))
    compared = sum(moves[m] for m in (Move.UP, Move.SAME, Move.DOWN))
    if compared:
        yield (
            f"前年度と比べられる{compared}件のうち、評価が上がったもの {moves[Move.UP]}件、"
            f"同じもの {moves[Move.SAME]}件、下がったもの {moves[Move.DOWN]}件です。"
        )


def _kpi_sentence(report: Report) -> Iterator[str]:
    found = standings(report)
    counts = Counter(s.verdict for s in found)
    if found:
        told = "、".join(f"{v.value} {counts[v]}件" for v in Verdict)
        yield f"KPI（数値目標を含む）{len(found)}件のうち、{told}です。"


def _money_sentence(report: Report) -> str:
    money = money_of(report)
    text = f"予算事業は{len(report.programs)}件、実績額の合計は{yen(money.reported)}です"
    if money.conflicting:
        text += f"（報告額が一致しない{len(money.conflicting)}件を除く）"
    return text + "。"


def _return_sentence(report: Report) -> Iterator[str]:
    missing = [d.name for d in report.divisions if d.receipt is not Receipt.RECEIVED]
    if missing:
        yield f"報告が未提出の課：{'、'.join(missing)}（該当する欄は「未提出」と示します）。"


def _shown_grades(report: Report, level: Level, counts: Iterable[str]) -> list[Grade]:
    """Ranked grades always; others where somebody gave them."""
    given = set(counts)
    return [
        grade
        for grade in report.plan.grades_for(level)
        if grade.grade_class is GradeClass.RANKED or grade.symbol in given
    ]


def _heading(rows: Rows, text: str) -> None:
    rows.gap(7.5)
    rows.band(text, "book_subtitle")
    rows.kept.add(rows.row)


def _grades(scene: Scene, rows: Rows, level: Level) -> None:
    report = scene.report
    counts = grade_counts(report, level)
    given = {symbol for count in counts for symbol in count.counts}
    grades = _shown_grades(report, level, given)
    name = report.plan.settings.level_names.get(level, level.value)
    _heading(rows, f"{name}の進捗状況評価")
    spans = _spans(len(grades) + 2)
    heads = (report.plan.settings.level_names.get(Level.PILLAR) or "", *(g.symbol for g in grades))
    rows.table((*heads, _NONE, "計"), spans)
    first = rows.row
    for count in counts:
        _grade_row(scene, rows, count, grades, spans)
    _grade_totals(rows, counts, grades, spans, first)
    legend = "　".join(g.text for g in grades)
    rows.band(f"{legend}", "small", keep=True)
    _grade_chart(rows, counts, grades, spans, first)


def _spans(narrow: int) -> tuple[int, ...]:
    """A wide first column and ``narrow`` narrow ones over the whole width."""
    each = max(1, min(2, (_COLUMNS - 6) // narrow))
    return (_COLUMNS - each * narrow, *(each for _ in range(narrow)))


def _grade_row(
    scene: Scene, rows: Rows, count: GradeCount, grades: Sequence[Grade], spans: tuple[int, ...]
) -> None:
    values = [count.counts.get(grade.symbol, 0) for grade in grades] + [count.without]
    first, last = column_letters(spans[0]), column_letters(_COLUMNS - 1 - spans[-1])
    total = Formula(f"=SUM({first}{rows.row + 1}:{last}{rows.row + 1})", count.total)
    cells = [Cell(v, "book_count", n) for v, n in zip(values, spans[1:], strict=False)]
    name = scene.link(count.name, count.code) if count.code else count.name
    rows.line(Cell(name, "book_link", spans[0]), *cells, Cell(total, "book_count", spans[-1]))


def _grade_totals(
    rows: Rows,
    counts: Sequence[GradeCount],
    grades: Sequence[Grade],
    spans: tuple[int, ...],
    first: int,
) -> None:
    sums = [sum(c.counts.get(g.symbol, 0) for c in counts) for g in grades]
    sums += [sum(c.without for c in counts), sum(c.total for c in counts)]
    cells, column = [], spans[0]
    for value, span in zip(sums, spans[1:], strict=True):
        letter = column_letters(column)
        formula = f"=SUM({letter}{first + 1}:{letter}{rows.row})" if counts else "=0"
        cells.append(Cell(Formula(formula, value), "book_total_count", span))
        column += span
    rows.line(Cell("計", "book_total", spans[0]), *cells, keep=True)


def _grade_chart(
    rows: Rows,
    counts: Sequence[GradeCount],
    grades: Sequence[Grade],
    spans: tuple[int, ...],
    first: int,
) -> None:
    if not counts:
        return
    height = min(160.0, 48.0 + 22 * len(counts))
    last = first + len(counts) - 1
    names = [g.symbol for g in grades] + [_NONE]
    columns = [spans[0] + sum(spans[1 : 1 + i]) for i in range(len(names))]
    series = tuple(
        Series(name, Area(first, 0, last, 0), Area(first, column, last, column), color=color)
        for name, column, color in zip(names, columns, _colors(len(names)), strict=True)
    )
    told = "。".join(
        f"{c.name} " + "、".join(f"{g.symbol} {c.counts.get(g.symbol, 0)}件" for g in grades)
        for c in counts
    )
    row = rows.room(height)
    width = int(_UNIT * _COLUMNS) - 4
    rows.charts.append(
        Chart(row, 0, width, int(height / 0.75), "stacked_bar", "", f"評価の件数。{told}。", series)
    )


def _colors(count: int) -> list[str]:
    """Distinct lightness for the grades, grey for those without one."""
    return [*(SERIES[i % len(SERIES)] for i in range(count - 1)), "BFBFBF"]


def _attainment(scene: Scene, rows: Rows) -> None:
    found = standings(scene.report)
    if not found:
        return
    _heading(rows, "KPIの達成状況")
    counts = Counter(s.verdict for s in found)
    rows.table(("状況", "件数", "割合", "説明"), (4, 2, 6, 8))
    first = rows.row
    meanings = (
        "目標の値に達した",
        "前回の値より目標に近づいた",
        "前回の値と同じ",
        "前回の値より遠ざかった",
    )
    for verdict, meaning in zip(
        Verdict, (*meanings, "今年度の値がない、または数値で比べられない"), strict=True
    ):
        formula = f"=E{rows.row + 1}/SUM($E${first + 1}:$E${first + len(Verdict)})*100"
        rows.line(
            Cell(verdict.text, "book_cell", 4),
            Cell(counts[verdict], "book_count", 2),
            Cell(Formula(formula, counts[verdict] / len(found) * 100), "book_percent", 6),
            Cell(meaning, "book_small", 8),
            keep=True,
        )
    area = Area(first, 6, first + len(Verdict) - 1, 6)
    rows.conditions.append(Condition(area, bar="A9C4DE"))


def _returns_and_money(scene: Scene, rows: Rows) -> None:
    report = scene.report
    _heading(rows, "報告の提出状況と予算の執行")
    rows.table(
        ("課", "提出", "未提出", "読めない", "実績額の合計", "決算額との差（比較できる事業）"),
        (2, 2, 2, 2, 6, 6),
    )
    receipts = Counter(d.receipt for d in report.divisions)
    both = [p for p in report.programs if p.amount is not None and p.settled is not None]
    difference = sum(
        ((p.amount or Decimal(0)) - (p.settled or Decimal(0)) for p in both), Decimal(0)
    )
    rows.line(
        Cell(f"{len(report.divisions)}課", "book_center", 2),
        *(Cell(receipts[receipt], "book_count", 2) for receipt in Receipt),
        Cell(report.total_spend, "book_money", 6),
        Cell(f"{signed_yen(difference)}（{len(both)}件）" if both else "－", "book_money", 6),
        keep=True,
    )
