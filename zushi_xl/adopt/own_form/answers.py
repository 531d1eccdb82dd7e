"""One cell → one answer, by the type that its row of 項目 states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import time, timedelta
from typing import NamedTuple

from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.form.grades import match_choice
from zushi_xl.quantity import Context, Kind, Quantity, read_quantity, read_value
from zushi_xl.text.cleaning import clean
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Cell

_TICKED = regex(r"[■☑☒✓✔レ●]\s*([^□☐◻■☑☒✓✔●]+)")
_ANY_TICK = regex(r"[□☐◻■☑☒✓✔●]")
_BETWEEN = regex(r"[、,，・\s　]+")
_LEADING = regex(r"([0-9]{1,2})(?=[^0-9、,・])")
YES_NO = "はい・いいえ"
_KINDS: Mapping[str, Kind] = {"数値": "number", "金額": "money", "年": "year", "日付": "date"}


class Read(NamedTuple):
    """``used`` is what the result shows, ``refused`` why the text could not be understood,
    ``chosen`` how many entries of a list it is."""

    used: str
    quantity: Quantity | None = None
    changes: tuple[str, ...] = ()
    refused: str = ""
    chosen: int = 1


def read_answer(field: OwnField, cell: Cell, printed: str = "") -> Read:
    """Read a cell as its field wants it. ``printed`` is what the original has in the cell."""
    if fold(cell.text) == fold(printed):
        return Read("")
    text, changes = clean(cell.text)
    if not text.strip():
        return Read("")
    read = _by_kind(field, cell._replace(text=text), printed)
    return read._replace(changes=(*changes, *read.changes))


def _by_kind(field: OwnField, cell: Cell, printed: str) -> Read:
    if field.kind in ("選択", YES_NO):
        ticked = isinstance(cell.value, bool) and not field.choices
        return _box(cell.value is True) if ticked else _choice(field, cell.text)
    if field.kind in _KINDS:
        return _figure(field, cell, printed)
    return Read(_without_label(cell.text, printed).strip())


def _without_label(text: str, printed: str) -> str:
    """What was written behind a label that shares the cell: 通院先：市立病院."""
    start = printed.strip()
    if start and text.strip().startswith(start):
        return text.strip()[len(start) :]
    return text


def _box(ticked: bool) -> Read:
    """A box to tick that Excel and Google keep as TRUE or FALSE."""
    return Read("○" if ticked else "", changes=("チェックボックス",) if ticked else ())


def _choice(field: OwnField, text: str) -> Read:
    if _ANY_TICK.search(text):
        return _ticked(field, text)
    if not field.choices:
        return Read(text.strip())
    codes = _by_code(field.choices) | {_folded(code): choice for code, choice in field.numbers}
    choice = match_choice(field.choices, text) or codes.get(_folded(text))
    if choice is None:
        several = _several(codes, text)
        changes = ("選択肢の表記",) if several else ()
        refused = "" if several else "選択肢にありません"
        return Read("、".join(several) or text.strip(), None, changes, refused, len(several) or 1)
    if (number := _LEADING.match(_folded(text))) and codes.get(number[1], choice) != choice:
        return Read(text.strip(), refused="番号と選択肢が合いません")
    return Read(choice, changes=() if choice == text else ("選択肢の表記",))


def _several(codes: Mapping[str, str], text: str) -> tuple[str, ...]:
    """「１、３」 of numbered entries; none where it is anything else."""
    parts = [_folded(part) for part in _BETWEEN.split(text) if part.strip()]
    known = len(parts) > 1 and all(part in codes for part in parts)
    return tuple(codes[part] for part in dict.fromkeys(parts)) if known else ()


def _folded(text: str) -> str:
    """Folded; a circled number is its number."""
    return unicodedata.normalize("NFKC", fold(text)).casefold()


def _by_code(choices: tuple[str, ...]) -> dict[str, str]:
    """「1：住居」 may be answered by its number."""
    parts = ((re.match(r"\s*([0-9０-９A-ZＡ-Ｚ①-⑳]{1,2})\s*[:：．.]\s*\S", c), c) for c in choices)
    return {_folded(match[1]): choice for match, choice in parts if match}


def _ticked(field: OwnField, text: str) -> Read:
    """The entries that are ticked in 「□新規 ■継続」."""
    bare = text.strip()
    if len(bare) == 1:
        return Read("○" if bare not in "□☐◻" else "")
    ticked = [match[1].strip(" 　、,・") for match in _TICKED.finditer(text)]
    found = [match_choice(field.choices, entry) or entry for entry in ticked]
    return Read("、".join(found), chosen=len(found) or 1)


def _figure(field: OwnField, cell: Cell, printed: str) -> Read:
    context = Context(
        unit=field.unit or ("円" if field.kind == "金額" else None),
        kind=_KINDS[field.kind],
        number_format=cell.number_format,
        label=field.label,
        single=True,
    )
    if isinstance(cell.value, str | time | timedelta):
        quantity = read_quantity(_without_label(cell.text, printed), context)
    else:
        quantity = read_value(cell.value, context)
    refused = ""
    if quantity.ambiguous or quantity.kind == "text":
        refused = quantity.reason or f"{field.kind}として読み取れません"
    elif field.kind == "日付" and quantity.kind not in ("date", "missing", "year", "range"):
        refused = "日付として読み取れません"
    return Read(cell.text.strip(), quantity, quantity.changes, refused)
