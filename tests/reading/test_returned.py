"""What a returned book brings along, and what becomes of it: said once, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from openpyxl.comments import Comment

from tests.conftest import open_book
from tests.reading.filled import Book, Distribution
from tests.reading.grid_edits import copy_rows, delete_columns, delete_rows, insert_rows
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Submission
from zushi_xl.form.frame import REPLY_HEAD, frame_of
from zushi_xl.form.grades import match_choice, match_grade
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.returned.boxes import AnswerRegion, Boxes
from zushi_xl.returned.fixed_texts import FixedTexts
from zushi_xl.returned.furigana import leaked_furigana
from zushi_xl.returned.line_columns import SheetColumns
from zushi_xl.returned.quoting import joined
from zushi_xl.returned.rules import STRAY_TEXT
from zushi_xl.returned.submission import Reader
from zushi_xl.returned.view import View
from zushi_xl.sheets.correction import correction_book
from zushi_xl.text.cleaning import clean, odd_characters
from zushi_xl.workbook.cells import Cell, Worksheet
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book


@pytest.fixture(scope="module")
def distribution(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    return Distribution(masters, tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="module")
def reader(masters: Masters) -> Reader:
    return Reader(masters.plan, masters.form)


def read(reader: Reader, book: Book, folder: Path, name: str = "回答.xlsx") -> Submission:
    path = folder / name
    book.workbook.save(path)
    result = reader.read(read_workbook(path))
    assert isinstance(result, Submission), result
    return result


def rules(submission: Submission) -> list[str]:
    return [finding.rule for finding in submission.findings]


def test_a_clean_book_has_no_findings(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    for division in distribution.divisions:
        book = distribution.book(division, 1)
        submission = read(reader, book, tmp_path)
        assert not submission.findings
        assert {key: a.text for key, a in submission.answers.items()} == book.truth.texts
        for key, answer in submission.answers.items():
            section = book.section(key)
            assert answer.source.sheet == book.sheets[section]
            assert answer.source.cell == book.places[key][1]
            assert answer.source.file == "回答.xlsx"


def test_a_correction_comes_back_with_replies_and_nothing_else(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    first = read(reader, distribution.book("高齢介護課", 1), tmp_path)
    answer = next(iter(first.answers.values()))
    doubt = STRAY_TEXT.at(answer.source, "確かめてください。", "直してください。", code="1-3-①")
    path = tmp_path / "差し戻し.xlsx"
    write_book(correction_book(distribution.builder, first, [doubt]), path)
    workbook = open_book(path)
    sheet = workbook.worksheets[0]
    head = next(c for row in sheet.iter_rows() for c in row if c.value == REPLY_HEAD)
    sheet.cell(head.row + 1, head.column).value = "隔年調査のためです。"
    workbook.save(path)
    second = reader.read(read_workbook(path))
    assert isinstance(second, Submission)
    assert rules(second) == ["division-reply"]
    assert second.findings[0].given == "隔年調査のためです。"
    assert second.identity.round == first.identity.round + 1
    assert {k: a.text for k, a in second.answers.items()} == {
        k: a.text for k, a in first.answers.items()
    }


def test_an_untouched_form_says_nothing(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(distribution._files["社会福祉課"])
    submission = reader.read(read_workbook(path))
    assert isinstance(submission, Submission)
    assert not submission.findings


def test_struck_text_is_named_among_the_changes(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    from tests.reading.cell_edits import struck_runs

    book = distribution.book("防災安全課", 3)
    struck_runs(book)
    submission = read(reader, book, tmp_path)
    changed = [a for a in submission.answers.values() if "見え消しの文字を除いた" in a.changes]
    assert [a.text for a in changed] == ["2029年度に見直した。"]


def test_an_older_version_is_read_by_what_is_there(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    """A form without 「今後の対応」: the other fields are read, one finding names the lost ones."""
    from tests.reading.book_edits import old_version
    from tests.reading.grid_edits import delete_rows

    book = distribution.book("社会福祉課", 1)
    old_version(book)
    gone = set()
    for code, sheet in book.form_sheets():
        for ending in ("next_steps/見出し", "next_steps"):
            tag = f"{code}/{ending}"
            if any(cell.value == tag for (cell,) in sheet.iter_rows(min_col=1, max_col=1)):
                delete_rows(sheet, book.row(sheet, tag))
                gone |= {key for key, (line, _) in book.places.items() if line == tag}
    submission = read(reader, book, tmp_path)
    assert sorted(rules(submission)) == ["field-lost", "old-form"]
    assert "今後の対応" in submission.findings[-1].field
    kept = {key: text for key, text in book.truth.texts.items() if key not in gone}
    assert {key: a.text for key, a in submission.answers.items()} == kept


def test_a_form_of_another_year_is_refused(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    for sheet in book.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "｜2024年度｜" in str(cell.value or ""):
                    cell.value = cell.value.replace("｜2024年度｜", "｜2023年度｜")
    book.workbook["識別"]["B2"].value = "2023"
    path = tmp_path / "old.xlsx"
    book.workbook.save(path)
    result = reader.read(read_workbook(path))
    assert isinstance(result, Finding)
    assert result.rule == "wrong-year"


def test_comments_of_a_correction_are_not_reported_back(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    key = next(iter(book.places))
    cell = book.sheet(book.section(key))[book.places[key][1]]
    cell.comment = Comment("要修正：単位が違います。\n→ 「円」で書いてください。", "事務局")
    assert rules(read(reader, book, tmp_path)) == []
    cell.comment = Comment("要修正：単位が違います。\n→ 直してください。\n\n直しました", "課")
    submission = read(reader, book, tmp_path)
    assert [(f.rule, f.given) for f in submission.findings] == [("cell-comment", "直しました")]


def test_many_strays_are_one_finding(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    sheet = book.sheet(next(iter(book.sheets)))
    for row in range(1, 41):
        sheet.cell(row, 30).value = f"メモ{row}"
    submission = read(reader, book, tmp_path)
    assert rules(submission) == ["stray-text"]
    assert submission.findings[0].given.endswith("、AD40「メモ40」")


def test_what_the_checks_say_is_furniture(distribution: Distribution, reader: Reader) -> None:
    """Pasted as values, the column beside the page must not look like somebody's writing."""
    division = "市民協働課"
    identity = distribution.book(division, 1).identity
    for sheet in distribution.builder.sheets(identity):
        frame = frame_of(reader.plan, reader.form, sheet.page, identity)
        fixed_texts = FixedTexts(sheet.page, frame)
        for placed in sheet.sheet.cells:
            if placed.column == sheet.check_column and hasattr(placed.value, "cached"):
                text = str(placed.value.cached)
                cell = Cell(placed.row, placed.column, text, text)
                assert not text or fixed_texts.is_check(cell), text
        former = "▲数字で入力してください"  # as the forms of earlier versions say
        assert fixed_texts.is_check(Cell(1, sheet.check_column, former, former))


