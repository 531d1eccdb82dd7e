"""One cell → one answer, by the type that its row of 項目 states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import time, timedelta
from typing import NamedTuple

from zushi_xl.adopt.own_form.marked_choices import (
    NOT_LISTED,
    OFF,
    ON,
    has_marks,
    marked,
    with_remark,
)
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.form.grades import match_choice
from zushi_xl.quantity import Context, Kind, Quantity, read_quantity, read_value
from zushi_xl.text.cleaning import clean
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Cell

_BETWEEN = regex(r"[、,，・\s　]+")
_LEADING = regex(r"([0-9]{1,2})(?=[^0-9、,・])")
_BOXES = frozenset("■☑☒✓✔✅" + OFF)
_BOXED = regex(f"([{''.join(sorted(_BOXES))}])([^{''.join(sorted(_BOXES))}]*)")
_SPELLED_OUT = {"有": ("あり", "有り", "ある"), "無": ("なし", "無し", "ない")}
_ASKS_TO_CHOOSE = regex(
    r"選択|選んで|選ぶ|プルダウン|リスト|未定|未記入|select|choose", re.IGNORECASE
)
_SAYS = regex(r"[^\W_]")  # － and … say nothing
YES_NO = "はい・いいえ"
_EMPTY_BRACKET = regex(r"\A\s*+[（(\[［【〔][ 　]*+[)）\]］】〕]")
_BRACKET = regex(r"\A\s*+[（(\[［【〔]([^()（）\[\]［］【】〔〕]{0,8})[)）\]］】〕](.+)", re.DOTALL)
_KINDS: Mapping[str, Kind] = {"数値": "number", "金額": "money", "年": "year", "日付": "date"}


class Read(NamedTuple):
    """``used`` is what the result shows, ``refused`` why the text could not be understood,
    ``entries`` which ones of a list it is, ``beside`` what is written at others."""

    used: str
    quantity: Quantity | None = None
    changes: tuple[str, ...] = ()
    refused: str = ""
    entries: tuple[str, ...] = ()
    beside: str = ""


def read_answer(field: OwnField, cell: Cell, printed: str = "") -> Read:
    """Read a cell as its field wants it. ``printed`` is what the original has in the cell."""
    if fold(cell.text) == fold(printed):
        return Read("")
    text, changes = clean(cell.text)
    if not text.strip():
        return Read("")
    read = _by_kind(field, cell._replace(text=text), printed)
    return read._replace(changes=(*changes, *read.changes))


def printed_choice(field: OwnField, cell: Cell, printed: str) -> Read | None:
    """The choice that the original already has in a cell and that was left there: what everybody
    sees as the answer. A table may have one in every row that nobody used; a text that asks to
    choose, or an empty box, is none."""
    choice = match_choice(field.choices, printed) if field.kind in ("選択", YES_NO) else None
    kept = choice is not None and fold(cell.text) == fold(printed) and not field.is_table
    asks = printed.strip() in _BOXES or _ASKS_TO_CHOOSE.search(printed) or not _SAYS.search(printed)
    return Read(choice, entries=(choice,)) if choice and kept and not asks else None


def _by_kind(field: OwnField, cell: Cell, printed: str) -> Read:
    if field.kind in ("選択", YES_NO):
        ticked = isinstance(cell.value, bool) and not field.choices
        return _box(cell.value is True) if ticked else _choice(field, cell.text, printed)
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


def _choice(field: OwnField, text: str, printed: str) -> Read:
    if text.strip() in _BOXES and (len(field.choices) < 2 or _BOXES & set(field.choices)):
        return Read("" if text.strip() in OFF else "○")
    if not field.choices:
        return _bracket(text, printed) or _boxes(text)
    codes = _by_code(field.choices) | {_folded(code): choice for code, choice in field.numbers}
    named = codes | _spelled_out(field.choices)
    choice = match_choice(field.choices, text) or named.get(_folded(text))
    if choice is not None:
        if (number := _LEADING.match(_folded(text))) and codes.get(number[1], choice) != choice:
            return Read(text.strip(), refused="番号と選択肢が合いません")
        changes = () if choice == text else ("選択肢の表記",)
        return Read(choice, changes=changes, entries=(choice,))
    if several := _several(codes, text):
        return Read("、".join(several), changes=("選択肢の表記",), entries=several)
    if (other := with_remark(field.choices, text)) is not None:
        return Read(text.strip(), entries=(other,))
    if has_marks(text) or printed.strip():
        found = marked(field.choices, text, printed, (code for code, _ in field.numbers))
        used = text.strip() if found.refused else "、".join(found.shown)
        return Read(used, None, (), found.refused, found.entries, found.beside)
    return Read(text.strip(), refused=NOT_LISTED)


def _bracket(text: str, printed: str) -> Read | None:
    """Whether the bracket before a text is marked: （○）参加します; None where it has none."""
    found, empty = _BRACKET.fullmatch(text), _EMPTY_BRACKET.match(printed)
    if found is None or empty is None:
        return None
    sign = unicodedata.normalize("NFKC", found[1].strip())
    if not sign or sign in OFF:
        written = fold(found[2]) != fold(printed[empty.end() :])
        return Read(text.strip(), refused="かっこに印がありません") if written else Read("")
    if sign in ON or sign in "xXvV":
        return Read(found[2].strip().rstrip("。"))
    return Read(text.strip(), refused="かっこの中が、印か決められません")


def _boxes(text: str) -> Read:
    """What is ticked where the form lists no choices: ☑同意する."""
    if not any(sign in _BOXES for sign in text):
        return Read(text.strip())
    parts = _BOXED.findall(text)
    if not text.strip().startswith(tuple(_BOXES)) and len(parts) > 1:
        return Read(text.strip(), refused="どの選択肢の印か決められません")
    ticked = [entry.strip(" 　、,・") for sign, entry in parts if sign not in OFF]
    before = text[: text.index(parts[0][0])].strip()
    return Read("、".join(entry or before or "○" for entry in ticked))


def _spelled_out(choices: tuple[str, ...]) -> dict[str, str]:
    """「あり」 is 有, where that is a choice."""
    return {_folded(word): choice for choice in choices for word in _SPELLED_OUT.get(choice, ())}


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
