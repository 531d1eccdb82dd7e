"""The answers with which a copy was sent: what the office had filled in, or what a correction did
not ask about. The hidden sheet has a digest of each, so that it is seen when one is another now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from zushi_xl.form.layout import Key
from zushi_xl.form.sent import SentTexts, kept_rows
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Workbook, Worksheet

_NOTE = Key("", "", 0, "note")
Place = tuple[str, int]  # id of the field, number of the repetition


class Kept(NamedTuple):
    """The places in which a copy was sent with an answer: those that still say it, and those that
    do not."""

    same: frozenset[Place] = frozenset()
    others: tuple[Place, ...] = ()


def rows_of_sent(
    original: Workbook, sent: Mapping[Place, str | Decimal], notes: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Rows of the hidden sheet for the texts of the original, for what was put into the fields, and
    for notes."""
    printed = ((_sheet_key(sheet), _all_texts(sheet)) for sheet in original.sheets)
    kept = ((_key(place), _said(str(value))) for place, value in sent.items())
    return kept_rows(chain(printed, kept, ((_NOTE, note) for note in notes)))


def was_printed_otherwise(sent: SentTexts, original: Worksheet) -> bool:
    """Whether a sheet of the original said something else when a copy was ``sent``."""
    return sent.changed_unasked(_sheet_key(original), _all_texts(original))


def _sheet_key(sheet: Worksheet) -> Key:
    return Key("", sheet.name, 0, "printed")


def _all_texts(sheet: Worksheet) -> str:
    return "\0".join(fold(cell.text) for _, cell in sorted(sheet.cells.items()) if not cell.formula)


def is_other_note(sent: SentTexts, note: str) -> bool:
    """Whether a note is none of those with which a copy was sent, as far as that is known."""
    return sent.changed_unasked(_NOTE, note)


def kept_of(sent: SentTexts, places: Iterable[Place], texts: Mapping[Place, str]) -> Kept:
    """What became of the answers that were ``sent``. ``places`` are those that were found,
    ``texts`` what was answered in them."""
    known = [place for place in places if sent.kept(_key(place))] if sent.are_known else []
    others = [p for p in known if sent.changed_unasked(_key(p), _said(texts.get(p, "")))]
    return Kept(frozenset(known).difference(others), tuple(others))


def _said(text: str) -> str:
    """What is compared: a figure is the same with and without commas."""
    plain = fold(text).replace(",", "")
    is_number = plain.isascii() and plain.lstrip("-").replace(".", "", 1).isdecimal()
    return f"{Decimal(plain).normalize():f}" if is_number else fold(text)


def _key(place: Place) -> Key:
    return Key("", place[0], 0, str(place[1]))
