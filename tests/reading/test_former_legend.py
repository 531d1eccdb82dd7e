"""Books distributed by an earlier version carry its legend: nobody has written it."""

from __future__ import annotations

from pathlib import Path

import zushi_xl
from tests.conftest import ROOT, open_book
from zushi_xl.form.frame import FORMER_LEGENDS

SCHOOL = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"


def _strays(tmp_path: Path, legend: str) -> list[str]:
    book = open_book(SCHOOL)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=2):
            if str(row[0].value or "").endswith("/枠/legend"):
                row[1].value = legend
    path = tmp_path / "returned.xlsx"
    book.save(path)
    folder = ROOT / "templates_xlsx"
    year = zushi_xl.collect(
        path, plan=folder / "計画マスタ.xlsx", form=folder / "様式定義.xlsx", workers=0
    )
    return [f.rule for f in year.findings if f.rule == "stray-text"]


def test_a_former_legend_is_the_forms_own(tmp_path: Path) -> None:
    assert _strays(tmp_path, FORMER_LEGENDS[0]) == []


def test_a_legend_that_somebody_added_to_is_told(tmp_path: Path) -> None:
    assert _strays(tmp_path, f"{FORMER_LEGENDS[0]}五月は閉館でした。") == ["stray-text"] * 2
