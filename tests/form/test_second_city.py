"""Another city by two workbooks alone, all the way: distribute, fill, collect, print."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.form.person import at_office, filling
from tests.samples.second_city import DIVISIONS, FOREIGN, write_masters
from tests.xlsx_out.office import convert, text_of_pdf
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import load_masters
from zushi_xl.sheets.form import FormBuilder

pytestmark = pytest.mark.office

VOICE = "木陰があって歩きやすいという声がありました。"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two masters, the books as distributed, as filled, and the results."""
    folder = tmp_path_factory.mktemp("city")
    masters = [str(path) for path in write_masters(folder)]
    options = ["--plan", masters[0], "--form", masters[1], "-o", str(folder / "outputs")]
    assert _run("distribute", *options).exit_code == 0
    (folder / "inputs").mkdir()
    for path in sorted((folder / "outputs").glob("2026年度/配布/*.xlsx")):
        _fill(path, folder)
    result = _run("collect", str(folder / "inputs"), *options)
    assert result.exit_code in (0, 1), result.output
    return folder


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def _fill(path: Path, folder: Path) -> None:
    masters = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    builder = FormBuilder(masters.plan, masters.form)
    division = path.name.split("_")[0]
    steps: list[tuple[str, ...]] = list(filling(builder, division))
    if division == DIVISIONS[0]:
        sheet = next(s for s in open_book(path).sheetnames if s.startswith("1-①"))
        form = next(s for s in builder.sheets(builder.identity_of(division)) if s.name == sheet)
        place = next(a1 for key, a1 in form.places.items() if key.field == "owner_view")
        steps.append(("type", sheet, place, VOICE))
    steps.append(("save", str(folder / "inputs" / path.name)))
    at_office(path, steps, folder)


@pytest.fixture(scope="module")
def facts(city: Path) -> dict[str, Any]:
    path = city / "outputs" / "2026年度" / "収集結果.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_every_division_is_received(facts: dict[str, Any]) -> None:
    states = {d["name"]: d["status"] for d in facts["divisions"]}
    assert {name: states[name] for name in DIVISIONS} == dict.fromkeys(DIVISIONS, "received")
    assert [f for f in facts["findings"] if f["severity"] == "error"] == []


def test_grades_fields_and_years_are_the_citys_own(facts: dict[str, Any]) -> None:
    ratings = {e["code"]: (e["level"], e["rating"]) for e in facts["evaluations"] if e["rating"]}
    assert ratings == {
        "1": ("pillar", "A"),
        "1-①": ("measure", "A"),
        "2-①": ("measure", "A"),
    }
    measure = next(e for e in facts["evaluations"] if e["code"] == "1-①")
    assert measure["extra"]["owner_view"] == VOICE
    courses = {i["code"]: i["extra"]["course"] for i in facts["initiatives"]}
    assert courses == {"1-①-①": "拡充", "1-①-②": "拡充", "2-①-①": "拡充"}
    periods = {v["period"] for v in facts["kpi_values"]}
    assert {"2024.3", "2026", "2031", "target"} <= periods
    assert "2023" not in periods


def test_amounts_are_counted_once(facts: dict[str, Any]) -> None:
    amounts = {p["name"]: p["amount_yen"] for p in facts["budget_programs"]}
    assert amounts["道づくり事業"] == 1234567


def test_no_word_of_another_city_is_printed(city: Path, tmp_path: Path) -> None:
    """In the forms and the annual book, on paper; in the names of the files."""
    year = city / "outputs" / "2026年度"
    books = [*year.glob("配布/*.xlsx"), year / "進捗状況評価_2026年度.xlsx"]
    for path in books:
        copy = shutil.copy(path, tmp_path / f"{len(path.name)}-{path.name}")
        printed = re.sub(r"\s", "", text_of_pdf(convert(Path(copy), "pdf", tmp_path)))
        found = {word: _around(printed, word) for word in FOREIGN if word in printed}
        assert found == {}, path.name
        assert "施策" in printed
        assert "青葉台市" in printed


def _around(text: str, word: str) -> str:
    start = text.index(word)
    return text[max(0, start - 12) : start + 20]
