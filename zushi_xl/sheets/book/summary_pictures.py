"""総括, the pictures: spending by pillar, and what is done for each 基本目標 of the strategy.

Each picture draws from the table under it, so that nothing is said by a picture alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zushi_xl.plan.levels import Level
from zushi_xl.plan.scales import Grade
from zushi_xl.report.facts import rated_level, top_section
from zushi_xl.report.model import InitiativeReport
from zushi_xl.report.spending import Spending
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.sentences import UNRATED, shown_grades
from zushi_xl.sheets.book.styles import SERIES, look_of_grade
from zushi_xl.text.codes import numbers
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Chart, Series

_NAME = 16  # columns of the names of a table; the others share the rest
_HEIGHT = 108.0  # points of a picture
_FONT = 7
LABELS = "#,##0;-#,##0;"  # nothing at a bar of 0
_NO_SUM = "－"
_SEVERAL, _NOWHERE = "複数にまたがる事業", "どれにも属さない事業"


def add_pictures(context: AnnualContext, rows: ListRows) -> None:
    """Put the pictures with their tables on the sheet, each where it has something to show."""
    _spending(context, rows)
    _strategy(context, rows)


def _spending(context: AnnualContext, rows: ListRows) -> None:
    groups = _by_top(context)
    if len(groups) < 2 or not any(s.amount is not None for s in context.spending):
        return
    top = context.report.plan.levels[0].name
    title = f"{top}ごとの実績額"
    note = (
        f"予算事業を一度だけ数え、その{context.report.plan.item_word}がある{top}に入れます。"
        f"{top}をまたぐ事業は「{_SEVERAL}」とします。額の定まらない事業は実績額に入れません。"
    )
    lines = [_spending_line(name, found) for name, found in groups.items()]
    sums = [line[3] for line in lines]
    room = _opened(rows, title, note)
    heads = (top, "事業数", "額のない事業", "実績額（円）")
    first = _table(rows, heads, lines, ("book_count", "book_count", "book_money"))
    told = "、".join(f"{name} {_yen(amount)}" for name, _, _, amount in lines)
    last, column = first + len(lines) - 1, _columns(rows, 3)[3]
    series = Series(
        "実績額",
        Area(first, 0, last, 0),
        Area(first, column, last, column),
        color=SERIES[1],
        without=tuple(n for n, amount in enumerate(sums) if isinstance(amount, str)),
    )
    unit, shown = _unit_of(max((a for a in sums if isinstance(a, Decimal)), default=Decimal(0)))
    chart = _chart(
        context, rows, room, "bar", f"{title}（{unit}）", f"横棒グラフ。{told}。", [series]
    )
    rows.charts.append(chart._replace(number_format=shown, label_format=shown))


def _spending_line(name: str, found: Sequence[Spending]) -> tuple[str, int, int, Decimal | str]:
    """The name, how many programs, how many of them without an amount, and the sum of the others;
    where there are none, a sum of 0 would be an amount."""
    amounts = [s.amount for s in found if s.amount is not None]
    total = sum(amounts, Decimal(0)) if amounts else _NO_SUM
    return name, len(found), len(found) - len(amounts), total


def _yen(amount: Decimal | str) -> str:
    return amount if isinstance(amount, str) else f"{amount:,}円"


def _unit_of(most: Decimal) -> tuple[str, str]:
    """A unit in which amounts stay short, and how Excel shows yen in it; the table has the yen.

    >>> _unit_of(Decimal(320_470_700))
    ('百万円', '#,##0.0,,')
    """
    if most >= 10_000_000:
        return "百万円", "#,##0.0,,"
    return ("千円", "#,##0,") if most >= 10_000 else ("円", "#,##0")


def _by_top(context: AnnualContext) -> dict[str, list[Spending]]:
    """The programs by the top section of their initiatives, in the order of the plan; one that is
    shown again takes its program nowhere else."""
    plan = context.report.plan
    tops = [s for s in plan.sections if top_section(context.report, s.code) is s]
    groups: dict[str, list[Spending]] = {section.heading: [] for section in tops}
    for spending in context.spending:
        codes = spending.program.initiatives
        own = [code for code in codes if not plan.initiative_by_code[code].relisted_from]
        above = (top_section(context.report, code) for code in own or codes)
        found = {section.heading for section in above if section is not None}
        name = found.pop() if len(found) == 1 else (_SEVERAL if found else _NOWHERE)
        groups.setdefault(name, []).append(spending)
    return {name: found for name, found in groups.items() if found}


def _strategy(context: AnnualContext, rows: ListRows) -> None:
    level = rated_level(context.report)
    goals = _goals(context)
    if level is None or not goals:
        return
    given = [grade for found in goals.values() for grade in found]
    grades = shown_grades(context.report, level, given)
    word, measure = context.report.plan.item_word, context.report.plan.word(Level.MEASURE)
    title = f"基本目標ごとの{word}（{measure}の評価）"
    note = (
        f"総合戦略の基本目標に位置づけた{word}を、その{measure}の評価ごとに数えます。"
        f"二つの基本目標をもつ{word}は、それぞれに一度ずつ数えます。"
    )
    heads = ("基本目標", *(grade.symbol for grade in grades), UNRATED, "計")
    lines = [_goal_line(name, found, grades) for name, found in goals.items()]
    room = _opened(rows, title, note)
    first = _table(rows, heads, lines, ("book_count",) * (len(heads) - 1))
    columns = _columns(rows, len(heads) - 1)
    last = first + len(lines) - 1
    series = [
        Series(
            name,
            Area(first, 0, last, 0),
            Area(first, columns[number], last, columns[number]),
            color=look_of_grade(number, len(grades))[0],
            pattern=look_of_grade(number, len(grades))[1],
        )
        for number, name in enumerate(heads[1:-1], 1)
    ]
    told = "。".join(
        f"{line[0]} " + "、".join(f"{h} {n}件" for h, n in zip(heads[1:], line[1:], strict=True))
        for line in lines
    )
    rows.charts.append(
        _chart(
            context, rows, room, "stacked_bar", f"{title}（件）", f"横棒グラフ。{told}。", series
        )
    )


def _goals(context: AnnualContext) -> dict[str, list[str]]:
    """By 基本目標 the grades of the measures of its initiatives, 未評価 where there is none."""
    report = context.report
    names = {goal.number: f"基本目標{goal.number}　{goal.title}" for goal in report.plan.goals}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for item in report.initiatives:
        codes = {str(n[0]) for c in item.initiative.strategy_codes if (n := numbers(c))}
        for number in sorted(codes):
            name = names.get(number, f"基本目標{number}")
            found.setdefault(name, []).append(_grade_of(context, item))
    return {name: grades for name, grades in found.items() if grades}


def _grade_of(context: AnnualContext, item: InitiativeReport) -> str:
    evaluation = context.report.evaluation_of.get(item.initiative.measure)
    return evaluation.grade.symbol if evaluation and evaluation.grade else UNRATED


def _goal_line(
    name: str, found: Sequence[str], grades: Sequence[Grade]
) -> tuple[str | int | Decimal, ...]:
    counts = Counter(found)
    return (name, *(counts[grade.symbol] for grade in grades), counts[UNRATED], len(found))


def _opened(rows: ListRows, title: str, note: str) -> int:
    """The title of a picture and room for it; gives the row of the room."""
    rows.gap(8)
    rows.band(title, "book_subtitle", block=True)
    rows.kept.add(rows.row)
    rows.band(note, "note", keep=True)
    rows.kept.add(rows.row)
    room = rows.room(_HEIGHT)
    rows.kept.add(rows.row)
    return room


def _columns(rows: ListRows, others: int) -> list[int]:
    """The first column of each cell of a table with ``others`` cells after the name."""
    each = max(1, (rows.columns - _NAME) // others)
    name = rows.columns - each * others
    return [0, *(name + each * number for number in range(others))]


def _spans(rows: ListRows, others: int) -> list[int]:
    starts = [*_columns(rows, others), rows.columns]
    return [end - begin for begin, end in zip(starts, starts[1:], strict=False)]


def _table(
    rows: ListRows,
    heads: Sequence[str],
    lines: Sequence[tuple[str | int | Decimal, ...]],
    styles: Sequence[str],
) -> int:
    """The table that a picture draws from; gives its first row."""
    spans = _spans(rows, len(heads) - 1)
    rows.table(tuple(heads), tuple(spans))
    first = rows.row
    for line in lines:
        rows.line(*_cells(line, ("book_cell", *styles), spans), keep=True)
    return first


def _cells(
    line: Sequence[str | int | Decimal], styles: Sequence[str], spans: Sequence[int]
) -> Iterator[RowCell]:
    for value, style, span in zip(line, styles, spans, strict=True):
        yield RowCell(value, style, span)


def _chart(
    context: AnnualContext,
    rows: ListRows,
    room: int,
    kind: str,
    title: str,
    alt: str,
    series: Sequence[Series],
) -> Chart:
    return Chart(
        room,
        0,
        int(sum(rows.widths)) - 6,
        int(_HEIGHT / 0.75) - 4,
        kind,
        title,
        alt,
        tuple(series),
        labels=True,
        y_min=0,
        number_format="#,##0",
        label_format=LABELS,
        font=context.styles.font,
        font_size=_FONT,
        legend="right" if len(series) > 1 else "",
    )
