"""What goes wrong at the command line ends in one Japanese line, status 2, nothing written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from zushi_xl.cli.commands import main

PLAN = ROOT / "templates_xlsx" / "計画マスタ.xlsx"
FORM = ROOT / "templates_xlsx" / "様式定義.xlsx"
INPUTS = ROOT / "inputs"


def run(*arguments: object, plan: Path = PLAN, form: Path = FORM) -> Result:
    masters = ["--plan", str(plan), "--form", str(form)]
    return CliRunner().invoke(main, [*map(str, arguments), *masters])


def assert_one_line(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("zushi-xl: ")
    for word in words:
        assert word in lines[0]


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    result = run("collect", tmp_path / "inputs", "-o", tmp_path / "out")
    assert_one_line(result, "Excel ブックがありません")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert_one_line(run("collect", tmp_path / "nai", "-o", tmp_path), "nai", "見つかりません")


def test_a_missing_plan(tmp_path: Path) -> None:
    result = run("collect", INPUTS, "-o", tmp_path, plan=tmp_path / "計画.xlsx")
    assert_one_line(result, "計画.xlsx", "見つかりません", "--plan")


def test_a_plan_that_is_no_workbook(tmp_path: Path) -> None:
    plan = tmp_path / "計画.xlsx"
    plan.write_text("計画です", encoding="utf-8")
    assert_one_line(run("collect", INPUTS, "-o", tmp_path, plan=plan), "計画.xlsx", "読めません")


def test_a_plan_with_mistakes_names_each_cell(tmp_path: Path) -> None:
    result = run("collect", INPUTS, "-o", tmp_path, plan=FORM)
    assert result.exit_code == 2
    *mistakes, last = result.stderr.strip().splitlines()
    assert mistakes
    assert all("様式定義.xlsx" in line for line in mistakes)
    told = re.search(r"誤りが (\d+) 件あります。ほかに、確かめるところが (\d+) 件あります。", last)
    assert told
    assert sum(map(int, told.groups())) == len(mistakes)


def test_an_output_open_elsewhere_is_kept(tmp_path: Path) -> None:
    assert run("collect", INPUTS, "-o", tmp_path).exit_code == 0
    folder = tmp_path / "2024年度"
    book = folder / "進捗状況評価_2024年度.xlsx"
    before = book.read_bytes()
    (folder / "~$進捗状況評価_2024年度.xlsx").write_bytes(b"")
    assert_one_line(run("collect", INPUTS, "-o", tmp_path), book.name, "閉じて")
    assert book.read_bytes() == before


def test_an_unknown_division(tmp_path: Path) -> None:
    result = run("distribute", "--only", "市民課", "-o", tmp_path)
    assert_one_line(result, "市民課", "市民協働課")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["collect"], ("INPUTS", "--help")),
        (["colect"], ("colect", "コマンドはありません")),
        (["collect", "x", "--bogus"], ("--bogus",)),
        (["check", "nai.xlsx"], ("nai.xlsx", "見つかりません")),
        (["check", "/dev/zero"], ("/dev/zero", "通常のファイルではありません")),
    ],
)
def test_words_that_the_command_does_not_know(arguments: list[str], words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(
        main,
        [
            *arguments,
            *(["--plan", str(PLAN), "--form", str(FORM)] if arguments[0] == "check" else []),
        ],
    )
    assert_one_line(result, *words)


def test_the_other_files_are_still_collected(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "壊れた.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    good = INPUTS / "高齢介護課_進捗状況評価シート.xlsx"
    (inputs / good.name).write_bytes(good.read_bytes())
    result = run("collect", inputs, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "壊れた.xlsx" in result.output
    assert "提出 1／9 課" in result.output


def test_normalize_reads_arguments_and_lines() -> None:
    result = CliRunner().invoke(main, ["normalize", "約1,030人"])
    assert '"value": 1030' in result.output
    lines = CliRunner().invoke(main, ["normalize", "--jsonl"], input='"（67.5％）"\n"未実施"\n')
    first, second = lines.output.strip().splitlines()
    assert '"planned": true' in first
    assert '"missing_reason": "not_conducted"' in second
    broken = CliRunner().invoke(main, ["normalize", "--jsonl"], input='"あ"\n{1\n')
    assert_one_line(broken, "2 行目")
