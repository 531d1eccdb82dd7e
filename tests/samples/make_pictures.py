"""Makes the pictures of the README and the docs from real outputs.

    python -m tests.samples.make_pictures

The sample inputs go through ``zushi-xl collect``, LibreOffice prints the book, poppler draws the
pages, and two of them side by side become one small PNG. Needs ``soffice`` and ``pdftoppm``.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.pdf import book_pdf
from zushi_xl.workflow.redline import Options, Product, redline

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
WIDTH = 790  # pixels of one page; two of them and what is between make 1600
MARGIN = 20
GREY = (0x8C, 0x95, 0x9F)
COLOURS = 256  # of a palette
NAMES = ("評価ページ", "見え消し")


class Picture(NamedTuple):
    """Rows of pixels, three bytes each."""

    width: int
    rows: Sequence[bytes]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """Both pictures into ``target``, from a fresh run in ``folder``."""
    book_picture(folder, target)
    revision_picture(folder, target)


def book_picture(folder: Path, target: Path) -> None:
    """The summary and a page of the annual book of the sample inputs."""
    pdf = folder / "book.pdf"
    book_pdf(consolidated_book(folder), pdf)
    summary, measure = page_with(pdf, "前年度からの評価の動き"), page_with(pdf, "390団体")
    save(beside(page(pdf, summary), page(pdf, measure)), target / "評価ページ.png")


def revision_picture(folder: Path, target: Path) -> None:
    """改定内容一覧 and 新旧対照表 of the sample masters, side by side."""
    old, new = (ROOT / f"templates_xlsx/計画マスタ_改定{when}.xlsx" for when in "前後")
    made = redline(old, new, folder, Options(product=Product.BOTH))
    pages = []
    for path in made.paths:
        pdf = path.with_suffix(".pdf")
        book_pdf(path, pdf)
        pages.append(page(pdf, 1))
    save(beside(*pages), target / "見え消し.png")


def consolidated_book(folder: Path) -> Path:
    """The annual book of the sample inputs."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    _, made = collect(masters, [ROOT / "inputs"], folder)
    return next(made.glob("進捗状況評価_*.xlsx"))


def page_with(pdf: Path, text: str) -> int:
    """The first page that shows ``text``, from 1."""
    run = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=600)
    pages = run.stdout.decode("utf-8").split("\f")
    return next(number for number, shown in enumerate(pages, 1) if text in shown)


def page(pdf: Path, number: int, width: int = WIDTH) -> Picture:
    """One page as pixels."""
    span = ["-f", str(number), "-l", str(number)]
    scale = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
    run = subprocess.run(
        ["pdftoppm", *span, *scale, str(pdf)], check=True, capture_output=True, timeout=600
    )
    return read_ppm(run.stdout)


def read_ppm(content: bytes) -> Picture:
    _, size, _, pixels = content.split(b"\n", 3)
    width, height = map(int, size.split())
    line = width * 3
    return Picture(width, [pixels[row * line : (row + 1) * line] for row in range(height)])


def framed(picture: Picture) -> Picture:
    """The page with a line around it, so that white paper ends somewhere on a white screen."""
    width, edge = picture.width + 2, bytes(GREY)
    rows = [edge + row + edge for row in picture.rows]
    return Picture(width, [edge * width, *rows, edge * width])


def beside(*pages: Picture) -> Picture:
    """Pages of one height in a row, with a white gap between them."""
    shown = [framed(page) for page in pages]
    gap = b"\xff\xff\xff" * MARGIN
    rows = [gap.join(parts) for parts in zip(*(p.rows for p in shown), strict=True)]
    return Picture(sum(p.width for p in shown) + MARGIN * (len(shown) - 1), rows)


def save(picture: Picture, path: Path) -> None:
    """As a PNG of at most 256 colours: a third of the size, and a page needs no more."""
    indexed, palette = _indexed(picture)
    head = struct.pack(">IIBBBBB", picture.width, len(picture.rows), 8, 3, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in indexed), 9)
    chunks = (
        _chunk(b"IHDR", head),
        _chunk(b"PLTE", b"".join(map(bytes, palette))),
        _chunk(b"IDAT", body),
        _chunk(b"IEND", b""),
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _indexed(picture: Picture) -> tuple[list[bytes], list[tuple[int, ...]]]:
    """Pixels as numbers of the most frequent colours; any other takes the nearest of them."""
    counts = Counter(colour for row in picture.rows for colour in _coarse(row))
    palette = [colour for colour, _ in counts.most_common(COLOURS)]
    number = {colour: _nearest(palette, colour) for colour in counts}
    return [bytes(number[colour] for colour in _coarse(row)) for row in picture.rows], palette


def _coarse(row: bytes) -> Iterator[tuple[int, ...]]:
    """Colours in steps of 5, which no eye tells apart and white and black are among."""
    steps = row.translate(bytes((value + 2) // 5 * 5 for value in range(256)))
    return zip(steps[::3], steps[1::3], steps[2::3], strict=True)


def _nearest(palette: Sequence[tuple[int, ...]], colour: tuple[int, ...]) -> int:
    def distance(number: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(palette[number], colour, strict=True))

    return min(range(len(palette)), key=distance)


if __name__ == "__main__":
    main()
