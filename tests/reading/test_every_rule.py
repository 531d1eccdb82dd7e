"""Every rule of the reader has a book that raises it; a clean book raises none of them.

What is said of each of these books, word by word, stands in 読み取りの指摘.txt. After a change of
words: ``python -m tests.reading.test_every_rule``, and read the difference.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import ROOT, open_book
from tests.reading import book_edits, cell_edits, package_edits, sheet_edits
from tests.reading.filled import Book, Distribution
from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RULES, Rule
from zushi_xl.form.answers import Submission
from zushi_xl.form.frame import REPLY_HEAD
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.returned import rules as reader_rules
from zushi_xl.returned.submission import Reader
from zushi_xl.sheets.correction import correction_book
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book

OF_READER = sorted(rule.id for rule in vars(reader_rules).values() if isinstance(rule, Rule))
Edit = Callable[[Book], None]


def _amount_below(book: Book) -> None:
    """An amount typed one cell below its field, where the field's region goes on."""
    key = book.keys(FieldType.TEXT)[0]
    sheet, cell = book.sheet(book.section(key)), book.places[key][1]
    field = sheet[cell]
    area = next(str(m) for m in sheet.merged_cells.ranges if cell in m)
    sheet.unmerge_cells(area)
    sheet.cell(field.row, field.column + 1).value = field.value
    field.value = None


def _of_last_year(book: Book) -> None:
    for sheet in book.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "｜2024年度｜" in str(cell.value or ""):
                    cell.value = cell.value.replace("｜2024年度｜", "｜2023年度｜")
    book.workbook["識別"]["B2"].value = "2023"


def _another_survey(book: Book) -> None:
    book.workbook = Workbook()
    book.workbook.active["A1"] = "別の調査の回答"


def _thousands_of_titles(book: Book) -> None:
    """The hidden tags of two titles, by turns."""
    codes = list(book.sheets)[:2]
    sheet = book.sheet(codes[0])
    for number in range(2_100):
        sheet.cell(1_000 + number, 1).value = f"{codes[number % 2]}/枠/title"


def _macro(book: Book) -> None:
    book.after.append(lambda parts: parts.update({"xl/vbaProject.bin": b"macro"}))


def _oval(book: Book) -> None:
    """A shape without words."""
    book.after.insert(0, package_edits.text_box(2, ""))


RAISED: dict[str, Edit] = {
    "block-added": sheet_edits.SHEET_EDITS["add_initiative"],
    "block-retitled": sheet_edits.SHEET_EDITS["renumber"],
    "cell-comment": cell_edits.CELL_EDITS["comment"],
    "cell-error": cell_edits.CELL_EDITS["formula_uncalculated"],
    "drawn-shape": _oval,
    "extra-sheet": book_edits.BOOK_EDITS["extra_sheet"],
    "field-lost": sheet_edits.SHEET_EDITS["delete_line"],
    "field-moved": _amount_below,
    "field-unclear": book_edits.BOOK_EDITS["copy_sheet_and_edit"],
    "file-remark": _macro,
    "hidden-answer": sheet_edits.SHEET_EDITS["hide_rows"],
    "identity-conflict": book_edits.BOOK_EDITS["rival_identity"],
    "identity-inferred": book_edits.PASTES["paste_without_foot"],
    "leaked-furigana": cell_edits.CELL_EDITS["leaked_furigana"],
    "line-doubled": sheet_edits.SHEET_EDITS["copy_block"],
    "lines-at-odds": sheet_edits.SHEET_EDITS["shift_cells_down"],
    "not-our-form": _another_survey,
    "odd-characters": cell_edits.CELL_EDITS["private_use"],
    "old-form": book_edits.BOOK_EDITS["old_version"],
    "prefilled-changed": sheet_edits.SHEET_EDITS["delete_head"],
    "return-too-large": _thousands_of_titles,
    "sheet-missing": book_edits.BOOK_EDITS["delete_sheet"],
    "sheet-twice": book_edits.BOOK_EDITS["copy_sheet_and_edit"],
    "sheet-unsure": book_edits.BOOK_EDITS["other_sheets_content"],
    "stray-text": cell_edits.CELL_EDITS["note_beside"],
    "text-box": book_edits.PACKAGE_EDITS["text_box"],
    "wrong-year": _of_last_year,
    "zero-as-blank": cell_edits.CELL_EDITS["zero_for_blank"],
}


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("distributed"))


