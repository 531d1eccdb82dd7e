"""Makes the pictures of docs/手引き.md: a form, the findings, a correction book.

    python -m tests.samples.make_handbook_pictures

They show what the program writes for the sample city; pages are found by what they say. The
pictures of the annual book, and the drawing itself, are those of ``make_pictures``.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.samples.make_pictures import IMAGES, ROOT, Picture, beside, page, save
from tests.xlsx_out.office import convert
from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.distribute import distribute

YEAR = "2024年度"
_KEPT = 12  # pixels of white kept around what is printed


class Shot(NamedTuple):
    """One page: the book below outputs/2024年度, words that only this page has, its width."""

    book: str
    words: str
    width: int


PICTURES: Mapping[str, Sequence[Shot]] = {
    "様式": (
        Shot("配布/環境都市課_進捗状況評価シート.xlsx", "シートの一覧|提出期限", 640),
        Shot("配布/環境都市課_進捗状況評価シート.xlsx", "海岸の環境の保全|2,000人以上", 640),
    ),
    "点検結果": (Shot(f"点検結果_{YEAR}.xlsx", "点検一覧|直し方", 1240),),
    "差し戻し": (
        Shot("差し戻し/環境都市課_差し戻し2.xlsx", "修正のお願い|記入された値", 800),
        Shot("差し戻し/環境都市課_差し戻し2.xlsx", "海岸の環境の保全|1,640件|今後の対応", 640),
    ),
}
NAMES = tuple(PICTURES)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """Every picture, from a fresh run in ``folder``."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    collect(masters, [ROOT / "inputs"], folder)
    distribute(masters, folder, ["環境都市課"])
    books = {shot.book for shots in PICTURES.values() for shot in shots}
    papers = {
        book: convert(folder / YEAR / book, "pdf", folder / f"paper{number}")
        for number, book in enumerate(sorted(books))
    }
    for name, shots in PICTURES.items():
        pages = [printed(papers[shot.book], shot) for shot in shots]
        save(beside(*of_one_height(pages)), target / f"{name}.png")


def printed(paper: Path, shot: Shot) -> Picture:
    """The page without the empty paper below what is printed; its foot line goes too."""
    whole = page(paper, _number(paper, shot.words.split("|")), shot.width)
    white = b"\xff" * (3 * whole.width)
    used = [i for i, row in enumerate(whole.rows[: len(whole.rows) * 93 // 100]) if row != white]
    return Picture(whole.width, whole.rows[max(used[0] - _KEPT, 0) : used[-1] + _KEPT])


def _number(paper: Path, words: Sequence[str]) -> int:
    """The first page that has all the words, blanks and breaks between lines aside."""
    run = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, timeout=600
    )
    for number, text in enumerate(run.stdout.decode("utf-8").split("\f"), 1):
        if all(word in "".join(text.split()) for word in words):
            return number
    raise LookupError(f"{paper.name}: {words}")


def of_one_height(pages: Sequence[Picture]) -> list[Picture]:
    height = max(len(picture.rows) for picture in pages)
    return [
        Picture(p.width, [*p.rows, *[b"\xff" * (3 * p.width)] * (height - len(p.rows))])
        for p in pages
    ]


if __name__ == "__main__":
    main()
