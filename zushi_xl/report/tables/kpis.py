"""KPI定義.csv: one row per indicator. KPI.csv: one row per figure, even within one cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from zushi_xl.form.model import Block, FieldType
from zushi_xl.plan.levels import SECTION_LEVELS
from zushi_xl.plan.model import Kpi, Period, Plan, ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.report.facts import why_absent
from zushi_xl.report.five_values import figure, reason_for_none, usable
from zushi_xl.report.model import KpiFigure, Report
from zushi_xl.report.published import kpi_texts, parts_of
from zushi_xl.report.review import Review
from zushi_xl.report.tables.shared_columns import (
    class_column,
    code_columns,
    column_label,
    distinct,
    division_columns,
    is_published,
    published_fields,
    reason_column,
    review_column,
    year_column,
)
from zushi_xl.report.tables.tidy import INTEGER, NUMBER, TEXT, Cell, TidyColumn, TidyTable
from zushi_xl.report.tables.words import KPI_STATUS, QUALIFIERS


class KpiRow(NamedTuple):
    """One figure of one period; ``part`` counts the figures that stand in one cell."""

    kpi: Kpi
    period: Period
    status: ValueStatus
    part: int
    quantity: Quantity | None
    text: str
    review: Review = Review.NONE
    absent: str = ""  # why nothing stands there

    @property
    def usable(self) -> Quantity | None:
        """The value as a figure, where it may be published as one."""
        return usable(self.quantity, self.review)


def kpi_tables(report: Report) -> Iterator[TidyTable[Kpi] | TidyTable[KpiRow]]:
    """The KPIs, and their values by period where those are published."""
    yield _definitions(report)
    if is_published(report.form, Block.KPI, FieldType.YEARLY):
        yield _values(report)


def _definitions(report: Report) -> TidyTable[Kpi]:
    columns: list[TidyColumn[Kpi]] = [
        year_column(report),
        *code_columns(report.plan, lambda kpi: kpi.code, *SECTION_LEVELS),
        TidyColumn("名称", TEXT, "指標を置くものの名称", lambda kpi: _title(report, kpi)),
        *division_columns(report.form, Block.MEASURE, lambda kpi: _division(report, kpi)),
        TidyColumn("KPI番号", INTEGER, "同じコードの中での順番", lambda kpi: kpi.number),
        TidyColumn("KPI", TEXT, "指標の文", lambda kpi: kpi.statement),
        TidyColumn("単位", TEXT, "指標の単位", lambda kpi: kpi.unit, blank="単位のない指標"),
        TidyColumn("望ましい向き", TEXT, "上昇、下降、維持", lambda kpi: kpi.trend.value),
        TidyColumn("数え方", TEXT, "実数、平均、割合、累計、定性", lambda kpi: kpi.counting.value),
        TidyColumn("測定周期", TEXT, "値を測る間隔", lambda kpi: kpi.cycle),
        *_further_columns(report.plan),
    ]
    columns += _extra_columns(report, {column.header for column in columns})
    return TidyTable("KPI定義.csv", "指標一つ", distinct(columns), tuple(report.plan.kpis))


def _further_columns(plan: Plan) -> Iterator[TidyColumn[Kpi]]:
    """What only some plans say of their KPIs."""
    columns: list[TidyColumn[Kpi]] = [
        TidyColumn("種類", TEXT, "活動、成果など", lambda kpi: kpi.kind, blank="示されていない"),
        TidyColumn("再掲元", TEXT, "数えるKPI。再掲は数えない", _origin, blank="再掲でない"),
        TidyColumn(
            "中間目標年度",
            INTEGER,
            "中間目標の年度",
            lambda kpi: kpi.interim_year,
            "年度",
            "示されていない",
        ),
        TidyColumn(
            "目標年度",
            INTEGER,
            "目標の年度",
            lambda kpi: kpi.target_year,
            "年度",
            "計画の終わりの年度",
        ),
    ]
    yield from (column for column in columns if any(column.value(kpi) for kpi in plan.kpis))


def _origin(kpi: Kpi) -> str:
    return "{} KPI{}".format(*kpi.relisted_from) if kpi.relisted_from else ""


def _extra_columns(report: Report, known: Collection[str]) -> Iterator[TidyColumn[Kpi]]:
    """Published texts of the KPI block, but what the form only prints of the plan under the head of
    a ``known`` column; a further yearly field has a column per period."""
    for field in published_fields(report.form, Block.KPI):
        label = column_label(field)
        if not field.is_filled and label in known and label == (field.copied_from or label):
            continue
        ids = {field.id: label}
        if field.type is FieldType.YEARLY:
            ids = {f"{field.id}/{p.key}": f"{label} {p.label}" for p in report.plan.periods}
        for text_id, header in ids.items():
            name = text_id.replace("/", "_").replace(".", "_")
            meaning = f"様式の「{label}」の記載"
            yield TidyColumn(header, TEXT, meaning, _text(report, text_id), name=name)


def _text(report: Report, text_id: str) -> Callable[[Kpi], str]:
    return lambda kpi: kpi_texts(report, kpi).get(text_id, "")


def _values(report: Report) -> TidyTable[KpiRow]:
    columns: list[TidyColumn[KpiRow]] = [
        TidyColumn(
            "西暦年度",
            INTEGER,
            "値の年度",
            lambda row: row.period.fiscal_year,
            "年度",
            "年度の列でない時点（基準時点・目標）。「時点」「対象年度」の列による",
        ),
        TidyColumn("時点", TEXT, "計画書の表の列の見出し", lambda row: row.period.label),
        *code_columns(report.plan, lambda row: row.kpi.code, *SECTION_LEVELS),
        TidyColumn("名称", TEXT, "指標を置くものの名称", lambda row: _title(report, row.kpi)),
        *division_columns(report.form, Block.MEASURE, lambda row: _division(report, row.kpi)),
        TidyColumn("KPI番号", INTEGER, "同じコードの中での順番", lambda row: row.kpi.number),
        TidyColumn("KPI", TEXT, "指標の文", lambda row: row.kpi.statement),
        *_origin_column(report.plan),
        TidyColumn(
            "種別", TEXT, "、".join(KPI_STATUS.values()), lambda row: KPI_STATUS[row.status]
        ),
        TidyColumn("枝番", INTEGER, "一つの欄に複数の値があるときの順番", lambda row: row.part),
        *_figure_columns(),
    ]
    return TidyTable("KPI.csv", "指標の値一つ", distinct(columns), tuple(_rows(report)))


def _origin_column(plan: Plan) -> list[TidyColumn[KpiRow]]:
    """So that nobody counts a figure twice."""
    about = "数えるKPI。再掲は数えない"
    column: TidyColumn[KpiRow] = TidyColumn(
        "再掲元", TEXT, about, lambda row: _origin(row.kpi), blank="再掲でない"
    )
    return [column] if any(kpi.relisted_from for kpi in plan.kpis) else []


def _figure_columns() -> list[TidyColumn[KpiRow]]:
    return [
        TidyColumn(
            "値",
            NUMBER,
            "報告された桁のままの値",
            lambda row: figure(row.quantity, row.review),
            "「単位」の列",
            "範囲で示された値、または値がない",
        ),
        TidyColumn(
            "下限", NUMBER, "以上・超・範囲の下端", lambda row: _bound(row, "low"), "「単位」の列"
        ),
        TidyColumn(
            "上限",
            NUMBER,
            "以下・未満・範囲の上端",
            lambda row: _bound(row, "high"),
            "「単位」の列",
        ),
        TidyColumn("単位", TEXT, "値の単位", _unit, blank="単位がない、または値がない"),
        TidyColumn("限定", TEXT, "約、以上、超、以下、未満", _qualifier, blank="限定なし"),
        TidyColumn(
            "対象年度（始め）",
            INTEGER,
            "値が対象とする年度",
            lambda row: _year(row, 0),
            "年度",
            "西暦年度の列と同じ、または示されていない",
        ),
        TidyColumn(
            "対象年度（終わり）",
            INTEGER,
            "値が対象とする年度",
            lambda row: _year(row, -1),
            "年度",
            "西暦年度の列と同じ、または示されていない",
        ),
        reason_column("欠測理由", _why_missing),
        class_column(_why_missing),
        review_column("値", lambda row: row.review),
        TidyColumn(
            "記載", TEXT, "欄に書かれたとおりの文字列", lambda row: row.text, blank="記載がない"
        ),
    ]


def _why_missing(row: KpiRow) -> str:
    return row.absent or reason_for_none(row.quantity, row.review)


def _rows(report: Report) -> Iterator[KpiRow]:
    year = report.fiscal_year
    now = next((p for p in report.plan.periods if p.fiscal_year == year), None)
    for kpi in report.plan.kpis:
        figures = report.figures_of(kpi)
        for item in figures:
            for number, part in enumerate(_counting_parts(item, year), 1):
                text = item.text if number == 1 else part.text
                review = report.review_at(item.source)
                yield KpiRow(kpi, item.period, item.status, number, part, text, review)
        if now and (why := why_absent(report, kpi)):
            yield KpiRow(kpi, now, ValueStatus.ACTUAL, 1, None, "", absent=why)


def _counting_parts(item: KpiFigure, year: int) -> tuple[Quantity, ...]:
    """The parts that count: of a refused cell only its own, empty figure."""
    first, *rest = parts_of(item, year)
    return (first,) if first.ambiguous else (first, *rest)


def _title(report: Report, kpi: Kpi) -> str:
    item = report.plan.item_of(kpi.code)
    return item.title if item else ""


def _division(report: Report, kpi: Kpi) -> str:
    item = report.plan.item_of(kpi.code)
    return item.division if item else ""


def _bound(row: KpiRow, side: str) -> Cell:
    quantity = row.usable
    if quantity is None:
        return None
    return quantity.low if side == "low" else quantity.high


def _unit(row: KpiRow) -> str:
    quantity = row.usable
    return quantity.unit or "" if quantity and quantity.has_value else ""


def _qualifier(row: KpiRow) -> str:
    return QUALIFIERS[row.usable.qualifier] if row.usable else ""


def _year(row: KpiRow, end: int) -> int | None:
    years = row.usable.fiscal_years if row.usable else ()
    return years[end] if years else None
