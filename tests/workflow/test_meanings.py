"""Fields of one type in any order, named scales in any block: what is published is what is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, open_book
from tests.samples.make_inputs import beside, sheet_of
from zushi_xl.cli.commands import main
from zushi_xl.masters.tables import tables_from_text
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.xlsx_out import write_book

GRADES = """
事業の方向性		1	3	拡充	力を入れる		順位
事業の方向性		2	2	継続	今のまま		順位
事業の方向性		3	1	縮小	減らす		順位
事業の方向性				廃止	やめる		中止
"""


def _form(folder: Path) -> Path:
    """部長評価 above the division's, 予算額 above 実績額, a grade for each initiative and KPI."""
    lines = (ROOT / "templates_xlsx" / "様式定義.txt").read_text(encoding="utf-8").split("\n")
    head = next(i for i, line in enumerate(lines) if line.startswith("ID\tブロック"))
    columns = lines[head].split("\t")
    if "尺度" not in columns:
        lines[head] += "\t役割\t尺度"
    width = len(lines[head].split("\t"))
    at = {name: number for number, name in enumerate(lines[head].split("\t"))}

    def row(**items: str) -> str:
        cells = [""] * width
        for name, item in items.items():
            cells[at[name]] = item
        return "\t".join(cells)

    def before(block: str, id_: str, new: str) -> None:
        place = next(i for i, line in enumerate(lines) if line.split("\t")[:2] == [id_, block])
        lines.insert(place, new)

    common = {"配置": "行", "幅": "100", "見出し幅": "20", "公開": "○", "行数": "1"}
    before(
        "具体的施策",
        "rating",
        row(
            ID="head_rating",
            ブロック="具体的施策",
            ラベル="部長評価",
            型="評価",
            記入者="主担当課",
            **common,
        ),
    )
    before(
        "取り組み",
        "results",
        row(
            ID="budgeted",
            ブロック="取り組み",
            ラベル="予算額",
            型="金額",
            記入者="担当課",
            **common,
        ),
    )
    before(
        "取り組み",
        "results",
        row(
            ID="course",
            ブロック="取り組み",
            ラベル="方向性",
            型="評価",
            記入者="担当課",
            尺度="事業の方向性",
            **common,
        ),
    )
    before(
        "KPI",
        "values",
        row(
            ID="kpi_course",
            ブロック="KPI",
            ラベル="指標の方向性",
            型="評価",
            記入者="主担当課",
            尺度="事業の方向性",
            **common,
        ),
    )
    path = folder / "様式定義.xlsx"
    write_book(build_form_book(tables_from_text("\n".join(lines))), path)
    return path


def _plan(folder: Path) -> Path:
    text = (ROOT / "templates_xlsx" / "計画マスタ.txt").read_text(encoding="utf-8")
    tables = []
    for table in tables_from_text(text):
        if table.name == "評価区分":
            names = ["尺度", "階層", "順", "点", "記号", "表示", "定義", "区分"]
            own = [dict(zip(table.headers, row.texts, strict=False)) for row in table.rows]
            rows = [[o.get(n, "") for n in names] for o in own]
            rows += [line.split("\t") for line in GRADES.strip().split("\n")]
            from zushi_xl.masters.tables import make_table

            table = make_table("評価区分", names, rows)
        tables.append(table)
    path = folder / "計画マスタ.xlsx"
    write_book(build_plan_book(tables), path)
    return path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("meanings")
    masters = ["--plan", str(_plan(folder)), "--form", str(_form(folder))]
    runner = CliRunner()
    made = runner.invoke(main, ["distribute", *masters, "-o", str(folder), "--only", "環境都市課"])
    assert made.exit_code == 0, made.output
    (path,) = folder.glob("*/配布/*.xlsx")
    book = open_book(path)
    measure = sheet_of(book, "3-1-⑤")
    beside(measure, "3-1-⑤/head_rating", "部長評価").value = "D"
    beside(measure, "3-1-⑤/rating", "進捗状況評価").value = "B"
    beside(measure, "3-1-⑤/KPI1/kpi_course", "指標の方向性").value = "縮小"
    beside(measure, "3-1-⑤-②/budgeted", "予算額").value = "4,500,000円"
    beside(measure, "3-1-⑤-②/budget_program", "【参考】実績額").value = "3,000,000円"
    beside(measure, "3-1-⑤-②/course", "方向性").value = "拡充"
    (folder / "inputs").mkdir()
    book.save(folder / "inputs" / "returned.xlsx")
    done = runner.invoke(main, ["collect", str(folder / "inputs"), *masters, "-o", str(folder)])
    assert done.exit_code in (0, 1), done.output
    result: dict[str, Any] = json.loads(
        (folder / "2024年度" / "収集結果.json").read_text(encoding="utf-8")
    )
    return result


def _of(year: dict[str, Any], kind: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(record for record in year[kind] if record["code"] == code)
    return found


def test_the_divisions_grade_is_the_published_one(year: dict[str, Any]) -> None:
    measure = _of(year, "evaluations", "3-1-⑤")
    assert measure["rating"] == "B"
    assert [(r["field"], r["grade"]) for r in measure["ratings"]] == [
        ("head_rating", "D"),
        ("rating", "B"),
    ]


def test_what_was_spent_is_the_amount(year: dict[str, Any]) -> None:
    initiative = _of(year, "initiatives", "3-1-⑤-②")
    assert initiative["amount_yen"] == 3_000_000
    assert initiative["extra"]["budgeted"] == "4,500,000円"


def test_initiatives_and_kpis_are_graded_on_a_scale_of_their_own(year: dict[str, Any]) -> None:
    (rating,) = _of(year, "initiatives", "3-1-⑤-②")["ratings"]
    assert (rating["scale"], rating["grade"], rating["label"]) == (
        "事業の方向性",
        "拡充",
        "力を入れる",
    )
    assert _of(year, "kpis", "3-1-⑤")["extra"]["kpi_course"] == "縮小：減らす"
