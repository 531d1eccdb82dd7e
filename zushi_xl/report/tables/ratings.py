"""評価集計.csv: how often each grade was given, by level, field and scale."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.model import Report
from zushi_xl.report.rating_counts import RatingCount, rating_counts
from zushi_xl.report.tables.shared_columns import distinct, year_column
from zushi_xl.report.tables.tidy import INTEGER, NUMBER, TEXT, TidyColumn, TidyTable

_NO_GRADE = "評価なし"
_SHARE = "分類が「順位」の評価を100とした割合"


class GradeRow(NamedTuple):
    """One grade in one field; ``grade`` None: what has no valid one."""

    counted: RatingCount
    grade: Grade | None

    @property
    def number(self) -> int:
        """How many were given this grade, or none."""
        return self.counted.counts[self.grade.symbol] if self.grade else self.counted.without

    @property
    def share(self) -> Decimal | None:
        """Percent of the ranked; None for no grade, one that does not rank, or where none does."""
        return self.counted.share(self.grade) if self.grade else None


def rating_table(report: Report) -> TidyTable[GradeRow]:
    """The fields that are published."""
    rows = tuple(
        GradeRow(count, grade)
        for count in rating_counts(report)
        if count.field.published
        for grade in (*count.grades, None)
    )
    phase = TidyColumn("段階", TEXT, "評価した時期", _phase, blank="どの段階でも評価する")
    columns: list[TidyColumn[GradeRow]] = [
        year_column(report),
        TidyColumn("階層", TEXT, "評価の対象の階層", lambda r: r.counted.level_name),
        TidyColumn("評価の欄", TEXT, "様式の欄の見出し", lambda r: r.counted.label),
        TidyColumn("記入者", TEXT, "評価した人", lambda r: r.counted.field.filled_by),
        *([phase] if report.plan.phases else ()),
        TidyColumn("尺度", TEXT, "評価の一覧の名前", _scale, blank="名前のない一覧"),
        TidyColumn("評価", TEXT, "評価の記号", _symbol, blank=_NO_GRADE),
        TidyColumn(
            "評価の内容", TEXT, "評価の言葉", _label, blank=f"言葉がない、または{_NO_GRADE}"
        ),
        TidyColumn("評価の分類", TEXT, "、".join(GradeClass), _class, blank=_NO_GRADE),
        TidyColumn("件数", INTEGER, "この評価の数。再掲は数えない", lambda r: r.number, "件"),
        TidyColumn("割合", NUMBER, _SHARE, lambda r: r.share, "％", "割合の外"),
        TidyColumn("点", NUMBER, "この評価の点", _points, "点", "点の定めがない"),
    ]
    return TidyTable("評価集計.csv", "一つの欄の一つの評価", distinct(columns), rows)


def _phase(row: GradeRow) -> str:
    return row.counted.field.phase


def _scale(row: GradeRow) -> str:
    return row.counted.field.scale


def _symbol(row: GradeRow) -> str:
    return row.grade.symbol if row.grade else ""


def _label(row: GradeRow) -> str:
    return row.grade.label if row.grade else ""


def _class(row: GradeRow) -> str:
    return row.grade.grade_class.value if row.grade else ""


def _points(row: GradeRow) -> Decimal | None:
    return row.grade.points if row.grade else None
