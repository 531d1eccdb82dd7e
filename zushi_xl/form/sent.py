"""What stood in a book when it was sent, so that what the office has changed in the plan since is
not taken for the division's doing.

The hidden sheet has a digest of each text, a row for each section or more: it tells whether a text
is the one that was sent, not what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from zushi_xl.form.identity import is_identity_sheet
from zushi_xl.form.layout import Key, Page
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Workbook

SENT = "控え"  # begins the names of these rows of the hidden sheet
_IN_ONE_CELL = 3_000  # digests; Excel keeps 32,767 characters
_OPEN, _SHOWN, _BLOCK, _FRAME, _SHEET = "open", "shown", "block", "frame", "sheet"
_KEPT, _ANSWERED = "kept", "answered"  # of a correction


class SentTexts:
    """What the hidden sheet of a returned book says of the texts with which it was sent; nothing
    where the sheet is gone or an earlier version wrote it."""

    def __init__(self, book: Workbook | None = None):
        self._book = book

    @cached_property
    def _digests(self) -> frozenset[str]:
        sheets = filter(is_identity_sheet, self._book.sheets if self._book else ())
        cells = (
            sheet.text(row, column + 1)
            for sheet in sheets
            for (row, column), cell in sheet.cells.items()
            if cell.text.startswith(SENT)
        )
        return frozenset(digest for text in cells for digest in text.split())

    @property
    def are_known(self) -> bool:
        """Whether anything is known of them."""
        return bool(self._digests)

    def showed(self, key: Key, text: str) -> bool:
        """Whether a field of the office had this text."""
        return _digest(_SHOWN, *_names(key), text) in self._digests

    def asked(self, key: Key) -> bool:
        """Whether a field was the division's to fill in."""
        return _digest(_OPEN, *_names(key)) in self._digests

    def kept(self, key: Key) -> bool:
        """Whether an answer was sent that nobody was asked to change."""
        return _digest(_KEPT, *_names(key)) in self._digests

    def changed_unasked(self, key: Key, text: str) -> bool:
        """Whether an answer that a correction did not ask about is no more what it was then."""
        if not self.kept(key):
            return False
        return _digest(_ANSWERED, *_names(key), text) not in self._digests

    def had(self, block: str) -> bool:
        """Whether there was this block: an initiative, a KPI (1-1-①/KPI2)."""
        return _digest(_BLOCK, block) in self._digests

    def framed(self, page: Page, text: str) -> bool:
        """Whether a text stood around the fields of a page."""
        return _digest(_FRAME, page.section.code, page.name, text) in self._digests

    def named(self, sheet: str) -> bool:
        """Whether a sheet had this name."""
        return _digest(_SHEET, sheet) in self._digests


def sent_rows(
    division: str,
    sheets: Iterable[tuple[str, Page, Iterable[str]]],
    kept: Mapping[Key, str] = MappingProxyType({}),
) -> Iterator[tuple[str, str]]:
    """The rows of the hidden sheet: of each page with its sheet's name and the texts around its
    fields; ``kept``: answers that stand in a correction and are not asked about."""
    for name, page, frame in sheets:
        around = _FRAME, page.section.code, page.name
        digests = [_digest(_SHEET, name), *(_digest(*around, text) for text in frame if text)]
        digests += [_digest(_BLOCK, block) for block in {line.block: None for line in page.lines}]
        for slot in page.slots:
            is_open = slot.is_open_to(division)
            what = (_OPEN,) if is_open else (_SHOWN,)
            said = () if is_open else (slot.shown,)
            digests.append(_digest(*what, *_names(slot.key), *said))
            if is_open and slot.key in kept:
                digests += _digests_of(slot.key, kept[slot.key])
        yield from _rows(f"{SENT} {page.section.code} {page.name}".rstrip(), digests)


def kept_rows(kept: Iterable[tuple[Key, str]]) -> Iterator[tuple[str, str]]:
    """The rows of the hidden sheet for answers that are not asked about, where nothing is said of
    pages."""
    return _rows(SENT, [digest for key, text in kept for digest in _digests_of(key, text)])


def _digests_of(key: Key, answer: str) -> tuple[str, str]:
    return _digest(_KEPT, *_names(key)), _digest(_ANSWERED, *_names(key), answer)


def _rows(name: str, digests: Sequence[str]) -> Iterator[tuple[str, str]]:
    for first in range(0, len(digests), _IN_ONE_CELL):
        yield name, " ".join(digests[first : first + _IN_ONE_CELL])


def _names(key: Key) -> tuple[str, ...]:
    return key.code, key.field, str(key.kpi), key.period


def _digest(*parts: str) -> str:
    """Eight hexadecimal digits: enough to tell apart what stands in one field."""
    text = "\0".join((*parts[:-1], fold(parts[-1])))
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
