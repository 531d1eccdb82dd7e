"""A published kind of city by edited masters alone: typed into the empty ones, distributed, filled
in by hand, collected.

Masters are plain tables: ``# sheet``, then rows parted by |; a sheet that is named is typed anew,
of 設定 only the values that are named. A line of answers is a place, the label of a field (or its
id), and what is typed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import open_book
from tests.new_city.whole_year import result_of, run
from zushi_xl.cli.commands import main

KINDS = Path(__file__).parent / "kinds"
SETTINGS = """# 設定
団体名 | 試み村
計画名 | 試み村計画
評価年度 | 2024
計画開始年度 | 2023
計画終了年度 | 2026
取りまとめ課 | 総務課
"""
"""The plan of a village of our own, for masters that are typed in a test."""
TWO_LEVELS = f"""{SETTINGS}# 階層
階層 | コードの形 | 番号の付け方 | 様式
施策 | 1 | | シート
事業 | ① | | ブロック
"""
"""The same, with measures and what is done of them."""


def table(name: str) -> str:
    """The masters and answers of a kind: ``nagayo.plan``, ``nagayo.form``, ``nagayo.answers``."""
    return (KINDS / f"{name}.txt").read_text("utf-8")


def city(folder: Path, name: str) -> City:
    return City(folder / name, table(f"{name}.plan"), table(f"{name}.form"))


class City:
    """The folder of a city, and its year."""

    def __init__(self, folder: Path, plan: str, form: str):
        self.folder = folder
        assert CliRunner().invoke(main, ["init", "--empty", str(folder)]).exit_code == 0
        self.edit(plan, "計画マスタ.xlsx")
        self.edit(form, "様式定義.xlsx")

    def edit(self, tables: str, name: str) -> None:
        """Type tables into a master."""
        path = self.folder / "templates_xlsx" / name
        book = open_book(path)
        for sheet, rows in _tables(tables):
            if sheet == "設定":
                _set(book[sheet], dict(row[:2] for row in rows))
                continue
            if sheet in book.sheetnames:
                del book[sheet]
            target = book.create_sheet(sheet)
            for row in rows:
                target.append(row)
        book.save(path)

    def distribute(self, phase: str = "") -> Result:
        result = run(self.folder, "distribute", *_phase(phase), "--overwrite")
        assert result.exit_code == 0, result.output
        return result

    def fill(self, answers: str, phase: str = "", *, locked: str = "") -> None:
        """Type answers into every form that is open for them, and ``locked`` ones into cells that
        are not, and send the forms back. What is named and stands nowhere is a mistake of the
        test."""
        said = {(place, name): (text, False) for place, name, text in _rows(answers)}
        said |= {(place, name): (text, True) for place, name, text in _rows(locked)}
        typed: set[tuple[str, str]] = set()
        for path in self.forms(phase):
            book = open_book(path)
            for sheet in book:
                typed |= _type(sheet, said)
            target = self.folder / "inputs" / phase / path.name
            target.parent.mkdir(exist_ok=True)
            book.save(target)
        assert set(said) == typed, f"not open anywhere: {sorted(set(said) - typed)}"

    def forms(self, phase: str = "") -> list[Path]:
        return sorted(self.folder.glob(f"outputs/*年度/配布/{phase + '/' if phase else ''}*.xlsx"))

    def collect(self, phase: str = "") -> dict[str, Any]:
        inputs = self.folder / "inputs" / phase
        result = run(self.folder, "collect", str(inputs), *_phase(phase))
        assert result.exit_code == 0, result.output
        return result_of(self.folder)

    def year(self, answers: str) -> dict[str, Any]:
        """The facts of a year without phases."""
        self.distribute()
        self.fill(answers)
        return self.collect()

    @property
    def outputs(self) -> Path:
        (folder,) = self.folder.glob("outputs/*年度")
        return folder

    def csv(self, name: str) -> list[dict[str, str]]:
        text = (self.outputs / "公開データ" / f"{name}.csv").read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def sheet(self, name: str) -> list[str]:
        """The rows of a sheet of the annual book, what stands in them parted by |."""
        books = [p for p in self.outputs.glob("*年度.xlsx") if not p.name.startswith("点検結果")]
        (path,) = books
        rows = open_book(path)[name].iter_rows(values_only=True)
        lines = (" | ".join(str(cell) for cell in row if cell is not None) for row in rows)
        return [line for line in lines if line]


def grades(facts: dict[str, Any], field: str) -> dict[str, str | None]:
    """By place: the grade of a rating field."""
    found = {
        item["code"]: rating["grade"]
        for kind in ("evaluations", "initiatives")
        for item in facts[kind]
        for rating in item["ratings"]
        if rating["field"] == field
    }
    for kpi in facts["kpis"]:
        if field in kpi["extra"]:
            found[f"{kpi['code']}/KPI{kpi['kpi']}"] = kpi["extra"][field]
    return found


def told(facts: dict[str, Any], *rules: str) -> list[tuple[str, str, str]]:
    """Rule, place and field of the findings, sorted."""
    return sorted(
        (f["rule"], f["code"], f["field"])
        for f in facts["findings"]
        if f["rule"] in rules or not rules
    )


def _phase(phase: str) -> tuple[str, ...]:
    return ("--phase", phase) if phase else ()


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        if line.strip():
            yield [cell.strip() for cell in line.split("|")]


def _tables(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    for part in text.strip().removeprefix("# ").split("\n# "):
        name, _, rows = part.partition("\n")
        yield name.strip(), [[cell or None for cell in row] for row in _rows(rows)]


def _set(sheet: Worksheet, values: dict[str, str]) -> None:
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in values:
            row[1].value = values.pop(row[0].value)
    for pair in values.items():
        sheet.append(pair)


def _type(sheet: Worksheet, said: dict[tuple[str, str], tuple[str, bool]]) -> set[tuple[str, str]]:
    """Type what is said into the cells of a sheet; gives what was typed. A field is known by the
    label to its left or over it, the first that is open in a line by its id too."""
    typed = set()
    over = ""
    for row in sheet.iter_rows():
        place, _, field = str(row[0].value or "").rpartition("/")
        label, over = over, ""
        for cell in row[1:]:
            if isinstance(cell, MergedCell) or not place:
                continue
            is_locked = bool(cell.protection.locked)
            for key in {(place, label), (place, "" if is_locked else field)} & set(said):
                text, into_locked = said[key]
                if is_locked is into_locked and key not in typed:
                    cell.value = text
                    typed.add(key)
            if is_locked:
                label = str(cell.value or label).split("\n")[0]
            else:
                field = ""
            over = label if field == "見出し" else over
    return typed
