"""評価者別の評価: what several people gave on one scale, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zushi_xl.plan.scales import Grade
from zushi_xl.report.model import Report
from zushi_xl.report.rating_counts import RatingCount, rating_counts
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

TITLE = "評価者別の評価"
_PAGE, _FIRST, _MOST = 680.0, 130.0, 6  # pixels; reviewers beside each other
Group = Sequence[RatingCount]


def reviewer_part(context: AnnualContext) -> Part | None:
    """None where no two people grade the same things on one scale."""
    groups = list(side_by_side(context.report))
    if not groups:
        return None
    columns = min(max(map(len, groups)), _MOST)
    width = (_PAGE - _FIRST) / columns
    rows = ListRows((_FIRST, *(width for _ in range(columns))), context.styles)
    rows.anchor(TITLE)
    rows.band(TITLE, "title")
    rows.band(
        "件数と、区分が「順位」の評価に占める割合です。評価の対象でない項目は数えません。", "note"
    )
    for group in groups:
        for first in range(0, len(group), columns):
            _table(rows, group[first : first + columns])
    return rows.part(TITLE, head=TITLE)


def side_by_side(report: Report) -> Iterator[Group]:
    """The ratings of one block on one scale, where the plan has several people give them; in the
    order of their phases and of those who give them."""
    plan = report.plan
    groups: dict[tuple[str, str], list[RatingCount]] = {}
    for count in rating_counts(report) if plan.reviewers else ():
        groups.setdefault((count.block, count.field.scale), []).append(count)
    order = {reviewer.name: place for place, reviewer in enumerate(plan.reviewers)}
    for group in groups.values():
        if len({count.field.filled_by for count in group}) > 1:
            yield sorted(
                group,
                key=lambda c: (
                    plan.phase_order.get(c.field.phase, 0),
                    order.get(c.field.filled_by, 0),
                ),
            )


def _table(rows: ListRows, group: Group) -> None:
    scale = group[0].field.scale
    rows.gap(8)
    rows.band("　".join(filter(None, (group[0].level_name, scale))), "book_subtitle", keep=True)
    rows.table(("評価", *(_head(count) for count in group)))
    for grade in group[0].grades:
        cells = (RowCell(_shown(count, grade), "book_center") for count in group)
        rows.line(RowCell(grade.text, "book_cell"), *cells)
    apart = (RowCell(f"{count.without}", "book_center") for count in group)
    rows.line(RowCell("評価なし", "book_cell"), *apart)
    means = [count.mean for count in group]
    if any(mean is not None for mean in means):
        cells = (RowCell("" if mean is None else f"{mean}", "book_center") for mean in means)
        rows.line(RowCell("点の平均", "book_cell"), *cells)


def _head(count: RatingCount) -> str:
    who = count.field.filled_by
    label = count.label if count.label == who else f"{count.label}（{who}）"
    return "\n".join(filter(None, (count.field.phase, label)))


def _shown(count: RatingCount, grade: Grade) -> str:
    number, share = count.counts[grade.symbol], count.share(grade)
    return f"{number}" if share is None else f"{number}（{share}％）"
