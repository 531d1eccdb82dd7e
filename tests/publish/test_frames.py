"""zushi_xl.load: the JSON as pandas frames."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import zushi_xl
from tests.publish import small
from tests.publish.small import json_text
from zushi_xl.findings.finding import Problem


@pytest.fixture
def result(tmp_path: Path) -> Path:
    file = tmp_path / "収集結果.json"
    file.write_text(json_text(small.report(findings=[small.finding()])), encoding="utf-8")
    return file


def test_a_frame_per_list(result: Path) -> None:
    frames = zushi_xl.load(result)
    assert frames.fiscal_year == 2024
    assert list(frames.evaluations.rating[:2]) == ["A", "B"]
    assert frames.evaluations.rating.isna()[2]
    assert frames.evaluations.extra_memo[1] == "外に出さない"
    assert frames.evaluations.source_cell[1] == "C2"
    assert len(frames.findings) == 1
    assert list(frames.divisions["round"].dropna()) == [1, 2]


def test_figures_are_floats_and_amounts_whole(result: Path) -> None:
    frames = zushi_xl.load(result)
    actual = frames.kpi_values[frames.kpi_values.status == "actual"]
    assert list(actual.value.dropna()) == [22.2, 1030.0]
    assert frames.budget_programs.amount_yen.sum() == 2289233
    assert str(frames.initiatives.amount_yen.dtype) == "Int64"


def test_the_folder_will_do(result: Path) -> None:
    assert len(zushi_xl.load(str(result.parent)).inputs) == 5


def test_empty_lists_have_their_columns(tmp_path: Path) -> None:
    file = tmp_path / "収集結果.json"
    plan = small.plan(kpis=(), initiatives=(), programs=(), sections=())
    file.write_text(json_text(small.report(plan=plan, answers={})), encoding="utf-8")
    frames = zushi_xl.load(file)
    assert {"value", "source_cell"} <= set(frames.kpi_values.columns)
    assert frames.findings.empty


@pytest.mark.parametrize(
    ("content", "word"),
    [(None, "見つかりません"), ("{", "JSON"), ("[]", "schema"), ('{"schema": 2}', "schema")],
)
def test_what_is_none_of_ours(tmp_path: Path, content: str | None, word: str) -> None:
    file = tmp_path / "収集結果.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(Problem, match=word):
        zushi_xl.load(file)


def test_columns_are_those_of_the_json(result: Path) -> None:
    loaded = json.loads(result.read_text(encoding="utf-8"))
    frames = zushi_xl.load(result)
    for name, records in loaded.items():
        if isinstance(records, list) and records:
            own = ("source", "extra", "ratings", "budgets")  # these have columns or frames
            plain = [key for key in records[0] if key not in own]
            assert set(plain) <= set(getattr(frames, name).columns)


def test_the_package_itself_needs_no_pandas() -> None:
    code = "import sys, zushi_xl, zushi_xl.publish.frames; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
