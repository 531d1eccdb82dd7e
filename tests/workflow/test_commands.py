"""check, status, waivers and the ledger, as a person meets them at the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, open_book
from tests.workflow.command import TEMPLATES, run
from zushi_xl.masters.tables import tables_from_text
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.xlsx_out import book_bytes

INPUTS = ROOT / "inputs"
CITIZEN = INPUTS / "市民協働課_進捗状況評価シート（最終）.xlsx"
ELDERLY = INPUTS / "高齢介護課_進捗状況評価シート.xlsx"
SPOILT = INPUTS / "【回答】ダウンロード.xlsx"
EXCHANGE = "国際交流推進事業"


def master(folder: Path, *waivers: str) -> Path:
    """The sample plan master with rows in 了承."""
    text = (TEMPLATES / "計画マスタ.txt").read_text(encoding="utf-8")
    head = "## 了承\nルール\t場所\t理由\t承認者\t期限\t備考\n"
    assert head in text
    path = folder / "計画マスタ.xlsx"
    rows = "".join(f"{row}\n" for row in waivers)
    path.write_bytes(book_bytes(build_plan_book(tables_from_text(text.replace(head, head + rows)))))
    return path


def facts_of(outputs: Path) -> dict[str, Any]:
    text = (outputs / "2024年度" / "収集結果.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_check_says_place_fault_and_remedy() -> None:
    result = run("check", ELDERLY)
    assert result.exit_code == 1
    line = next(line for line in result.output.splitlines() if "required-empty" in line)
    assert line.startswith("要修正 高齢介護課　高齢介護課_進捗状況評価シート.xlsx 1-3-① ")
    assert result.output.splitlines()[-1].startswith("指摘 ")


def test_check_as_json() -> None:
    found = json.loads(run("check", ELDERLY, SPOILT, "--json").output)
    assert {f["file"] for f in found} == {ELDERLY.name, SPOILT.name}
    assert {"file-unreadable", "required-empty"} <= {f["rule"] for f in found}
    assert all(f["message"] and f["remedy"] for f in found)


def test_check_looks_at_a_file_once_however_often_it_is_named(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for book in (ELDERLY, SPOILT):
        shutil.copy(book, inputs)
    once = json.loads(run("check", inputs, "--json").output)
    again = run("check", inputs / ELDERLY.name, inputs, inputs / "." / ELDERLY.name, "--json")
    assert sorted(json.loads(again.output), key=str) == sorted(once, key=str)


def test_check_is_not_about_the_plan_master(tmp_path: Path) -> None:
    plan = master(tmp_path, "budget-conflict\t5-2\t来ない\t課長\t\t")
    assert "waiver-unused" not in run("check", CITIZEN, plan=plan).output


def test_check_of_a_file_that_is_not_there() -> None:
    result = run("check", "どこにもない.xlsx")
    assert (result.exit_code, len(result.output.strip().splitlines())) == (2, 1)


def test_status_has_a_line_for_each_division_overdue_first() -> None:
    result = run("status", INPUTS)
    rows = [line.split("│")[1:] for line in result.output.splitlines() if line.startswith("│")]
    names = [row[0].strip() for row in rows if row[0].strip()]
    states = {row[0].strip(): row[1].strip() for row in rows if row[0].strip()}
    assert names[0] == "社会教育課"
    assert states["社会教育課"] == "未提出"
    assert states["高齢介護課"].startswith("要修正 1")
    assert states["市民協働課"].startswith("要確認 ")
    assert len(names) == 9
    order = ["未提出", "読めない", "要修正", "要確認", "完了"]
    ranks = [order.index(states[name].split()[0]) for name in names]
    assert ranks == sorted(ranks)
    assert "提出期限 2025-05-30" in result.output


@pytest.fixture(scope="module")
def waived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Outputs and terminal of a collection that waives three oddities of the published book."""
    folder = tmp_path_factory.mktemp("waived")
    plan = master(
        folder,
        f"budget-conflict\t{EXCHANGE}\t決算の内訳が二つに分かれるため\t企画課長\t\t",
        "initiative-number-twice\t5-1-②\t計画書の番号のとおり\t企画課長\t2030/3/31\t",
        "kpi-target-sentence\t5-1-③\t計画書の文のとおり\t企画課長\t\t",
        "rating-doubtful\t5-1\t使われない\t企画課長\t\t",
        "results-empty-though-spent\t5-3-①\t期限切れ\t企画課長\t2024/3/31\t",
    )
    result = run("collect", INPUTS, "-o", folder / "outputs", plan=plan)
    assert result.exit_code == 0
    return folder / "outputs", result.output


