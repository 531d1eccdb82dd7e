"""How many pages a printed book has, and how full they are.

    python -m benchmarks.book_pages 進捗状況評価_2024年度.pdf

Pages are read with pdftotext (Poppler): a page is full as far down as its lowest word between the
running head and the foot. Counted by the kind that the running head names; the last page before
the head changes (that of a pillar's, a direction's or a list's end) is counted apart.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

_HTML = "{http://www.w3.org/1999/xhtml}"
_TOP, _BOTTOM = 0.068, 0.945  # of the paper's height: where head and foot stand
_THIRD = 1 / 3
_UNREADABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class PrintedPage(NamedTuple):
    """``fill`` is the share of the room between head and foot, as far as anything is printed."""

    number: int
    head: str
    fill: float


def printed_pages(pdf: Path) -> Iterator[PrintedPage]:
    """Raises CalledProcessError where pdftotext cannot read the file."""
    run = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)
    root = ET.fromstring(_UNREADABLE.sub(b"", run.stdout))
    for number, page in enumerate(root.iter(f"{_HTML}page"), 1):
        height = float(page.get("height", ""))
        words = [(word.text or "", _sides(word, height)) for word in page.iter(f"{_HTML}word")]
        head = "".join(text for text, (_, bottom) in words if bottom < _TOP)
        lowest = max((b for _, (top, b) in words if top > _TOP and b < _BOTTOM), default=_TOP)
        yield PrintedPage(number, head, (lowest - _TOP) / (_BOTTOM - _TOP))


def _sides(word: ET.Element, height: float) -> tuple[float, float]:
    return float(word.get("yMin", "")) / height, float(word.get("yMax", "")) / height


def report_lines(pages: Iterable[PrintedPage]) -> Iterator[str]:
    """The table that the benchmark prints."""
    found = list(pages)
    low = _low(found, _THIRD)
    groups = [(head, list(own)) for head, own in groupby(found, key=lambda page: page.head)]
    yield f"{len(found)} pages, {low} less than a third full, {_mean(found)} on average"
    ends = [own[-1] for _, own in groups if own]
    inner = [page for _, own in groups for page in own[:-1]]
    yield f"  {len(ends)} last ones under a head: {_low(ends, _THIRD)} less than a third full"
    yield f"  {len(inner)} others: {_low(inner, _THIRD)} less than a third full"
    for head, own in groups:
        bare = " ".join(f"{page.number}:{page.fill:.0%}" for page in own if page.fill < _THIRD)
        yield f"  {len(own):4} {_mean(own):>5}  {head[:40] or '(no head)'}  {bare}".rstrip()


def _low(pages: Sequence[PrintedPage], share: float) -> int:
    return sum(page.fill < share for page in pages)


def _mean(pages: Sequence[PrintedPage]) -> str:
    return f"{sum(page.fill for page in pages) / len(pages):.0%}" if pages else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path, nargs="+")
    for pdf in parser.parse_args().pdf:
        print("\n".join((str(pdf), *report_lines(printed_pages(pdf)))))


if __name__ == "__main__":
    main()
