"""Two years of a planning division, told as a script: init, 2024 in three rounds, the council, the new
year, and 2025 with last year's books still in the folder.

Every step is a command as a person types it; the divisions' books are written with openpyxl.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.form.person import open_fields, sensible
from zushi_xl.cli.commands import main
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import load_masters
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workflow.distribute import book_paths

LATE, WRONG, SURE = "社会教育課", "子育て支援課", "市民協働課"


class City:
    """A working folder, and what people do in it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.inputs, self.outputs = folder / "inputs", folder / "outputs"
        self.form = folder / "templates_xlsx" / "様式定義.xlsx"
        self.plan = folder / "templates_xlsx" / "計画マスタ.xlsx"

    def types(self, *arguments: object, code: int = 0) -> str:
        said = CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
        assert said.exit_code == code, said.output
        return said.output

    def masters(self, *arguments: object) -> tuple[object, ...]:
        return (*arguments, "--plan", self.plan, "--form", self.form)

    def distributes(self) -> str:
        return self.types(*self.masters("distribute", "-o", self.outputs))

    def collects(self, *more: object) -> dict[str, Any]:
        self.types(*self.masters("collect", self.inputs, "-o", self.outputs, *more))
        return self.result()

    def result(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            (self.outputs / f"{self.year}年度" / "収集結果.json").read_text(encoding="utf-8")
        )
        return found

    @property
    def builder(self) -> FormBuilder:
        masters = load_masters(self.plan, self.form)
        return FormBuilder(masters.plan, masters.form)

    @property
    def year(self) -> int:
        return self.builder.plan.fiscal_year

    def division_fills(self, division: str, spoilt: dict[FieldType, str] | None = None) -> None:
        """Fill in the distributed book and send it back; ``spoilt`` is typed where it says."""
        builder = self.builder
        book = open_book(book_paths(builder, self.outputs)[division])
        for sheet in builder.sheets(builder.identity_of(division)):
            for slot, cell in open_fields(sheet, division):
                typed = (spoilt or {}).get(slot.field.type, sensible(builder.plan, slot))
                book[sheet.name][cell].value = typed
        book.save(self.inputs / f"{self.year}_{division}.xlsx")

    def division_mends(self, division: str, round_: int, right: dict[FieldType, str]) -> None:
        """Mend the fields of a type in the 差し戻し and send it back."""
        builder = self.builder
        name = f"{division}_差し戻し{round_}.xlsx"
        book = open_book(self.outputs / f"{self.year}年度" / "差し戻し" / name)
        for sheet in builder.sheets(builder.identity_of(division)):
            for slot, cell in open_fields(sheet, division):
                if slot.field.type in right:
                    book[sheet.name][cell].value = right[slot.field.type]
        book.save(self.inputs / f"{self.year}_{name}")


def states(result: dict[str, Any]) -> dict[str, str]:
    return {d["name"]: d["state"] for d in result["divisions"]}


def errors(result: dict[str, Any], division: str) -> list[str]:
    return sorted(
        f["rule"]
        for f in result["findings"]
        if f["division"] == division and f["severity"] == "error" and not f["waived"]
    )


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("two_years") / "市")


def test_two_years(city: City) -> None:
    # ------------------------------------------------ 2024: the folder, the forms
    city.types("init", city.folder)
    assert "課分の様式を作りました" in city.distributes()
    divisions = city.builder.pages.divisions

    # round 1: one division is late, one writes amounts and grades that nobody can read
    for division in divisions:
        if division == WRONG:
            bad = {FieldType.MONEY: "2百万円ほか", FieldType.RATING: "Ｅ"}
            city.division_fills(division, bad)
        elif division != LATE:
            city.division_fills(division)
    first = city.collects()
    assert states(first)[LATE] == "未提出"
    assert states(first)[WRONG] == "要修正"
    assert set(errors(first, WRONG)) == {"budget-unreadable", "rating-unknown"}
    assert {f["rule"] for f in first["findings"] if f["division"] == LATE} == {"division-missing"}
    said = city.types(*city.masters("status", city.inputs), code=1)
    assert f"督促文　{LATE}" in said

    # round 2: the late one comes, the wrong one mends half
    city.division_fills(LATE)
    city.division_mends(WRONG, 2, {FieldType.RATING: "A"})
    second = city.collects()
    assert states(second)[LATE] != "未提出"
    assert set(errors(second, WRONG)) == {"budget-unreadable"}
    changes = {c["change"] for c in second["round_changes"] if c["division"] == WRONG}
    assert {"fixed", "remains"} <= changes

    # round 3: the rest
    city.division_mends(WRONG, 3, {FieldType.MONEY: "1,234,567円"})
    third = city.collects()
    assert not [f for f in third["findings"] if f["severity"] == "error" and not f["waived"]]
    assert {i["status"] for i in third["inputs"]} == {"adopted", "superseded"}

    # the council: kept, and nothing changes afterwards
    frozen = city.collects("--freeze", "確定")
    assert frozen == third
    actual = {
        (k["code"], k["kpi"]): k["value"]
        for k in frozen["kpi_values"]
        if (k["period"], k["status"]) == ("2024", "actual")
    }
    ratings = {e["code"]: e["rating"] for e in frozen["evaluations"]}

    # ------------------------------------------------ 2025: the year turns
    city.types(*city.masters("rollover", "-o", city.outputs))
    city.plan = city.plan.with_name("計画マスタ_2025年度.xlsx")
    assert city.year == 2025
    plan = city.builder.plan
    carried = {
        (kpi.code, kpi.number): kpi.values["2024"].quantity.value
        for kpi in plan.kpis
        if "2024" in kpi.values
    }
    for key, value in actual.items():
        if value is not None:
            assert carried[key] is not None
            assert f"{carried[key]:f}" == value
    for section in plan.sections:
        if ratings.get(section.code):
            assert section.texts["前年度の評価"].startswith(ratings[section.code] or "")

    # last year's books are still in the folder; one division has answered
    city.distributes()
    city.division_fills(SURE)
    latest = city.collects()
    received = {d["name"] for d in latest["divisions"] if d["status"] == "received"}
    assert received == {SURE}
    told = {i["file"]: i["status"] for i in latest["inputs"]}
    assert told[f"2025_{SURE}.xlsx"] == "adopted"
    assert {status for file, status in told.items() if file.startswith("2024_")} == {"ignored"}
    assert {f["rule"] for f in latest["findings"] if (f["file"] or "").startswith("2024_")} == {
        "wrong-year"
    }
    before = [k for k in latest["kpi_values"] if (k["period"], k["status"]) == ("2024", "actual")]
    assert {(k["code"], k["kpi"]): k["value"] for k in before if k["value"]} == {
        key: value for key, value in actual.items() if value
    }

    # 2024 stays as it was kept
    kept = json.loads(
        (city.outputs / "2024年度" / "確定" / "確定.json").read_text(encoding="utf-8")
    )
    assert kept["result"] == frozen
