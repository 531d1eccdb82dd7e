"""After the council: the published state is kept, and what changes later is listed."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, open_book
from tests.workflow.command import run

LEAD = "市民協働課"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "inputs"
    shutil.copytree(ROOT / "inputs", folder)
    return folder


@pytest.fixture(scope="module")
def outputs(inputs: Path) -> Path:
    """Kept, and collected again after one amount had been changed in a returned book."""
    folder = inputs.parent / "outputs"
    run("collect", inputs, "-o", folder, "--freeze", "確定")
    return folder / "2024年度"


def changed(inputs: Path) -> None:
    """Another result for one initiative."""
    for path in sorted(inputs.rglob("*.xlsx")):
        if path.name.startswith(LEAD) and "最終" in path.name:  # the return that counts
            book = open_book(path)
            for sheet in book.worksheets:
                for row in sheet.iter_rows():
                    if row[0].value == "5-3-②-①/results":
                        place = next(c for c in row[1:] if c.value and "実施" not in str(c.value))
                        place.value = "平和デーの参加者を数え直した。"
            book.save(path)


def cover(folder: Path) -> str:
    book = open_book(folder / "進捗状況評価_2024年度.xlsx")
    return "\n".join(str(c.value) for row in book["表紙"].iter_rows() for c in row if c.value)


def test_the_state_is_kept_with_its_hash(outputs: Path) -> None:
    kept = json.loads((outputs / "確定" / "確定.json").read_text(encoding="utf-8"))
    result = (outputs / "収集結果.json").read_bytes()
    assert kept["sha256"] == hashlib.sha256(result).hexdigest()
    assert kept["result"] == json.loads(result)
    assert f"【確定】「確定」（照合 {kept['sha256'][:16]}）のとおりです。" in cover(outputs)
    assert not (outputs / "公開データ" / "正誤表.csv").exists()


def test_later_changes_are_listed_and_stamped(inputs: Path, outputs: Path) -> None:
    kept = (outputs / "確定" / "確定.json").read_bytes()
    changed(inputs)
    run("collect", inputs, "-o", outputs.parent)
    assert (outputs / "確定" / "確定.json").read_bytes() == kept
    with (outputs / "公開データ" / "正誤表.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["コード"], row["箇所"], row["正"]) == (
        "5-3-②-①",
        "実施内容",
        "平和デーの参加者を数え直した。",
    )
    assert row["理由"].startswith("提出ファイルの更新（")
    book = open_book(outputs / "進捗状況評価_2024年度.xlsx")
    lines = [[c.value for c in line] for line in book["正誤表"].iter_rows(min_row=4)]
    shown = next(line for line in lines if line[1] == "5-3-②-①")
    assert isinstance(shown[0], int)
    assert shown[4] == "平和デーの参加者を数え直した。"
    assert "から 1か所を改めました（正誤表のとおり）" in cover(outputs)


def test_another_state_does_not_take_its_name(inputs: Path, outputs: Path) -> None:
    said = run("collect", inputs, "-o", outputs.parent, "--freeze", "確定")
    assert said.exit_code == 2
    assert "別の名前" in said.output
    run("collect", inputs, "-o", outputs.parent, "--freeze", "確定2")
    assert "【確定】「確定2」" in cover(outputs)


def test_an_unreadable_record_is_refused(inputs: Path, outputs: Path) -> None:
    (outputs / "確定" / "壊れ.json").write_text("{", encoding="utf-8")
    said = run("collect", inputs, "-o", outputs.parent)
    assert said.exit_code == 2
    assert "壊れ.json を読めません" in said.output
    (outputs / "確定" / "壊れ.json").unlink()
