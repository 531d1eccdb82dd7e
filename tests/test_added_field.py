"""Rows added to 様式定義.xlsx make fields that travel all the way, with no change of code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, open_book
from tests.samples.make_inputs import below, beside, row_of, sheet_of
from zushi_xl.cli.commands import main
from zushi_xl.masters.tables import tables_from_text
from zushi_xl.masters.workbooks import build_form_book
from zushi_xl.xlsx_out import write_book

ROWS = """
voice	具体的施策	市民の声	文章	主担当課	○		下	100	0	3	100	寄せられた意見を書いてください。	○
course	取り組み	今後の方向	選択	担当課	○	拡充、継続、縮小	行	100	20	1		一つ選んでください。	○
memo	取り組み	庁内メモ	文章	担当課			行	100	20	1		印刷しません。	×
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample form with three more rows, as an officer would add them in Excel."""
    text = (ROOT / "templates_xlsx" / "様式定義.txt").read_text(encoding="utf-8")
    tables = tables_from_text(_with_rows(text))
    path = tmp_path_factory.mktemp("form") / "様式定義.xlsx"
    write_book(build_form_book(tables), path)
    return path


def _with_rows(text: str) -> str:
    """The rows go to the end of their blocks."""
    lines = text.split("\n")
    for row in ROWS.strip().split("\n"):
        block = row.split("\t")[1]
        last = max(i for i, line in enumerate(lines) if line.split("\t")[1:2] == [block])
        if block == "具体的施策":
            last -= 1  # before the row that repeats the initiatives
        lines.insert(last + 1, row)
    return "\n".join(lines)


def _run(*arguments: object) -> Any:
    plan = ROOT / "templates_xlsx" / "計画マスタ.xlsx"
    return CliRunner().invoke(
        main, [*map(str, arguments), "--plan", str(plan)], catch_exceptions=False
    )


@pytest.fixture(scope="module")
def year(form: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Distribute, fill as a person would, collect."""
    folder = tmp_path_factory.mktemp("year")
    assert _run("distribute", "--form", form, "-o", folder, "--only", "環境都市課").exit_code == 0
    (path,) = folder.glob("*/配布/*.xlsx")
    book = open_book(path)
    sheet = sheet_of(book, "3-1-⑤")
    assert row_of(sheet, "3-1-⑤/voice") > 0
    below(sheet, "3-1-⑤/voice").value = "清掃の日を増やしてほしい。"
    beside(sheet, "3-1-⑤-②/course", "今後の方向").value = "拡充"
    beside(sheet, "3-1-⑤-②/memo", "庁内メモ").value = "予算は補正で対応"
    other = sheet_of(book, "4-5-①-①")
    beside(other, "4-5-①-①/course", "今後の方向").value = "やめる"
    returned = folder / "inputs"
    returned.mkdir()
    book.save(returned / "returned.xlsx")
    _run("collect", returned, "--form", form, "-o", folder)
    return folder / "2024年度"


def _facts(year: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((year / "収集結果.json").read_text(encoding="utf-8"))
    return loaded


def test_the_answers_are_in_the_json(year: Path) -> None:
    facts = _facts(year)
    measure = next(e for e in facts["evaluations"] if e["code"] == "3-1-⑤")
    initiative = next(i for i in facts["initiatives"] if i["code"] == "3-1-⑤-②")
    assert measure["extra"]["voice"] == "清掃の日を増やしてほしい。"
    assert initiative["extra"]["course"] == "拡充"


def test_the_answers_are_printed_unless_unpublished(year: Path) -> None:
    book = open_book(year / "進捗状況評価_2024年度.xlsx")
    texts = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {"市民の声", "清掃の日を増やしてほしい。", "今後の方向", "拡充"} <= texts
    assert "予算は補正で対応" not in texts
    for path in (year / "公開データ").glob("*.csv"):
        assert "予算は補正で対応" not in path.read_text(encoding="utf-8-sig"), path.name


def test_the_answers_are_in_the_open_data(year: Path) -> None:
    text = (year / "公開データ" / "評価.csv").read_text(encoding="utf-8-sig")
    assert "清掃の日を増やしてほしい。" in text


def test_the_answers_are_checked_by_their_type(year: Path) -> None:
    found = {
        (f["rule"], f["code"], f["field"], f["given"])
        for f in _facts(year)["findings"]
        if f["field"] in ("今後の方向", "市民の声")
    }
    assert ("choice-unknown", "4-5-①-①", "今後の方向", "やめる") in found
    assert ("required-empty", "3-1-⑤-②", "今後の方向", "") not in found


def test_the_correction_gives_the_answers_back(year: Path) -> None:
    (path,) = (year / "差し戻し").glob("環境都市課*.xlsx")
    sheet = sheet_of(open_book(path), "3-1-⑤")
    assert below(sheet, "3-1-⑤/voice").value == "清掃の日を増やしてほしい。"
    assert beside(sheet, "3-1-⑤-②/memo", "庁内メモ").value == "予算は補正で対応"
