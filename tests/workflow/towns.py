"""Invented towns written as plain text: their masters as files, forms filled as people do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook

from tests.conftest import open_book
from tests.masters.books import sheets_of
from tests.samples.make_inputs import beside, sheet_of
from zushi_xl.cli.commands import main

Filled = Mapping[tuple[str, str], str]  # by the tag of the line and the label beside the field


class Town:
    """A folder with two masters, in which commands are run."""

    def __init__(self, folder: Path, plan: str, form: str):
        self.folder = folder
        self.plan = _written(folder / "計画マスタ.xlsx", plan)
        self.form = _written(folder / "様式定義.xlsx", form)
        self.output = folder / "outputs"

    def run(self, *arguments: str | Path) -> Result:
        masters = ("--plan", self.plan, "--form", self.form)
        words = [str(a) for a in (*arguments, *masters)]
        return CliRunner().invoke(main, words, catch_exceptions=False)

    def distribute(self, *options: str) -> dict[str, Path]:
        """The books just made, by the name before the first underline."""
        made = self.run("distribute", "-o", self.output, *options)
        assert made.exit_code == 0, made.output
        paths = [Path(line) for line in made.output.splitlines() if line.endswith(".xlsx")]
        return {path.name.split("_")[0]: path for path in paths}

    def fill(self, book: Path, inputs: str, filled: Filled) -> Path:
        """Fill a distributed book in and put it into the folder ``inputs``."""
        opened = open_book(book)
        for (tag, label), text in filled.items():
            beside(sheet_of(opened, tag.split("/")[0]), tag, label).value = text
        folder = self.folder / inputs
        folder.mkdir(parents=True, exist_ok=True)
        opened.save(folder / book.name)
        return folder / book.name

    def collect(self, inputs: str, *options: str) -> dict[str, Any]:
        done = self.run("collect", self.folder / inputs, "-o", self.output, *options)
        assert done.exit_code in (0, 1), done.output
        return self.result()

    def result(self) -> dict[str, Any]:
        (path,) = self.output.glob("*/収集結果.json")
        result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return result

    def csv(self, name: str) -> list[list[str]]:
        (path,) = self.output.glob(f"*/公開データ/{name}")
        return [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]


def _written(path: Path, text: str) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, cells in sheets_of(text).items():
        sheet = book.create_sheet(name)
        for (row, column), cell in cells.items():
            sheet.cell(row + 1, column + 1, cell.text)
    book.save(path)
    return path
