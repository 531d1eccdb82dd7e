"""The 差し戻し book: the same form, its answers in it, the faults marked until they are mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.form.person import at_office, open_fields
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.answers import Submission
from zushi_xl.form.check_words import DOUBTS
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.form import FormBuilder, FormSheet
from zushi_xl.workbook.sheet import Formula
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book

SMALL = "環境都市課"


@pytest.fixture(scope="module")
def returned(
    masters: Masters, distributed: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Submission:
    """A returned book: an amount that nobody can read, a grade by its symbol alone."""
    builder = FormBuilder(masters.plan, masters.form)
    book = open_book(distributed[SMALL])
    for sheet in builder.sheets(builder.identity_of(SMALL)):
        for slot, cell in open_fields(sheet, SMALL):
            typed = {"rating": "Ｂ", "actual_spend": "約２百万円", "results": "海岸を清掃した。"}
            if slot.key.field in typed:
                book[sheet.name][cell].value = typed[slot.key.field]
    path = tmp_path_factory.mktemp("returned") / "環境.xlsx"
    book.save(path)
    read = Reader(masters.plan, masters.form).read(read_workbook(path))
    assert isinstance(read, Submission)
    return read


@pytest.fixture(scope="module")
def findings(returned: Submission) -> list[Finding]:
    """One that must be mended and one that asks for a look, each at its field."""
    return [
        Finding("a", Severity.ERROR, "額を読めません。", "円で書いてください。", answer.source, SMALL,
                key.code, "【参考】実績額", answer.text)
        if key.field == "actual_spend"
        else Finding("b", Severity.CONFIRM, "短い文です。", "確かめてください。", answer.source, SMALL,
                     key.code, "実施内容", answer.text)
        for key, answer in returned.answers.items()
        if key in (_SPEND, _RESULTS)
    ]  # fmt: skip


_SPEND = Key("3-1-⑤-②", "actual_spend")
_RESULTS = Key("3-1-⑤-②", "results")


@pytest.fixture(scope="module")
def path(
    builder: FormBuilder,
    returned: Submission,
    findings: list[Finding],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("correction") / "差し戻し.xlsx"
    write_book(correction_book(builder, returned, findings), path)
    return path


@pytest.fixture(scope="module")
def sheet(builder: FormBuilder, returned: Submission) -> FormSheet:
    sheets = builder.sheets(returned.identity.next_round())
    return next(sheet for sheet in sheets if sheet.page.section.code == "3-1-⑤")


def test_the_answers_are_in_it_and_still_theirs_to_change(path: Path, sheet: FormSheet) -> None:
    shown = open_book(path)[sheet.name]
    assert shown[sheet.places[_SPEND]].value == "約２百万円"
    assert shown[sheet.places[_RESULTS]].value == "海岸を清掃した。"
    assert shown[sheet.places[Key("3-1-⑤", "rating")]].value.startswith("B：")
    for _, cell in open_fields(sheet, SMALL):
        assert not shown[cell].protection.locked


def test_marks_are_symbol_colour_and_note(path: Path, sheet: FormSheet) -> None:
    shown = open_book(path)[sheet.name]
    note = shown[sheet.places[_SPEND]].comment.text
    assert "額を読めません。" in note
    assert "円で書いてください。" in note
    rules = [r for area in shown.conditional_formatting for r in area.rules]
    assert any("約２百万円" in formula for rule in rules for formula in rule.formula)
    checks = [line.check for line in sheet.checked_lines]
    texts = {str(shown[check].value) for check in checks}
    assert any("◆要修正 No." in text for text in texts)
    assert any("◇要確認 No." in text for text in texts)


def test_the_list_leads_to_the_fields(path: Path, sheet: FormSheet) -> None:
    book = open_book(path)
    first = book.worksheets[0]
    assert first.title == "修正のお願い"
    targets = {
        cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink
    }
    assert targets == {sheet.reference(sheet.places[key]) for key in (_SPEND, _RESULTS)}
    open_cells = [c for row in first.iter_rows() for c in row if not c.protection.locked]
    assert len(open_cells) == 2  # the column for the division's reply


def test_it_is_known_as_the_next_round(path: Path, masters: Masters, returned: Submission) -> None:
    read = Reader(masters.plan, masters.form).read(read_workbook(path))
    assert isinstance(read, Submission)
    assert read.identity == returned.identity.next_round()


@pytest.mark.office
def test_a_mark_goes_when_its_field_is_mended(path: Path, sheet: FormSheet, tmp_path: Path) -> None:
    line = next(line for line in sheet.checked_lines if sheet.places[_SPEND] in line.cells)
    steps: list[Any] = [
        ("read", sheet.name, line.check),
        ("type", sheet.name, sheet.places[_SPEND], "2,012,345円"),
        ("read", sheet.name, line.check),
    ]
    before, _, after = at_office(path, steps, tmp_path)
    assert "◆要修正 No." in before
    assert "◆" not in after
    assert "✓直しました No." in after
    assert not any(doubt in after for doubt in DOUBTS)


def test_the_cover_counts_what_is_asked(path: Path) -> None:
    """Faults and doubts by sheet, and no ✓ while one is open; sheets without any say so."""
    rows = [[c.value for c in row] for row in open_book(path)["表紙"].iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "コード")
    assert rows[head][2:5] == ["未記入", "要修正", "要確認"]


def test_what_no_field_can_bear_is_counted_too(
    builder: FormBuilder, returned: Submission, findings: list[Finding]
) -> None:
    lost = Finding("c", Severity.ERROR, "シートがありません。", "戻してください。", None, SMALL)
    cover = correction_book(builder, returned, [*findings, lost]).sheets[1]
    texts = {c.value for c in cover.cells if isinstance(c.value, str)}
    assert "欄のない指摘（「修正のお願い」をご覧ください）" in texts
    total = max(c.row for c in cover.cells if c.value == "合計")
    numbers = [
        c.value.cached for c in cover.cells if c.row == total and isinstance(c.value, Formula)
    ]
    assert numbers[1:3] == [2, 1]
    assert numbers[3] != "✓ 記入済み"


def test_what_opens_no_field_is_explained(
    builder: FormBuilder, returned: Submission, findings: list[Finding]
) -> None:
    """A lost sheet stands in the correction again, what stood beside fields does not."""
    lost = Finding("c", Severity.ERROR, "シートがありません。", "書いてください。", None, SMALL)
    told = "このブックは、配布したときの形に作り直してあります。"
    for asked, is_told in ((findings, False), ([*findings, lost], True)):
        requests = correction_book(builder, returned, asked).sheets[0]
        texts = [c.value for c in requests.cells if isinstance(c.value, str)]
        assert any(told in text for text in texts) is is_told


def test_the_deadline_is_that_of_corrections(masters: Masters, returned: Submission) -> None:
    settings = replace(masters.plan.settings, correction_deadline=date(2025, 6, 20))
    builder = FormBuilder(replace(masters.plan, settings=settings), masters.form)
    texts = [str(c.value) for c in correction_book(builder, returned, []).sheets[1].cells]
    assert "2025年6月20日" in texts
    assert "2025年5月30日" not in texts
