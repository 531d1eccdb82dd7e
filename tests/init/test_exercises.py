"""The exercises of あなたの市の一年を一時間で end as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests import documented_year
from zushi_xl.cli.commands import main

TEXT = "".join(documented_year.PAGE.read_text(encoding="utf-8").split())
PLAN = Path("templates_xlsx", "計画マスタ.xlsx")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    run("init")
    documented_year.type_into_master(PLAN)
    return tmp_path


def test_an_unknown_division_is_told_with_its_cell(folder: Path) -> None:
    assert "主担当課を一つ「海辺課」に変えて" in TEXT
    book = load_workbook(folder / PLAN)
    book["具体的施策"]["D2"].value = "海辺課"
    book.save(folder / PLAN)
    said = run("distribute")
    assert said.exit_code == 2
    assert "計画マスタ.xlsx 具体的施策 D2：「主担当課」の「海辺課」" in said.output
    book["具体的施策"]["D2"].value = "環境課"
    book.save(folder / PLAN)
    assert run("distribute").exit_code == 0


def test_a_missing_division_and_a_slip_of_digits_are_told(folder: Path) -> None:
    assert "市民課が「未提出」と出ます" in TEXT
    assert "「約142万人」に書き換えて" in TEXT
    run("distribute")
    documented_year.fill("環境課", folder, documented_year.TYPED["環境課"])
    lines = run("status", "inputs/", "--no-reminders").output.splitlines()
    (line,) = (line for line in lines if "市民課" in line and "│" in line)
    assert "未提出" in line
    documented_year.fill("市民課", folder, documented_year.TYPED["市民課"])
    assert "要修正 0 件　要確認 0 件" in run("collect", "inputs/").output
    documented_year.fill("環境課", folder, "約142万人")
    assert "要修正 0 件　要確認 1 件" in run("collect", "inputs/").output
