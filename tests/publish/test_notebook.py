"""The notebook of docs/収集結果.md runs, from top to bottom, on what ``collect`` wrote."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.workflow.command import run

NOTEBOOK = ROOT / "docs" / "examples" / "収集結果を読む.ipynb"


def cells() -> list[str]:
    """The source of each cell of code."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert all(cell.get("outputs", []) == [] for cell in book["cells"])
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; gives what its last line shows."""
    *statements, last = ast.parse(source).body
    exec(compile(ast.Module(statements, []), NOTEBOOK.name, "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), NOTEBOOK.name, "exec"), names)
        return None
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a result and an empty one of the year before."""
    folder = tmp_path_factory.mktemp("city")
    (folder / "説明書" / "examples").mkdir(parents=True)
    (folder / "outputs" / "2023年度").mkdir(parents=True)
    (folder / "outputs" / "2023年度" / "収集結果.json").write_text("{}", encoding="utf-8")
    assert run("collect", ROOT / "inputs", "-o", folder / "outputs").exit_code == 0
    return folder


@pytest.mark.parametrize("opened_in", ["", "説明書/examples"])
def test_it_runs_and_leaves_out_what_is_in_doubt(
    opened_in: str, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(city / opened_in)
    names: dict[str, Any] = {}
    results = [shown(source, names) for source in cells()]
    assert len(results) == 6
    left_out, used = names["除いた"], names["使う"]
    assert "1,640件" in set(left_out.text)  # 件 of a KPI in 人
    assert set(used.review) <= {"none", "waived"}
    assert "1,640件" not in set(used.text)
    assert 0 < int(names["届いた"].sum()) < len(names["比べる"])
    assert f"疑いは{len(left_out)}件" in results[4]
    assert results[5] > 0
