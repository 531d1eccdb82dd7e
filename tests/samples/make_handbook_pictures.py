"""Makes docs/images/*.png for the handbook from what the program writes for the sample city.

    python -m tests.samples.make_handbook_pictures

Needs LibreOffice and poppler. Pages are found by what they say, so they may move.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.xlsx_out.office import convert
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.distribute import distribute
from zushi_xl.workflow.masters import load_masters

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
YEAR = "2024年度"
_GAP = 16  # pixels between and around pages
_MOST_COLOURS = 256
_MARGIN = 8  # pixels of white kept around what is printed


class Shot(NamedTuple):
    """One page: the book below outputs/2024年度, words that only this page has, dots per inch."""

    book: str
    words: str
    dpi: int


PICTURES: Mapping[str, Sequence[Shot]] = {
    "様式": (
        Shot("配布/環境都市課_進捗状況評価シート.xlsx", "表紙|提出期限", 62),
        Shot("配布/環境都市課_進捗状況評価シート.xlsx", "海岸の環境の保全|2,000人以上", 74),
    ),
    "点検結果": (Shot(f"点検結果_{YEAR}.xlsx", "点検一覧|直し方", 92),),
    "差し戻し": (
        Shot("差し戻し/環境都市課_差し戻し2.xlsx", "修正のお願い|入力された値", 66),
        Shot("差し戻し/環境都市課_差し戻し2.xlsx", "海岸の環境の保全|1,640件|今後の対応", 66),
    ),
    "評価ページ": (
        Shot(f"進捗状況評価_{YEAR}.xlsx", "総括|の評価は", 66),
        Shot(f"進捗状況評価_{YEAR}.xlsx", "市民活動の推進|390団体|補足説明", 66),
    ),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pictures = make_pictures(Path(folder))
    IMAGES.mkdir(exist_ok=True)
    for name, content in pictures.items():
        (IMAGES / f"{name}.png").write_bytes(content)
        print(f"{name}.png {len(content) // 1000} KB")


def make_pictures(folder: Path) -> dict[str, bytes]:
    """Every picture as PNG, from a fresh run in ``folder``."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    collect(masters, [ROOT / "inputs"], folder)
    distribute(masters, folder, ["環境都市課"])
    books = {shot.book for shots in PICTURES.values() for shot in shots}
    papers = {
        book: convert(folder / YEAR / book, "pdf", folder / f"paper{number}")
        for number, book in enumerate(sorted(books))
    }
    return {
        name: _png(_joined([_page(papers[shot.book], shot) for shot in shots]))
        for name, shots in PICTURES.items()
    }


# ------------------------------------------------------------------ pages


class Picture(NamedTuple):
    """Rows of pixels, three bytes each."""

    width: int
    rows: Sequence[bytes]


def _page(paper: Path, shot: Shot) -> Picture:
    number = _number(paper, shot.words.split("|"))
    command = ["pdftoppm", "-r", str(shot.dpi), "-f", str(number), "-l", str(number), str(paper)]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    kind, size, _depth, pixels = raw.split(b"\n", 3)
    assert kind == b"P6"
    width = int(size.split()[0])
    rows = [pixels[start : start + 3 * width] for start in range(0, len(pixels), 3 * width)]
    return _trimmed(Picture(width, rows))


def _number(paper: Path, words: Sequence[str]) -> int:
    """The first page that has all the words, breaks between lines aside."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True
    ).stdout.decode("utf-8")
    for number, page in enumerate(text.split("\f"), 1):
        if all(word in "".join(page.split()) for word in words):
            return number
    raise LookupError(f"{paper.name}: {words}")


def _trimmed(page: Picture) -> Picture:
    """Without the white around what is printed."""
    white = b"\xff" * (3 * page.width)
    used = [i for i, row in enumerate(page.rows) if row != white]
    rows = page.rows[max(used[0] - _MARGIN, 0) : used[-1] + _MARGIN]
    left = min(len(row) - len(row.lstrip(b"\xff")) for row in rows) // 3
    right = max(len(row.rstrip(b"\xff")) for row in rows) // 3 + 1
    start, end = max(left - _MARGIN, 0), min(right + _MARGIN, page.width)
    return Picture(end - start, [row[3 * start : 3 * end] for row in rows])


def _joined(pages: Sequence[Picture]) -> Picture:
    """Pages side by side, on light grey, their tops in line."""
    grey = b"\xd9\xd9\xd9"
    height = max(len(page.rows) for page in pages)
    gap = grey * _GAP
    rows = []
    for line in range(height):
        parts = [p.rows[line] if line < len(p.rows) else grey * p.width for p in pages]
        rows.append(gap + gap.join(parts) + gap)
    width = len(rows[0]) // 3
    edge = [grey * width] * _GAP
    return Picture(width, [*edge, *rows, *edge])


# ------------------------------------------------------------------ file


def _png(picture: Picture) -> bytes:
    """A PNG with a palette: pages have few colours, and the file is a third as large."""
    pixels = [[row[i : i + 3] for i in range(0, len(row), 3)] for row in picture.rows]
    palette = _palette(pixels)
    body = b"".join(b"\0" + bytes(map(palette.__getitem__, row)) for row in pixels)
    head = struct.pack(">IIBBBBB", picture.width, len(pixels), 8, 3, 0, 0, 0)
    colours = b"".join(list(palette)[:_MOST_COLOURS])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", head),
            (b"PLTE", colours),
            (b"IDAT", zlib.compress(body, 9)),
            (b"IEND", b""),
        )
    )


def _palette(pixels: Sequence[Sequence[bytes]]) -> dict[bytes, int]:
    """The places of the commonest colours, then of all others: that of the nearest of them."""
    by_use = [c for c, _ in Counter(chain.from_iterable(pixels)).most_common()]
    places = {colour: place for place, colour in enumerate(by_use[:_MOST_COLOURS])}
    common = tuple(places)
    for colour in by_use[_MOST_COLOURS:]:
        places[colour] = min(range(_MOST_COLOURS), key=lambda p: _distance(common[p], colour))
    return places


def _distance(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
