"""JSON from outside: what is too deep or too large is refused in words, wherever it is read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from zushi_xl.cli.commands import main
from zushi_xl.files import json_in
from zushi_xl.files.json_in import JsonFault, parse_json, read_json
from zushi_xl.findings.finding import Problem
from zushi_xl.publish.frames import load
from zushi_xl.redline.memory import memory_from
from zushi_xl.redline.provisions import omitted_text
from zushi_xl.workflow import freezing, phase_records
from zushi_xl.workflow.browser import entry

DEEP = "[" * 200_000
TOO_DEEP = "入れ子が深すぎます（100段まで）"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[" * 100 + "]" * 100, None),
        (json.dumps(["[{" * 300, 'a\\"[[[', {"[": "]"}] * 50), None),
        ("[" + "[],{}," * 500 + "1]", None),
        ("12", 12),
    ],
)
def test_what_is_wide_or_says_brackets_in_texts_is_read(text: str, value: object) -> None:
    assert parse_json(text) == (json.loads(text) if value is None else value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 101 + "]" * 101, TOO_DEEP),
        (DEEP, TOO_DEEP),
        ('{"a":' * 200_000, TOO_DEEP),
        ('["' + '\\"[' * 100_000, "JSON として読めません"),  # a text that never ends
        ("[" * 50 + "\\" * 100_000, "JSON として読めません"),
        ("", "JSON として読めません"),
        ("{" + '"a"', "JSON として読めません"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, reason: str) -> None:
    with pytest.raises(JsonFault) as told:
        parse_json(text)
    assert str(told.value) == reason


def test_a_file_too_large_or_no_text_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "収集結果.json"
    file.write_bytes(b"\x82\xa0")
    with pytest.raises(JsonFault, match="UTF-8 の文字ではありません"):
        read_json(file)
    monkeypatch.setattr(json_in, "MOST_BYTES", 1)
    with pytest.raises(JsonFault, match="大きすぎます"):
        read_json(file)


def test_every_reader_of_results_refuses_a_deep_one(tmp_path: Path) -> None:
    folder = tmp_path / "outputs" / "2024年度"
    folder.mkdir(parents=True)
    file = folder / "収集結果.json"
    file.write_text(DEEP, encoding="utf-8")
    with pytest.raises(Problem, match=r"収集結果\.json を読めません（入れ子が深すぎます"):
        load(folder)
    assert memory_from(DEEP) is None
    assert omitted_text(DEEP) == DEEP
    masters = [f"--{n}={ROOT / 'templates_xlsx' / f}" for n, f in
               (("plan", "計画マスタ.xlsx"), ("form", "様式定義.xlsx"))]  # fmt: skip
    command = [
        "rollover",
        *masters,
        "-o",
        str(tmp_path / "outputs"),
        "--to",
        str(tmp_path / "n.xlsx"),
    ]
    told = CliRunner().invoke(main, command)
    assert told.exit_code == 2
    assert f"は収集結果の形ではありません（{TOO_DEEP}）" in told.output


def test_a_kept_state_that_is_too_deep_is_told(tmp_path: Path) -> None:
    file = tmp_path / "確定" / "公表.json"
    file.parent.mkdir()
    file.write_text(DEEP, encoding="utf-8")
    with pytest.raises(Problem, match=r"確定の記録 .*公表\.json を読めません"):
        list(freezing._states(tmp_path))
    with pytest.raises(Problem, match=r"段階の記録 .*公表\.json を読めません"):
        phase_records._state(file)


def test_a_line_for_normalize_that_is_too_deep_is_told() -> None:
    told = CliRunner().invoke(main, ["normalize", "--jsonl"], input='"3人"\n' + DEEP + "\n")
    assert told.exit_code == 2
    assert "2 行目が JSON の文字列ではありません" in told.output


def test_the_page_says_so_too(tmp_path: Path) -> None:
    for name, file in (("masters", "計画マスタ.xlsx"), ("masters", "様式定義.xlsx")):
        inside = tmp_path / name / "1" / "inputs"
        inside.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "templates_xlsx" / file, inside)
    inside = tmp_path / "collected" / "1" / "inputs"
    inside.mkdir(parents=True)
    (inside / "収集結果.json").write_text(DEEP, encoding="utf-8")
    answer = json.loads(entry.run(str(tmp_path), json.dumps({"verb": "rollover"}), lambda _: None))
    assert answer["state"] == "refused"
    assert answer["summary"] == (
        f"収集結果.json は収集結果の形ではありません（{TOO_DEEP}）。もう一度「集める」を実行してください。"
    )
