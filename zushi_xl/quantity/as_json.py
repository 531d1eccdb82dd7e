"""A quantity as the plain data that `zushi-xl normalize` prints.

Numbers are JSON numbers.  `quantity_as_json` gives ints and floats for use in Python;
`dump_quantity` writes the decimal's own digits, so that nothing is lost in between.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from zushi_xl.quantity.model import Quantity
from zushi_xl.quantity.writing import plain_number
from zushi_xl.text.regex import regex

_MARK = "\ue000"
_MARKED = regex(f'"{_MARK}([^"]*)"')


def quantity_as_json(quantity: Quantity) -> dict[str, Any]:
    """Return the corpus's keys with ints, and floats where a value has decimals."""
    return _as_dict(quantity, _python_number)


def dump_quantity(quantity: Quantity) -> str:
    """Write a quantity as one line of JSON with exact decimals (0.1 stays 0.1)."""
    line = json.dumps(_as_dict(quantity, _marked_number), ensure_ascii=False)
    return _MARKED.sub(r"\1", line) if _MARK not in quantity.text else _dump_floats(quantity)


def _dump_floats(quantity: Quantity) -> str:
    """Write floats when the text itself holds the private mark."""
    return json.dumps(quantity_as_json(quantity), ensure_ascii=False)


def _as_dict(quantity: Quantity, number: Callable[[Decimal], Any]) -> dict[str, Any]:
    values = {
        key: None if value is None else number(value)
        for key, value in (
            ("value", quantity.value),
            ("low", quantity.low),
            ("high", quantity.high),
        )
    }
    return {
        "text": quantity.text,
        "kind": quantity.kind,
        **values,
        "unit": quantity.unit,
        "scale_applied": quantity.scale_applied,
        "qualifier": quantity.qualifier,
        "planned": quantity.planned,
        "fiscal_years": list(quantity.fiscal_years) or None,
        "date": quantity.date,
        "era_text": quantity.era_text,
        "missing_reason": quantity.missing_reason,
        "ambiguous": quantity.ambiguous,
        "also": [_as_dict(other, number) for other in quantity.also],
        "note": quantity.note,
        "changes": list(quantity.changes),
        "conflicts": list(quantity.conflicts),
        "reason": quantity.reason,
    }


def _python_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _marked_number(value: Decimal) -> str:
    return _MARK + plain_number(value)
