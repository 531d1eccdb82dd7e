"""Read what people type in a cell as a quantity, or refuse it with a reason.

`read_quantity` reads text, `read_value` reads typed cell values; both are pure functions and
never raise on any text.  The grammar is written down in docs/数量の読み方.md.
"""

from zushi_xl.quantity.as_json import dump_quantity, quantity_as_json
from zushi_xl.quantity.field_context import read_quantity
from zushi_xl.quantity.model import (
    NO_CONTEXT,
    Context,
    Kind,
    MissingReason,
    Qualifier,
    Quantity,
)
from zushi_xl.quantity.reader import leads_away, why_missing
from zushi_xl.quantity.typed import read_value
from zushi_xl.quantity.units import canonical_unit
from zushi_xl.quantity.writing import format_quantity

__all__ = [
    "NO_CONTEXT",
    "Context",
    "Kind",
    "MissingReason",
    "Qualifier",
    "Quantity",
    "canonical_unit",
    "dump_quantity",
    "format_quantity",
    "leads_away",
    "quantity_as_json",
    "read_quantity",
    "read_value",
    "why_missing",
]