@pytest.fixture(scope="module")
def reader(masters: Masters) -> Reader:
    return Reader(masters.plan, masters.form)


def _findings(reader: Reader, path: Path) -> list[Finding]:
    read = read_workbook(path)
    assert not isinstance(read, Unreadable), read
    result = reader.read(read)
    return [result] if isinstance(result, Finding) else list(result.findings)


def _found(reader: Reader, path: Path) -> set[str]:
    return {finding.rule for finding in _findings(reader, path)}


def _saved(book: Book, path: Path) -> Path:
    out = io.BytesIO()
    book.workbook.save(out)
    path.write_bytes(package_edits.edited(out.getvalue(), book.after))
    return path


def test_every_rule_of_the_reader_is_here() -> None:
    # "not-asked" needs a plan with phases or roles: tests/workflow/test_reviewers.py;
    # "plan-changed-since" another plan than that of the form, "changed-beyond-request" a
    # correction: tests/suite
    elsewhere = ["changed-beyond-request", "division-reply", "not-asked", "plan-changed-since"]
    assert sorted([*RAISED, *elsewhere]) == OF_READER
    assert set(OF_READER) <= set(RULES)


@pytest.mark.parametrize("rule", RAISED)
def test_raised(rule: str, distribution: Distribution, reader: Reader, tmp_path: Path) -> None:
    golden = GOLDEN.read_text(encoding="utf-8").split("# ")
    assert f"{_said_of(rule, distribution, reader, tmp_path)}\n" in golden


def _said_of(rule: str, distribution: Distribution, reader: Reader, folder: Path) -> str:
    """What is said of a book that raises the rule; some edits choose by chance among what it has."""
    for seed in range(1, 4):
        book = distribution.book("市民協働課", seed)
        RAISED[rule](book)
        findings = _findings(reader, _saved(book, folder / f"{rule}-{seed}.xlsx"))
        if rule in {finding.rule for finding in findings}:
            return "\n".join((f"{rule} {RULES[rule].name}", *map(_shown, findings[:_MOST]), ""))
    raise AssertionError(f"no book raised {rule}")


def _shown(finding: Finding) -> str:
    place = f"{finding.rule} {finding.severity.value} {finding.place}"
    given = finding.given.replace("\n", "/")
    return "\n".join(
        (
            f"{place}（{finding.division} {finding.code} {finding.field}）",
            f"「{given[:_QUOTED]}」→「{finding.expected}」",
            finding.message,
            finding.remedy,
        )
    )


GOLDEN = Path(__file__).with_name("読み取りの指摘.txt")
_MOST, _QUOTED = 12, 200


def test_silent(distribution: Distribution, reader: Reader, tmp_path: Path) -> None:
    for division in distribution.divisions:
        path = _saved(distribution.book(division, 1), tmp_path / f"{division}.xlsx")
        assert _found(reader, path) == set()


def test_division_reply_raised(distribution: Distribution, reader: Reader, tmp_path: Path) -> None:
    first = reader.read(
        read_workbook(_saved(distribution.book("高齢介護課", 1), tmp_path / "a.xlsx"))
    )
    assert isinstance(first, Submission)
    answer = next(iter(first.answers.values()))
    doubt = reader_rules.STRAY_TEXT.at(answer.source, "確かめてください。", "直してください。")
    write_book(correction_book(distribution.builder, first, [doubt]), tmp_path / "b.xlsx")
    workbook = open_book(tmp_path / "b.xlsx")
    sheet = workbook.worksheets[0]
    head = next(c for row in sheet.iter_rows() for c in row if c.value == REPLY_HEAD)
    sheet.cell(head.row + 1, head.column).value = "隔年調査のためです。"
    workbook.save(tmp_path / "b.xlsx")
    assert _found(reader, tmp_path / "b.xlsx") == {"division-reply"}


if __name__ == "__main__":
    folder = ROOT / "templates_xlsx"
    sample = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    with tempfile.TemporaryDirectory() as made:
        sent = Distribution(sample, Path(made))
        said = [
            _said_of(rule, sent, Reader(sample.plan, sample.form), Path(made)) for rule in RAISED
        ]
    GOLDEN.write_text("".join(f"# {text}\n" for text in said), encoding="utf-8", newline="\n")
