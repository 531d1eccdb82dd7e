"""Two rounds through the command: returned, sent back, mended in part, returned again."""

from __future__ import annotations

import filecmp
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, open_book
from tests.workflow.command import run

ELDERLY, ECONOMY = "高齢介護課", "経済観光課"
REPLY = "翌年度から毎月開くことにしたため、この記載で正しいです。"


def sent_back(outputs: Path, division: str, round_: int = 2) -> Path:
    return outputs / "2024年度" / "差し戻し" / f"{division}_差し戻し{round_}.xlsx"


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The inputs of the second round, and its outputs."""
    folder = tmp_path_factory.mktemp("rounds")
    inputs = folder / "inputs"
    shutil.copytree(ROOT / "inputs", inputs)
    run("collect", inputs, "-o", folder / "first")
    mend(sent_back(folder / "first", ELDERLY), inputs / "高齢介護課（修正）.xlsx")
    spoil(sent_back(folder / "first", ECONOMY), inputs / "経済観光課 差し戻し2.xlsx")
    run("collect", inputs, "-o", folder / "second")
    return inputs, folder / "second"


def mend(correction: Path, to: Path) -> None:
    """Write what was missing, and answer beside every request."""
    book = open_book(correction)
    requests = book["修正のお願い"]
    for row in requests.iter_rows():
        if isinstance(row[0].value, int):
            row[6].value = REPLY
    sheet, cell = target(requests)
    book[sheet][cell].value = "訪問の回数を増やし、支援を続ける。"
    book.save(to)


def target(requests: Any) -> tuple[str, str]:
    """Where the first link of the list leads."""
    links = [row[2].hyperlink for row in requests.iter_rows(min_row=4) if row[2].hyperlink]
    place = links[0].location
    sheet, _, cell = place.rpartition("!")
    return sheet.strip("'"), cell


def spoil(correction: Path, to: Path) -> None:
    """Mend nothing, and take a grade away."""
    book = open_book(correction)
    ratings = (
        cell
        for sheet in book.worksheets
        for (tag, *cells) in sheet.iter_rows()
        for cell in cells
        if str(tag.value).endswith("/rating")
        and str(cell.value)[:2] in ("A：", "B：", "C：", "A", "B")
    )
    next(ratings).value = None
    book.save(to)


@pytest.fixture(scope="module")
def facts(rounds: tuple[Path, Path]) -> dict[str, Any]:
    text = (rounds[1] / "2024年度" / "収集結果.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_the_correction_supersedes_the_return(facts: dict[str, Any]) -> None:
    status = {i["file"]: (i["status"], i["round"]) for i in facts["inputs"]}
    assert status["高齢介護課（修正）.xlsx"] == ("adopted", 2)
    assert status["高齢介護課_進捗状況評価シート.xlsx"] == ("superseded", 1)
    assert {d["name"]: d["round"] for d in facts["divisions"]}[ELDERLY] == 2


def test_what_was_mended_is_no_longer_found(facts: dict[str, Any]) -> None:
    assert not [
        f for f in facts["findings"] if f["division"] == ELDERLY and f["severity"] == "error"
    ]


def test_replies_are_collected(facts: dict[str, Any]) -> None:
    mine = [r for r in facts["replies"] if r["division"] == ELDERLY]
    assert mine
    assert {r["text"] for r in mine} == {REPLY}
    assert all(r["file"] == "高齢介護課（修正）.xlsx" and r["cell"].startswith("G") for r in mine)
    assert all(r["asked"].endswith("。") and r["round"] == 2 for r in mine)


def test_fixed_remaining_and_new(facts: dict[str, Any]) -> None:
    by_division: dict[str, Counter[str]] = {}
    for change in facts["round_changes"]:
        by_division.setdefault(change["division"], Counter())[change["change"]] += 1
    assert set(by_division) == {ELDERLY, ECONOMY}
    assert by_division[ELDERLY]["fixed"] >= 1
    assert by_division[ELDERLY]["new"] == 0
    assert by_division[ECONOMY]["remains"] >= 1
    assert by_division[ECONOMY]["new"] >= 1
    told = {
        (c["change"], c["severity"], c["place"].split("　")[-1]) for c in facts["round_changes"]
    }
    assert {
        ("fixed", "要修正", "今後の対応"),
        ("remains", "要修正", "【参考】実績額"),
        ("new", "要修正", "進捗状況評価"),
    } <= told


def test_the_next_correction_counts_on(rounds: tuple[Path, Path]) -> None:
    assert sent_back(rounds[1], ECONOMY, 3).exists()
    assert not sent_back(rounds[1], ECONOMY, 2).exists()


def test_the_findings_book_shows_the_round(rounds: tuple[Path, Path]) -> None:
    book = open_book(rounds[1] / "2024年度" / "点検結果_2024年度.xlsx")
    sheet = book["前の回との違い"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"直った", "残っている", "新しい", REPLY} <= texts
    states = [row[:2] for row in book["回収状況"].iter_rows(min_row=4, values_only=True)]
    assert states[0] == ("社会教育課", "未提出")


def test_twice_the_same_bytes_whatever_stands_in_the_output(
    rounds: tuple[Path, Path], tmp_path: Path
) -> None:
    inputs, before = rounds
    shutil.copytree(before, tmp_path / "again")
    run("collect", inputs, "-o", tmp_path / "again")
    for path in sorted(p for p in before.rglob("*") if p.is_file()):
        again = tmp_path / "again" / path.relative_to(before)
        assert filecmp.cmp(again, path, shallow=False), path.name


def test_without_the_list_the_earlier_return_is_judged_again(
    rounds: tuple[Path, Path], tmp_path: Path
) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(rounds[0], inputs)
    file = inputs / "高齢介護課（修正）.xlsx"
    book = open_book(file)
    del book["修正のお願い"]
    book.save(file)
    run("collect", inputs, "-o", tmp_path)
    facts = json.loads((tmp_path / "2024年度" / "収集結果.json").read_text(encoding="utf-8"))
    changes = [c["change"] for c in facts["round_changes"] if c["division"] == ELDERLY]
    assert "fixed" in changes


def test_the_terminal_sums_up(rounds: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("collect", rounds[0], "-o", tmp_path)
    line = next(line for line in result.output.splitlines() if line.startswith("前の回から："))
    assert "直った" in line
    assert "残っている" in line
    assert "新しい" in line


def test_a_correction_filled_in_place_is_kept(tmp_path: Path) -> None:
    """Somebody types into the book where it was written, and the year is collected again."""
    said = run("collect", ROOT / "inputs", "-o", tmp_path)
    assert "記入あり" not in said.output
    filled = sent_back(tmp_path, ELDERLY)
    mend(filled, filled)
    typed = filled.read_bytes()
    said = run("collect", ROOT / "inputs", "-o", tmp_path)
    kept = filled.parent / "記入あり" / filled.name
    assert kept.read_bytes() == typed
    assert str(kept) in said.output
    assert filled.read_bytes() != typed
    again = run("collect", ROOT / "inputs", "-o", tmp_path)
    assert "記入あり" not in again.output
    assert kept.read_bytes() == typed
