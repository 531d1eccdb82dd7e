"""The states of divisions and the rules that are off: every product says the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import zushi_xl
from tests.conftest import open_book
from tests.suite.six_states import OFF, OFF_LINE, RECEIVED, STATES, WITH_COUNTS, write_year
from tests.suite.town import FORM, INPUTS, PLAN
from zushi_xl.cli.commands import main


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("states")
    write_year(folder)
    return folder


def run(town: Path, command: str, *more: str, inputs: str = INPUTS) -> Result:
    masters = ["--plan", str(town / PLAN), "--form", str(town / FORM)]
    arguments = [command, str(town / inputs), *masters, *more]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def collected(town: Path) -> tuple[str, Path]:
    """What the command said, and where the year stands."""
    result = run(town, "collect", "-o", str(town / "o"), "--site")
    assert result.exit_code == 0
    return result.output, town / "o" / "2024年度"


@pytest.fixture(scope="module")
def year(collected: tuple[str, Path]) -> Path:
    return collected[1]


@pytest.fixture(scope="module")
def facts(year: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((year / "収集結果.json").read_text(encoding="utf-8"))
    return loaded


def lines(year: Path, name: str, sheet: str) -> list[list[str]]:
    """The cells of each row that say something."""
    book = open_book(year / f"{name}_2024年度.xlsx", data_only=True)
    rows = book[sheet].iter_rows(values_only=True)
    return [[str(value) for value in row if value not in (None, "")] for row in rows]


def words_of(rows: list[list[str]], column: int = 1) -> dict[str, str]:
    """The word beside each division."""
    found = ((row[0], row[column]) for row in rows if len(row) > column)
    return {name: word for name, word in found if name in STATES}


def test_the_command_says_who_has_reported_and_what_is_off(collected: tuple[str, Path]) -> None:
    said = collected[0].splitlines()
    assert said[0] == RECEIVED
    assert OFF_LINE in said


def test_the_result_for_programs(facts: dict[str, Any]) -> None:
    assert {d["name"]: d["state"] for d in facts["divisions"]} == STATES
    told = [(r["rule"], r["name"], r["reason"], r["decided"]) for r in facts["rules_off"]]
    assert told == OFF
    explained = [(f["rule"], f["division"]) for f in facts["findings"] if f["explained"]]
    assert explained == [("kpi-inexact", "町民課")]


def test_the_findings_book(year: Path) -> None:
    assert words_of(lines(year, "点検結果", "回収状況")) == WITH_COUNTS
    summary = lines(year, "点検結果", "概要")
    assert words_of(summary) == STATES
    texts = [row[0] for row in summary if row]
    sentence = "提出：6課のうち3課から届きました。1課が未提出、1課が読めない、1課が未記入です。"
    assert sentence in texts
    assert "この年度に点検しないルールが2あります。" in "".join(texts)
    assert off_in(lines(year, "点検結果", "点検しないルール")) == PRINTED
    files = ["".join(row) for row in lines(year, "点検結果", "提出状況")]
    told = (
        "未提出（提出期限 2025年5月30日）：産業課",
        "届いたファイルを読めない課：建設課",
        "届いた様式に記入のない課：図書課",
    )
    assert all(sentence in files for sentence in told), files[:8]


PRINTED = [
    ["budget-inexact", "おおよその金額", "概算で報告する事業がある", "2025年4月1日"],
    ["kpi-negative", "負のKPI", "（書かれていません）", "（書かれていません）"],
]


def off_in(rows: list[list[str]]) -> list[list[str]]:
    """Without the meaning, which stands third."""
    ids = [rule for rule, *_ in OFF]
    return [[*row[:2], *row[3:]] for row in rows if row and row[0] in ids]


def test_the_annual_book(year: Path) -> None:
    book = "進捗状況評価"
    assert off_in(lines(year, book, "点検しないルール")) == PRINTED
    cover = ["".join(row) for row in lines(year, book, "表紙")]
    assert "報告のあった課　3／6課" in cover
    heads = [row[0] for row in lines(year, book, "担当課別") if row]
    for name, word in STATES.items():
        assert any(h.startswith(f"{name}　") and word in h for h in heads), (name, heads)
    absent = [name for name, word in STATES.items() if word[0] in "未読"]
    assert [h for h in heads if h.startswith("▲")] == [f"▲ {STATES[name]}" for name in absent]
    summary = lines(year, book, "総括")
    for row in (
        ["未提出", "1", "産業課"],
        ["読めない", "1", "建設課"],
        ["未記入", "1", "図書課"],
        ["要修正", "1", "福祉課"],
        ["要確認", "1", "町民課"],
        ["受理", "1"],
    ):
        assert any("｜".join(row) in "｜".join(found) for found in summary), row
    texts = "\n".join("".join(row) for row in summary)
    for name in absent:
        sentence = (
            f"1課（{name}）の報告がまだありません。その課の欄は「{STATES[name]}」と示します。"
        )
        assert sentence in texts


def test_a_page_shows_the_state_in_place_of_what_is_not_reported(year: Path) -> None:
    page = _pages(year)
    for name, word in STATES.items():
        if word[0] in "未読":
            assert word in page[f"{name}の手伝い"], name


def _pages(year: Path) -> dict[str, list[str]]:
    """The cells after the title of each further initiative, wherever it stands."""
    book = open_book(year / "進捗状況評価_2024年度.xlsx", data_only=True)
    found: dict[str, list[str]] = {}
    for sheet in book:
        title = ""
        for row in sheet.iter_rows(values_only=True):
            texts = [str(value) for value in row if value not in (None, "")]
            title = next((t for t in texts if t.endswith("の手伝い")), title)
            found.setdefault(title, []).extend(texts)
    return found


def test_status_and_check(town: Path) -> None:
    status = run(town, "status", "-o", str(town / "none"), "--no-reminders")
    rows = [[cell.strip() for cell in line.split("│")] for line in status.output.splitlines()]
    told = {row[1]: row[2] for row in rows if len(row) > 3 and row[1] in STATES}
    assert {name: word.split()[0] for name, word in told.items()} == {
        name: word.split()[0] for name, word in WITH_COUNTS.items()
    }
    assert OFF_LINE in status.output
    assert status.exit_code == 1
    late = [line for line in status.output.splitlines() if line.startswith("要修正")]
    assert any("建設課.xlsx" in line for line in late)
    check = run(town, "check")
    assert check.output.splitlines()[-1] == OFF_LINE
    told_by = run(town, "check", "--json")
    assert isinstance(json.loads(told_by.stdout), list)
    assert OFF_LINE in told_by.stderr


def test_the_reminders_are_for_who_is_late(town: Path) -> None:
    said = run(town, "status").output
    reminded = [line.split()[2] for line in said.splitlines() if line.startswith("――― 督促文")]
    late = ("未提出", "読めない", "未記入", "要修正")
    assert sorted(reminded) == sorted(name for name, word in STATES.items() if word in late)


def test_the_library(town: Path, year: Path) -> None:
    result = zushi_xl.collect(town / INPUTS, plan=town / PLAN, form=town / FORM, workers=0)
    standings = {s.division.name: s for s in result.report.standings}
    assert {name: s.word for name, s in standings.items()} == STATES
    assert {name: s.state for name, s in standings.items()} == WITH_COUNTS
    for frames in (result.frames, zushi_xl.load(year)):
        divisions = frames.divisions
        assert dict(zip(divisions.name, divisions.state, strict=True)) == STATES
        off = frames.rules_off
        assert list(zip(off.rule, off["name"], off.reason, strict=True)) == [o[:3] for o in OFF]
        assert list(off.decided[:1]) == ["2025-04-01"]
        assert list(off.decided.isna()) == [False, True]


def test_open_data_and_the_site(year: Path) -> None:
    text = (year / "公開データ" / "データの状況.csv").read_text(encoding="utf-8-sig")
    shares = {row["項目"]: row for row in csv.DictReader(io.StringIO(text))}
    for item, count in (("報告した担当課", "3"), ("受理した担当課", "1")):
        assert (shares[item]["件数"], shares[item]["対象の数"]) == (count, "6")
    pages = [path.read_text(encoding="utf-8") for path in year.rglob("*.html")]
    assert any("各課の報告（3／6課）によります。" in page for page in pages)
