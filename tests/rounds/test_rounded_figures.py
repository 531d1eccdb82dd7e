"""A figure that its cell rounds (15.138 seen as 15.1%): what each product says, round after round."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.suite.pages import Case, Change, Step
from tests.suite.places import Places
from tests.suite.town import FORM, INPUTS, PLAN, write_case
from zushi_xl.cli.commands import main

PLACE = "1-1-① KPI2 2024年度"
SEEN = Case("seen", "", True, "", (Step("福祉課", "数値", PLACE, "0.15138 書式 0.0%"),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rounded")
    write_case(SEEN, folder)
    _run(folder, "collect", str(folder / INPUTS), "-o", str(folder / "outputs"), "--site")
    return folder


def _run(folder: Path, *arguments: str) -> None:
    masters = ["--plan", str(folder / PLAN), "--form", str(folder / FORM)]
    result = CliRunner().invoke(main, [*arguments, *masters], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def _figure(outputs: Path) -> dict[str, Any]:
    (path,) = outputs.rglob("収集結果.json")
    values = json.loads(path.read_text(encoding="utf-8"))["kpi_values"]
    asked = ("1-1-①", 2, "2024")
    return next(v for v in values if (v["code"], v["kpi"], v["period"]) == asked)


def test_the_value_is_whole_and_asked_about(folder: Path) -> None:
    figure = _figure(folder / "outputs")
    assert (figure["value"], figure["text"]) == ("15.138", "15.1％")
    assert figure["review"] == "confirm"


def test_a_figure_of_the_plan_is_printed_as_it_is_seen(tmp_path: Path) -> None:
    change = Change("KPI", "1-1-① 2", "2023年度＝＃0.13549 0.0%")
    write_case(replace(SEEN, plan=(change,)), tmp_path)
    _run(tmp_path, "collect", str(tmp_path / INPUTS), "-o", str(tmp_path / "outputs"))
    (path,) = (tmp_path / "outputs").rglob("収集結果.json")
    values = json.loads(path.read_text(encoding="utf-8"))["kpi_values"]
    asked = ("1-1-①", 2, "2023")
    figure = next(v for v in values if (v["code"], v["kpi"], v["period"]) == asked)
    assert (figure["text"], figure["value"]) == ("13.5％", "13.549")


def test_the_book_and_the_site_print_what_is_seen(folder: Path) -> None:
    (book,) = (folder / "outputs").rglob("進捗状況評価_2024年度.xlsx")
    sheets = open_book(book).worksheets
    printed = [sheet for sheet in sheets if not sheet.title.startswith("データ")]
    texts = [str(c.value) for s in printed for row in s.iter_rows() for c in row if c.value]
    assert any("15.1％" in text for text in texts)
    assert not [text for text in texts if "15.138" in text and text != "15.138"]
    pages = [p.read_text(encoding="utf-8") for p in (folder / "outputs").rglob("plan/*.html")]
    assert any("15.1％" in page for page in pages)
    assert not any("15.138" in page for page in pages)


def test_the_list_shows_as_many_decimals(folder: Path) -> None:
    (book,) = (folder / "outputs").rglob("進捗状況評価_2024年度.xlsx")
    cells = (c for row in open_book(book)["KPI一覧"].iter_rows() for c in row)
    (cell,) = [c for c in cells if c.value == 15.138]
    assert "0.0" in cell.number_format
    assert "0.00" not in cell.number_format


def test_next_years_master_has_what_was_printed(folder: Path) -> None:
    _run(folder, "rollover", "-o", str(folder / "outputs"))
    cells = open_book(folder / "計画マスタ_2025年度.xlsx")["KPI"].iter_rows()
    row = next(row for row in cells if (row[0].value, row[1].value) == ("1-1-①", "2"))
    assert "15.1％" in [cell.value for cell in row]


def test_the_correction_asks_with_what_is_seen(folder: Path) -> None:
    (path,) = (folder / "outputs").rglob("福祉課_差し戻し2.xlsx")
    workbook = open_book(path)
    place = Places(workbook).find(PLACE)
    assert workbook[place.sheet][place.cell].value == "15.1％"
    back = folder / "back"
    back.mkdir()
    workbook.save(back / path.name)
    _run(folder, "collect", str(folder / INPUTS), str(back), "-o", str(folder / "second"))
    figure = _figure(folder / "second")
    assert (figure["value"], figure["text"], figure["review"]) == ("15.1", "15.1％", "none")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("0.20004 書式 0.0%", "20.004％"),  # more than 20 %, as the target asks; 20.0 % is not
        ("0.19996 書式 0.0%", "20％"),  # neither is
        ("0.20096 書式 0.0%", "20.1％"),  # both are
    ],
)
def test_a_rounded_figure_says_whether_the_target_is_met(
    tmp_path: Path, typed: str, text: str
) -> None:
    write_case(replace(SEEN, steps=(Step("福祉課", "数値", PLACE, typed),)), tmp_path)
    _run(tmp_path, "collect", str(tmp_path / INPUTS), "-o", str(tmp_path / "outputs"))
    assert _figure(tmp_path / "outputs")["text"] == text
