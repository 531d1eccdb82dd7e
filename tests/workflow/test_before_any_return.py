"""``status`` in the weeks when nothing has come back yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.own_form.forms import masters_in
from tests.workflow.command import run
from zushi_xl.cli.commands import main


@pytest.mark.parametrize(
    "there", [(), ("~$学校教育課.xlsx",), ("依頼文.pdf",), (".DS_Store", "依頼文.docx")]
)
def test_all_divisions_are_listed_as_missing(tmp_path: Path, there: tuple[str, ...]) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"x")
    result = run("status", tmp_path)
    assert result.exit_code == 0
    rows = [re.split("[│|]", line) for line in result.output.splitlines()]
    states = [cells[2].strip() for cells in rows if len(cells) > 3 and "状態" not in cells[2]]
    assert states == ["未提出"] * 9, result.output


def test_a_citys_own_form_is_listed_as_missing_too(tmp_path: Path) -> None:
    masters_in(tmp_path)
    (tmp_path / "inputs").mkdir()
    plan, form = tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx"
    given = ["--plan", str(plan), "--form", str(form)]
    result = CliRunner().invoke(main, ["status", str(tmp_path / "inputs"), *given])
    assert result.exit_code == 0
    assert result.output.splitlines()[-2:] == ["  企画課：未提出", "  福祉課：未提出"]
    refused = CliRunner().invoke(main, ["check", str(tmp_path / "inputs"), *given])
    assert refused.exit_code == 2


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    result = run("status", tmp_path / "inputs")
    assert result.exit_code == 2
    assert "見つかりません" in result.output


def test_a_collection_still_wants_a_return(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    result = run("collect", tmp_path / "inputs", "-o", tmp_path / "outputs")
    assert result.exit_code == 2
    assert "届いたファイルを入れて" in result.output
