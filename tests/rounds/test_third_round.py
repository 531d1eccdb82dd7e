"""What was mended in the second round still counts after the third: ルールの実績 looks at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, open_book
from tests.workflow.command import run
from zushi_xl.report.rule_years import rule_years

DIVISION = "経済観光課"
MENDED_AND_SPOILT = {"2百万円ほか": "2,134,500円", "A：順調である": None}


def sent_back(outputs: Path, round_: int) -> Path:
    return outputs / "2024年度" / "差し戻し" / f"{DIVISION}_差し戻し{round_}.xlsx"


def retyped(correction: Path, to: Path, typed: dict[str, str | None]) -> None:
    """Cells with one text get another, where people type."""
    book = open_book(correction)
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.value in typed and not cell.protection.locked:
                cell.value = typed[cell.value]
    book.save(to)


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An unreadable amount is mended in round 2 and a grade lost, which round 3 leaves."""
    folder = tmp_path_factory.mktemp("three")
    inputs = folder / "inputs"
    inputs.mkdir()
    shutil.copy(next((ROOT / "inputs").glob(f"*{DIVISION}*.xlsx")), inputs)
    run("collect", inputs, "-o", folder / "1")
    retyped(sent_back(folder / "1", 2), inputs / "二回目.xlsx", MENDED_AND_SPOILT)
    run("collect", inputs, "-o", folder / "2")
    retyped(sent_back(folder / "2", 3), inputs / "三回目.xlsx", {"約20万人": "200,500人"})
    run("collect", inputs, "-o", folder / "3")
    result = (folder / "3" / "2024年度" / "収集結果.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(result)
    return facts


def test_what_the_second_round_mended_is_kept(third: dict[str, Any]) -> None:
    told = [(c["round"], c["change"], c["rule"]) for c in third["earlier_changes"]]
    assert (2, "fixed", "budget-unreadable") in told
    assert {c["division"] for c in third["earlier_changes"]} == {DIVISION}


def test_the_list_of_the_last_round_is_of_that_round(third: dict[str, Any]) -> None:
    assert {c["round"] for c in third["round_changes"]} == {3}
    assert "budget-unreadable" not in {c["rule"] for c in third["round_changes"]}


def test_the_rule_has_one_that_was_fixed(third: dict[str, Any]) -> None:
    lines = {line.rule: line for line in rule_years([third])}
    assert lines["budget-unreadable"].fixed == 1
    assert lines["budget-unreadable"].open == 0