def test_invisible_characters_go_with_a_word() -> None:
    assert clean("見\u200bえ\ufeffる\r\n次") == ("見える\n次", ("見えない文字", "改行の種類"))
    assert clean("か\u3099") == ("が", ("濁点・半濁点の合成",))
    assert clean("👨\u200d👩") == ("👨\u200d👩", ())
    assert clean("逗子市\n二行目") == ("逗子市\n二行目", ())
    assert odd_characters("\ue000木\ufffd") == "\ue000\ufffd"


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        (0x00AC, True),
        (0x00AD, False),
        (0x200A, True),
        (0x200B, False),
        (0x200C, False),
        (0x200E, False),
        (0x200F, False),
        (0x2010, True),
        (0x202A, False),
        (0x202E, False),
        (0x202F, True),
        (0x205F, True),
        (0x2060, False),
        (0x2064, False),
        (0x2066, False),
        (0x2069, False),
        (0xFEFE, True),
        (0xFEFF, False),
    ],
)
def test_the_characters_at_the_borders_of_the_invisible(code: int, stays: bool) -> None:
    given = f"見{chr(code)}る"
    assert clean(given) == ((given, ()) if stays else ("見る", ("見えない文字",)))


# a region B3:D4 as four ends typed by hand; the cell in it counts, the one beyond does not
@pytest.mark.parametrize(
    ("row", "column", "found"),
    [(2, 1, True), (2, 0, False), (1, 1, False), (2, 3, True), (2, 4, False)]
    + [(3, 3, True), (4, 3, False)],
)
def test_both_ends_of_a_region_are_inside(row: int, column: int, found: bool) -> None:
    cell = Cell(row, column, "答え", "答え")
    boxes = Boxes(View(Worksheet("様式", {(row, column): cell})), cast(SheetColumns, None), (), 9)
    candidate = boxes.candidate(AnswerRegion(2, 3, 1, 3))
    assert candidate.cell == (cell if found else None)
    assert boxes.is_claimed(cell) is found


