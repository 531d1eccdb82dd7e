"""Read one cell: the grammar from the outside in.

A cell is tried as: a missing mark; years; a date; an amount or a range; the same in planned
parentheses; the same with notes behind it; the same with a label before it.  Each attempt must
consume the whole text.  What is left over is text, flagged when it looks like a damaged or a
second value.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from zushi_xl.quantity.amounts import is_year_month
from zushi_xl.quantity.beside import (
    Piece,
    fiscal_years,
    is_wrapped,
    may_stand_beside,
    merge_pieces,
    split_piece,
)
from zushi_xl.quantity.changes import name_changes
from zushi_xl.quantity.composed import read_composed
from zushi_xl.quantity.dates import MONTH_OR_NUMBER, DateReading, read_date
from zushi_xl.quantity.fold import FoldedText, fold_cell
from zushi_xl.quantity.missing import missing_reason
from zushi_xl.quantity.model import MissingReason, Qualifier, Quantity, Refusal, refused
from zushi_xl.quantity.note_grammar import TWO_VALUES
from zushi_xl.quantity.ranges import read_bounded, read_range
from zushi_xl.quantity.refusals import explain, is_name, is_quotient
from zushi_xl.quantity.units import find_unit
from zushi_xl.quantity.years import Years, read_years
from zushi_xl.text.regex import regex

LONGEST = 160
"""Longer folded texts are prose; nobody writes a value in more characters."""
_CACHED_LENGTH = 64

_ITEM_LABEL = regex(r"[0-9]{1,2}")
_OUTSIDE_UNIT = regex(r"\((-?[0-9.,]+)\)(.+)")
_MOST_PIECES = 6
_CLOSING = (")", "]")
_YEAR_TAIL = regex(
    "(.{2,30}?)(末まで|までに|末までに|末|当初|目標値?|実績値?|平均値?|計画値?|決算額?|予算額?|見込み?|時点|末時点|末現在|現在|累計|以降|以前|以後|まで|から|中|分)"
)
_YEAR_BOUNDS: dict[str, Qualifier] = {
    "以降": "at_least",
    "以後": "at_least",
    "から": "at_least",
    "以前": "at_most",
    "まで": "at_most",
    "までに": "at_most",
    "末まで": "at_most",
    "末までに": "at_most",
}
_SEPARATORS = (
    regex(r"[\r\n]+"),
    regex(r"(?<=[)）])[、,／/→\s]*(?=[^)）])"),
    regex(r"(?:[、;；／/→\s]|[,，](?!(?<=[0-9０-９][,，])[0-9０-９]))+"),  # 1,300 is one number
    regex(r"(?<=[^0-9(（])(?=[(（][0-9０-９])"),
)
"""Where a cell may break into several values, the widest break first."""


def read_text(text: str, field: str | None = None) -> Quantity:
    """Read a cell's text; ``field`` is the canonical unit that the field is known to have."""
    if len(text) <= _CACHED_LENGTH:
        return _read_short(text, field)
    return _read_whole(text, field)


@lru_cache(maxsize=1 << 10)  # several rules ask it of the texts of one book
def why_missing(text: str) -> MissingReason | None:
    """Why a text says that there is nothing, as `read_text` finds it; of a text that says
    something it is not asked what."""
    cell = _folded(text)
    found = read_folded(cell, None) if len(cell.folded) <= LONGEST else None
    return found.missing_reason if isinstance(found, Quantity) else None


def leads_away(text: str) -> bool:
    """Whether a text only points elsewhere: 同上, 別紙のとおり."""
    return why_missing(text) in ("ditto", "see_elsewhere")


def _folded(text: str) -> FoldedText:
    return fold_cell(text.strip() if len(text) > LONGEST else text)


def _read_whole(text: str, field: str | None) -> Quantity:
    return _read_cell(text, _folded(text), field)


# Returned files repeat the same cells (ー, 未実施, 0件); short texts only, so memory is bounded.
_read_short = lru_cache(maxsize=16384)(_read_whole)


def _read_cell(text: str, cell: FoldedText, field: str | None) -> Quantity:
    if len(cell.folded) > LONGEST:
        return Quantity(text, "text")
    found = read_folded(cell, field)
    if isinstance(found, Refusal):
        if is_name(cell.folded) and not read_date(cell.folded):
            return Quantity(text, "text")
        also = _values_in(text) if found.reason == TWO_VALUES else ()
        return refused(text, found.reason, also)
    return _as_typed(text, found) if found else _read_nothing(text, cell)


def _as_typed(text: str, found: Quantity) -> Quantity:
    if found.kind in ("missing", "date"):  # their normal form quotes the text
        found = found._replace(text=text)
    return found._replace(text=text, changes=name_changes(text, found))


def read_folded(cell: FoldedText, field: str | None) -> Quantity | Refusal | None:
    """Read a folded cell; ``None`` when it is no quantity."""
    found = read_plain(cell, cell.folded, field)
    if isinstance(found, Quantity):
        return found
    beside = _read_wrapped(cell, cell.folded, field) or _read_beside(cell, cell.folded, field)
    return beside or found


