"""The handbook, offline."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from zushi_xl.cli.commands import main
from zushi_xl.workflow.handbook import handbook_pages, look_up
from zushi_xl.workflow.init import init


def test_the_pages_are_those_for_officers() -> None:
    names = {page.stem for page in handbook_pages()}
    assert {"手引き", "計画マスタ", "様式定義", "点検ルール"} <= names
    assert "architecture" not in names


def test_a_heading_comes_before_a_mention() -> None:
    found = look_up("評価基準")
    assert found[0].heading == "評価基準"
    assert any("達成率" in section.text for section in found)


def test_a_word_without_a_heading_is_found_in_the_text() -> None:
    assert any("再掲" in section.text for section in look_up("再掲元"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_command() -> None:
    assert "計画マスタ：評価基準" in run("help", "評価基準").output
    assert "手引き" in run("help").output
    said = run("help", "存在しない語")
    assert said.exit_code == 2
    assert "説明はありません" in said.output


def test_init_writes_it(tmp_path: Path) -> None:
    init(tmp_path / "市")
    assert (tmp_path / "市" / "説明書" / "計画マスタ.md").read_text(encoding="utf-8")
