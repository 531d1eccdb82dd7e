"""Rows of the indicators: sentence, baseline, planned values and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zushi_xl.plan.model import Kpi, KpiValue, Plan, ValueStatus
from zushi_xl.redline.compose import (
    ChangeKind,
    Revision,
    TextPair,
    change_kind,
    changes_of,
    composed,
    kind_notes,
    line_of,
)
from zushi_xl.redline.matching import Item, Match, match_items
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.printed_places import NOTHING


@dataclass(frozen=True, slots=True)
class _Both:
    old: Kpi | None
    new: Kpi | None


@dataclass(frozen=True, slots=True)
class _Value:
    """What both versions plan for a period."""

    label: str
    line: TextPair
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KpiPair:
    """A KPI in both versions, and its row if anything planned changed."""

    old: Kpi | None
    new: Kpi | None
    row: Revision | None


def kpi_pairs(pair: Pair) -> Iterator[KpiPair]:
    """Every KPI of a section, with a row for each of which something planned changed."""
    old, new = pair.old.kpis_of(pair.match.old), pair.new.kpis_of(pair.match.new)
    for match in _matched(old, new):
        both = _Both(_numbered(old, match.old), _numbered(new, match.new))
        yield KpiPair(both.old, both.new, next(_row(pair, both), None))


def _matched(old: tuple[Kpi, ...], new: tuple[Kpi, ...]) -> list[Match]:
    items = (
        [Item(str(k.number), k.statement, id=k.texts.get("ID", "")) for k in kpis]
        for kpis in (old, new)
    )
    return sorted(match_items(*items), key=lambda match: int(match.new or match.old))


def _numbered(kpis: tuple[Kpi, ...], number: str) -> Kpi | None:
    return next((kpi for kpi in kpis if str(kpi.number) == number), None)


def _row(pair: Pair, both: _Both) -> Iterator[Revision]:
    old, new = both.old, both.new
    head = line_of(old, new, lambda kpi: f"KPI　{kpi.statement}")
    values = [value for value in _values(pair, both) if value.line.differs]
    if not values and not changes_of([head]):
        return
    kind = change_kind(old, new)
    notes = kind_notes(kind)
    labels = ["KPI", *(v.label for v in values if kind is ChangeKind.CHANGED and len(values) < 3)]
    kpi = old or new
    assert kpi is not None
    yield pair.row(
        f"KPI{kpi.number}" if old else f"新KPI{kpi.number}",
        "\n".join(labels),
        composed([head, *(value.line for value in values)], notes),
        kind,
        ("KPI", *(cell for v in values for cell in v.cells))
        if kind is ChangeKind.CHANGED
        else ("*",),
        kpi.statement,
    )


def _values(pair: Pair, both: _Both) -> Iterator[_Value]:
    """Each period that the new plan prints, then those that only the old one did."""
    labels = {**_labels(pair.old), **_labels(pair.new)}
    for period in dict.fromkeys((*_labels(pair.new), *labels)):
        before, after = (kpi.values.get(period) if kpi else None for kpi in (both.old, both.new))
        if _is_planning(before, after):
            label = labels[period]
            cells = tuple(value.source.cell for value in (before, after) if value)
            yield _Value(label, _line(label, both, before, after), cells)


def _labels(plan: Plan) -> dict[str, str]:
    first = plan.settings.baseline_label
    return {p.key: f"現状（{p.label}）" if p.key == first else p.label for p in plan.periods}


def _is_planning(before: KpiValue | None, after: KpiValue | None) -> bool:
    """Results that come in year by year are no revision of the plan; corrected ones are."""
    statuses = [value.status for value in (before, after) if value]
    if ValueStatus.ACTUAL in statuses:
        return statuses == [ValueStatus.ACTUAL, ValueStatus.ACTUAL]
    return bool(statuses)


def _line(label: str, both: _Both, before: KpiValue | None, after: KpiValue | None) -> TextPair:
    old, new = (
        None if kpi is None else (value.text if value else NOTHING)
        for kpi, value in ((both.old, before), (both.new, after))
    )
    return TextPair(
        None if old is None else f"{label}　{old}", None if new is None else f"{label}　{new}"
    )
