"""A person fills the form in LibreOffice: what the form answers, what it refuses, what it saves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import open_book
from tests.form.conftest import DIVISION
from tests.form.person import at_office, filling, open_fields, sensible
from tests.xlsx_out.office import formula_differences, text_of_pdf
from zushi_xl.form.answers import Submission
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.sheets.form import FormBuilder, FormSheet
from zushi_xl.xlsx_in import read_workbook

pytestmark = pytest.mark.office

MEASURE = "5-1-②"


class Filled(NamedTuple):
    """A book that was filled, as saved in each format, and what was seen on the way."""

    xlsx: Path
    ods: Path
    pdf: Path
    before: list[Any]
    after: list[Any]


@pytest.fixture(scope="module")
def cover_cells(book: Path, builder: FormBuilder) -> dict[str, tuple[str, str, str]]:
    """未記入, 要確認 and the jump of each line of the cover, by its first column."""
    rows = {str(r[0].value): r[0].row for r in open_book(book)["表紙"].iter_rows() if r[0].value}
    wanted = {page.section.code for page in builder.pages.of(DIVISION)} | {"合計"}
    return {code: tuple(f"{c}{rows[code]}" for c in "CDE") for code in wanted}  # type: ignore[misc]


@pytest.fixture(scope="module")
def filled(
    book: Path,
    builder: FormBuilder,
    cover_cells: dict[str, tuple[str, str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Filled:
    folder = tmp_path_factory.mktemp("filled")
    look = [("read", "表紙", cell) for cell in cover_cells["合計"]]
    paths = [folder / f"filled.{kind}" for kind in ("xlsx", "ods", "pdf")]
    steps: list[Any] = [*look, *filling(builder, DIVISION), *look]
    steps += [("save", str(path)) for path in paths]
    seen = at_office(book, steps, folder)
    return Filled(*paths, seen[: len(look)], seen[-len(look) - 3 : -3])


def test_the_cover_counts_down_to_nothing(filled: Filled) -> None:
    assert filled.before == ["47", "0", "● 未記入あり"]
    assert filled.after == ["0", "0", "✓ 記入済み"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_was_typed_is_read_back(
    filled: Filled, kind: str, masters: Masters, builder: FormBuilder
) -> None:
    read = Reader(masters.plan, masters.form).read(read_workbook(getattr(filled, kind)))
    assert isinstance(read, Submission)
    assert read.identity == builder.identity_of(DIVISION)
    for sheet in builder.sheets(read.identity):
        for slot, _ in open_fields(sheet, DIVISION):
            if slot.is_required:
                assert read.answers[slot.key].text == sensible(masters.plan, slot), slot.key
    assert [f.message for f in read.findings] == []


def test_the_saved_form_prints_every_text(filled: Filled, builder: FormBuilder) -> None:
    """On the expected pages, nothing cut off: every text that is there is on the paper."""
    printed = text_of_pdf(filled.pdf)
    bare = re.sub(r"\s", "", printed)
    sheets = builder.sheets(builder.identity_of(DIVISION))
    expected = 3 + sum(len(sheet.sheet.print.breaks) + 1 for sheet in sheets)
    assert printed.count("\f") == expected
    for sheet in sheets:
        for slot in (slot for slot in sheet.page.slots if slot.owner != DIVISION):
            for line in slot.prefilled.split("\n"):
                text = line[:3] if slot.key.period else line[:8]  # columns of years are narrow
                assert re.sub(r"\s", "", text) in bare, (slot.key, line)


def test_cached_results_are_what_libreoffice_calculates(book: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(book, tmp_path / "book.xlsx"))
    assert formula_differences(copy, tmp_path) == []


# ------------------------------------------------------------------ one measure in detail


class Desk(NamedTuple):
    """One sheet, with a way to name its fields."""

    sheet: FormSheet

    @property
    def name(self) -> str:
        return self.sheet.name

    def cell(self, field: str, code: str = MEASURE) -> str:
        return next(
            cell
            for slot, cell in open_fields(self.sheet, DIVISION)
            if (slot.key.code, slot.key.field) == (code, field)
        )

    def check(self, field: str, code: str = MEASURE) -> str:
        cell = self.cell(field, code)
        return next(line.check for line in self.sheet.checked_lines if cell in line.cells)

    def longest(self) -> list[tuple[Slot, str]]:
        return [
            (slot, cell)
            for slot, cell in open_fields(self.sheet, DIVISION)
            if slot.field.max_length
        ]


@pytest.fixture(scope="module")
def desk(builder: FormBuilder) -> Desk:
    sheets = builder.sheets(builder.identity_of(DIVISION))
    return Desk(next(sheet for sheet in sheets if sheet.page.section.code == MEASURE))


TYPED = (
    ("values", MEASURE, "", "●未記入：2024年度"),
    ("values", MEASURE, "たくさん", "▲数値か一覧の語で"),
    ("values", MEASURE, "未実施", ""),
    ("values", MEASURE, "３９０団体", ""),
    ("values", MEASURE, "4,024団体", "▲前年度と大きく違います"),
    ("rating", MEASURE, "", "●未記入：進捗状況評価"),
    ("remarks", MEASURE, "あ" * 300, "300字／300字"),
    ("remarks", MEASURE, "あ" * 301, "▲長すぎます 301字／300字"),
    ("actual_spend", "5-1-②-①", "多額", "▲金額は円単位の数字で"),
    ("actual_spend", "5-1-②-①", "ー", ""),
    ("actual_spend", "5-1-②-①", "２０５，１５８円", ""),
    ("budget_program", "5-1-②-①", "協働の事業", "▲一覧にありません：予算事業名"),
    ("budget_program", "5-1-②-①", "市民協働推進事業", ""),
)


def test_the_checks_answer_at_once(book: Path, desk: Desk, tmp_path: Path) -> None:
    steps: list[Any] = []
    for field, code, text, _ in TYPED:
        steps.append(("type", desk.name, desk.cell(field, code), text))
        steps.append(("read", desk.name, desk.check(field, code)))
    seen = at_office(book, steps, tmp_path)
    answers = [str(answer).strip() for answer in seen[1::2]]
    for (field, _, text, expected), answer in zip(TYPED, answers, strict=True):
        assert expected in answer, (field, text, answer)
        if not expected:
            assert "▲" not in answer, (field, text, answer)


def test_locks_tab_order_drop_downs_and_links(
    book: Path, desk: Desk, cover_cells: dict[str, tuple[str, str, str]], tmp_path: Path
) -> None:
    fields = list(open_fields(desk.sheet, DIVISION))
    rating = desk.cell("rating")
    steps: list[Any] = [
        ("type", desk.name, "B4", "書き換え"),
        ("type", "表紙", "A2", "書き換え"),
        ("tab", desk.name, "B1", len(fields)),
        ("drop_down", desk.name, rating),
        ("drop_down", desk.name, desk.cell("values")),
        ("drop_down", desk.name, desk.cell("next_steps")),
        ("follow", f"#{desk.sheet.reference(rating)}"),
        ("read", "表紙", cover_cells[MEASURE][2]),
        ("read", "記入状況", "A1"),
    ]
    label, title, order, grades, figures, text, target, jump, first = at_office(
        book, steps, tmp_path
    )
    assert label == "具体的施策"
    assert title != "書き換え"
    assert order == [cell for _, cell in fields]
    assert grades["kind"], grades["alert"] == ("LIST", "STOP")
    assert "選択肢" in grades["list"]
    assert grades["message"].startswith("KPIの動き")
    assert figures["kind"], figures["alert"] == ("LIST", "")
    assert "300字まで" in text["message"]
    assert target == [desk.name, rating]
    assert jump == "→ 未記入の欄へ"
    assert first.startswith("#'4-5-②")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_saved_form_still_helps(
    filled: Filled, kind: str, desk: Desk, cover_cells: dict[str, tuple[str, str, str]],
    tmp_path: Path,
) -> None:  # fmt: skip
    steps: list[Any] = [
        ("type", desk.name, "B4", "書き換え"),
        ("drop_down", desk.name, desk.cell("rating")),
        ("type", desk.name, desk.cell("rating"), ""),
        ("read", desk.name, desk.check("rating")),
        ("read", "表紙", cover_cells[MEASURE][0]),
    ]
    label, grades, _, check, count = at_office(getattr(filled, kind), steps, tmp_path)
    assert label == "具体的施策"
    assert grades["kind"] == "LIST"
    assert "●未記入" in check
    assert count == "1"


def test_the_longest_texts_have_room(book: Path, builder: FormBuilder, tmp_path: Path) -> None:
    """As typed by a person up to the limit, in every kind of field that has one; and what is
    printed already."""
    sheets = builder.sheets(builder.identity_of(DIVISION))
    steps: list[Any] = []
    for sheet in sheets[:3]:
        for slot, cell in Desk(sheet).longest():
            text = ("市民と協力して、次の年度も続けます。" * 20)[: slot.field.max_length]
            steps.append(("type", sheet.name, cell, text))
            steps.append(("row_fits", sheet.name, cell))
        printed = (slot.key for slot in sheet.page.slots if slot.prefilled)
        steps += [("row_fits", sheet.name, sheet.places[key]) for key in printed]
    seen = at_office(book, steps, tmp_path)
    cut = [
        (step[1:3], answer)
        for step, answer in zip(steps, seen, strict=True)
        if step[0] == "row_fits" and answer[0] < answer[1]
    ]
    assert cut == []
    assert any(slot.field.type is FieldType.TEXT for slot in sheets[0].page.slots)
