"""How quantities are read, as a table: the numbers are those of ``zushi-xl normalize``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from zushi_xl.quantity import dump_quantity, read_quantity

HEAD = ("書かれた文", "種類", "値", "単位", "程度", "予定", "読み取りの記録")
_KINDS = {
    "number": "数",
    "money": "金額",
    "ratio": "割合",
    "count": "数量",
    "year": "年",
    "date": "日付",
    "range": "範囲",
    "missing": "値なし",
    "text": "文（数量ではない）",
}
_QUALIFIERS = {
    "about": "約",
    "at_least": "以上",
    "more_than": "超",
    "at_most": "以下",
    "less_than": "未満",
}


def quantity_lines(texts: Iterable[str]) -> list[str]:
    """Each text as one line of JSON, as the command prints it."""
    return [dump_quantity(read_quantity(text)) for text in texts]


def quantity_row(line: str) -> tuple[str, ...]:
    """A line of ``quantity_lines`` as a row below ``HEAD``."""
    read = json.loads(line, parse_float=str, parse_int=str)
    return (
        read["text"],
        _KINDS.get(read["kind"], read["kind"]),
        read["date"] or _value(read),
        read["unit"] or "",
        _QUALIFIERS.get(read["qualifier"], ""),
        "予定" if read["planned"] else "",
        "、".join(filter(None, (read["reason"], *read["changes"], *read["conflicts"]))),
    )


def _value(read: dict[str, Any]) -> str:
    if read["value"] is None and (read["low"] or read["high"]):
        return f"{read['low'] or ''}～{read['high'] or ''}"
    return read["value"] or ""
