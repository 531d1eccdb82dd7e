"""The working folder: what comes into it, what stays as it was, what is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from zushi_xl.cli.commands import main
from zushi_xl.workflow import init as init_module

NAMES = {"templates_xlsx", "inputs", "outputs", "説明書", "手引き.txt"}


def _init(*arguments: object) -> Any:
    return CliRunner().invoke(main, ["init", *map(str, arguments)], catch_exceptions=False)


def test_a_new_folder_gets_everything(tmp_path: Path) -> None:
    result = _init(tmp_path / "進捗評価")
    assert result.exit_code == 0
    folder = tmp_path / "進捗評価"
    assert {path.name for path in folder.iterdir()} == NAMES
    for name in ("計画マスタ.xlsx", "様式定義.xlsx"):
        shipped = (ROOT / "templates_xlsx" / name).read_bytes()
        assert (folder / "templates_xlsx" / name).read_bytes() == shipped
    assert list((folder / "inputs").iterdir()) == []
    assert list((folder / "outputs").iterdir()) == []


def test_the_guide_opens_in_any_windows_editor(tmp_path: Path) -> None:
    _init(tmp_path)
    raw = (tmp_path / "手引き.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 10
    text = raw.decode("utf-8-sig")
    for command in ("distribute", "collect", "rollover", "status", "check"):
        assert f"zushi-xl {command}" in text


def test_the_samples_come_with_their_folders(tmp_path: Path) -> None:
    _init(tmp_path, "--sample")
    made = {p.relative_to(tmp_path / "inputs") for p in (tmp_path / "inputs").rglob("*.xlsx")}
    assert made == {p.relative_to(ROOT / "inputs") for p in (ROOT / "inputs").rglob("*.xlsx")}


def test_nothing_of_python_comes_with_the_handbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    (docs / "examples" / "__pycache__").mkdir(parents=True)
    (docs / "examples" / "__pycache__" / "trends.pyc").write_bytes(b"x")
    (docs / "手引き.md").write_text("# 手引き\n", encoding="utf-8")
    there = init_module.shipped
    monkeypatch.setattr(init_module, "shipped", lambda n: docs if n == "docs" else there(n))
    assert _init(tmp_path / "市").exit_code == 0
    laid = (tmp_path / "市" / "説明書").rglob("*")
    assert sorted(path.name for path in laid) == ["手引き.md", "説明書.html"]


def test_what_is_there_stays_as_it_was(tmp_path: Path) -> None:
    plan = tmp_path / "templates_xlsx" / "計画マスタ.xlsx"
    plan.parent.mkdir()
    plan.write_bytes(b"ours")
    result = _init(tmp_path)
    assert result.exit_code == 0
    assert plan.read_bytes() == b"ours"
    assert f"そのまま：{plan}" in result.output.splitlines()
    assert f"作成：{plan.with_name('様式定義.xlsx')}" in result.output.splitlines()


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    _init(tmp_path, "--sample")
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    result = _init(tmp_path, "--sample")
    assert result.exit_code == 0
    assert "作成" not in result.output
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "写真.jpg").write_bytes(b"")
    result = _init(tmp_path)
    assert result.exit_code == 2
    assert "空のフォルダではありません（写真.jpg など）" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["写真.jpg"]


@pytest.mark.parametrize("name", [".git", ".venv", "desktop.ini"])
def test_hidden_things_do_not_count(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert _init(tmp_path).exit_code == 0


def test_an_environment_of_python_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    assert _init(tmp_path).exit_code == 0


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "計画").write_bytes(b"")
    result = _init(tmp_path / "計画")
    assert result.exit_code == 2
    assert "フォルダの名前を指定してください" in result.stderr


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inputs").write_bytes(b"")
    result = _init(tmp_path)
    assert result.exit_code == 2
    assert "inputs を作れません" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_handbook_has_its_pictures_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    _init(tmp_path)
    for page in (tmp_path / "説明書").glob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("../"):  # of the repository alone
                assert (page.parent / target).exists(), (page.name, target)
