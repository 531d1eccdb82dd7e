"""人口の見通し: the outlook of the plan as a picture and a table."""

from __future__ import annotations

from zushi_xl.plan.outlook import PopulationRow, said_for
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Chart, Series

NAME = "人口の見通し"
_HEADS = ("年", "区分", "人数（人）", "割合（％）")
_WIDTHS = (100.0, 300.0, 140.0, 140.0)
_HEIGHT = 200.0  # points of the picture
assert sum(_WIDTHS) == WIDTH


def population_part(context: AnnualContext) -> Part | None:
    """None where the plan has no outlook."""
    population = context.report.plan.population
    if not population:
        return None
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(
        "計画マスタの人口の見通しです。合計が複数年あれば年ごとの合計を、一年だけなら内訳を図に示します。",
        "note",
    )
    rows.gap(4)
    room = rows.room(_HEIGHT)
    rows.gap(8)
    head = rows.table(_HEADS)
    for row in _totals_first(population):
        _row(rows, row)
    chart = _chart(context, room, head, population)
    if chart is not None:
        rows.charts.append(chart)
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _totals_first(population: tuple[PopulationRow, ...]) -> list[PopulationRow]:
    """Totals stand together, so that a picture can draw them as one range."""
    return sorted(population, key=lambda row: not row.is_total)


def _row(rows: ListRows, row: PopulationRow) -> None:
    style = "book_third" if row.is_total else "book_cell"
    rows.line(
        RowCell(f"{row.year}年", "book_center"),
        RowCell(row.group, style),
        RowCell(said_for(row.people_said) if row.people is None else row.people, "book_money"),
        RowCell(said_for(row.share_said) if row.share is None else f"{row.share}%", "book_money"),
    )


def _people_told(row: PopulationRow) -> str:
    return (
        f"{row.people:,}人" if row.people is not None else (said_for(row.people_said) or "記載なし")
    )


def _chart(
    context: AnnualContext, room: int, head: int, population: tuple[PopulationRow, ...]
) -> Chart | None:
    """The totals of several years; of a single year the groups."""
    rows = _totals_first(population)
    totals = [row for row in rows if row.is_total]
    several = len({row.year for row in totals}) > 1
    drawn = totals if several else rows[len(totals) :]
    if not any(row.people is not None for row in drawn):
        return None
    first = head + 1 + (0 if several else len(totals))
    last, names = first + len(drawn) - 1, 0 if several else 1
    told = "、".join(f"{row.year}年 {row.group} {_people_told(row)}" for row in drawn)
    series = Series(
        "人数",
        Area(first, names, last, names),
        Area(first, 2, last, 2),
        color="5B8DB8",
        without=tuple(n for n, row in enumerate(drawn) if row.people is None),
    )
    return Chart(
        room,
        0,
        int(WIDTH) - 4,
        int(_HEIGHT / 0.75) - 4,
        "column",
        f"{NAME}（人）",
        f"縦棒グラフ。{NAME}。{told}。",
        (series,),
        labels=True,
        y_min=0,
        number_format="#,##0",
        label_format="#,##0",
        font=context.styles.font,
        font_size=8,
    )
