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
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=600).returncode == 0


def _year(folder: Path, year: int) -> None:
    folder.mkdir()
    settings = small.settings(fiscal_year=year, first_year=2023)
    answers = {k: v for k, v in small.ANSWERS.items() if k[1] != "values"}
    text = json_text(small.report(small.plan(settings=settings), answers=answers))
    (folder / "収集結果.json").write_text(text, encoding="utf-8")


def test_several_years_stand_in_one_frame(tmp_path: Path) -> None:
    for year in (2023, 2024):
        _year(tmp_path / f"{year}年度", year)
    frames = zushi_xl.load(tmp_path)
    assert frames.fiscal_year == 2024
    assert list(frames.evaluations.groupby("result_year").size()) == [3, 3]
    assert list(frames.evaluations.columns)[0] == "result_year"


def test_a_copy_beside_the_years_does_not_count(tmp_path: Path) -> None:
    for name, year in (("2023年度", 2023), ("2024年度", 2024), ("2024年度_公表_2025-07-10", 2024)):
        _year(tmp_path / name, year)
    assert list(zushi_xl.load(tmp_path).evaluations.groupby("result_year").size()) == [3, 3]


def test_one_year_twice_is_refused(tmp_path: Path) -> None:
    for name in ("公表", "公表（訂正後）"):
        _year(tmp_path / name, 2024)
    with pytest.raises(Problem, match="同じ年度の結果です。二重に数えないよう"):
        zushi_xl.load(tmp_path)


def test_exact_figures_keep_their_digits(result: Path) -> None:
    frames = zushi_xl.load(result, exact=True)
    actual = frames.kpi_values[frames.kpi_values.status == "actual"]
    assert [str(v) for v in actual.value.dropna()] == ["22.20", "1030"]


def test_goals_and_strategy(tmp_path: Path) -> None:
    file = tmp_path / "収集結果.json"
    file.write_text(json_text(small.report(small.plan(goals=(small.goal(),)))), encoding="utf-8")
    goals = zushi_xl.load(file).goals
    assert list(goals[["number", "target_value", "target_year"]].loc[0]) == ["1", 280.0, 2029]
    assert {"code", "title"} <= set(zushi_xl.load(file).strategy.columns)


def test_parquet_where_asked(result: Path, tmp_path: Path) -> None:
    import pandas

    frames = zushi_xl.load(result, exact=True, parquet=tmp_path / "表")
    read = pandas.read_parquet(tmp_path / "表" / "kpi_values.parquet")
    assert list(read.text) == list(frames.kpi_values.text)
    assert (tmp_path / "表" / "initiatives.parquet").exists()


def test_without_pyarrow_nothing_is_written(
    result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Problem, match=r'pip install "zushi_xl\[parquet\]"'):
        zushi_xl.load(result, parquet=tmp_path / "表")
    assert not (tmp_path / "表").exists()


def test_a_result_of_an_earlier_version_still_loads(result: Path) -> None:
    """Keys may be added: what an older result lacks is empty."""
    old = json.loads(result.read_text(encoding="utf-8"))
    for record in (*old["evaluations"], *old["initiatives"], *old["kpi_values"]):
        for key in ("ratings", "budgets", "review", "reviews"):
            record.pop(key, None)
    for key in ("strategy", "goals"):
        del old[key]
    result.write_text(json.dumps(old), encoding="utf-8")
    frames = zushi_xl.load(result)
    assert len(frames.evaluations) == 3
    assert frames.budgets.empty