def test_an_answer_in_the_last_column_of_the_page(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    """Moved right inside its field it is read; beside the page it is not, and is quoted."""
    book = distribution.book("市民協働課", 1)
    key = next(k for k in book.keys(FieldType.TEXT) if k.field == "results")
    sheet = book.sheet(book.section(key))
    cell = sheet[book.places[key][1]]
    area = next(a for a in sheet.merged_cells.ranges if cell.coordinate in a)
    sheet.unmerge_cells(str(area))
    text, cell.value = cell.value, None
    sheet.cell(area.min_row, area.max_col).value = text
    assert read(reader, book, tmp_path).answers[key].text == text
    sheet.cell(area.min_row, area.max_col).value = None
    sheet.cell(area.min_row, area.max_col + 3).value = text
    beyond = read(reader, book, tmp_path)
    assert beyond.answers[key].text == ""
    assert [str(text) in f.given for f in beyond.findings if f.rule == STRAY_TEXT.id] == [True]


@pytest.mark.parametrize(
    "text", ["協議会キョウギカイ", "委員長イインチョウは", "議会運営委員会ギカイウンエイイインカイ"]
)
def test_leaked_furigana(text: str) -> None:
    assert leaked_furigana(text)


@pytest.mark.parametrize(
    "text",
    [
        "市民アンケート",
        "観光イベント",
        "介護サービス",
        "地域ネットワーク",
        "計画プラン",
        "情報システム",
        "交通インフラ",
        "防災マニュアル",
        "電子カルテ",
        "職員コンクール",
        "人権メッセージ",
    ],
)
def test_loan_words_are_no_furigana(text: str) -> None:
    assert not leaked_furigana(text)


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("A", "A"),
        ("ａ", "A"),
        ("A 順調である", "A"),
        ("（Ａ）順調である", "A"),
        ("A：順調", "A"),
        ("Ａ評価", "A"),
        ("進捗状況評価：B", "B"),
        ("順調である", "A"),
        ("順調であるA", "A"),
        ("A：概ね順調であるとみなせる", None),
        ("AB", None),
        ("E", None),
        ("A→B", None),
        ("", None),
    ],
)
def test_grades(typed: str, symbol: str | None, masters: Masters) -> None:
    grade = match_grade(masters.plan.grades_for(Level.MEASURE), typed)
    assert (grade and grade.symbol) == symbol


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("現状維持", "現状維持"),
        ("１　現状維持", "現状維持"),
        ("①現状維持", "現状維持"),
        ("維持", None),
        ("1", None),
    ],
)
def test_choices_with_a_number_before_them(typed: str, choice: str | None) -> None:
    assert match_choice(("現状維持", "拡充", "廃止"), typed) == choice


def test_numbered_choices_keep_their_numbers() -> None:
    choices = ("1 現状維持", "2 拡充")
    assert match_choice(choices, "１．現状維持") == "1 現状維持"
    assert match_choice(choices, "現状維持") == "1 現状維持"
    assert match_choice(choices, "2 現状維持") is None


