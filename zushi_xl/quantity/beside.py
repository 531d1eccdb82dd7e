"""The pieces beside a value, taken off one by one, and what they make of it together."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zushi_xl.quantity.endings import split_ending
from zushi_xl.quantity.fold import FoldedText
from zushi_xl.quantity.leading_words import split_label
from zushi_xl.quantity.missing import is_awaited
from zushi_xl.quantity.model import Quantity, Refusal
from zushi_xl.quantity.note_grammar import (
    TWO_VALUES,
    Note,
    apply_unit_note,
    is_second_value,
    read_note,
    split_note,
    split_unit_label,
)
from zushi_xl.quantity.qualifiers import starts_with_about
from zushi_xl.quantity.years import CONTRADICTION, Years

_LEVELS = frozenset(("点", "℃", "度", "歳", "位", "dB", "ppm", "ポイント"))
"""Units that a mean keeps: a mean of points over five days is not points per day."""


class Piece(NamedTuple):
    """Something beside a value: a note still to be read, or what a label or an ending said."""

    text: str = ""
    said: Note | Refusal | None = None
    dated: bool = False
    free: bool = False


def split_piece(body: str) -> tuple[Piece, str] | None:
    """Take the piece farthest out off a text: a note, else a label, else words behind."""
    if split := split_note(body):
        return Piece(split[1]), split[0]
    about = starts_with_about(body)
    if label := split_label(body[len(about) :]):
        piece = Piece(said=label.note, dated=label.dated, free=label.free)
        return piece, about + label.rest.lstrip()
    if unit := split_unit_label(body):
        return Piece(unit[0]), unit[1]
    if body[:1] != "(" and (ending := split_ending(body)):
        return Piece(said=ending[1]), ending[0]
    return None


def may_stand_beside(pieces: list[Piece], main: Quantity) -> bool:
    """Whether the pieces may go with what was read: labels and words need a value, dates a unit."""
    if all(piece.said is None for piece in pieces):
        return True
    if not main.has_value or main.kind == "year" or main.ambiguous:
        return False
    if main.unit:
        return True
    whole = main.value is not None and main.value % 1 == 0
    return not any(piece.dated or (piece.free and whole) for piece in pieces)


def merge_pieces(
    cell: FoldedText, main: Quantity, pieces: list[Piece]
) -> Quantity | Refusal | None:
    """Merge what the pieces say into the value, or return the first doubt."""
    if main.ambiguous:
        return main
    for piece in reversed(pieces):
        note = read_note(piece.text, main) if piece.said is None else piece.said
        if isinstance(note, Refusal):
            return note
        merged = _merge(cell, main, note)
        if not isinstance(merged, Quantity):
            return merged
        main = merged
    return main


def _merge(cell: FoldedText, main: Quantity, note: Note) -> Quantity | Refusal | None:
    if main.kind in ("year", "date"):
        return _note_on_year(main, note)
    if any(is_second_value(main, other) for other in note.also):
        return Refusal(TWO_VALUES)
    if note.unit:
        return apply_unit_note(main, note.unit)
    if note.per:
        return _count_per(cell, main, note)
    return _add_note(cell, main, note)


def _note_on_year(main: Quantity, note: Note) -> Quantity | Refusal | None:
    if note.years:
        same = main.value in (None, Decimal(note.years.first))
        return None if same else Refusal(CONTRADICTION)
    return main._replace(note=note.text or main.note, planned=main.planned or note.planned)


def _count_per(cell: FoldedText, main: Quantity, note: Note) -> Quantity | Refusal:
    """2回 per 月 is a value of 回/月; a rate stays a rate (月平均85％)."""
    if main.unit is None:
        return Refusal("期間ごとの数ですが、単位がありません")
    if main.kind == "ratio" or "/" in main.unit or main.unit in _LEVELS:
        return _add_note(cell, main, note)
    return main._replace(unit=f"{main.unit}/{note.per}")


def _add_note(cell: FoldedText, main: Quantity, note: Note) -> Quantity:
    years = note.years
    texts = [text for text in (main.note, cell.typed(note.text)) if text]
    awaited = main.missing_reason == "dash" and is_awaited(note.text)
    return main._replace(
        missing_reason="pending" if awaited else main.missing_reason,
        note="；".join(texts) or None,
        planned=main.planned or (note.planned and main.has_value),
        fiscal_years=fiscal_years(years) if years else main.fiscal_years,
        era_text=cell.typed(years.text) if years and years.era else main.era_text,
        also=main.also + note.also,
    )


def fiscal_years(years: Years) -> tuple[int, ...]:
    """Expand years to fiscal years; calendar years give none."""
    return tuple(range(years.first, years.last + 1)) if years.fiscal else ()


def is_wrapped(folded: str, pair: str) -> bool:
    """Whether the first bracket of a text is closed by its last character."""
    if folded[:1] != pair[0] or folded[-1:] != pair[1]:
        return False
    depth = 0
    for place, char in enumerate(folded):
        depth += (char == pair[0]) - (char == pair[1])
        if depth == 0:
            return place == len(folded) - 1
    return False