def test_what_is_waived_stays_visible_as_waived(waived: tuple[Path, str]) -> None:
    found = facts_of(waived[0])["findings"]
    assert {f["rule"] for f in found if f["waived"]} == {
        "budget-conflict",
        "initiative-number-twice",
        "kpi-target-sentence",
    }
    open_rules = {f["rule"] for f in found if not f["waived"]}
    assert {"waiver-unused", "waiver-expired", "results-empty-though-spent"} <= open_rules
    sheet = open_book(waived[0] / "2024年度" / "点検結果_2024年度.xlsx")["点検一覧"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(text.startswith("了承済み（企画課長）") for text in texts) == 3
    assert "（ほかに了承済み 3 件）" in waived[1]


def test_what_is_waived_is_not_sent_back(waived: tuple[Path, str]) -> None:
    book = open_book(waived[0] / "2024年度" / "差し戻し" / "市民協働課_差し戻し2.xlsx")
    texts = [str(c.value) for row in book["修正のお願い"].iter_rows() for c in row if c.value]
    assert not any("実績額が一致しません" in text for text in texts)
    assert any("実施なし" in text for text in texts)  # its waiver has expired


def test_check_marks_what_is_waived(tmp_path: Path) -> None:
    plan = master(tmp_path, "results-empty-though-spent\t5-3-①\t前年度からの支払\t課長\t\t")
    lines = run("check", CITIZEN, plan=plan).output.splitlines()
    assert any(line.startswith("了承済み 市民協働課") for line in lines)
    assert "（うち了承済み 1 件）" in lines[-1]


@pytest.fixture(scope="module")
def reconciled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("ledger")
    file = folder / "R6決算.csv"
    rows = (
        "予算事業名,支出済額",
        "地域自治システム推進事業,2289233",
        "人権推進事業,1950623",
        "コミュニティ活動推進事業,1422271",
        "国際交流推進事業,380318",
        "消防団運営事業,5000000",
    )
    file.write_bytes("\r\n".join(rows).encode("cp932"))
    result = run("collect", INPUTS, "-o", folder / "outputs", "--ledger", file)
    return folder / "outputs", result.output


def test_the_ledger_is_reconciled(reconciled: tuple[Path, str]) -> None:
    facts = facts_of(reconciled[0])
    rows = {row["name"]: row for row in facts["ledger"]["programs"]}
    assert rows["地域自治システム推進事業"]["match"] == "agrees"
    assert rows["人権推進事業"] == {
        "name": "人権推進事業",
        "match": "differs",
        "reported_yen": 1950632,
        "ledger_yen": 1950623,
        "difference_yen": 9,
    }
    assert rows[EXCHANGE]["match"] == "open"
    assert rows["消防団運営事業"]["match"] == "only_ledger"
    assert rows["非核平和推進事業"]["match"] == "only_reports"
    assert len(facts["ledger"]["sha256"]) == 64
    found = {(f["rule"], f["code"]) for f in facts["findings"]}
    assert ("budget-ledger-differs", "5-2-①-①") in found
    assert ("budget-ledger-differs", "5-3-①-①") in found  # 315,760 of two amounts
    assert ("budget-ledger-differs", "5-3-①-②") not in found


def test_the_table_of_differences_is_a_sheet(reconciled: tuple[Path, str]) -> None:
    sheet = open_book(reconciled[0] / "2024年度" / "点検結果_2024年度.xlsx")["決算台帳との照合"]
    rows = [row[:5] for row in sheet.iter_rows(values_only=True)]
    assert ("相違", "人権推進事業", 1950632, 1950623, 9) in rows
    assert "決算台帳と：一致 2 件" in reconciled[1]


def test_a_ledger_that_cannot_be_used_ends_the_run(tmp_path: Path) -> None:
    result = run("collect", INPUTS, "-o", tmp_path / "o", "--ledger", tmp_path / "none.csv")
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert not (tmp_path / "o").exists()
