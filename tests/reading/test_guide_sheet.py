"""The sheet 使い方 that a form brings along is the form's own, whatever version wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import open_book
from tests.form.person import unlocked
from zushi_xl.form.answers import Submission
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.workflow.distribute import distribute
from zushi_xl.xlsx_in import read_workbook

DIVISION = "高齢介護課"


@pytest.fixture(scope="module")
def form(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = distribute(masters, tmp_path_factory.mktemp("form"), only=(DIVISION,))
    return path


def doubts(masters: Masters, path: Path) -> list[tuple[str, str, str]]:
    """Rule, sheet and cell of what is said of sheets beside the form's own."""
    result = Reader(masters.plan, masters.form).read(read_workbook(path))
    assert isinstance(result, Submission)
    assert result.identity.division == DIVISION
    told = ((f.rule, f.source.sheet, f.source.cell) for f in result.findings if f.source)
    return [each for each in told if each[0] in ("extra-sheet", "stray-text")]


def test_the_guide_is_no_sheet_of_somebody_else(masters: Masters, form: Path) -> None:
    assert doubts(masters, form) == []


def test_it_may_be_renamed_moved_or_gone(masters: Masters, form: Path, tmp_path: Path) -> None:
    book = open_book(form)
    book["使い方"].title = "読みました"
    book.move_sheet("読みました", 3)
    book.save(tmp_path / "a.xlsx")
    assert doubts(masters, tmp_path / "a.xlsx") == []
    del book["読みました"]
    book.save(tmp_path / "b.xlsx")
    assert doubts(masters, tmp_path / "b.xlsx") == []


def test_what_is_written_beside_and_below_it_is_told(
    masters: Masters, form: Path, tmp_path: Path
) -> None:
    book = open_book(form)
    book["使い方"]["G3"] = "去年は書きませんでした"
    book["使い方"]["B60"] = "秋に決まります"
    book.save(tmp_path / "a.xlsx")
    assert doubts(masters, tmp_path / "a.xlsx") == [
        ("stray-text", "使い方", "G3"),
        ("stray-text", "使い方", "B60"),
    ]


def test_a_form_of_an_earlier_version_has_other_words_to_offer(
    masters: Masters, form: Path, tmp_path: Path
) -> None:
    """Without the guide, and with the list that it had: its sheets are still the form's own."""
    book = open_book(form)
    del book["使い方"]
    lists = book["選択肢"]
    for row in lists.iter_rows():
        for cell in row:
            cell.value = None
    for number, word in enumerate(("未実施", "調査なし", "集計中", "該当なし"), 1):
        lists.cell(number, 1).value = word
    book.save(tmp_path / "a.xlsx")
    assert doubts(masters, tmp_path / "a.xlsx") == []
    assert any(unlocked(sheet) for sheet in book.worksheets)
