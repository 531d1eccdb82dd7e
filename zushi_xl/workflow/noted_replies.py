"""Replies on a city's own form: without a sheet 修正のお願い they stand in the note of the cell.

The hidden sheet says what was asked; the note repeats it and ends with 「回答：」, behind which the
division writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source, Workbook

_REPLY = "回答："
_ASKS = f"このメモの「{_REPLY}」の後に、その理由を書いてください。\n{_REPLY}"
_BEGIN = "【"
_PART = regex(rf"^{_BEGIN}(?={'|'.join(s.label for s in Severity)})", re.MULTILINE)


class ReturnedRequest(NamedTuple):
    """A line of 修正のお願い as it came back; ``source`` is the cell of the reply."""

    place: str
    message: str
    remedy: str
    severity: str
    reply: str = ""
    source: Source | None = None
    rule: str = ""


def as_noted(finding: Finding) -> Finding:
    """A finding as a note says it: where a reply is asked for, it has its room there."""
    if not finding.remedy.endswith(rules.REPLY):
        return finding
    return replace(finding, remedy=finding.remedy.removesuffix(rules.REPLY) + _ASKS)


def with_noted(book: Workbook, lines: Iterable[ReturnedRequest]) -> Iterator[ReturnedRequest]:
    """The lines with what the notes of the book reply."""
    notes = list(_replies(book))
    for line in lines:
        begin = fold(f"{_BEGIN}{line.severity}】{line.message}")
        found = ((text, source) for head, text, source in notes if head.startswith(begin))
        reply, source = next(found, ("", line.source))
        yield line._replace(reply=reply, source=source)


def _replies(book: Workbook) -> Iterator[tuple[str, str, Source]]:
    """What each part of a note asks, folded, the reply behind it, and its cell."""
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            for part in _PART.split(cell.comment or "")[1:]:
                asked, _, reply = part.rpartition(_REPLY)
                if reply.strip():
                    source = Source(book.file, sheet.name, cell.address)
                    yield fold(_BEGIN + asked), reply.strip(), source
