"""点検: whether a value is in doubt. The one place where that is decided.

A value is known by its cell. Its review is that of the gravest open finding on the cell; お知らせ
does not count; where every finding that counts has been accepted, it is 了承. Book, lists, charts,
CSV, JSON, frames and form ask here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.workbook.cells import Source


class Review(StrEnum):
    """The word that programs read; ``label`` is the one that people do, the same everywhere."""

    NONE = "none"
    WAIVED = "waived"
    CONFIRM = "confirm"
    ERROR = "error"

    @property
    def label(self) -> str:
        """The Japanese word; empty where nothing is in doubt."""
        return {"none": "", "waived": "了承", "confirm": "要確認", "error": "要修正"}[self.value]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self in (Review.CONFIRM, Review.ERROR)


_GRAVITY = tuple(Review)


def gravest(reviews: Iterable[Review]) -> Review:
    """The review of what consists of several values."""
    return max(reviews, key=_GRAVITY.index, default=Review.NONE)


def review_of(finding: Finding) -> Review:
    """What a finding makes of the values that it is about."""
    if finding.severity is Severity.INFO:
        return Review.NONE
    if finding.waived:
        return Review.WAIVED
    return Review(finding.severity.value)


def reviews_by_cell(findings: Iterable[Finding]) -> Mapping[Source, Review]:
    """The review of every cell that is or was in doubt."""
    found: dict[Source, Review] = {}
    for finding, cell in _doubts(findings):
        review = gravest((review_of(finding), found.get(cell, Review.NONE)))
        found[cell] = review
    return found


def messages_by_cell(findings: Iterable[Finding]) -> Mapping[Source, str]:
    """What is said of every cell with an open doubt, the gravest first."""
    said: dict[Source, list[str]] = {}
    for finding, cell in _doubts(findings):
        if review_of(finding).is_open:
            said.setdefault(cell, []).append(finding.message)
    return {cell: "\n".join(dict.fromkeys(messages)) for cell, messages in said.items()}


def _doubts(findings: Iterable[Finding]) -> Iterator[tuple[Finding, Source]]:
    for finding in findings:
        if review_of(finding) is not Review.NONE:
            yield from ((finding, cell) for cell in finding.cells)
