"""What a form says while it is filled in: formulas beside the page, no macros.

Each check is an Excel formula that gives a short text, or "" when there is nothing to say. The
symbols carry the meaning without colour: ● still to fill in, ▲ please look again, ✓ done.
Every formula has its present result beside it, so that viewers which do not calculate agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.form import FieldType
from zushi_xl.layout import Slot
from zushi_xl.plan import ValueStatus
from zushi_xl.quantity import Quantity, read_quantity
from zushi_xl.sheets.model import Formula

EMPTY, DOUBT, DONE = "●", "▲", "✓"
_FAR = Decimal(2)  # a KPI more than twice or less than half of last year's deserves a second look


class Check(NamedTuple):
    """A formula without leading = and the text that it gives now."""

    formula: str
    now: str


def check_of_line(slots: list[tuple[Slot, str, str]]) -> Formula | None:
    """The check of one line; ``slots`` are (slot, A1, text now) of the fields that are open."""
    checks = [check for slot, cell, text in slots for check in _checks(slot, cell, text)]
    if not checks:
        return None
    now = "".join(check.now for check in checks)
    parts = "&".join(check.formula for check in checks)
    return Formula(f"={parts}", now)


def _checks(slot: Slot, cell: str, text: str) -> list[Check]:
    checks = []
    if slot.is_required:
        checks.append(_empty(slot, cell, text))
    check = _BY_TYPE.get(slot.field.type)
    if check is not None:
        checks.append(check(slot, cell, text))
    if slot.field.max_length:
        checks.append(_length(slot, cell, text))
    return checks


def _empty(slot: Slot, cell: str, text: str) -> Check:
    message = f"{EMPTY}未記入：{_short(slot)} "
    return Check(f'IF(TRIM({cell})="",{_quoted(message)},"")', "" if text.strip() else message)


def _length(slot: Slot, cell: str, text: str) -> Check:
    limit = slot.field.max_length or 0
    long, fits = f"{DOUBT}長すぎます ", f"字／{limit}字 "
    formula = (
        f'IF(LEN({cell})>{limit},{_quoted(long)},"")'
        f'&IF(LEN({cell})>0,LEN({cell})&{_quoted(fits)},"")'
    )
    now = (long if len(text) > limit else "") + (f"{len(text)}{fits}" if text else "")
    return Check(formula, now)


def _number(cell: str) -> str:
    """The figure in a cell that may hold 66.7%, ６６．７％, 1,030人 or 約1,030人; else an error.

    Full-width digits become half-width, then what people write around a figure goes.
    """
    expression = f'ASC({cell}&"")'
    for mark in ("%", "約", ",", "円"):
        expression = f'SUBSTITUTE({expression},"{mark}","")'
    return f"VALUE({expression})"


def _money(_slot: Slot, cell: str, text: str) -> Check:
    doubt = f"{DOUBT}金額は円単位の数字で "
    formula = (
        f'IF(TRIM({cell})="","",IF(ISNUMBER({cell}),IF({cell}<0,{_quoted(doubt)},""),'
        f'IFERROR(IF({_number(cell)}<0,{_quoted(doubt)},""),{_quoted(doubt)})))'
    )
    return Check(formula, doubt if text.strip() and not _is_money(text) else "")


def _is_money(text: str) -> bool:
    quantity = read_quantity(text)
    return quantity.value is not None and quantity.value >= 0 and not quantity.scale_applied


def _kpi(slot: Slot, cell: str, text: str) -> Check:
    over, far = f"{DOUBT}100％を超えています ", f"{DOUBT}前年度と大きく違います "
    is_share = slot.kpi is not None and slot.kpi.unit == "％"
    last = _last_year(slot)
    tests = []
    if is_share:
        tests.append((f"{_number(cell)}>100", over))
    if last:
        number = _number(cell)
        tests.append((f"OR({number}>{last * _FAR},{number}<{last / _FAR})", far))
    if not tests:
        return Check('""', "")
    formula = '""'
    for test, message in reversed(tests):
        formula = f"IF({test},{_quoted(message)},{formula})"
    return Check(f'IFERROR({formula},"")', _kpi_now(read_quantity(text), is_share, last, over, far))


def _kpi_now(quantity: Quantity, is_share: bool, last: Decimal | None, over: str, far: str) -> str:
    value = quantity.value
    if value is None:
        return ""
    if is_share and value > 100:
        return over
    return far if last and not last / _FAR <= value <= last * _FAR else ""


def _last_year(slot: Slot) -> Decimal | None:
    """Last year's actual figure, where the plan has one above zero."""
    kpi = slot.kpi
    if kpi is None or not slot.key.period.isdecimal():
        return None
    value = kpi.values.get(str(int(slot.key.period) - 1))
    if value is None or value.status is not ValueStatus.ACTUAL:
        return None
    figure = value.quantity.value
    return figure if figure and figure > 0 else None


_BY_TYPE: Mapping[FieldType, Callable[[Slot, str, str], Check]] = {
    FieldType.MONEY: _money,
    FieldType.YEARLY: _kpi,
}


def _short(slot: Slot) -> str:
    """A label short enough for the narrow column: without what stands in brackets."""
    label = slot.label.split("（")[0].replace("【参考】", "")
    return f"{slot.key.period}年度" if slot.key.period else label


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
