"""Makes the pictures of every kind of page of the annual book, in colour and in grey.

    python -m tests.samples.make_book_pictures
    python -m tests.samples.make_book_pictures --before SAMPLE.pdf CITY.pdf

All are of the sample year but つづき, which is of a city of one division (``benchmarks.books``).
The second form was run once, on the books that version 08cc765 made of both; its pictures (前) stay
as they are. Needs ``soffice`` and Poppler.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.books import make_city
from tests.samples.make_pictures import (
    IMAGES,
    Picture,
    consolidated_book,
    framed,
    page,
    save,
)
from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.pdf import book_pdf

WIDTH = 560  # pixels of a page
FOLDER = IMAGES / "評価書"
_RED, _GREEN, _BLUE = 299, 587, 114  # thousandths of lightness (ITU-R BT.601)


class Kind(NamedTuple):
    """A kind of page: ``after`` the first one with a text, under a running head."""

    name: str
    text: str
    after: int = 0
    of_city: bool = False
    head: str = ""


LISTS = ("KPI一覧", "予算一覧", "総合戦略別", "担当課別", "前年度比較")
NOW = (
    Kind("表紙", "計画の版"),
    Kind("目次", "目次"),
    Kind("総括", "前年度からの評価の動き"),
    Kind("総括_図", "柱ごとの実績額"),
    Kind("柱", "取り組みの方向・具体的施策"),
    Kind("施策", "390団体"),
    Kind("つづき", "（つづき）", of_city=True),
    *(Kind(name, "", head=name) for name in LISTS),
    Kind("人口の見通し", "", head="人口の見通し"),
)
BEFORE = (
    Kind("表紙", "計画の版"),
    Kind("目次", "目次"),
    Kind("総括", "前年度からの評価の動き"),
    Kind("柱", "取り組みの方向・具体的施策"),
    Kind("施策", "390団体"),
    Kind("つづき", "460件以上", after=1, of_city=True),
    *(Kind(name, "", head=name) for name in LISTS),
)
NAMES = tuple(f"{FOLDER.name}/{kind.name}_今{tone}" for kind in NOW for tone in ("", "_灰色"))
EARLIER = tuple(f"{FOLDER.name}/{kind.name}_前" for kind in BEFORE)  # they stay as they are


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, nargs=2, help="two PDFs of an earlier version")
    before = parser.parse_args().before
    FOLDER.mkdir(parents=True, exist_ok=True)
    if before:
        for kind in BEFORE:
            save(_picture(kind, *before), FOLDER / f"{kind.name}_前.png")
        return
    with tempfile.TemporaryDirectory() as place:
        make_pictures(Path(place), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """Work in ``folder``; the pictures of ``NAMES`` stand in ``target`` afterwards."""
    (target / FOLDER.name).mkdir(exist_ok=True)
    pdfs = tuple(_pdfs(folder))
    for kind in NOW:
        picture = _picture(kind, *pdfs)
        save(picture, target / FOLDER.name / f"{kind.name}_今.png")
        save(grey(picture), target / FOLDER.name / f"{kind.name}_今_灰色.png")


def _pdfs(folder: Path) -> Iterator[Path]:
    """The book of the sample year, and that of a city of one division."""
    city = make_city(folder / "city", 1)
    masters = load_masters(city / "計画マスタ.xlsx", city / "様式定義.xlsx")
    _, made = collect(masters, [city / "inputs"], folder / "made")
    for book in (consolidated_book(folder), next(made.glob("進捗状況評価_*.xlsx"))):
        pdf = book.with_suffix(".pdf")
        book_pdf(book, pdf)
        yield pdf


def _picture(kind: Kind, sample: Path, city: Path) -> Picture:
    pdf = city if kind.of_city else sample
    return framed(page(pdf, _number(pdf, kind), WIDTH))


def _number(pdf: Path, kind: Kind) -> int:
    """The first page of a kind, from 1."""
    run = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=600)
    return kind.after + next(
        number
        for number, text in enumerate(run.stdout.decode("utf-8").split("\f"), 1)
        if kind.text in text and text.startswith(kind.head)
    )


def grey(picture: Picture) -> Picture:
    """As a printer without colours shows it."""
    rows = []
    for row in picture.rows:
        parts = zip(row[::3], row[1::3], row[2::3], strict=True)
        light = bytes((r * _RED + g * _GREEN + b * _BLUE) // 1000 for r, g, b in parts)
        rows.append(bytes(value for value in light for _ in range(3)))
    return Picture(picture.width, rows)


if __name__ == "__main__":
    main()
