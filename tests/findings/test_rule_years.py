"""ルールの実績: what became of each rule's findings, year by year."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, open_book
from tests.publish import small
from tests.workflow.command import run
from zushi_xl import rules
from zushi_xl.findings.finding import Problem
from zushi_xl.report.rule_years import rule_years
from zushi_xl.sheets.findings import findings_book
from zushi_xl.workflow.earlier_years import results_of, with_rule_years

assert rules  # declares them


def result(
    year: int, findings: Sequence[tuple[str, str, bool]], changes: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    return {
        "schema": 1,
        "fiscal_year": year,
        "findings": [{"rule": r, "severity": s, "waived": w} for r, s, w in findings],
        "round_changes": [{"rule": r, "change": c} for r, c in changes],
    }


BEFORE = result(
    2023,
    [("kpi-decimal", "confirm", True), ("kpi-decimal", "confirm", False)],
    [("kpi-decimal", "fixed"), ("kpi-decimal", "fixed"), ("too-long", "answered")],
)
NOW = result(
    2024,
    [("kpi-decimal", "confirm", True), ("cell-comment", "info", False), ("gone", "error", False)],
    [("kpi-decimal", "remains"), ("kpi-decimal", "new")],
)


def test_each_rule_by_year_and_in_sum() -> None:
    told = [tuple(line) for line in rule_years([NOW, BEFORE])]
    assert told == [  # rule, year, fixed, waived, answered, open
        ("too-long", "2023年度", 0, 0, 1, 0),
        ("kpi-decimal", "2023年度", 2, 1, 0, 1),
        ("kpi-decimal", "2024年度", 0, 1, 0, 0),
        ("kpi-decimal", "計", 2, 2, 0, 1),
    ]
    total = rule_years([BEFORE, NOW])[-1]
    assert (total.raised, total.accepted, total.corrected) == (5, Decimal("40.0"), Decimal("40.0"))


def test_a_result_of_an_earlier_version_names_no_rule_of_what_was_fixed() -> None:
    old = result(2023, [("kpi-decimal", "confirm", False)])
    old["round_changes"] = [{"change": "fixed"}]
    assert [tuple(line) for line in rule_years([old])] == [("kpi-decimal", "2023年度", 0, 0, 0, 1)]


def test_only_earlier_years_count() -> None:
    report = small.report()
    assert with_rule_years(report, []) == report
    later = {**BEFORE, "fiscal_year": report.fiscal_year}
    assert with_rule_years(report, [later]).rule_years == ()
    assert {line.year for line in with_rule_years(report, [BEFORE]).rule_years} == {"2023年度"}


def test_the_sheet() -> None:
    report = replace(small.report(), rule_years=rule_years([BEFORE, NOW]))
    sheet = findings_book(report).sheets[-1]
    assert sheet.name == "ルールの実績"
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(str(cell.value))
    lines = list(rows.values())
    assert lines[-1] == [
        *("kpi-decimal", "端数のある実数", "計", "5", "2", "2", "0", "1", "40.0", "40.0"),
    ]


def test_what_is_no_result_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="見つかりません"):
        results_of([tmp_path])
    (tmp_path / "収集結果.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problem, match="JSON として読めません"):
        results_of([tmp_path])


def test_last_years_result_by_the_command(tmp_path: Path) -> None:
    """A correction that came back names the rules of what it asked; the next year counts them."""
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    shutil.copytree(ROOT / "inputs", inputs)
    run("collect", inputs, "-o", outputs)
    sent = next((outputs / "2024年度" / "差し戻し").glob("*.xlsx"))
    book = open_book(sent)
    requests = book["修正のお願い"]
    heads = next(row for row in requests.iter_rows() if row[0].value == "No.")
    requests.cell(heads[0].row + 1, 7).value = "確かめました。"
    book.save(inputs / sent.name)
    run("collect", inputs, "-o", outputs)
    told = json.loads((outputs / "2024年度" / "収集結果.json").read_text(encoding="utf-8"))
    assert told["round_changes"]
    assert all(change["rule"] for change in told["round_changes"])
    year = tmp_path / "前の年度" / "2023年度"
    year.mkdir(parents=True)
    earlier = json.dumps({**told, "fiscal_year": 2023}, ensure_ascii=False)
    (year / "収集結果.json").write_text(earlier, encoding="utf-8")
    run("collect", inputs, "-o", outputs, "--years", year.parent)
    sheet = open_book(outputs / "2024年度" / "点検結果_2024年度.xlsx")["ルールの実績"]
    years = {row[2] for row in sheet.iter_rows(values_only=True)}
    assert years >= {"2023年度", "2024年度", "計"}
