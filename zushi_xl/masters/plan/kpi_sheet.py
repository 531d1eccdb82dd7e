"""The sheet KPI: a row per indicator, a column per period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.columns import PERIOD_NOTE
from zushi_xl.masters.plan.relisted_kpis import with_origins
from zushi_xl.masters.plan.values import is_nothing, read_year
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, match_key
from zushi_xl.plan.cycles import read_cycle
from zushi_xl.plan.model import (
    INTERIM,
    Counting,
    Kpi,
    KpiValue,
    Period,
    Trend,
    ValueStatus,
)
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.quantity import Context, Quantity, format_quantity, read_quantity
from zushi_xl.quantity.typed import FROM_FORMAT, NEGATIVE_PERCENT, ROUNDED_FOR_SHOW
from zushi_xl.quantity.writing import as_shown
from zushi_xl.text.codes import numbers


def read_kpis(
    book: MasterBook, settings: Settings, periods: tuple[Period, ...], codes: CodeBook
) -> tuple[Kpi, ...]:
    """The indicators with their values, in the order of the plan."""
    records = book.records("KPI")
    columns = _period_columns(records[0], periods, book.mistakes) if records else {}
    found: dict[tuple[str, int], Kpi] = {}
    rows: dict[tuple[str, int], Record] = {}
    for record in records:
        kpi = _read_kpi(record, columns, settings.fiscal_year, codes)
        if kpi is None:
            continue
        first = found.setdefault((kpi.code, kpi.number), kpi)
        rows.setdefault((kpi.code, kpi.number), record)
        if first is not kpi:
            book.mistakes.at(
                "kpi-twice",
                record,
                "KPI番号",
                f"「{kpi.code}」のKPI番号{kpi.number}が{first.source.cell}の行にもあります。",
                "同じコードの中で重ならない番号にしてください。",
            )
    joined = with_origins(list(found.values()), rows, codes)
    return tuple(sorted(joined, key=lambda kpi: (codes.order(kpi.code), kpi.number)))


def _period_columns(
    record: Record, periods: tuple[Period, ...], mistakes: Mistakes
) -> Mapping[Period, str]:
    """The header under which each period stands; years are known in several notations. What the
    settings name word for word (2026年度目標) is no year."""
    exact = {match_key(header): header for header in record.columns}
    named = {p.label: exact.get(match_key(p.label)) for p in periods if p.fiscal_year is None}
    others = (header for header in record.columns if header not in named.values())
    by_key = {_period_key(header): header for header in others}
    columns = {}
    for period in periods:
        header = named.get(period.label) or by_key.pop(_period_key(period.label), None)
        if header is not None:
            columns[period] = header
            continue
        mistakes.add(
            "column",
            record.table.source(0, len(record.table.headers)),
            f"シート「KPI」に見出し「{period.label}」の列がありません。",
            f"1行目に見出し「{period.label}」の列を加えるか、"
            "「設定」の基準時点（列がなければ空欄）と計画の期間を直してください。",
            name=period.label,
        )
    if any(period.fiscal_year for period in periods):
        _report_strange_years(record, by_key, mistakes)
    return columns


def _period_key(header: str) -> str:
    quantity = read_quantity(header)
    is_year = quantity.kind == "year" and quantity.value is not None
    return f"{quantity.value:.0f}" if is_year else match_key(header)


def _report_strange_years(record: Record, left_over: Mapping[str, str], mistakes: Mistakes) -> None:
    for key, header in left_over.items():
        if key.isdecimal() and len(key) == len("2024"):
            mistakes.add(
                "period",
                record.table.source(0, record.columns[header]),
                f"見出し「{header}」は計画の期間の外の年度です。",
                "設定の計画開始年度・計画終了年度を直すか、"
                f"見出しを「参考 {header}」のように変えてください。",
                header,
                header,
            )


def _read_kpi(
    record: Record, columns: Mapping[Period, str], this_year: int, codes: CodeBook
) -> Kpi | None:
    mistakes = codes.mistakes
    code = codes.refer(record, "コード", "kpi-code")
    number = _number(record, mistakes)
    trend = choose(record, "方向", Trend, mistakes)
    counting = Counting(choose(record, "集計", Counting, mistakes) or Counting.COUNT)
    values = {}
    for period, header in columns.items():
        if record[header]:
            item = _read_item(record, header, counting)
            status = _status(item.text, item.quantity, period, this_year)
            _check(item, status, period, this_year, mistakes)
            values[period.key] = KpiValue(
                period.key, status, item.text, item.quantity, record.source(header)
            )
    if read_cycle(record["測定周期"]).is_unclear:
        mistakes.at(
            "kpi-cycle",
            record,
            "測定周期",
            f"「測定周期」の「{record['測定周期']}」から、何年ごとに測るのかが分かりません。",
            "「隔年（2023年度から）」「3年に1回（2023年度から）」のように書くか、測る年度を"
            "「2023年度、2026年度」のように並べてください。",
        )
    interim = _interim(record, counting, mistakes)
    if interim is not None:
        values[INTERIM] = interim
    if code is None or number is None:
        return None
    return Kpi(
        code=code,
        number=number,
        statement=record["KPI"],
        unit=record["単位"] or None,
        trend=Trend(trend or Trend.UP),
        counting=counting,
        cycle=record["測定周期"],
        values=values,
        source=record.source("KPI"),
        texts=record.texts,
        seen=record.seen_texts,
        interim_year=read_year(record, "中間目標年度", mistakes),
        target_year=read_year(record, "目標年度", mistakes),
        kind=record["種類"],
    )


def _interim(record: Record, counting: Counting, mistakes: Mistakes) -> KpiValue | None:
    """The interim target of the column 中間目標."""
    header = "中間目標"
    if is_nothing(record[header]):
        return None
    item = _read_item(record, header, counting)
    is_open = _is_open(item.text, item.quantity)
    status = ValueStatus.OPEN if is_open else ValueStatus.TARGET
    _check(item, status, Period(INTERIM, header), 0, mistakes)
    return KpiValue(INTERIM, status, item.text, item.quantity, record.source(header))


def _number(record: Record, mistakes: Mistakes) -> int | None:
    text = record["KPI番号"]
    parts = numbers(match_key(text).removeprefix("kpi")) if text else None
    if parts and len(parts) == 1 and parts[0] > 0:
        return parts[0]
    if text:
        mistakes.at(
            "number",
            record,
            "KPI番号",
            f"KPI番号「{text}」を番号として読めません。",
            "1、2のように、1から数えた番号を記入してください。",
        )
    return None


class _Item(NamedTuple):
    """A cell of a KPI row, as shown and as read."""

    record: Record
    header: str
    text: str
    quantity: Quantity
    is_prose: bool


def _read_item(record: Record, header: str, counting: Counting) -> _Item:
    text = record[header]
    quantity = record.quantity(
        header, Context(record["単位"] or None, "number", label=record["KPI"])
    )
    is_prose = counting is Counting.QUALITATIVE and not quantity.is_missing
    if is_prose:
        quantity = Quantity(text, "text", planned=_is_bracketed(text))
    elif FROM_FORMAT in quantity.changes or quantity.shown_decimals is not None:
        text = format_quantity(as_shown(quantity))
    return _Item(record, header, text, quantity, is_prose)


def _is_bracketed(text: str) -> bool:
    """Whether parentheses stand around the whole: planned."""
    bare = text.strip()
    return len(bare) > 1 and bare[0] in "（(" and bare[-1] in "）)"


def _status(text: str, quantity: Quantity, period: Period, this_year: int) -> ValueStatus:
    if _is_open(text, quantity):
        return ValueStatus.OPEN
    if period.key == "target":
        return ValueStatus.TARGET
    if period.fiscal_year is None:
        return ValueStatus.BASELINE
    is_future = period.fiscal_year > this_year
    is_planned = quantity.planned or (is_future and quantity.is_missing)
    return ValueStatus.PLANNED if is_planned else ValueStatus.ACTUAL


def _is_open(text: str, quantity: Quantity) -> bool:
    return quantity.missing_reason == "pending" or match_key(text).strip("()") == "未確定"


def _check(
    item: _Item, status: ValueStatus, period: Period, this_year: int, mistakes: Mistakes
) -> None:
    """The value must be readable, in the unit of its KPI, and possible at its time."""
    if status is ValueStatus.OPEN:
        return
    quantity = item.quantity
    is_by_years = status is ValueStatus.BASELINE and _is_by_years(quantity)
    if not (item.is_prose or quantity.is_missing or is_by_years):
        if not quantity.has_value or quantity.is_refused:
            _report_unreadable(item, mistakes)
        elif doubts := _mistakes_of(quantity):
            _report_conflicts(item, doubts, mistakes)
    year = period.fiscal_year
    if status is ValueStatus.ACTUAL and year and 0 < this_year < year:
        _report_future(item, this_year, mistakes)


def _mistakes_of(quantity: Quantity) -> tuple[str, ...]:
    """What contradicts the unit. A negative number may be meant: a rule asks about it. Of a figure
    that was worked out (45÷70 seen as 64.3%) the plan says what is seen."""
    no_mistakes = NEGATIVE_PERCENT, ROUNDED_FOR_SHOW
    return tuple(said for said in quantity.conflicts if not said.startswith(no_mistakes))


def _is_by_years(quantity: Quantity) -> bool:
    """Whether a cell holds several values, each with fiscal years of its own."""
    parts = quantity.also if quantity.is_refused else (quantity, *quantity.also)
    years = [part.fiscal_years for part in parts]
    return (
        len(parts) > 1
        and all(years)
        and len(set(years)) == len(years)
        and all(part.has_value for part in parts)
    )


def _report_unreadable(item: _Item, mistakes: Mistakes) -> None:
    why = f"{item.quantity.reason}。" if item.quantity.reason else ""
    mistakes.at(
        "kpi-value",
        item.record,
        item.header,
        f"「{item.header}」の「{item.text}」を値として読めません。{why}",
        f"{PERIOD_NOTE}文章で表すKPIなら、集計を「定性」にしてください。",
    )


def _report_conflicts(item: _Item, doubts: tuple[str, ...], mistakes: Mistakes) -> None:
    mistakes.at(
        "kpi-unit",
        item.record,
        item.header,
        f"「{item.header}」の「{item.text}」は、{'。'.join(doubts)}。",
        "値か、列「単位」を直してください。値が正しければ「0.5％」のように単位を付けて記入します。",
    )


def _report_future(item: _Item, this_year: int, mistakes: Mistakes) -> None:
    """No year after the one under evaluation can have an actual value yet."""
    mistakes.at(
        "kpi-future",
        item.record,
        item.header,
        f"「{item.header}」は評価年度（{this_year}）より先なのに、"
        f"「{item.text}」が計画値になっていません。",
        "計画値なら全角の（ ）で囲んでください。半角の( )は、Excelが負の数に変えることがあります。",
    )
