"""評価集計: every rating counted by level, who rates and scale; and what each grade means."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.plan.scales import Grade
from zushi_xl.report.rating_counts import RatingCount, rating_counts
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

TITLE = "評価集計"
_WIDTHS = (90.0, 150.0, 110.0, 60.0, 60.0, 70.0, 140.0)
_HEADS = ("階層", "評価の欄（評価者）", "評価", "件数", "割合", "点", "備考")
_MEANINGS = ("尺度", "評価", "意味と、選ぶとき")
_MEANING_SPANS = (1, 1, 5)


def rating_part(context: AnnualContext) -> Part | None:
    """None where the form has no rating."""
    counts = rating_counts(context.report)
    if not counts:
        return None
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(TITLE)
    rows.band(TITLE, "title")
    rows.band(
        "割合は、区分が「順位」の評価だけを100％としたものです。ほかの評価は件数だけを示します。"
        "再掲は数えません。",
        "note",
    )
    rows.gap(4)
    head = rows.table(_HEADS)
    for count in counts:
        for line in _lines(count):
            rows.line(*line)
    _legend(rows, counts)
    return rows.part(TITLE, head=TITLE, repeat=(head, head))


def _lines(count: RatingCount) -> Iterator[tuple[RowCell, ...]]:
    whose = f"{count.label}（{count.field.filled_by}）"
    for grade in count.grades:
        share, points = count.share(grade), grade.points
        yield (
            RowCell(count.level_name, "book_cell"),
            RowCell(whose, "book_cell"),
            RowCell(grade.text, "book_cell"),
            RowCell(count.counts[grade.symbol], "book_count"),
            RowCell("" if share is None else f"{share}％", "book_center"),
            RowCell("" if points is None else f"{points.normalize():f}", "book_center"),
            RowCell("" if share is not None else _why_apart(grade, count), "book_cell"),
        )
    yield _total(count, whose)


def _why_apart(grade: Grade, count: RatingCount) -> str:
    is_ranked = grade.grade_class.value == "順位"
    return "" if is_ranked and not count.ranked else f"{grade.grade_class.value}（割合の外）"


def _total(count: RatingCount, whose: str) -> tuple[RowCell, ...]:
    mean = count.mean
    told = f"評価なし {count.without}件"
    if mean is not None:
        told += f"。平均は点のある {count.pointed}件"
    if count.faulty:
        told += f"。要修正 {count.faulty}件を含む"
    return (
        RowCell(count.level_name, "book_total"),
        RowCell(whose, "book_total"),
        RowCell("計", "book_total"),
        RowCell(sum(count.counts.values()), "book_total_count"),
        RowCell(f"{count.ranked}件を100％" if count.ranked else "", "book_total"),
        RowCell("" if mean is None else f"平均 {mean}", "book_total"),
        RowCell(told, "book_total"),
    )


def _legend(rows: ListRows, counts: tuple[RatingCount, ...]) -> None:
    """What each grade means, once for each scale."""
    grades = {(g.scale, g.symbol, g.label): g for count in counts for g in count.grades}
    rows.gap(8)
    rows.band("評価の意味", "book_subtitle", keep=True)
    rows.table(_MEANINGS, _MEANING_SPANS)
    for grade in grades.values():
        rows.line(
            RowCell(grade.scale or "共通", "book_cell"),
            RowCell(grade.symbol, "book_center"),
            RowCell("　".join(filter(None, (grade.label, grade.definition))), "book_cell", 5),
        )
