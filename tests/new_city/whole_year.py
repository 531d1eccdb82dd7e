"""A year of a city by the command line alone: masters, forms filled in as people do, collected."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl.cell.cell import MergedCell

from tests.conftest import open_book
from zushi_xl.cli.commands import main

OF_ZUSHI = ("逗子", "柱", "取り組み", "具体的施策", "進捗状況評価", "総合戦略")
Edits = Mapping[str, Mapping[str, str]]


def run(folder: Path, command: str, *arguments: str) -> Result:
    """A command with the masters and outputs of a folder."""
    masters = folder / "templates_xlsx"
    options = ["--plan", str(masters / "計画マスタ.xlsx"), "--form", str(masters / "様式定義.xlsx")]
    return CliRunner().invoke(main, [command, *arguments, *options, "-o", str(folder / "outputs")])


def edit(path: Path, edits: Edits) -> int:
    """Type into cells of a workbook; gives how many."""
    book = open_book(path)
    for sheet, cells in edits.items():
        for address, text in cells.items():
            book[sheet][address] = text
    book.save(path)
    return sum(len(cells) for cells in edits.values())


def fill(folder: Path, said: Mapping[str, str], phase: str = "") -> None:
    """Fill the open cells of every distributed form, by field; save them as returns."""
    for path in sorted((folder / "outputs").glob(f"*年度/配布/{phase}/*.xlsx".replace("//", "/"))):
        book = open_book(path)
        for sheet in book:
            for row in sheet.iter_rows():
                field = str(row[0].value or "").rpartition("/")[2]
                for cell in row[1:]:
                    is_open = not isinstance(cell, MergedCell) and not cell.protection.locked
                    if is_open and cell.value in (None, "") and field in said:
                        cell.value = said[field]
        target = folder / "inputs" / phase / path.name
        target.parent.mkdir(exist_ok=True)
        book.save(target)


def result_of(folder: Path) -> dict[str, Any]:
    (path,) = (folder / "outputs").glob("*年度/収集結果.json")
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


def texts_in(path: Path) -> Iterator[str]:
    """Everything that a person may read in an output: names, cells, notes, heads, properties."""
    yield path.name
    if path.suffix != ".xlsx":
        yield path.read_text(encoding="utf-8-sig")
        return
    book = open_book(path)
    yield from (str(book.properties.title), str(book.properties.subject))
    yield str(book.properties.keywords)
    for sheet in book:
        yield sheet.title
        yield from (str(part.text) for part in (sheet.oddHeader.left, sheet.oddFooter.left))
        for row in sheet.iter_rows():
            yield from (str(cell.value) for cell in row if cell.value is not None)
            yield from (cell.comment.text for cell in row if cell.comment)


def foreign_words(folder: Path) -> set[tuple[str, str]]:
    """Words of 逗子市 in any output of a city, with the file."""
    files = [path for path in (folder / "outputs").rglob("*") if path.is_file()]
    return {
        (path.name, word)
        for path in files
        for text in texts_in(path)
        for word in OF_ZUSHI
        if word in text
    }
