"""Two years in a row, as people live them: distribute, fill, collect, roll over, and again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner, Result
from openpyxl.workbook import Workbook

from tests.conftest import ROOT, open_book
from tests.samples.answers import ANSWERS
from tests.samples.make_inputs import below, beneath, beside, fill, sheet_of
from zushi_xl.cli.commands import main

FORM = ROOT / "templates_xlsx" / "様式定義.xlsx"


class Typed(NamedTuple):
    """What is typed for one section in the second year."""

    values: tuple[str, ...]
    rating: str
    remarks: str = ""
    next_steps: str = "・地域の声を聞きながら、少しずつ広げる。"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        main, [*map(str, arguments), "--form", str(FORM)], catch_exceptions=False
    )


def distributed(plan: Path, output: Path, year: int) -> Mapping[str, Path]:
    """The books of the year by division."""
    result = run("distribute", "--plan", plan, "-o", output)
    assert result.exit_code == 0, result.output
    return {
        path.name.split("_")[0]: path for path in (output / f"{year}年度" / "配布").glob("*.xlsx")
    }


def returned(
    books: Mapping[str, Path], inputs: Path, type_into: Mapping[str, Callable[[Workbook], None]]
) -> Path:
    """A folder with the books that came back."""
    inputs.mkdir(parents=True)
    for division, fill_in in type_into.items():
        book = open_book(books[division])
        fill_in(book)
        book.save(inputs / books[division].name)
    return inputs


def facts(output: Path, year: int) -> dict[str, Any]:
    path = output / f"{year}年度" / "収集結果.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


# ------------------------------------------------------------------ the first year


def first_answers() -> dict[str, Callable[[Workbook], None]]:
    """What the sample divisions answer, without the planted mistakes."""
    return {division: _answering(division) for division in ANSWERS}


def _answering(division: str) -> Callable[[Workbook], None]:
    def answer(book: Workbook) -> None:
        fill(book, division)
        if division in _CORRECTED:
            _CORRECTED[division](book)

    return answer


def _nursing(book: Workbook) -> None:
    below(sheet_of(book, "1-3-①"), "1-3-①/next_steps").value = "・体験会の回数を増やす。"


def _children(book: Workbook) -> None:
    beside(sheet_of(book, "1-5-①"), "1-5-①/rating", "進捗状況評価").value = "B"


def _school(book: Workbook) -> None:
    sheet = sheet_of(book, "2-4-①")
    beneath(sheet, "2-4-①/KPI1/values/時点", "2024年度").value = "86.6%"


def _trade(book: Workbook) -> None:
    tag = "4-5-②-②/budget_program"
    beside(sheet_of(book, "4-5-②"), tag, "【参考】実績額").value = "2,013,000円"


def _environment(book: Workbook) -> None:
    sheet = sheet_of(book, "3-1-⑤")
    beneath(sheet, "3-1-⑤/KPI1/values/時点", "2024年度").value = "1,640人"


_CORRECTED: dict[str, Callable[[Workbook], None]] = {
    "高齢介護課": _nursing,
    "子育て支援課": _children,
    "学校教育課": _school,
    "経済観光課": _trade,
    "環境都市課": _environment,
}


# ------------------------------------------------------------------ the second year


def type_sections(book: Workbook, answers: Mapping[str, Typed], year: int) -> None:
    for code, typed in answers.items():
        sheet = sheet_of(book, code)
        for number, value in enumerate(typed.values, 1):
            beneath(sheet, f"{code}/KPI{number}/values/時点", f"{year}年度").value = value
        beside(sheet, f"{code}/rating", "進捗状況評価").value = typed.rating
        if code.count("-") == 2:
            below(sheet, f"{code}/remarks").value = typed.remarks
            below(sheet, f"{code}/next_steps").value = typed.next_steps


def type_initiatives(book: Workbook, answers: Mapping[str, tuple[str, str]], year: int) -> None:
    for code, (results, amount) in answers.items():
        sheet = sheet_of(book, code)
        beside(sheet, f"{code}/results", f"{year}年度実施内容").value = results
        beside(sheet, f"{code}/budget_program", "【参考】実績額").value = amount