def test_zero_is_a_figure_where_figures_belong(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    key = book.keys(FieldType.MONEY)[0]
    book.sheet(book.section(key))[book.places[key][1]].value = 0
    submission = read(reader, book, tmp_path)
    assert not submission.findings
    quantity = submission.answers[key].quantity
    assert quantity is not None
    assert quantity.value == 0


def test_without_its_head_a_shifted_figure_is_not_taken(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    """The row of years is gone, and the column of 2024 with it: next year's plan stands there."""
    book = distribution.book("学校教育課", 1)
    key = next(k for k in book.places if k.code == "2" and k.period == "2024")
    sheet = book.sheet("2")
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "2024年度")
    delete_columns(sheet, head.column)
    delete_rows(sheet, head.row)
    submission = read(reader, book, tmp_path)
    assert key not in submission.answers
    assert [f.code for f in submission.findings if f.rule == "field-lost"] == ["2"]


@pytest.mark.parametrize("differs", [False, True])
def test_an_initiative_without_its_head_above_its_whole_copy_stands_twice(
    differs: bool, distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    """Rows 20 to 23 are copied to the end without their tags, then row 20, the head, is deleted."""
    book = distribution.book("高齢介護課", 1)
    sheet = book.sheet("1-3-①")
    assert (sheet["A20"].value, sheet["A24"].value) == ("1-3-①-②/title", "1-3-①-③/title")
    end = book.row(sheet, "1-3-①/枠/foot")
    insert_rows(sheet, end, 4)
    copy_rows(sheet, 20, 23, end, tags=False)
    delete_rows(sheet, 20)
    key = next(k for k in book.places if k.code == "1-3-①-②" and k.field == "results")
    if differs:
        sheet["D21"].value = "見出しのない行で書き直した答え"
    submission = read(reader, book, tmp_path)
    told, *unclear = submission.findings
    assert told.rule == "line-doubled"
    assert "20, 21, 22行目と同じ欄が" in told.message
    assert submission.answers[key].text == ("" if differs else book.truth.texts[key])
    assert [finding.rule for finding in unclear] == ["field-unclear"] * differs
    for finding in unclear:  # neither of the two is lost
        assert "見出しのない行で書き直した答え" in finding.given
        assert book.truth.texts[key] in finding.given


def test_a_sheet_of_another_division_is_told(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    sheet = book.sheet(next(iter(book.sheets)))
    for row in sheet.iter_rows():
        for cell in row:
            if "防災安全課｜" in str(cell.value or ""):
                cell.value = cell.value.replace("防災安全課｜", "社会福祉課｜")
    submission = read(reader, book, tmp_path)
    assert rules(submission)[0] == "identity-conflict"
    assert submission.identity.division == "防災安全課"
    assert sheet.title in submission.findings[0].message


@pytest.mark.parametrize("feet_too", [False, True])
def test_one_conflict_of_identity_is_one_finding(
    feet_too: bool, distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    """The hidden sheet, or every sign, names a division that was sent none of these sheets."""
    book = distribution.book("市民協働課", 1)
    book.workbook["識別"]["B1"].value = "社会福祉課"
    for sheet in book.workbook.worksheets if feet_too else ():
        for row in sheet.iter_rows():
            for cell in row:
                if "市民協働課｜" in str(cell.value or ""):
                    cell.value = cell.value.replace("市民協働課｜", "社会福祉課｜")
    submission = read(reader, book, tmp_path)
    assert set(rules(submission)) == {"identity-conflict"}
    assert submission.identity.division == "市民協働課"
    assert "担当課「社会福祉課」" in submission.findings[0].message
    assert {key: answer.text for key, answer in submission.answers.items()} == book.truth.texts


@pytest.mark.parametrize(("emptied", "severity"), [("all", "info"), ("one", "error")])
def test_a_copy_left_blank_keeps_no_return_from_counting(
    emptied: str, severity: str, distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    book = distribution.book("防災安全課", 1)
    places: dict[str, list[str]] = {}
    for key, (_, place) in book.places.items():
        places.setdefault(book.section(key), []).append(place)
    code, cells = next((code, cells) for code, cells in places.items() if len(cells) > 1)
    copy = book.workbook.copy_worksheet(book.sheet(code))
    for place in cells if emptied == "all" else cells[:1]:
        copy[place].value = None
    submission = read(reader, book, tmp_path)
    (told,) = (f for f in submission.findings if f.rule == "sheet-twice")
    assert told.severity.value == severity
    assert {key: answer.text for key, answer in submission.answers.items()} == book.truth.texts


def test_findings_name_sheet_and_cell(
    distribution: Distribution, reader: Reader, tmp_path: Path
) -> None:
    from tests.reading.mutations import ALL

    for name in ("changed_locked", "note_beside", "error_value", "private_use", "zero_for_blank"):
        book = distribution.book("社会福祉課", 5)
        ALL[name](book)
        for finding in read(reader, book, tmp_path).findings:
            assert finding.source is not None
            assert finding.source.sheet
            assert finding.source.cell
            assert finding.message.endswith("。")
            assert finding.remedy.endswith("。")


@pytest.mark.parametrize(
    ("texts", "quoted"),
    [
        (["あ"], "あ"),
        (["あ", "い"], "あ、い"),
        (["あ" * 20_000, "い"], "あ" * 20_000 + "、ほか1個"),
        (["あ" * 20_001, "い"], "あ" * 19_999 + "…、ほか1個"),
        ([], ""),
    ],
)
def test_quotes_are_whole_up_to_a_length(texts: list[str], quoted: str) -> None:
    assert joined(texts) == quoted


@pytest.mark.parametrize(
    ("legend", "found"),
    [
        (
            "黄色の欄に記入してください。灰色の欄は計画や前年度までの内容です。"
            "右の「記入の確認」の●は未記入、▲は要確認です。",
            [],
        ),
        (
            "この施策については担当者が替わったため、実績の集計が終わりしだい追って報告します。",
            ["stray-text"],
        ),
    ],
)
def test_an_earlier_wording_of_the_legend_is_nobodys_writing(
    distribution: Distribution, reader: Reader, tmp_path: Path, legend: str, found: list[str]
) -> None:
    book = distribution.book("防災安全課", 1)
    sheet = book.sheet(next(iter(book.sheets)))
    row = next(c.row for (c,) in sheet.iter_rows(max_col=1) if str(c.value).endswith("/legend"))
    sheet.cell(row, 2).value = legend
    assert rules(read(reader, book, tmp_path)) == found
