"""No text of a return ends a run: whatever its length and its letters, the outputs are written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reading.filled import Distribution
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.workbook.cells import Cell, Workbook
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.workers import Workers
from zushi_xl.xlsx_in import read_workbook

LENGTHS = (0, 1, 36, 145, 409, 600, 2_080, 8_192, 16_384, 32_767, 32_768, 90_000)
GRAIN = (
    *("あ", "a", "1", "ｱ", "𠮷", "一二三、", "文。", "1,234円", "約1,030人", "（67.5％）", "①"),
    *("行\n", "\t", "  ", "=1+", "<r>", "_x0041_", "&&", "\x01", "\ud800", "'", "https://a/", "～"),
)


@pytest.fixture(scope="module")
def masters() -> Masters:
    folder = ROOT / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("any_text"))


def returned(
    distribution: Distribution, division: str, folder: Path
) -> tuple[Workbook, frozenset[tuple[str, str]]]:
    """A filled book of a division, and where its answers stand."""
    book = distribution.book(division, 1)
    path = folder / "回答.xlsx"
    book.workbook.save(path)
    found = read_workbook(path)
    assert isinstance(found, Workbook)
    places = {(book.sheets[book.section(k)], a1) for k, (_, a1) in book.places.items()}
    return found, frozenset(places)


Rewrite = Callable[[Cell], Cell]


class Given:
    """Opens every file as the same book."""

    def __init__(self, book: Workbook):
        self._book = book

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook]:
        yield from (self._book for _ in files)

    def release(self) -> None:
        """Nothing was opened."""


def rewritten(book: Workbook, places: frozenset[tuple[str, str]], by: Rewrite) -> Workbook:
    sheets = tuple(
        replace(
            sheet,
            cells={
                at: by(cell) if (sheet.name, cell.address) in places else cell
                for at, cell in sheet.cells.items()
            },
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


@pytest.mark.parametrize("seed", range(9))
def test_outputs_are_written_whatever_stands_in_the_fields(
    masters: Masters, distribution: Distribution, tmp_path: Path, seed: int
) -> None:
    """Every division in turn: leads of pillars and measures, and those with initiatives alone."""
    chance = random.Random(seed)
    division = distribution.divisions[seed % len(distribution.divisions)]

    def any_text(cell: Cell) -> Cell:
        grain, length = chance.choice(GRAIN), chance.choice(LENGTHS)
        text = (grain * (length // len(grain) + 1))[:length]
        return cell._replace(value=text, text=text)

    book, places = returned(distribution, division, tmp_path)
    book = rewritten(book, places, any_text)
    workers = Workers(BookContext(masters, Given(book)))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "回答.xlsx").write_bytes(b"x")
    _, out = collect(masters, [tmp_path / "in"], tmp_path / "out", workers=workers)
    assert isinstance(out, Path)
    result = json.loads((out / "収集結果.json").read_text(encoding="utf-8"))
    assert [d["name"] for d in result["divisions"] if d["status"] == "received"] == [division]
    assert list(out.glob("進捗状況評価_*.xlsx"))
    assert list((out / "差し戻し").glob("*.xlsx"))
    told = {
        (f["sheet"], f["cell"])
        for f in result["findings"]
        if (f["division"], f["file"]) == (division, book.file)
        and (f["rule"] == "text-beyond-cell" or f["severity"] == "error")  # not read at all
    }
    assert shortened(book, places) <= told


def shortened(book: Workbook, places: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
    """The fields with more than a cell of Excel holds: 32,767 UTF-16 units."""
    return {
        (sheet.name, cell.address)
        for sheet in book.sheets
        for cell in sheet.cells.values()
        if (sheet.name, cell.address) in places
        and len(cell.text.rstrip().encode("utf-16-le", "surrogatepass")) // 2 > 32_767
    }