def read_plain(cell: FoldedText, folded: str, field: str | None) -> Quantity | Refusal | None:
    """Read text without brackets, notes and labels."""
    if reason := missing_reason(folded):
        return Quantity(folded, "missing", missing_reason=reason)
    if "年" in folded and (years := _read_years(cell, folded)) is not None:
        return years
    closed = folded[-1:] in _CLOSING  # no amount ends so, only a year or a day: 5月3日(水)
    found = None if closed else read_bounded(folded, field)
    if isinstance(found, Quantity):
        return _unless_month(folded, found)
    if "年" not in folded and (years := _read_years(cell, folded)) is not None:
        return years
    if (date := read_date(folded)) is not None:
        return _dated(folded, date)
    if closed:
        return None
    ranged = read_range(folded, field) or read_composed(folded, field)
    return ranged if isinstance(ranged, Quantity) else found or ranged


def _unless_month(folded: str, found: Quantity) -> Quantity:
    """2022.3 in a cell is a month or a number: no value comes out."""
    if found.unit is None and is_year_month(folded):
        year, month = folded.split(".")
        return Quantity(
            folded,
            "date",
            date=f"{year}-{int(month):02d}",
            ambiguous=True,
            reason=MONTH_OR_NUMBER,
        )
    return found


def _read_years(cell: FoldedText, folded: str) -> Quantity | Refusal | None:
    years, tail = read_years(folded), ""
    if years is None and (match := _YEAR_TAIL.fullmatch(folded)):
        years, tail = read_years(match[1]), match[2]
    if not isinstance(years, Years):
        return years
    found = _year_quantity(cell, years)
    if bound := _YEAR_BOUNDS.get(tail):
        if years.first != years.last:
            return None
        low, high = (found.value, None) if bound == "at_least" else (None, found.value)
        return found._replace(low=low, high=high, qualifier=bound)
    return found._replace(note=tail or None)


def _year_quantity(cell: FoldedText, years: Years) -> Quantity:
    single = years.first == years.last
    return Quantity(
        cell.text,
        "year",
        Decimal(years.first) if single else None,
        None if single else Decimal(years.first),
        None if single else Decimal(years.last),
        fiscal_years=fiscal_years(years),
        era_text=cell.typed(years.text) if years.era else None,
        conflicts=("改元後の年が旧元号で書かれています",) if years.late else (),
    )


def _dated(folded: str, date: DateReading | Refusal) -> Quantity | Refusal:
    if isinstance(date, Refusal):
        return date
    reason = MONTH_OR_NUMBER if date.unsure else None
    conflicts = (date.conflict,) if date.conflict else ()
    return Quantity(
        folded, "date", date=date.iso, ambiguous=date.unsure, reason=reason, conflicts=conflicts
    )


def _read_wrapped(cell: FoldedText, folded: str, field: str | None) -> Quantity | Refusal | None:
    """Read （67.5％）: parentheses around the whole cell mean a planned value."""
    if is_wrapped(folded, "()"):
        return _read_planned(cell, folded[1:-1], field)
    if is_wrapped(folded, "[]"):
        return read_plain(cell, folded[1:-1], field)
    if (match := _OUTSIDE_UNIT.fullmatch(folded)) and find_unit(match[2]):
        return _read_planned(cell, match[1] + match[2], field)
    return None


def _read_planned(cell: FoldedText, inner: str, field: str | None) -> Quantity | Refusal | None:
    if _ITEM_LABEL.fullmatch(inner) and field is None:
        return Refusal("計画値か項目の番号か決められません")
    found = read_plain(cell, inner, field) or _read_beside(cell, inner, field)
    if not isinstance(found, Quantity) or found.kind in ("year", "date"):
        return found
    if found.kind == "missing" and found.missing_reason == "blank":
        return found
    return found._replace(planned=True)


def _read_beside(cell: FoldedText, folded: str, field: str | None) -> Quantity | Refusal | None:
    """Read a value with notes, words and labels beside it, up to six of them.

    The piece farthest out is taken off first; the value is what remains when it can be read.
    """
    body, pieces = folded, list[Piece]()
    while len(pieces) < _MOST_PIECES and (parted := split_piece(body)):
        piece, body = parted
        pieces.append(piece)
        main = read_plain(cell, body, field) or _read_wrapped(cell, body, field)
        if isinstance(main, Refusal):
            return main
        if main is not None and may_stand_beside(pieces, main):
            return merge_pieces(cell, main, pieces)
    return None


def _read_nothing(text: str, cell: FoldedText) -> Quantity:
    if is_quotient(cell.folded):
        return refused(text, "分数か日付か二つの値か決められません")
    if values := _values_in(text):
        return refused(text, TWO_VALUES, values)
    reason = explain(cell.folded)
    return refused(text, reason.reason) if reason else Quantity(text, "text")


def _values_in(text: str) -> tuple[Quantity, ...]:
    """Return the values of a cell that holds several, and nothing else."""
    for separator in _SEPARATORS:
        parts = [part for part in separator.split(text) if part.strip("・･ \n\r\t")]
        if 1 < len(parts) <= 6 and (values := _read_parts(parts)):
            return values
    return ()


def _read_parts(parts: list[str]) -> tuple[Quantity, ...]:
    values = []
    for part in parts:
        found = read_folded(fold_cell(part.lstrip("・･ ")), None)
        if not isinstance(found, Quantity) or not found.has_value or found.ambiguous:
            return ()
        values.append(found._replace(text=part))
    return tuple(values)
